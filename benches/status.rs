//! What `status` costs on a large tree, against lexing the files that name an event.
//!
//! `cargo bench -p ampli-rs --bench status -- FOLDER`: a folder of Rust packages, such as `~/.cargo/registry/src/*`, or a part
//! of it.
//!
//! Every figure is the CPU time of one thread, the least of several rounds taken in turns. `find, read, lex` lists the same
//! files, reads them, looks for the names of the events, and lexes the files that have one with `proc-macro2`; `lex` is the
//! last part of it alone. The plan's events are called like functions that many programs have, so that the same tree is
//! measured with few files to read and with many.
//!
//! The tree is measured twice: as a project of which every package may call the SDK, and as the vendored packages of a
//! program that is made of the files that name an event.

#![expect(clippy::print_stdout, reason = "a benchmark tells what it measured")]

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use ampli_rs::usage::{self, EventNames, Sdk};
use proc_macro2::TokenStream;

/// Names of functions, from rare to common.
const PLANS: [(&str, &[&str]); 3] = [
    ("few files", &["spawn_blocking"]),
    ("some files", &["parse", "flush"]),
    ("many files", &["push", "len", "next", "clone"]),
];

const ROUNDS: u32 = 3;

fn main() {
    let folder = env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let Some(folder) = folder else {
        println!("name a folder of Rust packages: cargo bench --bench status -- FOLDER");
        return;
    };
    let folder = fs::canonicalize(folder).expect("the folder is there");
    for (name, words) in PLANS {
        let functions = |word: &&str| EventNames { functions: vec![(*word).to_owned()], types: Vec::new() };
        let events = words.iter().map(functions).collect();
        let sdk = Sdk { folder: "/nowhere/itly".into(), is_module: true, events };
        println!("{name}, all packages may call the SDK");
        measure(&folder, words, &sdk, std::slice::from_ref(&folder));
        let program = program(&texts(&folder, words));
        let sdk = Sdk { folder: program.path().join("itly"), is_module: false, ..sdk };
        println!("{name}, in a program beside vendored packages");
        measure(&folder, words, &sdk, &[program.path().to_owned(), folder.clone()]);
    }
}

/// A package that depends on the SDK, of files with these texts.
fn program(texts: &[String]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    };
    let package = |name: &str| format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\n");
    write("itly/Cargo.toml", &package("itly"));
    write("Cargo.toml", &(package("app") + "[dependencies]\nitly.path = \"itly\"\n"));
    let modules: String = (0..texts.len()).map(|index| format!("mod file_{index};\n")).collect();
    write("src/lib.rs", &modules);
    for (index, text) in texts.iter().enumerate() {
        write(&format!("src/file_{index}.rs"), text);
    }
    folder
}

fn measure(folder: &Path, words: &[&str], sdk: &Sdk, paths: &[PathBuf]) {
    let (mut status, mut limit, mut lexing) = (u64::MAX, u64::MAX, u64::MAX);
    let (mut files, mut named, mut bytes) = (0, 0, 0);
    for _ in 0..ROUNDS {
        let start = now();
        let found = usage::find(std::slice::from_ref(sdk), paths).expect("the folder is read");
        status = status.min(now() - start);
        files = black_box(found).files;
        let start = now();
        let texts = texts(folder, words);
        let between = now();
        for text in &texts {
            // What is no Rust takes its time, too.
            let _ = black_box(text.parse::<TokenStream>());
        }
        limit = limit.min(now() - start);
        lexing = lexing.min(now() - between);
        (named, bytes) = (texts.len(), texts.iter().map(String::len).sum());
    }
    let ratio = |against: u64| status as f64 / against as f64;
    println!("  {named} files name an event, {:.1} MB; {files} files are looked at", bytes as f64 / 1e6);
    println!("  status           {:9.1} ms", status as f64 / 1e6);
    println!("  find, read, lex  {:9.1} ms, {:.2} times (budget: 1.5)", limit as f64 / 1e6, ratio(limit));
    println!("  lex              {:9.1} ms, {:.2} times", lexing as f64 / 1e6, ratio(lexing));
}

/// The texts of the files that have one of the words.
fn texts(folder: &Path, words: &[&str]) -> Vec<String> {
    let walk = ignore::WalkBuilder::new(folder).require_git(false).build();
    let files = walk
        .flatten()
        .map(ignore::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|end| end == "rs"));
    let texts = files.filter_map(|path| fs::read_to_string(path).ok());
    texts.filter(|text| words.iter().any(|word| has_word(text, word))).collect()
}

fn has_word(text: &str, word: &str) -> bool {
    let in_word = |byte: Option<&u8>| byte.is_some_and(|byte| *byte == b'_' || byte.is_ascii_alphanumeric());
    text.match_indices(word).any(|(start, _)| {
        let bytes = text.as_bytes();
        !in_word(start.checked_sub(1).and_then(|before| bytes.get(before)))
            && !in_word(bytes.get(start + word.len()))
    })
}

/// Nanoseconds that this thread has run.
fn now() -> u64 {
    let stat =
        fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells how long a thread has run");
    stat.split_whitespace().next().and_then(|time| time.parse().ok()).expect("a number")
}
