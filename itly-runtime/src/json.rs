//! Writes JSON straight into text: no document tree on the way of an event.

pub(crate) mod escape;
mod kinds;
mod text;
pub(crate) mod values;

pub use self::text::JsonText;

use crate::name_set::NameSet;

/// Writes the members of one JSON object.
pub struct PropertiesWriter<'a> {
    out: &'a mut JsonText,
    first: bool,
    watched: Option<&'a NameSet>,
    met_watched: bool,
}

impl<'a> PropertiesWriter<'a> {
    /// A writer of members that are appended to `out`, without the braces around them.
    pub(crate) fn new(out: &'a mut JsonText) -> Self {
        Self { out, first: true, watched: None, met_watched: false }
    }

    /// A writer that notices whether one of the names in `watched` is written.
    pub(crate) fn watching(out: &'a mut JsonText, watched: &'a NameSet) -> Self {
        Self { out, first: true, watched: Some(watched), met_watched: false }
    }

    /// Whether a watched name was written.
    pub(crate) fn met_watched(&self) -> bool {
        self.met_watched
    }

    /// Writes the property `name` with a value that is JSON text already.
    pub(crate) fn raw_property(&mut self, name: &str, value: &str) {
        self.name(name);
        self.out.raw(value);
    }

    /// Writes the property `name`; nothing is written for an absent (`None`) value.
    pub fn property<T: WriteValue + ?Sized>(&mut self, name: &str, value: &T) {
        if value.is_absent() {
            return;
        }
        self.name(name);
        value.write_value(self.out);
    }

    fn name(&mut self, name: &str) {
        if self.watched.is_some_and(|watched| watched.contains(name)) {
            self.met_watched = true;
        }
        if !std::mem::take(&mut self.first) {
            self.out.mark(',');
        }
        self.out.key(name);
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
