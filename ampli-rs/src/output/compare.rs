use std::path::Path;

use similar::TextDiff;

use super::Change;

/// What a run would change, as a unified diff; empty when nothing would.
///
/// Paths are shown relative to `root`, with `/`, so that the text is the same on every system.
pub fn compare(root: &Path, changes: &[Change<'_>]) -> String {
    changes.iter().map(|change| difference(root, change)).collect()
}

fn difference(root: &Path, change: &Change<'_>) -> String {
    let path = shown(root, &change.path);
    let before_name = if change.before.is_some() { format!("a/{path}") } else { "/dev/null".to_owned() };
    let after_name = if change.after.is_some() { format!("b/{path}") } else { "/dev/null".to_owned() };
    let before = change.before.as_deref().unwrap_or_default();
    let after = change.after.unwrap_or_default();
    TextDiff::from_lines(before, after).unified_diff().header(&before_name, &after_name).to_string()
}

fn shown(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let path = path.strip_prefix(".").unwrap_or(path);
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Change, compare};

    #[test]
    fn every_kind_of_change_is_shown() {
        let change = |path: &str, before: Option<&str>, after: Option<&'static str>| Change {
            path: PathBuf::from(path),
            before: before.map(str::to_owned),
            after,
        };
        let changes = [
            change("./itly/src/lib.rs", Some("a\nb\n"), Some("a\nc\n")),
            change("./itly/src/new.rs", None, Some("n\n")),
            change("./itly/src/old.rs", Some("o\n"), None),
        ];
        assert_eq!(
            compare(Path::new("."), &changes),
            "--- a/itly/src/lib.rs\n+++ b/itly/src/lib.rs\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n\
             --- /dev/null\n+++ b/itly/src/new.rs\n@@ -0,0 +1 @@\n+n\n\
             --- a/itly/src/old.rs\n+++ /dev/null\n@@ -1 +0,0 @@\n-o\n",
        );
    }
}
