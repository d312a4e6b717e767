//! Names of events and properties in the configuration that are none in the plan.

use std::collections::BTreeSet;
use std::ops::Range;

use super::codes::UNKNOWN_EVENT;
use crate::check;
use crate::config::{Project, place};
use crate::diagnostic::{Diagnostic, Diagnostics, Part};
use crate::plan::{Event, Plan};
use crate::pointer::Location;
use crate::suggestion;
use crate::text::PlanText;

/// A finding for every name, and the configuration to point into.
pub(super) fn find(project: &Project, plan: &Plan) -> (PlanText, Diagnostics) {
    let config = &project.config;
    let mut findings = Diagnostics::new();
    let Some(file) = project.file.as_ref().filter(|_| !config.source.values().any(|own| own.plan.is_some()))
    else {
        return (PlanText::default(), findings);
    };
    let known: BTreeSet<&str> = plan.events.iter().map(Event::title).collect();
    let tables = [
        (["names", "events"], config.names.events.keys().collect::<Vec<_>>()),
        (["names", "event"], config.names.event.keys().collect()),
    ];
    for (table, names) in tables {
        for name in names.into_iter().filter(|name| !known.contains(name.as_str())) {
            let meant = suggestion::closest(name, known.iter().copied());
            let place = place::of_key(&project.text, &[&table[..], &[name]].concat());
            findings.push(unknown(&table.join("."), "event", name, meant, place));
        }
    }
    for item in config.check.allow.keys() {
        let Err(meant) = check::find_item(plan, item) else { continue };
        let place = place::of_key(&project.text, &["check", "allow", item]);
        let noun = if item.contains(['.', '*']) { "item" } else { "event" };
        findings.push(unknown("check.allow", noun, item, meant.as_deref(), place));
    }
    (PlanText::single(file.display().to_string(), project.text.clone()), findings)
}

fn unknown(
    table: &str,
    noun: &str,
    name: &str,
    meant: Option<&str>,
    place: Option<Range<usize>>,
) -> Diagnostic {
    let message = format!("`[{table}]` names the {noun} `{name}`, which the plan does not have");
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "write the name as the plan has it, or remove it".to_owned(),
    };
    let finding = Diagnostic::new(&UNKNOWN_EVENT, message).help(help);
    match place {
        Some(place) => finding.label(&Location::root(0), Part::Range(place.start, place.end), ""),
        None => finding,
    }
}
