//! Where the plan says what a value is and the SDK takes any, a finding says so.

use ampli_rs::diagnostic::Severity;
use ampli_rs::lock::SourceNames;
use ampli_rs::lower::face::{self, TypeKind};
use ampli_rs::lower::{self, Request};
use ampli_rs::parse;
use ampli_rs::text::{Document, PlanText};
use proptest::prelude::*;
use serde_json::{Value, json};

const NAMES: &[&str] = &["bed", "row", "soil"];
const REFERENCES: &[&str] = &["#/$defs/Ash", "#/$defs/Elm", "#/$defs/Oak"];

/// A schema that says everywhere what a value is.
fn schemas() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        proptest::sample::select(&["string", "integer", "number", "boolean"][..])
            .prop_map(|word| json!({"type": word})),
        Just(json!({"type": ["string", "integer"]})),
        Just(json!({"enum": ["clay", "loam"]})),
        Just(json!({"const": 5})),
        Just(json!({"const": ["clay"]})),
        proptest::sample::select(REFERENCES).prop_map(|reference| json!({"$ref": reference})),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let members = proptest::collection::btree_map(proptest::sample::select(NAMES), inner.clone(), 1..3);
        prop_oneof![
            inner.clone().prop_map(|items| json!({"type": "array", "items": items})),
            inner.clone().prop_map(|values| json!({"type": "object", "additionalProperties": values})),
            (members, any::<bool>()).prop_map(|(properties, are_required)| {
                let required: Vec<_> = properties.keys().filter(|_| are_required).collect();
                json!({"type": "object", "properties": properties, "required": required})
            }),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(|shapes| json!({"anyOf": shapes})),
            (inner, proptest::sample::select(REFERENCES))
                .prop_map(|(shape, reference)| json!({"allOf": [shape, {"$ref": reference}]})),
        ]
    })
}

/// The fields and variants of the SDK that take any value, and the warnings of the stages that make it.
fn read(plan: &Value) -> (Vec<String>, Vec<String>) {
    let document = Document { name: "plan.json".to_owned(), text: plan.to_string() };
    let text = PlanText { origin: "plan.json".to_owned(), documents: vec![document] };
    let parsed = parse::plan(&text).expect("a plan in the project's own format");
    let mut findings = parsed.findings;
    let request = Request::default();
    findings.append(lower::module(&parsed.plan, &request, &mut SourceNames::default()).findings);
    let faces = face::face(&parsed.plan, &request, &mut SourceNames::default());
    let types = faces.iter().flat_map(|face| &face.types).flat_map(|of_type| match &of_type.kind {
        TypeKind::Record { fields, .. } => {
            fields.iter().map(|field| (field.wire.to_string(), field.of_type.clone())).collect()
        }
        TypeKind::Union(shapes) => {
            shapes.iter().map(|(name, held)| (name.clone(), held.clone().unwrap_or_default())).collect()
        }
        TypeKind::Enumeration(_) => Vec::new(),
    });
    let any = types.filter(|(_, of_type)| of_type.contains("::itly_runtime::Value<"));
    let told = findings.iter().filter(|finding| finding.severity >= Severity::Warning);
    (any.map(|(name, _)| name).collect(), told.map(|finding| finding.message.clone()).collect())
}

fn plan(property: &Value, definitions: [&Value; 3]) -> Value {
    let [ash, elm, oak] = definitions;
    json!({
        "ampliPlan": 1,
        "$defs": {"Ash": ash, "Elm": elm, "Oak": oak},
        "events": [{"name": "Seed Sown", "schema": {"type": "object", "properties": {"seed": property}}}],
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_type_is_given_up_in_silence(
        property in schemas(),
        ash in schemas(),
        elm in schemas(),
        oak in schemas(),
    ) {
        let plan = plan(&property, [&ash, &elm, &oak]);
        let (any, told) = read(&plan);
        prop_assert!(any.is_empty() || !told.is_empty(), "{any:?} of {plan:#}");
    }
}

/// Each type names the next one twice, so that the first stands for more than anyone can go through.
#[test]
fn a_choice_of_too_many_types_is_told() {
    let next = |number: usize| json!({"$ref": format!("#/$defs/t{number}")});
    let step = |number: usize| {
        let list = json!({"type": "array", "items": next(number + 1)});
        let map = json!({"type": "object", "additionalProperties": next(number + 1)});
        (format!("t{number}"), json!({"anyOf": [list, map]}))
    };
    let mut definitions: serde_json::Map<String, Value> = (0..12).map(step).collect();
    definitions.insert("t12".to_owned(), json!({"type": "string"}));
    let schema = json!({"type": "object", "properties": {"seed": next(0)}});
    let events = json!([{"name": "Seed Sown", "schema": schema}]);
    let plan = json!({"ampliPlan": 1, "$defs": definitions, "events": events});
    let told = "`seed` takes any value: a type that stands for more than 2000 others and is no object \
                (`t2`) has no Rust type";
    let (any, found) = read(&plan);
    assert_eq!(any, ["List", "Map", "List", "Map"]);
    assert!(found.iter().any(|message| message == told), "{found:?}");
}
