//! What stands in `fixtures/golden` is what the generator makes today. `AMPLI_BLESS=1` writes it anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ampli_rs::lock::SourceNames;
use ampli_rs::lower::Request;
use ampli_rs::module::Layout;

use crate::support::sdk::{make, on_disk};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/golden").join(name)
}

/// The files below `folder`, by path.
fn files(folder: &Path, prefix: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read_to_string(entry.path()).expect("UTF-8"));
        }
    }
}

#[test]
fn shapes() {
    let read = on_disk(&folder("shapes").join("plan.json"));
    assert!(read.broken.is_empty(), "{:?}", read.findings);
    let request = Request {
        source: "backend".to_owned(),
        layout: Layout::Module,
        include_api_keys: false,
        testing: true,
        command: "AMPLI_BLESS=1 cargo test -p ampli-rs --test codegen goldens".to_owned(),
        ..Request::default()
    };
    let sdk = make(&read.plan, &request, &mut SourceNames::default());
    let made: BTreeMap<String, String> = sdk.files.into_iter().map(|file| (file.path, file.text)).collect();
    let target = folder("shapes").join("sdk");
    if std::env::var_os("AMPLI_BLESS").is_some() {
        let _ = fs::remove_dir_all(&target);
        for (path, text) in &made {
            let path = target.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
            fs::write(path, text).expect("the file is written");
        }
    }
    let mut golden = BTreeMap::new();
    files(&target, "", &mut golden);
    assert_eq!(made.keys().collect::<Vec<_>>(), golden.keys().collect::<Vec<_>>());
    for (path, text) in &made {
        assert!(
            text == &golden[path],
            "{path} is not what is generated now; see `git diff` after AMPLI_BLESS=1"
        );
    }
}
