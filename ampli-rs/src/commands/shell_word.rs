//! Words of command lines that users are told to type.

/// `word` as a shell takes it for one word: quoted where it would be split or expanded.
pub(super) fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./:".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn what_a_shell_would_split_is_quoted() {
        for (word, expected) in
            [("backend", "backend"), ("web app", "'web app'"), ("it's", "'it'\\''s'"), ("", "''")]
        {
            assert_eq!(quoted(word), expected);
        }
    }
}
