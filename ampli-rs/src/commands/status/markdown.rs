//! For pull requests and summaries: one table for each source.

use super::coverage::{SourceStatus, Status};
use super::human;
use crate::markdown::{code, text as text_cell};

/// All sources, and untyped events if there are any.
pub(super) fn text(status: &Status) -> String {
    let mut parts: Vec<String> = status.sources.iter().map(of_source).collect();
    if !status.untyped.is_empty() {
        let rows = status.untyped.iter().map(|untyped| {
            format!("| {} | {} |\n", code(&untyped.place.to_string()), text_cell(&human::about(untyped)))
        });
        let head = "### Events without a generated type\n\n| Place | Event |\n| --- | --- |\n";
        parts.push(std::iter::once(head.to_owned()).chain(rows).collect());
    }
    parts.join("\n")
}

fn of_source(source: &SourceStatus) -> String {
    let coverage = source.coverage;
    let mut text = format!(
        "### {}: {} of {} events sent, {} %\n\n| Event | Status | Places |\n| --- | --- | --- |\n",
        text_cell(&source.source),
        coverage.sent,
        coverage.wanted,
        coverage.percent()
    );
    for event in &source.events {
        let places: Vec<String> = event.best_places().map(|place| code(&place.to_string())).collect();
        let status = human::saying(event);
        let status = if event.is_wanted && event.state != super::coverage::State::Sent {
            format!("**{status}**")
        } else {
            status
        };
        text.push_str(&format!(
            "| {} | {status} | {} |\n",
            text_cell(event.event.title()),
            places.join("<br>")
        ));
    }
    text
}
