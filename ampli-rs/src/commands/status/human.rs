//! For people: a line for each event, and below it where it is sent.

use anstyle::{AnsiColor, Style};

use super::super::summary::number;
use super::coverage::{EventStatus, SourceStatus, State, Status, Untyped};
use crate::diagnostic::human::Look;
use crate::diagnostic::visible;
use crate::usage::{Reach, SiteKind};

/// All sources, and untyped events if there are any.
pub(super) fn text(status: &Status, look: &Look) -> String {
    let mut text = String::new();
    for (index, source) in status.sources.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        text.push_str(&headline(status, source));
        for event in &source.events {
            push_event(&mut text, event, look);
        }
    }
    if !status.untyped.is_empty() {
        text.push_str("\nevents without a generated type\n");
        for untyped in &status.untyped {
            text.push_str(&format!("    {}  {}\n", untyped.place, about(untyped)));
        }
    }
    text
}

/// `backend: 3 of 4 events sent, 75 %`.
fn headline(status: &Status, source: &SourceStatus) -> String {
    let coverage = source.coverage;
    let events = number(coverage.wanted, "event");
    let asked = match status.threshold() {
        Some(percent) if !status.is_enough(source) => format!(", less than {percent} %"),
        _ => String::new(),
    };
    let name = visible(&source.source);
    format!("{name}: {} of {events} sent, {} %{asked}\n", coverage.sent, coverage.percent())
}

fn push_event(text: &mut String, event: &EventStatus, look: &Look) {
    let (mark, colour) = mark(event);
    let style = if look.colour { Style::new().fg_color(Some(colour.into())) } else { Style::new() };
    let title = visible(event.event.title());
    text.push_str(&format!("  {style}{mark}{style:#} {title}: {}\n", saying(event)));
    for place in event.best_places() {
        let how = match place.kind {
            SiteKind::Call => "",
            SiteKind::Function => "  (its function is handed on)",
            SiteKind::Value => "  (a value is handed on)",
            SiteKind::Kept => "  (a value is made)",
        };
        text.push_str(&format!("      {place}{how}\n"));
    }
}

fn mark(event: &EventStatus) -> (char, AnsiColor) {
    match event.state {
        State::Sent if event.event.deprecation.is_some() => ('!', AnsiColor::Yellow),
        State::Sent => ('+', AnsiColor::Green),
        _ if event.is_wanted => ('-', AnsiColor::Red),
        _ => (' ', AnsiColor::White),
    }
}

/// What is to be said of an event in a few words.
pub(super) fn saying(event: &EventStatus) -> String {
    let count = number(event.best_places().count(), "place");
    let state = match event.state {
        State::Sent => {
            format!("{} from {count}", if event.event.name.is_empty() { "called" } else { "sent" })
        }
        State::Examples => "only in examples".to_owned(),
        State::Tests => "only in tests".to_owned(),
        State::Disabled => "only in code that is never built".to_owned(),
        State::Missed if event.event.name.is_empty() => "not called".to_owned(),
        State::Missed if event.is_wanted => "missed".to_owned(),
        State::Missed => "not sent".to_owned(),
    };
    let remark = match (&event.event.deprecation, event.is_allowed && event.state != State::Sent) {
        (Some(_), _) => ", deprecated",
        (None, true) => ", which ampli.toml allows",
        (None, false) => "",
    };
    state + remark
}

/// What is to be said of an untyped event.
pub(super) fn about(untyped: &Untyped) -> String {
    let place = match untyped.place.reach {
        Reach::Program => "",
        Reach::Example => ", in an example",
        Reach::Test => ", in a test",
        Reach::Never => ", in code that is never built",
    };
    let what = match &untyped.name {
        Some(name) if untyped.is_planned => format!("`{}`, which has a function of its own", visible(name)),
        Some(name) => format!("`{}`, which the plan does not have", visible(name)),
        None if untyped.is_function() => "a function whose name a macro makes".to_owned(),
        None => "a name that is made at run time".to_owned(),
    };
    what + place
}
