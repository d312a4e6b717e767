//! Patterns of a plan, looked for in many texts.

use std::iter::Peekable;
use std::str::Chars;
use std::sync::OnceLock;

use itly_runtime::Pattern;
use regex::{Regex, RegexBuilder};

/// So many bytes an automaton may grow to: plans have many patterns.
const LARGEST: usize = 1 << 18;

/// A pattern as the runtime understands it, held against texts by the crate `regex` where that means the same: it needs more
/// room, and a fraction of the time.
#[derive(Debug)]
pub(super) struct Expression {
    pattern: Pattern,
    /// Made when it is needed first.
    automaton: OnceLock<Option<Regex>>,
}

impl Expression {
    /// The pattern, if it can be held against texts here.
    pub(super) fn new(source: &str) -> Option<Self> {
        let pattern = Some(Pattern::owned(source.to_owned())).filter(Pattern::is_checked)?;
        Some(Self { pattern, automaton: OnceLock::new() })
    }

    /// The pattern as the plan writes it.
    pub(super) fn source(&self) -> &str {
        self.pattern.source()
    }

    /// Whether the pattern is found in `text`.
    pub(super) fn is_match(&self, text: &str) -> bool {
        match self.automaton.get_or_init(|| automaton(self.source())) {
            Some(automaton) => automaton.is_match(text),
            None => self.pattern.is_match(text),
        }
    }
}

fn automaton(source: &str) -> Option<Regex> {
    let source = Rewriter { from: source.chars().peekable(), to: String::new() }.rewritten()?;
    RegexBuilder::new(&source).size_limit(LARGEST).dfa_size_limit(LARGEST).build().ok()
}

/// Writes a pattern of ECMAScript in the words of `regex`, as far as that can be seen letter by letter.
///
/// What the two read differently is left alone: shorthands that know Unicode in one of them, flags, and what is an operator
/// in a class of one of them.
struct Rewriter<'s> {
    from: Peekable<Chars<'s>>,
    to: String,
}

impl Rewriter<'_> {
    fn rewritten(mut self) -> Option<String> {
        while let Some(letter) = self.from.next() {
            match letter {
                '\\' => self.escape("[", "]")?,
                '[' => self.class()?,
                '{' => self.repetition()?,
                '(' => self.group()?,
                letter => self.to.push(letter),
            }
        }
        Some(self.to)
    }

    /// What follows a backslash; `open` and `close` stand round a set of characters.
    fn escape(&mut self, open: &str, close: &str) -> Option<()> {
        match self.from.next()? {
            'd' => self.to.extend([open, "0-9", close]),
            'w' => self.to.extend([open, "0-9A-Za-z_", close]),
            letter @ ('n' | 'r' | 't') => self.to.extend(['\\', letter]),
            letter if r"\^$.|?*+()[]{}-/@:,".contains(letter) => self.to.extend(['\\', letter]),
            _ => return None,
        }
        Some(())
    }

    /// `{2}`, `{2,}` or `{2,4}`.
    fn repetition(&mut self) -> Option<()> {
        self.to.push('{');
        self.from.peek().filter(|letter| letter.is_ascii_digit())?;
        loop {
            match self.from.next()? {
                letter @ ('0'..='9' | ',') => self.to.push(letter),
                '}' => break,
                _ => return None,
            }
        }
        self.to.push('}');
        Some(())
    }

    fn group(&mut self) -> Option<()> {
        self.to.push('(');
        if self.from.next_if_eq(&'?').is_some() {
            (self.from.next()? == ':').then_some(())?;
            self.to.push_str("?:");
        }
        Some(())
    }

    /// A class, the opening bracket of which has been read.
    fn class(&mut self) -> Option<()> {
        self.to.push('[');
        self.to.extend(self.from.next_if_eq(&'^'));
        self.from.peek().filter(|letter| **letter != ']')?;
        // A letter that a range could begin with.
        let mut is_first_of_range = false;
        loop {
            let letter = self.from.next()?;
            match letter {
                ']' => break,
                '\\' => {
                    self.escape("", "")?;
                    is_first_of_range = false;
                }
                '-' if is_first_of_range && self.from.peek().is_some_and(char::is_ascii_alphanumeric) => {
                    self.to.push('-');
                    self.to.extend(self.from.next());
                    is_first_of_range = false;
                }
                '-' if self.to.ends_with(['[', '^']) || self.from.peek() == Some(&']') => {
                    self.to.push_str(r"\-");
                }
                '-' | '[' | '&' | '~' | '^' => return None,
                letter => {
                    self.to.push(letter);
                    is_first_of_range = letter.is_ascii_alphanumeric();
                }
            }
        }
        self.to.push(']');
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use itly_runtime::Pattern;
    use proptest::prelude::*;

    use super::{Expression, automaton};

    #[test]
    fn what_plans_mostly_write_is_held_against_texts_by_an_automaton() {
        for source in [
            "^[a-z]+$",
            r"^\d{4}-\d{2}$",
            r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[a-z]{2,}$",
            "^(?:low|high)$",
            r"^[\w.-]*$",
            "é",
        ] {
            assert!(automaton(source).is_some(), "{source}");
        }
    }

    #[test]
    fn what_the_two_read_differently_is_not() {
        for source in [
            r"\s", r"[\S]", r"\bx", "(?i)x", "(?=x)", "[[a]]", "[a&&b]", r"\p{L}", "[]a]", "x{,3}", "[a-z-9]",
        ] {
            assert!(automaton(source).is_none(), "{source}");
        }
    }

    #[test]
    fn what_can_not_be_expressed_is_none() {
        assert!(Expression::new("(?=x)").is_none());
    }

    proptest! {
        #[test]
        fn both_find_the_same(
            source in r"(\^|\[|\]|\(|\)|\?|\$|-|a|c|x|é|\\d|\\w|\\\.|\.|\||\*|\+|\{2\}|\{1,2\}|\{|,|\(\?:|\[\^|a-c|0-9|&|~){0,10}",
            texts in prop::collection::vec("[acxé২Ab0-9_.\\-\\^\\n ~&,]{0,6}", 8),
        ) {
            let (Some(automaton), pattern) = (automaton(&source), Pattern::owned(source.clone())) else { return Ok(()) };
            if pattern.is_checked() {
                for text in &texts {
                    prop_assert_eq!(automaton.is_match(text), pattern.is_match(text), "{} in {:?}", source, text);
                }
            }
        }
    }
}
