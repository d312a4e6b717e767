//! `SECURITY.md` names a test for each threat: each of them is there.

use std::fs;
use std::path::Path;

/// How a test is named: `tests/cli/bad_input.rs::deep_nesting`.
const MARK: &str = ".rs::";

#[test]
fn every_test_that_is_named_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = fs::read_to_string(root.join("SECURITY.md")).unwrap();
    let named: Vec<&str> = text.split('`').filter(|code| code.contains(MARK)).collect();
    assert!(named.len() > 30, "{} tests are named", named.len());
    let is_there = |code: &&str| {
        let (file, test) = code.split_once(MARK).unwrap();
        let source = fs::read_to_string(root.join(format!("{file}.rs"))).unwrap_or_default();
        source.contains(&format!("fn {test}("))
    };
    let missing: Vec<&str> = named.into_iter().filter(|code| !is_there(code)).collect();
    assert_eq!(missing, [""; 0]);
}
