use super::escape::{escape, is_plain};

/// JSON text to which values append themselves.
///
/// Only the values of this crate can write into it, and those of generated code by way of them: what it holds is
/// always text, and always JSON, each value with a comma behind it. What closes a list or an object takes the last
/// comma back: that costs less than to ask before each value whether it is the first.
#[derive(Debug, Default)]
pub struct JsonText {
    text: String,
}

impl JsonText {
    /// No text yet, and no memory taken.
    pub(crate) const fn new() -> Self {
        Self { text: String::new() }
    }

    /// The values so far, with commas between them only.
    pub(crate) fn as_str(&self) -> &str {
        self.text.strip_suffix(',').unwrap_or(&self.text)
    }

    /// The same text for itself.
    pub(crate) fn into_string(mut self) -> String {
        self.end();
        self.text
    }

    /// The text that was written since it was `length` bytes long.
    pub(crate) fn since(&self, length: usize) -> &str {
        self.text.get(length..).unwrap_or_default()
    }

    /// The length of the text in bytes, with the last comma.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// How many bytes the text may have before it takes more memory.
    pub(crate) fn capacity(&self) -> usize {
        self.text.capacity()
    }

    /// Removes what was written since the text was `length` bytes long.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
    }

    /// Removes the last comma.
    pub(crate) fn end(&mut self) {
        self.remove_last(',');
    }

    /// Removes the quote before a member that has not come, and the comma before that.
    pub(crate) fn end_members(&mut self) {
        self.remove_last('"');
        self.end();
    }

    fn remove_last(&mut self, mark: char) {
        if self.text.ends_with(mark) {
            self.text.truncate(self.text.len() - 1);
        }
    }

    /// Appends what is JSON already: one value, or several with commas between them.
    #[inline]
    pub(crate) fn values(&mut self, json: &str) {
        self.text.push_str(json);
        self.text.push(',');
    }

    /// Appends a part of JSON as it is: a key with its colon, a value with its comma.
    #[inline]
    pub(crate) fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    /// Appends an object; `members` appends what is in it.
    pub(crate) fn object(&mut self, members: impl FnOnce(&mut Self)) {
        self.text.push('{');
        members(self);
        self.end();
        self.text.push_str("},");
    }

    /// Appends a list; `items` appends what is in it.
    pub(crate) fn list(&mut self, items: impl FnOnce(&mut Self)) {
        self.text.push('[');
        items(self);
        self.end();
        self.text.push_str("],");
    }

    /// Appends `json`, which is JSON already, and what is around it. Where that is constant, inlined code copies it without a
    /// call; memory is asked for once.
    #[inline(always)]
    pub(crate) fn joined(&mut self, before: &str, json: &str, after: &str) {
        self.text.reserve(before.len() + json.len() + after.len());
        self.text.push_str(before);
        self.text.push_str(json);
        self.text.push_str(after);
    }

    /// Appends `text` as it stands between the quotes of a JSON string, and what is around it.
    #[inline(always)]
    pub(crate) fn enclosed(&mut self, before: &str, text: &str, after: &str) {
        if is_plain(text.as_bytes()) {
            self.joined(before, text, after);
        } else {
            self.raw(before);
            escape(text, &mut |piece| self.raw(piece));
            self.raw(after);
        }
    }

    /// Appends `text` as a JSON string.
    pub(crate) fn string(&mut self, text: &str) {
        self.enclosed("\"", text, "\",");
    }

    /// Appends the key of a member and the colon behind it.
    pub(crate) fn key(&mut self, key: &str) {
        self.enclosed("\"", key, "\":");
    }
}
