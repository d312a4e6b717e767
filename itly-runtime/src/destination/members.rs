//! Writes JSON objects straight into the body of a batch.

use crate::json::escape::escaped;

/// The members of an object that is being written.
pub(crate) struct Members<'a> {
    body: &'a mut Vec<u8>,
    is_first: bool,
}

impl<'a> Members<'a> {
    /// Appends an object to `body` whose members are what `write` writes.
    pub(crate) fn object(body: &'a mut Vec<u8>, write: impl FnOnce(&mut Members<'_>)) {
        body.push(b'{');
        let mut members = Self { body, is_first: true };
        write(&mut members);
        members.body.push(b'}');
    }

    /// Writes a member whose value is text.
    pub(crate) fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        self.string(text);
    }

    /// Writes a member whose value is text that needs no escapes: an id, a time.
    pub(crate) fn ascii(&mut self, key: &str, text: &[u8]) {
        self.key(key);
        self.body.push(b'"');
        self.body.extend_from_slice(text);
        self.body.push(b'"');
    }

    /// Writes a member whose value is JSON already.
    pub(crate) fn raw(&mut self, key: &str, json: &str) {
        self.key(key);
        self.body.extend_from_slice(json.as_bytes());
    }

    /// Writes a member whose value is the object with the members `members`, which have no braces around them.
    pub(crate) fn members(&mut self, key: &str, members: &str) {
        self.key(key);
        self.body.push(b'{');
        self.body.extend_from_slice(members.as_bytes());
        self.body.push(b'}');
    }

    /// Writes a member whose value is an object with the members that `write` writes.
    pub(crate) fn nested(&mut self, key: &str, write: impl FnOnce(&mut Members<'_>)) {
        self.key(key);
        Members::object(self.body, write);
    }

    fn key(&mut self, key: &str) {
        if !std::mem::take(&mut self.is_first) {
            self.body.push(b',');
        }
        self.string(key);
        self.body.push(b':');
    }

    fn string(&mut self, text: &str) {
        write_string(text, self.body);
    }
}

/// Appends `text` to `body` as a JSON string.
pub(crate) fn write_string(text: &str, body: &mut Vec<u8>) {
    body.push(b'"');
    escaped(text, |piece| body.extend_from_slice(piece.as_bytes()));
    body.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::Members;

    #[test]
    fn members_are_separated_and_escaped() {
        let mut body = b"[".to_vec();
        Members::object(&mut body, |object| {
            object.text("a\"", "b\n");
            object.ascii("id", b"0-1");
            object.raw("n", "1.0");
            object.members("m", r#""x":1"#);
            object.nested("empty", |_| {});
            object.nested("o", |inner| inner.text("p", "q"));
        });
        let text = String::from_utf8(body).unwrap();
        assert_eq!(text, r#"[{"a\"":"b\n","id":"0-1","n":1.0,"m":{"x":1},"empty":{},"o":{"p":"q"}}"#);
    }
}
