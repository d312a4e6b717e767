//! Blocks of code on pages are read by what they are for: configurations and plans.

use ampli_rs::diagnostic::Severity;
use ampli_rs::text::PlanText;
use ampli_rs::{check, config, parse};
use serde_json::Value;

use super::page::{Block, Page};
use super::pages;

/// Languages that pages may have; a block of none of them is a mistake in spelling, or has no colours.
const LANGUAGES: [&str; 14] = [
    "rust",
    "toml",
    "json",
    "yaml",
    "console",
    "sh",
    "text",
    "python",
    "typescript",
    "kotlin",
    "sql",
    "xml",
    "diff",
    "csv",
];

fn each(languages: &[&str], look: &mut dyn FnMut(&Page, &Block)) {
    for page in &pages() {
        page.blocks
            .iter()
            .filter(|block| languages.contains(&block.language()))
            .for_each(|block| look(page, block));
    }
}

#[test]
fn every_block_says_what_it_is() {
    for page in &pages() {
        for block in &page.blocks {
            assert!(LANGUAGES.contains(&block.language()), "{}: `{}`", page.place(block.line), block.info);
        }
    }
}

#[test]
fn configurations_are_read() {
    let mut count = 0;
    each(&["toml"], &mut |page, block| {
        if let Err(failure) = config::parse("ampli.toml", &block.text) {
            panic!("{}: {failure}", page.place(block.line));
        }
        count += 1;
    });
    assert!(count > 8, "only {count} configurations");
}

#[test]
fn json_is_json_and_plans_are_sound() {
    let mut count = 0;
    each(&["json"], &mut |page, block| {
        // Manual pages show what is wrong, in pieces.
        if page.path.starts_with("docs/reference/codes/") {
            return;
        }
        let place = page.place(block.line);
        let json: Value =
            serde_json::from_str(&block.text).unwrap_or_else(|error| panic!("{place}: {error}"));
        if json.get("ampliPlan").is_none() {
            return;
        }
        let text = PlanText::single("plan.json".to_owned(), block.text.clone());
        let parsed = parse::plan(&text).unwrap_or_else(|findings| panic!("{place}: {findings:?}"));
        let findings = check::completed(parsed.findings, &parsed.plan, &check::Settings::default());
        let error = findings.iter().find(|finding| finding.severity == Severity::Error);
        assert!(error.is_none(), "{place}: {}", error.unwrap().message);
        count += 1;
    });
    assert!(count > 2, "only {count} plans");
}
