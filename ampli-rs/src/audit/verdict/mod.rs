//! Whether an event is what its schema asks for: natively where that can be expressed, by `jsonschema` where it can't.

mod compile;
mod document;
mod judge;
mod node;
#[cfg(test)]
mod tests;
mod walk;

use std::sync::OnceLock;

use jsonschema::Validator;

use self::document::Document;
use self::node::Node;
use self::walk::Walk;
use super::tape::{Place, ROOT, View};
use crate::plan::{Event, Plan};

/// The schema of an event, ready to be held against what was collected.
#[derive(Debug)]
pub(crate) struct EventSchema {
    document: Document,
    nodes: Vec<Node>,
    /// Made when there is doubt for the first time; `None` in it: the schema is none.
    judge: OnceLock<Option<Validator>>,
}

/// A rule that an event breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    /// The property, as people write it: `items[].price`; empty for the properties as a whole.
    pub(crate) path: String,
    /// The keyword of JSON Schema.
    pub(crate) keyword: String,
    /// What the keyword asks for; empty where that is not short.
    pub(crate) limit: String,
    /// Where the value stands, if it is there.
    pub(crate) value: Option<Place>,
}

impl EventSchema {
    /// The schema of what is sent for `event`, to which the properties of `context` are added.
    pub(crate) fn new(event: &Event, context: Option<&Event>, plan: &Plan) -> Self {
        let document = Document::new(event, context, plan);
        let nodes = compile::compile(&document);
        Self { document, nodes, judge: OnceLock::new() }
    }

    /// Everything that is wrong with the properties `view`; nothing: they are valid.
    pub(crate) fn violations(&self, view: View<'_>) -> Vec<Violation> {
        let mut quick = Walk::new(&self.nodes, view, false);
        let is_right = quick.check(0, ROOT);
        let is_in_doubt = quick.is_in_doubt;
        if is_right && !is_in_doubt {
            return Vec::new();
        }
        if is_in_doubt && let Some(violations) = self.judged(view) {
            return violations;
        }
        if is_right { Vec::new() } else { self.native_violations(view) }
    }

    fn native_violations(&self, view: View<'_>) -> Vec<Violation> {
        let mut walk = Walk::new(&self.nodes, view, true);
        walk.check(0, ROOT);
        walk.found.unwrap_or_default()
    }

    /// What `jsonschema` says; `None` if it can't say anything.
    fn judged(&self, view: View<'_>) -> Option<Vec<Violation>> {
        let validator = self.judge.get_or_init(|| judge::validator(&self.document)).as_ref()?;
        let value = serde_json::from_str(view.json(ROOT)).ok()?;
        if validator.is_valid(&value) {
            return Some(Vec::new());
        }
        // Where both find something, the native words say more.
        let native = self.native_violations(view);
        Some(if native.is_empty() { judge::violations(validator, &value) } else { native })
    }
}
