//! The suffix that the names of an older version of an event end with.

use super::word::Splitter;

/// What the names of an older version end with: `v1_0_2`.
pub(super) fn suffix(version: &str) -> String {
    let text = Splitter { whole_words: &[], signs: false }.words(version);
    if text.is_empty() {
        "unversioned".to_owned()
    } else if text.starts_with(char::is_numeric) {
        format!("v{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::suffix;

    #[test]
    fn suffixes_are_words() {
        let suffixes = ["1.0.2", "3-0-0", "v2", "2024-01 beta", ""].map(suffix);
        assert_eq!(suffixes, ["v1_0_2", "v3_0_0", "v2", "v2024_01_beta", "unversioned"]);
    }
}
