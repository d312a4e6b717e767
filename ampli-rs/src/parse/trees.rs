//! What the text of a document is, whatever its syntax.

use crate::json;

/// The trees of a text.
pub(super) struct Trees {
    /// The tree, or the list of them.
    pub(super) tree: json::Document,
    /// Whether it is a list of several, each a document of YAML by itself.
    pub(super) are_several: bool,
}
