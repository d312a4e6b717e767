//! # Expired event
//!
//! ## What it does
//!
//! Looks for events whose day of expiry is over. Expiry by version is not judged.
//!
//! ## Why it matters
//!
//! The program goes on sending what nobody collects, or collects data for longer than was agreed.
//!
//! ## Example
//!
//! ```json
//! { "name": "Seed Sown", "expires": "2020-01-31" }
//! ```
//!
//! ## What to do
//!
//! Remove the event from the plan and from the program, or agree on another day.

use super::findings::Findings;
use super::{Date, Settings};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::Plan;

pub(super) static EXPIRED_EVENT: Code = Code {
    id: "AMP0228",
    name: "expired-event",
    severity: Severity::Warning,
    source: include_str!("expired_event.rs"),
};

pub(super) fn check(plan: &Plan, settings: &Settings, findings: &mut Findings) {
    let Some(today) = settings.today else { return };
    for event in &plan.events {
        let Some(end) = event.expires.as_deref().and_then(Date::read).filter(|end| *end < today) else {
            continue;
        };
        let finding = Diagnostic::new(&EXPIRED_EVENT, format!("event `{}` expired on {end}", event.title()))
            .at(&event.location.key("expires"), "")
            .help("remove it from the plan and from the program, or agree on another day")
            .of_event(event.title());
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::allowances::Allowances;
    use crate::check::findings::Findings;
    use crate::check::{Date, Settings};
    use crate::plan::{Event, EventKind, Plan};
    use crate::pointer::Location;

    fn messages(today: Option<&str>) -> Vec<String> {
        let expires = |name: &str, expires: &str, index| {
            let mut event = Event::new(EventKind::Track, name, Location::root(0).index(index));
            event.expires = Some(expires.into());
            event
        };
        let events = vec![
            expires("A", "2030-01-01", 0),
            expires("B", "2030-01-02T00:00:00Z", 1),
            expires("C", "12", 2),
        ];
        let plan = Plan { events, ..Plan::default() };
        let settings = Settings { today: today.and_then(Date::read), ..Settings::default() };
        let mut findings = Findings::new(Allowances::default());
        check(&plan, &settings, &mut findings);
        findings.into_diagnostics().into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn an_event_lives_to_the_end_of_its_day() {
        assert!(messages(None).is_empty());
        assert!(messages(Some("2030-01-01")).is_empty());
        assert_eq!(messages(Some("2030-01-02")), ["event `A` expired on 2030-01-01"]);
        assert_eq!(messages(Some("2030-01-03")).len(), 2);
    }
}
