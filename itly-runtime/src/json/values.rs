//! How values write themselves, apart from [`Value`](crate::Value).

use super::{PropertiesWriter, WriteValue};
use crate::strings::Strings;
use crate::typed_event::WriteProperties;

/// A record is written as an object.
impl<T: WriteProperties + ?Sized> WriteValue for T {
    fn write_value(&self, out: &mut Vec<u8>) {
        out.push(b'{');
        self.write(&mut PropertiesWriter::new(out));
        out.push(b'}');
    }
}

impl WriteValue for &str {
    fn write_value(&self, out: &mut Vec<u8>) {
        (**self).write_value(out);
    }
}

impl WriteValue for bool {
    fn write_value(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if *self { b"true" } else { b"false" });
    }
}

impl WriteValue for i64 {
    fn write_value(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(itoa::Buffer::new().format(*self).as_bytes());
    }
}

impl WriteValue for u64 {
    fn write_value(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(itoa::Buffer::new().format(*self).as_bytes());
    }
}

/// The shortest decimal that reads back as the same number; `null` for one that is not finite.
impl WriteValue for f64 {
    fn write_value(&self, out: &mut Vec<u8>) {
        // Writing to a `Vec` cannot fail.
        let _ = serde_json::to_writer(out, self);
    }
}

/// `None` leaves a property out, and is `null` where a value must stand: in a list, in a map.
impl<T: WriteValue> WriteValue for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn write_value(&self, out: &mut Vec<u8>) {
        match self {
            Some(value) => value.write_value(out),
            None => out.extend_from_slice(b"null"),
        }
    }
}

impl<T: WriteValue> WriteValue for [T] {
    fn write_value(&self, out: &mut Vec<u8>) {
        write_list(out, self);
    }
}

impl<T: WriteValue> WriteValue for &[T] {
    fn write_value(&self, out: &mut Vec<u8>) {
        write_list(out, self);
    }
}

impl WriteValue for Strings<'_> {
    fn write_value(&self, out: &mut Vec<u8>) {
        match self {
            Strings::Borrowed(texts) => write_list(out, texts),
            Strings::Owned(texts) => {
                out.push(b'[');
                for (index, text) in texts.iter().enumerate() {
                    if index > 0 {
                        out.push(b',');
                    }
                    text.as_str().write_value(out);
                }
                out.push(b']');
            }
        }
    }
}

/// An object whose keys are data.
impl<K: AsRef<str>, T: WriteValue> WriteValue for &[(K, T)] {
    fn write_value(&self, out: &mut Vec<u8>) {
        out.push(b'{');
        for (index, (key, value)) in self.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            key.as_ref().write_value(out);
            out.push(b':');
            value.write_value(out);
        }
        out.push(b'}');
    }
}

fn write_list<T: WriteValue>(out: &mut Vec<u8>, items: &[T]) {
    out.push(b'[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        item.write_value(out);
    }
    out.push(b']');
}
