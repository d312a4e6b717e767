//! How long the texts are that a regular expression matches.

/// Groups within groups; deeper ones are written by machines only, and not looked at.
const DEEPEST: usize = 32;

/// The characters of a text that `pattern` matches: at least so many, and at most so many if the expression is about the whole
/// text. `None` where that can't be told: of an expression only what means the same in every dialect is understood.
pub(crate) fn of(pattern: &str) -> Option<(u64, Option<u64>)> {
    let mut reader = Reader { rest: pattern, depth: 0 };
    let found = reader.alternatives()?;
    reader.rest.is_empty().then_some((found.least, found.most.filter(|_| found.is_whole)))
}

/// The lengths of what a part matches.
#[derive(Debug, Clone, Copy)]
struct Lengths {
    least: u64,
    /// `None`: there is no end.
    most: Option<u64>,
    /// Whether it starts where the text starts, and ends where it ends.
    is_whole: bool,
}

impl Lengths {
    const fn exactly(length: u64) -> Self {
        Self { least: length, most: Some(length), is_whole: false }
    }

    fn then(self, next: Self) -> Self {
        Self {
            least: self.least.saturating_add(next.least),
            most: self.most.zip(next.most).and_then(|(own, next)| own.checked_add(next)),
            is_whole: false,
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            least: self.least.min(other.least),
            most: self.most.zip(other.most).map(|(own, other)| own.max(other)),
            is_whole: self.is_whole && other.is_whole,
        }
    }

    fn times(self, least: u64, most: Option<u64>) -> Self {
        let end = match (self.most, most) {
            (Some(0), _) | (_, Some(0)) => Some(0),
            (Some(own), Some(times)) => own.checked_mul(times),
            _ => None,
        };
        Self { least: self.least.saturating_mul(least), most: end, is_whole: false }
    }
}

struct Reader<'p> {
    rest: &'p str,
    depth: usize,
}

impl Reader<'_> {
    fn alternatives(&mut self) -> Option<Lengths> {
        let mut all = self.sequence()?;
        while self.takes("|") {
            all = all.or(self.sequence()?);
        }
        Some(all)
    }

    fn sequence(&mut self) -> Option<Lengths> {
        let starts = self.takes("^");
        let mut ends = false;
        let mut all = Lengths::exactly(0);
        while !self.rest.is_empty() && !self.rest.starts_with(['|', ')']) {
            ends = self.takes("$");
            if !ends {
                let part = self.part()?;
                all = all.then(self.repeated(part)?);
            }
        }
        Some(Lengths { is_whole: starts && ends, ..all })
    }

    fn part(&mut self) -> Option<Lengths> {
        let first = self.next()?;
        match first {
            '\\' => match self.next()? {
                'd' | 'D' | 'w' | 'W' | 's' | 'S' | 'n' | 'r' | 't' => Some(Lengths::exactly(1)),
                escaped if escaped.is_ascii_punctuation() => Some(Lengths::exactly(1)),
                _ => None,
            },
            '[' => self.class(),
            '(' => self.group(),
            '^' | '$' | '*' | '+' | '?' | '{' | '}' | ']' | ')' => None,
            _ => Some(Lengths::exactly(1)),
        }
    }

    fn class(&mut self) -> Option<Lengths> {
        self.takes("^");
        // Whether a bracket that comes first is one of the characters, dialects differ.
        if self.rest.starts_with(']') {
            return None;
        }
        loop {
            match self.next()? {
                ']' => return Some(Lengths::exactly(1)),
                // One in another, and what is done with two of them, means something in some dialects only.
                '[' | '&' | '~' => return None,
                '\\' => {
                    self.next()?;
                }
                _ => {}
            }
        }
    }

    fn group(&mut self) -> Option<Lengths> {
        if self.rest.starts_with('?') && !self.takes("?:") {
            return None;
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let found = self.alternatives()?;
        self.depth -= 1;
        self.takes(")").then_some(Lengths { is_whole: false, ..found })
    }

    /// What a part matches with the number of times behind it.
    fn repeated(&mut self, part: Lengths) -> Option<Lengths> {
        let (least, most) = if self.takes("*") {
            (0, None)
        } else if self.takes("+") {
            (1, None)
        } else if self.takes("?") {
            (0, Some(1))
        } else if self.takes("{") {
            self.times()?
        } else {
            return Some(part);
        };
        self.takes("?");
        // Two of them, one after the other, mean something in some dialects only.
        let is_followed = self.rest.starts_with(['*', '+', '?', '{']);
        (!is_followed).then(|| part.times(least, most))
    }

    /// `5}`, `5,}`, `2,5}`.
    fn times(&mut self) -> Option<(u64, Option<u64>)> {
        let (inside, rest) = self.rest.split_once('}')?;
        self.rest = rest;
        let number = |text: &str| {
            let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| text.parse().ok()).flatten()
        };
        match inside.split_once(',') {
            None => number(inside).map(|exact| (exact, Some(exact))),
            Some((least, "")) => Some((number(least)?, None)),
            Some((least, most)) => Some((number(least)?, Some(number(most)?))),
        }
    }

    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next();
        self.rest = characters.as_str();
        next
    }

    fn takes(&mut self, start: &str) -> bool {
        let rest = self.rest.strip_prefix(start);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::of;

    #[test]
    fn lengths_are_those_of_what_is_matched() {
        let exactly = |length| Some((length, Some(length)));
        assert_eq!(of("^[a-z]{5}$"), exactly(5));
        assert_eq!(of("[a-z]{5}"), Some((5, None)), "there may be more around it");
        assert_eq!(of("^[a-z]{5}"), Some((5, None)));
        assert_eq!(of("^(?:ab|cde)?\\d{2,4}\\.$"), Some((3, Some(8))));
        assert_eq!(of("^a+$"), Some((1, None)));
        assert_eq!(of("^a$|^bcd$"), Some((1, Some(3))));
        assert_eq!(of("^a|bcd$"), Some((1, None)));
        assert_eq!(of("(^a$)"), Some((1, None)));
        assert_eq!(of(""), Some((0, None)));
        assert_eq!(of("^$"), exactly(0));
        assert_eq!(of("^\u{e4}\u{1f600}$"), exactly(2));
        assert_eq!(of("^[^\\]]$"), exactly(1));
    }

    #[test]
    fn what_dialects_differ_in_is_not_told() {
        let deep = "(".repeat(40) + &")".repeat(40);
        for pattern in [
            "(?=a)",
            "(?i)a",
            "(?<n>a)",
            "\\bab",
            "\\u0041",
            "\\p{L}",
            "a{,5}",
            "a{x}",
            "a**",
            "a++",
            "[[:alpha:]]",
            "[]a]",
            "[a&&b]",
            "(a",
            "a)",
            "*",
            "\\1",
            "a{99999999999999999999}",
            "[a",
            deep.as_str(),
        ] {
            assert_eq!(of(pattern), None, "{pattern}");
        }
    }

    /// Expressions without what stands for places.
    fn patterns() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            Just("a".to_owned()),
            Just("\u{e4}".to_owned()),
            Just("[b-d]".to_owned()),
            Just("\\.".to_owned()),
            Just("[^\\]]".to_owned()),
        ];
        leaf.prop_recursive(4, 16, 3, |inner| {
            prop_oneof![
                (inner.clone(), 0_u64..3, 0_u64..3)
                    .prop_map(|(part, least, more)| format!("(?:{part}){{{least},{}}}", least + more)),
                inner.clone().prop_map(|part| format!("({part})*")),
                inner.clone().prop_map(|part| format!("(?:{part})?")),
                (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("{left}{right}")),
                (inner.clone(), inner).prop_map(|(left, right)| format!("(?:{left}|{right})")),
            ]
        })
    }

    fn matched() -> impl Strategy<Value = (String, String)> {
        patterns().prop_flat_map(|pattern| {
            let texts = proptest::string::string_regex(&pattern).expect("an expression");
            (Just(pattern), texts)
        })
    }

    proptest! {
        #[test]
        fn no_text_that_matches_is_shorter_or_longer((pattern, text) in matched()) {
            let whole = format!("^{pattern}$");
            let schema = serde_json::json!({"type": "string", "pattern": whole});
            let is_valid = jsonschema::validator_for(&schema).expect("a schema").is_valid(&text.clone().into());
            prop_assume!(is_valid);
            let (least, most) = of(&whole).expect("lengths");
            let length = text.chars().count() as u64;
            prop_assert!(least <= length && most.is_none_or(|most| length <= most), "{} {}", whole, text);
        }
    }
}
