//! What commands print that work on the files of a folder of `fixtures/broken`.

use std::fs;
use std::path::Path;

use super::folder;
use crate::playground::{Playground, Run};

/// The file that has the commands: `$ ampli-rs …` runs the tool, `$ rm FILE` removes a file. The last one counts.
pub(super) const COMMANDS: &str = "commands.txt";

/// What the last command prints for people, and for programs.
pub(super) fn outputs(folder: &Path) -> (String, String) {
    let Run { stdout, stderr, .. } = last_run(folder, &[]);
    let commands = fs::read_to_string(folder.join(COMMANDS)).expect("UTF-8");
    // The format of `docs` is that of its pages.
    let option = if commands.contains(" docs ") { "--findings" } else { "--format" };
    (stdout + &stderr, last_run(folder, &[option, "json"]).stdout)
}

fn last_run(folder: &Path, more: &[&str]) -> Run {
    let playground = Playground::new();
    for file in folder::files(folder) {
        let name = file.strip_prefix(folder).expect("a path in the folder").to_string_lossy();
        if *name != *COMMANDS && !name.starts_with("expected.") {
            playground.write(&name, fs::read(&file).expect("a file"));
        }
    }
    let commands = fs::read_to_string(folder.join(COMMANDS)).expect("UTF-8");
    let commands: Vec<Vec<&str>> = commands.lines().map(|line| line.split_whitespace().collect()).collect();
    let (last, before) = commands.split_last().expect("a command");
    for command in before {
        match command.as_slice() {
            ["$", "ampli-rs", arguments @ ..] => drop(playground.run(arguments)),
            ["$", "rm", file] => fs::remove_file(playground.path(file)).expect("the file is there"),
            other => panic!("not a command: {other:?}"),
        }
    }
    let ["$", "ampli-rs", arguments @ ..] = last.as_slice() else { panic!("the last one is not the tool") };
    playground.run(&[arguments, more].concat())
}
