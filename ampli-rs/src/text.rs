//! The text of a plan, as it was fetched.

/// Everything that one plan was read from: one document, or a folder of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanText {
    /// What the user named: a path, `-`, a URL, or a vendor's locator.
    pub origin: String,
    /// The documents, sorted by name. [`Location::document`](crate::pointer::Location) is an index into it.
    pub documents: Vec<Document>,
}

impl PlanText {
    /// One document, whose name is the origin.
    pub fn single(name: String, text: String) -> Self {
        Self { origin: name.clone(), documents: vec![Document { name, text }] }
    }
}

/// One document of a plan: valid UTF-8, without byte-order mark.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// How messages name it: a path relative to where the user is, or a URL without secrets.
    pub name: String,
    /// The text.
    pub text: String,
}
