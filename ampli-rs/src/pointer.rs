//! Where something stands in the text of a plan.

use std::fmt;

use ecow::{EcoString, eco_format};

/// A JSON pointer (RFC 6901): the path from a document's root to one of its values.
///
/// Positions are kept as pointers and turned into line and column only when a message is printed. Copies share the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(EcoString);

impl Pointer {
    /// The pointer to the root of a document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer to the member `key` of the object that `self` points to.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        if key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
            return self.then(&key.replace('~', "~0").replace('/', "~1"));
        }
        self.then(key)
    }

    /// The pointer to the item `index` of the array that `self` points to.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.then(&eco_format!("{index}"))
    }

    fn then(&self, segment: &str) -> Self {
        let mut text = EcoString::with_capacity(self.0.len() + 1 + segment.len());
        text.push_str(&self.0);
        text.push('/');
        text.push_str(segment);
        Self(text)
    }

    /// A pointer from its text as RFC 6901 writes it, as in a `$ref` after `#`.
    pub fn from_text(text: &str) -> Self {
        Self(text.into())
    }

    /// The pointer as RFC 6901 writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The unescaped keys and indices from the root to the value.
    pub fn segments(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~"))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A value in one of the documents that a plan was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// Index of the document in the fetched text.
    pub document: u32,
    /// The value within the document.
    pub pointer: Pointer,
}

impl Location {
    /// The root of the document `document`.
    pub fn root(document: u32) -> Self {
        Self { document, pointer: Pointer::root() }
    }

    /// The member `key` of the object at this location.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        Self { document: self.document, pointer: self.pointer.key(key) }
    }

    /// The item `index` of the array at this location.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self { document: self.document, pointer: self.pointer.index(index) }
    }

    /// Whether this is the value at `outer` or anything in it.
    pub fn is_within(&self, outer: &Self) -> bool {
        let rest = self.pointer.as_str().strip_prefix(outer.pointer.as_str());
        self.document == outer.document && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn slashes_and_tildes_survive() {
        let pointer = Pointer::root().key("a/b").key("m~n").index(3);
        assert_eq!(pointer.as_str(), "/a~1b/m~0n/3");
        assert_eq!(pointer.segments().collect::<Vec<_>>(), ["a/b", "m~n", "3"]);
    }
}
