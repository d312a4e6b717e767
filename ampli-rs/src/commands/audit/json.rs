//! For programs: everything in one document, or a line each.
//!
//! ```json
//! {"audit": 2, "plan": {"fingerprint": "…", "version": "3"}, "samples": "redacted",
//!  "totals": {"files": 1, "bytes": 120, "records": 3, "events": 3, "valid": 2, "invalid": 1, "unplanned": 0, "undescribed": 0,
//!             "ignored": 0, "unreadable": 0, "first": "2026-11-01T10:00:00Z", "last": "…"},
//!  "files": [{"name": "events.ndjson", "bytes": 120, "records": 3, "events": 3, …}],
//!  "events": [{"name": "Seed Sown", "kind": "track", "version": "1", "planned": true, "state": "seen", "count": 3,
//!              "share": 1.0, "invalid": 1, "refused": 0, "first": "…", "last": "…", "groups": [{"application": "shop", "count": 3, …}],
//!              "properties": [{"path": "bed", "planned": true, "count": 3, "share": 1.0, "kinds": {"string": 3}, …}]}],
//!  "findings": [{"code": "AMP0808", "name": "drifted-type", "severity": "warning", "event": "Seed Sown", "property": "bed",
//!                "message": "…", "help": "…", "count": 1, "share": 0.33, "groups": […], "samples": […]}],
//!  "unreadable": {"json": 1}, "ignored": {}}
//! ```
//!
//! With `ndjson` each of these is a line with a member `type`: first `totals`, then `event`s and `finding`s. Members may be
//! added in later versions, none is removed or gets another meaning.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::audit::finding::Finding;
use crate::audit::moment;
use crate::audit::report::{EventLine, Report};
use crate::audit::summary::{EventSummary, Group, PropertySummary, Sample, Seen};

/// One document.
pub(super) fn document(report: &Report<'_>) -> anyhow::Result<String> {
    let summary = report.summary;
    let document = json!({
        "audit": summary.audit,
        "plan": plan(report),
        "samples": summary.samples,
        "totals": totals(report),
        "files": files(report),
        "events": report.events.iter().map(|event| of_event(event, report)).collect::<Vec<_>>(),
        "findings": report.findings.iter().map(of_finding).collect::<Vec<_>>(),
        "unreadable": summary.unreadable.iter().map(|(kind, own)| (kind, own.count)).collect::<BTreeMap<_, _>>(),
        "ignored": summary.ignored,
    });
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

/// A line each.
pub(super) fn lines(report: &Report<'_>) -> anyhow::Result<String> {
    let mut text = String::new();
    let mut push = |kind: &str, value: Value| -> serde_json::Result<()> {
        let mut line = Map::from_iter([("type".to_owned(), kind.into())]);
        if let Value::Object(members) = value {
            line.extend(members);
        }
        text.push_str(&serde_json::to_string(&line)?);
        text.push('\n');
        Ok(())
    };
    let mut first = totals(report);
    first["plan"] = plan(report);
    push("totals", first)?;
    report.events.iter().try_for_each(|event| push("event", of_event(event, report)))?;
    report.findings.iter().try_for_each(|finding| push("finding", of_finding(finding)))?;
    Ok(text)
}

fn plan(report: &Report<'_>) -> Value {
    json!({ "fingerprint": report.planned.fingerprint, "version": report.planned.version })
}

fn totals(report: &Report<'_>) -> Value {
    let totals = &report.totals;
    let mut value = json!({
        "files": report.summary.files.len(),
        "bytes": totals.bytes,
        "records": totals.records,
        "events": totals.events,
        "valid": totals.valid,
        "invalid": totals.invalid,
        "unplanned": totals.unplanned,
        "undescribed": totals.undescribed,
        "ignored": totals.ignored,
        "unreadable": totals.unreadable,
    });
    add_times(&mut value, &report.period);
    value
}

fn files(report: &Report<'_>) -> Vec<Value> {
    let file = |(name, file): (&String, &_)| {
        let mut value = serde_json::to_value(file).unwrap_or_default();
        value["name"] = name.as_str().into();
        value
    };
    report.summary.files.iter().map(file).collect()
}

fn of_event(event: &EventLine<'_>, report: &Report<'_>) -> Value {
    let mut value = json!({
        "name": event.key.name,
        "kind": event.key.kind,
        "version": event.key.version,
        "planned": event.is_planned,
        "wanted": event.is_wanted,
        "state": if event.seen.is_some_and(|seen| seen.seen.count > 0) { "seen" } else { "unseen" },
    });
    let Some(seen) = event.seen else { return value };
    value["count"] = seen.seen.count.into();
    value["share"] = share(seen.seen.count, report.totals.events);
    value["invalid"] = seen.invalid.into();
    value["refused"] = seen.refused.into();
    add_times(&mut value, &seen.seen);
    let groups = seen.groups.sorted().into_iter().map(|(group, own)| {
        let mut value = of_group(group, own.seen.count);
        value["invalid"] = own.invalid.into();
        add_times(&mut value, &own.seen);
        value
    });
    value["groups"] = groups.collect();
    value["otherGroups"] = seen.groups.rest().into();
    value["properties"] = properties(seen);
    value
}

fn properties(seen: &EventSummary) -> Value {
    let planned = seen.properties.iter().map(|(path, own)| of_property(path, own, true, seen));
    let unplanned = seen.unplanned_properties.sorted();
    let unplanned = unplanned.into_iter().map(|(path, own)| of_property(path, own, false, seen));
    planned.chain(unplanned).collect()
}

fn of_property(path: &str, property: &PropertySummary, is_planned: bool, event: &EventSummary) -> Value {
    let mut value = json!({
        "path": path,
        "planned": is_planned,
        "count": property.seen.count,
        "share": share(property.seen.count, event.seen.count),
        "kinds": property.kinds,
    });
    if !property.values.is_empty() {
        value["values"] = json!(property.values);
    }
    add_times(&mut value, &property.seen);
    value
}

fn of_finding(finding: &Finding) -> Value {
    let mut value = json!({
        "code": finding.code.id,
        "name": finding.code.name,
        "severity": finding.severity,
        "event": finding.title(),
        "property": finding.property,
        "message": finding.message(),
        "help": finding.help,
        "count": finding.seen.count,
        "share": finding.share.map(rounded),
    });
    add_times(&mut value, &finding.seen);
    value["groups"] = finding.groups.iter().map(|(group, count)| of_group(group, *count)).collect();
    value["samples"] = finding.samples.iter().map(of_sample).collect();
    value
}

fn of_group(group: &Group, count: u64) -> Value {
    json!({
        "application": group.application,
        "platform": group.platform,
        "sdk": group.sdk,
        "count": count,
    })
}

fn of_sample(sample: &Sample) -> Value {
    json!({ "file": sample.file, "record": sample.record, "id": sample.id, "value": sample.value })
}

fn add_times(value: &mut Value, seen: &Seen) {
    value["first"] = json!(seen.first.map(moment::for_programs));
    value["last"] = json!(seen.last.map(moment::for_programs));
}

fn share(count: u64, all: u64) -> Value {
    if all == 0 { Value::Null } else { rounded(count as f64 / all as f64).into() }
}

/// Six digits say enough.
fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}
