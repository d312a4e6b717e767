//! The pages of the documentation: what they say of commands, files and programs is true, what they link to is there, and
//! what is made of the tool itself is what the tool says today.
//!
//! `AMPLI_BLESS=1 cargo test -p ampli-rs --test cli -- book` writes the generated parts anew.

mod blocks;
mod codes;
mod command_lines;
mod commands;
mod environment;
mod features;
mod links;
mod page;
mod programs;
mod schemas;
mod tutorial;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use self::page::Page;

/// What renews the generated parts.
const COMMAND: &str = "AMPLI_BLESS=1 cargo test -p ampli-rs --test cli -- book";
/// Begins what is generated on a page, after which the line has the command.
const BEGIN: &str = "<!-- generated: ";
/// Ends what is generated on a page.
const END: &str = "<!-- end of what is generated -->";

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All pages that Git knows or would add, but those of fixtures and templates, sorted.
fn pages() -> Vec<Page> {
    let root = root();
    let mut paths: Vec<String> = ignore::WalkBuilder::new(&root)
        .hidden(false)
        .filter_entry(|entry| {
            !["target", ".git", "fixtures", "templates"].iter().any(|it| entry.file_name() == *it)
        })
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "md"))
        .map(|entry| entry.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"))
        .collect();
    paths.sort();
    assert!(paths.len() > 20, "{paths:?}");
    paths.into_iter().map(|path| Page::read(&root, path)).collect()
}

/// Holds the generated part of a page against what it has to be, or writes it where it is asked for.
#[track_caller]
fn renew(path: &str, generated: &str) {
    let file = root().join(path);
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
    let (head, rest) = text.split_once(BEGIN).unwrap_or_else(|| panic!("{path} has no `{BEGIN}`"));
    let (_, tail) = rest.split_once(END).unwrap_or_else(|| panic!("{path} has no `{END}`"));
    let renewed = format!("{head}{BEGIN}{COMMAND} -->\n\n{}\n\n{END}{tail}", generated.trim());
    if std::env::var_os("AMPLI_BLESS").is_some() {
        fs::write(file, renewed).unwrap();
    } else {
        assert!(
            text == renewed,
            "{path} is stale; renew it by\n  {COMMAND}\n{}",
            first_difference(&text, &renewed)
        );
    }
}

fn first_difference(old: &str, new: &str) -> String {
    let mut difference = String::new();
    if let Some((old, new)) = old.lines().zip(new.lines()).find(|(old, new)| old != new) {
        let _ = write!(difference, "- {old}\n+ {new}");
    }
    difference
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
