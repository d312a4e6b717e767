//! The vectors beside the repository: lines and answers of the five official SDKs.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The folder, or `None` with a note where it is not there.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/enriched");
    if folder.is_dir() {
        return Some(folder);
    }
    assert_ne!(
        std::env::var("AMPLI_REQUIRE_SHARED").as_deref(),
        Ok("1"),
        "{} is not there",
        folder.display()
    );
    println!("skipped: {} is not there", folder.display());
    None
}

/// A line, without its line feed.
pub(crate) fn line(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    text.strip_suffix('\n').unwrap_or(&text).to_owned()
}

/// A JSON document.
pub(crate) fn json(file: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}
