//! How JSON values lie in lines: one a line, in an array of one a line, or over many lines.

use std::ops::Range;

use super::sound;
use super::tape::Tape;

/// What of JSON stands in a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum InLine {
    /// A bracket or a comma of the array around the values.
    Nothing,
    /// A whole value, here, which the tape has.
    Value(Range<usize>),
    /// The beginning of a value that goes on in the next line.
    Beginning,
    /// No JSON: why.
    Bad(String),
}

/// Looks at a line, which is not blank, and reads what stands in it.
pub(super) fn look(line: &str, tape: &mut Tape) -> InLine {
    let text = line.trim();
    let place = |part: &str| {
        let start = part.as_ptr().addr() - line.as_ptr().addr();
        InLine::Value(start..start + part.len())
    };
    let error = match tape.take_sound(text) {
        Ok(()) => return place(text),
        Err(error) => error,
    };
    let part = without_brackets(text);
    if part.is_empty() {
        return InLine::Nothing;
    }
    if part.len() < text.len() && tape.take_sound(part).is_ok() {
        return place(part);
    }
    // The lines of a document that people can read end where something begins, or where something follows.
    let goes_on = text.starts_with(['{', '[']) && text.ends_with(['{', '[', ',']);
    if goes_on && error.is_eof() { InLine::Beginning } else { InLine::Bad(message(&error)) }
}

/// Whether the line is a record of its own.
pub(super) fn is_record(line: &str) -> bool {
    line.starts_with('{') && line.ends_with('}') && sound::check(line).is_ok()
}

/// The values of a document, and what comes behind them that is none: in which line from 0, and why.
pub(super) fn values(document: &str) -> (Vec<Range<usize>>, Option<(u64, String)>) {
    let (mut values, mut at) = (Vec::new(), 0);
    loop {
        let is_between = |letter: char| letter.is_ascii_whitespace() || matches!(letter, ',' | ']');
        let rest = document[at..].trim_start_matches(is_between);
        at = document.len() - rest.len();
        if rest.is_empty() {
            return (values, None);
        }
        match sound::first(rest) {
            Ok(length) => {
                values.push(at..at + length);
                at += length;
            }
            Err(error) => {
                let before = memchr::memchr_iter(b'\n', &document.as_bytes()[..at]).count();
                let line = before + error.line().saturating_sub(1);
                return (values, Some((line as u64, message(&error))));
            }
        }
    }
}

/// A line of an array without what belongs to the array. Brackets of the value itself stay: it is an object.
fn without_brackets(text: &str) -> &str {
    let text = text.strip_prefix('[').unwrap_or(text).trim_start();
    let without_comma = |text| str::strip_suffix(text, ',').unwrap_or(text).trim_end();
    let text = without_comma(text);
    without_comma(text.strip_suffix(']').unwrap_or(text).trim_end())
}

/// What `serde_json` says, without the line, which is known better, and without texts of the record.
pub(super) fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or_default();
    match error.column() {
        // It is about the value as a whole.
        0 => message.to_owned(),
        column => format!("{message}, column {column}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{InLine, Tape, look, values};

    #[test]
    fn arrays_of_a_value_a_line_are_read_line_by_line() {
        let mut tape = Tape::default();
        for (line, value) in [
            (r#"{"a":[1]}"#, r#"{"a":[1]}"#),
            (r#"[{"a":[1]},"#, r#"{"a":[1]}"#),
            (r#"  {"a":[1]} ,"#, r#"{"a":[1]}"#),
            (r#"{"a":[1]}]"#, r#"{"a":[1]}"#),
            (r#"[{"a":1},{"b":2}]"#, r#"[{"a":1},{"b":2}]"#),
        ] {
            let InLine::Value(place) = look(line, &mut tape) else { panic!("{line}") };
            assert_eq!(&line[place], value);
        }
        for line in ["[", "]", "],", ","] {
            assert_eq!(look(line, &mut tape), InLine::Nothing, "{line}");
        }
        for line in ["{", "[{", r#"{"a":1,"#, r#"{"batch": ["#] {
            assert_eq!(look(line, &mut tape), InLine::Beginning, "{line}");
        }
        let endless = format!("[{}0]", "0,".repeat(1 << 22));
        assert_eq!(look(&endless, &mut tape), InLine::Bad("more values than an event has".to_owned()));
        assert_eq!(look("nonsense", &mut tape), InLine::Bad("expected ident, column 2".to_owned()));
        assert_eq!(
            look(r#"{"a":"secre"#, &mut tape),
            InLine::Bad("EOF while parsing a string, column 11".to_owned())
        );
    }

    #[test]
    fn documents_are_read_up_to_the_first_mistake() {
        let text = "{\n\"a\": 1},\n [2,\n3]\n]";
        let (found, mistake) = values(text);
        assert_eq!(
            found.iter().map(|place| &text[place.clone()]).collect::<Vec<_>>(),
            ["{\n\"a\": 1}", "[2,\n3]"]
        );
        assert_eq!(mistake, None);
        let (found, mistake) = values("{}\n{\n  x}");
        assert_eq!((found.len(), mistake), (1, Some((2, "key must be a string, column 3".to_owned()))));
    }
}
