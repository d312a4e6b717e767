//! `cargo ampli` is the same command.

use crate::playground::{Playground, finish};

#[test]
fn cargo_gives_the_name_of_the_subcommand() {
    let playground = Playground::new();
    let run = |arguments: &[&str]| {
        let mut command = playground.command(env!("CARGO_BIN_EXE_cargo-ampli"));
        command.args(arguments);
        finish(command, "")
    };
    let expected = playground.run(&["explain", "AMP0401"]);
    assert_eq!(expected.status, 0);
    assert_eq!(run(&["ampli", "explain", "AMP0401"]), expected);
    assert_eq!(run(&["explain", "AMP0401"]), expected);
}
