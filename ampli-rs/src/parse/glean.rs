//! Glean's `metrics.yaml`: the metrics of type `event`, with their companions `pings.yaml` and `tags.yaml`.

use std::collections::HashSet;

use super::Input;
use super::codes::{MALFORMED_PLAN, NOT_AN_EVENT, UNKNOWN_REFERENCE};
use super::drawn::Drawn;
use super::members::{Members, malformed};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::json::Json;
use crate::plan::{Definitions, Deprecation, Event, EventKind, Plan};
use crate::suggestion;

const SCHEMAS: &str = "moz://mozilla.org/schemas/glean/";

/// How many extra keys an event may have (the vendor's own limit).
const EXTRA_KEYS: usize = 50;

/// What an extra key may be, in the vendor's words and in those of JSON Schema.
const TYPES: &[(&str, &str)] = &[("string", "string"), ("boolean", "boolean"), ("quantity", "integer")];

/// Whether a document is a registry of metrics, pings or tags.
pub(super) fn matches(json: &Json) -> bool {
    json.get("$schema").and_then(Json::as_str).is_some_and(|schema| schema.starts_with(SCHEMAS))
}

fn is_of(input: &Input<'_>, what: &str) -> bool {
    let schema =
        input.json.get("$schema").and_then(Json::as_str).and_then(|schema| schema.strip_prefix(SCHEMAS));
    schema.is_some_and(|rest| rest.starts_with(what))
}

/// Reads the events of all metrics.
pub(super) fn read(inputs: &[&Input<'_>], findings: &mut Diagnostics) -> Plan {
    let tags: HashSet<&str> =
        inputs.iter().filter(|input| is_of(input, "tags/")).flat_map(|input| names(&input.json)).collect();
    let mut events = Vec::new();
    for input in inputs.iter().filter(|input| is_of(input, "metrics/")) {
        let root = Members::new(&input.json, input.root());
        let mut others = 0;
        for category in names(&input.json) {
            let Some(metrics) = root.object(category, findings) else { continue };
            for (name, _) in metrics.json().members() {
                let Some(metric) = metric(&metrics, name, findings) else { continue };
                if metric.get("type").and_then(|(word, _)| word.as_str()) == Some("event") {
                    events.push(event(&format!("{category}.{name}"), &metric, &tags, findings));
                } else {
                    others += 1;
                }
            }
        }
        if others > 0 {
            let message = format!("metrics of other types than `event` are not read: {others}");
            let finding = Diagnostic::new(&NOT_AN_EVENT, message).at(&input.root(), "");
            findings
                .push(finding.help("nothing is to be done: they are recorded by other means than events"));
        }
    }
    Plan { events, ..Plan::default() }
}

/// The metric `name`. What is none keeps no event from being generated: nobody can say that it was to be one.
fn metric<'a>(metrics: &Members<'a>, name: &str, findings: &mut Diagnostics) -> Option<Members<'a>> {
    let mut about = Diagnostics::new();
    let metric = metrics.object(name, &mut about);
    findings.extend(about.into_iter().map(|finding| Diagnostic { severity: Severity::Warning, ..finding }));
    metric
}

/// The keys of a registry, without those that say something about the file.
fn names(json: &Json) -> impl Iterator<Item = &str> {
    json.members().iter().map(|(key, _)| &**key).filter(|key| !key.starts_with('$') && *key != "no_lint")
}

fn event(name: &str, metric: &Members<'_>, tags: &HashSet<&str>, findings: &mut Diagnostics) -> Event {
    let mut event = Event::new(EventKind::Track, name, metric.location().clone());
    event.description = metric.words("description", findings).map(|text| text.trim().into());
    event.owner = metric
        .texts("notification_emails", findings)
        .filter(|owners| !owners.is_empty())
        .map(|owners| owners.join(", ").into());
    event.url =
        metric.texts("bugs", findings).and_then(|bugs| bugs.into_iter().find(|bug| bug.contains("://")));
    read_end(&mut event, metric, findings);
    if let Some(metadata) = metric.object("metadata", findings) {
        event.tags = metadata.texts("tags", findings).unwrap_or_default();
        report_unknown_tags(&event, &metadata, tags, findings);
    }
    let mut properties = Vec::new();
    if let Some(keys) = metric.object("extra_keys", findings) {
        for (key, _) in keys.json().members() {
            let Some(extra) = keys.object(key, findings) else { continue };
            properties.push((key.to_string(), extra_key(&extra, findings), false));
        }
        if properties.len() > EXTRA_KEYS {
            let message = format!("`extra_keys` has {} keys, more than {EXTRA_KEYS}", properties.len());
            findings.push(
                Diagnostic::new(&MALFORMED_PLAN, message)
                    .at_key(keys.location(), "")
                    .help("remove keys: the vendor's SDK refuses the event"),
            );
        }
    }
    let mut schema = Drawn::object(properties, metric.location().clone());
    schema.say("additionalProperties", Json::Boolean(false));
    let place = event.location.clone();
    schema.read_into(&mut event, &Definitions::new(), &place, findings);
    event
}

/// An extra key; without a type it is a text, as it was before there were types.
fn extra_key(extra: &Members<'_>, findings: &mut Diagnostics) -> Drawn {
    let mut schema = Drawn::new(extra.location().clone());
    let word = extra.get("type");
    let text = word.as_ref().and_then(|(word, _)| word.as_str()).unwrap_or("string");
    match TYPES.iter().find(|(known, _)| *known == text) {
        Some((_, kind)) => {
            schema.say("type", Json::from(*kind));
            if *kind == "integer" {
                schema.say("minimum", Json::Number(0.into()));
            }
        }
        None => {
            if let Some((value, place)) = word {
                findings.push(malformed(&place, "type", "`string`, `boolean` or `quantity`", value));
            }
        }
    }
    schema.describe(extra.words("description", findings).map(|text| text.trim().into()));
    schema
}

/// Sets when the event ends, and says so of one that has ended: whether a date has come is for others to know.
fn read_end(event: &mut Event, metric: &Members<'_>, findings: &mut Diagnostics) {
    let ended = |note: &str| Some(Deprecation { note: Some(note.into()), ..Deprecation::default() });
    match metric.get("expires") {
        None => {}
        Some((Json::String(text), _)) if &**text == "never" => {}
        Some((Json::String(text), _)) if &**text == "expired" => {
            event.deprecation = ended("the event has expired");
        }
        Some((Json::String(text), _)) => event.expires = Some(text.clone()),
        Some((Json::Number(number), _)) => event.expires = Some(number.to_string().into()),
        Some((value, place)) => {
            findings.push(malformed(&place, "expires", "`never`, `expired`, a date or a version", value));
        }
    }
    if metric.flag("disabled", findings).unwrap_or_default() {
        event.deprecation = ended("the event is disabled");
    }
}

fn report_unknown_tags(
    event: &Event,
    metadata: &Members<'_>,
    known: &HashSet<&str>,
    findings: &mut Diagnostics,
) {
    // Without a registry of tags in the folder nothing is known about them.
    if known.is_empty() {
        return;
    }
    for (index, tag) in event.tags.iter().enumerate().filter(|(_, tag)| !known.contains(tag.as_str())) {
        let mut sorted: Vec<&str> = known.iter().copied().collect();
        sorted.sort_unstable();
        findings.push(
            Diagnostic::new(&UNKNOWN_REFERENCE, format!("no registry of the folder has the tag `{tag}`"))
                .at(&metadata.location().key("tags").index(index), "")
                .help(suggestion::did_you_mean(tag, sorted)),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::gardens::{documents, event, findings, garden, properties};

    const SCHEMA: &str = "$schema: moz://mozilla.org/schemas/glean/metrics/2-0-0";

    #[test]
    fn events_of_a_registry_are_read_with_what_is_known_of_them() {
        let parsed = garden("garden-glean");
        let titles: Vec<_> = parsed.plan.events.iter().map(|event| event.title()).collect();
        assert_eq!(titles, ["garden.bed.seed_sown", "garden.row.watered", "garden.row.dug_over"]);
        let sown = event(&parsed, "garden.bed.seed_sown");
        assert_eq!(sown.owner.as_deref(), Some("beds@garden.example, seeds@garden.example"));
        assert_eq!((sown.expires.as_deref(), sown.tags.join(" ")), (Some("2030-01-01"), "core".to_owned()));
        assert_eq!(properties(sown), ["depth: integer", "kind: string", "type: boolean"]);
        let dug = event(&parsed, "garden.row.dug_over");
        let note = dug.deprecation.as_ref().and_then(|deprecation| deprecation.note.as_deref());
        assert_eq!(note, Some("the event is disabled"));
        assert_eq!(
            findings(&parsed),
            ["not-an-event 0 : metrics of other types than `event` are not read: 1"]
        );
    }

    #[test]
    fn mistakes_are_those_of_their_event() {
        let metrics = format!(
            "{SCHEMA}\nbed:\n  sown:\n    type: event\n    expires: [2]\n    metadata: {{tags: [croe]}}\n    extra_keys: {{a: {{type: object}}}}\n"
        );
        let tags = "$schema: moz://mozilla.org/schemas/glean/tags/1-0-0\ncore: {description: C}\n";
        let parsed = documents(&[&metrics, tags]);
        assert_eq!(
            findings(&parsed),
            [
                "malformed-plan 0 /bed/sown/expires: `expires` must be `never`, `expired`, a date or a version, not a list",
                "unknown-reference 0 /bed/sown/metadata/tags/0: no registry of the folder has the tag `croe`",
                "malformed-plan 0 /bed/sown/extra_keys/a/type: `type` must be `string`, `boolean` or `quantity`, not a string",
            ]
        );
    }
}
