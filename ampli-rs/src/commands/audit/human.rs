//! For people: the numbers, a line for each event, and below it what is to be said of it.

use anstyle::{AnsiColor, Style};

use super::super::summary::number;
use crate::audit::amounts::{grouped, percent};
use crate::audit::finding::Finding;
use crate::audit::moment;
use crate::audit::report::{EventLine, Report};
use crate::audit::summary::{Group, Seen};
use crate::diagnostic::human::Look;
use crate::diagnostic::visible;

/// Senders that are named with a finding.
const MOST_GROUPS: usize = 3;

/// The whole report.
pub(super) fn text(report: &Report<'_>, look: &Look) -> String {
    let mut text = headline(report);
    for event in &report.events {
        push_event(&mut text, event, report, look);
    }
    let others: Vec<&Finding> = report.findings.iter().filter(|finding| finding.event.is_none()).collect();
    for finding in others {
        text.push_str(&format!("  {}\n", visible(&finding.text)));
        for sample in &finding.samples {
            let reason = sample.value.as_deref().unwrap_or_default();
            text.push_str(&format!(
                "      {}:{}: {}\n",
                visible(&sample.file),
                sample.record,
                visible(reason)
            ));
        }
    }
    text
}

fn headline(report: &Report<'_>) -> String {
    let mut text = about(report) + "\n";
    for count in counts(report) {
        text.push_str(&format!("  {count}\n"));
    }
    text.push('\n');
    text
}

/// `1,000 events in 3 files, 2026-11-01 10:00 to 2026-11-07 23:59 UTC`.
pub(super) fn about(report: &Report<'_>) -> String {
    let events = report.totals.events;
    let noun = if events == 1 { "event" } else { "events" };
    let files = number(report.summary.files.len(), "file");
    format!("{} {noun} in {files}{}", grouped(events), period(&report.period))
}

/// What has become of the events: `960 valid, 96 %`.
pub(super) fn counts(report: &Report<'_>) -> Vec<String> {
    let totals = &report.totals;
    let counts = [
        ("valid", totals.valid),
        ("invalid", totals.invalid),
        ("not in the plan", totals.unplanned),
        ("of calls that the plan does not describe", totals.undescribed),
    ];
    let seen = counts.into_iter().filter(|(_, count)| *count > 0);
    let share = |count: u64| percent(count as f64 / totals.events.max(1) as f64);
    let mut told: Vec<String> =
        seen.map(|(what, count)| format!("{} {what}, {}", grouped(count), share(count))).collect();
    if totals.ignored > 0 {
        let noun = if totals.ignored == 1 { "record" } else { "records" };
        told.push(format!("{} {noun} besides that no plan could hold", grouped(totals.ignored)));
    }
    told
}

fn period(seen: &Seen) -> String {
    match (seen.first, seen.last) {
        (Some(first), Some(last)) => {
            format!(", {} to {} UTC", moment::for_people(first), moment::for_people(last))
        }
        _ => String::new(),
    }
}

fn push_event(text: &mut String, event: &EventLine<'_>, report: &Report<'_>, look: &Look) {
    let (mark, colour) = mark(event);
    let style = if look.colour { Style::new().fg_color(Some(colour.into())) } else { Style::new() };
    let title = visible(&event.title);
    text.push_str(&format!("  {style}{mark}{style:#} {title}: {}\n", saying(event, report)));
    if event.is_planned && event.seen.is_some() {
        let is_said = |finding: &&Finding| finding.code.name == "unseen-event";
        for finding in report.findings_of(event.key).filter(|finding| !is_said(finding)) {
            text.push_str(&format!("      {}{}\n", visible(&finding.text), senders(&finding.groups)));
            for sample in &finding.samples {
                text.push_str(&format!("          {}\n", shown_sample(sample)));
            }
        }
    }
}

fn mark(event: &EventLine<'_>) -> (char, AnsiColor) {
    match event.seen {
        _ if !event.is_planned => ('?', AnsiColor::Yellow),
        Some(seen) if seen.invalid > 0 => ('!', AnsiColor::Red),
        Some(seen) if seen.seen.count == 0 => ('-', AnsiColor::Red),
        Some(_) => ('+', AnsiColor::Green),
        None if event.is_wanted => ('-', AnsiColor::Red),
        None => (' ', AnsiColor::White),
    }
}

/// What is to be said of an event in a few words.
pub(super) fn saying(event: &EventLine<'_>, report: &Report<'_>) -> String {
    let Some(seen) = event.seen else {
        return if event.is_wanted { "never seen".to_owned() } else { "not seen".to_owned() };
    };
    let count = seen.seen.count;
    if count == 0 {
        return "never seen in this version".to_owned();
    }
    let mut text = match report.totals.events {
        0 => grouped(count),
        events => format!("{}, {}", grouped(count), percent(count as f64 / events as f64)),
    };
    if !event.is_planned {
        text.push_str(", not in the plan");
        text.push_str(&senders(&groups(seen.groups.sorted())));
    } else if seen.invalid > 0 {
        text.push_str(&format!(", {} invalid", grouped(seen.invalid)));
    }
    if seen.refused > 0 {
        text.push_str(&format!(", {} refused by the pipeline", grouped(seen.refused)));
    }
    text
}

fn groups(groups: Vec<(&Group, &crate::audit::summary::GroupSummary)>) -> Vec<(Group, u64)> {
    groups.into_iter().map(|(group, own)| (group.clone(), own.seen.count)).collect()
}

/// ` [shop web js-3.1 20, ios 4 and 2 more]`, those with the most events first.
fn senders(groups: &[(Group, u64)]) -> String {
    let mut named: Vec<(String, u64)> = groups
        .iter()
        .map(|(group, count)| (sender(group), *count))
        .filter(|(name, _)| !name.is_empty())
        .collect();
    if named.is_empty() {
        return String::new();
    }
    named.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    let more = named.len().saturating_sub(MOST_GROUPS);
    let shown =
        named.iter().take(MOST_GROUPS).map(|(name, count)| format!("{} {}", visible(name), grouped(*count)));
    let shown = shown.collect::<Vec<_>>().join(", ");
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!(" [{shown}{more}]")
}

/// Application, platform and library in one.
pub(super) fn sender(group: &Group) -> String {
    let parts = [&group.application, &group.platform, &group.sdk];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// `events.ndjson, record 3, id 4711: "gold"`.
pub(super) fn shown_sample(sample: &crate::audit::summary::Sample) -> String {
    let id = sample.id.as_deref().map(|id| format!(", id {}", visible(id))).unwrap_or_default();
    let value = sample.value.as_deref().map(|value| format!(": {}", visible(value))).unwrap_or_default();
    format!("{}, record {}{id}{value}", visible(&sample.file), sample.record)
}
