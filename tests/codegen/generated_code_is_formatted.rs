//! What is rendered is what rustfmt would make of it, whatever the names and texts of the plan; and what a user's rustfmt,
//! whose settings are others, leaves alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ampli_rs::module::Layout;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use syn::visit::Visit;

use crate::support::sdk::{ReadPlan, fixture, from_text, on_disk, shared};
use crate::support::torture;

/// The line that keeps a user's rustfmt away, and that has to go for rustfmt to have an opinion here.
const SKIP: &str = "#![cfg_attr(rustfmt, rustfmt_skip)]\n";

/// Whether rustfmt measures some name of a file in bytes here and in columns there: it is not held to its answer.
fn has_names_beyond_ascii(text: &str) -> bool {
    struct Names(bool);
    impl<'a> Visit<'a> for Names {
        fn visit_ident(&mut self, name: &'a syn::Ident) {
            self.0 |= !name.to_string().is_ascii();
        }
    }
    let mut names = Names(false);
    names.visit_file(&syn::parse_file(text).expect("generated code is code"));
    names.0
}

/// Writes the SDK of `read` below `folder`, open to rustfmt; returns its root file.
fn write(read: &ReadPlan, folder: &Path) -> PathBuf {
    let source = read.sources().remove(0);
    for file in read.sdk(&source, Layout::Crate, "itly").files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
        let is_measured = file.path.ends_with(".rs") && !has_names_beyond_ascii(&file.text);
        let text = if is_measured { file.text.replacen(SKIP, "", 1) } else { file.text.clone() };
        fs::write(path, text).expect("the file is written");
    }
    folder.join("src/lib.rs")
}

/// Asserts that rustfmt, as it comes, would change nothing in the files and in the modules that they name.
#[expect(clippy::print_stdout, reason = "a test that was skipped must say so")]
fn assert_formatted(roots: &[PathBuf], configuration: &Path) {
    let arguments = ["--check", "--edition", "2024", "--config-path"];
    let Ok(output) = Command::new("rustfmt").args(arguments).arg(configuration).args(roots).output() else {
        println!("skipped: there is no rustfmt");
        return;
    };
    let difference = String::from_utf8_lossy(&output.stdout);
    let shown: String = difference.chars().take(4_000).collect();
    assert!(output.status.success(), "{shown}{}", String::from_utf8_lossy(&output.stderr));
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("rustfmt.toml"), "").expect("the file is written");
    folder
}

#[test]
fn of_every_plan() {
    let folder = folder();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/golden/shapes/plan.json");
    let fixtures = ["complete/own.json", "garden/own.json", "garden/typewriter.json"].map(fixture);
    let real = ["segment-typewriter/segment_typewriter_plan.json", "synthetic/segment-like-564.json"];
    let paths = std::iter::once(golden).chain(fixtures).chain(real.iter().filter_map(|path| shared(path)));
    let mut roots = vec![write(&from_text(torture::plan()), &folder.path().join("torture"))];
    for (number, path) in paths.enumerate() {
        roots.push(write(&on_disk(&path), &folder.path().join(number.to_string())));
    }
    assert_formatted(&roots, folder.path());
}

/// Text that means something to Rust, to Markdown, to TOML, or to templates; or just any text.
fn text() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![
        "*/",
        "/*",
        "\"#",
        "\"",
        "\\",
        "{}",
        "{{ x }}",
        "{% if %}",
        "{# c #}",
        "\n",
        "\r\n",
        "]]",
        "#![x]",
        "```\nfn main() {}\n```",
        "[link](x)",
        "[x]",
        "<b>",
        "`",
        "``",
        "    code",
        "# title",
        "\u{202e}",
        "\u{200b}",
        "\u{0}",
        "'a",
        "r#\"",
        "//!",
        "https://example.com/a?b=c",
        "|",
        "~~~",
        "日本語",
        "é",
        "שלום",
        "1. one",
        "- item",
        "> quote",
        "***",
        "\t",
    ]);
    prop::collection::vec(
        prop_oneof![4 => hostile.prop_map(str::to_owned), 3 => "[a-zA-Z ]{0,30}", 1 => any::<String>()],
        1..6,
    )
    .prop_map(|parts| parts.concat())
}

fn type_of_property() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        (0_u64..50, 50_u64..5000, text()).prop_map(|(low, high, text)| json!({
            "type": "string", "minLength": low, "maxLength": high, "description": text,
        })),
        any::<i64>().prop_map(|limit| json!({ "type": "integer", "minimum": limit })),
        any::<f64>()
            .prop_filter("finite", |limit| limit.is_finite())
            .prop_map(|limit| json!({ "type": ["number", "null"], "maximum": limit })),
        Just(json!({ "type": "boolean", "deprecated": true })),
        Just(json!({})),
        text().prop_map(|text| json!({ "const": text })),
        prop::collection::btree_set(text(), 1..5).prop_map(|values| json!({ "enum": values })),
        "[a-z]{1,60}".prop_map(|pattern| json!({ "type": "string", "pattern": pattern, "format": "email" })),
        Just(json!({ "type": ["string", "number"] })),
    ];
    scalar.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            inner.clone().prop_map(|items| json!({ "type": ["array", "null"], "items": items, "maxItems": 9, "uniqueItems": true })),
            inner.clone().prop_map(|values| json!({ "type": "object", "additionalProperties": values })),
            prop::collection::btree_map(text(), inner, 1..4).prop_map(|properties| json!({
                "type": "object", "properties": properties, "additionalProperties": false, "minProperties": 1,
            })),
        ]
    })
}

fn event() -> impl Strategy<Value = Value> {
    let properties = prop::collection::btree_map(text(), type_of_property(), 0..10);
    (text(), text(), properties, any::<u64>()).prop_map(|(name, description, properties, required)| {
        let required: Vec<&String> =
            properties.keys().enumerate().filter(|(index, _)| required >> index & 1 == 1).map(|(_, name)| name).collect();
        json!({
            "name": format!("e{name}"), "description": description, "owner": name, "tags": [description], "version": description,
            "deprecated": { "note": name }, "schema": { "properties": properties, "required": required },
        })
    })
}

fn plan() -> impl Strategy<Value = Value> {
    (text(), prop::collection::vec(event(), 1..6)).prop_map(|(name, mut events)| {
        events.sort_by_key(|event| event["name"].to_string());
        events.dedup_by_key(|event| event["name"].to_string());
        json!({ "ampliPlan": 1, "name": name, "version": name, "description": name, "events": events })
    })
}

/// The plans that are tried: always the same, so that what fails fails again.
fn plans(count: usize) -> Vec<ReadPlan> {
    let mut runner = TestRunner::deterministic();
    (0..count)
        .map(|_| plan().new_tree(&mut runner).expect("a plan").current())
        .map(|plan| from_text(plan.to_string()))
        .collect()
}

#[test]
fn of_plans_with_any_texts() {
    let folder = folder();
    let plans = plans(60);
    let roots: Vec<PathBuf> = plans
        .iter()
        .enumerate()
        .map(|(number, read)| write(read, &folder.path().join(number.to_string())))
        .collect();
    assert_formatted(&roots, folder.path());
}

#[test]
fn no_text_becomes_code() {
    for read in plans(60) {
        for file in
            read.sdk("default", Layout::Crate, "itly").files.iter().filter(|file| file.path.ends_with(".rs"))
        {
            let parsed = syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{error}: {}", file.text));
            let known = |item: &syn::Item| match item {
                syn::Item::Struct(_)
                | syn::Item::Enum(_)
                | syn::Item::Impl(_)
                | syn::Item::Fn(_)
                | syn::Item::Type(_) => true,
                _ => file.path.ends_with("lib.rs") || file.path.ends_with("mod.rs"),
            };
            assert!(parsed.items.iter().all(known), "{}", file.text);
            let attributes =
                parsed.attrs.iter().map(|attribute| attribute.path().get_ident().map(ToString::to_string));
            let foreign = attributes
                .flatten()
                .find(|name| !["doc", "allow", "cfg_attr", "expect", "forbid"].contains(&name.as_str()));
            assert_eq!(foreign, None, "{}", file.text);
        }
    }
}
