//! Segment tracking plans as the Public API gives them, and as Typewriter 8 and later commits them.

use ecow::{EcoString, eco_format};

use super::Input;
use super::codes::MALFORMED_PLAN;
use super::members::Members;
use super::wrapped::Message;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Member;
use crate::plan::{Deprecation, Event, EventKind, Plan};

/// The date that stands for none.
const NEVER: &str = "0001-";

pub(super) fn read(input: &Input<'_>, findings: &mut Diagnostics) -> Plan {
    let root = Members::new(&input.json, input.root());
    // An answer of the API wraps the rules, or the plan and its rules, in `data`.
    let data = if root.get("rules").is_some() { None } else { root.object("data", findings) };
    let rules = data.as_ref().unwrap_or(&root);
    let about = rules.object("trackingPlan", findings);
    let about = about.as_ref().unwrap_or(rules);
    Plan {
        name: about.text("name", findings).unwrap_or_default(),
        id: about.words("id", findings),
        description: about.words("description", findings),
        events: rules
            .objects("rules", findings)
            .iter()
            .filter_map(|rule| read_rule(rule, findings))
            .collect(),
        ..Plan::default()
    }
}

fn read_rule(rule: &Members<'_>, findings: &mut Diagnostics) -> Option<Event> {
    let schema = rule.object("jsonSchema", findings);
    // The committed form has lost its sections, and the first `#` of its key.
    let metadata = schema.as_ref().and_then(|schema| schema.object("eventMetadata", findings));
    let kind = kind(rule, metadata.as_ref(), findings)?;
    let mut event = Event::new(kind, "", rule.location().clone());
    name(&mut event, rule, metadata.as_ref(), findings);
    event.version = rule.version("version", findings);
    event.deprecation = deprecation(rule, findings);
    event.description = rule.words("description", findings);
    event.tags = tags(rule, findings);
    if let Some(schema) = schema {
        event.description = event.description.or_else(|| schema.words("description", findings));
        event.tags.extend(tags(&schema, findings));
        let (json, location) = rule.get("jsonSchema")?;
        let message = Message { schema: json, location };
        if metadata.is_some() {
            message.read_flat_into(&mut event, findings);
        } else {
            message.read_into(&mut event, findings);
        }
    }
    Some(event)
}

fn kind(rule: &Members<'_>, metadata: Option<&Members<'_>>, findings: &mut Diagnostics) -> Option<EventKind> {
    let word = rule.text("type", findings);
    let word = word.or_else(|| metadata.and_then(|metadata| metadata.text("type", findings)));
    match word.as_deref().unwrap_or("TRACK") {
        "TRACK" => Some(EventKind::Track),
        "IDENTIFY" => Some(EventKind::Identify),
        "GROUP" => Some(EventKind::Group),
        "PAGE" => Some(EventKind::Page),
        "SCREEN" => Some(EventKind::Screen),
        "COMMON" => Some(EventKind::Context),
        other => {
            let message = format!("`{other}` is no type of a rule, so the rule is not read");
            findings.push(
                Diagnostic::new(&MALFORMED_PLAN, message)
                    .at(&rule.location().key("type"), "")
                    .help("write `TRACK`, `IDENTIFY`, `GROUP`, `PAGE`, `SCREEN` or `COMMON`"),
            );
            None
        }
    }
}

/// The wire name. Only events have one, and pages and screens whose key says more than that they are such.
fn name(event: &mut Event, rule: &Members<'_>, metadata: Option<&Members<'_>>, findings: &mut Diagnostics) {
    let named = match metadata.filter(|metadata| metadata.get("name").is_some()) {
        Some(metadata) => metadata,
        None => rule,
    };
    let key = if std::ptr::eq(named, rule) { "key" } else { "name" };
    let text = named.text(key, findings).unwrap_or_default();
    let has_name = match event.kind {
        EventKind::Track => true,
        EventKind::Page | EventKind::Screen => !text.eq_ignore_ascii_case(event.kind.word()),
        EventKind::Identify | EventKind::Group | EventKind::Context => false,
    };
    if has_name {
        event.name = text;
        event.name_location = named.location().key(key);
    }
}

fn deprecation(rule: &Members<'_>, findings: &mut Diagnostics) -> Option<Deprecation> {
    let since = rule.words("deprecatedAt", findings).filter(|date| !date.starts_with(NEVER))?;
    Some(Deprecation { since: Some(since), ..Deprecation::default() })
}

/// Labels are an object of strings; as tags they read `team:orchard`.
fn tags(members: &Members<'_>, findings: &mut Diagnostics) -> Vec<EcoString> {
    let Some((labels, _)) = members.get("labels").filter(|(labels, _)| labels.is_object()) else {
        return members.texts("labels", findings).unwrap_or_default();
    };
    let tag = |(key, value): &Member| match value.as_str() {
        None | Some("") => key.clone(),
        Some(value) => eco_format!("{key}:{value}"),
    };
    labels.members().iter().map(tag).collect()
}
