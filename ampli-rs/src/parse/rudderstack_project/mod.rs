//! RudderStack data catalogues as their command line keeps them: a folder of YAML, one kind of resource a file, in either
//! of two generations.

mod custom_type;
mod holes;
mod includes;
mod property;
mod resources;
mod rule;
mod variants;

use std::collections::HashMap;

use self::holes::Variables;
pub(super) use self::holes::are_variables;
use self::resources::{Kind, Project};
use super::Input;
use super::codes::UNKNOWN_KEY;
use super::drawn;
use super::members::Members;
use crate::diagnostic::{Diagnostics, Severity};
use crate::json::Json;
use crate::plan::{Event, Plan};
use crate::pointer::Location;

/// Whether a document is a resource of a project.
pub(super) fn is_resource(json: &Json) -> bool {
    let version = json.get("version").and_then(Json::as_str);
    version.is_some_and(|version| version.starts_with("rudder/")) && json.get("kind").is_some()
}

/// Reads a project. Holes are filled from its variables and from the environment.
pub(super) fn read(inputs: &[&Input<'_>], findings: &mut Diagnostics) -> Plan {
    read_with(inputs, |name| std::env::var(name).ok(), findings)
}

fn read_with(
    inputs: &[&Input<'_>],
    environment: impl Fn(&str) -> Option<String>,
    findings: &mut Diagnostics,
) -> Plan {
    let mut variables = Variables::new(inputs, environment);
    let resources = inputs.iter().filter(|input| is_resource(&input.json));
    let filled: Vec<(Json, Location)> =
        resources.map(|input| (variables.fill(&input.json, &input.root()), input.root())).collect();
    let project = Project::new(&filled, findings);
    let (definitions, definitions_schema, about_types) = read_types(&project);
    let mut events = Vec::new();
    let rules: Vec<_> = project.plans.iter().flat_map(|plan| plan.objects("rules", findings)).collect();
    for rule in &rules {
        let mut about = Diagnostics::new();
        includes::check(rule, &project, &mut about);
        let event = rule::read(rule, &project, &definitions, &mut about).map(|(event, used)| {
            about.append(variables.unfilled(&used));
            about.append(about_types_in(&event, &about_types));
            event
        });
        findings.append(seen_from(rule.location(), about));
        events.extend(event);
    }
    let plan = project.plans.first();
    Plan {
        name: plan.and_then(|plan| plan.words("display_name", findings)).unwrap_or_default(),
        id: plan.and_then(|plan| plan.words("id", findings)),
        description: plan.and_then(|plan| plan.words("description", findings)),
        definitions,
        definitions_schema,
        events,
        ..Plan::default()
    }
}

/// Findings about custom types, by the reference that names the type.
type AboutTypes = HashMap<String, Diagnostics>;

fn read_types(project: &Project<'_>) -> (crate::plan::Definitions, Json, AboutTypes) {
    let mut about = AboutTypes::new();
    let mut named = Vec::new();
    for resource in project.all(Kind::CustomType) {
        let mut found = Diagnostics::new();
        let (name, schema) = custom_type::schema(resource, project, &mut found);
        about
            .entry(drawn::reference(&name).as_str().unwrap_or_default().to_owned())
            .or_default()
            .append(found);
        named.push((name, schema));
    }
    let mut found = Diagnostics::new();
    let (definitions, schema) = drawn::definitions(named, &mut found);
    for finding in found {
        let place = finding.labels.first().map(|label| label.location.clone()).unwrap_or_default();
        let owner = definitions.iter().find(|(_, value)| place.is_within(&value.location));
        let key = owner.map(|(key, _)| key.to_string()).unwrap_or_default();
        about.entry(key).or_default().push(finding);
    }
    (definitions, schema, about)
}

/// What is wrong with the types that the event names, those included that they name.
fn about_types_in(event: &Event, about: &AboutTypes) -> Diagnostics {
    let mut found = Diagnostics::new();
    for (key, findings) in about {
        if mentions(&event.schema, key) {
            found.extend(findings.iter().cloned());
        }
    }
    found
}

fn mentions(schema: &Json, reference: &str) -> bool {
    schema.items().iter().any(|item| mentions(item, reference))
        || schema.members().iter().any(|(key, value)| {
            (&**key == "$ref" && value.as_str() == Some(reference)) || mentions(value, reference)
        })
}

/// The findings as the rule of an event has them: unknown keys are refused, as the vendor's loader does.
fn seen_from(rule: &Location, findings: Diagnostics) -> Diagnostics {
    let mut strict = Diagnostics::new();
    strict.extend(findings.into_iter().map(|mut finding| {
        if finding.code.id == UNKNOWN_KEY.id {
            finding.severity = Severity::Error;
        }
        finding
    }));
    drawn::led_from(strict, rule, &rule.key("event"))
}

/// The text of a reference, under either of the keys that the generations use.
fn reference<'a>(members: &Members<'a>, key: &str) -> Option<(&'a str, Location)> {
    let (value, location) = members.get("$ref").or_else(|| members.get(key))?;
    Some((value.as_str()?, location))
}

#[cfg(test)]
mod tests;
