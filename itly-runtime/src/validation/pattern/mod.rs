mod ecmascript;

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use regex_lite::Regex;

/// A regular expression of the plan: a `static` of generated code, compiled when it is first needed.
///
/// JSON Schema writes patterns in the dialect of ECMAScript and looks for them anywhere in the text. What `regex-lite`
/// cannot express (look-around, back-references, `\p{…}`) holds for every text: the generator reports such a pattern
/// when it reads the plan.
pub struct Pattern {
    source: Cow<'static, str>,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The pattern that the plan writes as `source`.
    pub const fn new(source: &'static str) -> Self {
        Self { source: Cow::Borrowed(source), compiled: OnceLock::new() }
    }

    /// The same for a plan that is read when the program runs.
    pub const fn owned(source: String) -> Self {
        Self { source: Cow::Owned(source), compiled: OnceLock::new() }
    }

    /// The pattern as the plan writes it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether the pattern is found in `text`; an inexpressible one is found in every text.
    pub fn is_match(&self, text: &str) -> bool {
        match self.compiled.get_or_init(|| compile(&self.source)) {
            Some(regex) => regex.is_match(text),
            None => true,
        }
    }

    /// Whether a pattern that is written as `source` can be expressed, so that it would be checked: for generators.
    pub fn can_check(source: &str) -> bool {
        compile(source).is_some()
    }

    /// Whether the pattern can be expressed, so that it is checked at all.
    pub fn is_checked(&self) -> bool {
        self.compiled.get_or_init(|| compile(&self.source)).is_some()
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_tuple("Pattern").field(&self.source).finish()
    }
}

/// Falls back on the source as it stands, so that whatever `regex-lite` understands is checked.
fn compile(source: &str) -> Option<Regex> {
    Regex::new(&ecmascript::translated(source)).or_else(|_| Regex::new(source)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_searched_for_and_not_anchored() {
        assert!(Pattern::new("^z").is_match("zebra"));
        assert!(!Pattern::new("^z").is_match("a zebra"));
        assert!(Pattern::new("a+").is_match("xxaayy"));
        assert!(Pattern::new("").is_match(""));
    }

    #[test]
    fn the_end_is_the_end_and_not_a_line() {
        assert!(!Pattern::new("^abc$").is_match("abc\n"));
    }

    #[test]
    fn shorthands_are_those_of_ecmascript() {
        assert!(!Pattern::new(r"^\d$").is_match("২"));
        assert!(!Pattern::new(r"^\w$").is_match("é"));
        assert!(Pattern::new(r"^\s$").is_match("\u{2003}"));
        assert!(!Pattern::new(r"^\S$").is_match("\u{feff}"));
        assert!(Pattern::new(r"^[\s,]+$").is_match(" ,\u{a0}"));
        assert!(Pattern::new(r"^[^\S,]$").is_match("\u{3000}"));
        assert!(Pattern::new(r"^\cC$").is_match("\u{3}"));
    }

    #[test]
    fn set_operators_of_other_dialects_are_plain_characters() {
        assert!(Pattern::new("^[[&&~~--]+$").is_match("[&~-"));
        assert!(Pattern::new(r"^[\w-.]+$").is_match("a-b.c"));
        assert!(Pattern::new("^[a-c--]+$").is_match("b-"));
    }

    proptest::proptest! {
        #[test]
        fn whatever_regex_lite_understands_is_checked(source in r"[\[\](){}^$a-c\-&~\\swWSdc.|*+?,0-9:\PC]{0,12}") {
            let is_understood = Regex::new(&source).is_ok();
            proptest::prop_assert!(!is_understood || compile(&source).is_some());
        }
    }

    #[test]
    fn an_inexpressible_pattern_holds_for_every_text() {
        for source in ["^(?!a)", r"(a)\1", r"\p{Letter}", "(", "[z-a]"] {
            let pattern = Pattern::new(source);
            assert!(!pattern.is_checked(), "{source}");
            assert!(pattern.is_match("a"), "{source}");
        }
    }
}
