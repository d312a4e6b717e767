//! Words joined to a name in PascalCase (R5). Names are in NFC again: mapping case can denormalise.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// `SongPlayed`; two digits that meet keep an underscore, so that `V1_0` is not `V10`.
pub(super) fn pascal<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for word in words {
        let mut characters = word.chars();
        let Some(first) = characters.next() else { continue };
        if first.is_numeric() && text.chars().next_back().is_some_and(char::is_numeric) {
            text.push('_');
        }
        if first.is_ascii() {
            text.push(first.to_ascii_uppercase());
        } else {
            // Title case, not upper case: `ß` becomes `Ss`.
            let mut capital = first.to_uppercase();
            text.extend(capital.next());
            text.extend(capital.flat_map(char::to_lowercase));
        }
        text.push_str(characters.as_str());
    }
    normal(text)
}

/// `text` in NFC.
pub(super) fn normal(text: String) -> String {
    if text.is_ascii() || is_nfc(&text) { text } else { text.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::pascal;

    #[test]
    fn words_are_joined() {
        assert_eq!(pascal(["song", "played"]), "SongPlayed");
        assert_eq!(pascal(["step", "1", "10"]), "Step1_10");
        assert_eq!(pascal(["i\u{307}stanbul"]), "İstanbul");
        assert_eq!(pascal(["ß"]), "Ss");
    }
}
