//! Data of others that lie beside the checkout: schemas, recordings, suites.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folder or file at `path` of the shared data. Says so and gives none where it is absent, unless it must be there.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
pub(crate) fn shared_data(path: &str) -> Option<PathBuf> {
    let place = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data")).join(path);
    if place.exists() {
        return Some(place);
    }
    assert_ne!(
        env::var("AMPLI_REQUIRE_SHARED").as_deref(),
        Ok("1"),
        "`{path}` of the shared data is not there"
    );
    println!("skipped: `{path}` of the shared data is not there");
    None
}

/// The requests that the official libraries of `language` made, one JSON object a line, recorded.
pub(crate) fn recorded_requests(language: &str) -> Option<Vec<serde_json::Value>> {
    let file = shared_data(&format!("golden-requests/golden-{language}.jsonl"))?;
    let text = fs::read_to_string(file).expect("a file of recordings");
    Some(text.lines().map(|line| serde_json::from_str(line).expect("a recorded request")).collect())
}
