//! Plans in the formats of vendors, read with all that they say.

use std::collections::BTreeSet;
use std::path::Path;

use ampli_rs::fetch;
use ampli_rs::parse::own::{Keys, write};
use ampli_rs::parse::{self, Parsed};
use ampli_rs::plan::{Additional, Event, EventKind, Plan, Property, Shape, Type};
use ampli_rs::text::{Document, PlanText};

use crate::support::sdk;

fn read(fixture: &str) -> Parsed {
    on_disk(&sdk::fixture(fixture))
}

fn on_disk(path: &Path) -> Parsed {
    let text = fetch::on_disk(path).expect("a plan");
    parse::plan(&text).unwrap_or_else(|findings| panic!("{}: {findings:?}", path.display()))
}

/// The findings of reading, as `code document pointer: message`.
fn findings(parsed: &Parsed) -> Vec<String> {
    let line = |finding: &ampli_rs::diagnostic::Diagnostic| {
        let place = &finding.labels[0].location;
        format!("{} {}{}: {}", finding.code.name, place.document, place.pointer, finding.message)
    };
    parsed.findings.iter().map(line).collect()
}

/// The events as `call name (version): properties`, required ones with `!`, and `…` where others may be added.
fn events(plan: &Plan) -> Vec<String> {
    let line = |event: &Event| {
        let version = event.version.as_ref().map_or_else(String::new, |version| format!(" ({version})"));
        let mut properties: Vec<_> = event.properties.properties.iter().map(property).collect();
        if event.properties.additional == Additional::Open {
            properties.push("…".to_owned());
        }
        let named = if event.kind == EventKind::Track || !event.name.is_empty() { " " } else { "" };
        format!("{}{named}{}{version}: {}", event.kind.word(), event.name, properties.join(", "))
    };
    plan.events.iter().map(line).collect()
}

fn property(property: &Property) -> String {
    let required = if property.required { "!" } else { "" };
    format!("{}{required} {}", property.name, value(&property.value))
}

fn value(value: &Type) -> String {
    let mut text = match &value.shape {
        Shape::Array(array) => format!("{}[]", self::value(&array.items)),
        Shape::Enum(values) => {
            values.iter().filter_map(|value| value.value.as_str()).collect::<Vec<_>>().join("|")
        }
        Shape::Const(value) => serde_json::to_string(value).expect("JSON"),
        Shape::Map(values) => format!("map of {}", self::value(values)),
        Shape::Reference(key) => key.to_string(),
        other => format!("{other:?}").to_lowercase(),
    };
    if !value.rules.is_empty() {
        text += &format!(" {:?}", value.rules);
    }
    if value.nullable { text + "?" } else { text }
}

fn event<'a>(plan: &'a Plan, title: &str) -> &'a Event {
    plan.events.iter().find(|event| event.title() == title).expect("the event")
}

#[test]
fn a_registry_of_iglu_is_read_with_all_versions() {
    let parsed = read("garden-iglu");
    assert_eq!(
        events(&parsed.plan),
        [
            "track com.garden/page (1-0-0): number integer [ExclusiveMinimum(Number(0)), Maximum(Number(999))]?",
            "track com.garden/row-watered (2-0-0): litres! number [Minimum(Number(0))], \
             when string [Format(\"date-time\"), MaxLength(64)]?, …",
            "track seed_sown (1-0-0): depth! integer [Minimum(Number(1)), Maximum(Number(300))], kind! bean|pea, \
             note string [MaxLength(80)]?",
            "track seed_sown (1-0-1): depth! integer [Minimum(Number(1)), Maximum(Number(300))], kind! bean|pea, \
             note string [MaxLength(80)]?, beds string[] [MaxItems(10)]",
            "track org.meadow/row-watered (2-0-0): litres! number [Minimum(Number(0))], \
             when string [Format(\"date-time\"), MaxLength(64)]?, …",
        ]
    );
    assert_eq!(
        findings(&parsed),
        [
            "foreign-schema-format 4: a schema in the format `avro` is left out: only `jsonschema` describes events",
            "shared-schema-name 0/self/name: `page` is the name of a call, so the event is called `VENDOR/page`",
            "shared-schema-name 1/self/name: \
             `row-watered` is a schema of several vendors, so the event is called `VENDOR/row-watered`",
        ]
    );
    let sown: Vec<_> = parsed.plan.events.iter().filter(|event| event.name == "seed_sown").collect();
    assert_eq!(sown[1].id.as_deref(), Some("iglu:com.garden/seed_sown/jsonschema/1-0-1"));
    let note = |event: &Event| event.deprecation.as_ref().and_then(|deprecation| deprecation.note.clone());
    assert_eq!(
        sown.into_iter().map(note).collect::<Vec<_>>(),
        [Some("superseded by version 1-0-1".into()), None]
    );
}

#[test]
fn event_specifications_narrow_data_structures() {
    let parsed = read("garden-snowplow");
    let plan = &parsed.plan;
    assert_eq!(
        (plan.name.as_str(), plan.description.as_deref()),
        ("Sowing", Some("What happens in spring."))
    );
    assert_eq!(
        plan.sources.iter().map(|source| source.name.as_str()).collect::<Vec<_>>(),
        ["Garden app", "Garden shed"]
    );
    assert_eq!(
        events(plan),
        [
            "track Bean sown: depth! integer [Minimum(Number(1)), Maximum(Number(300)), Maximum(Number(50))], \
             kind! \"bean\", note! string [MaxLength(80)]?, beds string[] [MaxItems(10)]",
            "track Gate opened: side! left|right",
            "track row_watered (1-0-0): litres! number [Minimum(Number(0))]",
        ]
    );
    let bean = event(plan, "Bean sown");
    assert_eq!(bean.id.as_deref(), Some("3f6a1c1e-7a54-4a0c-9a55-0c9b8f0a1d04"));
    assert_eq!(bean.owner.as_deref(), Some("gardener@example.com"));
    assert_eq!(bean.sources.as_deref(), Some(&["Garden app".into()][..]));
    assert_eq!(
        bean.description.as_deref(),
        Some(
            "A bean was put into the soil.\n\nSent when: the soil is closed\n\n\
             Entity: `iglu:com.garden/bed/jsonschema/1-0-0`, exactly 1"
        )
    );
    let schema = serde_json::to_string(&bean.metadata["snowplow"]).expect("JSON");
    assert_eq!(schema, r#"{"schema":"iglu:com.garden/seed_sown/jsonschema/1-0-1"}"#);
    let depth = &bean.properties.properties[0].location;
    assert_eq!((depth.document, &*depth.pointer.to_string()), (5, "/data/properties/depth"));
    assert_eq!(
        findings(&parsed),
        [
            "entity-schema 3/meta/schemaType: \
             `iglu:com.garden/bed/jsonschema/1-0-0` describes an entity, which is no event",
            "absent-data-structure 2/data/eventSpecifications/1/event/source: \
             the schema `iglu:com.neighbour/gate_opened/jsonschema/1-0-0` is not there: \
             only what `Gate opened` says itself is known",
        ]
    );
}

#[test]
fn the_catalogue_of_rudderstack_is_read_with_types_and_variants() {
    let parsed = read("garden/rudderstack-catalogue.json");
    let plan = &parsed.plan;
    assert_eq!((plan.id.as_deref(), plan.version.as_deref()), (Some("tp_1"), Some("5")));
    assert_eq!(
        events(plan),
        [
            "identify: plan! string",
            "group: seats integer",
            "track Seed Sown: depth! integer [Minimum(Number(1)), Maximum(Number(300))], kind! bean|pea, \
             note string [MaxLength(80)]?, beds string[] [MaxItems(10)]",
            "track Plant Bought: kind! #/$defs/Kind, price number?, height number, row integer",
        ]
    );
    assert_eq!(event(plan, "Seed Sown").category.as_deref(), Some("cat_1"));
    assert_eq!(value(&event(plan, "Plant Bought").definitions["#/$defs/Kind"]), "bean|pea|tree");
}

#[test]
fn an_export_of_avo_is_read_with_calls_and_names() {
    let parsed = read("garden/avo.json");
    let plan = &parsed.plan;
    assert_eq!(plan.sources.iter().map(|source| source.name.as_str()).collect::<Vec<_>>(), ["Web", "iOS"]);
    assert_eq!(
        events(plan),
        [
            "context: appVersion! string",
            "identify: plan! string",
            "track Seed Sown: depth! integer [Minimum(Number(1)), Maximum(Number(300))], kind! bean|pea, \
             note string [MaxLength(80)]?, beds string[] [MaxItems(10)]",
            "track Gate Opened: hand! left|right, keys map of any[]",
            "track Gate Opened: side! left|right, reason! string",
        ]
    );
    let destinations = plan.destinations.iter().map(|destination| destination.name.as_str());
    assert_eq!(destinations.collect::<Vec<_>>(), ["Ads", "Warehouse", "Mail"]);
    assert_eq!(plan.sources[0].destinations, ["Ads", "Warehouse"]);
    let sown = event(plan, "Seed Sown");
    assert_eq!((sown.id.as_deref(), sown.owner.as_deref()), (Some("e1"), Some("Tilling")));
    assert_eq!((sown.category.as_deref(), &*sown.tags), (Some("Sowing"), &["core".into()][..]));
    let at_night = event(plan, "Gate Opened (At Night)");
    assert_eq!((at_night.name.as_str(), at_night.id.as_deref()), ("Gate Opened", Some("e3")));
    assert_eq!(at_night.sources.as_deref(), Some(&["iOS".into()][..]));
    assert_eq!(
        findings(&parsed),
        [
            "name-for-one-destination 0/events/1/rules/nameMapping/1: \
             `gate_opened` can't be called `gate-opened` for the destination `Ads` only",
            "event-left-out 0/events/3/actions: `Logged Out` is not tracked: its actions are `unidentify`",
        ]
    );
}

#[test]
fn what_avo_imports_is_read_too() {
    let parsed = read("garden/avo-import.json");
    assert_eq!(
        events(&parsed.plan),
        [
            "identify: plan! string, …",
            "track Seed Sown: depth! integer [Minimum(Number(1)), Maximum(Number(300))], kind! bean|pea",
            "track Gate Opened: side left|right, …",
        ]
    );
    let sown = event(&parsed.plan, "Seed Sown");
    assert_eq!((sown.sources.as_deref(), &*sown.tags), (Some(&["Web".into()][..]), &["core".into()][..]));
    assert_eq!(findings(&parsed), [""; 0]);
}

#[test]
fn the_newest_version_of_an_mparticle_plan_is_read() {
    let parsed = read("garden/mparticle.json");
    let plan = &parsed.plan;
    assert_eq!((plan.name.as_str(), plan.version.as_deref()), ("Garden", Some("2")));
    assert_eq!(
        events(plan),
        [
            "identify: plan! string",
            "screen Shed: …",
            "track Seed Sown: depth! integer [Minimum(Number(1)), Maximum(Number(300))], kind! bean|pea, \
             note string [MaxLength(80)]?, beds string[] [MaxItems(10)]",
            "track Coupon Used: total string, reason string",
            "track product_action_purchase: …",
        ]
    );
    assert_eq!(
        findings(&parsed).iter().map(|line| line.split(':').next().unwrap_or_default()).collect::<Vec<_>>(),
        [
            "unread-section 0/data_plan_versions/1/version_document/data_points/4/validator/definition/properties/data/properties/product_action",
            "event-left-out 0/data_plan_versions/1/version_document/data_points/6/match/type",
            "merged-variants 0/data_plan_versions/1/version_document/data_points/1/match/criteria/event_name",
        ]
    );
    assert!(!write(plan, Keys::Include).contains("gardener@example.com"));
}

#[test]
fn the_lists_of_posthog_are_one_plan() {
    let parsed = read("garden-posthog");
    let plan = &parsed.plan;
    assert_eq!(
        events(plan),
        [
            "page: bed! string, row number, …",
            "track Seed Sown: bed! string, row number, sown_at! string [Format(\"date-time\")], labels any[], \
             origin map of any, organic! boolean, $weight any, …",
            "track Gate Opened: …",
        ]
    );
    let sown = event(plan, "Seed Sown");
    assert_eq!(sown.groups, ["Place", "Seed"]);
    assert_eq!((sown.owner.as_deref(), sown.description.is_some()), (Some("Ada"), true));
    let bed = &sown.properties.properties[0];
    assert_eq!((bed.location.document, &*bed.location.pointer.to_string()), (3, "/results/0/properties/0"));
    assert_eq!(
        findings(&parsed),
        [
            "malformed-plan 3/results/1/properties/4/property_type: \
             `Duration` is no type of a property, so it is read as any value",
            "event-left-out 2/results/0/name: properties in no group are left out: 1 of them",
            "event-left-out 1/results/1/name: \
             1 event is left out: seen in traffic, but neither verified nor in a property group",
        ]
    );
}

#[test]
fn the_answers_of_amplitude_are_one_plan() {
    let parsed = read("garden-amplitude-taxonomy");
    let plan = &parsed.plan;
    assert_eq!(
        events(plan),
        [
            "identify: plan! string, …",
            "group: seats number, …",
            "track Seed Sown: depth! number, kind! bean|pea, note string [Pattern(\"^.{0,80}$\")], beds string[], \
             extra any, …",
            "track Gate Opened: …",
        ]
    );
    let sown = event(plan, "Seed Sown");
    assert_eq!((sown.category.as_deref(), sown.owner.as_deref()), (Some("Sowing"), Some("ada@example.com")));
    assert!(event(plan, "Gate Opened").deprecation.is_some());
    assert_eq!(
        findings(&parsed),
        ["event-left-out 0/data/5/event_property: properties that no event has are left out: 1 of them"]
    );
}

#[test]
fn the_public_registry_is_read_whole() {
    let Some(path) = sdk::shared("snowplow-iglu-central/schemas") else { return };
    let parsed = on_disk(&path);
    assert_eq!(parsed.plan.events.len(), 331);
    let identities: BTreeSet<_> =
        parsed.plan.events.iter().map(|event| (&event.name, &event.version)).collect();
    assert_eq!(identities.len(), 331);
    assert_eq!(
        sdk::errors(&parsed.findings),
        [("AMP0113", "command".to_owned()), ("AMP0113", "command".to_owned())]
    );
    let count = |code: &str| parsed.findings.iter().filter(|finding| finding.code.name == code).count();
    assert_eq!((count("foreign-schema-format"), count("misplaced-schema"), count("mixed-folder")), (8, 0, 0));
}

#[test]
fn what_is_read_survives_being_saved() {
    let shared = [
        "mparticle-dataplan/freddy_s_plan-v1.json",
        "mparticle-dataplan/test-duplicate-class-name.json",
        "rudderstack-iac/remote_tracking_plan.golden.json",
        "snowplow-iglu-central/schemas",
    ];
    let fixtures = [
        "garden-amplitude-taxonomy",
        "garden-iglu",
        "garden-posthog",
        "garden-snowplow",
        "garden/avo-import.json",
        "garden/avo.json",
        "garden/mparticle.json",
        "garden/rudderstack-catalogue.json",
    ];
    let fixtures = fixtures.map(sdk::fixture).into_iter();
    for path in fixtures.chain(shared.iter().filter_map(|path| sdk::shared(path))) {
        let plan = on_disk(&path).plan;
        let text = write(&plan, Keys::Include);
        let document = Document { name: "tracking-plan.json".to_owned(), text: text.clone() };
        let text_again = PlanText { origin: document.name.clone(), documents: vec![document] };
        let again = parse::plan(&text_again).expect("a plan").plan;
        let content = |plan: &Plan| serde_json::to_string_pretty(plan).expect("a plan serialises");
        assert_eq!(content(&again), content(&plan), "{}", path.display());
        assert_eq!(write(&again, Keys::Include), text, "{}", path.display());
    }
}
