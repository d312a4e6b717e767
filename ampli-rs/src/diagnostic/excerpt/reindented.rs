use std::ops::Range;

use super::transcript::Transcript;
use super::{Marked, contains};

/// A container with more bytes than this is not gone through; what is labelled is shown alone.
const LARGEST_CONTAINER: usize = 64 * 1024;

/// Members shown before and after a labelled one.
const NEIGHBOURS: usize = 2;

/// Most characters shown of a value that is not labelled inside.
const LONGEST_VALUE: usize = 60;

/// Columns that the frame of an excerpt, the indentation and a short key take up.
const BESIDE: usize = 24;

/// The container with a member a line, cut down to what is around the labels and to `width` columns, and
/// the labels' ranges in it.
pub(super) fn written(
    text: &str,
    container: &Range<usize>,
    marked: &[Marked<'_>],
    width: usize,
) -> (String, Vec<Range<usize>>) {
    let ranges: Vec<_> = marked.iter().map(|marked| marked.place.range.clone()).collect();
    let longest_value = width.saturating_sub(BESIDE).clamp(1, LONGEST_VALUE);
    let mut writer =
        Writer { text, longest_value, ranges: &ranges, transcript: Transcript::new(text, &ranges) };
    if container.len() > LARGEST_CONTAINER || writer.value(container.clone(), 0).is_none() {
        writer.transcript = Transcript::new(text, &ranges);
        writer.alone();
    }
    writer.transcript.finish(&ranges)
}

struct Writer<'a> {
    text: &'a str,
    longest_value: usize,
    ranges: &'a [Range<usize>],
    transcript: Transcript<'a>,
}

/// A member of an object, or an item of an array.
struct Member {
    key: Option<Range<usize>>,
    value: Range<usize>,
}

impl Member {
    fn range(&self) -> Range<usize> {
        self.key.as_ref().map_or(self.value.start, |key| key.start)..self.value.end
    }
}

impl Writer<'_> {
    /// The labelled values one below the other.
    fn alone(&mut self) {
        for (index, range) in self.ranges.iter().enumerate() {
            if index > 0 {
                self.transcript.say("\n");
            }
            self.shortened(range.clone());
        }
    }

    /// Writes a value; a member a line if something inside is labelled. `None` when it can't be read.
    fn value(&mut self, range: Range<usize>, indent: usize) -> Option<()> {
        let is_inside = |label: &Range<usize>| *label != range && contains(&range, label);
        if !self.ranges.iter().any(is_inside) {
            self.shortened(range);
            return Some(());
        }
        let (open, close) =
            if self.text.get(range.clone())?.starts_with('{') { ("{", "}") } else { ("[", "]") };
        self.transcript.reach(range.start);
        self.transcript.say(open);
        self.members(&members(self.text, &range)?, indent + 1)?;
        self.new_line(indent);
        self.transcript.say(close);
        self.transcript.reach(range.end);
        Some(())
    }

    /// Writes the labelled members and their neighbours.
    fn members(&mut self, members: &[Member], indent: usize) -> Option<()> {
        let labelled: Vec<usize> = (0..members.len())
            .filter(|index| self.ranges.iter().any(|label| contains(&members[*index].range(), label)))
            .collect();
        let is_near = |index: usize| labelled.iter().any(|other| other.abs_diff(index) <= NEIGHBOURS);
        let mut left_out = false;
        for (index, member) in members.iter().enumerate() {
            if !is_near(index) {
                if !left_out {
                    self.new_line(indent);
                    self.transcript.say("…");
                }
                left_out = true;
                continue;
            }
            left_out = false;
            self.new_line(indent);
            if let Some(key) = &member.key {
                self.shortened(key.clone());
                self.transcript.say(": ");
            }
            self.value(member.value.clone(), indent)?;
            self.transcript.say(if index + 1 < members.len() { "," } else { "" });
        }
        Some(())
    }

    /// Writes a value on one line, with an ellipsis for what is too long.
    fn shortened(&mut self, range: Range<usize>) {
        let value = self.text.get(range.clone()).unwrap_or_default();
        if value.chars().nth(self.longest_value).is_none() && !value.contains('\n') {
            return self.transcript.copy(range);
        }
        self.transcript.reach(range.start);
        match value.chars().next() {
            Some('{') => self.transcript.say("{…}"),
            Some('[') => self.transcript.say("[…]"),
            _ => {
                let length: usize = value.chars().take(self.longest_value).map(char::len_utf8).sum();
                self.transcript.copy(range.start..range.start + length);
                self.transcript.say(if value.starts_with('"') { "…\"" } else { "…" });
            }
        }
        self.transcript.reach(range.end);
    }

    fn new_line(&mut self, indent: usize) {
        self.transcript.say("\n");
        self.transcript.say(&"  ".repeat(indent));
    }
}

/// The members of the object or array at `range`; `None` if it is neither.
fn members(text: &str, range: &Range<usize>) -> Option<Vec<Member>> {
    let bytes = text.as_bytes().get(..range.end.checked_sub(1)?)?;
    let is_object = bytes.get(range.start)? == &b'{';
    let mut members = Vec::new();
    let mut at = skip_space(bytes, range.start + 1);
    while at < bytes.len() {
        let mut key = None;
        if is_object {
            let key_end = value_end(bytes, at)?;
            key = Some(at..key_end);
            at = skip_space(bytes, skip_space(bytes, key_end) + 1);
        }
        let end = value_end(bytes, at)?;
        members.push(Member { key, value: at..end });
        at = skip_space(bytes, skip_space(bytes, end) + 1);
    }
    Some(members)
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// Where the value that starts at `start` ends; `None` where no value starts.
fn value_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        match bytes.get(at) {
            Some(b'"') => at = string_end(bytes, at)?,
            Some(b'{' | b'[') => {
                depth += 1;
                at += 1;
            }
            Some(b'}' | b']') => {
                depth = depth.checked_sub(1)?;
                at += 1;
            }
            Some(b',' | b':' | b' ' | b'\t' | b'\r' | b'\n') | None if depth == 0 => {
                return (at > start).then_some(at);
            }
            Some(_) => at += 1,
            None => return None,
        }
        if depth == 0 && matches!(bytes.get(at - 1), Some(b'"' | b'}' | b']')) {
            return Some(at);
        }
    }
}

fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}
