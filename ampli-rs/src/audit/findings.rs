//! What is worth telling of what was seen: findings, from a summary and the plan.

use std::collections::BTreeMap;

use super::amounts::{grouped, of_events, times};
use super::codes::{
    BROKEN_RULE, DRIFTED_TYPE, UNPLANNED_ENTITY, UNPLANNED_EVENT, UNPLANNED_PROPERTY, UNPLANNED_VALUE,
    UNPLANNED_VERSION, UNREADABLE_RECORD, UNSEEN_EVENT, UNSEEN_PROPERTY, UNSEEN_VALUE,
};
use super::finding::Finding;
use super::planned::{Planned, PlannedEvent};
use super::summary::{BrokenRule, EventSummary, Group, PropertySummary, RuleKey, Sample, Summary};

/// So often an event must have been seen before it says anything that a part of it was not.
const OFTEN: u64 = 20;

/// Rules about properties that are not declared.
const UNDECLARED: &[&str] = &["additionalProperties", "unevaluatedProperties"];

/// Rules about values that are not listed.
const LISTED: &[&str] = &["enum", "const"];

/// Values that are named in one finding.
const MOST_NAMED: usize = 5;

/// All findings, those of events in the plan's order.
pub(crate) fn all(summary: &Summary, planned: &Planned<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for event in &planned.events {
        match summary.events.get(&event.key) {
            Some(seen) if seen.seen.count > 0 => of_event(event, seen, &mut findings),
            Some(seen) => {
                findings.extend(unseen_event(event, planned, summary));
                of_event(event, seen, &mut findings);
            }
            None => findings.extend(unseen_event(event, planned, summary)),
        }
    }
    let events = summary.totals().events;
    for (key, seen) in summary.unplanned.sorted() {
        let text = format!("not in the plan, {}", of_events(seen.seen.count, events));
        let help = "add it to the plan, or stop sending it";
        let mut finding = Finding::new(&UNPLANNED_EVENT, text, help).seen(seen.seen, events);
        finding.event = Some(key.clone());
        finding.groups =
            seen.groups.sorted().into_iter().map(|(group, own)| (group.clone(), own.seen.count)).collect();
        findings.push(finding);
    }
    if summary.unplanned.rest() > 0 {
        let text =
            format!("{} more events have names that are not in the plan", grouped(summary.unplanned.rest()));
        let help = "names made of data, such as ids, have no end: send such data as a property";
        findings.push(Finding::new(&UNPLANNED_EVENT, text, help));
    }
    for (schema, seen) in summary.unplanned_entities.sorted() {
        let text = format!("the entity `{schema}` is not in the plan, {}", times(seen.count));
        let help = "add its schema to the plan if it shall be validated";
        findings.push(Finding::new(&UNPLANNED_ENTITY, text, help).seen(*seen, 0));
    }
    findings.extend(unreadable(summary));
    findings
}

fn unreadable(summary: &Summary) -> Vec<Finding> {
    let help = "look at the named places; all else was read";
    let mut findings = Vec::new();
    for (kind, unreadable) in &summary.unreadable {
        let noun = if unreadable.count == 1 { "record" } else { "records" };
        let text = format!("{} {noun} can't be read ({kind})", grouped(unreadable.count));
        let mut finding = Finding::new(&UNREADABLE_RECORD, text, help);
        finding.seen.count = unreadable.count;
        finding.samples = unreadable
            .places
            .iter()
            .map(|((file, line), reason)| Sample {
                file: file.clone(),
                record: *line,
                id: None,
                value: Some(reason.clone()),
            })
            .collect();
        findings.push(finding);
    }
    for (name, file) in &summary.files {
        if let Some(reason) = &file.failure {
            findings.push(Finding::new(
                &UNREADABLE_RECORD,
                format!("`{name}` can't be read: {reason}"),
                help,
            ));
        }
    }
    findings
}

fn unseen_event(event: &PlannedEvent<'_>, planned: &Planned<'_>, summary: &Summary) -> Option<Finding> {
    let is_call = event.key.name.is_empty();
    (event.is_wanted && !is_call).then_some(())?;
    let is_version = |other: &&PlannedEvent<'_>| {
        other.key.kind == event.key.kind
            && other.key.name == event.key.name
            && summary.events.contains_key(&other.key)
    };
    let text = match planned.events.iter().find(is_version) {
        Some(_) => "never seen in this version, only in others".to_owned(),
        None => "never seen".to_owned(),
    };
    let help = "look with `ampli-rs status` where it is sent, or audit more data";
    Some(Finding::new(&UNSEEN_EVENT, text, help).of(event, ""))
}

fn of_event(event: &PlannedEvent<'_>, seen: &EventSummary, findings: &mut Vec<Finding>) {
    for (rule, broken) in seen.broken.sorted() {
        findings.extend(broken_rule(event, seen, rule, broken));
    }
    for (version, own) in seen.unplanned_versions.sorted() {
        let text = format!("version {version} is not in the plan, {}", times(own.count));
        let help = "update the programs that send it, or audit with the plan that they were made for";
        findings.push(Finding::new(&UNPLANNED_VERSION, text, help).of(event, "").seen(*own, seen.seen.count));
    }
    for (path, own) in seen.unplanned_properties.sorted() {
        let kinds: Vec<&str> = own.kinds.keys().map(String::as_str).collect();
        let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
        let is_forbidden = seen
            .broken
            .iter()
            .any(|(rule, _)| rule.path == parent && UNDECLARED.contains(&rule.keyword.as_str()));
        let forbids = if is_forbidden { ", which allows no others" } else { "" };
        let count = times(own.seen.count);
        let text = format!("`{path}` is not in the plan{forbids}, {count} ({})", kinds.join(", "));
        let help = "declare it in the plan, or stop sending it";
        let mut finding =
            Finding::new(&UNPLANNED_PROPERTY, text, help).of(event, "").seen(own.seen, seen.seen.count);
        finding.property = Some(path.clone());
        finding.is_violation = is_forbidden;
        findings.push(finding);
    }
    let rest = seen.unplanned_properties.rest();
    if rest > 0 {
        let text = format!("more properties are not in the plan, {}", times(rest));
        let help = "names made of data have no end: send such data as values";
        findings.push(Finding::new(&UNPLANNED_PROPERTY, text, help).of(event, ""));
    }
    unplanned_values(event, seen, findings);
    unseen_parts(event, seen, findings);
}

/// What a rule says and how often it is broken; `None` where another finding tells it.
fn broken_rule(
    event: &PlannedEvent<'_>,
    seen: &EventSummary,
    rule: &RuleKey,
    broken: &BrokenRule,
) -> Option<Finding> {
    let RuleKey { path, keyword, limit } = rule;
    let events = of_events(broken.seen.count, seen.seen.count);
    let whole = seen.properties.get(path);
    let subject = if path.is_empty() { "the properties".to_owned() } else { format!("`{path}`") };
    let (code, text, help) = match keyword.as_str() {
        // What is not planned has a finding of its own.
        keyword if UNDECLARED.contains(&keyword) || LISTED.contains(&keyword) => return None,
        "type" => {
            let kinds = drifted(whole, limit);
            let text = format!("{subject} is planned as {limit}, but was {kinds} in {events}");
            (&DRIFTED_TYPE, text, "correct the programs that send it, or its type in the plan")
        }
        "required" => {
            let text = format!("{subject} is required, but missing in {events}");
            (&BROKEN_RULE, text, "send it always, or make it optional in the plan")
        }
        _ => {
            let text = format!("{subject} {}, which is broken in {events}", words(keyword, limit));
            (&BROKEN_RULE, text, "correct the programs that send it, or the rule in the plan")
        }
    };
    let mut finding = Finding::new(code, text, help).of(event, path).seen(broken.seen, seen.seen.count);
    finding.property = Some(path.clone()).filter(|path| !path.is_empty());
    finding.is_violation = true;
    finding.groups = groups(broken);
    finding.samples = broken.samples.sorted().into_iter().map(|(sample, _)| sample.clone()).collect();
    Some(finding)
}

fn groups(broken: &BrokenRule) -> Vec<(Group, u64)> {
    broken.groups.sorted().into_iter().map(|(group, own)| (group.clone(), own.count)).collect()
}

/// The kinds of values that were seen and are not the planned ones.
fn drifted(property: Option<&PropertySummary>, planned: &str) -> String {
    let planned: Vec<&str> = planned.split(" or ").collect();
    let is_planned =
        |kind: &str| planned.contains(&kind) || (kind == "integer" && planned.contains(&"number"));
    let none = BTreeMap::new();
    let kinds = property.map_or(&none, |property| &property.kinds).keys();
    let kinds: Vec<&str> = kinds.map(String::as_str).filter(|kind| !is_planned(kind)).collect();
    if kinds.is_empty() { "something else".to_owned() } else { kinds.join(" or ") }
}

/// What a rule asks for.
fn words(keyword: &str, limit: &str) -> String {
    match keyword {
        "minimum" => format!("must be at least {limit}"),
        "maximum" => format!("must be at most {limit}"),
        "exclusiveMinimum" => format!("must be more than {limit}"),
        "exclusiveMaximum" => format!("must be less than {limit}"),
        "multipleOf" => format!("must be a multiple of {limit}"),
        "minLength" => format!("must have at least {limit} characters"),
        "maxLength" => format!("must have at most {limit} characters"),
        "minItems" => format!("must have at least {limit} items"),
        "maxItems" => format!("must have at most {limit} items"),
        "minProperties" => format!("must have at least {limit} properties"),
        "maxProperties" => format!("must have at most {limit} properties"),
        "uniqueItems" => "must have no item twice".to_owned(),
        "pattern" if !limit.is_empty() => format!("must match `{limit}`"),
        "format" if !limit.is_empty() => format!("must be written as `{limit}` asks"),
        "anyOf" | "oneOf" => format!("must be one of the alternatives of `{keyword}`"),
        other => format!("has the rule `{other}`"),
    }
}

fn unplanned_values(event: &PlannedEvent<'_>, seen: &EventSummary, findings: &mut Vec<Finding>) {
    for (key, own) in seen.unplanned_values.sorted() {
        let place = event.places.all.iter().find(|place| place.path == key.path);
        let listed = place.map_or(0, |place| place.listed.len());
        let planned = if listed == 1 { "the planned value" } else { "one of the planned values" };
        let text = format!("`{}` was {}, which is not {planned}, {}", key.path, key.value, times(own.count));
        let help = "add the value to the plan, or send one that is planned";
        let mut finding =
            Finding::new(&UNPLANNED_VALUE, text, help).of(event, &key.path).seen(*own, seen.seen.count);
        let rules = seen
            .broken
            .iter()
            .find(|(rule, _)| rule.path == key.path && LISTED.contains(&rule.keyword.as_str()));
        if let Some((_, broken)) = rules {
            finding.is_violation = true;
            finding.groups = groups(broken);
        }
        findings.push(finding);
    }
    let rest = seen.unplanned_values.rest();
    if rest > 0 {
        let text = format!("more values are not planned, {}", times(rest));
        let help = "a property with so many values is no list: plan it as a string";
        findings.push(Finding::new(&UNPLANNED_VALUE, text, help).of(event, ""));
    }
}

fn unseen_parts(event: &PlannedEvent<'_>, seen: &EventSummary, findings: &mut Vec<Finding>) {
    if seen.seen.count < OFTEN {
        return;
    }
    for place in event.places.all.iter().skip(1) {
        let Some(own) = seen.properties.get(&place.path) else {
            let is_told =
                place.property.is_none_or(|property| property.required || property.value.deprecated);
            // What was not seen has no parts that could be.
            let parent = place.path.rsplit_once('.').map(|(parent, _)| parent);
            let is_within = parent.is_some_and(|parent| !seen.properties.contains_key(parent));
            if !is_told && !is_within {
                let text = format!("`{}` was never seen", place.path);
                let help = "send it, or remove it from the plan";
                findings.push(Finding::new(&UNSEEN_PROPERTY, text, help).of(event, &place.path));
            }
            continue;
        };
        if own.seen.count < OFTEN {
            continue;
        }
        let values = place.listed.iter().filter_map(|value| serde_json::to_string(value).ok());
        let unseen: Vec<String> = values.filter(|value| !own.values.contains_key(value)).collect();
        if !unseen.is_empty() {
            let more = unseen.len().saturating_sub(MOST_NAMED);
            let named = unseen.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let text = format!("`{}` was never {named}{more}", place.path);
            let help = "send the value where it happens, or remove it from the plan";
            findings.push(Finding::new(&UNSEEN_VALUE, text, help).of(event, &place.path));
        }
    }
}
