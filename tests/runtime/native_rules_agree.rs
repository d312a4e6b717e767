//! The native checks and the `jsonschema` crate give one verdict on every rule.
//!
//! Where they are known to differ, and why the native checks stand: numbers beyond 2^53 are divided as the decimals
//! that they are written as, not as the nearest binary fraction; `email` takes no display name, takes `\ ` in a quoted
//! name and no tab (RFC 5321); `hostname` does not decode `xn--` labels; dates and times take no `-` for a digit (the crate
//! takes `-999-12-31`). Samples here stay clear of these.

use itly_runtime::{Event, Format, Plugin, Properties, SchemaValidator};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};

use crate::schema_rules::{message, to_value, violations};

/// Asserts one verdict on `value`, and that `SchemaValidator` finds the same words for it in the same order.
fn assert_agreement(schema: &Json, value: &Json) -> Result<(), TestCaseError> {
    let native = violations(schema, value);
    let validator =
        jsonschema::options().offline().should_validate_formats(true).build(schema).expect("a valid schema");
    prop_assert_eq!(native.is_empty(), validator.is_valid(value), "{} on {}: {:?}", schema, value, native);

    let plan = json!({ "Event": { "properties": { "value": schema } } });
    let plugin = SchemaValidator::new(&plan.to_string()).expect("a plan");
    let properties = Properties::from([("value", to_value(value))]);
    let response =
        plugin.validate(&Event::new("Event").with_properties(Some(properties))).expect("an answer");
    let said = response.map(|response| response.message().to_owned());
    prop_assert_eq!(said, message("Event", &native), "{} on {}", schema, value);
    Ok(())
}

fn any_number() -> impl Strategy<Value = Json> {
    prop_oneof![
        4 => (-50_i64..50).prop_map(Json::from),
        4 => (-5000_i32..5000, 0_i32..4).prop_map(|(digits, places)| json!(f64::from(digits) / 10_f64.powi(places))),
        2 => select(vec![
            json!(0.0), json!(-0.0), json!(1.0), json!(i64::MIN), json!(i64::MAX), json!(u64::MAX),
            json!(9_007_199_254_740_991_i64), json!(9_007_199_254_740_992_i64), json!(9_007_199_254_740_993_i64),
            json!(9_007_199_254_740_992.0), json!(9_223_372_036_854_775_808.0), json!(1e300), json!(-1e300),
            json!(5e-324), json!(0.1), json!(0.2), json!(0.3), json!(2.5),
        ]),
        1 => any::<i64>().prop_map(Json::from),
        1 => any::<u64>().prop_map(Json::from),
    ]
}

/// Dividends and divisors that a float tells apart.
fn a_measure() -> impl Strategy<Value = f64> {
    (0_i32..2_000_000, 0_i32..6).prop_map(|(digits, places)| f64::from(digits) / 10_f64.powi(places))
}

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        select(vec!["a", "b", "Z", "0", "9", " ", "\u{a0}", "é", "日", "💩", "\u{301}", "-", "[", "&", "."]),
        0..8,
    )
    .prop_map(|parts| parts.concat())
}

fn any_value() -> impl Strategy<Value = Json> {
    let scalar = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        select(vec![
            json!(0),
            json!(1),
            json!(1.0),
            json!(0.0),
            json!(-0.0),
            json!(2),
            json!("1"),
            json!(""),
            json!("a")
        ]),
    ];
    scalar.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map("[ab]", inner, 0..3)
                .prop_map(|members| members.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

proptest! {
    #[test]
    fn on_bounds(number in any_number(), limits in [any_number(), any_number(), any_number(), any_number()]) {
        let [minimum, maximum, above, below] = limits;
        let schema = json!({
            "minimum": minimum, "maximum": maximum, "exclusiveMinimum": above, "exclusiveMaximum": below,
        });
        assert_agreement(&schema, &number)?;
    }

    #[test]
    fn on_bounds_that_are_met_exactly(number in any_number()) {
        for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
            assert_agreement(&json!({ keyword: number }), &number)?;
        }
    }

    #[test]
    fn on_multiples_of_decimals(value in a_measure(), divisor in a_measure(), times in 0_i32..1000) {
        prop_assume!(divisor > 0.0);
        let schema = json!({ "multipleOf": divisor });
        assert_agreement(&schema, &json!(value))?;
        assert_agreement(&schema, &json!(-value))?;
        assert_agreement(&schema, &json!(divisor * f64::from(times)))?;
    }

    #[test]
    fn on_multiples_of_whole_numbers(value in any::<i64>(), unsigned in any::<u64>(), divisor in 1_i64..1000) {
        let schema = json!({ "multipleOf": divisor });
        for value in [json!(value), json!(unsigned), json!(value / divisor * divisor), json!(value as i32 as f64)] {
            assert_agreement(&schema, &value)?;
        }
    }

    #[test]
    fn on_lengths(text in any_text(), minimum in 0_u64..6, maximum in 0_u64..10) {
        assert_agreement(&json!({ "minLength": minimum, "maxLength": maximum }), &json!(text))?;
    }

    #[test]
    fn on_patterns(
        text in any_text(),
        pattern in select(vec![
            "^a", "b$", "^[a-z]+$", r"\d", r"^\D*$", r"\w-\w", r"^\W+$", r"\s", r"^\S+$", r"[\s-]", "^[^\\S\\d]*$",
            "[[&]", "a|9", "(ab)+", "^.{2,4}$", "é+", "[a-b-9]", "", "[&&a]", r"\u0061", r"\x5b",
        ]),
    ) {
        assert_agreement(&json!({ "pattern": pattern }), &json!(text))?;
    }

    #[test]
    fn on_lists(items in any_value(), minimum in 0_u64..3, maximum in 0_u64..5) {
        let list = if items.is_array() { items } else { json!([items.clone(), items]) };
        assert_agreement(&json!({ "minItems": minimum, "maxItems": maximum, "uniqueItems": true }), &list)?;
    }

    #[test]
    fn on_unique_items(items in prop::collection::vec(any_value(), 0..6), copies in 1_usize..20) {
        let many: Vec<Json> = items.iter().cloned().cycle().take(items.len() * copies).collect();
        assert_agreement(&json!({ "uniqueItems": true }), &json!(items))?;
        assert_agreement(&json!({ "uniqueItems": true }), &json!(many))?;
    }

    #[test]
    fn on_long_lists(numbers in prop::collection::vec(-2000_i64..2000, 30..60)) {
        assert_agreement(&json!({ "uniqueItems": true }), &json!(numbers))?;
    }

    #[test]
    fn on_objects(value in any_value(), minimum in 0_u64..3, maximum in 0_u64..3) {
        assert_agreement(&json!({ "minProperties": minimum, "maxProperties": maximum }), &value)?;
    }

    #[test]
    fn on_items_and_members(texts in prop::collection::vec(any_text(), 0..5), limit in 0_u64..6) {
        let of_each = json!({ "minLength": limit, "pattern": "^a" });
        let schema = json!({ "items": of_each, "minItems": limit, "uniqueItems": true });
        assert_agreement(&schema, &json!(texts))?;
        let members: serde_json::Map<_, _> = texts.into_iter().map(|text| (text.clone(), Json::from(text))).collect();
        let schema = json!({ "additionalProperties": of_each, "minProperties": limit });
        assert_agreement(&schema, &members.into())?;
    }

    #[test]
    fn on_values_that_a_rule_does_not_fit(value in any_value()) {
        let schema = json!({
            "maxItems": 1, "maxLength": 0, "maxProperties": 1, "maximum": 0, "minItems": 1, "minimum": 1,
            "multipleOf": 2, "uniqueItems": true,
        });
        assert_agreement(&schema, &value)?;
    }

    #[test]
    fn on_formats((format, text) in a_format_and_text()) {
        assert_agreement(&json!({ "format": format.name() }), &json!(text))?;
    }
}

/// Texts that are as the format asks, or nearly.
fn a_format_and_text() -> impl Strategy<Value = (Format, String)> {
    select(Format::ALL.to_vec()).prop_flat_map(|format| {
        let edit = (any::<prop::sample::Index>(), 0..3_u8, select(ALPHABET.chars().collect::<Vec<_>>()));
        let edited = (select(examples(format).to_vec()), prop::collection::vec(edit, 0..3)).prop_map(
            |(example, edits)| {
                let mut text: Vec<char> = example.chars().collect();
                for (index, edit, character) in edits {
                    let at = index.index(text.len() + 1);
                    match edit {
                        0 => text.insert(at, character),
                        1 if at < text.len() => text[at] = character,
                        _ if at < text.len() => drop(text.remove(at)),
                        _ => {}
                    }
                }
                text.into_iter().collect::<String>()
            },
        );
        edited
            .prop_filter("a known difference", move |text| !is_known_difference(format, text))
            .prop_map(move |text| (format, text))
    })
}

const ALPHABET: &str = "0123456789abfzAFTZPYMWDHSxv.:-+@/?#[]%~{}*,;&\"\\ _é日\u{e000}";

fn is_known_difference(format: Format, text: &str) -> bool {
    match format {
        Format::Email => text.contains(r"\ "),
        Format::Hostname => text.contains("xn--"),
        Format::Date => has_sign_for_digit(text, "0000-00-00"),
        Format::Time => has_sign_for_digit_in_time(text),
        Format::DateTime => text.split_once(['T', 't']).is_some_and(|(date, time)| {
            has_sign_for_digit(date, "0000-00-00") || has_sign_for_digit_in_time(time)
        }),
        _ => false,
    }
}

fn has_sign_for_digit_in_time(text: &str) -> bool {
    let offset = text.len().checked_sub("+00:00".len()).and_then(|at| text.get(at..)).unwrap_or_default();
    has_sign_for_digit(text, "00:00:00") || has_sign_for_digit(offset, "+00:00")
}

/// Whether one of `*+,-./`, which stand before `0` in ASCII, stands where `template` has a digit.
fn has_sign_for_digit(text: &str, template: &str) -> bool {
    text.bytes().zip(template.bytes()).any(|(byte, wanted)| wanted == b'0' && matches!(byte, b'*'..=b'/'))
}

fn examples(format: Format) -> &'static [&'static str] {
    match format {
        Format::Date => &["2024-02-29", "1999-12-31", "2000-01-01"],
        Format::DateTime => &["1990-12-31T23:59:60Z", "2024-02-29t08:30:06.28z", "1990-12-31T15:59:60-08:00"],
        Format::Duration => &["P4DT12H30M5S", "P1Y2M3D", "P2W", "PT36H", "P1M"],
        Format::Email => &["a.b@c.de", "\"a b\"@c", "a@[127.0.0.1]", "a@[IPv6:::1]", "te~st@x-y.z"],
        Format::Hostname => &["a.b-c.d", "localhost", "1.2.3", "a--b", "ab--c"],
        Format::Ipv4 => &["127.0.0.1", "255.255.255.255", "1.20.30.4"],
        Format::Ipv6 => &["::1", "fe80::1:2", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4"],
        Format::Iri | Format::IriReference => &[
            "http://é.日/?a#b",
            "urn:x:y",
            "//a/b",
            "http://[::1]:80/%20",
            "http://u:p@h:8/;x",
            "?\u{e000}",
            "a:b",
        ],
        Format::JsonPointer => &["", "/a~0b/~1", "/0/é"],
        Format::RelativeJsonPointer => &["0", "10#", "2/a~1b"],
        Format::Time => &["23:59:60Z", "08:30:06.28+01:00", "01:29:60+01:30"],
        Format::Uri | Format::UriReference => &[
            "http://h/?a#b",
            "urn:x:y",
            "//a/b",
            "http://[v1.a]:80/%20",
            "http://u:p@h:8/;x",
            "../a",
            "a:b",
            "http://[::1]",
        ],
        Format::UriTemplate => &["/{a}/{b:10}{?c*,d.e}", "x{+a%20}y%41"],
        Format::Uuid => &["2eb8aa08-aa98-11ea-b4aa-73b441d16380"],
        _ => &[""],
    }
}
