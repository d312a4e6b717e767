//! What has changed about the values of a property, down to the rule.

use std::collections::HashMap;

use super::change::{Change, Path, Reason, ReasonKind, Step, Subject, What};
use super::rules::{self, with_rules};
use super::{direction, words};
use crate::json::Json;
use crate::plan::{EnumValue, Object, Shape, Type};
use crate::pointer::Location;
use crate::values::conformance::{self, Scope};
use crate::values::listed::ValueSet;

/// Types within types; deeper ones are compared as a whole.
const DEEPEST: usize = 32;

/// Types of one event that are compared: they may name each other many times.
const MOST_TYPES: usize = 10_000;

/// Times that what has changed within a named type is told where it is found within other named types.
const MOST_TIMES: usize = 4;

/// Names followed in a row.
const LONGEST_CHAIN: usize = 32;

/// Goes through two plans' view of the same thing.
pub(super) struct Walk<'p> {
    pub(super) subject: Subject,
    pub(super) older: Scope<'p>,
    pub(super) newer: Scope<'p>,
    /// Whether the same name means the same type in both.
    pub(super) same_names: bool,
    pub(super) changes: Vec<Change>,
    depth: usize,
    /// How many types may be compared yet.
    left: usize,
    /// Names that are being followed: a type may hold itself.
    followed: Vec<(String, String)>,
    /// How many times types were met within other named ones.
    times: HashMap<(String, String), usize>,
    /// Where both plans have schemas that are read as any value.
    pub(super) unread: Vec<(Path, Location, Location)>,
}

impl<'p> Walk<'p> {
    pub(super) fn new(subject: Subject, older: Scope<'p>, newer: Scope<'p>, same_names: bool) -> Self {
        Self {
            subject,
            older,
            newer,
            same_names,
            changes: Vec::new(),
            depth: 0,
            left: MOST_TYPES,
            followed: Vec::new(),
            times: HashMap::new(),
            unread: Vec::new(),
        }
    }

    pub(super) fn change(&self, path: &Path, what: What) -> Change {
        Change::new(&self.subject, path, what)
    }

    /// Compares what two types say.
    pub(super) fn types(&mut self, path: &Path, before: &Type, after: &Type) {
        self.words_about(path, before, after);
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        if self.left == 0 {
            return self.undecided(path, TYPE, "the types name each other too often to be compared");
        }
        if self.depth >= DEEPEST {
            let is_known = self.same_names
                && before.nullable == after.nullable
                && before.rules == after.rules
                && is_same(&before.shape, &after.shape);
            if !is_known {
                self.undecided(path, TYPE, "the types are nested too deep to be compared");
            }
            return;
        }
        self.depth += 1;
        match (&before.shape, &after.shape) {
            (Shape::Reference(old), Shape::Reference(new)) => {
                let pair = (old.to_string(), new.to_string());
                let is_known =
                    (old == new && self.same_names) || self.followed.contains(&pair) || self.is_told(&pair);
                if !is_known {
                    self.followed.push(pair);
                    self.followed_types(path, before, after);
                    self.followed.pop();
                } else if before.rules != after.rules || before.nullable != after.nullable {
                    self.followed_types(path, before, after);
                }
            }
            (Shape::Reference(_), _) | (_, Shape::Reference(_)) => self.followed_types(path, before, after),
            _ => self.resolved(path, before, after),
        }
        self.depth -= 1;
    }

    /// Says that not all was compared.
    pub(super) fn undecided(&mut self, path: &Path, aspect: &'static str, why: &str) {
        let reason = |what: &str| Reason {
            text: format!("{what}: {why}"),
            kind: ReasonKind::Undecided,
            witness: None,
        };
        let mut change = self.change(path, What::Changed(aspect));
        change.program.push(reason("what was sent may no longer be valid"));
        change.consumers.push(reason("what comes may not have been allowed before"));
        self.changes.push(change);
    }

    /// Whether enough was said of two named types within others: types may name each other many times.
    fn is_told(&mut self, pair: &(String, String)) -> bool {
        if self.followed.is_empty() {
            return false;
        }
        let times = self.times.entry(pair.clone()).or_default();
        *times += 1;
        *times > MOST_TIMES
    }

    fn followed_types(&mut self, path: &Path, before: &Type, after: &Type) {
        let (before, after) = (followed(before, self.older), followed(after, self.newer));
        self.resolved(path, &before, &after);
    }

    /// Compares two types that are no names.
    fn resolved(&mut self, path: &Path, before: &Type, after: &Type) {
        let start = self.changes.len();
        self.nullable(path, before, after);
        match (&before.shape, &after.shape) {
            (Shape::Object(old), Shape::Object(new)) if !old.properties.is_empty() => {
                self.rules(path, before, after);
                self.objects(path, old, new);
            }
            (Shape::Array(old), Shape::Array(new)) => {
                self.rules(path, before, after);
                self.types(&path.then(Step::Items), &old.items, &new.items);
            }
            (Shape::Map(old), Shape::Map(new)) => {
                self.rules(path, before, after);
                self.types(&path.then(Step::Values), old, new);
            }
            (Shape::Enum(_), Shape::Enum(_) | Shape::Const(_)) | (Shape::Const(_), Shape::Enum(_)) => {
                self.rules(path, before, after);
                self.listed(path, before, &values(&before.shape), &values(&after.shape));
                self.as_a_whole(start, before, after);
            }
            (old, new) if is_same(old, new) => {
                if matches!(old, Shape::Any) {
                    self.unread.push((path.clone(), before.location.clone(), after.location.clone()));
                }
                self.rules(path, before, after);
                self.as_a_whole(start, before, after);
                if matches!(old, Shape::Union(_)) && !self.same_names {
                    self.alternatives(path, before, after);
                }
            }
            _ => self.other_type(path, before, after),
        }
    }

    fn nullable(&mut self, path: &Path, before: &Type, after: &Type) {
        if before.nullable == after.nullable {
            return;
        }
        let word = |is_nullable: bool| Some(if is_nullable { "allowed" } else { "refused" }.to_owned());
        let change = self.change(path, What::Changed("null"));
        let change = change.between(word(before.nullable), word(after.nullable));
        let other = Type { nullable: after.nullable, ..before.clone() };
        self.judged(change, before, &other);
    }

    fn rules(&mut self, path: &Path, before: &Type, after: &Type) {
        for rule in rules::changed(&before.rules, &after.rules) {
            let change = self.change(path, What::Changed(rule.keyword)).between(rule.before, rule.after);
            self.judged(change, before, &with_rules(before, rule.rules));
        }
    }

    /// Rules on how many properties an object has.
    pub(super) fn rules_of_object(&mut self, path: &Path, before: &Object, after: &Object) {
        for rule in rules::changed(&before.rules, &after.rules) {
            let change = self.change(path, What::Changed(rule.keyword)).between(rule.before, rule.after);
            let of = |object: Object| Type::new(Shape::Object(Box::new(object)), Default::default());
            let other = Object { rules: rule.rules, ..before.clone() };
            self.judged(change, &of(before.clone()), &of(other));
        }
    }

    /// Values of an enumeration that have come and gone. There may be very many: each is judged by itself.
    fn listed(&mut self, path: &Path, of_type: &Type, before: &[EnumValue], after: &[EnumValue]) {
        let set = |values: &[EnumValue]| values.iter().map(|listed| &listed.value).collect::<ValueSet>();
        let (older, newer) = (set(before), set(after));
        // A value that rules refuse, or that is allowed besides, is none that the list decides on.
        let is_decided = |value: &Json| {
            let is_null = of_type.nullable && *value == Json::Null;
            !is_null && of_type.rules.iter().all(|rule| conformance::holds(value, rule))
        };
        for listed in before.iter().filter(|listed| !newer.has(&listed.value)) {
            let value = words::value(&listed.value);
            let mut change = self.change(path, What::Changed(VALUE)).between(Some(value), None);
            let reason = is_decided(&listed.value).then(|| direction::no_longer_valid(&listed.value));
            change.program.extend(reason);
            self.changes.push(change);
        }
        for listed in after.iter().filter(|listed| !older.has(&listed.value)) {
            let value = words::value(&listed.value);
            let mut change = self.change(path, What::Changed(VALUE)).between(None, Some(value));
            let reason = is_decided(&listed.value).then(|| direction::not_allowed_before(&listed.value));
            change.consumers.extend(reason);
            self.changes.push(change);
        }
        let text = |value: &Json| serde_json::to_string(value).unwrap_or_default();
        let others: HashMap<String, &EnumValue> =
            after.iter().map(|listed| (text(&listed.value), listed)).collect();
        for old in before {
            if let Some(new) = others.get(&text(&old.value)) {
                self.words_about_value(path, old, new);
            }
        }
    }

    fn words_about_value(&mut self, path: &Path, before: &EnumValue, after: &EnumValue) {
        if before.description != after.description {
            let text = |value: &EnumValue| value.description.as_deref().map(words::shortened);
            let change = self.change(path, What::Changed("description of a value"));
            let change = change.between(text(before), text(after)).words();
            self.changes.push(change.remark(format!("of {}", words::value(&after.value))));
        }
        if before.deprecated != after.deprecated {
            let change = self.change(path, What::Changed("deprecation of a value"));
            let change = change.between(deprecated(before.deprecated), deprecated(after.deprecated));
            self.changes.push(change.remark(format!("of {}", words::value(&after.value))));
        }
    }

    /// Alternatives that are called as before, and may mean something else.
    fn alternatives(&mut self, path: &Path, before: &Type, after: &Type) {
        let plain = |of_type: &Type| Type { nullable: false, rules: Default::default(), ..of_type.clone() };
        let (before, after) = (plain(before), plain(after));
        let (program, consumers) = direction::both((&before, self.older), (&after, self.newer));
        if program.is_some() || consumers.is_some() {
            let change = self.change(path, What::Changed("values"));
            self.push(change, program, consumers);
        }
    }

    /// Another kind of value.
    fn other_type(&mut self, path: &Path, before: &Type, after: &Type) {
        let text = |of_type: &Type| {
            let rules: Vec<String> = of_type
                .rules
                .iter()
                .map(|rule| format!("{} {}", rule.keyword(), words::limit(rule)))
                .collect();
            let rules = if rules.is_empty() { String::new() } else { format!(", {}", rules.join(", ")) };
            Some(words::of_type(of_type) + &rules)
        };
        let mut change = self.change(path, What::Changed(TYPE)).between(text(before), text(after));
        let plain = |of_type: &Type| Type { nullable: false, ..of_type.clone() };
        let (before, after) = (plain(before), plain(after));
        let (program, consumers) = direction::both((&before, self.older), (&after, self.newer));
        // The same values in the same words: what differs is said about them somewhere within.
        change.is_words = program.is_none() && consumers.is_none() && change.before == change.after;
        self.push(change, program, consumers);
    }

    /// Adds a change that makes another type of the older one.
    fn judged(&mut self, change: Change, before: &Type, other: &Type) {
        let (program, consumers) = direction::both((before, self.older), (other, self.older));
        self.push(change, program, consumers);
    }

    fn push(&mut self, mut change: Change, program: Option<Reason>, consumers: Option<Reason>) {
        change.program.extend(program);
        change.consumers.extend(consumers);
        self.changes.push(change);
    }

    /// Several changes at once may break nothing, though each alone would, or the other way round.
    fn as_a_whole(&mut self, start: usize, before: &Type, after: &Type) {
        if self.changes.len() < start + 2 {
            return;
        }
        let (program, consumers) = direction::both((before, self.older), (after, self.newer));
        let changes = &mut self.changes[start..];
        settle(changes, program, |change| &mut change.program);
        settle(changes, consumers, |change| &mut change.consumers);
    }

    fn words_about(&mut self, path: &Path, before: &Type, after: &Type) {
        if before.description != after.description {
            let text = |of_type: &Type| of_type.description.as_deref().map(words::shortened);
            let change = self.change(path, What::Changed("description"));
            self.changes.push(change.between(text(before), text(after)).words());
        }
        if before.examples != after.examples {
            let text = |of_type: &Type| {
                let examples: Vec<String> = of_type.examples.iter().map(words::value).collect();
                (!examples.is_empty()).then(|| words::shortened(&examples.join(", ")))
            };
            let change = self.change(path, What::Changed("examples"));
            self.changes.push(change.between(text(before), text(after)).words());
        }
        if before.default != after.default {
            let text = |of_type: &Type| of_type.default.as_deref().map(words::value);
            let change = self.change(path, What::Changed("default")).between(text(before), text(after));
            self.changes.push(change.remark("what is meant where the property is absent"));
        }
        if before.deprecated != after.deprecated {
            let change = self.change(path, What::Changed("deprecation"));
            self.changes.push(change.between(deprecated(before.deprecated), deprecated(after.deprecated)));
        }
    }
}

/// The aspect of a value that an enumeration has or has not.
pub(super) const VALUE: &str = "value";

/// The aspect of the kind of values.
pub(super) const TYPE: &str = "type";

/// The aspect of what a schema says that no type can say.
pub(super) const SCHEMA: &str = "schema";

fn deprecated(is_deprecated: bool) -> Option<String> {
    is_deprecated.then(|| "deprecated".to_owned())
}

/// The values of an enumeration, or the only one.
fn values(shape: &Shape) -> Vec<EnumValue> {
    match shape {
        Shape::Enum(values) => values.clone(),
        Shape::Const(value) => vec![EnumValue { value: value.clone(), description: None, deprecated: false }],
        _ => Vec::new(),
    }
}

/// Gives the changes the reason that holds for all of them together.
fn settle(changes: &mut [Change], whole: Option<Reason>, reasons: fn(&mut Change) -> &mut Vec<Reason>) {
    match whole {
        None => changes.iter_mut().for_each(|change| reasons(change).clear()),
        Some(reason) => {
            let is_told = changes.iter_mut().any(|change| !reasons(change).is_empty());
            let first = changes.iter_mut().find(|change| !change.is_words);
            if let (false, Some(first)) = (is_told, first) {
                reasons(first).push(reason);
            }
        }
    }
}

/// Whether two shapes are the same, wherever they stand. Lists, maps and objects with properties are gone into instead.
fn is_same(before: &Shape, after: &Shape) -> bool {
    match (before, after) {
        (Shape::Any, Shape::Any)
        | (Shape::String, Shape::String)
        | (Shape::Integer, Shape::Integer)
        | (Shape::Number, Shape::Number)
        | (Shape::Boolean, Shape::Boolean)
        | (Shape::Null, Shape::Null) => true,
        (Shape::Const(before), Shape::Const(after)) => before == after,
        _ => serde_json::to_value(before).ok() == serde_json::to_value(after).ok(),
    }
}

/// The type that a name leads to, with what is said on the way.
fn followed(of_type: &Type, scope: Scope<'_>) -> Type {
    let mut found = of_type.clone();
    for _ in 0..LONGEST_CHAIN {
        let Shape::Reference(key) = &found.shape else { return found };
        let Some(target) = scope.definition(key) else { break };
        found.shape = target.shape.clone();
        found.location = target.location.clone();
        found.nullable |= target.nullable;
        found.rules.extend(target.rules.iter().cloned());
    }
    if matches!(found.shape, Shape::Reference(_)) {
        found.shape = Shape::Any;
    }
    found
}
