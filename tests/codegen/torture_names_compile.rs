//! Every strange name compiles in every edition, in a crate that denies warnings, and takes nothing from its users.

use ampli_rs::module::Layout;

use crate::support::scratch::{Scratch, runtime};
use crate::support::{sdk, torture};

/// A crate that has everything of the SDK in its scope, and means the standard library by the standard library's names.
const USER: &str = "\
//! A program of an old or a new edition.
#![deny(warnings)]
// Names in other scripts than Latin: only a whole crate can allow them.
#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]

mod sdk;

use crate::sdk::*;

fn standard(texts: Vec<String>) -> Result<Option<Box<String>>, String> {
    let first: ::std::option::Option<String> = texts.into_iter().next();
    let some: Option<Box<String>> = first.map(Box::new);
    if some.is_none() { Err(String::default()) } else { Ok(some) }
}

fn main() {
    let texts: ::std::vec::Vec<::std::string::String> = vec![String::new()];
    drop(standard(texts));
    drop(song_played(\"user\", SongPlayed::new(SongPlayedSongPlayed::new(SongPlayedSongPlayedSongPlayed::Other))));
}
";

#[test]
fn every_edition_accepts_them() {
    let sdk = sdk::from_text(torture::plan()).sdk("default", Layout::Module, "sdk");
    let mut scratch = Scratch::new("editions");
    for edition in ["2018", "2021", "2024"] {
        let member = format!("edition_{edition}");
        scratch.member(&member, edition, &runtime(""));
        scratch.file(&member, "src/main.rs", USER);
        scratch.sdk(&member, "src/sdk/", &sdk);
    }
    scratch.cargo_succeeds(&["check", "--workspace"]);
}

#[test]
fn files_are_distinct_on_every_disk() {
    let sdk = sdk::from_text(torture::plan()).sdk("default", Layout::Module, "sdk");
    let mut paths: Vec<String> = sdk.files.iter().map(|file| file.path.to_ascii_lowercase()).collect();
    assert!(paths.iter().all(|path| path.is_ascii()));
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), sdk.files.len());
}
