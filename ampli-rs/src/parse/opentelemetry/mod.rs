//! OpenTelemetry's semantic conventions: the events of a registry, in files of either generation (`groups`, or
//! `file_format: definition/2`), or as Weaver publishes a registry once it is resolved. Attributes are defined once,
//! anywhere in the folder, and used by name, or by number in what was resolved.

mod attribute;
mod event;
mod registry;

use self::registry::{Document, Registry};
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
    format.is_some_and(|format| ["definition/", "resolved/"].iter().any(|start| format.starts_with(start)))
        || is_resolved(json)
        || (!groups.is_empty()
            && groups.iter().all(|group| group.get("id").is_some())
            && groups
                .iter()
                .any(|group| ["type", "brief", "attributes"].into_iter().any(|key| group.get(key).is_some())))
}

/// Whether a document has a whole registry in it, as Weaver hands it to templates.
fn is_resolved(json: &Json) -> bool {
    let lists =
        |key: &str| matches!(json.get("registry").and_then(|lists| lists.get(key)), Some(Json::Array(_)));
    json.get("schema_url").is_some() && ["events", "groups", "attributes"].into_iter().any(lists)
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
    let documents: Vec<Document<'_>> = inputs
        .iter()
        .enumerate()
        .map(|(number, input)| Document::new(Members::new(&input.json, input.root()), number))
        .collect();
    let registry = Registry::new(&documents, findings);
    let mut plan = Plan::default();
    for document in &documents {
        let root = &document.root;
        plan.url = root.words("schema_url", findings).or(plan.url);
        if is_manifest(root.json()) && !matches(root.json()) {
            plan.name = root.words("name", findings).unwrap_or(plan.name);
            plan.description = root.words("description", findings).or(plan.description);
            continue;
        }
        for group in document.entries("groups", findings) {
            if type_of(&group.members) == "event" {
                plan.events.push(event::read(&group, &registry, findings));
            }
        }
        for entry in document.entries("events", findings) {
            plan.events.push(event::read(&entry, &registry, findings));
        }
        for entry in document.refinements(findings) {
            plan.events.push(event::read_refinement(&entry, &registry, findings));
        }
        note_others(&document.lists, findings);
    }
    report_imports(&documents, &plan, findings);
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
fn report_imports(documents: &[Document<'_>], plan: &Plan, findings: &mut Diagnostics) {
    for document in documents {
        let Some(imports) = document.root.object("imports", findings) else { continue };
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
