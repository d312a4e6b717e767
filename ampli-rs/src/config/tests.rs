use std::path::Path;

use serde_json::Value;

use super::{Layout, Project, Runtime, SCHEMA, parse};

const WHOLE: &str = r#"
plan = "tracking-plan.json"
token_command = ["pass", "show", "ampli"]

[source.backend]
path = "sdk/itly"
layout = "module"
runtime = { path = "../itly-runtime" }
include_api_keys = true
plan = "other.json"

[source.web]
runtime = { git = "https://host/repository" }

[source.car]
runtime = { git = "https://host/repository", rev = "a1b2" }

[source.ios]
runtime = { version = "0.1" }

[names]
whole_words = ["tvOS"]
events = { "Song Played" = "song_was_played" }
properties = { "site id" = "site_id_spaced" }
values = { "C++" = "CPlusPlus" }

[names.event."Song Played"]
properties = { "song title" = "title" }
values = { "hip hop" = "HipHop" }

[check]
levels = { missing-description = "off" }
allow = { "Song Played" = ["missing-description"] }

[check.names]
events = "Title Case"
properties = "camelCase"
values = "/[a-z ]+/"

[check.names.track]
events = "Title Case"
properties = "camelCase"
values = "lower case"

[check.names.identify]
events = "Title Case"
properties = "camelCase"
values = "lower case"

[check.names.group]
events = "Title Case"
properties = "camelCase"
values = "lower case"

[check.names.page]
events = "Title Case"
properties = "camelCase"
values = "lower case"

[check.names.screen]
events = "Title Case"
properties = "camelCase"
values = "lower case"

[check.names.context]
events = "Title Case"
properties = "camelCase"
values = "lower case"

[check.generic_names]
events = ["click"]
properties = ["data"]

[http]
timeout = 2.5
retries = 0

[vendor.amplitude]
base_url = "https://api.host"
token_command = ["pass", "show", "amplitude"]

[vendor.segment]
base_url = "https://api.host"
token_command = ["pass", "show", "segment"]

[vendor.rudderstack]
base_url = "https://api.host"
token_command = ["pass", "show", "rudderstack"]

[vendor.avo]
base_url = "https://api.host"
token_command = ["pass", "show", "avo"]

[vendor.posthog]
base_url = "https://api.host"
token_command = ["pass", "show", "posthog"]

[vendor.iglu]
token_command = ["pass", "show", "iglu"]
"#;

fn mistake(text: &str) -> String {
    parse("ampli.toml", text).unwrap_err().to_string()
}

#[test]
fn everything_can_be_said() {
    let config = parse("ampli.toml", WHOLE).unwrap();
    let backend = &config.source["backend"];
    assert_eq!(backend.layout, Layout::Module);
    assert_eq!(backend.runtime, Some(Runtime::Path("../itly-runtime".into())));
    assert_eq!(config.source["ios"].runtime, Some(Runtime::Version("0.1".to_owned())));
    assert_eq!(config.http.settings().unwrap().timeout.as_millis(), 2500);
}

#[test]
fn an_empty_file_says_nothing() {
    let config = parse("ampli.toml", "").unwrap();
    assert_eq!((config.plan, config.source.len()), (None, 0));
}

#[test]
fn unknown_keys_are_named_with_what_was_meant() {
    assert_eq!(
        mistake("# comment\npaln = \"x\"\n"),
        "`ampli.toml:2:1`: unknown key `paln`\n\
         help: did you mean `plan`? known are `plan`, `token_command`, `source`, `names`, `check`, `http`, `vendor`",
    );
    assert_eq!(
        mistake("[source.backend]\nlayout = \"modul\"\n"),
        "`ampli.toml:2:10`: unknown value `modul`\nhelp: did you mean `module`? known are `crate`, `module`",
    );
}

#[test]
fn text_that_is_not_toml_is_pointed_at() {
    let message = mistake("plan = \n");
    assert!(message.starts_with("`ampli.toml:1:8`: "), "{message}");
    assert!(message.ends_with("\nhelp: `ampli-rs schema config` prints what the file may say"), "{message}");
}

#[test]
fn a_runtime_is_in_one_place() {
    assert_eq!(
        mistake("[source.a]\nruntime = { path = \"x\", git = \"y\" }\n"),
        "`ampli.toml:2:11`: give one of `version`, `path` and `git`; `rev` goes with `git` only\n\
         help: `ampli-rs schema config` prints what the file may say",
    );
}

#[test]
fn a_time_limit_is_a_time() {
    for timeout in ["0.0", "-1.0", "nan", "1e300"] {
        let config = parse("ampli.toml", &format!("[http]\ntimeout = {timeout}\n")).unwrap();
        let failure = config.http.settings().unwrap_err();
        assert!(failure.message().ends_with("is no length of time"), "{failure}");
    }
}

#[test]
fn the_nearest_file_upwards_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("a/b");
    std::fs::create_dir_all(&inner).unwrap();
    std::fs::write(folder.path().join("ampli.toml"), "plan = \"p.json\"").unwrap();
    let project = Project::find(&inner).unwrap().unwrap();
    assert_eq!(project.folder, folder.path());
    assert_eq!(project.config.plan.as_deref(), Some("p.json"));
}

/// Every key of the published schema is in the text above, which the parser takes; and nothing else is taken where
/// the schema takes nothing else.
#[test]
fn the_schema_says_what_the_parser_takes() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let whole: toml::Table = WHOLE.parse().unwrap();
    let whole = serde_json::to_value(whole).unwrap();
    assert!(jsonschema::is_valid(&schema, &whole));

    let mut missing = Vec::new();
    keys_without_example(&schema, &schema, std::slice::from_ref(&whole), Path::new(""), &mut missing);
    assert_eq!(missing, Vec::<String>::new());

    let mut places = Vec::new();
    tables(&whole, &mut Vec::new(), &mut places);
    for place in places {
        let mut changed = whole.clone();
        changed.pointer_mut(&place).unwrap()["zzz"] = Value::from(1);
        let text = toml::to_string(&changed).unwrap();
        assert_eq!(
            jsonschema::is_valid(&schema, &changed),
            parse("ampli.toml", &text).is_ok(),
            "an unknown key in `{place}`"
        );
    }
}

/// Keys that the schema declares and none of `examples` has.
fn keys_without_example(
    root: &Value,
    schema: &Value,
    examples: &[Value],
    place: &Path,
    missing: &mut Vec<String>,
) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#')).unwrap();
        return keys_without_example(root, target, examples, place, missing);
    }
    for (key, declared) in schema["properties"].as_object().into_iter().flatten() {
        let inner: Vec<Value> = examples.iter().filter_map(|example| example.get(key)).cloned().collect();
        if inner.is_empty() {
            missing.push(place.join(key).display().to_string());
        }
        keys_without_example(root, declared, &inner, &place.join(key), missing);
    }
    for alternative in schema["oneOf"].as_array().into_iter().flatten() {
        keys_without_example(root, alternative, examples, place, missing);
    }
    if schema["additionalProperties"].is_object() {
        let members =
            examples.iter().filter_map(Value::as_object).flat_map(|object| object.values().cloned());
        let inner: Vec<Value> = members.collect();
        keys_without_example(root, &schema["additionalProperties"], &inner, &place.join("*"), missing);
    }
}

/// JSON pointers to all tables.
fn tables(value: &Value, path: &mut Vec<String>, places: &mut Vec<String>) {
    let Some(object) = value.as_object() else { return };
    places.push(path.iter().map(|key| format!("/{key}")).collect());
    for (key, member) in object {
        path.push(key.replace('~', "~0").replace('/', "~1"));
        tables(member, path, places);
        path.pop();
    }
}
