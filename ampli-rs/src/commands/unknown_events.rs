//! Names of events in the configuration that are none in the plan.

use std::collections::BTreeSet;

use super::codes::UNKNOWN_EVENT;
use crate::config::Project;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::{Event, Plan};
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
        ("names.events", config.names.events.keys().collect::<Vec<_>>()),
        ("names.event", config.names.event.keys().collect()),
        ("check.allow", config.check.allow.keys().collect()),
    ];
    for (table, names) in tables {
        for name in names.into_iter().filter(|name| !known.contains(name.as_str())) {
            let message = format!("`[{table}]` names the event `{name}`, which the plan does not have");
            let help = match suggestion::closest(name, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "write the name as the plan has it, or remove it".to_owned(),
            };
            let finding = Diagnostic::new(&UNKNOWN_EVENT, message).help(help);
            findings.push(match line_of(&project.text, name) {
                Some(line) => finding.at_line(line, ""),
                None => finding,
            });
        }
    }
    (PlanText::single(file.display().to_string(), project.text.clone()), findings)
}

/// The first line that has `name` as a key, in whatever way it is quoted.
fn line_of(text: &str, name: &str) -> Option<usize> {
    let basic = serde_json::Value::from(name).to_string();
    let spellings = [basic, format!("'{name}'"), name.to_owned()];
    spellings.iter().find_map(|spelling| {
        let is_key = |line: &str| {
            let after = line.split_once(spelling.as_str()).map(|(_, after)| after.trim_start());
            after.is_some_and(|after| after.starts_with(['=', '.', ']']))
        };
        Some(1 + text.lines().position(is_key)?)
    })
}

#[cfg(test)]
mod tests {
    use super::line_of;

    #[test]
    fn a_key_is_found_however_it_is_quoted() {
        let text = "[names.events]\n\"Song Played\" = \"a\"\n'Song Stopped' = \"Skipped\"\nSkipped = \"b\"\n[names.event.\"Song Held\".values]\n";
        assert_eq!(line_of(text, "Song Played"), Some(2));
        assert_eq!(line_of(text, "Song Stopped"), Some(3));
        assert_eq!(line_of(text, "Skipped"), Some(4));
        assert_eq!(line_of(text, "Song Held"), Some(5));
        assert_eq!(line_of(text, "Song"), None);
    }
}
