//! Names that generated modules need for themselves, and names whose glob import would take the prelude's from the user.

/// The functions of a generated module, those of every prelude, `main`, and the system calls of all plan formats; sorted.
const FUNCTIONS: &[&str] = &[
    "alias",
    "align_of",
    "align_of_val",
    "context",
    "drop",
    "flush",
    "flush_async",
    "flush_on_drop",
    "group",
    "identify",
    "load",
    "main",
    "page",
    "reset",
    "screen",
    "shutdown",
    "shutdown_async",
    "size_of",
    "size_of_val",
    "track",
    "track_with",
];

/// The types, traits, variants and derives of every prelude, the runtime's public types that a generated module shows, and
/// the names of the module's own calls; sorted.
const TYPES: &[&str] = &[
    "Alias",
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Checker",
    "Clone",
    "Context",
    "Copy",
    "Debug",
    "Default",
    "Destination",
    "DoubleEndedIterator",
    "Drop",
    "Environment",
    "Eq",
    "Err",
    "Error",
    "Event",
    "ExactSizeIterator",
    "Extend",
    "Flush",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Group",
    "Hash",
    "Identify",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "Itly",
    "Load",
    "Logger",
    "None",
    "Ok",
    "Option",
    "Options",
    "Ord",
    "Page",
    "PartialEq",
    "PartialOrd",
    "Plugin",
    "Properties",
    "Reset",
    "Result",
    "Screen",
    "Send",
    "Shutdown",
    "Sized",
    "Some",
    "Stats",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "Track",
    "Transport",
    "TryFrom",
    "TryInto",
    "TypedEvent",
    "Unpin",
    "ValidationOptions",
    "ValidationResponse",
    "Value",
    "Vec",
    "WriteProperties",
];

/// Whether no event's function may be called `identifier`.
pub(super) fn is_function(identifier: &str) -> bool {
    FUNCTIONS.binary_search(&identifier).is_ok()
}

/// The names that no event's function may have.
pub(super) fn functions() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().copied()
}

/// The names that no generated type may have.
pub(super) fn types() -> impl Iterator<Item = &'static str> {
    TYPES.iter().copied()
}

/// How the struct ends that carries what is required of a type. No other type's name ends so.
pub const REQUIRED_SUFFIX: &str = "RequiredProperties";

/// Whether no generated type may be called `identifier`.
pub fn is_type(identifier: &str) -> bool {
    identifier.ends_with(REQUIRED_SUFFIX) || TYPES.binary_search(&identifier).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{FUNCTIONS, TYPES};

    #[test]
    fn lists_can_be_searched() {
        assert!(FUNCTIONS.is_sorted());
        assert!(TYPES.is_sorted());
    }
}
