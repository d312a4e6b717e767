//! Values held against schemas.

use std::collections::HashSet;

use serde_json::Number;

use super::Violation;
use super::node::{Additional, Limit, ListRules, Listed, Node, NodeId, ObjectRules, Relation};
use crate::collected::tape::{Kind, Place, View};
use crate::values::number::compare;

/// References and alternatives that are followed without a step into the value: a schema that is nothing but itself has no end.
const LONGEST_CHAIN: u32 = 64;

/// One value on its way through the schemas of an event.
pub(super) struct Walk<'w> {
    pub(super) nodes: &'w [Node],
    pub(super) view: View<'w>,
    /// Where to write what is wrong; `None`: only whether anything is.
    pub(super) found: Option<Vec<Violation>>,
    /// The way from the root to the value at hand.
    pub(super) path: Vec<Step>,
    /// Whether something was met that is not expressed here.
    pub(super) is_in_doubt: bool,
    pub(super) chain: u32,
}

/// A step into a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// To the member whose key stands at this place.
    Member(Place),
    /// To a member whose key is data.
    Value,
    /// To an item.
    Item,
}

impl<'w> Walk<'w> {
    pub(super) fn new(nodes: &'w [Node], view: View<'w>, collects: bool) -> Self {
        let found = collects.then(Vec::new);
        Self { nodes, view, found, path: Vec::new(), is_in_doubt: false, chain: 0 }
    }

    /// Whether the value at `at` is right by the schema `id`; as far as it goes when there is doubt.
    pub(super) fn check(&mut self, id: NodeId, at: Place) -> bool {
        let nodes = self.nodes;
        let node = &nodes[id];
        self.is_in_doubt |= node.is_doubtful;
        if node.is_never {
            return self.broken("false", at, || "nothing".to_owned());
        }
        // Of a value of another kind there is nothing else to say.
        if !self.check_kind(node, at)
            || node.listed.as_ref().is_some_and(|listed| !self.check_listed(listed, at))
        {
            return false;
        }
        let is_right = match self.view.kind(at) {
            Kind::Integer | Kind::Fraction if !node.numbers.is_empty() => self.check_number(node, at),
            Kind::String if !node.text.are_empty() => self.check_text(node, at),
            Kind::Array => node.list.as_deref().is_none_or(|rules| self.check_list(rules, at)),
            Kind::Object => node.object.as_deref().is_none_or(|rules| self.check_object(rules, at)),
            _ => true,
        };
        if node.all.is_empty() && node.any.is_none() && node.one.is_none() {
            return is_right;
        }
        is_right & self.check_composed(node, at)
    }

    /// Notes what is wrong with the value at `at`.
    fn broken(&mut self, keyword: &'static str, at: Place, limit: impl FnOnce() -> String) -> bool {
        let path = self.found.is_some().then(|| self.path_text());
        if let (Some(found), Some(path)) = (&mut self.found, path) {
            let value = Some(at);
            found.push(Violation { path, keyword: keyword.to_owned(), limit: limit(), value });
        }
        false
    }

    fn path_text(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Item => path.push_str("[]"),
                Step::Value => path.push_str(if path.is_empty() { "*" } else { ".*" }),
                Step::Member(key) => {
                    path.push_str(if path.is_empty() { "" } else { "." });
                    path.push_str(&self.view.string(*key));
                }
            }
        }
        path
    }

    fn check_kind(&mut self, node: &Node, at: Place) -> bool {
        let Some(kinds) = node.kinds else { return true };
        let kind = self.view.kind(at);
        let is_right = match kind {
            Kind::Integer if self.view.raw(at).len() < 19 => kinds.has(kind),
            Kind::Integer | Kind::Fraction => {
                kinds.has(Kind::Fraction)
                    || self.view.number(at).is_some_and(|number| kinds.takes_whole(&number))
            }
            kind => kinds.has(kind),
        };
        is_right || self.broken("type", at, || kinds.words())
    }

    fn check_listed(&mut self, listed: &Listed, at: Place) -> bool {
        let view = self.view;
        let is_listed = match view.kind(at) {
            Kind::Null => listed.has_null,
            Kind::Boolean => listed.booleans[usize::from(view.raw(at) == "true")],
            Kind::Integer | Kind::Fraction => view
                .number(at)
                .is_some_and(|number| listed.numbers.iter().any(|listed| compare(listed, &number).is_eq())),
            Kind::String => listed.has_text(&view.string(at)),
            Kind::Array | Kind::Object => {
                self.is_in_doubt |= listed.has_composed;
                false
            }
        };
        is_listed || self.broken(listed.keyword, at, String::new)
    }

    fn check_number(&mut self, node: &Node, at: Place) -> bool {
        let Some(number) = self.view.number(at) else { return true };
        let mut is_right = true;
        for limit in &node.numbers {
            let holds = self.holds(limit, &number);
            if !holds {
                is_right = self.broken(limit.keyword, at, || limit.bound.to_string());
            }
        }
        is_right
    }

    fn holds(&mut self, limit: &Limit, number: &Number) -> bool {
        let order = compare(number, &limit.bound);
        match limit.relation {
            Relation::AtLeast => order.is_ge(),
            Relation::AtMost => order.is_le(),
            Relation::Above => order.is_gt(),
            Relation::Below => order.is_lt(),
            Relation::MultipleOf => match (number.as_i64(), limit.bound.as_i64()) {
                (Some(number), Some(step @ 1..)) => number % step == 0,
                _ => {
                    // Fractions are divided in more than one way.
                    self.is_in_doubt = true;
                    true
                }
            },
        }
    }

    fn check_text(&mut self, node: &Node, at: Place) -> bool {
        let text = self.view.string(at);
        let rules = &node.text;
        let mut is_right = true;
        if rules.least.is_some() || rules.most.is_some() {
            let length = text.chars().count() as u64;
            if let Some(least) = rules.least.filter(|least| length < *least) {
                is_right = self.broken("minLength", at, || least.to_string());
            }
            if let Some(most) = rules.most.filter(|most| length > *most) {
                is_right = self.broken("maxLength", at, || most.to_string());
            }
        }
        if let Some(pattern) = rules.pattern.as_ref().filter(|pattern| !pattern.is_match(&text)) {
            is_right = self.broken("pattern", at, || pattern.source().to_owned());
        }
        if let Some(format) = rules.format.filter(|format| !format.holds(&text)) {
            is_right = self.broken("format", at, || format.name().to_owned());
        }
        is_right
    }

    fn check_list(&mut self, rules: &ListRules, at: Place) -> bool {
        let view = self.view;
        let mut is_right = true;
        let mut length = 0;
        self.path.push(Step::Item);
        for (index, item) in view.items(at).enumerate() {
            length += 1;
            if let Some(node) = rules.first.get(index).copied().or(rules.rest) {
                is_right &= self.check_within(node, item);
            }
        }
        self.path.pop();
        if let Some(least) = rules.least.filter(|least| length < *least) {
            is_right = self.broken("minItems", at, || least.to_string());
        }
        if let Some(most) = rules.most.filter(|most| length > *most) {
            is_right = self.broken("maxItems", at, || most.to_string());
        }
        if rules.is_unique {
            is_right &= self.check_unique(at);
        }
        is_right
    }

    /// A step deeper: what leads back to itself has moved on.
    fn check_within(&mut self, node: NodeId, at: Place) -> bool {
        let chain = std::mem::take(&mut self.chain);
        let is_right = self.check(node, at);
        self.chain = chain;
        is_right
    }

    fn check_unique(&mut self, at: Place) -> bool {
        let view = self.view;
        let mut texts = HashSet::new();
        for item in view.items(at) {
            let is_new = match view.kind(item) {
                Kind::String => texts.insert(view.string(item)),
                Kind::Integer if view.raw(item).len() < 19 => {
                    texts.insert(format!("\0{}", view.raw(item)).into())
                }
                Kind::Null | Kind::Boolean => texts.insert(format!("\0{}", view.raw(item)).into()),
                _ => {
                    self.is_in_doubt = true;
                    true
                }
            };
            if !is_new {
                return self.broken("uniqueItems", at, String::new);
            }
        }
        true
    }

    fn check_object(&mut self, rules: &ObjectRules, at: Place) -> bool {
        let view = self.view;
        let mut is_right = true;
        let mut seen = Seen::default();
        let mut count = 0;
        let mut next = 0;
        for (key, member) in view.members(at) {
            count += 1;
            let name = view.string(key);
            // Properties mostly come in the order in which they are declared.
            let declared = match rules.declared.get(next) {
                Some(declared) if *declared.name == *name => Some(next),
                _ => rules.declared.iter().position(|declared| *declared.name == *name),
            };
            let is_data = declared.is_none() && matches!(rules.additional, Additional::Schema(_));
            self.path.push(if is_data { Step::Value } else { Step::Member(key) });
            if let Some(index) = declared {
                next = index + 1;
                // Of a repeated name the last counts, which the judge knows.
                self.is_in_doubt |= seen.insert(index);
                is_right &= self.check_within(rules.declared[index].node, member);
            }
            if declared.is_none() || !rules.patterns.is_empty() {
                is_right &= self.check_undeclared(rules, &name, member, declared.is_some());
            }
            self.path.pop();
            if !is_right && self.found.is_none() {
                return false;
            }
        }
        is_right & self.check_required(rules, &seen, at) & self.check_count(rules, count, at)
    }

    fn check_undeclared(
        &mut self,
        rules: &ObjectRules,
        name: &str,
        member: Place,
        is_declared: bool,
    ) -> bool {
        let (mut is_right, mut is_matched) = (true, is_declared);
        for (pattern, node) in &rules.patterns {
            if pattern.is_match(name) {
                is_matched = true;
                is_right &= self.check_within(*node, member);
            }
        }
        match rules.additional {
            _ if is_matched => is_right,
            Additional::Open => is_right,
            Additional::Closed => is_right & self.undeclared(member),
            Additional::Schema(node) => is_right & self.check_within(node, member),
        }
    }

    /// The rule is one of the object: names that are not declared have no end.
    fn undeclared(&mut self, member: Place) -> bool {
        let step = self.path.pop();
        self.broken("additionalProperties", member, String::new);
        self.path.extend(step);
        false
    }

    fn check_required(&mut self, rules: &ObjectRules, seen: &Seen, at: Place) -> bool {
        let view = self.view;
        let mut is_right = true;
        let declared = rules.declared.iter().enumerate();
        let missing = declared.filter(|(index, declared)| declared.is_required && !seen.has(*index));
        for (_, declared) in missing {
            is_right = self.lacks(&declared.name, at);
        }
        for name in &rules.required {
            if !view.members(at).any(|(key, _)| *view.string(key) == **name) {
                is_right = self.lacks(name, at);
            }
        }
        is_right
    }

    fn lacks(&mut self, name: &str, at: Place) -> bool {
        self.broken("required", at, String::new);
        if let Some(violation) = self.found.as_mut().and_then(|found| found.last_mut()) {
            violation.path.push_str(if violation.path.is_empty() { "" } else { "." });
            violation.path.push_str(name);
            violation.value = None;
        }
        false
    }

    fn check_count(&mut self, rules: &ObjectRules, count: u64, at: Place) -> bool {
        if rules.least.is_none() && rules.most.is_none() {
            return true;
        }
        let view = self.view;
        let names: HashSet<_> = view.members(at).map(|(key, _)| view.string(key)).collect();
        let count = count.min(names.len() as u64);
        let mut is_right = true;
        if let Some(least) = rules.least.filter(|least| count < *least) {
            is_right = self.broken("minProperties", at, || least.to_string());
        }
        if let Some(most) = rules.most.filter(|most| count > *most) {
            is_right = self.broken("maxProperties", at, || most.to_string());
        }
        is_right
    }

    fn check_composed(&mut self, node: &Node, at: Place) -> bool {
        if self.chain >= LONGEST_CHAIN {
            self.is_in_doubt = true;
            return true;
        }
        self.chain += 1;
        let mut is_right = true;
        for part in &node.all {
            is_right &= self.check(*part, at);
        }
        if let Some(alternatives) = &node.any
            && self.count_right(alternatives, at, 1) == 0
        {
            is_right = self.broken("anyOf", at, || alternatives.len().to_string());
        }
        if let Some(alternatives) = &node.one
            && self.count_right(alternatives, at, 2) != 1
        {
            is_right = self.broken("oneOf", at, || alternatives.len().to_string());
        }
        self.chain -= 1;
        is_right
    }

    /// How many of the alternatives the value is right by, `most` of which are of interest.
    fn count_right(&mut self, alternatives: &[NodeId], at: Place, most: usize) -> usize {
        let found = self.found.take();
        let right =
            alternatives.iter().filter(|alternative| self.check(**alternative, at)).take(most).count();
        self.found = found;
        right
    }
}

/// Which of the declared properties are there.
#[derive(Default)]
struct Seen {
    first: u128,
    rest: Vec<usize>,
}

impl Seen {
    /// Adds one; whether it was there already.
    fn insert(&mut self, index: usize) -> bool {
        let was_there = self.has(index);
        match u32::try_from(index).ok().filter(|index| *index < u128::BITS) {
            Some(index) => self.first |= 1 << index,
            None => self.rest.push(index),
        }
        was_there
    }

    fn has(&self, index: usize) -> bool {
        match u32::try_from(index).ok().filter(|index| *index < u128::BITS) {
            Some(index) => self.first & (1 << index) != 0,
            None => self.rest.contains(&index),
        }
    }
}
