//! Names without a letter or digit are spelled character by character; in values some signs carry meaning (R7, R8).

/// The words of a name in which no word is left.
pub(super) fn spell(characters: &[char]) -> Vec<String> {
    if characters.is_empty() {
        return vec!["empty".to_owned()];
    }
    let mut words = Vec::with_capacity(characters.len());
    for character in characters {
        match ascii_name(*character) {
            Some(name) => words.extend(name.split(' ').map(str::to_owned)),
            None => words.push(format!("u{:x}", u32::from(*character))),
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
        '(' => "left parenthesis",
        ')' => "right parenthesis",
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
        '[' => "left bracket",
        '\\' => "backslash",
        ']' => "right bracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "left brace",
        '|' => "pipe",
        '}' => "right brace",
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
        assert_eq!(spell(&['🎉', '\t', ')']), ["u1f389", "u9", "right", "parenthesis"]);
        assert_eq!(spell(&[]), ["empty"]);
    }
}
