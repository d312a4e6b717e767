//! A command line as bash has it, up to the cursor: its words without their quotes.

/// The words of the last command in the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BashLine {
    /// The words between the program's name and the cursor.
    pub(super) before: Vec<String>,
    /// The word at the cursor, as far as it is typed.
    pub(super) current: String,
    pub(super) quote: Quote,
    /// How many bytes of the word bash leaves as they are: it replaces what is behind the last quote, `=`, `:` or `@` only.
    pub(super) kept: usize,
}

/// Whether the word at the cursor stands in a quote that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    None,
    Single,
    Double,
}

impl BashLine {
    /// Reads a line, the part of it that is typed.
    pub(super) fn read(line: &str) -> Self {
        let mut words = Words::default();
        let mut characters = line.chars();
        while let Some(character) = characters.next() {
            match (words.quote, character) {
                (Quote::Single, '\'') | (Quote::Double, '"') => words.quote = Quote::None,
                (Quote::None, '\'') => words.open(Quote::Single),
                (Quote::None, '"') => words.open(Quote::Double),
                (Quote::None, '\\') => words.escaped(characters.next()),
                (Quote::Double, '\\') => match characters.next() {
                    Some(next @ ('"' | '\\' | '$' | '`')) => words.push(next),
                    next => {
                        words.push('\\');
                        words.escaped(next);
                    }
                },
                (Quote::None, ' ' | '\t' | '\n') => words.end(),
                (Quote::None, ';' | '|' | '&' | '(' | ')') => words = Words::default(),
                (Quote::None, '=' | ':' | '@') => {
                    words.push(character);
                    words.kept = words.current.len();
                }
                (_, character) => words.push(character),
            }
        }
        let Words { mut done, current, quote, kept, .. } = words;
        // Variables may be set before the program.
        let program = done.iter().position(|word| !word.contains('=')).map_or(done.len(), |index| index + 1);
        Self { before: done.split_off(program), current, quote, kept }
    }
}

/// The words that were read so far.
struct Words {
    done: Vec<String>,
    current: String,
    /// Whether the current word is one, though it may be empty.
    is_word: bool,
    quote: Quote,
    kept: usize,
}

impl Default for Words {
    fn default() -> Self {
        Self { done: Vec::new(), current: String::new(), is_word: false, quote: Quote::None, kept: 0 }
    }
}

impl Words {
    fn push(&mut self, character: char) {
        self.current.push(character);
        self.is_word = true;
    }

    fn escaped(&mut self, character: Option<char>) {
        // A line that ends with a backslash says nothing with it yet.
        if let Some(character) = character {
            self.push(character);
        }
    }

    fn open(&mut self, quote: Quote) {
        self.quote = quote;
        self.kept = self.current.len();
        self.is_word = true;
    }

    fn end(&mut self) {
        if self.is_word {
            self.done.push(std::mem::take(&mut self.current));
        }
        (self.is_word, self.kept) = (false, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::{BashLine, Quote};

    #[track_caller]
    fn reads(line: &str, before: &[&str], current: &str, quote: Quote, kept: usize) {
        let before = before.iter().map(|word| (*word).to_owned()).collect();
        let expected = BashLine { before, current: current.to_owned(), quote, kept };
        assert_eq!(BashLine::read(line), expected, "{line}");
    }

    #[test]
    fn words_are_those_of_the_last_command() {
        reads("ampli-rs ", &[], "", Quote::None, 0);
        reads("ampli-rs  pull we", &["pull"], "we", Quote::None, 0);
        reads("A=1 B=2 ampli-rs pull we", &["pull"], "we", Quote::None, 0);
        reads("cd x && ampli-rs -C '' pull ", &["-C", "", "pull"], "", Quote::None, 0);
        reads("", &[], "", Quote::None, 0);
    }

    #[test]
    fn quotes_are_taken_off() {
        reads(r#"ampli-rs pull "web a"#, &["pull"], "web a", Quote::Double, 0);
        reads(r#"ampli-rs pull "a\"b\c"#, &["pull"], r#"a"b\c"#, Quote::Double, 0);
        reads(r"ampli-rs pull 'web \", &["pull"], r"web \", Quote::Single, 0);
        reads(r"ampli-rs pull web\ a", &["pull"], "web a", Quote::None, 0);
        reads(r"ampli-rs pull web\", &["pull"], "web", Quote::None, 0);
        reads(r#"ampli-rs pull "web app" 'i'os"#, &["pull", "web app"], "ios", Quote::None, 0);
    }

    #[test]
    fn bash_replaces_what_is_behind_a_break() {
        reads("ampli-rs diff --source=we", &["diff"], "--source=we", Quote::None, 9);
        reads("ampli-rs diff --source=\"we", &["diff"], "--source=we", Quote::Double, 9);
        reads("ampli-rs login a:b@c", &["login"], "a:b@c", Quote::None, 4);
    }
}
