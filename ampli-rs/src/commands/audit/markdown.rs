//! For pull requests and summaries: a table of events and one of findings.

use super::rows::Page;
use crate::audit::report::Report;
use crate::markdown::{prose, text as cell};

/// The tables.
pub(super) fn text(report: &Report<'_>) -> String {
    let page = Page::new(report);
    let mut text = format!("### {}\n\n{}\n\n", page.title, cell(&page.about));
    for count in &page.counts {
        text.push_str(&format!("- {}\n", cell(count)));
    }
    text.push_str("\n| Event | Seen | Share | Invalid | First (UTC) | Last (UTC) | State |\n");
    text.push_str("| --- | --: | --: | --: | --- | --- | --- |\n");
    for event in &page.events {
        let state =
            if event.class == "valid" { event.state.to_owned() } else { format!("**{}**", event.state) };
        let cells = [&event.title, &event.count, &event.share, &event.invalid, &event.first, &event.last];
        text.push_str(&format!("| {} | {state} |\n", cells.map(|text| cell(text)).join(" | ")));
    }
    if !page.findings.is_empty() {
        text.push_str("\n| Code | Event | Finding | Senders and samples |\n| --- | --- | --- | --- |\n");
        for finding in &page.findings {
            let details: Vec<String> = finding.details.iter().map(|line| cell(line)).collect();
            let cells =
                [finding.code.to_owned(), cell(&finding.event), prose(&finding.text), details.join("<br>")];
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
    }
    text
}
