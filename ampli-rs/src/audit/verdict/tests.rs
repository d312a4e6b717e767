//! The native verdict is that of `jsonschema`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::EventSchema;
use super::judge;
use crate::collected::tape::Tape;
use crate::parse;
use crate::plan::Plan;
use crate::text::{Document, PlanText};

fn plan(schema: &Value) -> Option<Plan> {
    let plan = json!({"ampliPlan": 1, "events": [{"name": "A", "schema": schema}]});
    let document = Document { name: "plan.json".to_owned(), text: plan.to_string() };
    let text = PlanText { origin: "plan.json".to_owned(), documents: vec![document] };
    Some(parse::plan(&text).ok()?.plan)
}

fn schema(schema: &Value) -> EventSchema {
    let plan = plan(schema).expect("a plan");
    EventSchema::new(&plan.events[0], None, &plan)
}

fn broken(schema: &EventSchema, properties: &str) -> Vec<String> {
    let mut tape = Tape::default();
    let view = tape.read(properties).expect("JSON");
    let words = schema.violations(view).into_iter();
    words.map(|violation| format!("{} {} {}", violation.path, violation.keyword, violation.limit)).collect()
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let schema = schema(&json!({
        "type": "object",
        "required": ["name", "items"],
        "additionalProperties": false,
        "properties": {
            "name": {"type": "string", "maxLength": 3, "pattern": "^[a-z]"},
            "count": {"type": ["integer", "null"], "minimum": 1},
            "tier": {"enum": ["free", "paid"]},
            "items": {"type": "array", "maxItems": 2, "items": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "format": "uuid"}}}}
        }
    }));
    assert_eq!(broken(&schema, r#"{"name": "bed", "items": [], "count": 1.0}"#), [""; 0]);
    assert_eq!(
        broken(
            &schema,
            r#"{"name": "Beds", "count": 0, "tier": "gold", "items": [{}, {"id": "x"}, {"id": 3}], "more": 1}"#
        ),
        [
            "name maxLength 3",
            "name pattern ^[a-z]",
            "count minimum 1",
            "tier enum ",
            "items[].id required ",
            "items[].id format uuid",
            "items[].id type string",
            "items maxItems 2",
            " additionalProperties ",
        ]
    );
    assert_eq!(
        broken(&schema, r#"{"count": "1"}"#),
        ["count type null or integer", "name required ", "items required "]
    );
}

#[test]
fn keys_that_are_data_have_one_place() {
    let schema = schema(&json!({"properties": {"counts": {"additionalProperties": {"type": "integer"}}}}));
    assert_eq!(broken(&schema, r#"{"counts": {"a@example.com": "1", "b": 2}}"#), ["counts.* type integer"]);
}

#[test]
fn of_a_name_that_is_there_twice_the_last_counts() {
    let schema = schema(&json!({"properties": {"a": {"type": "string"}}, "maxProperties": 1}));
    assert_eq!(broken(&schema, r#"{"a": 1, "a": "x"}"#), [""; 0]);
    assert_eq!(broken(&schema, r#"{"a": "x", "a": 1}"#), ["a type string"]);
}

/// The verdicts on every instance of the JSON Schema test suite, as a property of an event.
#[test]
fn the_suite_gets_the_verdicts_of_jsonschema() {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/json-schema-test-suite/tests");
    if !suite.exists() {
        assert!(std::env::var_os("AMPLI_REQUIRE_SHARED").is_none(), "no {}", suite.display());
        println!("skipped: no {}", suite.display());
        return;
    }
    let (mut held, mut decided, mut wrong) = (0, 0, Vec::new());
    for (draft, uri) in [
        ("draft4", "http://json-schema.org/draft-04/schema#"),
        ("draft6", "http://json-schema.org/draft-06/schema#"),
        ("draft7", "http://json-schema.org/draft-07/schema#"),
        ("draft2019-09", "https://json-schema.org/draft/2019-09/schema"),
        ("draft2020-12", "https://json-schema.org/draft/2020-12/schema"),
    ] {
        for group in groups(&suite.join(draft)) {
            let own = &group["schema"];
            let mut event = json!({"$schema": uri, "properties": {"p": own}});
            for keyword in ["$defs", "definitions"] {
                if let Some(named) = own.get(keyword) {
                    event[keyword] = named.clone();
                }
            }
            let Some(plan) = plan(&event) else { continue };
            let schema = EventSchema::new(&plan.events[0], None, &plan);
            let Some(validator) = judge::validator(&schema.document) else { continue };
            let instances = group["tests"].as_array().into_iter().flatten().map(|test| &test["data"]);
            for data in instances {
                let instance = json!({"p": data});
                let text = instance.to_string();
                let mut tape = Tape::default();
                let view = tape.read(&text).expect("JSON");
                let mut walk = super::Walk::new(&schema.nodes, view, false);
                let native = walk.check(0, super::ROOT);
                held += 1;
                if walk.is_in_doubt {
                    continue;
                }
                decided += 1;
                // What was read back from the text is what the tool holds against the schema.
                let instance: Value = serde_json::from_str(&text).expect("JSON");
                if native != validator.is_valid(&instance) {
                    wrong.push(format!("{draft}: {}: {text}: {native}", group["description"]));
                }
                assert_eq!(native, schema.violations(view).is_empty(), "{text} by {event}");
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert!(decided > 2000 && decided * 10 > held * 6, "only {decided} of {held} were decided natively");
}

fn groups(folder: &Path) -> Vec<Value> {
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| -> Vec<Value> {
        serde_json::from_str(&fs::read_to_string(path).expect("UTF-8")).expect("a file of the suite")
    };
    files.iter().flat_map(read).collect()
}

/// Events that are made of every schema of every shared plan, and broken one property at a time.
#[test]
fn shared_plans_get_the_verdicts_of_jsonschema() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/plans");
    if !folder.exists() {
        assert!(std::env::var_os("AMPLI_REQUIRE_SHARED").is_none(), "no {}", folder.display());
        println!("skipped: no {}", folder.display());
        return;
    }
    let mut plans = Vec::new();
    each_plan(&folder, &mut plans);
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    for plan in &plans {
        // A sample of the largest plans says as much as all of them.
        for event in plan.events.iter().take(150) {
            let schema = EventSchema::new(event, None, plan);
            let Some(validator) = judge::validator(&schema.document) else { continue };
            let whole = sample(&schema.document.schema, &schema.document.schema, 8);
            for instance in variants(&whole) {
                let text = instance.to_string();
                let instance: Value = serde_json::from_str(&text).expect("JSON");
                let mut tape = Tape::default();
                let view = tape.read(&text).expect("JSON");
                let expected = validator.is_valid(&instance);
                assert_eq!(schema.violations(view).is_empty(), expected, "{}: {text}", event.title());
                *(if expected { &mut valid } else { &mut invalid }) += 1;
            }
        }
    }
    assert!(
        valid > 500 && invalid > 2000,
        "{valid} valid and {invalid} invalid events of {} plans",
        plans.len()
    );
}

/// The plans of a folder: each file is one, and a folder without any that can be read alone is one.
fn each_plan(path: &Path, plans: &mut Vec<Plan>) {
    let read = |path: &Path| {
        let text = crate::fetch::on_disk(path).ok()?;
        Some(parse::plan(&text).ok()?.plan).filter(|plan| !plan.events.is_empty())
    };
    let mut entries: Vec<_> =
        fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            each_plan(&entry, plans);
        } else {
            plans.extend(read(&entry));
        }
    }
}

/// A value that the schema takes, or nearly.
fn sample(schema: &Value, root: &Value, depth: usize) -> Value {
    let Some(depth) = depth.checked_sub(1) else { return Value::Null };
    let first = |keyword: &str| schema.get(keyword).and_then(|list| list.get(0));
    if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
        let target = target.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
        return target.map_or(Value::Null, |target| sample(target, root, depth));
    }
    if let Some(value) = schema.get("const").or(first("enum")) {
        return value.clone();
    }
    if let Some(branch) = first("anyOf").or(first("oneOf")) {
        return sample(branch, root, depth);
    }
    let kind = schema.get("type").map_or("", |types| types.as_str().or(types[0].as_str()).unwrap_or(""));
    let least = |keyword: &str| schema.get(keyword).and_then(Value::as_u64).unwrap_or(0) as usize;
    match kind {
        "string" => match schema.get("format").and_then(Value::as_str) {
            Some("date-time") => json!("2026-01-02T03:04:05Z"),
            Some("uuid") => json!("4f1f5a3e-0d6b-4c7e-9d5b-8a2b1c3d4e5f"),
            _ => json!("x".repeat(least("minLength").max(1))),
        },
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        "boolean" => json!(true),
        "array" => match schema.get("items") {
            Some(items) => json!([sample(items, root, depth)]),
            None => json!([]),
        },
        "null" => Value::Null,
        _ => {
            let mut object = serde_json::Map::new();
            let all = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
            for part in all.chain([schema]) {
                if part.get("$ref").is_some()
                    && let Value::Object(members) = sample(part, root, depth)
                {
                    object.extend(members);
                }
                for (name, property) in
                    part.get("properties").and_then(Value::as_object).into_iter().flatten()
                {
                    object.insert(name.clone(), sample(property, root, depth));
                }
            }
            Value::Object(object)
        }
    }
}

/// The event, and the event with something wrong with one of its properties.
fn variants(whole: &Value) -> Vec<Value> {
    let mut variants = vec![whole.clone()];
    let names: Vec<String> =
        whole.as_object().into_iter().flatten().map(|(name, _)| name.clone()).take(12).collect();
    for name in names {
        let mut without = whole.clone();
        without.as_object_mut().expect("an object").remove(&name);
        variants.push(without);
        for value in [
            json!(null),
            json!("other"),
            json!(""),
            json!(-7),
            json!(2.5),
            json!(true),
            json!([]),
            json!([1, 1]),
            json!({}),
        ] {
            let mut changed = whole.clone();
            changed[&name] = value;
            variants.push(changed);
        }
    }
    let mut more = whole.clone();
    if let Some(members) = more.as_object_mut() {
        members.insert("never planned".to_owned(), json!(1));
        variants.push(more);
    }
    variants
}
