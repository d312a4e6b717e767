//! The type that a schema is read as allows all that the schema allows: held against the JSON Schema test suite.

use std::fs;
use std::path::Path;

use ampli_rs::diagnostic::Severity;
use ampli_rs::json::Json;
use ampli_rs::parse;
use ampli_rs::plan::{Additional, Event, Object, Plan, Rule, Shape, Type};
use ampli_rs::text::{Document, PlanText};
use serde_json::{Value, json};

/// Files about what plans don't have: other documents, base addresses, anchors, dynamic scopes, vocabularies.
const LEFT_OUT: &[&str] =
    &["refRemote", "id", "anchor", "dynamicRef", "recursiveRef", "vocabulary", "unevaluatedItems"];

fn read(schema: &Value) -> parse::Parsed {
    let plan = json!({"ampliPlan": 1, "events": [{"name": "A", "schema": {
        "type": "object", "properties": {"p": schema}, "required": ["p"],
        // Names of the suite are those of a whole document, which here is the schema of a property.
        "$defs": schema.get("$defs"), "definitions": schema.get("definitions")}}]});
    let document = Document { name: "plan.json".to_owned(), text: plan.to_string() };
    let text = PlanText { origin: "plan.json".to_owned(), documents: vec![document] };
    parse::plan(&text).expect("a plan in the project's own format")
}

struct Definitions<'a> {
    plan: &'a Plan,
    event: &'a Event,
}

impl Definitions<'_> {
    fn allow(&self, value: &Type, instance: &Value) -> bool {
        if instance.is_null() && value.nullable {
            return true;
        }
        let shape = match &value.shape {
            Shape::Any => true,
            Shape::Null => instance.is_null(),
            Shape::Boolean => instance.is_boolean(),
            Shape::String => instance.is_string(),
            Shape::Number => instance.is_number(),
            Shape::Integer => instance.as_f64().is_some_and(|number| number.fract() == 0.0),
            Shape::Enum(values) => values.iter().any(|listed| same(&listed.value, instance)),
            Shape::Const(constant) => same(constant, instance),
            Shape::Array(array) => instance
                .as_array()
                .is_some_and(|items| items.iter().all(|item| self.allow(&array.items, item))),
            Shape::Map(values) => instance
                .as_object()
                .is_some_and(|members| members.values().all(|member| self.allow(values, member))),
            Shape::Object(object) => self.allow_object(object, instance),
            Shape::Union(variants) => variants.iter().any(|variant| self.allow(variant, instance)),
            Shape::Reference(key) => {
                let definition = self.event.definitions.get(key).or(self.plan.definitions.get(key));
                self.allow(definition.expect("a name leads somewhere"), instance)
            }
        };
        shape && value.rules.iter().all(|rule| holds(rule, instance))
    }

    fn allow_object(&self, object: &Object, instance: &Value) -> bool {
        let Some(members) = instance.as_object() else { return false };
        let declared = object.properties.iter().all(|property| match members.get(property.name.as_str()) {
            Some(member) => self.allow(&property.value, member),
            None => !property.required,
        });
        let only_declared =
            members.keys().all(|key| object.properties.iter().any(|property| property.name == *key));
        declared
            && (object.additional == Additional::Open || only_declared)
            && object.rules.iter().all(|rule| holds(rule, instance))
    }
}

fn same(constant: &Json, instance: &Value) -> bool {
    let schema = json!({"const": constant.to_value()});
    jsonschema::validator_for(&schema).expect("a schema").is_valid(instance)
}

/// Rules are those of JSON Schema, so its own implementation says whether one holds.
fn holds(rule: &Rule, instance: &Value) -> bool {
    let mut schema = serde_json::to_value(rule).expect("a rule serialises");
    if schema == json!("uniqueItems") {
        schema = json!({"uniqueItems": true});
    }
    jsonschema::validator_for(&schema).expect("a schema").is_valid(instance)
}

#[test]
fn every_valid_instance_of_the_suite_is_allowed() {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/json-schema-test-suite/tests");
    if !suite.exists() {
        assert!(std::env::var_os("AMPLI_REQUIRE_SHARED").is_none(), "no {}", suite.display());
        println!("skipped: no {}", suite.display());
        return;
    }
    let mut checked = 0;
    let mut wrong = Vec::new();
    for draft in ["draft4", "draft6", "draft7", "draft2019-09", "draft2020-12"] {
        let mut files: Vec<_> = fs::read_dir(suite.join(draft))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .collect();
        files.sort();
        for file in files {
            let stem = file.file_stem().expect("a name").to_string_lossy().into_owned();
            if LEFT_OUT.contains(&stem.as_str()) {
                continue;
            }
            let groups: Value = serde_json::from_str(&fs::read_to_string(&file).expect("UTF-8"))
                .expect("a file of the suite");
            for group in groups.as_array().expect("a list") {
                // `#` is the whole schema, which is not the root of its document here.
                if group["schema"].to_string().contains(r##""$ref":"#""##) {
                    continue;
                }
                let parsed = read(&group["schema"]);
                // A schema without `type` is read as the type that its keywords speak of, which is said in a note;
                // what is no schema, or has names that are not followed, is an error.
                let narrowed = parsed.findings.iter().any(|finding| {
                    finding.severity == Severity::Error || finding.code.name == "inferred-type"
                });
                let Some(event) = parsed.plan.events.first().filter(|_| !narrowed) else { continue };
                let definitions = Definitions { plan: &parsed.plan, event };
                for test in group["tests"].as_array().expect("a list") {
                    if test["valid"] != json!(true) {
                        continue;
                    }
                    checked += 1;
                    if !definitions.allow_object(&event.properties, &json!({"p": test["data"]})) {
                        wrong.push(format!(
                            "{draft}/{stem}: {}: {}",
                            group["description"], test["description"]
                        ));
                    }
                }
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert!(checked > 1000, "only {checked} instances were held against their types");
}
