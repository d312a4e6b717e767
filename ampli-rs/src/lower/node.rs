//! What is generated, before it has names: types as a graph of nodes, each structure once.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::rc::Rc;

use ecow::EcoString;
use serde_json::Number;

use super::docs::Docs;
use super::field_text::{Declared, Statements};
use super::{layout, literal};

/// Index of a node in [`Nodes`].
pub(super) type NodeId = usize;

/// A type of the plan's own. Two nodes are equal if the same Rust code serves both.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Node {
    Record(RecordNode),
    Enumeration(EnumerationNode),
    Union(UnionNode),
    /// A type that holds itself and is being read; the text tells it from all others.
    Pending(String),
}

/// A struct.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct RecordNode {
    pub(super) docs: Docs,
    pub(super) fields: Vec<Rc<Field>>,
    /// Whether undeclared properties must not be there.
    pub(super) is_closed: bool,
    /// Rules about how many properties there are.
    pub(super) count_rules: Vec<RuleText>,
}

/// A property.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct FieldNode {
    /// The wire name.
    pub(super) wire: EcoString,
    /// The identifier, as source text writes it; empty for constants.
    pub(super) name: EcoString,
    pub(super) presence: Presence,
    /// Whether `null` is a value; `None` is sent as `null` only if the property must be there.
    pub(super) is_nullable: bool,
    pub(super) value: Value,
    /// Rules on the value.
    pub(super) rules: Vec<RuleText>,
    pub(super) docs: Docs,
    pub(super) is_deprecated: bool,
}

/// A property with the text that it becomes. Equal properties have equal texts.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) node: FieldNode,
    pub(super) statements: OnceCell<Statements>,
    /// Only if no type of the plan's own stands in it: every place has its own name for such a type.
    pub(super) declared: OnceCell<Declared>,
}

impl Field {
    /// The field of a property.
    pub(super) fn new(node: FieldNode) -> Self {
        Self { node, statements: OnceCell::new(), declared: OnceCell::new() }
    }
}

impl Deref for Field {
    type Target = FieldNode;

    fn deref(&self) -> &FieldNode {
        &self.node
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

impl Eq for Field {}

impl Hash for Field {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.node.hash(state);
    }
}

/// A rule as an expression of the runtime's `Rule`, whose variants are imported.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum RuleText {
    /// The whole expression.
    Plain { text: String, names: RuleNames },
    /// A variant about a number.
    Limit { variant: &'static str, number: Number },
    /// A variant about how much there is.
    Count { variant: &'static str, count: u64 },
    /// The pattern's literal: patterns are statics of their own, because they are compiled in their place.
    Pattern(String),
    /// Rules on what a list (`Items`) or a map (`Values`) holds.
    Inside { variant: &'static str, rules: Vec<RuleText> },
}

impl RuleText {
    /// What the expression names of the runtime besides `Rule`.
    pub(super) fn names(&self) -> RuleNames {
        match self {
            Self::Plain { names, .. } => *names,
            Self::Limit { .. } => RuleNames { number: true, ..RuleNames::default() },
            Self::Count { .. } => RuleNames::default(),
            Self::Pattern(_) => RuleNames { pattern: true, ..RuleNames::default() },
            Self::Inside { rules, .. } => {
                rules.iter().fold(RuleNames::default(), |names, rule| names.or(rule.names()))
            }
        }
    }

    /// Whether the rule is a table that refers to a static. The runtime keeps tables for ever, and one that is written where it
    /// is used lasts so long only if it refers to none.
    pub(super) fn is_static(&self) -> bool {
        matches!(self, Self::Inside { .. }) && self.names().pattern
    }

    /// The expression; `static_of` gives the name of the static for the literal of a pattern.
    pub(super) fn expression(&self, static_of: &mut dyn FnMut(&str) -> String) -> layout::Item<'_> {
        match self {
            Self::Plain { text, .. } => layout::Item::Plain(text.into()),
            Self::Limit { variant, number } => {
                layout::Item::Plain(format!("{variant}({})", literal::number(number)).into())
            }
            Self::Count { variant, count } => layout::Item::Plain(format!("{variant}({count})").into()),
            Self::Pattern(literal) => layout::Item::Plain(format!("Pattern(&{})", static_of(literal)).into()),
            Self::Inside { variant, rules } => {
                let rules = rules.iter().map(|rule| rule.expression(static_of)).collect();
                layout::Item::Call(variant, rules)
            }
        }
    }
}

/// What a rule's expression names of the runtime besides `Rule`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct RuleNames {
    pub(super) format: bool,
    pub(super) number: bool,
    pub(super) pattern: bool,
}

impl RuleNames {
    /// What either names.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            format: self.format || other.format,
            number: self.number || other.number,
            pattern: self.pattern || other.pattern,
        }
    }
}

/// Whether a property may be left out or be `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Presence {
    Required,
    /// Must be there, `null` or not.
    Nullable,
    Optional,
}

/// What a value may be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Value {
    /// Always this text.
    ConstantText(String),
    /// Always this JSON.
    ConstantJson(String),
    /// Always this scalar, an expression of the runtime's `Value`: a shape of a union.
    ConstantScalar(String),
    Text,
    Texts,
    Integer,
    Unsigned,
    Number,
    Boolean,
    Any,
    Named(NodeId),
    /// A type that holds itself, where it does so.
    Indirect(NodeId),
    List(Box<Item>),
    Map(Box<Item>),
}

/// An item of a list, a value of a map.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Item {
    pub(super) value: Value,
    pub(super) is_nullable: bool,
}

impl Item {
    /// An item that is `value`, or may be `null` too.
    pub(super) fn of(value: Value, is_nullable: bool) -> Self {
        Self { value, is_nullable }
    }
}

/// An enum of constant values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct EnumerationNode {
    pub(super) docs: Docs,
    pub(super) variants: Vec<VariantNode>,
}

impl EnumerationNode {
    /// Whether each value is a text, so that the type has `as_str`.
    pub(super) fn is_text(&self) -> bool {
        self.variants.iter().all(|variant| matches!(variant.wire, Wire::Text(_)))
    }
}

/// One value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct VariantNode {
    /// The identifier.
    pub(super) name: String,
    pub(super) wire: Wire,
    pub(super) docs: Docs,
    pub(super) is_deprecated: bool,
}

/// A scalar on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Wire {
    Text(String),
    /// An expression of the runtime's `Value`.
    Other(String),
}

/// An enum of shapes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct UnionNode {
    pub(super) docs: Docs,
    pub(super) variants: Vec<ShapeNode>,
}

/// One shape of a union.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct ShapeNode {
    /// The identifier.
    pub(super) name: String,
    pub(super) value: Value,
    /// Rules on the value.
    pub(super) rules: Vec<RuleText>,
    pub(super) docs: Docs,
}

impl Value {
    /// The node that the value is of, whatever lists and maps are around it.
    pub(super) fn node(&self) -> Option<NodeId> {
        match self {
            Self::Named(node) | Self::Indirect(node) => Some(*node),
            Self::List(item) | Self::Map(item) => item.value.node(),
            _ => None,
        }
    }

    /// The value where it stands behind a reference anyway: in a list or a map.
    pub(super) fn behind_reference(self) -> Self {
        match self {
            Self::Indirect(node) => Self::Named(node),
            value => value,
        }
    }

    /// Whether the value is given by the plan and asked of no one.
    pub(super) fn is_constant(&self) -> bool {
        matches!(self, Self::ConstantText(_) | Self::ConstantJson(_) | Self::ConstantScalar(_))
    }
}

impl Node {
    /// The values inside, in their order.
    pub(super) fn values(&self) -> Box<dyn Iterator<Item = &Value> + '_> {
        match self {
            Self::Record(record) => Box::new(record.fields.iter().map(|field| &field.value)),
            Self::Union(union) => Box::new(union.variants.iter().map(|variant| &variant.value)),
            Self::Enumeration(_) | Self::Pending(_) => Box::new(std::iter::empty()),
        }
    }
}

/// All nodes of a source.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    nodes: Vec<Entry>,
    known: HashMap<Rc<Node>, NodeId>,
}

#[derive(Debug)]
struct Entry {
    node: Rc<Node>,
    /// Whether a list or a map holds such values.
    is_listed: bool,
    holds_itself: bool,
    borrows: bool,
    is_checked: bool,
}

impl Nodes {
    /// The id of a node equal to `node`.
    pub(super) fn intern(&mut self, node: Node) -> NodeId {
        if let Some(id) = self.known.get(&node) {
            return *id;
        }
        let id = self.nodes.len();
        let borrows = node.values().any(|value| self.borrows(value));
        let is_checked = self.has_checks(&node);
        let node = Rc::new(node);
        self.known.insert(Rc::clone(&node), id);
        self.nodes.push(Entry { node, is_listed: false, holds_itself: false, borrows, is_checked });
        id
    }

    /// The id of a type that holds itself and is still to be read. It borrows: its own values stand behind references.
    pub(super) fn reserve(&mut self, key: &str) -> NodeId {
        let node = Rc::new(Node::Pending(key.to_owned()));
        let id = self.nodes.len();
        self.known.insert(Rc::clone(&node), id);
        self.nodes.push(Entry {
            node,
            is_listed: false,
            holds_itself: true,
            borrows: true,
            is_checked: true,
        });
        id
    }

    /// The id of a type that holds itself, if it was reserved before.
    pub(super) fn reserved(&self, key: &str) -> Option<NodeId> {
        self.known.get(&Node::Pending(key.to_owned())).copied()
    }

    /// Puts in what was reserved.
    pub(super) fn fill(&mut self, id: NodeId, node: Node) {
        self.nodes[id].node = Rc::new(node);
    }

    /// Notes that a list or a map holds values of `value`'s node.
    pub(super) fn mark_listed(&mut self, value: &Value) {
        if let Some(node) = value.node() {
            self.nodes[node].is_listed = true;
        }
    }

    /// The node itself.
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id].node
    }

    /// Whether `value` is one of listed texts.
    pub(super) fn is_text_enumeration(&self, value: &Value) -> bool {
        let Value::Named(id) = value else { return false };
        matches!(self.node(*id), Node::Enumeration(enumeration) if enumeration.is_text())
    }

    /// Whether a list or a map holds such values, so that they are checked by a trait.
    pub(super) fn is_listed(&self, id: NodeId) -> bool {
        self.nodes[id].is_listed
    }

    /// Whether the type holds itself.
    pub(super) fn holds_itself(&self, id: NodeId) -> bool {
        self.nodes[id].holds_itself
    }

    /// Whether the node's type has a lifetime.
    pub(super) fn node_borrows(&self, id: NodeId) -> bool {
        self.nodes[id].borrows
    }

    /// Whether a type for `value` has a lifetime.
    pub(super) fn borrows(&self, value: &Value) -> bool {
        match value {
            Value::Named(node) => self.node_borrows(*node),
            Value::Text | Value::Texts | Value::Any | Value::Indirect(_) | Value::List(_) | Value::Map(_) => {
                true
            }
            _ => false,
        }
    }

    /// Whether something of `value` is to be checked besides the rules on itself: floats may be no JSON numbers.
    pub(super) fn is_checked(&self, value: &Value) -> bool {
        match value {
            Value::Number | Value::Any | Value::Indirect(_) => true,
            Value::Named(node) => self.nodes[*node].is_checked,
            Value::List(item) | Value::Map(item) => self.is_checked(&item.value),
            _ => false,
        }
    }

    fn has_checks(&self, node: &Node) -> bool {
        match node {
            Node::Record(record) => {
                let is_checked = |field: &Rc<Field>| !field.rules.is_empty() || self.is_checked(&field.value);
                !record.count_rules.is_empty() || record.fields.iter().any(is_checked)
            }
            Node::Union(union) => union
                .variants
                .iter()
                .any(|variant| !variant.rules.is_empty() || self.is_checked(&variant.value)),
            Node::Enumeration(_) | Node::Pending(_) => false,
        }
    }
}
