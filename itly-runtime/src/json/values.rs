//! How values write themselves, apart from [`Value`](crate::Value).

use super::{JsonText, NameSet, WriteValue};
use crate::strings::Strings;
use crate::typed_event::WriteProperties;

/// A record is written as an object.
impl<T: WriteProperties + ?Sized> WriteValue for T {
    fn write_value(&self, out: &mut JsonText) {
        out.object(|out| out.members(NameSet::EMPTY, |to| self.write(to)));
    }
}

impl WriteValue for &str {
    fn write_value(&self, out: &mut JsonText) {
        (**self).write_value(out);
    }
}

impl WriteValue for bool {
    fn write_value(&self, out: &mut JsonText) {
        out.raw(if *self { "true," } else { "false," });
    }
}

impl WriteValue for i64 {
    fn write_value(&self, out: &mut JsonText) {
        out.values(itoa::Buffer::new().format(*self));
    }
}

impl WriteValue for u64 {
    fn write_value(&self, out: &mut JsonText) {
        out.values(itoa::Buffer::new().format(*self));
    }
}

/// The shortest decimal that reads back as the same number; `null` for one that is not finite.
impl WriteValue for f64 {
    fn write_value(&self, out: &mut JsonText) {
        if self.is_finite() {
            out.values(zmij::Buffer::new().format_finite(*self));
        } else {
            out.raw("null,");
        }
    }
}

/// `None` leaves a property out, and is `null` where a value must stand: in a list, in a map.
impl<T: WriteValue> WriteValue for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn write_value(&self, out: &mut JsonText) {
        match self {
            Some(value) => value.write_value(out),
            None => out.raw("null,"),
        }
    }
}

impl<T: WriteValue> WriteValue for [T] {
    fn write_value(&self, out: &mut JsonText) {
        write_list(out, self);
    }
}

impl<T: WriteValue> WriteValue for &[T] {
    fn write_value(&self, out: &mut JsonText) {
        write_list(out, self);
    }
}

impl WriteValue for Strings<'_> {
    fn write_value(&self, out: &mut JsonText) {
        match self {
            Strings::Borrowed(texts) => write_list(out, texts),
            Strings::Owned(texts) => out.list(|out| texts.iter().for_each(|text| out.string(text))),
        }
    }
}

/// An object whose keys are data.
impl<K: AsRef<str>, T: WriteValue> WriteValue for &[(K, T)] {
    fn write_value(&self, out: &mut JsonText) {
        write_map(out, self);
    }
}

pub(crate) fn write_map<K: AsRef<str>, T: WriteValue>(out: &mut JsonText, members: &[(K, T)]) {
    out.object(|out| {
        for (key, value) in members {
            out.key(key.as_ref());
            value.write_value(out);
        }
    });
}

pub(crate) fn write_list<T: WriteValue>(out: &mut JsonText, items: &[T]) {
    out.list(|out| items.iter().for_each(|item| item.write_value(out)));
}
