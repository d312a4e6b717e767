use super::escape::escaped;

/// JSON text to which values append themselves.
///
/// Only the values of this crate can write into it, and those of generated code by way of them: what it holds is
/// always text, and always JSON.
#[derive(Debug, Default)]
pub struct JsonText {
    text: String,
}

impl JsonText {
    /// No text yet, and no memory taken.
    pub(crate) const fn new() -> Self {
        Self { text: String::new() }
    }

    /// The text so far.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The text that was written since it was `length` bytes long.
    pub(crate) fn since(&self, length: usize) -> &str {
        self.text.get(length..).unwrap_or_default()
    }

    /// The text as it is.
    pub(crate) fn into_string(self) -> String {
        self.text
    }

    /// The length of the text in bytes.
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

    /// Appends what is JSON already, or a part of it.
    #[inline]
    pub(crate) fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    /// Appends one of the ASCII characters that structure JSON.
    #[inline]
    pub(crate) fn mark(&mut self, mark: char) {
        self.text.push(mark);
    }

    /// Appends `text` as a JSON string.
    pub(crate) fn string(&mut self, text: &str) {
        self.text.push('"');
        escaped(text, |piece| self.text.push_str(piece));
        self.text.push('"');
    }

    /// Appends the key of a member and the colon behind it.
    pub(crate) fn key(&mut self, key: &str) {
        self.text.push('"');
        escaped(key, |piece| self.text.push_str(piece));
        self.text.push_str("\":");
    }
}
