//! `init` reads the configuration of the Ampli CLI.

use crate::playground::Playground;

const AMPLI_JSON: &str = r#"{
  "Zone": "eu",
  "OrgId": "100001",
  "WorkspaceId": "7c1f",
  "SourceId": "s1",
  "Branch": "main",
  "Version": "1.2.0",
  "VersionId": "v9",
  "Runtime": "go:go-ampli",
  "Path": "./src/ampli",
  "OmitApiKeys": true
}"#;

#[test]
fn the_keys_of_ampli_json_are_carried_over() {
    let playground = Playground::new();
    playground.write("ampli.json", AMPLI_JSON);
    playground.run(&["init"]).says(
        0,
        "the sources of the plan are not known: Amplitude asks for a token to read `amplitude:7c1f/main`\n  \
         give it in `AMPLITUDE_TOKEN`, with `--token`, by `token_command` in `ampli.toml`, or with `ampli-rs login`\n\
         wrote ampli.toml\n\
         took over `ampli.json`, which is no longer read and can be removed\n\
         left out `Runtime`: there is nothing like it here\n\
         the first `ampli-rs pull` takes the latest version; the last one was 1.2.0\n\
         next: ampli-rs pull s1\n",
    );
    let text = playground.read("ampli.toml");
    let settings: Vec<&str> =
        text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert_eq!(
        settings,
        [
            "plan = \"amplitude:7c1f/main\"",
            "[vendor.amplitude]",
            "base_url = \"https://data-api.eu.amplitude.com\"",
            "[source.s1]",
            "path = \"./src/ampli\"",
            "layout = \"crate\"",
            "include_api_keys = false",
        ]
    );
    assert_eq!(playground.read("ampli.json"), AMPLI_JSON);
}

#[test]
fn an_old_itlyrc_is_read_too_and_arguments_come_first() {
    let playground = Playground::new();
    playground.write(".itlyrc", "{\n  'CompanyId': 'c1', // ours\n  'Path': './itly',\n}\n");
    playground.run(&["init", "--source", "backend", "--path", "sdk"]).says(
        0,
        "wrote ampli.toml\n\
         took over `.itlyrc`, which is no longer read and can be removed\n\
         next: ampli-rs pull backend\n",
    );
    let text = playground.read("ampli.toml");
    assert!(text.contains("\nplan = \"amplitude:c1\"\n") && text.contains("\npath = \"sdk\"\n"), "{text}");
}

#[test]
fn a_file_that_is_none_is_named() {
    let playground = Playground::new();
    playground.write("ampli.json", "[]");
    let run = playground.run(&["init"]);
    assert_eq!(run.status, 2);
    let start = "error: `ampli.json` is no configuration of the Ampli CLI: ";
    assert!(run.stderr.starts_with(start), "{}", run.stderr);
    assert_eq!(playground.names(), ["ampli.json"]);
}
