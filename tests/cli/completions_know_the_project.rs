//! What shells offer behind `ampli-rs` and a tab: run with their own completion, as far as they are installed.

use std::path::Path;
use std::process::Command;

use crate::playground::{Playground, finish};
use crate::pull_writes::PLAN;

/// A project with sources whose names shells have to quote.
fn project() -> Playground {
    let playground = Playground::with_plan(PLAN);
    let sources =
        "[source.backend]\n[source.\"web app\"]\npath = \"a\"\n[source.\"$(touch made)\"]\npath = \"b\"\n";
    playground.write(
        "ampli.toml",
        format!("plan = \"plan.json\"\n{sources}[source.\"\\u001b[2J\"]\npath = \"c\"\n"),
    );
    playground
}

/// What `program` with the completion script loaded prints; `None`, and a note, where it is not installed.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn shell(playground: &Playground, program: &str, arguments: &[&str]) -> Option<String> {
    if Command::new(program).args(["-c", "exit"]).status().is_err() {
        assert!(std::env::var_os("AMPLI_REQUIRE_PEERS").is_none(), "{program} is not installed");
        println!("skipped: {program} is not installed");
        return None;
    }
    let script = playground.run(&["completions", program]);
    assert_eq!((script.status, script.stderr.as_str()), (0, ""));
    playground.write("script", script.stdout);
    let mut command = playground.command(program);
    let tool = Path::new(env!("CARGO_BIN_EXE_ampli-rs")).parent().unwrap();
    let path = std::env::join_paths([tool, Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    command.args(arguments).env("PATH", path).env("HOME", playground.path("home")).env("LC_ALL", "C.UTF-8");
    let run = finish(command, "");
    assert_eq!(run.stderr, "", "{program}");
    Some(run.stdout)
}

/// What bash would put in behind each of `lines`, line by line.
fn bash(playground: &Playground, lines: &[&str]) -> Option<Vec<String>> {
    let ask = r#"
        source ./script
        for COMP_LINE in "$@"; do
            COMP_POINT=${#COMP_LINE}
            _ampli_rs
            for candidate in "${COMPREPLY[@]}"; do printf '%s|' "$candidate"; done
            echo
        done
        complete -p ampli-rs
    "#;
    let arguments = [&["--norc", "--noprofile", "-c", ask, "bash"], lines].concat();
    let text = shell(playground, "bash", &arguments)?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    assert_eq!(lines.pop().as_deref(), Some("complete -o default -F _ampli_rs ampli-rs"));
    Some(lines)
}

#[track_caller]
fn bash_offers(playground: &Playground, line: &str, expected: &str) {
    if let Some(offered) = bash(playground, &[line]) {
        assert_eq!(offered, [expected], "{line}");
    }
}

#[test]
fn bash_offers_names_of_the_project() {
    let playground = project();
    let Some(offered) = bash(
        &playground,
        &[
            "ampli-rs pu",
            "ampli-rs pull ",
            "ampli-rs pull backend ",
            "ampli-rs pull we",
            "ampli-rs pull web\\ ",
            "ampli-rs pull \"web",
            "ampli-rs pull '$",
            "ampli-rs diff --source=b",
            "ampli-rs inspect plan --event S",
            "ampli-rs inspect m",
            "ampli-rs pull --lay",
            "ampli-rs pull --layout ",
            "ampli-rs explain AMP000",
            "ampli-rs explain outdated-f",
            "ampli-rs man comple",
            "ampli-rs login se",
            "ampli-rs audit me",
        ],
    ) else {
        return;
    };
    assert_eq!(
        offered,
        [
            "pull|",
            "\\$\\(touch\\ made\\)|backend|web\\ app|",
            "\\$\\(touch\\ made\\)|web\\ app|",
            "web\\ app|",
            "web\\ app|",
            "web app|",
            "$(touch made)|",
            "backend|",
            "Song\\ Played|",
            "module|",
            "--layout|",
            "crate|module|",
            "AMP0001|AMP0002|AMP0003|AMP0004|AMP0005|AMP0006|AMP0007|AMP0008|AMP0009|",
            "outdated-file|",
            "completions|",
            "segment|",
            "merge|",
        ]
    );
    assert!(!playground.path("made").exists());
}

#[test]
fn folder_and_configuration_of_the_line_count() {
    let playground = Playground::new();
    playground.write("a b/other.toml", "plan = \"plan.json\"\n[source.there]\n");
    playground.write("a b/plan.json", PLAN);
    bash_offers(&playground, "ampli-rs -C 'a b' pull --config other.toml ", "there|");
    bash_offers(&playground, "ampli-rs init --plan a\\ b/plan.json --source ", "backend|web|");
    bash_offers(&playground, "ampli-rs -C nowhere pull ", "");
}

#[test]
fn a_broken_project_is_silent() {
    let playground = Playground::new();
    bash_offers(&playground, "ampli-rs pull ", "");
    playground.write("ampli.toml", "plan = \"plan.json\"\n[source.backend]\n");
    bash_offers(&playground, "ampli-rs inspect plan --event ", "");
    playground.write("plan.json", "no plan");
    bash_offers(&playground, "ampli-rs inspect plan --event ", "");
    playground.write("ampli.toml", "no configuration");
    bash_offers(&playground, "ampli-rs pull ", "");
    playground.run(&["complete", "bash", "--", "ampli-rs pull "]).prints(0, "", "");
    playground.run(&["complete", "fish", "--at", "9", "--", "ampli-rs", "pull"]).prints(0, "", "");
}

#[test]
fn branches_are_those_of_the_configuration() {
    let playground = Playground::new();
    playground.write("ampli.toml", "plan = \"amplitude:Garden/spring\"\n");
    bash_offers(&playground, "ampli-rs checkout ", "spring|");
}

#[test]
fn fish_offers_names_of_the_project() {
    let ask = "source script; for line in 'ampli-rs pull ' 'ampli-rs pull we' 'ampli-rs explain AMP0401' \
               'ampli-rs inspect plan --event So' 'ampli-rs inspect plan --event=So' 'ampli-rs check --config pla'; \
               complete --do-complete $line; echo; end";
    let Some(offered) = shell(&project(), "fish", &["--no-config", "-c", ask]) else { return };
    assert_eq!(
        offered,
        "$(touch made)\nbackend\nweb app\n\nweb app\n\nAMP0401\toutdated-file\n\n\
         Song Played\tA song was played.\n\n--event=Song Played\tA song was played.\n\nplan.json\n\n"
    );
}

#[test]
fn zsh_offers_names_of_the_project() {
    // Instead of drawing a menu, the candidates are printed.
    let ask = r#"
        compdef() { : }
        _describe() { print -r -l -- "${(@P)argv[-1]}" }
        _files() { print -r -- files }
        source ./script
        ask() { words=("$@"); CURRENT=${#words}; _ampli_rs; print }
        ask ampli-rs pull ''
        ask ampli-rs pull 'web\ '
        ask ampli-rs inspect plan --event 'Song\ '
        ask ampli-rs explain AMP0401
        ask ampli-rs check --config pla
    "#;
    let Some(offered) = shell(&project(), "zsh", &["-f", "-c", ask]) else { return };
    assert_eq!(
        offered,
        "$(touch made)\nbackend\nweb app\n\nweb app\n\nSong Played:A song was played.\n\nAMP0401:outdated-file\n\nfiles\n\n"
    );
}

#[test]
fn elvish_offers_names_of_the_project() {
    // What only a terminal has: the candidates are printed in place of a menu.
    let ask = r#"
        var edit: = (ns [
            &completion:=(ns [&arg-completer=[&]])
            &complete-filename~={|word| echo files}
            &complex-candidate~={|word &display=''| echo $word'|'$display}
        ])
        eval (slurp < script) &ns=(ns [&edit:=$edit:])
        for words [[pull ''] [pull we] [explain AMP0401] [inspect plan --event So] [check --config pla]] {
            $edit:completion:arg-completer[ampli-rs] ampli-rs $@words
            echo
        }
    "#;
    let Some(offered) = shell(&project(), "elvish", &["-norc", "-c", ask]) else { return };
    assert_eq!(
        offered,
        "$(touch made)|$(touch made) \nbackend|backend \nweb app|web app \n\nweb app|web app \n\n\
         AMP0401|AMP0401 outdated-file\n\nSong Played|Song Played A song was played.\n\nfiles\n\n"
    );
}

#[test]
fn every_shell_has_a_script() {
    let playground = Playground::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = playground.run(&["completions", shell]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert!(run.stdout.contains(&format!("ampli-rs complete {shell} ")), "{shell}");
    }
}
