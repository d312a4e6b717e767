//! Plans that teams have really written are read whole, without an error.

use std::fs;
use std::path::{Path, PathBuf};

use ampli_rs::diagnostic::Diagnostics;
use ampli_rs::json::Json;
use ampli_rs::parse::own::{Keys, write};
use ampli_rs::parse::{self, Parsed};
use ampli_rs::plan::{Event, EventKind, Plan, Rule, Shape};
use ampli_rs::text::{Document, PlanText};

/// The folder of shared test data; `None`, said aloud, where it is absent.
#[expect(clippy::print_stdout, reason = "a test that was skipped must say so")]
fn shared(path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data").join(path);
    if folder.exists() {
        return Some(folder);
    }
    assert!(std::env::var_os("AMPLI_REQUIRE_SHARED").is_none(), "no {}", folder.display());
    println!("skipped: no {}", folder.display());
    None
}

/// The text of a file, or of the `.json` files of a folder.
fn text(path: &Path) -> PlanText {
    let mut files: Vec<_> = if path.is_dir() {
        fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
    } else {
        vec![path.to_owned()]
    };
    files.sort();
    let document = |file: &PathBuf| Document {
        name: file.file_name().expect("a name").to_string_lossy().into_owned(),
        text: fs::read_to_string(file).expect("UTF-8"),
    };
    PlanText { origin: path.display().to_string(), documents: files.iter().map(document).collect() }
}

fn read(path: &Path) -> Parsed {
    parse::plan(&text(path)).unwrap_or_else(|findings| panic!("{}: {}", path.display(), shown(&findings)))
}

fn shown(findings: &Diagnostics) -> String {
    let line = |finding: &ampli_rs::diagnostic::Diagnostic| {
        let place =
            finding.labels.first().map(|label| label.location.pointer.to_string()).unwrap_or_default();
        format!("{} {} ({}) {:?}\n", finding.code.id, finding.message, place, finding.event)
    };
    findings.iter().map(line).collect()
}

fn count(plan: &Plan, kind: EventKind) -> usize {
    plan.events.iter().filter(|event| event.kind == kind).count()
}

#[test]
fn every_shared_plan_is_read_without_a_finding() {
    let plans = [
        ("itly-sdk-python/itly_test_codegen.schemas.json", 13, 10),
        ("itly-sdk-ruby/itly_ruby_sample.schemas.json", 16, 13),
        ("itly-sdk-js/itly_sdk_js_basic_schema.json", 8, 5),
        ("segment-typewriter/segment_typewriter_plan.json", 25, 25),
        ("segment-typewriter/segment_typewriter_plan_v1.json", 24, 24),
        ("segment-typewriter/segment_typewriter_telemetry_plan.json", 6, 6),
        ("rudder-typewriter/rudder_examples_ios-objc_RudderTyperExample_analytics_plan.json", 1, 1),
        ("rudder-typewriter/rudder_examples_ios-swift_RudderTyperSwiftExample_analytics_plan.json", 1, 1),
        ("rudder-typewriter/rudder_examples_js-cdn-typescript_src_analytics_plan.json", 5, 1),
        ("rudder-typewriter/rudder_examples_js-npm-typescript_src_analytics_plan.json", 5, 1),
        ("rudder-typewriter/rudder_examples_node-javascript_analytics_plan.json", 5, 1),
        ("rudder-typewriter/rudder_examples_node-typescript_analytics_plan.json", 5, 1),
        (
            "rudder-typewriter/rudder_tests_e2e_android-kotlin_app_src_main_java_com_rudderstack_ruddertyper_generated_plan.json",
            1,
            1,
        ),
        ("synthetic/segment-like-564.json", 564, 559),
    ];
    let Some(folder) = shared("plans") else { return };
    for (name, events, tracked) in plans {
        let parsed = read(&folder.join(name));
        assert_eq!(parsed.plan.events.len(), events, "{name}");
        assert_eq!(count(&parsed.plan, EventKind::Track), tracked, "{name}");
        assert_eq!(shown(&parsed.findings), "", "{name}");
    }
}

fn event<'a>(plan: &'a Plan, name: &str) -> &'a Event {
    plan.events.iter().find(|event| event.title() == name).unwrap_or_else(|| panic!("no event `{name}`"))
}

/// The properties as `name: shape`, required ones with `!`.
fn properties(event: &Event) -> Vec<String> {
    let line = |property: &ampli_rs::plan::Property| {
        let required = if property.required { "!" } else { "" };
        format!("{}{required}: {}", property.name, shape(&property.value.shape))
    };
    event.properties.properties.iter().map(line).collect()
}

fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Array(array) => format!("{}[]", self::shape(&array.items.shape)),
        Shape::Enum(values) => {
            let values: Vec<_> = values.iter().filter_map(|value| value.value.as_str()).collect();
            values.join(" | ")
        }
        Shape::Const(value) => format!("= {}", serde_json::to_string(value).expect("JSON")),
        Shape::Map(values) => format!("map of {}", self::shape(&values.shape)),
        other => format!("{other:?}").to_lowercase(),
    }
}

#[test]
fn the_reference_plan_is_what_its_vendor_generates() {
    let Some(folder) = shared("plans") else { return };
    let plan = read(&folder.join("itly-sdk-python/itly_test_codegen.schemas.json")).plan;
    let expected: &[(&str, &[&str])] = &[
        ("context", &["requiredString!: string", "optionalEnum: Value 1 | Value 2"]),
        ("identify", &["optionalArray: string[]", "requiredNumber!: number"]),
        ("group", &["requiredBoolean!: boolean", "optionalString: string"]),
        ("Event No Properties", &[]),
        (
            "Event With All Properties",
            &[
                "requiredArray!: string[]",
                "requiredBoolean!: boolean",
                "requiredEnum!: Enum1 | Enum2",
                "requiredInteger!: integer",
                "requiredNumber!: number",
                "requiredString!: string",
                "optionalString: string",
                "requiredConst!: = \"some-const-value\"",
            ],
        ),
        (
            "Event With Optional Properties",
            &[
                "optionalNumber: number",
                "optionalString: string",
                "optionalBoolean: boolean",
                "optionalArrayString: string[]",
                "optionalArrayNumber: number[]",
            ],
        ),
        (
            "Event With Optional Array Types",
            &[
                "optionalStringArray: string[]",
                "optionalJSONArray: map of any[]",
                "optionalBooleanArray: boolean[]",
                "optionalNumberArray: number[]",
            ],
        ),
        (
            "Event With Const Types",
            &[
                "Integer Const!: = 10",
                "Boolean Const!: = true",
                "String Int Const!: = 0",
                "Number Const!: = 2.2",
                "String Const!: = \"String-Constant\"",
                "String Const WIth Quotes!: = \"\\\"String \\\"Const With\\\" Quotes\\\"\"",
            ],
        ),
        (
            "event withDifferent_CasingTypes",
            &[
                "EnumPascalCase!: = \"EnumPascalCase\"",
                "PropertyWithPascalCase!: string",
                "enum with space!: = \"enum with space\"",
                "enumCamelCase!: = \"enumCamelCase\"",
                "enum_snake_case!: = \"enum_snake_case\"",
                "property with space!: string",
                "propertyWithCamelCase!: string",
                "property_with_snake_case!: string",
            ],
        ),
        (
            "Event With Array Types",
            &[
                "requiredBooleanArray!: boolean[]",
                "requiredNumberArray!: number[]",
                "requiredObjectArray!: map of any[]",
                "requiredStringArray!: string[]",
            ],
        ),
        (
            "Event With Enum Types",
            &[
                "optional enum: optional enum 1 | optional enum 2",
                "required enum!: required enum 1 | required enum 2",
            ],
        ),
        ("EventMaxIntForTest", &["intMax10!: integer"]),
        (
            "Event with Object and Object Array",
            &["requiredObject!: map of any", "requiredObjectArray!: map of any[]"],
        ),
    ];
    for (name, expected) in expected {
        let mut found = properties(event(&plan, name));
        let mut expected: Vec<_> = expected.iter().map(|line| (*line).to_owned()).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{name}");
    }
    let all = event(&plan, "Event With All Properties");
    assert_eq!(all.version.as_deref(), Some("1.0.0"));
    let Shape::Array(_) = all.properties.properties[5].value.shape else { panic!("a list") };
    assert_eq!(all.properties.properties[5].value.rules, [Rule::MinItems(0)]);
    let max = &event(&plan, "EventMaxIntForTest").properties.properties[0];
    assert_eq!(max.value.rules, [Rule::Maximum(10.into())]);
}

#[test]
fn segment_rules_keep_names_versions_and_dates() {
    let Some(folder) = shared("plans") else { return };
    let plan = read(&folder.join("segment-typewriter/segment_typewriter_plan.json")).plan;
    assert!(plan.events.iter().any(|event| event.name == "42_--terrible==\\\"event'++name~!3"));
    assert!(plan.events.iter().any(|event| event.name == "Property Object Name Collision #1"));
    let synthetic = read(&folder.join("synthetic/segment-like-564.json")).plan;
    assert_eq!(synthetic.events.iter().filter(|event| event.deprecation.is_some()).count(), 9);
    assert!(synthetic.events.iter().all(|event| event.version.is_some()));
    let most = synthetic.events.iter().map(|event| event.properties.properties.len()).max();
    assert_eq!(most, Some(201));
    assert_eq!(event(&synthetic, "identify").name, "");
    assert_eq!(properties(event(&synthetic, "group")), ["name: string", "seats: integer"]);
    assert_eq!(event(&synthetic, "context").properties.properties[0].name, "app");
    let text = write(&synthetic, Keys::Omit);
    assert!(!text.contains("\"id\": \"/properties"));
}

#[test]
fn a_folder_of_schemas_is_named_by_its_discriminators() {
    let Some(folder) = shared("plans") else { return };
    let Parsed { plan, findings } = read(&folder.join("matrix-analytics-events/schemas"));
    assert_eq!((plan.events.len(), count(&plan, EventKind::Track)), (36, 34));
    assert!(plan.events.iter().any(|event| event.name == "$pageview"));
    assert_eq!(
        shown(&findings),
        "AMP0115 `isEditing` is required but not declared in the properties: no event can be right \
         (/required/1) Some(\"AttachmentCancel\")\n\
         AMP0115 `count` is required but not declared in the properties: no event can be right \
         (/required/5) Some(\"AttachmentCancel\")\n\
         AMP0115 `isEditing` is required but not declared in the properties: no event can be right \
         (/required/1) Some(\"AttachmentOpen\")\n\
         AMP0115 `isEditing` is required but not declared in the properties: no event can be right \
         (/required/1) Some(\"AttachmentSend\")\n\
         AMP0109 `SuperProperties.json` is read as the properties of `context`, by its file name () \
         Some(\"context\")\n\
         AMP0109 `UserProperties.json` is read as the properties of `identify`, by its file name () \
         Some(\"identify\")\n"
    );
    let poll = event(&plan, "PollCreation");
    let Shape::Enum(actions) = &poll.properties.properties[1].value.shape else { panic!("an enumeration") };
    assert_eq!(actions[0].description.as_deref(), Some("Newly created poll."));
    assert_eq!(poll.properties.properties[0].value.shape, Shape::Const(Json::from("PollCreation")));
}

#[test]
fn every_shared_plan_survives_being_saved() {
    let Some(folder) = shared("plans") else { return };
    for name in [
        "itly-sdk-python/itly_test_codegen.schemas.json",
        "segment-typewriter/segment_typewriter_plan.json",
        "segment-typewriter/segment_typewriter_plan_v1.json",
        "rudder-typewriter/rudder_examples_node-typescript_analytics_plan.json",
        "synthetic/segment-like-564.json",
        "matrix-analytics-events/schemas",
    ] {
        let plan = read(&folder.join(name)).plan;
        let written = write(&plan, Keys::Include);
        let document = Document { name: "tracking-plan.json".to_owned(), text: written.clone() };
        let text = PlanText { origin: document.name.clone(), documents: vec![document] };
        let again = parse::plan(&text).expect("a plan").plan;
        let content = |plan: &Plan| serde_json::to_string_pretty(plan).expect("a plan serialises");
        assert_eq!(content(&again), content(&plan), "{name}");
        assert_eq!(write(&again, Keys::Include), written, "{name}");
    }
}

/// The fixtures tell the same plan in every format.
fn garden(name: &str) -> Parsed {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/plans/garden");
    if name != "schemas" {
        return read(&folder.join(name));
    }
    let document = |name: &str| Document {
        name: name.to_owned(),
        text: fs::read_to_string(folder.join(name)).expect("UTF-8"),
    };
    let names = ["schemas/UserProperties.json", "schemas/events/seed-sown.json", "schemas/shared/kinds.json"];
    let text = PlanText { origin: "schemas".to_owned(), documents: names.map(document).into() };
    parse::plan(&text).expect("a folder of schemas")
}

#[test]
fn one_plan_reads_the_same_in_every_format() {
    let own = garden("own.json");
    assert_eq!(shown(&own.findings), "");
    let expected = event(&own.plan, "Seed Sown");
    let traits = serde_json::to_value(&event(&own.plan, "identify").properties).expect("JSON");
    for (name, version, identify) in [
        ("itly.json", Some("2"), true),
        ("segment-public.json", Some("2"), true),
        ("typewriter.json", Some("2"), false),
        ("segment-config.json", Some("2"), true),
        ("amplitude-data.json", None, true),
        ("rudderstack-v1.json", Some("2"), false),
        ("rudderstack-v2.json", None, true),
        ("rudderstack-catalogue.json", None, true),
        ("avo.json", None, true),
        ("mparticle.json", None, true),
        ("schemas", Some("2"), true),
    ] {
        let Parsed { plan, findings } = garden(name);
        let is_about_seeds = |finding: &&ampli_rs::diagnostic::Diagnostic| {
            finding.event.as_deref().is_some_and(|event| event == "Seed Sown")
        };
        assert_eq!(findings.iter().filter(is_about_seeds).count(), 0, "{name}");
        let sown = event(&plan, "Seed Sown");
        assert_eq!(sown.version.as_deref(), version, "{name}");
        assert_eq!(sown.description, expected.description, "{name}");
        let json = |event: &Event| serde_json::to_value(&event.properties).expect("JSON");
        if name == "schemas" {
            let kind = &sown.properties.properties[1].value.shape;
            assert_eq!(*kind, Shape::Reference("#/$defs/kind".into()));
            let kind = &plan.definitions["#/$defs/kind"];
            assert_eq!(kind.shape, expected.properties.properties[1].value.shape);
            assert_eq!(
                (kind.location.document, &*kind.location.pointer.to_string()),
                (2, "/definitions/kind")
            );
        } else {
            assert_eq!(json(sown), json(expected), "{name}");
        }
        let found = plan.events.iter().find(|event| event.kind == EventKind::Identify);
        assert_eq!(found.map(json), identify.then(|| traits.clone()), "{name}");
    }
}
