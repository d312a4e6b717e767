//! Lines, made of the fields that matter.

use snowplow_analytics::{FIELD_COUNT, Field};

/// A line in which the named fields have these texts, and the others none.
pub(crate) fn line<N: AsRef<str>, T: AsRef<str>>(fields: impl IntoIterator<Item = (N, T)>) -> String {
    let mut texts = vec![String::new(); FIELD_COUNT];
    for (name, text) in fields {
        texts[Field::named(name.as_ref()).unwrap().index()] = text.as_ref().to_owned();
    }
    texts.join("\t")
}

/// `contexts` with these entities, each a schema and its data.
pub(crate) fn contexts(entities: &[(&str, &str)]) -> String {
    let entities: Vec<_> = entities.iter().map(|(schema, data)| entity(schema, data)).collect();
    envelope("contexts", &format!("[{}]", entities.join(",")))
}

/// `unstruct_event` of this schema and data.
pub(crate) fn unstruct_event(schema: &str, data: &str) -> String {
    envelope("unstruct_event", &entity(schema, data))
}

fn entity(schema: &str, data: &str) -> String {
    format!(r#"{{"schema":"{schema}","data":{data}}}"#)
}

fn envelope(name: &str, data: &str) -> String {
    format!(r#"{{"schema":"iglu:com.snowplowanalytics.snowplow/{name}/jsonschema/1-0-0","data":{data}}}"#)
}

/// The fields that strict compatibility requires.
pub(crate) const REQUIRED: [(&str, &str); 4] = [
    ("collector_tstamp", "2013-11-26 00:02:05"),
    ("event_id", "c6ef3124-b53a-4b13-a233-0088f79dcbcb"),
    ("v_collector", "ssc-2.1.0"),
    ("v_etl", "snowplow-enrich-3.0.0"),
];
