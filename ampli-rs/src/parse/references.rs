//! `$ref`s from one document of a plan to another: what they name becomes a definition of the plan.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::schema::{self, Document, percent_decoded};
use crate::diagnostic::Diagnostics;
use crate::json::{Json, Member};
use crate::plan::Definitions;
use crate::pointer::{Location, Pointer};

/// Where the definitions of a plan stand in its schemas.
const DEFINITIONS: &str = "$defs";

/// A schema that others may name.
pub(super) struct Target<'a> {
    pub(super) schema: &'a Json,
    /// Where it stands.
    pub(super) location: Location,
    /// What the definition is called if the whole schema is named.
    pub(super) name: &'a str,
}

/// Schemas with every name of another document replaced by a name of a definition of the plan.
pub(super) struct Gathered {
    /// The schemas, in their order.
    pub(super) schemas: Vec<Json>,
    /// The definitions, as `{"$defs": {…}}`.
    definitions: Json,
    /// Where each definition really stands, by its pointer in `definitions`.
    places: BTreeMap<Pointer, Location>,
}

impl Gathered {
    /// The definitions as types, and their object.
    pub(super) fn definitions(&self, findings: &mut Diagnostics) -> (Definitions, Json) {
        let document = Document {
            root: &self.definitions,
            location: Location::default(),
            only_definitions: true,
            moved: Some(&self.places),
        };
        let definitions = schema::definitions(document, DEFINITIONS, findings);
        (definitions, self.definitions.get(DEFINITIONS).cloned().unwrap_or_default())
    }
}

/// A schema in one of the targets: the target's place in the list, and a pointer in it.
type Part = (usize, String);

/// Names that were given to the schemas that other documents name.
struct Names<'a, F> {
    targets: &'a [Target<'a>],
    find: F,
    given: BTreeMap<Part, String>,
    taken: BTreeSet<String>,
    /// The names that documents have for definitions of their own, which are looked up first.
    own: HashMap<&'a str, Vec<usize>>,
    waiting: Vec<Part>,
}

/// Replaces the `$ref`s between documents by names of definitions, and gathers the definitions.
///
/// `find` tells which of the targets the part of a `$ref` before `#` names, seen from the target at a position.
pub(super) fn gather(targets: &[Target<'_>], find: impl Fn(&str, usize) -> Option<usize>) -> Gathered {
    let mut own: HashMap<&str, Vec<usize>> = HashMap::new();
    for (position, target) in targets.iter().enumerate() {
        for (name, _) in target.schema.get(DEFINITIONS).map_or(&[][..], Json::members) {
            own.entry(name).or_default().push(position);
        }
    }
    let (given, taken, waiting) = (BTreeMap::new(), BTreeSet::new(), Vec::new());
    let mut names = Names { targets, find, given, taken, own, waiting };
    let linked = |(position, target): (usize, &Target<'_>)| {
        let mut schema = target.schema.clone();
        if names_another(&schema) {
            schema::edit(&mut schema, &mut |members| names.rename(members.make_mut(), position, false));
        }
        schema
    };
    let schemas = targets.iter().enumerate().map(linked).collect();
    let mut definitions: Vec<Member> = Vec::new();
    let mut places = BTreeMap::new();
    while let Some(part) = names.waiting.pop() {
        let Some((schema, location)) = locate(&targets[part.0], &part.1) else { continue };
        let mut schema = schema.clone();
        schema::edit(&mut schema, &mut |members| names.rename(members.make_mut(), part.0, true));
        if let Some(name) = names.given.get(&part) {
            places.insert(Pointer::root().key(DEFINITIONS).key(name), location);
            definitions.push((name.as_str().into(), schema));
        }
    }
    definitions.sort_by(|(one, _), (other, _)| one.cmp(other));
    let definitions: Json = definitions.into_iter().collect();
    let named = (!definitions.members().is_empty()).then(|| (DEFINITIONS.into(), definitions));
    Gathered { schemas, definitions: named.into_iter().collect(), places }
}

/// Whether anything in the schema, which need not be a `$ref` that counts, names more than a part of it.
fn names_another(schema: &Json) -> bool {
    schema.items().iter().any(names_another)
        || schema.members().iter().any(|(key, value)| {
            let is_another = **key == *"$ref" && value.as_str().is_some_and(|text| !text.starts_with('#'));
            is_another || names_another(value)
        })
}

impl<F: Fn(&str, usize) -> Option<usize>> Names<'_, F> {
    /// Renames the `$ref` of one schema in the target at `position`. Where the schema leaves its document (`moves`),
    /// names within the document need to be replaced too.
    fn rename(&mut self, members: &mut [Member], position: usize, moves: bool) {
        for (key, value) in members {
            let Some(text) = value.as_str().filter(|_| **key == *"$ref") else { continue };
            let Some(part) = self.part(text, position) else { continue };
            let fragment = if moves || part.0 != position {
                Pointer::root().key(DEFINITIONS).key(&self.name(part)).to_string()
            } else {
                // A document may call itself by its whole name.
                text.split_once('#').map_or_else(String::new, |(_, fragment)| fragment.to_owned())
            };
            *value = Json::String(format!("#{fragment}").into());
        }
    }

    /// What `text` names, seen from the target at `position`; `None` when no document of the plan has it.
    fn part(&self, text: &str, position: usize) -> Option<Part> {
        let (document, fragment) = text.split_once('#').unwrap_or((text, ""));
        let pointer = percent_decoded(fragment);
        let target =
            if document.is_empty() { position } else { (self.find)(&percent_decoded(document), position)? };
        locate(&self.targets[target], &pointer)?;
        Some((target, pointer))
    }

    fn name(&mut self, part: Part) -> String {
        if let Some(name) = self.given.get(&part) {
            return name.clone();
        }
        let pointer = Pointer::from_text(&part.1);
        let wanted = pointer.last().unwrap_or(self.targets[part.0].name).to_owned();
        let mut name = wanted.clone();
        let mut number = 2;
        while self.taken.contains(&name) || self.is_of_others(&name, &part) {
            name = format!("{wanted}{number}");
            number += 1;
        }
        self.taken.insert(name.clone());
        self.given.insert(part.clone(), name.clone());
        self.waiting.push(part);
        name
    }

    /// Whether a document has a definition of this name that is another one than `part`.
    fn is_of_others(&self, name: &str, part: &Part) -> bool {
        let is_part = Pointer::root().key(DEFINITIONS).key(name) == Pointer::from_text(&part.1);
        self.own.get(name).is_some_and(|owners| owners.iter().any(|owner| *owner != part.0 || !is_part))
    }
}

/// The schema at `pointer` of a target.
fn locate<'a>(target: &Target<'a>, pointer: &str) -> Option<(&'a Json, Location)> {
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return None;
    }
    let mut schema = target.schema;
    let mut location = target.location.clone();
    for segment in Pointer::from_text(pointer).segments() {
        location = location.key(segment);
        schema = match schema {
            Json::Array(items) => items.get(segment.parse::<usize>().ok()?)?,
            other => other.get(segment)?,
        };
    }
    Some((schema, location))
}
