//! `$ref`s from one file of a folder to another: what they name becomes a definition of the plan.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Gathered, stem};
use crate::json::{Json, Member};
use crate::parse::Input;
use crate::parse::path::{folder, normalised};
use crate::parse::schema::{self, percent_decoded};
use crate::pointer::{Location, Pointer};

/// A schema in one of the files.
type Target = (usize, String);

/// Names that were given to the schemas that other files name.
struct Names<'a> {
    files: HashMap<String, usize>,
    inputs: &'a [&'a Input<'a>],
    given: BTreeMap<Target, String>,
    taken: BTreeSet<String>,
    waiting: Vec<Target>,
}

/// Replaces the `$ref`s between files by names of definitions, and gathers the definitions.
pub(super) fn gather(inputs: &[&Input<'_>]) -> Gathered {
    let mut files = HashMap::new();
    for (position, input) in inputs.iter().enumerate() {
        files.insert(normalised("", input.name), position);
    }
    let mut names =
        Names { files, inputs, given: BTreeMap::new(), taken: BTreeSet::new(), waiting: Vec::new() };
    let schemas = inputs
        .iter()
        .enumerate()
        .map(|(position, input)| {
            let mut schema = input.json.clone();
            schema::edit(&mut schema, &mut |members| names.rename(members.make_mut(), position, false));
            schema
        })
        .collect();
    let mut definitions: Vec<Member> = Vec::new();
    let mut places = BTreeMap::new();
    while let Some(target) = names.waiting.pop() {
        let (position, pointer) = target.clone();
        let Some((schema, location)) = find(inputs[position], &pointer) else { continue };
        let mut schema = schema.clone();
        schema::edit(&mut schema, &mut |members| names.rename(members.make_mut(), position, true));
        if let Some(name) = names.given.get(&target) {
            places.insert(Pointer::root().key("$defs").key(name), location);
            definitions.push((name.as_str().into(), schema));
        }
    }
    definitions.sort_by(|(one, _), (other, _)| one.cmp(other));
    let definitions: Json = definitions.into_iter().collect();
    let named = (!definitions.members().is_empty()).then(|| ("$defs".into(), definitions));
    let definitions = named.into_iter().collect();
    Gathered { schemas, definitions, places }
}

impl Names<'_> {
    /// Renames the `$ref` of one schema in the file at `position`. Where the schema leaves its file (`moves`),
    /// names within the file need to be replaced too.
    fn rename(&mut self, members: &mut [Member], position: usize, moves: bool) {
        for (key, value) in members {
            if &**key != "$ref" {
                continue;
            }
            if let Some(text) = value.as_str()
                && let Some(target) = self.target(text, position)
                && (moves || target.0 != position)
            {
                let pointer = Pointer::root().key("$defs").key(&self.name(target));
                *value = Json::String(format!("#{pointer}").into());
            }
        }
    }

    /// What `text` names, seen from the file at `position`; `None` when no file of the folder has it.
    fn target(&self, text: &str, position: usize) -> Option<Target> {
        let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
        let pointer = percent_decoded(fragment);
        let target = if file.is_empty() {
            position
        } else {
            let file = percent_decoded(file);
            *self.files.get(&normalised(folder(self.inputs[position].name), &file))?
        };
        find(self.inputs[target], &pointer)?;
        Some((target, pointer))
    }

    fn name(&mut self, target: Target) -> String {
        if let Some(name) = self.given.get(&target) {
            return name.clone();
        }
        let last = Pointer::from_text(&target.1).segments().last();
        let wanted = last.unwrap_or_else(|| stem(self.inputs[target.0].name).to_owned());
        let mut name = wanted.clone();
        let mut number = 2;
        while !self.taken.insert(name.clone()) {
            name = format!("{wanted}{number}");
            number += 1;
        }
        self.given.insert(target.clone(), name.clone());
        self.waiting.push(target);
        name
    }
}

fn find<'a>(input: &'a Input<'_>, pointer: &str) -> Option<(&'a Json, Location)> {
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return None;
    }
    let mut schema = &input.json;
    let mut location = input.root();
    for segment in Pointer::from_text(pointer).segments() {
        location = location.key(&segment);
        schema = match schema {
            Json::Array(items) => items.get(segment.parse::<usize>().ok()?)?,
            other => other.get(&segment)?,
        };
    }
    Some((schema, location))
}
