//! From a schema to what is held against values.

use std::collections::HashMap;

use itly_runtime::Format;
use jsonschema::Draft;
use serde_json::{Map, Number, Value};

use super::document::Document;
use super::expression::Expression;
use super::node::{
    Additional, Declared, Kinds, Limit, ListRules, Listed, Node, NodeId, ObjectRules, Relation,
};
use crate::collected::tape::Kind;
use crate::pointer::Pointer;

/// Keywords that `jsonschema` must judge.
const DOUBTFUL: &[&str] = &[
    "not",
    "if",
    "contains",
    "propertyNames",
    "dependencies",
    "dependentSchemas",
    "dependentRequired",
    "unevaluatedItems",
    "unevaluatedProperties",
    "$recursiveRef",
    "$dynamicRef",
    "$anchor",
    "$dynamicAnchor",
];

/// Formats that the validator knows and the runtime does not.
const DOUBTFUL_FORMATS: &[&str] = &["idn-email", "idn-hostname", "regex"];

const LIMITS: &[(&str, Relation)] = &[
    ("minimum", Relation::AtLeast),
    ("maximum", Relation::AtMost),
    ("exclusiveMinimum", Relation::Above),
    ("exclusiveMaximum", Relation::Below),
    ("multipleOf", Relation::MultipleOf),
];

/// The schemas of a document, the root's first.
pub(super) fn compile(document: &Document) -> Vec<Node> {
    let mut compiler = Compiler { document, nodes: Vec::new(), named: HashMap::new() };
    compiler.add(&document.schema);
    compiler.nodes
}

struct Compiler<'d> {
    document: &'d Document,
    nodes: Vec<Node>,
    /// Schemas that a `$ref` has named.
    named: HashMap<String, NodeId>,
}

impl<'d> Compiler<'d> {
    fn add(&mut self, schema: &'d Value) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(Node::default());
        self.fill(id, schema);
        id
    }

    fn fill(&mut self, id: NodeId, schema: &'d Value) {
        let node = match schema {
            Value::Object(keywords) => self.node(keywords),
            Value::Bool(is_any) => Node { is_never: !is_any, ..Node::default() },
            _ => Node { is_doubtful: true, ..Node::default() },
        };
        self.nodes[id] = node;
    }

    fn node(&mut self, keywords: &'d Map<String, Value>) -> Node {
        let mut node = Node::default();
        if let Some(reference) = keywords.get("$ref") {
            match reference.as_str().and_then(|text| self.reference(text)) {
                Some(target) => node.all.push(target),
                None => node.is_doubtful = true,
            }
            // Before 2019 nothing beside a reference counted.
            if matches!(self.document.draft, Draft::Draft4 | Draft::Draft6 | Draft::Draft7) {
                return node;
            }
        }
        node.kinds = self.kinds(keywords.get("type"), &mut node.is_doubtful);
        node.listed = self.listed(keywords, &mut node.is_doubtful);
        for (keyword, relation) in LIMITS {
            self.limit(keyword, *relation, keywords, &mut node);
        }
        self.text_rules(keywords, &mut node);
        node.list = self.list_rules(keywords);
        node.object = self.object_rules(keywords, &mut node.is_doubtful);
        for (keyword, schemas) in keywords {
            match (keyword.as_str(), schemas) {
                ("allOf", Value::Array(schemas)) => {
                    let all = self.all(schemas);
                    node.all.extend(all);
                }
                ("anyOf", Value::Array(schemas)) => node.any = Some(self.all(schemas)),
                ("oneOf", Value::Array(schemas)) => node.one = Some(self.all(schemas)),
                (keyword, _) if DOUBTFUL.contains(&keyword) => node.is_doubtful = true,
                _ => {}
            }
        }
        node
    }

    fn all(&mut self, schemas: &'d [Value]) -> Vec<NodeId> {
        schemas.iter().map(|schema| self.add(schema)).collect()
    }

    /// The schema that `text` names in the document.
    fn reference(&mut self, text: &str) -> Option<NodeId> {
        if let Some(known) = self.named.get(text) {
            return Some(*known);
        }
        // The judge knows anchors and escapes.
        let fragment = text.strip_prefix('#').filter(|fragment| !fragment.contains('%'))?;
        let is_pointer = fragment.is_empty() || fragment.starts_with('/');
        let schema = is_pointer.then(|| Pointer::from_text(fragment))?.segments().try_fold(
            &self.document.schema,
            |schema, segment| match schema {
                Value::Array(items) => items.get(segment.parse::<usize>().ok()?),
                other => other.get(segment),
            },
        )?;
        let id = self.nodes.len();
        self.nodes.push(Node::default());
        self.named.insert(text.to_owned(), id);
        self.fill(id, schema);
        Some(id)
    }

    fn kinds(&self, types: Option<&Value>, is_doubtful: &mut bool) -> Option<Kinds> {
        let words = match types? {
            Value::Array(words) => words.as_slice(),
            word => std::slice::from_ref(word),
        };
        let mut kinds = Kinds::new(self.document.draft == Draft::Draft4);
        for word in words {
            match Kind::ALL.into_iter().find(|kind| Some(kind.word()) == word.as_str()) {
                Some(kind) => kinds.add(kind),
                None => *is_doubtful = true,
            }
        }
        Some(kinds)
    }

    fn listed(&self, keywords: &Map<String, Value>, is_doubtful: &mut bool) -> Option<Listed> {
        let constant = keywords.get("const").filter(|_| self.document.draft != Draft::Draft4);
        match (keywords.get("enum"), constant) {
            (Some(Value::Array(values)), None) => Some(Listed::new("enum", values)),
            (None, Some(value)) => Some(Listed::new("const", std::slice::from_ref(value))),
            (None, None) => None,
            _ => {
                *is_doubtful = true;
                None
            }
        }
    }

    fn limit(
        &self,
        keyword: &'static str,
        relation: Relation,
        keywords: &Map<String, Value>,
        node: &mut Node,
    ) {
        match keywords.get(keyword) {
            Some(Value::Number(bound)) => {
                let is_exclusive = |keyword: &str| keywords.get(keyword) == Some(&Value::Bool(true));
                let relation = match relation {
                    Relation::AtLeast if is_exclusive("exclusiveMinimum") => Relation::Above,
                    Relation::AtMost if is_exclusive("exclusiveMaximum") => Relation::Below,
                    relation => relation,
                };
                node.numbers.push(Limit { keyword, bound: bound.clone(), relation });
            }
            // The other half of draft 4's exclusive limits, which was looked at above.
            Some(Value::Bool(_)) | None => {}
            Some(_) => node.is_doubtful = true,
        }
    }

    fn text_rules(&self, keywords: &Map<String, Value>, node: &mut Node) {
        node.text.least = count(keywords, "minLength");
        node.text.most = count(keywords, "maxLength");
        if let Some(source) = keywords.get("pattern").and_then(Value::as_str) {
            node.text.pattern = Expression::new(source);
            node.is_doubtful |= node.text.pattern.is_none();
        }
        if let Some(name) = keywords.get("format").and_then(Value::as_str) {
            node.text.format = Format::from_name(name);
            node.is_doubtful |= DOUBTFUL_FORMATS.contains(&name);
        }
    }

    fn list_rules(&mut self, keywords: &'d Map<String, Value>) -> Option<Box<ListRules>> {
        let mut rules = ListRules {
            least: count(keywords, "minItems"),
            most: count(keywords, "maxItems"),
            is_unique: keywords.get("uniqueItems") == Some(&Value::Bool(true)),
            ..ListRules::default()
        };
        let is_newest = self.document.draft == Draft::Draft202012;
        let (first, rest) = match (keywords.get("prefixItems"), keywords.get("items")) {
            (Some(Value::Array(first)), rest) if is_newest => (Some(first), rest),
            (_, Some(Value::Array(first))) if !is_newest => (Some(first), keywords.get("additionalItems")),
            (_, rest) => (None, rest),
        };
        rules.first = first.map(|first| self.all(first)).unwrap_or_default();
        rules.rest = rest.map(|rest| self.add(rest));
        let is_idle = rules.least.is_none()
            && rules.most.is_none()
            && !rules.is_unique
            && rules.first.is_empty()
            && rules.rest.is_none();
        (!is_idle).then(|| Box::new(rules))
    }

    fn object_rules(
        &mut self,
        keywords: &'d Map<String, Value>,
        is_doubtful: &mut bool,
    ) -> Option<Box<ObjectRules>> {
        const KEYWORDS: &[&str] = &[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "minProperties",
            "maxProperties",
        ];
        KEYWORDS.iter().any(|keyword| keywords.contains_key(*keyword)).then_some(())?;
        let object = |keyword: &str| keywords.get(keyword).and_then(Value::as_object);
        let required = keywords.get("required").and_then(Value::as_array);
        let mut required: Vec<String> =
            required.into_iter().flatten().filter_map(|name| Some(name.as_str()?.to_owned())).collect();
        let mut rules = ObjectRules {
            least: count(keywords, "minProperties"),
            most: count(keywords, "maxProperties"),
            ..ObjectRules::default()
        };
        for (name, schema) in object("properties").into_iter().flatten() {
            let before = required.len();
            required.retain(|own| own != name);
            let is_required = required.len() < before;
            rules.declared.push(Declared { name: name.clone(), is_required, node: self.add(schema) });
        }
        for (source, schema) in object("patternProperties").into_iter().flatten() {
            match Expression::new(source) {
                Some(pattern) => rules.patterns.push((pattern, self.add(schema))),
                None => *is_doubtful = true,
            }
        }
        rules.required = required;
        rules.additional = match keywords.get("additionalProperties") {
            None | Some(Value::Bool(true)) => Additional::Open,
            Some(Value::Bool(false)) => Additional::Closed,
            Some(schema) => Additional::Schema(self.add(schema)),
        };
        Some(Box::new(rules))
    }
}

fn count(keywords: &Map<String, Value>, keyword: &str) -> Option<u64> {
    let Some(Value::Number(number)) = keywords.get(keyword) else { return None };
    whole(number)
}

/// `2.0` counts as `2`.
fn whole(number: &Number) -> Option<u64> {
    number.as_u64().or_else(|| {
        let number = number.as_f64()?;
        (number.fract() == 0.0 && (0.0..1.8e19).contains(&number)).then_some(number as u64)
    })
}
