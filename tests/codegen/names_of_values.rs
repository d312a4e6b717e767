//! What values of enumerations are called.

use std::collections::{BTreeMap, BTreeSet};

use ampli_rs::json::Json;
use ampli_rs::lock::Names;
use ampli_rs::lower::names::{EventOverrides, Name, Namer, Settings, ValueName, catch_all};
use ampli_rs::module::keyword::is_identifier;
use ampli_rs::pointer::Location;

/// Each row is an enumeration. A value is its JSON text and its variant; `*` stands for the digits of a hash.
pub(crate) const ROWS: &[&[(&str, &str)]] = &[
    &[("\"\"", "Empty")],
    &[("\"Enum1\"", "Enum1"), ("\"draft\"", "Draft"), ("\"n/a\"", "NA")],
    &[("1", "Value1"), ("15", "Value15"), ("1.5", "Value1_5"), ("-1", "Minus1"), ("0", "Value0")],
    &[("1e-7", "Value1eMinus7"), ("1e7", "Value10000000"), ("1e300", "Value1ePlus300")],
    &[
        ("\"2G\"", "Value2g"),
        ("\"10k+\"", "Value10kPlus"),
        ("\"<10\"", "Less10"),
        ("\"10-20\"", "Value10_20"),
        ("\">20\"", "Greater20"),
        ("\"50/50\"", "Value50_50"),
        ("\"100%\"", "Value100Percent"),
    ],
    &[
        ("\"+\"", "Plus"),
        ("\"-\"", "Minus"),
        ("\"=\"", "Equals"),
        ("\"...\"", "DotDotDot"),
        ("\"_\"", "Underscore"),
        ("\"__\"", "UnderscoreUnderscore"),
    ],
    &[("\"C\"", "C"), ("\"C++\"", "CPlusPlus"), ("\"C#\"", "CSharp")],
    &[("\"A\"", "A"), ("\"a\"", "A*")],
    &[("\"Yes\"", "Yes"), ("\"yes\"", "Yes*"), ("\"YES\"", "Yes*")],
    &[("\"n/a\"", "NA*"), ("\"N/A\"", "NA*")],
    &[("\"Unknown\"", "Unknown"), ("\"UNKNOWN\"", "Unknown*")],
    &[("\"azure.vm\"", "AzureVm*"), ("\"azure_vm\"", "AzureVm*")],
    &[("1", "Value1*"), ("\"1\"", "Value1*"), ("true", "True*"), ("\"true\"", "True*")],
    &[
        ("\"None\"", "None"),
        ("\"Some\"", "Some"),
        ("\"Ok\"", "Ok"),
        ("\"Err\"", "Err"),
        ("\"Default\"", "Default"),
    ],
    &[("\"Error\"", "Error"), ("\"Output\"", "Output"), ("\"Item\"", "Item"), ("\"Target\"", "Target")],
    &[("\"self\"", "Self*"), ("\"Self\"", "Self*")],
    &[("\"self\"", "Self_")],
    &[("\"type\"", "Type"), ("\"fn\"", "Fn"), ("\"crate\"", "Crate")],
    &[("\"r\u{e9}colte\"", "Récolte*"), ("\"re\u{301}colte\"", "Récolte*")],
    &[("\"春\"", "春"), ("\"🌱\"", "U1f331"), ("\"ß\"", "Ss")],
    &[("\"a\\n\\tb\\\"c\\\\d\"", "ABCD")],
    &[("\"\u{138}ra\"", "Value\u{138}ra")],
];

fn settle(values: &[Json]) -> Vec<Name> {
    let location = Location::default();
    let values: Vec<_> = values.iter().map(|value| ValueName { value, location: &location }).collect();
    Namer::new(&Settings::default()).values(None, &values, &mut Names::default()).names
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).expect("the table has valid JSON")
}

fn is_like(name: &str, expected: &str) -> bool {
    let Some(stem) = expected.strip_suffix('*') else { return name == expected };
    let digits = name.strip_prefix(stem).map(|digits| digits.trim_start_matches('_'));
    digits.is_some_and(|digits| digits.len() == 4)
}

#[test]
fn every_row() {
    for row in ROWS {
        let values: Vec<Json> = row.iter().map(|(value, _)| json(value)).collect();
        let variants = settle(&values);
        for (name, (value, expected)) in variants.iter().zip(*row) {
            assert!(is_like(&name.identifier, expected), "{value}: {} is not {expected}", name.identifier);
        }
        let distinct: BTreeSet<&str> = variants.iter().map(|name| name.identifier.as_str()).collect();
        assert_eq!(distinct.len(), row.len(), "{row:?}");
    }
}

#[test]
fn all_rows_in_one_enumeration() {
    let values: BTreeSet<&str> = ROWS.iter().copied().flatten().map(|(value, _)| *value).collect();
    let values: Vec<Json> = values.into_iter().map(json).collect();
    let variants = settle(&values);
    let distinct: BTreeSet<&str> = variants.iter().map(|name| name.identifier.as_str()).collect();
    assert_eq!(distinct.len(), values.len());
    assert!(distinct.iter().all(|name| is_identifier(name)));
}

#[test]
fn equal_values_are_one_variant() {
    let variants = settle(&[json("\"output\""), json("\"output\""), json("1"), json("1.0"), json("-0.0")]);
    let names: Vec<&str> = variants.iter().map(|name| name.identifier.as_str()).collect();
    assert_eq!(names, ["Output", "Output", "Value1", "Value1", "Value0"]);
}

#[test]
fn many_and_long_values() {
    let values: Vec<Json> =
        (0..500).map(|index| json(&format!("\"{}{index}\"", "word ".repeat(24)))).collect();
    let variants = settle(&values);
    let distinct: BTreeSet<&str> = variants.iter().map(|name| name.identifier.as_str()).collect();
    assert_eq!(distinct.len(), 500);
    assert!(distinct.iter().all(|name| name.chars().count() <= 90));
}

#[test]
fn values_are_chosen_by_their_text() {
    let location = Location::default();
    let values = ["\"on the left\"", "7", "true"].map(json);
    let values: Vec<_> = values.iter().map(|value| ValueName { value, location: &location }).collect();
    let settle = |settings: &Settings, event: Option<&str>| {
        let settled = Namer::new(settings).values(event, &values, &mut Names::default());
        assert!(settled.findings.is_empty());
        settled.names.into_iter().map(|name| name.identifier.to_string()).collect::<Vec<_>>()
    };
    let chosen = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(value, name)| ((*value).to_owned(), (*name).to_owned())).collect()
    };

    let mut settings = Settings::default();
    settings.overrides.values = chosen(&[("on the left", "Left"), ("7", "Seven")]);
    assert_eq!(settle(&settings, Some("Opened")), ["Left", "Seven", "True"]);

    let own =
        EventOverrides { values: chosen(&[("7", "Week"), ("true", "Yes")]), ..EventOverrides::default() };
    settings.overrides.event.insert("Opened".to_owned(), own);
    assert_eq!(settle(&settings, Some("Opened")), ["Left", "Week", "Yes"]);
    assert_eq!(settle(&settings, Some("Closed")), ["Left", "Seven", "True"]);
    settings.overrides.values.clear();
    assert_eq!(settle(&settings, Some("Opened")), ["OnTheLeft", "Week", "Yes"]);
}

#[test]
fn the_plan_decides_who_is_called_other() {
    assert_eq!(catch_all(&settle(&[json("\"a\"")])), "Other");
    assert_eq!(catch_all(&settle(&[json("\"Other\""), json("\"other value\"")])), "OtherValueValue");
}
