//! Whatever stands in a line, there is an answer, and what is written is JSON of one line.

use proptest::prelude::*;
use serde_json::Value;
use snowplow_analytics::{Compatibility, Event, FIELD_COUNT, FIELDS, Kind, transform};

use crate::support::generator::{self, Chance};
use crate::support::lines::{contexts, line};

fn filled() -> impl Strategy<Value = String> {
    let texts = prop::collection::vec((0..FIELD_COUNT, any::<String>()), 0..12);
    texts.prop_map(|texts| {
        let fields = texts.iter().map(|(index, text)| (FIELDS[*index].name(), text.replace('\t', "    ")));
        line(fields)
    })
}

proptest! {
    #[test]
    fn text_in_any_field(line in filled()) {
        for compatibility in [Compatibility::Python, Compatibility::Strict] {
            match transform(&line, compatibility) {
                Ok(json) => {
                    prop_assert!(serde_json::from_str::<Value>(&json).is_ok(), "{}", json);
                    prop_assert!(!json.contains('\n'));
                }
                Err(error) => prop_assert!(!error.python_messages().is_empty()),
            }
        }
    }

    #[test]
    fn text_of_entities_is_kept(text in any::<String>(), number in any::<f64>().prop_filter("finite", |number| number.is_finite())) {
        let data = serde_json::json!({"text": text, "number": number}).to_string();
        let line = line([("contexts", contexts(&[("iglu:com.acme/u/jsonschema/1-0-0", &data)]))]);
        let json: Value = serde_json::from_str(&transform(&line, Compatibility::Python).unwrap()).unwrap();
        let expected: Value = serde_json::from_str(&data).unwrap();
        prop_assert_eq!(&json["contexts_com_acme_u_1"][0], &expected);
    }
}

/// The view says the same as the transformation: what one refuses the other does.
#[test]
fn what_is_seen_is_what_is_written() {
    for seed in 0..2_000 {
        let line = generator::line(&mut Chance::new(seed));
        let Ok(event) = Event::parse(&line) else { continue };
        let is_self_describing = |kind: Kind| matches!(kind, Kind::Contexts | Kind::UnstructEvent);
        let refused = match transform(&line, Compatibility::Python) {
            Err(snowplow_analytics::Error::Fields(errors)) => {
                errors.into_iter().find(|error| is_self_describing(error.field().kind()))
            }
            _ => None,
        };
        assert_eq!(event.inventory().err(), refused, "{line:?}");
    }
}

/// Forty thousand entities of twenty thousand schemas: a line that nobody sends, but that somebody can write.
#[test]
fn entities_without_number_take_time_in_proportion() {
    let names: Vec<String> =
        (0..20_000).map(|name| format!("iglu:com.acme/n{name}/jsonschema/1-0-0")).collect();
    let entities: Vec<(&str, &str)> = names.iter().chain(&names).map(|name| (name.as_str(), "1")).collect();
    let line = line([("contexts", contexts(&entities))]);
    let json: Value = serde_json::from_str(&transform(&line, Compatibility::Python).unwrap()).unwrap();
    assert_eq!(json.as_object().unwrap().len(), 20_000);
    assert_eq!(json["contexts_com_acme_n19999_1"], serde_json::json!([1, 1]));
}
