//! Writes JSON straight into text: no document tree on the way of an event.

pub(crate) mod escape;
mod kinds;
mod name_set;
mod text;
pub(crate) mod values;

pub(crate) use self::name_set::NameSet;
pub use self::text::JsonText;

/// Writes the members of one JSON object.
///
/// Wherever a property's name is asked for, it is the wire name as JSON writes it between quotes, in the spelling of
/// `serde_json`: nearly always the name itself. In generated code it is a literal, so that at run time nothing is left to
/// be looked for in it.
pub struct PropertiesWriter<'a> {
    /// Ends with the quote before the next name.
    out: &'a mut JsonText,
    watched: &'a NameSet,
    met_watched: bool,
}

impl<'a> PropertiesWriter<'a> {
    /// Whether a watched name was written.
    pub(crate) fn met_watched(&self) -> bool {
        self.met_watched
    }

    /// Writes the property `name`; nothing is written for an absent (`None`) value.
    pub fn property<T: WriteValue + ?Sized>(&mut self, name: &str, value: &T) {
        if !value.is_absent() {
            self.name(name);
            self.value(value);
        }
    }

    /// Writes a property whose name may have any characters.
    pub(crate) fn any_property<T: WriteValue + ?Sized>(&mut self, name: &str, value: &T) {
        self.any_name(name);
        self.value(value);
    }

    /// The same with a value that is JSON text already.
    pub(crate) fn any_raw_property(&mut self, name: &str, json: &str) {
        self.any_name(name);
        self.raw_value(json);
    }

    #[inline]
    fn name(&mut self, name: &str) {
        if self.watched.may_contain(name) {
            self.look_up(name);
        }
        self.out.raw(name);
    }

    fn any_name(&mut self, name: &str) {
        let start = self.out.len();
        self.out.enclosed("", name, "");
        self.met_watched |= self.watched.contains(self.out.since(start));
    }

    #[cold]
    fn look_up(&mut self, name: &str) {
        self.met_watched |= self.watched.contains(name);
    }

    fn value<T: WriteValue + ?Sized>(&mut self, value: &T) {
        self.out.raw("\":");
        value.write_value(self.out);
        self.out.raw("\"");
    }

    fn raw_value(&mut self, json: &str) {
        self.out.joined("\":", json, ",\"");
    }
}

/// The members that `write` writes, with commas between them and no braces around them.
pub(crate) fn members(write: impl FnOnce(&mut PropertiesWriter<'_>)) -> String {
    let mut text = JsonText::new();
    text.members(NameSet::EMPTY, write);
    text.into_string()
}

impl JsonText {
    /// Appends the members that `write` writes, with commas between them and no braces around them. It notices whether a
    /// name in `watched` is among them.
    pub(crate) fn members<R>(
        &mut self,
        watched: &NameSet,
        write: impl FnOnce(&mut PropertiesWriter<'_>) -> R,
    ) -> R {
        self.raw("\"");
        let result = write(&mut PropertiesWriter { out: self, watched, met_watched: false });
        self.end_members();
        result
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
