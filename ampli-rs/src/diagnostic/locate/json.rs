use std::borrow::Cow;
use std::ops::Range;

use super::wanted::Wanted;

/// Deeper values are not descended into; the plans' own reader gives up long before.
const DEEPEST: usize = 512;

/// Goes through a JSON text and notes where the wanted values stand, until the text is no JSON.
///
/// What nobody asks for is skipped by counting brackets, so that ten megabytes take milliseconds.
pub(super) fn scan(text: &str, wanted: &mut Wanted) {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), at: 0, wanted };
    // A value that can't be read ends the scan; what was found before stays found.
    let _ = scanner.value(Some(Wanted::ROOT), 0);
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    wanted: &'a mut Wanted,
}

impl Scanner<'_> {
    /// Reads one value. `None` when there is none to be read.
    fn value(&mut self, node: Option<usize>, depth: usize) -> Option<Range<usize>> {
        self.skip_space();
        let start = self.at;
        match (self.peek()?, node) {
            (b'{', Some(node)) if depth < DEEPEST && self.wanted.has_children(node) => {
                self.object(node, depth)?;
            }
            (b'[', Some(node)) if depth < DEEPEST && self.wanted.has_children(node) => {
                self.array(node, depth)?;
            }
            (b'{' | b'[', _) => self.skip_container()?,
            (b'"', _) => self.skip_string()?,
            _ => self.skip_scalar()?,
        }
        let range = start..self.at;
        if let Some(node) = node {
            self.wanted.met_value(node, range.clone());
        }
        Some(range)
    }

    fn object(&mut self, node: usize, depth: usize) -> Option<()> {
        let start = self.at;
        let mut met = Vec::new();
        self.at += 1;
        self.skip_space();
        if !self.take(b'}') {
            loop {
                self.skip_space();
                let key = self.string()?;
                let child = self.wanted.child(node, &unescaped(self.text.get(key.clone())?));
                if let Some(child) = child {
                    self.wanted.met_key(child, key);
                    met.push(child);
                }
                self.skip_space();
                self.expect(b':')?;
                self.value(child, depth + 1)?;
                self.skip_space();
                if self.take(b'}') {
                    break;
                }
                self.expect(b',')?;
            }
        }
        self.note_container(&met, start);
        Some(())
    }

    fn array(&mut self, node: usize, depth: usize) -> Option<()> {
        let start = self.at;
        let items = self.wanted.items(node);
        let mut met = Vec::new();
        self.at += 1;
        self.skip_space();
        if !self.take(b']') {
            for index in 0.. {
                let child = items.get(&index).copied();
                met.extend(child);
                self.value(child, depth + 1)?;
                self.skip_space();
                if self.take(b']') {
                    break;
                }
                self.expect(b',')?;
            }
        }
        self.note_container(&met, start);
        Some(())
    }

    fn note_container(&mut self, met: &[usize], start: usize) {
        let range = start..self.at;
        for child in met {
            self.wanted.met_container(*child, &range);
        }
    }

    fn string(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        if self.peek()? != b'"' {
            return None;
        }
        self.skip_string()?;
        Some(start..self.at)
    }

    fn skip_string(&mut self) -> Option<()> {
        self.at = string_end(self.bytes, self.at)?;
        Some(())
    }

    fn skip_container(&mut self) -> Option<()> {
        self.at = container_end(self.bytes, self.at)?;
        Some(())
    }

    fn skip_scalar(&mut self) -> Option<()> {
        let rest = self.bytes.get(self.at..)?;
        let end = rest
            .iter()
            .position(|byte| matches!(byte, b',' | b'}' | b']' | b':' | b' ' | b'\t' | b'\n' | b'\r'));
        let length = end.unwrap_or(rest.len());
        self.at += length;
        (length > 0).then_some(())
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.take(byte).then_some(())
    }
}

/// Where the string that starts at `at` ends.
fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += 1;
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 1,
            _ => {}
        }
    }
}

/// Where the object or array that starts at `at` ends. This loop sees nearly every byte of a plan.
fn container_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    loop {
        match bytes.get(at)? {
            b'"' => {
                at = string_end(bytes, at)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 1 => return Some(at + 1),
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
}

/// The text that a JSON string literal stands for; the literal itself if it is none.
fn unescaped(literal: &str) -> Cow<'_, str> {
    let inner = literal.get(1..literal.len().saturating_sub(1)).unwrap_or_default();
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    serde_json::from_str::<String>(literal).map_or(Cow::Borrowed(inner), Cow::Owned)
}
