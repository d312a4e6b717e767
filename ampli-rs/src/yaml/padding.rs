//! Texts in quotes whose further lines are indented less than the standard asks for. Most readers of YAML accept them, and
//! plans in use have them: such lines get spaces, which say nothing within quotes.

use std::borrow::Cow;

/// How many texts in quotes get spaces: each costs a further look at the whole file.
const MOST: usize = 64;

/// A text as it was written, with spaces at the starts of some lines.
pub(super) struct Padded<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where spaces were added, by bytes of `text`, and how many; sorted.
    spaces: Vec<(usize, usize)>,
    texts: usize,
}

impl<'t> Padded<'t> {
    /// A text without further spaces.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text: Cow::Borrowed(text), spaces: Vec::new(), texts: 0 }
    }

    /// The byte of the text as it was written that is at `byte` now.
    pub(super) fn original(&self, byte: usize) -> usize {
        let before = self.spaces.iter().take_while(|(place, _)| *place < byte);
        byte - before.map(|(place, count)| (*count).min(byte - place)).sum::<usize>()
    }

    /// The byte now of what was written at `byte`.
    fn now(&self, byte: usize) -> usize {
        self.spaces.iter().fold(byte, |now, (place, count)| if *place <= now { now + count } else { now })
    }

    /// Indents the lines of the text in quotes that was written at `byte` as far as its first quote; `false` when there is
    /// nothing to indent.
    pub(super) fn pad(&mut self, byte: usize) -> bool {
        let start = self.now(byte);
        let Some(end) = end_of_quoted(&self.text, start) else { return false };
        self.texts += 1;
        let column = start - self.text[..start].rfind('\n').map_or(0, |line| line + 1);
        let spaces = " ".repeat(column + 1);
        let lines: Vec<usize> =
            self.text[start..end].match_indices('\n').map(|(line, _)| start + line + 1).collect();
        if lines.is_empty() || self.texts > MOST {
            return false;
        }
        let mut padded = String::with_capacity(self.text.len() + lines.len() * spaces.len());
        let mut rest = 0;
        let mut added = Vec::with_capacity(lines.len());
        for line in lines {
            padded.push_str(&self.text[rest..line]);
            added.push((padded.len(), spaces.len()));
            padded.push_str(&spaces);
            rest = line;
        }
        padded.push_str(&self.text[rest..]);
        let more = added.len() * spaces.len();
        for (place, _) in self.spaces.iter_mut().filter(|(place, _)| *place > start) {
            *place += more;
        }
        self.spaces.extend(added);
        self.spaces.sort_unstable();
        self.text = Cow::Owned(padded);
        true
    }
}

/// Where the text in quotes ends that starts at `start`.
fn end_of_quoted(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let quote = rest.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((place, character)) = characters.next() {
        match character {
            '\\' if quote == '"' => _ = characters.next(),
            _ if character != quote => {}
            // A quote that is doubled stands for itself.
            '\'' if characters.peek().is_some_and(|(_, next)| *next == '\'') => _ = characters.next(),
            _ => return Some(start + place),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::Padded;

    #[test]
    fn what_is_in_quotes_is_indented_and_places_stay_known() {
        let text = "a: 'b\n''c\nd' # 'e\nf: \"g\\\"\nh\"\n";
        let mut padded = Padded::new(text);
        assert!(padded.pad(text.find('\'').unwrap()));
        assert!(padded.pad(text.find("\"g").unwrap()));
        assert_eq!(padded.text, "a: 'b\n    ''c\n    d' # 'e\nf: \"g\\\"\n    h\"\n");
        for word in ["'b", "''c", "d'", "# ", "f:", "\"g", "h\""] {
            let place = padded.text.find(word).unwrap();
            assert_eq!(padded.original(place), text.find(word).unwrap(), "{word}");
        }
        assert_eq!(padded.original(padded.text.len()), text.len());
        assert_eq!(padded.original(8), 6, "within the spaces");
    }

    #[test]
    fn what_has_no_further_line_or_no_end_is_left_alone() {
        for text in ["'a'\nb", "'a", "a", "", "\"a\\\"\n"] {
            assert!(!Padded::new(text).pad(0), "{text}");
        }
    }
}
