//! For programs: everything in one document.
//!
//! ```json
//! {"comparisons": [{"name": "backend", "before": "1.0.0", "after": "1.1.0", "class": "both", "bump": "major",
//!    "next": "2.0.0", "changes": [{"subject": "event", "name": "Song Played", "kind": "track", "property": "duration",
//!       "change": "changed", "aspect": "maximum", "before": "100", "after": "50", "class": "program",
//!       "program": [{"text": "…", "kind": "value", "witness": 100}], "consumers": [], "allowed": false,
//!       "places": [{"file": "src/main.rs", "line": 4, "column": 11, …}]}]}],
//!  "diagnostics": […], "summary": {…}}
//! ```
//!
//! `class` is one of `documentation`, `safe`, `consumers`, `program`, `both`; `change` of `added`, `removed`, `renamed`,
//! `changed`; `kind` of a reason of `compile`, `value`, `undecided`. Diagnostics are those of `check --format json`. Members may be added in later versions, none is removed
//! or gets another meaning.

use serde_json::{Map, Value, json};

use super::wording::left;
use super::{Difference, findings};
use crate::compare::{Change, Comparison, Reason, ReasonKind, Step, Subject, What};
use crate::diagnostic::Levels;

/// The document.
pub(super) fn text(differences: &[Difference], levels: &Levels) -> anyhow::Result<String> {
    let comparisons: Vec<Value> =
        differences.iter().map(|difference| comparison(difference, levels)).collect();
    let mut document = Map::new();
    document.insert("comparisons".to_owned(), comparisons.into());
    let mut told = Vec::new();
    findings::of(differences, levels).write_json(&mut told)?;
    if let Value::Object(told) = serde_json::from_slice(&told)? {
        document.extend(told);
    }
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn comparison(difference: &Difference, levels: &Levels) -> Value {
    let Comparison { before, after, changes, .. } = &difference.comparison;
    let bump = difference.comparison.bump();
    let next = before.as_deref().zip(bump).and_then(|(before, bump)| bump.next(before));
    let changes: Vec<Value> = changes
        .iter()
        .enumerate()
        .map(|(index, change)| of_change(change, index, difference, levels))
        .collect();
    json!({
        "name": difference.name,
        "before": before,
        "after": after,
        "class": difference.comparison.class(),
        "bump": bump,
        "next": next,
        "changes": changes,
    })
}

fn of_change(change: &Change, index: usize, difference: &Difference, levels: &Levels) -> Value {
    let mut members = Map::new();
    let mut put = |key: &str, value: Value| members.insert(key.to_owned(), value);
    put("subject", change.subject.noun().into());
    put("name", change.subject.name().into());
    if let Subject::Event { kind, version, .. } = &change.subject {
        put("subject", "event".into());
        put("kind", json!(kind));
        if let Some(version) = version {
            put("version", version.as_str().into());
        }
    }
    if !change.path.is_empty() {
        put("property", change.path.to_string().into());
        put("path", change.path.steps().map(step).collect());
    }
    let (word, aspect) = match change.what {
        What::Added => ("added", None),
        What::Removed => ("removed", None),
        What::Renamed(by) => ("renamed", Some(json!(by))),
        What::Changed(aspect) => ("changed", Some(aspect.into())),
    };
    put("change", word.into());
    if let Some(aspect) = aspect {
        put(if word == "renamed" { "by" } else { "aspect" }, aspect);
    }
    put("before", json!(change.before));
    put("after", json!(change.after));
    put("class", json!(change.class()));
    put("program", change.program.iter().map(reason).collect());
    put("consumers", change.consumers.iter().map(reason).collect());
    put("allowed", (left(change, levels) != change.class()).into());
    if let Some(remark) = &change.remark {
        put("remark", remark.as_str().into());
    }
    put("places", json!(difference.places.placed(index)));
    Value::Object(members)
}

fn step(step: &Step) -> Value {
    match step {
        Step::Property(name) => name.as_str().into(),
        Step::Items => "[]".into(),
        Step::Values => "{}".into(),
    }
}

fn reason(reason: &Reason) -> Value {
    let kind = match reason.kind {
        ReasonKind::Compile(_) => "compile",
        ReasonKind::Value => "value",
        ReasonKind::Undecided => "undecided",
    };
    let mut value = json!({ "text": reason.text, "kind": kind });
    if let (Some(witness), Some(members)) = (&reason.witness, value.as_object_mut()) {
        members.insert("witness".to_owned(), witness.to_value());
    }
    value
}
