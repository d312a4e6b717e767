//! A name's words, in lower case (R1 to R4, and R8 for values).

use super::character::{Class, class, fold, is_ignorable};
use super::spell::meaning;

/// Spellings that stay one word although their case changes inside.
const WHOLE_WORDS: [&str; 6] = ["iOS", "macOS", "IPv4", "IPv6", "GraphQL", "OAuth"];

/// Splits names into words.
#[derive(Debug, Clone)]
pub(super) struct Splitter<'a> {
    /// Further spellings that stay one word.
    pub(super) whole_words: &'a [String],
    /// Whether signs that carry meaning in values become words (R8).
    pub(super) signs: bool,
}

impl Splitter<'_> {
    /// The words of `raw`, with `_` between them; empty if there is no letter, digit or sign that carries meaning.
    ///
    /// No word contains `_`: it separates words in raw names too.
    pub(super) fn words(&self, raw: &str) -> String {
        let folded = fold(raw);
        let mut characters = folded.chars().filter(|character| !is_ignorable(*character)).peekable();
        let mut words = String::with_capacity(raw.len() + 8);
        let mut token = Vec::new();
        while let Some(character) = characters.next() {
            let next = characters.peek().copied().unwrap_or(' ');
            let class = if is_apostrophe(character) { Class::Separator } else { class(character) };
            match class {
                Class::Letter | Class::Digit => token.push(character),
                Class::Mark if !token.is_empty() => token.push(character),
                _ if is_apostrophe(character) && ends_in_letter(&token) && is_letter(next) => {}
                Class::Mark | Class::Separator => {
                    let sign = self.sign(character, token.is_empty(), next);
                    self.end_token(&mut token, &mut words);
                    if let Some(sign) = sign {
                        push_word(&mut words, sign.chars());
                    }
                }
            }
        }
        self.end_token(&mut token, &mut words);
        words
    }

    fn sign(&self, character: char, starts_word: bool, next: char) -> Option<&'static str> {
        if !self.signs {
            None
        } else if character == '-' {
            (starts_word && class(next) == Class::Digit).then_some("minus")
        } else {
            meaning(character)
        }
    }

    /// Splits a run of word characters where its case changes, and adds the words.
    fn end_token(&self, token: &mut Vec<char>, words: &mut String) {
        let mut start = 0;
        while start < token.len() {
            let end = self.end_of_word(&token[start..]) + start;
            let word = &token[start..end];
            if word.iter().all(char::is_ascii) {
                push_word(words, word.iter().map(char::to_ascii_lowercase));
            } else {
                push_word(words, word.iter().collect::<String>().to_lowercase().chars());
            }
            start = end;
        }
        token.clear();
    }

    /// How many characters of `token` belong to its first word; at least one.
    fn end_of_word(&self, token: &[char]) -> usize {
        let whole = self.whole_word(token);
        if whole > 0 && token.get(whole).is_some_and(|next| next.is_uppercase()) {
            return whole;
        }
        (whole.max(1)..token.len()).find(|index| splits_before(token, *index)).unwrap_or(token.len())
    }

    /// Length of the spelling at the start of `token` that stays one word; 0 if there is none.
    fn whole_word(&self, token: &[char]) -> usize {
        let known = WHOLE_WORDS.into_iter().chain(self.whole_words.iter().map(String::as_str));
        known.filter_map(|word| length_of(word, token)).max().unwrap_or(0)
    }
}

/// The length of `word` if `token` starts with it and goes on with no small letter.
fn length_of(word: &str, token: &[char]) -> Option<usize> {
    let mut rest = token.iter();
    if word.chars().all(|character| rest.next() == Some(&character)) {
        let length = token.len() - rest.len();
        (!token.get(length).is_some_and(|next| next.is_lowercase())).then_some(length)
    } else {
        None
    }
}

fn push_word(words: &mut String, word: impl Iterator<Item = char>) {
    if !words.is_empty() {
        words.push('_');
    }
    words.extend(word);
}

fn is_letter(character: char) -> bool {
    class(character) == Class::Letter && !is_apostrophe(character)
}

fn ends_in_letter(token: &[char]) -> bool {
    token.last().is_some_and(|last| class(*last) != Class::Digit)
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{2bc}')
}

/// Whether a word starts at `index`: from lower to upper case, and before the last capital of a run that lower case
/// follows. Digits belong to what stands before them, so `max10Items` has two words and `2Pac` has one.
fn splits_before(token: &[char], index: usize) -> bool {
    if !token[index].is_uppercase() {
        return false;
    }
    let before = token[index - 1];
    if before.is_lowercase() {
        return true;
    }
    let follows = |place: usize| token.get(place).is_some_and(|character| character.is_lowercase());
    let is_plural = before.is_uppercase() && token.get(index + 1) == Some(&'s') && !follows(index + 2);
    let has_letter = token[..index].iter().any(|character| class(*character) == Class::Letter);
    has_letter && follows(index + 1) && !is_plural
}

#[cfg(test)]
mod tests {
    use super::Splitter;

    fn words(raw: &str) -> String {
        Splitter { whole_words: &[], signs: false }.words(raw).replace('_', " ")
    }

    #[test]
    fn case_splits_words() {
        for (raw, expected) in [
            ("intMax10", "int max10"),
            ("max10Items", "max10 items"),
            ("2Pac", "2pac"),
            ("user2FAEnabled", "user2fa enabled"),
            ("HTTP2Server", "http2 server"),
            ("HTTPServerError", "http server error"),
            ("userIDsMerged", "user ids merged"),
            ("URLsafe", "ur lsafe"),
            ("OAuth2Token", "oauth2 token"),
            ("useIPv6Only", "use ipv6 only"),
            ("macOSX GraphQLAPI", "macos x graphql api"),
            ("iOSes AudiOS", "i o ses audi os"),
        ] {
            assert_eq!(words(raw), expected, "{raw}");
        }
    }

    #[test]
    fn apostrophes_vanish_between_letters_only() {
        assert_eq!(words("don't 'quote' ʼa 5'6 a’b"), "dont quote a 5 6 ab");
        assert_eq!(words("a'5 5'a cʼʼd"), "a 5 5 a c d");
    }

    #[test]
    fn users_extend_the_whole_words() {
        let own = ["tvOS".to_owned()];
        let splitter = Splitter { whole_words: &own, signs: false };
        assert_eq!(splitter.words("tvOSApp opened"), "tvos_app_opened");
    }
}
