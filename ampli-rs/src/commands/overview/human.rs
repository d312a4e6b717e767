//! How the project stands, in words.

use std::fmt::Write as _;

use super::super::summary::{number, shown};
use super::{Standing, State};
use crate::config::{FILE_NAME, Project};
use crate::diagnostic::{Summary, visible};

/// The configuration, and each source.
pub(super) fn text(project: &Project, sources: &[Standing]) -> String {
    let count = number(project.config.source.len(), "source");
    let mut text = format!("{}: {count}\n", project.folder.join(FILE_NAME).display());
    for standing in sources {
        let name = standing.target.source.as_deref().map_or("the plan's source".into(), visible);
        let folder = shown(&standing.target.path);
        // Writing to a `String` cannot fail.
        let _ = write!(
            text,
            "\n{name}\n  plan      {}\n  SDK       {folder}, {}\n",
            plan(standing),
            files(standing.state)
        );
        if let Some(coverage) = standing.coverage {
            let events = number(coverage.wanted, "event");
            let _ = writeln!(text, "  sent      {} of {events}, {} %", coverage.sent, coverage.percent());
        }
        if let Some(findings) = standing.findings {
            // What counts as an event there is more than what is sent.
            let findings = Summary { events: None, ..findings };
            let _ = writeln!(text, "  checked   {findings}");
        }
    }
    text
}

/// Where the plan is, its version, and whether it is the one that was pulled.
fn plan(standing: &Standing) -> String {
    let Some(place) = &standing.place else { return "it is not said where it is".to_owned() };
    let place = visible(place);
    let known = standing.plan.as_ref().or(standing.pulled.as_ref());
    let version = known.and_then(|plan| plan.version.as_deref());
    let version = version.map_or(String::new(), |version| format!(", version {}", visible(version)));
    let what = match (&standing.pulled, &standing.plan) {
        (None, _) => "not pulled yet".to_owned(),
        (Some(_), None) if standing.is_here => return place.into_owned(),
        (Some(_), None) => "when it was pulled".to_owned(),
        (Some(pulled), Some(plan)) if pulled.content == plan.content => "as it was pulled".to_owned(),
        (Some(pulled), Some(plan)) => match &pulled.version {
            Some(before) if pulled.version != plan.version => format!("{} was pulled", visible(before)),
            _ => "changed since it was pulled".to_owned(),
        },
    };
    format!("{place}{version}, {what}")
}

fn files(state: State) -> String {
    match state {
        State::Missing => "not written yet".to_owned(),
        State::Outdated(1) => "1 file is not up to date".to_owned(),
        State::Outdated(count) => format!("{count} files are not up to date"),
        State::UpToDate => "up to date".to_owned(),
        State::Broken => "can't be written: the plan has errors".to_owned(),
        State::Unknown => "not looked at".to_owned(),
    }
}
