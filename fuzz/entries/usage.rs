//! Any text as a file of a Rust program: gone through to its end, and what is found stands where it is said to.

use std::path::{Path, PathBuf};
use std::{fs, io};

use ampli_rs::usage::{self, EventNames, Sdk};

/// What sends an event, before whatever else the file has.
const CALL: &str = "fn first() { itly::song_played(\"u\", itly::SongPlayed::new()); }\n";

/// The manifest of the program.
const MANIFEST: &str =
    "[package]\nname = \"program\"\nversion = \"0.1.0\"\n[dependencies]\nitly = { path = \"itly\" }\n";

/// That of the SDK.
const SDK_MANIFEST: &str = "[package]\nname = \"itly\"\nversion = \"0.1.0\"\n";

pub(crate) fn run(text: &str) {
    for own in usage::identifiers(text) {
        let written = &text[own.start..own.end];
        assert_eq!(written.strip_prefix("r#").unwrap_or(written), own.name);
    }
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    let program = [CALL, text].concat();
    write(folder.path(), &program).expect("the folder can be written to");
    look(folder.path(), &program);
}

fn write(folder: &Path, program: &str) -> io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    fs::create_dir_all(folder.join("itly"))?;
    fs::write(folder.join("Cargo.toml"), MANIFEST)?;
    fs::write(folder.join("itly/Cargo.toml"), SDK_MANIFEST)?;
    fs::write(folder.join("src/main.rs"), program)
}

fn look(folder: &Path, program: &str) {
    let names = |word: &str| vec![word.to_owned()];
    let event = EventNames { functions: names("song_played"), types: names("SongPlayed") };
    let sdk = Sdk { folder: folder.join("itly"), is_module: false, events: vec![event] };
    let paths: [PathBuf; 1] = [folder.to_owned()];
    let found = usage::find(&[sdk], &paths).expect("the program can be read");
    for site in found.sites.iter().flatten().flatten() {
        assert!(program.get(site.start..site.end).is_some_and(|name| !name.is_empty()), "{site:?}");
    }
    for unreadable in &found.unreadable {
        assert!(unreadable.text.is_char_boundary(unreadable.offset), "{unreadable:?}");
    }
}
