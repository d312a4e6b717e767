//! The page of environment variables has those that the tool and its libraries read.

use std::collections::BTreeSet;
use std::fs;

use super::{pages, root};

/// The page.
const PAGE: &str = "docs/reference/environment.md";
/// Variables that libraries of others read for us.
const OF_OTHERS: [&str; 7] =
    ["NO_COLOR", "CLICOLOR_FORCE", "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE"];
/// What the names of variables begin with that the crate `object_store` reads for us.
const OF_STORES: [&str; 2] = ["GOOGLE_", "AZURE_"];
/// Texts in the sources that look like variables and are not ours to document.
const NO_VARIABLES: [&str; 18] = [
    // The beginning of names that others choose.
    "RUDDER_",
    // Words of vendors' answers, and of naming conventions.
    "BAD_USER_INPUT",
    "GRAPHQL_VALIDATION_FAILED",
    "PERMISSION_DENIED",
    "DEEP_ARCHIVE",
    "SCREAMING_SNAKE_CASE",
    "V1_0",
    "SONG_PLAYED",
    // What cargo sets.
    "CARGO_MANIFEST_DIR",
    "CARGO_PKG_NAME",
    "CARGO_PKG_REPOSITORY",
    "CARGO_PKG_RUST_VERSION",
    "CARGO_PKG_VERSION",
    "OUT_DIR",
    // What is set for programs that are run.
    "GIT_LITERAL_PATHSPECS",
    "GIT_OPTIONAL_LOCKS",
    "GIT_TERMINAL_PROMPT",
    "LC_ALL",
];

fn is_variable(word: &str) -> bool {
    word.contains('_')
        && word.starts_with(|letter: char| letter.is_ascii_uppercase())
        && word.bytes().all(|byte| byte == b'_' || byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn is_of_others(name: &str) -> bool {
    OF_OTHERS.contains(&name) || OF_STORES.iter().any(|start| name.starts_with(start))
}

/// The names of variables that stand in the sources.
fn in_sources() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for folder in ["ampli-rs/src", "itly-runtime/src", "snowplow-analytics/src"] {
        for entry in ignore::WalkBuilder::new(root().join(folder)).build().filter_map(Result::ok) {
            let path = entry.path().to_string_lossy().replace('\\', "/");
            if !path.ends_with(".rs") || path.contains("/tests/") || path.ends_with("/tests.rs") {
                continue;
            }
            let text = fs::read_to_string(entry.path()).unwrap();
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            names.extend(text.split('"').filter(|word| is_variable(word)).map(str::to_owned));
        }
    }
    names.retain(|name| !NO_VARIABLES.contains(&name.as_str()));
    names
}

#[test]
fn every_variable_is_on_the_page_and_no_other() {
    let pages = pages();
    let page = pages.iter().find(|page| page.path == PAGE).unwrap();
    let rows = page.prose.iter().filter_map(|(_, line)| line.strip_prefix("| `")?.split(" |").next());
    let named = rows.flat_map(|cell| cell.split('`')).filter(|word| is_variable(word)).map(str::to_owned);
    let named: BTreeSet<String> = named.filter(|name| !is_of_others(name)).collect();
    // Those that the names of destinations and variables of a plan are a part of.
    let made: BTreeSet<String> = ["ITLY_SCREEN_PRODUCTION_KEY", "RUDDER_NAME"].map(str::to_owned).into();
    let read: BTreeSet<String> = in_sources().into_iter().filter(|name| !is_of_others(name)).collect();
    assert_eq!(
        named.difference(&read).filter(|it| !made.contains(*it)).collect::<Vec<_>>(),
        [""; 0],
        "on the page alone"
    );
    assert_eq!(read.difference(&named).collect::<Vec<_>>(), [""; 0], "in the sources alone");
}
