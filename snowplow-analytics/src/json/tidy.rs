//! JSON text written anew, where a copy would not do.

use std::collections::HashMap;
use std::ops::Range;

use super::MAX_DEPTH;
use super::scan::Scanner;
use super::text::decoded;

/// Appends `raw`, which is sound JSON, without the blanks between its words, and with one member of each name: the last
/// one, at the place of the first, as in a `dict` of Python.
///
/// `None` when `raw` is no JSON; what has been written then is of no use.
pub(crate) fn tidy(raw: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let mut keys = Vec::new();
    let mut scanner = Scanner::new(raw, 0, &mut keys);
    scanner.begin()?;
    value(&mut scanner, MAX_DEPTH, out)?;
    scanner.end()
}

fn value(scanner: &mut Scanner<'_, '_>, room: usize, out: &mut Vec<u8>) -> Option<()> {
    match scanner.peek() {
        Some(b'{') => object(scanner, room, out),
        Some(b'[') => {
            out.push(b'[');
            let start = out.len();
            scanner.items(room, |scanner, room| {
                separate(start, out);
                value(scanner, room, out)
            })?;
            out.push(b']');
            Some(())
        }
        _ => {
            let start = scanner.position();
            scanner.value(room)?;
            out.extend_from_slice(scanner.bytes(start..scanner.position()));
            Some(())
        }
    }
}

fn object(scanner: &mut Scanner<'_, '_>, room: usize, out: &mut Vec<u8>) -> Option<()> {
    out.push(b'{');
    let start = out.len();
    let mut members = Members::default();
    scanner.members(room, |scanner, key, room| {
        separate(start, out);
        let name = scanner.bytes(key.range.clone());
        let begin = out.len();
        out.push(b'"');
        out.extend_from_slice(name);
        out.extend_from_slice(b"\":");
        let colon = out.len();
        value(scanner, room, out)?;
        members.add(decoded(name), begin..colon, colon..out.len());
        Some(())
    })?;
    if members.repeated {
        members.rewrite(start, out);
    }
    out.push(b'}');
    Some(())
}

fn separate(start: usize, out: &mut Vec<u8>) {
    if out.len() > start {
        out.push(b',');
    }
}

/// Where the members of an object have been written.
#[derive(Default)]
struct Members {
    places: HashMap<Vec<u8>, usize>,
    /// The name, and the value that counts.
    written: Vec<(Range<usize>, Range<usize>)>,
    repeated: bool,
}

impl Members {
    fn add(&mut self, name: Vec<u8>, key: Range<usize>, value: Range<usize>) {
        let place = *self.places.entry(name).or_insert(self.written.len());
        match self.written.get_mut(place) {
            Some((_, earlier)) => {
                *earlier = value;
                self.repeated = true;
            }
            None => self.written.push((key, value)),
        }
    }

    fn rewrite(&self, start: usize, out: &mut Vec<u8>) {
        let mut members = Vec::with_capacity(out.len() - start);
        for (key, value) in &self.written {
            separate(0, &mut members);
            members.extend_from_slice(&out[key.clone()]);
            members.extend_from_slice(&out[value.clone()]);
        }
        out.truncate(start);
        out.extend_from_slice(&members);
    }
}

#[cfg(test)]
mod tests {
    use super::tidy;

    fn tidied(raw: &str) -> String {
        let mut out = Vec::new();
        tidy(raw.as_bytes(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_last_value_stands_at_the_first_place() {
        let raw = r#"{"a":1,"b":{"x":1,"x":[2]},"\u0061":3,"c":[{"d":1,"d":2}]}"#;
        assert_eq!(tidied(raw), r#"{"a":3,"b":{"x":[2]},"c":[{"d":2}]}"#);
    }

    #[test]
    fn blanks_between_words_go_and_numbers_stay() {
        let raw = " { \"a b\" : [ 1e2 ,\r\n -0 , 123456789012345678901234567890 ] , \"c\" : \" d \\n\" } ";
        assert_eq!(tidied(raw), r#"{"a b":[1e2,-0,123456789012345678901234567890],"c":" d \n"}"#);
    }

    #[test]
    fn lone_surrogates_are_names_of_their_own() {
        let raw = r#"{"\ud800":1,"\ud801":2,"\ud800":3}"#;
        assert_eq!(tidied(raw), r#"{"\ud800":3,"\ud801":2}"#);
    }
}
