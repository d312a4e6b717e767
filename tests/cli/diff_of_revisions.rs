//! Plans that git has kept are compared: files, folders of files, and what stands in their way is named.

use std::fs;
use std::path::Path;

use crate::playground::Playground;

const SCHEMA: &str =
    r#"{ "title": "Bed Dug", "type": "object", "properties": { "depth": { "type": "integer" } } }"#;

/// What has changed, whatever form the plan has.
const TOLD: &str = "\
all sources: 1 event added, 1 event changed
  ~ Bed Dug
      ~ depth: type integer -> number
          breaks programs: `BedDug::with_depth` takes `f64`, not `i64`
          breaks consumers: what comes was not allowed before: 1.5
  + Seed Sown
breaks programs and consumers of the data: asks for a major version
";

/// A repository with two commits of a folder of schemas.
fn folder_of_schemas(folder: &str) -> Playground {
    let playground = Playground::new();
    playground.write(&format!("{folder}/bed_dug.json"), SCHEMA);
    playground.commit("one");
    playground.write(&format!("{folder}/bed_dug.json"), SCHEMA.replace("integer", "number"));
    playground.write(&format!("{folder}/seed_sown.json"), r#"{ "title": "Seed Sown", "type": "object" }"#);
    playground.write(&format!("{folder}/.hidden.json"), "not a plan");
    playground.write(&format!("{folder}/notes.txt"), "not a plan");
    playground.commit("two");
    playground
}

#[test]
fn a_folder_of_a_revision_is_a_plan() {
    let playground = folder_of_schemas("my schemas");
    let diff = |arguments: &[&str]| playground.run(&[&["diff"], arguments].concat());
    for (older, newer) in [
        ("HEAD~1:my schemas/", "my schemas/"),
        ("HEAD~1:my schemas", "HEAD:my schemas"),
        ("HEAD~1:./my schemas", "HEAD:my schemas/."),
        ("HEAD~1:.", "HEAD:./"),
    ] {
        diff(&[older, newer]).prints(0, TOLD, "");
    }
    let inside = playground.run(&["-C", "my schemas", "diff", "HEAD~1:.", "HEAD:../my schemas"]);
    inside.prints(0, TOLD, "");
}

#[test]
fn a_registry_of_a_revision_is_a_plan() {
    let playground = Playground::new();
    let schema = |version: &str, kind: &str| {
        format!(
            r#"{{ "$schema": "http://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/jsonschema/1-0-0#",
  "self": {{ "vendor": "com.acme", "name": "bed_dug", "format": "jsonschema", "version": "{version}" }},
  "type": "object", "properties": {{ "depth": {{ "type": "{kind}" }} }} }}"#
        )
    };
    playground.write("schemas/com.acme/bed_dug/jsonschema/1-0-0", schema("1-0-0", "integer"));
    playground.commit("one");
    playground.write("schemas/com.acme/bed_dug/jsonschema/2-0-0", schema("2-0-0", "string"));
    playground.commit("two");
    let run = playground.run(&["diff", "HEAD~1:schemas", "schemas"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(run.stdout.contains("version 1-0-0 -> 2-0-0"), "{}", run.stdout);
    assert_eq!(playground.run(&["diff", "HEAD~1:schemas", "HEAD:schemas"]), run);
}

/// Its parts refer to each other, and a value comes from a file of variables: all of them are those of the revision.
#[test]
fn a_folder_of_a_vendor_is_a_plan_in_every_revision() {
    let playground = Playground::new();
    let garden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/plans/garden-rudderstack");
    for file in fs::read_dir(garden).unwrap() {
        let file = file.unwrap();
        let name = format!("plan/{}", file.file_name().display());
        playground.write(&name, fs::read(file.path()).unwrap());
    }
    playground.commit("one");
    let properties = playground.read("plan/properties.yaml");
    let properties =
        properties.replace("maxItems: 3", "maxItems: 5").replacen("type: integer\n", "type: number\n", 1);
    playground.write("plan/properties.yaml", properties);
    playground.commit("two");
    let told = "\
Garden: 1 event changed
  ~ type Place
      ~ values changed (told of each property that has it)
  ~ Seed Sown
      ~ place.row: type integer -> number
          breaks programs: `SeedSownPlace::new` takes `f64` for `row`, not `i64`
          breaks consumers: what comes was not allowed before: 1.5
      ~ tools: maxItems 3 -> 5
          breaks consumers: what comes was not allowed before: [\"a\",\"a\",\"a\",\"a\",\"a\"]
      ~ row: type integer -> number
          breaks programs: `SeedSown::with_row` takes `f64`, not `i64`
          breaks consumers: what comes was not allowed before: 1.5
breaks programs and consumers of the data: asks for a major version
";
    playground.run(&["diff", "HEAD~1:plan", "HEAD:plan"]).prints(0, told, "");
    playground.run(&["diff", "HEAD~1:plan/", "plan"]).prints(0, told, "");
}

#[test]
fn a_revision_without_a_saved_plan_has_the_plan_of_the_configuration() {
    let playground = folder_of_schemas("schemas");
    playground.write("ampli.toml", "plan = \"schemas\"\n[source.garden]\n");
    playground.run(&["diff", "HEAD~1", "HEAD"]).prints(
        0,
        &TOLD.replace("all sources", "garden"),
        "`HEAD~1` has no saved plan: `HEAD~1:schemas` is taken, as ampli.toml says\n\
         `HEAD` has no saved plan: `HEAD:schemas` is taken, as ampli.toml says\n",
    );
}

#[test]
#[cfg(unix)]
fn links_and_submodules_are_named_and_not_followed() {
    let other = Playground::new();
    other.write("tree_felled.json", r#"{ "title": "Tree Felled", "type": "object" }"#);
    other.commit("one");
    let playground = folder_of_schemas("schemas");
    std::os::unix::fs::symlink("bed_dug.json", playground.path("schemas/link.json")).unwrap();
    std::os::unix::fs::symlink("schemas", playground.path("current")).unwrap();
    let there = other.path("").display().to_string();
    playground.git(&["submodule", "--quiet", "add", &there, "schemas/other"]);
    playground.commit("three");
    playground.run(&["diff", "HEAD:schemas", "HEAD~1:schemas"]).prints(
        0,
        "all sources: nothing changed\n",
        "warning: HEAD:schemas: `schemas/link.json` is a symbolic link, and was left out\n\
         warning: HEAD:schemas: `schemas/other` is a submodule, and was left out\n",
    );
    playground.run(&["diff", "HEAD:current/bed_dug.json", "schemas"]).says(
        2,
        "error: `HEAD:current` is a symbolic link, which is not followed\n\
         help: name the file or folder that it leads to\n",
    );
    playground.run(&["diff", "HEAD:schemas/other", "schemas"]).says(
        2,
        "error: `HEAD:schemas/other` is a submodule, whose files its own repository has\n\
         help: compare the plans there: `ampli-rs -C schemas/other diff …`\n",
    );
}

#[test]
fn what_a_revision_can_not_give_is_named() {
    let playground = folder_of_schemas("schemas");
    playground.write("plans/notes.txt", "no plan");
    playground.write("caf\u{e9}.json", b"{ \"name\": \"caf\xE9\" }");
    playground.commit("three");
    let says = |older: &str, expected: &str| playground.run(&["diff", older, "schemas"]).says(2, expected);
    says(
        "HEAD:plans",
        "error: the folder `HEAD:plans` has no file that may belong to a plan\n\
         help: name the folder that holds the plan's `.json`, `.yaml` or `.csv` files or its Iglu schemas, or one file\n",
    );
    says(
        "HEAD:absent",
        "error: git has no file `HEAD:absent`\n\
         help: name a revision that has it, or another file as `REVISION:PATH`\n",
    );
    says(
        "HEAD:../schemas",
        "error: `../schemas` leads out of the git repository\nhelp: name a file or a folder in it\n",
    );
    says(
        "HEAD:caf\u{e9}.json",
        "error: `HEAD:caf\u{e9}.json` is not UTF-8: byte 0xE9 at offset 14, in line 1\n\
         help: save it as UTF-8, then run the command again\n",
    );
}

#[test]
fn a_clone_without_its_history_says_so() {
    let whole = folder_of_schemas("schemas");
    let playground = Playground::new();
    let from = format!("file://{}", whole.path("").display());
    playground.git(&["clone", "--quiet", "--depth", "1", &from, "."]);
    playground.run(&["diff", "HEAD~1:schemas", "schemas"]).says(
        2,
        "error: `HEAD~1:schemas` is no file, and git knows no revision of that name in this shallow clone\n\
         help: fetch the rest of the history with `git fetch --unshallow`, in GitHub Actions with `fetch-depth: 0`\n",
    );
}

#[test]
fn a_machine_without_git_says_so() {
    let playground = folder_of_schemas("schemas");
    let empty = playground.path("schemas").display().to_string();
    let run = playground.run_with(&["diff", "HEAD~1:schemas", "schemas"], &[("PATH", &empty)], "");
    run.says(
        2,
        "error: `HEAD~1:schemas` is no file, and git can't be run: no such file or folder\n\
         help: name a file, an address, a plan at a vendor, or a revision such as `HEAD~1` or `main:plan.json`\n",
    );
}
