//! Names without a letter or digit are spelled character by character; in values some signs carry meaning (R7, R8).

/// The words of a name in which no word is left, with `_` between them.
pub(super) fn spell(name: &str) -> String {
    if name.is_empty() {
        return "empty".to_owned();
    }
    let mut words = String::new();
    for character in name.chars() {
        if !words.is_empty() {
            words.push('_');
        }
        match ascii_name(character) {
            Some(name) => words.push_str(name),
            None => words.push_str(&format!("u{:x}", u32::from(character))),
        }
    }
    words
}

/// The word for a sign that carries meaning in an enum value; a minus needs its neighbours and is not among them.
pub(super) fn meaning(character: char) -> Option<&'static str> {
    matches!(character, '+' | '%' | '<' | '>' | '&' | '#' | '=').then(|| ascii_name(character)).flatten()
}

fn ascii_name(character: char) -> Option<&'static str> {
    Some(match character {
        ' ' => "space",
        '!' => "exclamation",
        '"' => "quote",
        '#' => "sharp",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '\'' => "apostrophe",
        '(' => "left_parenthesis",
        ')' => "right_parenthesis",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equals",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' => "left_bracket",
        '\\' => "backslash",
        ']' => "right_bracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "left_brace",
        '|' => "pipe",
        '}' => "right_brace",
        '~' => "tilde",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{ascii_name, spell};

    #[test]
    fn every_ascii_sign_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<_> =
            (' '..='~').filter(|sign| !sign.is_ascii_alphanumeric()).map(|sign| ascii_name(sign)).collect();
        assert!(!names.contains(&None));
        assert_eq!(names.len(), 33);
    }

    #[test]
    fn other_characters_are_spelled_by_their_code_point() {
        assert_eq!(spell("🎉\t)"), "u1f389_u9_right_parenthesis");
        assert_eq!(spell(""), "empty");
    }
}
