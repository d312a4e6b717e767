//! Any text as the JSON Schema of an event's properties.

pub(crate) fn run(schema: &str) {
    super::plan::run(&format!(
        r#"{{"ampliPlan": 1, "name": "fuzz", "events": [{{"name": "Fuzzed", "schema": {schema}}}]}}"#
    ));
}
