//! Runs this test binary once more, as a program of its own: for what must not happen in the process of other tests.

use std::process::Command;

/// A program that runs the test called `path` and nothing else.
pub(crate) fn of_test(path: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", path, "--test-threads", "1", "--quiet"]);
    command
}
