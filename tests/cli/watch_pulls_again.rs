//! `watch` pulls again when a plan or the configuration changes.

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStderr, Command, Stdio};

use crate::playground::Playground;
use crate::pull_writes::{PLAN, plan_with_fault};

/// A run that goes on until it is ended.
struct Watching {
    child: Child,
    said: Lines<BufReader<ChildStderr>>,
}

impl Watching {
    fn start(playground: &Playground, arguments: &[&str]) -> Self {
        let mut command = playground.command(env!("CARGO_BIN_EXE_ampli-rs"));
        command.arg("watch").args(arguments);
        Self::of(command)
    }

    fn of(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, said }
    }

    /// Waits for the next line.
    fn line(&mut self) -> String {
        self.said.next().unwrap().unwrap()
    }

    /// Waits for a line that starts like this.
    fn wait_for(&mut self, start: &str) {
        while !self.line().starts_with(start) {}
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Saves a file as many editors do.
fn replace(playground: &Playground, name: &str, text: &str) {
    playground.write("unfinished", text);
    std::fs::rename(playground.path("unfinished"), playground.path(name)).unwrap();
}

#[test]
fn a_change_of_plan_or_configuration_is_pulled() {
    let playground = Playground::with_plan(PLAN);
    playground.write("ampli.toml", "plan = \"plan.json\"\n[source.backend]\n");
    let mut watching = Watching::start(&playground, &["backend"]);
    assert_eq!(watching.line(), "backend: 1 event, 6 files written to ./itly (plan 3.0.0)");
    assert_eq!(watching.line(), "next: cargo add --path itly");
    assert_eq!(watching.line(), "watching `ampli.toml`, `plan.json`; Ctrl-C ends");
    replace(&playground, "plan.json", &PLAN.replace("Song Played", "Tune Played"));
    assert_eq!(watching.line(), "backend: plan 3.0.0, 1 event changed");
    assert_eq!(watching.line(), "  ~ Tune Played (was Song Played, a guess)");
    watching.wait_for("backend: 1 event, 6 files written to ./itly, 1 removed (plan 3.0.0)");
    playground.write("ampli.toml", "plan = \"other.json\"\n[source.backend]\n");
    assert_eq!(watching.line(), "watching `ampli.toml`, `other.json`; Ctrl-C ends");
    watching.wait_for("the SDK stays as it was until the next change");
    playground.write("other.json", PLAN);
    assert_eq!(watching.line(), "backend: plan 3.0.0, 1 event changed");
    watching.wait_for("backend: 1 event, 6 files written to ./itly, 1 removed (plan 3.0.0)");
}

#[test]
fn a_broken_plan_or_configuration_leaves_the_sdk_as_it_was() {
    let playground = Playground::with_plan(PLAN);
    playground.write("ampli.toml", "plan = \"plan.json\"\n[source.backend]\n");
    let mut watching = Watching::start(&playground, &[]);
    watching.wait_for("watching ");
    let code = playground.read("itly/src/events/song.rs");
    replace(&playground, "plan.json", &plan_with_fault());
    watching.wait_for("nothing was written; ");
    assert_eq!(watching.line(), "the SDK stays as it was until the next change");
    playground.write("ampli.toml", "plan = ");
    watching.wait_for("error: ");
    watching.wait_for("the SDK stays as it was until the next change");
    playground.write("ampli.toml", "plan = \"plan.json\"\n[source.backend]\npath = \"sdk\"\n");
    watching.wait_for("the SDK stays as it was until the next change");
    assert_eq!(playground.read("itly/src/events/song.rs"), code);
    replace(&playground, "plan.json", PLAN);
    watching.wait_for("backend: 1 event, 6 files written to ./sdk");
}

#[test]
#[cfg(target_os = "linux")]
fn an_interrupt_ends_it() {
    use std::os::unix::process::ExitStatusExt as _;

    let playground = Playground::with_plan(PLAN);
    // Who runs the tests in the background of a shell has made interrupts ignored, here and in every child.
    let mut command = playground.command("/usr/bin/env");
    command.arg("--default-signal=INT").arg(env!("CARGO_BIN_EXE_ampli-rs"));
    command.args(["watch", "backend", "--plan", "plan.json"]);
    let mut watching = Watching::of(command);
    watching.wait_for("watching `plan.json`; Ctrl-C ends");
    let interrupt = format!("kill -INT {}", watching.child.id());
    assert!(Command::new("/bin/sh").args(["-c", &interrupt]).status().unwrap().success());
    assert_eq!(watching.child.wait().unwrap().signal(), Some(2));
}

#[test]
fn what_is_no_file_is_not_watched() {
    let playground = Playground::new();
    playground
        .run(&["watch", "app", "--plan", "-"])
        .says(2, "error: standard input can't be watched\nhelp: name the file that the plan is in\n");
    playground.run(&["watch", "app", "--plan", "segment:tp_1"]).says(
        2,
        "error: there is nothing to watch: neither the plan nor its configuration is a file here\n\
         help: run `ampli-rs update` when the plan has changed\n",
    );
}
