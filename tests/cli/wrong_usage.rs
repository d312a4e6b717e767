//! Wrong usage: exit status 2, and a word about the right one.

use crate::playground::Playground;

#[test]
fn help_that_was_asked_for_is_data() {
    let playground = Playground::new();
    for arguments in [&["--help"][..], &["pull", "--help"], &["help", "init"], &["--version"]] {
        let run = playground.run(arguments);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert!(!run.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn mistyped_words_are_guessed() {
    let playground = Playground::new();
    playground.run(&["pul"]).says(
        2,
        "error: unrecognized subcommand 'pul'\n\n  tip: a similar subcommand exists: 'pull'\n\n\
         Usage: ampli-rs [OPTIONS] [COMMAND]\n\nFor more information, try '--help'.\n",
    );
    let run = playground.run(&["pull", "--chek"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("tip: a similar argument exists: '--check'"), "{}", run.stderr);
    let run = playground.run(&["pull", "--format", "jsn"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("tip: a similar value exists: 'json'"), "{}", run.stderr);
}

#[test]
fn what_does_not_go_together_is_refused() {
    let playground = Playground::new();
    for arguments in [&["pull", "a", "--all"][..], &["pull", "--offline", "--plan", "x"]] {
        let run = playground.run(arguments);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("cannot be used with"), "{}", run.stderr);
    }
}

#[test]
fn a_folder_that_is_not_there() {
    Playground::new().run(&["-C", "nowhere", "check"]).says(
        2,
        "error: could not change to `nowhere`: no such file or folder\n\
         help: check the path; it is relative to where you are\n",
    );
}
