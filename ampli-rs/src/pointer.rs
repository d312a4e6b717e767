//! Where something stands in the text of a plan.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use ecow::{EcoString, eco_format};

/// A JSON pointer (RFC 6901): the path from a document's root to one of its values.
///
/// Positions are kept as pointers and turned into line and column only when a message is printed. A pointer is one step
/// further than another one, which it shares with its neighbours: a plan has as many of them as values.
#[derive(Clone, Default)]
pub struct Pointer(Option<Arc<Step>>);

/// The last step of a pointer.
struct Step {
    outer: Pointer,
    /// The key or the index, as it is.
    segment: EcoString,
}

impl Pointer {
    /// The pointer to the root of a document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer to the member `key` of the object that `self` points to.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.then(key.into())
    }

    /// The pointer to the item `index` of the array that `self` points to.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.then(eco_format!("{index}"))
    }

    fn then(&self, segment: EcoString) -> Self {
        Self(Some(Arc::new(Step { outer: self.clone(), segment })))
    }

    /// The pointer to what is at `inner` within the value that `self` points to.
    #[must_use]
    pub fn join(&self, inner: &Self) -> Self {
        inner.segments().fold(self.clone(), |outer, segment| outer.key(segment))
    }

    /// A pointer from its text as RFC 6901 writes it, as in a `$ref` after `#`.
    pub fn from_text(text: &str) -> Self {
        let segments = text.split('/').skip(1);
        segments.fold(Self::root(), |outer, segment| {
            if segment.contains('~') {
                outer.then(segment.replace("~1", "/").replace("~0", "~").into())
            } else {
                outer.key(segment)
            }
        })
    }

    /// The key or index that it ends with; `None` for the root.
    pub fn last(&self) -> Option<&str> {
        self.0.as_ref().map(|step| &*step.segment)
    }

    /// The pointer to what has the value in it; `None` for the root.
    pub fn parent(&self) -> Option<&Self> {
        self.0.as_ref().map(|step| &step.outer)
    }

    /// The pointer itself and those to all that has the value in it, the root last.
    pub fn ancestors(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |pointer| pointer.parent())
    }

    /// The keys and indices from the root to the value.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> {
        let mut segments: Vec<&str> = self.ancestors().filter_map(Self::last).collect();
        segments.reverse();
        segments.into_iter()
    }

    /// The way from the value at `outer` to this one; `None` if this one is not in it.
    pub fn within(&self, outer: &Self) -> Option<Self> {
        let way = self.segments().skip(self.steps_from(outer)?);
        Some(way.fold(Self::root(), |way, segment| way.key(segment)))
    }

    /// Whether this is the value at `outer` or anything in it.
    pub fn is_within(&self, outer: &Self) -> bool {
        self.steps_from(outer).is_some()
    }

    /// How many segments `outer` has, if the way to this value leads through it.
    fn steps_from(&self, outer: &Self) -> Option<usize> {
        let depth = |pointer: &Self| pointer.ancestors().skip(1).count();
        let steps = depth(outer);
        let further = depth(self).checked_sub(steps)?;
        (self.ancestors().nth(further) == Some(outer)).then_some(steps)
    }
}

/// As RFC 6901 writes it.
impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in self.segments() {
            formatter.write_str("/")?;
            if segment.contains(['~', '/']) {
                formatter.write_str(&segment.replace('~', "~0").replace('/', "~1"))?;
            } else {
                formatter.write_str(segment)?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Pointer({self})")
    }
}

impl PartialEq for Pointer {
    fn eq(&self, other: &Self) -> bool {
        let (mut left, mut right) = (self, other);
        loop {
            match (&left.0, &right.0) {
                (Some(one), Some(two)) if Arc::ptr_eq(one, two) => return true,
                (Some(one), Some(two)) if one.segment == two.segment => {
                    (left, right) = (&one.outer, &two.outer);
                }
                (one, two) => return one.is_none() && two.is_none(),
            }
        }
    }
}

impl Eq for Pointer {}

impl Hash for Pointer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.ancestors().for_each(|pointer| pointer.last().hash(state));
    }
}

impl PartialOrd for Pointer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What has others in it comes before them.
impl Ord for Pointer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.segments().cmp(other.segments())
    }
}

impl Drop for Step {
    /// Goes up step by step: a pointer may have more steps than the stack has room for.
    fn drop(&mut self) {
        let mut outer = self.outer.0.take();
        while let Some(mut step) = outer.and_then(Arc::into_inner) {
            outer = step.outer.0.take();
        }
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

    /// The location itself and those of all that has the value in it, the whole document last.
    pub fn ancestors(&self) -> impl Iterator<Item = Self> + '_ {
        self.pointer.ancestors().map(|pointer| Self { document: self.document, pointer: pointer.clone() })
    }

    /// Whether this is the value at `outer` or anything in it.
    pub fn is_within(&self, outer: &Self) -> bool {
        self.document == outer.document && self.pointer.is_within(&outer.pointer)
    }
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn slashes_and_tildes_survive() {
        let pointer = Pointer::root().key("a/b").key("m~n").index(3);
        assert_eq!(pointer.to_string(), "/a~1b/m~0n/3");
        assert_eq!(pointer.segments().collect::<Vec<_>>(), ["a/b", "m~n", "3"]);
        assert_eq!(Pointer::from_text("/a~1b/m~0n/3"), pointer);
    }

    #[test]
    fn what_is_within_goes_on_from_there() {
        let outer = Pointer::from_text("/rules/0");
        let inner = Pointer::from_text("/rules/0/schema/");
        assert_eq!(inner.within(&outer), Some(Pointer::from_text("/schema/")));
        assert_eq!(outer.join(&Pointer::from_text("/schema/")), inner);
        assert_eq!(outer.within(&outer), Some(Pointer::root()));
        assert_eq!(inner.within(&Pointer::root()), Some(inner.clone()));
        for other in ["/rules/1", "/rules/00", "/rules/0/schema/deeper/still"] {
            assert_eq!(inner.within(&Pointer::from_text(other)), None, "{other}");
        }
    }

    #[test]
    fn long_pointers_need_no_stack() {
        let long = Pointer::from_text(&"/a".repeat(1_000_000));
        assert_eq!(long, long.clone());
        assert_ne!(long, long.key("b"));
        assert!(long < long.key("b"));
    }
}
