//! Which format a plan is in, by its structure, and who reads it.

use super::codes::{INVALID_JSON, MIXED_FOLDER, UNKNOWN_FORMAT};
use super::{
    Input, amplitude_csv, amplitude_data, amplitude_taxonomy, avo, glean, itly, mparticle, opentelemetry,
    own, posthog, rudderstack, rudderstack_catalogue, rudderstack_project, schema_folder, segment_config,
    segment_public, snowplow, wrapped,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::plan::Plan;

/// A format that plans are in.
struct Format {
    name: &'static str,
    matches: fn(&Json) -> bool,
    read: Reading,
}

/// How the documents of a format become a plan.
enum Reading {
    /// One document is a whole plan.
    One(fn(&Input<'_>, &mut Diagnostics) -> Plan),
    /// The same, in which schemas carry words of the vendor's that are no part of them.
    Wrapped(fn(&Input<'_>, &mut Diagnostics) -> Plan),
    /// Several documents may be one plan.
    Several(fn(&[&Input<'_>], &mut Diagnostics) -> Plan),
}

/// All formats, tested in this order: the first match wins.
static FORMATS: &[Format] = &[
    Format { name: "ampli-rs tracking plan", matches: is_own, read: Reading::One(own::read) },
    Format { name: "mParticle data plan", matches: is_mparticle, read: Reading::One(mparticle::read) },
    Format {
        name: "Segment tracking plan (Public API)",
        matches: is_segment_public,
        read: Reading::Wrapped(segment_public::read),
    },
    Format {
        name: "RudderStack `plan.json`",
        matches: is_ruddertyper,
        read: Reading::Wrapped(rudderstack::read),
    },
    Format {
        name: "Segment tracking plan (Config API)",
        matches: is_segment_config,
        read: Reading::Wrapped(segment_config::read),
    },
    Format {
        name: "RudderStack data catalogue",
        matches: is_rudderstack_catalogue,
        read: Reading::Wrapped(rudderstack_catalogue::read),
    },
    Format { name: "Avo export", matches: is_avo, read: Reading::One(avo::read) },
    Format {
        name: "Avo export as Iglu schemas",
        matches: is_avo_iglu,
        read: Reading::One(snowplow::read_avo),
    },
    Format { name: "Avo import", matches: avo::is_import, read: Reading::One(avo::read_import) },
    Format {
        name: "Snowplow data structures and products",
        matches: is_snowplow,
        read: Reading::Several(snowplow::read),
    },
    Format {
        name: "PostHog property groups and event definitions",
        matches: posthog::is_page,
        read: Reading::Several(posthog::read),
    },
    Format {
        name: "Amplitude Data (GraphQL API)",
        matches: amplitude_data::matches,
        read: Reading::One(amplitude_data::read),
    },
    Format {
        name: "Amplitude Taxonomy API",
        matches: amplitude_taxonomy::is_answer,
        read: Reading::Several(amplitude_taxonomy::read),
    },
    Format {
        name: "Amplitude CSV",
        matches: amplitude_csv::matches,
        read: Reading::Several(amplitude_csv::read),
    },
    Format {
        name: RUDDERSTACK,
        matches: rudderstack_project::is_resource,
        read: Reading::Several(rudderstack_project::read),
    },
    Format { name: "Glean registry", matches: glean::matches, read: Reading::Several(glean::read) },
    Format {
        name: OPENTELEMETRY,
        matches: opentelemetry::matches,
        read: Reading::Several(opentelemetry::read),
    },
    Format { name: SCHEMA, matches: is_schema, read: Reading::Several(schema_folder::read) },
    Format { name: ITLY, matches: is_itly, read: Reading::One(itly::read) },
];

const RUDDERSTACK: &str = "RudderStack project";
const OPENTELEMETRY: &str = "OpenTelemetry registry";
const SCHEMA: &str = "plain JSON Schema, or a folder of them";
const ITLY: &str = "Itly schema map";

/// Documents that lie beside those of a format without being in it: the format's name, and how to know them.
type Companion = (&'static str, fn(&Json) -> bool);

static COMPANIONS: &[Companion] =
    &[(RUDDERSTACK, rudderstack_project::are_variables), (OPENTELEMETRY, opentelemetry::is_manifest)];

/// Reads the documents of a plan in the format that they have.
pub(super) fn read(inputs: Vec<Input<'_>>, findings: &mut Diagnostics) -> Result<Plan, Diagnostics> {
    let [input] = inputs.as_slice() else { return read_folder(&inputs, findings) };
    match FORMATS.iter().find(|format| (format.matches)(&input.json)) {
        Some(Format { read: Reading::One(read), .. }) => Ok(read(input, findings)),
        Some(Format { read: Reading::Wrapped(read), .. }) => {
            let mut plan = read(input, findings);
            // The plan alone has the schemas then, so that they are changed where they are.
            drop(inputs);
            wrapped::clean(&mut plan);
            Ok(plan)
        }
        Some(Format { read: Reading::Several(read), .. }) => Ok(read(&[input], findings)),
        None => Err(with(findings, unknown(input))),
    }
}

/// Reads a folder in the format that most of its documents have; the others are named and left out.
fn read_folder(inputs: &[Input<'_>], findings: &mut Diagnostics) -> Result<Plan, Diagnostics> {
    let inputs: Vec<_> = inputs.iter().filter(|input| !snowplow::is_foreign(input, findings)).collect();
    let formats: Vec<_> = inputs.iter().map(|input| format_in_folder(&input.json)).collect();
    let count = |name: &str| formats.iter().flatten().filter(|format| format.name == name).count();
    let joining = FORMATS.iter().rev().filter(|format| matches!(format.read, Reading::Several(_)));
    let whole = joining.max_by_key(|format| count(format.name)).filter(|format| count(format.name) > 0);
    let mut documents = Vec::with_capacity(inputs.len());
    for (input, format) in inputs.into_iter().zip(&formats) {
        if whole.is_some_and(|whole| is_part(input, *format, whole)) {
            documents.push(input);
        } else {
            findings.push(mixed(input, *format, whole));
        }
    }
    match whole {
        Some(Format { read: Reading::Several(read), .. }) => Ok(read(&documents, findings)),
        _ => Err(std::mem::take(findings)),
    }
}

/// Whether a document that is in `format` by itself is a part of a plan in the format `whole`.
fn is_part(input: &Input<'_>, format: Option<&Format>, whole: &Format) -> bool {
    let is_companion =
        |(name, matches): &(&str, fn(&Json) -> bool)| *name == whole.name && matches(&input.json);
    match format {
        Some(format) if format.name != ITLY => format.name == whole.name,
        _ => format.is_some_and(|format| format.name == whole.name) || COMPANIONS.iter().any(is_companion),
    }
}

/// The format of a document that lies beside others. A file that only holds definitions belongs to plain JSON Schemas.
fn format_in_folder(json: &Json) -> Option<&'static Format> {
    let matching = FORMATS.iter().find(|format| (format.matches)(json));
    if matching.is_none_or(|format| format.name == ITLY) && holds_definitions(json) {
        return FORMATS.iter().find(|format| format.name == SCHEMA);
    }
    matching
}

fn mixed(input: &Input<'_>, format: Option<&Format>, whole: Option<&Format>) -> Diagnostic {
    let what =
        format.map_or("no tracking plan".to_owned(), |format| format!("in the format {}", format.name));
    let others = match whole {
        Some(whole) => format!("the folder is read as {}", whole.name),
        None => "a folder is read only if its documents are parts of one plan".to_owned(),
    };
    Diagnostic::new(&MIXED_FOLDER, format!("`{}` is {what}; {others}", input.name))
        .at(&input.root(), "")
        .help("name that file itself as the plan, or move it out of the folder")
}

/// The finding for a text that starts like no syntax that is known.
pub(super) fn other_than_json(name: &str, text: &str) -> Option<Diagnostic> {
    // A lone scalar may be JSON; its own mistake says more than that it is no plan.
    let scalar = text.starts_with(|first: char| first == '"' || first == '-' || first.is_ascii_digit());
    let word = ["null", "true", "false"].iter().any(|word| text.starts_with(word));
    (!scalar && !word).then(|| {
        Diagnostic::new(&INVALID_JSON, format!("`{name}` is neither JSON nor YAML nor CSV"))
            .help(format!("these can be read: {}", readable()))
    })
}

fn unknown(input: &Input<'_>) -> Diagnostic {
    const SHOWN: usize = 8;
    let keys: Vec<_> = input.json.members().iter().take(SHOWN).map(|(key, _)| format!("`{key}`")).collect();
    let more = if input.json.members().len() > SHOWN { ", …" } else { "" };
    let seen = match &input.json {
        Json::Object(members) if members.is_empty() => "an empty object".to_owned(),
        Json::Object(_) => format!("an object with {}{more}", keys.join(", ")),
        other => format!("of the kind `{}`", other.kind()),
    };
    Diagnostic::new(
        &UNKNOWN_FORMAT,
        format!("`{}` is no tracking plan that is known: it is {seen}", input.name),
    )
    .at(&input.root(), "")
    .help(format!("these can be read: {}", readable()))
}

fn readable() -> String {
    let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
    names.join("; ")
}

fn with(findings: &mut Diagnostics, finding: Diagnostic) -> Diagnostics {
    findings.push(finding);
    std::mem::take(findings)
}

fn is_own(json: &Json) -> bool {
    json.get("ampliPlan").is_some()
}

fn is_list(json: Option<&Json>) -> bool {
    matches!(json, Some(Json::Array(_)))
}

fn at<'a>(json: &'a Json, path: &[&str]) -> Option<&'a Json> {
    path.iter().try_fold(json, |json, key| json.get(key))
}

fn some_item(list: Option<&Json>, matches: impl Fn(&Json) -> bool) -> bool {
    list.is_some_and(|list| list.items().iter().any(matches))
}

fn is_mparticle(json: &Json) -> bool {
    is_list(at(json, &["version_document", "data_points"])) || is_list(json.get("data_plan_versions"))
}

fn is_segment_public(json: &Json) -> bool {
    [json.get("rules"), at(json, &["data", "rules"])].into_iter().flatten().any(|rules| {
        is_list(Some(rules))
            && (rules.items().is_empty() || some_item(Some(rules), |rule| rule.get("jsonSchema").is_some()))
    })
}

fn is_ruddertyper(json: &Json) -> bool {
    let events = at(json, &["rules", "events"]);
    let id = json.get("name").and_then(Json::as_str).and_then(|name| name.rsplit_once("/tracking-plans/"));
    is_list(events)
        && (json.get("creationType").is_some()
            || json.get("workspaceId").is_some()
            || some_item(events, |event| event.get("eventType").is_some())
            || id.is_some_and(|(_, id)| id.starts_with("tp_")))
}

fn is_segment_config(json: &Json) -> bool {
    is_list(at(json, &["rules", "events"]))
}

fn is_rudderstack_catalogue(json: &Json) -> bool {
    some_item(json.get("events"), |event| event.get("identitySection").is_some())
}

fn is_avo(json: &Json) -> bool {
    let mark =
        |event: &Json| at(event, &["rules", "nameMapping"]).is_some() || event.get("actions").is_some();
    some_item(json.get("events"), mark)
}

fn is_avo_iglu(json: &Json) -> bool {
    is_list(json.get("eventSchemas")) && is_list(json.get("contextSchemas"))
}

fn is_snowplow(json: &Json) -> bool {
    let is_resource = json.get("apiVersion").is_some() && json.get("resourceType").is_some();
    is_resource
        || ["vendor", "name", "format", "version"].iter().all(|key| at(json, &["self", key]).is_some())
}

fn is_schema(json: &Json) -> bool {
    let text = |key: &str| json.get(key).and_then(Json::as_str);
    text("$schema").is_some()
        || text("type") == Some("object")
        || json
            .get("properties")
            .is_some_and(|properties| properties.is_object() && !looks_like_schema(properties))
}

fn holds_definitions(json: &Json) -> bool {
    json.get("$defs").or(json.get("definitions")).is_some_and(Json::is_object)
}

fn is_itly(json: &Json) -> bool {
    !json.members().is_empty() && json.members().iter().all(|(_, value)| looks_like_schema(value))
}

/// A keyword, and what its value looks like.
type Keyword = (&'static str, fn(&Json) -> bool);

/// Whether an object has a keyword that schemas of events have, or nothing at all.
fn looks_like_schema(json: &Json) -> bool {
    const KEYWORDS: &[Keyword] = &[
        ("$schema", |value| value.as_str().is_some()),
        ("$id", |value| value.as_str().is_some()),
        ("$ref", |value| value.as_str().is_some()),
        ("type", |value| value.as_str().is_some() || is_list(Some(value))),
        ("properties", Json::is_object),
        ("required", |value| is_list(Some(value))),
        ("additionalProperties", |value| matches!(value, Json::Boolean(_) | Json::Object(_))),
        ("allOf", |value| is_list(Some(value))),
        ("anyOf", |value| is_list(Some(value))),
        ("oneOf", |value| is_list(Some(value))),
    ];
    json.is_object()
        && (json.members().is_empty()
            || KEYWORDS.iter().any(|(key, matches)| json.get(key).is_some_and(matches)))
}
