//! What properties and nested types are called.

use std::collections::BTreeSet;

use ampli_rs::lock::{Names, SourceNames};
use ampli_rs::lower::names::{
    self, EventName, EventOverrides, Namer, Overrides, PropertyName, Settings, TypeKind, TypeName,
    nested_type,
};
use ampli_rs::module::keyword::is_identifier;
use ampli_rs::plan::EventKind;
use ampli_rs::pointer::Location;

/// Each row is an event. A property is its wire name and its field; `*` stands for the digits of a hash.
pub(crate) const ROWS: &[&[(&str, &str)]] = &[
    &[("0000---terrible-property-name~!3", "property_0000_terrible_property_name_3")],
    &[("0", "property_0"), ("1", "property_1")],
    &[("", "empty")],
    &[("_id", "id"), ("@type", "r#type"), ("$current_url", "current_url")],
    &[("type", "r#type"), ("Type", "type_*"), ("TYPE", "type_*"), ("@type", "type_*")],
    &[("self", "self_"), ("super", "super_"), ("crate", "crate_")],
    &[("self", "self_*"), ("Self", "self_*")],
    &[("self", "self_*"), ("self_", "self_")],
    &[("site id", "site_id_*"), ("siteId", "site_id_*"), ("site_id", "site_id")],
    &[("http.request_method", "http_request_method_*"), ("http.request.method", "http_request_method_*")],
    &[
        ("new", "new"),
        ("build", "build"),
        ("default", "default"),
        ("clone", "clone"),
        ("from", "from"),
        ("into", "into"),
        ("with_x", "with_x"),
    ],
    &[
        ("user_id", "user_id"),
        ("event", "event"),
        ("properties", "properties"),
        ("options", "options"),
        ("context", "context"),
        ("name", "name"),
        ("value", "value"),
        ("client", "client"),
        ("load", "load"),
    ],
    &[("param<br", "param_br"), ("param\",\"x\":\"y\",\"\":\"", "param_x_y")],
    &[("\u{3a5}", "\u{3c5}"), ("\u{138}ra", "\u{138}ra")],
];

fn settle(names: &[&str]) -> Vec<String> {
    let location = Location::default();
    let properties: Vec<_> = names.iter().map(|name| PropertyName { name, location: &location }).collect();
    let settled = Namer::new(&Settings::default()).properties(None, &properties, &mut Names::default());
    settled.names.iter().map(|name| name.source().into_owned()).collect()
}

#[test]
fn every_row() {
    for row in ROWS {
        let raw: Vec<&str> = row.iter().map(|(raw, _)| *raw).collect();
        for (field, (raw, expected)) in settle(&raw).iter().zip(*row) {
            let is_like = match expected.strip_suffix('*') {
                Some(stem) => field.strip_prefix(stem).is_some_and(|digits| digits.len() == 4),
                None => field == expected,
            };
            assert!(is_like, "{raw:?}: {field} is not {expected}");
        }
    }
}

#[test]
fn all_rows_in_one_event() {
    let raw: BTreeSet<&str> = ROWS.iter().copied().flatten().map(|(raw, _)| *raw).collect();
    let raw: Vec<&str> = raw.into_iter().collect();
    let fields = settle(&raw);
    let distinct: BTreeSet<&String> = fields.iter().collect();
    assert_eq!(distinct.len(), raw.len());
    assert!(fields.iter().all(|field| is_identifier(field.trim_start_matches("r#"))));
}

#[test]
fn every_keyword_is_a_field() {
    let keywords = "abstract as async await become box break const continue crate do dyn else enum extern false \
                    final fn for gen if impl in let loop macro match mod move mut override priv pub ref return \
                    self Self static struct super trait true try type typeof unsafe unsized use virtual where \
                    while yield";
    for keyword in keywords.split_whitespace() {
        let expected = match keyword {
            "self" | "Self" => "self_".to_owned(),
            "super" | "crate" => format!("{keyword}_"),
            other => format!("r#{other}"),
        };
        assert_eq!(settle(&[keyword]), [expected]);
    }
    for contextual in ["auto", "default", "macro_rules", "raw", "safe", "union"] {
        assert_eq!(settle(&[contextual]), [contextual]);
    }
}

#[test]
fn overrides_beat_rules_and_lock() {
    let location = Location::default();
    let properties = ["site id", "siteId"].map(|name| PropertyName { name, location: &location });
    let mut locked = Names::default();
    Namer::new(&Settings::default()).properties(Some("Opened"), &properties, &mut locked);
    let mut overrides = Overrides::default();
    overrides.properties.insert("site id".to_owned(), "site_id_spaced".to_owned());
    let own = [("siteId".to_owned(), "site_id".to_owned())].into();
    overrides
        .event
        .insert("Opened".to_owned(), EventOverrides { properties: own, ..EventOverrides::default() });
    let settings = Settings { overrides, ..Settings::default() };

    let settled = Namer::new(&settings).properties(Some("Opened"), &properties, &mut locked);
    let fields: Vec<_> = settled.names.iter().map(|name| name.identifier.as_str()).collect();
    assert_eq!(fields, ["site_id_spaced", "site_id"]);
    assert!(settled.findings.is_empty());
}

#[test]
fn bad_overrides_are_refused() {
    let location = Location::default();
    let properties = ["a", "b", "c", "d"].map(|name| PropertyName { name, location: &location });
    let mut locked = Names::default();
    Namer::new(&Settings::default()).properties(None, &properties, &mut locked);
    let mut overrides = Overrides::default();
    for (name, chosen) in [("a", "A B"), ("b", "same"), ("c", "same"), ("d", "a")] {
        overrides.properties.insert(name.to_owned(), chosen.to_owned());
    }
    let settings = Settings { overrides, ..Settings::default() };

    let settled = Namer::new(&settings).properties(None, &properties, &mut locked);
    let fields: Vec<_> = settled.names.iter().map(|name| name.identifier.as_str()).collect();
    assert_eq!(fields, ["a", "b", "c", "d"]);
    let found: Vec<_> = settled.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        found,
        [
            "`A B`, chosen for property `a`, is no Rust identifier",
            "`same`, chosen for property `b`, is the name of property `c`",
            "`same`, chosen for property `c`, is the name of property `b`",
            "`a`, chosen for property `d`, is the name of property `a`",
        ]
    );
    assert!(settled.findings.iter().all(|finding| finding.code.id == "AMP0306"));
}

#[test]
fn types_are_not_called_like_those_of_rust() {
    let location = Location::default();
    let asked = [("Option", TypeKind::Value), ("Vec", TypeKind::Object), ("Layout", TypeKind::Object)];
    let asked = asked.map(|(plain, kind)| TypeName {
        key: plain.to_owned(),
        plain: plain.to_owned(),
        kind,
        location: &location,
        event: None,
    });
    let events = names::events(&Settings::default(), &[], &mut Names::default());
    let types = names::types(&Settings::default(), &asked, &events, &mut Names::default());
    let names: Vec<_> = types.names.iter().map(|name| name.identifier.as_str()).collect();
    assert_eq!(names, ["OptionValue", "VecObject", "Layout"]);
    assert!(types.findings.is_empty());
}

#[test]
fn nested_types_give_way_to_events_and_then_stay() {
    let location = Location::default();
    let settings = Settings::default();
    let mut source = SourceNames::default();
    let event = |name| EventName { kind: EventKind::Track, name, version: None, location: &location };
    let layout = |event: &str| TypeName {
        key: "Seed Sown.layout".to_owned(),
        plain: nested_type(event, "layout"),
        kind: TypeKind::Object,
        location: &location,
        event: Some("Seed Sown"),
    };
    let events = names::events(&settings, &[event("Seed Sown")], &mut source.names);
    let types = names::types(&settings, &[layout("SeedSown")], &events, &mut source.names);
    assert_eq!(types.names[0].identifier, "SeedSownLayout");

    let both = [event("Seed Sown Layout"), event("Seed Sown")];
    let later = names::events(&settings, &both, &mut source.names);
    assert!(later.events[0].handle.identifier.starts_with("seed_sown_layout_"));
    let codes: Vec<_> = later.findings.iter().map(|finding| finding.code.id).collect();
    assert_eq!(codes, ["AMP0301"]);
    let types = names::types(&settings, &[layout("SeedSown")], &later, &mut source.names);
    assert_eq!(types.names[0].identifier, "SeedSownLayout");

    let mut fresh = Names::default();
    let events = names::events(&settings, &both, &mut fresh);
    assert_eq!(events.events[0].type_name, "SeedSownLayout");
    let types = names::types(&settings, &[layout("SeedSown")], &events, &mut fresh);
    assert!(types.names[0].identifier.starts_with("SeedSownLayout"));
    assert_ne!(types.names[0].identifier, "SeedSownLayout");
}
