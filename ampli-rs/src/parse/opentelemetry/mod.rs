//! OpenTelemetry's semantic conventions: the events of a registry, in files of either generation (`groups`, or
//! `file_format: definition/2`). Attributes are defined once, anywhere in the folder, and used by name.

mod attribute;
mod event;
mod registry;

use self::registry::Registry;
use super::Input;
use super::codes::{NOT_AN_EVENT, UNKNOWN_REFERENCE};
use super::members::Members;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::json::Json;
use crate::plan::Plan;
use crate::pointer::Location;

/// Lists of the later generation that are no events.
const OTHERS: &[&str] = &["metrics", "spans", "entities"];

/// Types of groups of the earlier generation that hold attributes alone.
const ATTRIBUTES: &str = "attribute_group";

/// Whether a document is a part of a registry.
pub(super) fn matches(json: &Json) -> bool {
    let format = json.get("file_format").and_then(Json::as_str);
    let groups = json.get("groups").map_or(&[][..], Json::items);
    format.is_some_and(|format| format.starts_with("definition/"))
        || (!groups.is_empty()
            && groups.iter().all(|group| group.get("id").is_some())
            && groups
                .iter()
                .any(|group| ["type", "brief", "attributes"].into_iter().any(|key| group.get(key).is_some())))
}

/// Whether a document says what a registry is called and what it depends on.
pub(super) fn is_manifest(json: &Json) -> bool {
    let format = json.get("file_format").and_then(Json::as_str);
    format.is_some_and(|format| format.starts_with("manifest/"))
        || ["schema_url", "schema_base_url"]
            .into_iter()
            .any(|key| json.get(key).and_then(Json::as_str).is_some())
            && ["registry", "attribute_catalog"].into_iter().all(|key| json.get(key).is_none())
}

/// Reads the events of a registry.
pub(super) fn read(inputs: &[&Input<'_>], findings: &mut Diagnostics) -> Plan {
    let files: Vec<_> = inputs.iter().map(|input| Members::new(&input.json, input.root())).collect();
    let registry = Registry::new(&files, findings);
    let mut plan = Plan::default();
    for file in &files {
        if is_manifest(file.json()) && !matches(file.json()) {
            plan.name = file.words("name", findings).unwrap_or(plan.name);
            plan.description = file.words("description", findings).or(plan.description);
            plan.url = file.words("schema_url", findings).or(plan.url);
            continue;
        }
        for group in file.objects("groups", findings) {
            if type_of(&group) == "event" {
                plan.events.push(event::read(&group, &registry, findings));
            }
        }
        for entry in file.objects("events", findings) {
            plan.events.push(event::read(&entry, &registry, findings));
        }
        note_others(file, findings);
    }
    report_imports(&files, &plan, findings);
    plan
}

fn type_of<'a>(group: &Members<'a>) -> &'a str {
    group.get("type").and_then(|(word, _)| word.as_str()).unwrap_or("span")
}

fn note_others(file: &Members<'_>, findings: &mut Diagnostics) {
    let items = |key: &str| file.json().get(key).map_or(&[][..], Json::items);
    let groups = items("groups").iter().map(|group| type_of(&Members::new(group, Location::default())));
    let others = groups.filter(|word| !["event", ATTRIBUTES].contains(word)).count()
        + OTHERS.iter().map(|key| items(key).len()).sum::<usize>();
    if others > 0 {
        let message = format!("conventions for other signals than events are not read: {others}");
        let finding = Diagnostic::new(&NOT_AN_EVENT, message).at(file.location(), "");
        findings.push(finding.help("nothing is to be done: they are recorded by other means than events"));
    }
}

/// Events that a file takes over from a registry which is not in the folder can't be read.
fn report_imports(files: &[Members<'_>], plan: &Plan, findings: &mut Diagnostics) {
    for file in files {
        let Some(imports) = file.object("imports", findings) else { continue };
        for (pattern, location) in imports.list("events", findings) {
            let Some(pattern) = pattern.as_str() else { continue };
            if plan.events.iter().any(|event| is_match(pattern, &event.name)) {
                continue;
            }
            let message = format!("no document of the folder has the event `{pattern}`");
            let mut finding = Diagnostic::new(&UNKNOWN_REFERENCE, message).at(&location, "");
            finding.severity = Severity::Warning;
            findings.push(finding.help("put the registry that has it into the folder: nothing is fetched"));
        }
    }
}

/// Whether a pattern, whose `*` stands for any text, fits the name.
fn is_match(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = name.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut last = None;
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
        last = Some(part);
    }
    rest.is_empty() || last.is_some_and(|last| name.ends_with(last))
}

#[cfg(test)]
mod tests;
