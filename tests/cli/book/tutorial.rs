//! The tutorial is followed to the letter: its files are written, its commands are run, and say what the page shows.
//!
//! A block behind a line such as "`src/main.rs`:" is a file. In blocks of the language `console` each line that begins with
//! `$ ` is a command, and what follows is what it prints; cargo's own progress is left out, and so is what a `cargo`
//! without output prints. Ids and times are others each time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::page::{Block, Page};
use super::{COMMAND, root};
use crate::playground::{Playground, finish};

/// The page.
pub(super) const PAGE: &str = "docs/tutorial.md";

/// The reader's machine.
struct Reader {
    playground: Playground,
    /// Where the reader is.
    folder: PathBuf,
    /// The exit status of the last command.
    status: i32,
}

impl Reader {
    /// A machine whose registry has the runtime of the repository, and for the rest what has been downloaded.
    fn new() -> Self {
        let playground = Playground::new();
        let runtime = root().join("itly-runtime");
        let patch = format!("[patch.crates-io]\nitly-runtime = {{ path = {runtime:?} }}\n");
        playground.write(".cargo/config.toml", patch);
        let folder = playground.path("");
        Self { playground, folder, status: 0 }
    }

    /// Runs a command, and returns what it prints, on both outputs in their order.
    fn run(&mut self, line: &str) -> String {
        if let Some(folder) = line.strip_prefix("cd ") {
            self.folder = self.folder.join(folder);
            return String::new();
        }
        if line == "echo $?" {
            return format!("{}\n", self.status);
        }
        let own = Path::new(env!("CARGO_BIN_EXE_ampli-rs")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = [own.to_owned()].into_iter().chain(std::env::split_paths(&path));
        let mut command: Command = self.playground.command("sh");
        command
            .arg("-c")
            .arg(format!("exec 2>&1; {line}"))
            .current_dir(&self.folder)
            .env("PATH", std::env::join_paths(path).unwrap());
        for name in ["HOME", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("target"))
            .env("CARGO_CARGO_NEW_VCS", "none");
        let run = finish(command, "");
        self.status = run.status;
        run.stdout
    }

    /// What a block becomes when its commands are run.
    fn transcript(&mut self, block: &Block) -> String {
        let mut transcript = String::new();
        let mut lines = block.text.lines().peekable();
        while let Some(line) = lines.next() {
            let command = line.strip_prefix("$ ").expect("a command");
            let mut shown = String::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
                shown.push_str(line);
                shown.push('\n');
            }
            // From the registry only a published version could come.
            let is_installation = command.starts_with("cargo install ");
            let said = if is_installation { String::new() } else { self.run(command) };
            let is_silent = command.starts_with("cargo ") && shown.is_empty();
            assert!(!is_silent || is_installation || self.status == 0, "{command}\n{said}");
            let is_same = is_silent || masked(&shown) == masked(&said);
            transcript.push_str(&format!("{line}\n{}", if is_same { &shown } else { &said }));
        }
        transcript
    }
}

/// The text without what differs from run to run: ids and times.
fn masked(text: &str) -> String {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "-:.".contains(letter);
    let is_digit_at = |word: &str, at: usize| word.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let kind = |word: &str| match word.len() {
        36 if word.matches('-').count() == 4 => "ID".to_owned(),
        5 if word.as_bytes()[2] == b':' && is_digit_at(word, 0) => "TIME".to_owned(),
        10.. if is_digit_at(word, 0) && word.as_bytes()[4] == b'-' => "DATE".to_owned(),
        _ => word.to_owned(),
    };
    let mut masked = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let word = rest[..end].trim_end_matches([':', '.']);
        if word.is_empty() {
            masked.push(letter);
            rest = &rest[letter.len_utf8()..];
        } else {
            masked.push_str(&kind(word));
            rest = &rest[word.len()..];
        }
    }
    masked
}

/// The file that a block is, by the line before it.
fn file(block: &Block) -> Option<&str> {
    block.before.strip_suffix("`:").and_then(|line| line.rsplit_once('`')).map(|(_, name)| name)
}

#[test]
fn the_tutorial_works() {
    let page = Page::read(&root(), PAGE.to_owned());
    let mut reader = Reader::new();
    let (mut renewed, mut stale) = (page.text.clone(), Vec::new());
    for block in &page.blocks {
        if let Some(name) = file(block) {
            let path = reader.folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &block.text).unwrap();
        } else if block.language() == "console" {
            let transcript = reader.transcript(block);
            if transcript != block.text {
                renewed = renewed.replacen(&format!("\n{}```", block.text), &format!("\n{transcript}```"), 1);
                stale.push(format!("{}:\n{transcript}", page.place(block.line)));
            }
        }
    }
    if std::env::var_os("AMPLI_BLESS").is_some() {
        fs::write(root().join(PAGE), renewed).unwrap();
    } else {
        assert!(stale.is_empty(), "renew it by\n  {COMMAND}\n{}", stale.join("\n"));
    }
}

#[test]
fn only_ids_and_times_may_differ() {
    let line = |id: &str, time: &str| format!("id {id}: at {time}: \"{time}T02:29:27.272Z\" 12:30, 3 of 4");
    let (one, other) = ("01a20116-4868-7265-990c-409fe47fc355", "01a20116-490c-709a-adb9-475450e1064a");
    assert_eq!(masked(&line(one, "2026-11-22")), "id ID: at DATE: \"DATE\" TIME, 3 of 4");
    assert_eq!(masked(&line(one, "2026-11-22")), masked(&line(other, "2027-01-02")));
}
