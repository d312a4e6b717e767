//! The page of destinations has the features of the runtime, all of them and no other.

use std::collections::BTreeSet;
use std::fs;

use super::{pages, root};

/// The page.
const PAGE: &str = "docs/reference/destinations.md";

/// The features that `Cargo.toml` has for users: others begin with `_`.
fn of_the_crate() -> BTreeSet<String> {
    let manifest = fs::read_to_string(root().join("itly-runtime/Cargo.toml")).unwrap();
    let (_, features) = manifest.split_once("[features]\n").unwrap();
    let lines = features.lines().take_while(|line| !line.starts_with('['));
    let names = lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.to_owned());
    names.filter(|name| !name.starts_with(['_', '#']) && name != "default").collect()
}

#[test]
fn every_feature_is_on_the_page_and_no_other() {
    let pages = pages();
    let page = pages.iter().find(|page| page.path == PAGE).unwrap();
    let cells = page.prose.iter().filter_map(|(_, line)| line.strip_prefix("| ")?.split(" |").next());
    let names = cells
        .map(|cell| cell.trim_start_matches('['))
        .filter_map(|cell| cell.strip_prefix('`')?.split('`').next());
    assert_eq!(names.map(str::to_owned).collect::<BTreeSet<_>>(), of_the_crate());
}
