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
    /// The words of `raw`; none if it has no letter, digit or sign that carries meaning.
    pub(super) fn words(&self, raw: &str) -> Vec<String> {
        let characters: Vec<char> = fold(raw).chars().filter(|character| !is_ignorable(*character)).collect();
        let mut words = Vec::new();
        let mut token = Vec::new();
        for (index, character) in characters.iter().copied().enumerate() {
            let next = characters.get(index + 1).map_or(Class::Separator, |next| class(*next));
            if is_apostrophe(character) {
                let inside = token.last().is_some_and(|last| class(*last) != Class::Digit);
                if !(inside && next == Class::Letter) {
                    self.end_token(&mut token, &mut words);
                }
                continue;
            }
            match class(character) {
                Class::Letter | Class::Digit => token.push(character),
                Class::Mark if !token.is_empty() => token.push(character),
                Class::Mark | Class::Separator => {
                    let starts_word = token.is_empty();
                    self.end_token(&mut token, &mut words);
                    words.extend(self.sign(character, starts_word, next).map(str::to_owned));
                }
            }
        }
        self.end_token(&mut token, &mut words);
        words
    }

    fn sign(&self, character: char, starts_word: bool, next: Class) -> Option<&'static str> {
        if !self.signs {
            None
        } else if character == '-' {
            (starts_word && next == Class::Digit).then_some("minus")
        } else {
            meaning(character)
        }
    }

    /// Splits a run of word characters where its case changes, and adds the words.
    fn end_token(&self, token: &mut Vec<char>, words: &mut Vec<String>) {
        let mut start = 0;
        while start < token.len() {
            let end = self.end_of_word(&token[start..]) + start;
            words.push(token[start..end].iter().collect::<String>().to_lowercase());
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
        known
            .map(|word| (word, word.chars().count()))
            .filter(|(word, length)| {
                word.chars().eq(token.iter().copied().take(*length))
                    && !token.get(*length).is_some_and(|next| next.is_lowercase())
            })
            .map(|(_, length)| length)
            .max()
            .unwrap_or(0)
    }
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
        Splitter { whole_words: &[], signs: false }.words(raw).join(" ")
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
            ("iOSes AudiOS", "i oses audi os"),
        ] {
            assert_eq!(words(raw), expected, "{raw}");
        }
    }

    #[test]
    fn apostrophes_vanish_between_letters_only() {
        assert_eq!(words("don't 'quote' ʼa 5'6 a’b"), "dont quote a 5 6 ab");
    }

    #[test]
    fn users_extend_the_whole_words() {
        let own = ["tvOS".to_owned()];
        let splitter = Splitter { whole_words: &own, signs: false };
        assert_eq!(splitter.words("tvOSApp opened"), ["tvos", "app", "opened"]);
    }
}
