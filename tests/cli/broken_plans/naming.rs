//! The names of a whole plan, with the lock and the chosen identifiers of its folder.

use std::fs;
use std::path::Path;

use ampli_rs::diagnostic::Diagnostics;
use ampli_rs::lock::{Key, Lock, Names, SourceNames};
use ampli_rs::lower::names::{self, EventName, PropertyName, Settings, ValueName};
use ampli_rs::plan::{Event, Plan, Property, Shape};

use super::folder;

/// What is found when the plan's names are given.
pub(super) fn findings(folder: &Path, plan: &Plan) -> Diagnostics {
    let mut findings = Diagnostics::new();
    let mut locked = SourceNames::default();
    if let Ok(text) = fs::read_to_string(folder.join("ampli.lock")) {
        match Lock::parse(&text) {
            Ok(parsed) => {
                findings.append(parsed.findings);
                locked = parsed.lock.sources.into_values().next().unwrap_or_default();
            }
            Err(errors) => return errors,
        }
    }
    findings.append(name(plan, &settings(folder), &mut locked));
    findings
}

/// `identifiers.toml` is the table `[names]` of a configuration, and says whether the lock may change.
fn settings(folder: &Path) -> Settings {
    let mut table = folder::table(folder, "identifiers.toml");
    let frozen = table.remove("frozen").is_some_and(|frozen| frozen.as_bool() == Some(true));
    Settings { overrides: table.try_into().expect("identifiers"), frozen, ..Settings::default() }
}

fn name(plan: &Plan, settings: &Settings, locked: &mut SourceNames) -> Diagnostics {
    let asked: Vec<_> = plan.events.iter().map(asked).collect();
    let named = names::events(settings, &asked, &mut locked.names);
    let mut findings = named.findings;
    for (event, named) in plan.events.iter().zip(named.events) {
        let inside = locked.names.inside(named.scope, &named.handle.identifier);
        name_properties(event, &event.properties.properties, settings, inside, &mut findings);
    }
    findings
}

fn asked(event: &Event) -> EventName<'_> {
    let version = event.version.as_deref();
    EventName { kind: event.kind, name: &event.name, version, location: &event.name_location }
}

fn name_properties(
    event: &Event,
    properties: &[Property],
    settings: &Settings,
    locked: &mut Names,
    findings: &mut Diagnostics,
) {
    let asked: Vec<_> = properties
        .iter()
        .map(|property| PropertyName { name: &property.name, location: &property.location })
        .collect();
    let named = names::properties(settings, Some(event.title()), &asked, locked);
    findings.append(named.findings);
    for (property, name) in properties.iter().zip(named.names) {
        let inside = locked.inside(Key::Property(property.name.clone()), &name.identifier);
        match &property.value.shape {
            Shape::Object(object) => {
                name_properties(event, &object.properties, settings, inside, findings);
            }
            Shape::Enum(values) => {
                let location = &property.value.location;
                let value = |value| ValueName { value, location };
                let asked: Vec<_> = values.iter().map(|listed| value(&listed.value)).collect();
                findings.append(names::values(settings, Some(event.title()), &asked, inside).findings);
            }
            _ => {}
        }
    }
}
