use serde_json::json;

use crate::parse::gardens::{documents, event, findings, properties};
use crate::parse::{Parsed, plan};
use crate::text::{Document, PlanText};

/// A self-describing schema with these properties.
fn schema(vendor: &str, name: &str, properties: serde_json::Value) -> serde_json::Value {
    json!({
        "$schema": "http://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/jsonschema/1-0-0#",
        "self": {"vendor": vendor, "name": name, "format": "jsonschema", "version": "1-0-0"},
        "type": "object", "properties": properties, "required": ["bed"], "additionalProperties": false,
    })
}

/// A registry in which a sown seed names its bed by `reference`.
fn registry(reference: &str) -> Parsed {
    let mut bed =
        schema("org.meadow", "bed", json!({"soil": {"$ref": "#/definitions/soil"}, "next": {"$ref": "#"}}));
    bed["required"] = json!(["soil"]);
    bed["definitions"] = json!({"soil": {"enum": ["clay", "sand"]}});
    let sown = schema("com.garden", "seed_sown", json!({"bed": {"$ref": reference}}));
    let documents = [
        ("schemas/com.garden/seed_sown/jsonschema/1-0-0", sown),
        ("schemas/org.meadow/bed/jsonschema/1-0-0", bed),
    ];
    let document = |(name, json): (&str, serde_json::Value)| Document {
        name: format!("registry/{name}"),
        text: json.to_string(),
    };
    let documents = documents.into_iter().map(document).collect();
    plan(&PlanText { origin: "registry".to_owned(), documents })
        .unwrap_or_else(|findings| panic!("{findings:?}"))
}

#[test]
fn schemas_name_each_other_by_uri_address_and_path() {
    for reference in [
        "iglu:org.meadow/bed/jsonschema/1-0-0",
        "iglu:org.meadow/bed/jsonschema/1-0-0#",
        "https://registry.example/schemas/org.meadow/bed/jsonschema/1-0-0#",
        "http://localhost:8080/a/api/schemas/org.meadow/bed/jsonschema/1-0-0",
        "/schemas/org.meadow/bed/jsonschema/1-0-0",
        "../../../org.meadow/bed/jsonschema/1-0-0",
    ] {
        let parsed = registry(reference);
        assert_eq!(findings(&parsed), [""; 0], "{reference}");
        assert_eq!(properties(event(&parsed, "seed_sown")), ["bed!: #/$defs/bed"], "{reference}");
        assert_eq!(
            parsed.plan.definitions.keys().collect::<Vec<_>>(),
            ["#/$defs/bed", "#/$defs/soil"],
            "{reference}"
        );
        let soil = &parsed.plan.definitions["#/$defs/soil"].location;
        assert_eq!((soil.document, &*soil.pointer.to_string()), (1, "/definitions/soil"));
    }
}

#[test]
fn a_part_of_another_schema_may_be_named_and_the_schema_itself() {
    let parsed = registry("iglu:org.meadow/bed/jsonschema/1-0-0#/definitions/soil");
    assert_eq!(properties(event(&parsed, "seed_sown")), ["bed!: #/$defs/soil"]);
    let parsed = registry("iglu:com.garden/seed_sown/jsonschema/1-0-0");
    assert_eq!(properties(event(&parsed, "seed_sown")), ["bed!: #"]);
    assert!(parsed.plan.definitions.is_empty());
}

#[test]
fn what_the_registry_does_not_have_breaks_the_schema_that_names_it() {
    for reference in [
        "iglu:org.meadow/bed/jsonschema/1-0-1",
        "iglu:org.meadow/bed/jsonschema/1-0-0#/definitions/sun",
        "https://registry.example/bed.json",
        "../bed",
    ] {
        let parsed = registry(reference);
        let named = reference.split('#').next().unwrap_or_default();
        assert_eq!(
            findings(&parsed),
            [format!("foreign-reference 0 /properties/bed/$ref: `$ref` names another document: `{named}`")]
        );
        assert_eq!(
            parsed.findings.iter().next().and_then(|finding| finding.event.as_deref()),
            Some("seed_sown")
        );
    }
}

#[test]
fn an_entity_is_no_event_but_events_may_hold_it() {
    let structure = |kind: &str, schema: serde_json::Value| json!({"apiVersion": "v1", "resourceType": "data-structure", "meta": {"schemaType": kind}, "data": schema});
    let bed = schema("org.meadow", "bed", json!({"bed": {"type": "string"}}));
    let sown = schema("com.garden", "seed_sown", json!({"bed": {"$ref": "./bed.json"}}));
    let documents =
        [("beds/sown.json", structure("event", sown)), ("beds/bed.json", structure("entity", bed))]
            .map(|(name, json)| Document { name: name.to_owned(), text: json.to_string() });
    let parsed = plan(&PlanText { origin: "beds".to_owned(), documents: documents.to_vec() });
    let parsed = parsed.unwrap_or_else(|findings| panic!("{findings:?}"));
    assert_eq!(parsed.plan.events.len(), 1);
    assert_eq!(properties(event(&parsed, "seed_sown")), ["bed!: #/$defs/bed"]);
    let codes: Vec<_> = parsed.findings.iter().map(|finding| finding.code.name).collect();
    assert_eq!(codes, ["entity-schema"]);
}

#[test]
fn programs_of_one_name_are_one_source() {
    let program = |id: &str| {
        json!({
            "apiVersion": "v1", "resourceType": "source-application", "resourceName": id,
            "data": {"name": "Shed", "appIds": [id]},
        })
    };
    let parsed = documents(&[&program("one").to_string(), &program("two").to_string()]);
    let names: Vec<_> = parsed.plan.sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["Shed"]);
    assert_eq!(
        findings(&parsed),
        ["duplicate-name 1 : the plan has the source `Shed` twice, which is taken for one"]
    );
}
