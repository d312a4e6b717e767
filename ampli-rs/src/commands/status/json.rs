//! For programs: everything in one document.
//!
//! ```json
//! {"sources": [{"source": "backend", "path": "./itly", "sent": 1, "wanted": 2, "percent": 50,
//!    "events": [{"name": "Seed Sown", "kind": "track", "state": "sent", "deprecated": false, "wanted": true,
//!       "functions": ["seed_sown"], "types": ["SeedSown"],
//!       "sites": [{"file": "src/main.rs", "line": 3, "column": 11, "endLine": 3, "endColumn": 20,
//!                  "kind": "call", "reach": "program"}]}]}],
//!  "untyped": [{"name": "Old", "planned": false, "site": {…}}],
//!  "diagnostics": […], "summary": {…}}
//! ```
//!
//! `state` is one of `sent`, `examples`, `tests`, `disabled`, `missed`; `reach` of `program`, `example`, `test`, `never`;
//! `kind` of a site of `call`, `function`, `value`, `kept`. Diagnostics are those of `check --format json`. Members may be
//! added in later versions, none is removed or gets another meaning.

use serde_json::{Map, Value, json};

use super::super::report::Findings;
use super::coverage::{EventStatus, SourceStatus, Status};

/// The document.
pub(super) fn text(status: &Status, findings: &Findings) -> anyhow::Result<String> {
    let mut document = Map::new();
    document.insert("sources".to_owned(), status.sources.iter().map(of_source).collect());
    let untyped = status
        .untyped
        .iter()
        .map(|untyped| json!({ "name": untyped.name, "planned": untyped.is_planned, "site": untyped.place }));
    document.insert("untyped".to_owned(), untyped.collect());
    let mut told = Vec::new();
    findings.write_json(&mut told)?;
    if let Value::Object(told) = serde_json::from_slice(&told)? {
        document.extend(told);
    }
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn of_source(source: &SourceStatus) -> Value {
    json!({
        "source": source.source,
        "path": source.folder,
        "sent": source.coverage.sent,
        "wanted": source.coverage.wanted,
        "percent": source.coverage.percent(),
        "events": source.events.iter().map(of_event).collect::<Vec<_>>(),
    })
}

fn of_event(event: &EventStatus) -> Value {
    json!({
        "name": event.event.name,
        "kind": event.event.kind,
        "state": event.state,
        "deprecated": event.event.deprecation.is_some(),
        "wanted": event.is_wanted,
        "functions": event.event.names.functions,
        "types": event.event.names.types,
        "sites": event.places,
    })
}
