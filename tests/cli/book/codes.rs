//! The reference of the codes is their manual pages.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ampli_rs::diagnostic::Code;

use super::page::anchor;
use super::renew;
use crate::broken_plans::codes;

/// The folder of the pages.
const FOLDER: &str = "docs/reference/codes";

/// The pages, by the first two digits of the codes on them.
fn by_stage() -> BTreeMap<&'static str, Vec<&'static Code>> {
    let mut stages: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut codes = codes();
    codes.sort_by_key(|code| code.id);
    codes.into_iter().for_each(|code| stages.entry(&code.id[..5]).or_default().push(code));
    stages
}

fn heading(code: &Code) -> String {
    format!("{}: {}", code.id, code.name)
}

fn severity(code: &Code) -> String {
    format!("{:?}", code.severity).to_lowercase()
}

fn title(manual: &str) -> &str {
    manual.lines().next().unwrap_or_default().trim_start_matches("# ")
}

#[test]
fn every_code_has_its_manual_in_the_book() {
    for (stage, codes) in by_stage() {
        let mut text = String::new();
        for code in codes {
            let manual = code.manual();
            let (title, body) = (title(&manual), manual.split_once('\n').map_or("", |(_, body)| body));
            let _ = write!(
                text,
                "## {}\n\n{title} ({}).\n\n{}\n\n",
                heading(code),
                severity(code),
                lowered(body).trim()
            );
        }
        renew(&format!("{FOLDER}/{stage}.md"), &text);
    }
}

/// Headings a level lower.
fn lowered(body: &str) -> String {
    let mut is_block = false;
    let mut text = String::new();
    for line in body.lines() {
        is_block ^= line.starts_with("```");
        if !is_block && line.starts_with('#') {
            text.push('#');
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[test]
fn all_codes_are_listed() {
    let mut text = String::from("| Code | Name | Severity | |\n|---|---|---|---|\n");
    for (stage, codes) in by_stage() {
        for code in codes {
            let manual = code.manual();
            let link = format!("{stage}.md#{}", anchor(&heading(code)));
            let _ = writeln!(
                text,
                "| [{}]({link}) | `{}` | {} | {} |",
                code.id,
                code.name,
                severity(code),
                title(&manual)
            );
        }
    }
    renew(&format!("{FOLDER}/README.md"), &text);
}
