//! Two texts as plans, an older and a newer one: compared in both directions, and each with itself, which changes nothing.

use std::collections::BTreeSet;

use ampli_rs::broken::Broken;
use ampli_rs::check::Settings;
use ampli_rs::compare::{self, Programs, Side};
use ampli_rs::plan::Plan;
use ampli_rs::text::PlanText;

/// What stands between the two.
const NEXT: &str = "\n===\n";

pub(crate) fn run(text: &str) {
    let (older, newer) = text.split_once(NEXT).unwrap_or((text, text));
    let plans: Vec<_> = [older, newer].into_iter().filter_map(read).collect();
    for older in &plans {
        for newer in &plans {
            let comparison = compare::plans(side(older), side(newer), &Programs::default());
            let is_same = std::ptr::eq(older, newer);
            assert!(!is_same || comparison.changes.is_empty(), "{:?}", comparison.changes);
            assert_eq!(comparison.class().is_none(), comparison.changes.is_empty());
            let _ = compare::events(&older.0, &newer.0);
        }
    }
}

/// A plan and which of its events are broken.
fn read(text: &str) -> Option<(Plan, BTreeSet<usize>)> {
    let text = PlanText::single("plan.json".to_owned(), text.to_owned());
    let parsed = ampli_rs::read(&text, &Settings::default()).ok()?;
    let broken = Broken::new(&parsed.plan, &parsed.findings).events;
    Some((parsed.plan, broken))
}

fn side((plan, broken): &(Plan, BTreeSet<usize>)) -> Side<'_> {
    Side { plan, broken }
}
