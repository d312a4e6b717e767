//! What pages link to is there, and every page of the book is in its table of contents.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

use super::page::Page;
use super::{pages, root};

/// How files of the repository are linked to that are no part of the book, for a book lies elsewhere.
const REPOSITORY: &str = "https://github.com/ampli-rs/ampli-rs/blob/main/";
/// The folder of the book.
const BOOK: &str = "docs/";
/// The table of contents.
const SUMMARY: &str = "docs/SUMMARY.md";

/// The path to which `target` leads from the page `from`, from the root of the repository; `None` for one outside.
fn resolved(from: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    let folder = Path::new(from).parent()?.to_str()?;
    for part in Path::new(folder).components().chain(Path::new(target).components()) {
        match part {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::ParentDir => drop(parts.pop()?),
            _ => {}
        }
    }
    Some(parts.join("/"))
}

fn is_elsewhere(target: &str) -> bool {
    !target.starts_with(REPOSITORY)
        && ["http://", "https://", "mailto:"].iter().any(|start| target.starts_with(start))
}

/// What is wrong with the link; nothing if it leads somewhere.
fn wrong(page: &Page, target: &str, pages: &BTreeMap<&str, &Page>) -> Option<String> {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = match path.strip_prefix(REPOSITORY) {
        Some(path) => path.to_owned(),
        None if path.is_empty() => page.path.clone(),
        None => resolved(&page.path, path)?,
    };
    if page.path.starts_with(BOOK) && !target.starts_with(REPOSITORY) && !path.starts_with(BOOK) {
        return Some(format!("{path} is not in the book: link to {REPOSITORY}{path}"));
    }
    if !root().join(&path).exists() {
        return Some(format!("there is no {path}"));
    }
    let linked = pages.get(path.as_str());
    let is_known =
        anchor.is_empty() || linked.is_none_or(|page| page.anchors().iter().any(|it| it == anchor));
    (!is_known).then(|| format!("{path} has no heading #{anchor}"))
}

#[test]
fn links_lead_somewhere() {
    let pages = pages();
    let by_path: BTreeMap<&str, &Page> = pages.iter().map(|page| (page.path.as_str(), page)).collect();
    let mut mistakes = Vec::new();
    for page in &pages {
        for (line, target) in page.links().into_iter().filter(|(_, target)| !is_elsewhere(target)) {
            if let Some(mistake) = wrong(page, &target, &by_path) {
                mistakes.push(format!("{}: {target}: {mistake}", page.place(line)));
            }
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn every_page_is_in_the_table_of_contents_once() {
    let pages = pages();
    let summary = pages.iter().find(|page| page.path == SUMMARY).unwrap();
    let mut listed = BTreeSet::new();
    for (line, target) in summary.links() {
        let path = resolved(SUMMARY, &target).unwrap();
        assert!(listed.insert(path), "{}: {target} is listed twice", summary.place(line));
    }
    let there = pages.iter().map(|page| page.path.clone());
    let there: BTreeSet<String> = there.filter(|path| path.starts_with(BOOK) && path != SUMMARY).collect();
    assert_eq!(there.difference(&listed).collect::<Vec<_>>(), [""; 0], "pages that nobody finds");
    assert_eq!(listed.difference(&there).collect::<Vec<_>>(), [""; 0], "pages that are not there");
}
