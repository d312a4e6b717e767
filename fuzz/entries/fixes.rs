//! Any text as a plan, with all changes made in it that its findings call for: it stays a plan, and what was settled is
//! settled.

use ampli_rs::amend;
use ampli_rs::check::Settings;
use ampli_rs::diagnostic::Amendment;
use ampli_rs::text::PlanText;

/// As often as `check --fix` goes through a plan.
const ROUNDS: usize = 8;

pub(crate) fn run(text: &str) {
    for name in ["plan.json", "plan.yaml"] {
        settle(PlanText::single(name.to_owned(), text.to_owned()));
    }
}

fn settle(mut text: PlanText) {
    let Ok(mut parsed) = ampli_rs::read(&text, &Settings::default()) else { return };
    for _ in 0..ROUNDS {
        let fixes: Vec<&Amendment> =
            parsed.findings.iter().flat_map(|finding| finding.amendments()).collect();
        let before = text.documents[0].text.clone();
        let amended = amend::amended(&before, &fixes);
        assert_eq!(amended.made.is_empty(), amended.text == before, "{}", amended.text);
        if amended.made.is_empty() {
            return;
        }
        text.documents[0].text = amended.text;
        let after = ampli_rs::read(&text, &Settings::default());
        let after = after.unwrap_or_else(|_| panic!("no plan any more: {}", text.documents[0].text));
        assert_eq!(after.plan.events.len(), parsed.plan.events.len(), "{}", text.documents[0].text);
        parsed = after;
    }
}
