//! Whether an event is what its schema asks for: natively where that can be expressed, by `jsonschema` where it can't.

mod compile;
mod document;
mod expression;
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
use crate::collected::tape::{Place, ROOT, View};
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
        if quick.check(0, ROOT) && !quick.is_in_doubt {
            return Vec::new();
        }
        let mut whole = Walk::new(&self.nodes, view, true);
        whole.check(0, ROOT);
        let is_in_doubt = quick.is_in_doubt || whole.is_in_doubt;
        let native = whole.found.unwrap_or_default();
        if is_in_doubt { self.judged(view, native) } else { native }
    }

    /// What `jsonschema` says. Where both find something, the `native` words say more.
    fn judged(&self, view: View<'_>, native: Vec<Violation>) -> Vec<Violation> {
        let judge = self.judge.get_or_init(|| judge::validator(&self.document));
        let value = serde_json::from_str(view.json(ROOT));
        match (judge, value) {
            (Some(judge), Ok(value)) if judge.is_valid(&value) => Vec::new(),
            (Some(judge), Ok(value)) if native.is_empty() => judge::violations(judge, &value),
            _ => native,
        }
    }
}
