//! Regular expressions that every text matches.

/// Whether every text matches: the expression matches the empty text and says nothing about where it stands, so that it
/// matches at the start of every text. One `^` before or one `$` after it changes nothing.
///
/// `false` also where that can't be told.
pub(crate) fn matches_everything(pattern: &str) -> bool {
    if EVERYTHING.contains(&pattern) {
        return true;
    }
    let bare = pattern.strip_prefix('^').or_else(|| pattern.strip_suffix('$')).unwrap_or(pattern);
    stands_anywhere(bare) && regex_lite::Regex::new(bare).is_ok_and(|regex| regex.is_match(""))
}

/// Usual ways to write that a whole text may be anything, line ends included.
const EVERYTHING: &[&str] = &["^[\\s\\S]*$", "^[\\S\\s]*$", "^[\\d\\D]*$", "^[\\w\\W]*$", "^(.|\\n|\\r)*$"];

/// Whether the expression is made of what means the same in every dialect, and has nothing that asks where in the text it
/// stands.
fn stands_anywhere(pattern: &str) -> bool {
    let mut characters = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('d' | 'D' | 'w' | 'W' | 's' | 'S' | 'n' | 'r' | 't') => {}
                Some(escaped) if escaped.is_ascii_punctuation() => {}
                _ => return false,
            },
            '[' if in_class => return false,
            '[' => {
                in_class = true;
                characters.next_if_eq(&'^');
            }
            ']' => in_class = false,
            '^' | '$' if !in_class => return false,
            '(' if !in_class && characters.next_if_eq(&'?').is_some() && characters.next() != Some(':') => {
                return false;
            }
            _ => {}
        }
    }
    !in_class
}

#[cfg(test)]
mod tests {
    use super::matches_everything;

    #[test]
    fn what_matches_nothing_at_all_matches_everything() {
        for pattern in [
            "",
            ".*",
            "^",
            "$",
            "^.*",
            ".*$",
            "[a-z]*",
            "(?:a|b)?",
            "a*|b",
            "^a*|b*",
            "[^a]*",
            "\\d*",
            "^[\\s\\S]*$",
            "(foo)?",
        ] {
            assert!(matches_everything(pattern), "{pattern}");
        }
    }

    #[test]
    fn what_says_something_is_left_alone() {
        for pattern in [
            "^.*$",
            "a",
            ".+",
            "^a*$",
            "\\b",
            "\\B*",
            "(?=a)",
            "(?!a)",
            "(?<n>a)?",
            "\\$",
            "a*\\",
            "(a",
            "\\1*",
            "[[:alpha:]]*",
            "^^",
            "a$|",
        ] {
            assert!(!matches_everything(pattern), "{pattern}");
        }
    }
}
