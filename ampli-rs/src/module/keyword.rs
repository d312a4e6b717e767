//! Rust's keywords (R9). Names are kept without `r#`; only source text has it.

use std::borrow::Cow;

use unicode_ident::{is_xid_continue, is_xid_start};

/// Keywords of every edition up to 2024 that can be raw identifiers, those in reserve included, sorted.
///
/// All of them are raw in all editions, so that generated code does not depend on the user's. Contextual words (`auto`,
/// `default`, `union`, …) are plain identifiers.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The longest keyword in bytes: most names are longer, or no keyword at first sight.
const LONGEST: usize = 8;

/// Whether source text must write `identifier` with `r#`.
pub fn is_keyword(identifier: &str) -> bool {
    identifier.len() <= LONGEST && KEYWORDS.binary_search(&identifier).is_ok()
}

/// Whether not even `r#` makes `identifier` a name.
pub(crate) fn is_never_raw(identifier: &str) -> bool {
    matches!(identifier, "self" | "Self" | "super" | "crate" | "_")
}

/// `identifier` as source text writes it: keywords with `r#`.
///
/// ```
/// use ampli_rs::module::keyword::source;
///
/// assert_eq!(source("type"), "r#type");
/// assert_eq!(source("song_played"), "song_played");
/// ```
pub fn source(identifier: &str) -> Cow<'_, str> {
    if is_keyword(identifier) { Cow::Owned(format!("r#{identifier}")) } else { Cow::Borrowed(identifier) }
}

/// Whether `text` can be used as a name in Rust, where needed as raw identifier.
pub fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|first| is_xid_start(first) || first == '_')
        && characters.all(is_xid_continue)
        && !is_never_raw(text)
}

#[cfg(test)]
mod tests {
    use super::{KEYWORDS, LONGEST, is_identifier, is_keyword, source};

    #[test]
    fn keywords_can_be_found() {
        assert!(KEYWORDS.is_sorted());
        assert_eq!(KEYWORDS.iter().map(|keyword| keyword.len()).max(), Some(LONGEST));
        assert!(KEYWORDS.iter().all(|keyword| is_keyword(keyword) && is_identifier(keyword)));
        for contextual in ["auto", "default", "macro_rules", "raw", "safe", "union", "Type"] {
            assert_eq!(source(contextual), contextual);
        }
    }

    #[test]
    fn some_words_are_never_names() {
        for text in ["self", "Self", "super", "crate", "_", "", "1a", "a b", "a·"] {
            assert_eq!(is_identifier(text), text == "a·", "{text}");
        }
    }
}
