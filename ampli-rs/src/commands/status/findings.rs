//! What is worth a finding: for code scanning, for annotations, and for people where the report has no line for it.

use super::super::codes::{
    DEPRECATED_EVENT_SENT, DETACHED_FILE, EVENT_OUTSIDE_PROGRAM, MISSED_EVENT, UNREADABLE_SOURCE,
    UNTYPED_EVENT,
};
use super::super::report::Findings;
use super::coverage::{EventStatus, SourceStatus, State, Status, Untyped};
use super::place::Files;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Levels, Part, Severity};
use crate::plan::Deprecation;
use crate::pointer::Location;
use crate::text::{Document, PlanText};
use crate::usage::{SiteKind, Usage};

/// All findings, by what they point into.
pub(super) struct All {
    /// Plans, and what is said of their events.
    plans: Vec<(PlanText, Diagnostics)>,
    /// The program's files with the places of events.
    places: (PlanText, Diagnostics),
    /// Files that can't be read, or are part of no crate.
    files: (PlanText, Diagnostics),
    events: usize,
}

/// The findings of a run.
pub(super) fn of(status: &Status, usage: &Usage, levels: &Levels, files: &Files<'_>) -> All {
    let plans = status.sources.iter().map(|source| (source.text.clone(), levels.apply(of_plan(source))));
    let places = levels.apply(of_places(status));
    let (texts, about_files) = of_files(usage, files);
    All {
        plans: plans.collect(),
        places: (files.text.clone(), places),
        files: (texts, levels.apply(about_files)),
        events: status.sources.iter().map(|source| source.coverage.wanted).sum(),
    }
}

impl All {
    /// Everything, for programs.
    pub(super) fn everything(&self) -> Findings {
        let mut all = Findings::of_events(self.events);
        for (text, findings) in self.plans.iter().chain([&self.places, &self.files]) {
            all.add(text.clone(), findings.clone(), None);
        }
        all
    }

    /// What the report for people has no line for.
    pub(super) fn about_files(&self) -> Findings {
        let mut all = Findings::default();
        let (text, findings) = &self.files;
        all.add(text.clone(), findings.clone(), None);
        all
    }

    /// Whether the user has made errors of some.
    pub(super) fn has_errors(&self) -> bool {
        let all = self.plans.iter().chain([&self.places, &self.files]);
        all.into_iter().any(|(_, findings)| findings.count(Severity::Error) > 0)
    }
}

/// Events that the program does not send.
fn of_plan(source: &SourceStatus) -> Diagnostics {
    let mut findings = Diagnostics::new();
    for event in source.events.iter().filter(|event| event.is_wanted || event.is_allowed) {
        let title = event.event.title();
        let elsewhere = match event.state {
            State::Sent => continue,
            State::Missed => {
                let finding = Diagnostic::new(
                    &MISSED_EVENT,
                    format!("`{title}` is sent nowhere in `{}`", source.source),
                )
                .at(&event.event.location, "planned here")
                .help(format!("call `{}`, or allow it under `[check.allow]`", function(event)));
                findings.push(finding.of_event(title));
                continue;
            }
            State::Examples => "in examples",
            State::Tests => "in tests",
            State::Disabled => "in code that is never built",
        };
        let message = format!("`{title}` is sent only {elsewhere} of `{}`", source.source);
        let finding = Diagnostic::new(&EVENT_OUTSIDE_PROGRAM, message)
            .at(&event.event.location, "planned here")
            .help(format!("call `{}` in the program too", function(event)));
        findings.push(finding.of_event(title));
    }
    findings
}

fn function(event: &EventStatus) -> &str {
    event.event.names.functions.first().map_or("track", String::as_str)
}

/// Places that send what should not be sent, or not so.
fn of_places(status: &Status) -> Diagnostics {
    let mut findings = Diagnostics::new();
    let deprecated = status.sources.iter().flat_map(|source| &source.events);
    for event in deprecated {
        let Some(deprecation) = &event.event.deprecation else { continue };
        for place in event.places.iter().filter(|place| place.kind != SiteKind::Kept) {
            let title = event.event.title();
            let finding =
                Diagnostic::new(&DEPRECATED_EVENT_SENT, format!("`{title}` is deprecated, and is sent here"));
            let part = Part::Range(place.range.0, place.range.1);
            let finding = finding.label(&Location::root(place.document), part, "").help(instead(deprecation));
            findings.push(finding.of_event(title));
        }
    }
    findings.extend(status.untyped.iter().map(of_untyped));
    findings
}

fn instead(deprecation: &Deprecation) -> String {
    match (&deprecation.replacement, &deprecation.note) {
        (Some(replacement), _) => format!("send `{replacement}` instead"),
        (None, Some(note)) => format!("the plan says: {note}"),
        (None, None) => "stop sending it, or ask its owner what to send instead".to_owned(),
    }
}

fn of_untyped(untyped: &Untyped) -> Diagnostic {
    let (message, help) = match &untyped.name {
        Some(name) if untyped.is_planned => (
            format!("`{name}` is sent without its generated type"),
            "call its function in the SDK, which knows its properties".to_owned(),
        ),
        Some(name) => (
            format!("`{name}` is sent, and the plan does not have it"),
            "add it to the plan, and pull again".to_owned(),
        ),
        None if untyped.is_function() => (
            "a macro makes the name of the function that is called here".to_owned(),
            "call the functions of events by their whole names, or allow the events to be missed".to_owned(),
        ),
        None => (
            "an event without a generated type is sent".to_owned(),
            "plan the events that it may be, and call their functions".to_owned(),
        ),
    };
    let place = &untyped.place;
    let part = Part::Range(place.range.0, place.range.1);
    let finding =
        Diagnostic::new(&UNTYPED_EVENT, message).label(&Location::root(place.document), part, "").help(help);
    match &untyped.name {
        Some(name) => finding.of_event(name),
        None => finding,
    }
}

/// Files that can't be read as Rust, and files that are part of no crate.
fn of_files(usage: &Usage, files: &Files<'_>) -> (PlanText, Diagnostics) {
    let mut text = PlanText::default();
    let mut findings = Diagnostics::new();
    let mut push =
        |code: &'static Code, message: String, name: String, file: (String, usize), help: String| {
            let location = Location::root(text.documents.len() as u32);
            text.documents.push(Document { name, text: file.0 });
            findings
                .push(Diagnostic::new(code, message).label(&location, Part::Offset(file.1), "").help(help));
        };
    for unreadable in &usage.unreadable {
        let name = files.shown(&unreadable.path);
        let message = format!("`{name}` is not read to its end: {}", unreadable.reason);
        let help = "events that are sent there are not found: make it compile, or name it in .ampliignore"
            .to_owned();
        push(&UNREADABLE_SOURCE, message, name, (unreadable.text.clone(), unreadable.offset), help);
    }
    for path in &usage.detached {
        let name = files.shown(path);
        let message = format!("`{name}` is part of no crate, and events that it names do not count");
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let help = format!("declare it with `mod {stem};`, or remove it");
        push(&DETACHED_FILE, message, name, (crate::usage::read_text(path).unwrap_or_default(), 0), help);
    }
    (text, findings)
}
