//! Writes JSON straight into text: no document tree on the way of an event.

pub(crate) mod escape;
mod key;
mod key_set;
mod kinds;
mod text;
pub(crate) mod values;

pub use self::key::Key;
use self::key::Spelling;
pub(crate) use self::key_set::KeySet;
pub use self::text::JsonText;

/// Writes the members of one JSON object.
pub struct PropertiesWriter<'a> {
    out: &'a mut JsonText,
    watched: &'a KeySet,
    met_watched: bool,
}

impl<'a> PropertiesWriter<'a> {
    /// A writer of members that are appended to `out`, without the braces around them and with a comma behind the last.
    pub(crate) fn new(out: &'a mut JsonText) -> Self {
        Self::watching(out, KeySet::EMPTY)
    }

    /// A writer that notices whether one of the keys in `watched` is written.
    pub(crate) fn watching(out: &'a mut JsonText, watched: &'a KeySet) -> Self {
        Self { out, watched, met_watched: false }
    }

    /// Whether a watched key was written.
    pub(crate) fn met_watched(&self) -> bool {
        self.met_watched
    }

    /// Writes a property with a value that is JSON text already.
    pub(crate) fn raw_property(&mut self, key: Key<'_>, value: &str) {
        self.key(key);
        self.out.values(value);
    }

    /// Writes a property; nothing is written for an absent (`None`) value.
    pub fn property<'k, T: WriteValue + ?Sized>(&mut self, key: impl Into<Key<'k>>, value: &T) {
        if value.is_absent() {
            return;
        }
        self.key(key.into());
        value.write_value(self.out);
    }

    #[inline]
    fn key(&mut self, key: Key<'_>) {
        match key.spelling() {
            Spelling::Json(text) => self.json_key(text),
            Spelling::Name(name) => self.name(name),
        }
    }

    /// Writes a key that is JSON already.
    fn json_key(&mut self, text: &str) {
        if self.watched.contains(text) {
            self.met_watched = true;
        }
        self.out.raw(text);
    }

    fn name(&mut self, name: &str) {
        let start = self.out.len();
        self.out.key(name);
        if self.watched.contains(self.out.since(start)) {
            self.met_watched = true;
        }
    }
}

/// A value that writes itself as JSON.
pub trait WriteValue {
    /// Whether the value is absent, so that its property is left out.
    fn is_absent(&self) -> bool {
        false
    }

    /// Appends the value's JSON to `out`.
    fn write_value(&self, out: &mut JsonText);
}

impl WriteValue for str {
    fn write_value(&self, out: &mut JsonText) {
        out.string(self);
    }
}
