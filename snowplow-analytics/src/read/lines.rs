//! Lines of bytes, which need not be text and may be of any length.

use std::io::{self, BufRead};

use memchr::memchr;

/// Goes through lines. A line is kept until the next one is asked for, and no more of it than the limit allows.
///
/// ```
/// use snowplow_analytics::{Content, Lines};
///
/// let mut lines = Lines::new(&b"one\r\ntwo \xff\nthree"[..]);
/// let mut seen = Vec::new();
/// while let Some(line) = lines.next_line()? {
///     seen.push(match line.content {
///         Content::Text(text) => format!("{}: {text}", line.number),
///         other => format!("{}: {other:?}", line.number),
///     });
/// }
/// assert_eq!(seen, ["1: one", "2: NotUtf8(4)", "3: three"]);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Lines<R> {
    input: R,
    /// The line, unless it is text.
    line: Vec<u8>,
    /// The line, if it is text. Both have one buffer in turns.
    text: String,
    /// How long the line is, kept or not.
    length: u64,
    number: u64,
    limit: usize,
    /// What is told after a line that was cut off.
    failure: Option<io::Error>,
}

/// A line, without its line feed and a carriage return before it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Line<'a> {
    /// From 1.
    pub number: u64,
    /// What stands in it.
    pub content: Content<'a>,
}

/// What stands in a line.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content<'a> {
    /// Text.
    Text(&'a str),
    /// Bytes that are no UTF-8 from this one on.
    NotUtf8(usize),
    /// More bytes than the limit, which were skipped: so many.
    TooLong(u64),
    /// The beginning of a line, after which the input failed.
    CutOff,
}

impl<R: BufRead> Lines<R> {
    /// The greatest length of a line, in bytes, unless another is set: 32 MiB.
    pub const DEFAULT_LIMIT: usize = 32 << 20;

    /// The lines of `input`.
    pub const fn new(input: R) -> Self {
        Self {
            input,
            line: Vec::new(),
            text: String::new(),
            length: 0,
            number: 0,
            limit: Self::DEFAULT_LIMIT,
            failure: None,
        }
    }

    /// Sets the greatest length of a line, in bytes.
    #[must_use]
    pub const fn limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// The next line. The last one needs no line feed.
    ///
    /// # Errors
    ///
    /// When the input fails. If it fails in the middle of a line, that line comes before, as [`Content::CutOff`].
    /// When the first line begins like one of UTF-16: none of the lines would be one.
    pub fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        if self.text.capacity() > 0 {
            self.line = std::mem::take(&mut self.text).into_bytes();
        }
        self.line.clear();
        self.length = 0;
        match self.read_line() {
            Ok(false) if self.length == 0 => return Ok(None),
            Err(failure) if self.length == 0 => return Err(failure),
            Err(failure) => self.failure = Some(failure),
            Ok(_) => {}
        }
        self.number += 1;
        if self.number == 1 && begins_like_utf_16(&self.line) {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "it is UTF-16: convert it to UTF-8"));
        }
        Ok(Some(Line { number: self.number, content: self.content() }))
    }

    /// The bytes of the line that was returned last; none if it was too long.
    pub fn bytes(&self) -> &[u8] {
        if self.text.is_empty() { &self.line } else { self.text.as_bytes() }
    }

    /// The line that was returned last, if it is text; empty if it is none.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the lines are read from.
    pub const fn input(&self) -> &R {
        &self.input
    }

    /// Reads up to and with the next line feed, which counts for the length; `false` if there is none.
    fn read_line(&mut self) -> io::Result<bool> {
        loop {
            let available = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                available => available?,
            };
            let end = memchr(b'\n', available);
            let taken = end.map_or(available.len(), |end| end + 1);
            if taken == 0 {
                return Ok(false);
            }
            self.length += taken as u64;
            if self.length <= self.limit as u64 + 1 {
                self.line.extend_from_slice(&available[..end.unwrap_or(taken)]);
            } else {
                self.line = Vec::new();
            }
            self.input.consume(taken);
            if end.is_some() {
                return Ok(true);
            }
        }
    }

    fn content(&mut self) -> Content<'_> {
        if self.failure.is_some() {
            return Content::CutOff;
        }
        if self.length > self.limit as u64 + 1 {
            return Content::TooLong(self.length);
        }
        if self.line.ends_with(b"\r") {
            self.line.pop();
        }
        match String::from_utf8(std::mem::take(&mut self.line)) {
            Ok(text) => {
                self.text = text;
                Content::Text(&self.text)
            }
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                self.line = error.into_bytes();
                Content::NotUtf8(valid)
            }
        }
    }
}

/// Whether a file begins like one of UTF-16: with its mark, or with a letter of ASCII.
fn begins_like_utf_16(start: &[u8]) -> bool {
    matches!(start, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 1..=127, ..] | [1..=127, 0, 1..=127, 0, ..])
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read};

    use proptest::prelude::*;

    use super::*;

    fn all<R: BufRead>(mut lines: Lines<R>) -> (Vec<String>, Option<String>) {
        let mut seen = Vec::new();
        loop {
            match lines.next_line() {
                Ok(Some(line)) => seen.push(format!("{} {:?}", line.number, line.content)),
                Ok(None) => return (seen, None),
                Err(error) => return (seen, Some(error.to_string())),
            }
        }
    }

    /// Gives some bytes, then fails.
    struct Failing(&'static [u8]);

    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(io::Error::other("broken")),
                length => Ok(length),
            }
        }
    }

    #[test]
    fn a_line_that_is_cut_off_is_told_before_the_failure() {
        let broken = Some("broken".to_owned());
        let lines = all(Lines::new(BufReader::new(Failing(b"one\ntw"))));
        assert_eq!(lines, (vec!["1 Text(\"one\")".to_owned(), "2 CutOff".to_owned()], broken.clone()));
        let lines = all(Lines::new(BufReader::new(Failing(b"one\n"))));
        assert_eq!(lines, (vec!["1 Text(\"one\")".to_owned()], broken));
    }

    #[test]
    fn long_lines_are_skipped_and_those_of_the_limit_are_not() {
        let input = BufReader::with_capacity(2, &b"12345\n123456\n\n1234567890\n12"[..]);
        let lines = all(Lines::new(input).limit(5));
        let expected =
            ["1 Text(\"12345\")", "2 TooLong(7)", "3 Text(\"\")", "4 TooLong(11)", "5 Text(\"12\")"];
        assert_eq!(lines.0, expected);
    }

    proptest! {
        #[test]
        fn lines_end_with_line_feeds(text in "[a\\r\\né]{0,40}", capacity in 1..9_usize) {
            let mut lines = Lines::new(BufReader::with_capacity(capacity, text.as_bytes()));
            for expected in text.split_inclusive('\n') {
                let line = lines.next_line().unwrap().unwrap();
                let expected = expected.strip_suffix('\n').unwrap_or(expected);
                prop_assert_eq!(line.content, Content::Text(expected.strip_suffix('\r').unwrap_or(expected)));
            }
            prop_assert!(lines.next_line().unwrap().is_none());
        }
    }
}
