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
        "error: there is no command `pul`\n\
         help: did you mean `pull`? `ampli-rs --help` lists all commands\n",
    );
    playground.run(&["pull", "--chek"]).says(
        2,
        "error: `ampli-rs pull` has no option `--chek`\n\
         help: did you mean `--check`? `ampli-rs pull --help` lists all options\n",
    );
    playground.run(&["pull", "--format", "jsn"]).says(
        2,
        "error: `--format` can't be `jsn`\n\
         help: did you mean `json`? it can be `human`, `json`, `sarif`, `github`\n",
    );
}

#[test]
fn what_does_not_go_together_is_refused() {
    let playground = Playground::new();
    playground.run(&["pull", "a", "--all"]).says(
        2,
        "error: `[SOURCE]...` does not go together with `--all`\n\
         help: leave one of them out\n",
    );
    playground.run(&["pull", "--offline", "--plan", "x"]).says(
        2,
        "error: `--offline` does not go together with `--plan <FILE|FOLDER|URL|VENDOR:PLAN|->`\n\
         help: leave one of them out\n",
    );
}

#[test]
fn a_folder_that_is_not_there() {
    Playground::new().run(&["-C", "nowhere", "check"]).says(
        2,
        "error: could not change to `nowhere`: no such file or folder\n\
         help: check the path; it is relative to where you are\n",
    );
}
