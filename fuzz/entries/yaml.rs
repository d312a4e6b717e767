//! Any text as a plan in YAML: it is read in time, and every finding stands in it.

use super::plan;

/// What makes a text YAML, whatever follows.
const MARK: &str = "---\n";

pub(crate) fn run(text: &str) {
    plan::read_and_show(&[MARK, text].concat(), "plan.yaml");
}
