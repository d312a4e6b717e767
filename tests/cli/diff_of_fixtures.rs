//! What `diff` says of every pair of plans in `fixtures/changes`, word for word. A folder is named by what it shows, and holds
//! `old.json`, `new.json` and `expected.txt`, which is written with `AMPLI_BLESS=1`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::playground::Playground;

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/changes");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

#[test]
fn every_pair_of_plans_is_told_word_for_word() {
    let bless = std::env::var_os("AMPLI_BLESS").is_some();
    let mut wrong = String::new();
    for folder in fixtures() {
        let playground = Playground::new();
        for file in ["old.json", "new.json"] {
            playground.write(file, fs::read(folder.join(file)).unwrap());
        }
        let run = playground.run(&["diff", "old.json", "new.json"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", folder.display());
        let expected = folder.join("expected.txt");
        if bless {
            fs::write(&expected, &run.stdout).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != run.stdout {
            wrong.push_str(&format!("{}:\n{}", expected.display(), run.stdout));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_plan_differs_from_itself() {
    for folder in fixtures() {
        let playground = Playground::new();
        playground.write("plan.json", fs::read(folder.join("new.json")).unwrap());
        let run = playground.run(&["diff", "plan.json", "plan.json", "--fail-on", "any"]);
        assert!(
            run.status == 0 && run.stdout.ends_with(", nothing changed\n"),
            "{}: {run:?}",
            folder.display()
        );
    }
}
