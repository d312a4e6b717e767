//! `$ref`: named types, each read once however often it is named.

use std::collections::{BTreeMap, BTreeSet};

use super::keywords::Keywords;
use super::reader::{Definition, EXPANSION_DEPTH, Reader};
use crate::json::Json;
use crate::parse::codes::{CYCLIC_REFERENCE, FOREIGN_REFERENCE, UNRESOLVED_REFERENCE};
use crate::plan::{Definitions, Shape, Type};
use crate::pointer::{Location, Pointer};
use crate::suggestion;

impl<'a> Reader<'a, '_> {
    /// The type that names a definition, with what is said about it beside the `$ref`.
    pub(super) fn reference(
        &mut self,
        reference: &'a Json,
        keywords: &Keywords<'a>,
        location: &Location,
    ) -> Type {
        for keyword in keywords.limits() {
            self.report_unsupported(keyword, location, "it stands beside `$ref`, where it is not checked");
        }
        let place = location.key("$ref");
        let any = Type::new(Shape::Any, location.clone());
        let Some(text) = reference.as_str() else {
            self.report_malformed(&place, "$ref", "a string", reference);
            return any;
        };
        match self.resolve(text, &place) {
            Some(key) => Type::new(Shape::Reference(key.into()), location.clone()),
            None => any,
        }
    }

    /// The key of the definition that `text` names; `None`, and a finding at `place`, when there is none.
    fn resolve(&mut self, text: &'a str, place: &Location) -> Option<String> {
        let (document, fragment) = text.split_once('#').unwrap_or((text, ""));
        let own_id = self.document.root.get("$id").or(self.document.root.get("id")).and_then(Json::as_str);
        let own_id = own_id.map(|id| id.trim_end_matches('#'));
        if !document.is_empty() && own_id != Some(document) {
            let message = format!("`$ref` names another document: `{document}`");
            let help = "add the document to the plan's folder, or bring the schema in under `$defs`: nothing is fetched";
            self.report(&FOREIGN_REFERENCE, message, place, help);
            return None;
        }
        let pointer = percent_decoded(fragment);
        let key = format!("#{pointer}");
        if self.definitions.contains_key(&key) {
            return Some(key);
        }
        match self.document.find(&pointer) {
            Some((schema, location)) => {
                let definition = Definition::Waiting { name: last_name(text), schema, location };
                self.definitions.insert(key.clone(), definition);
                self.waiting.push(key.clone());
                Some(key)
            }
            None if self.shared.is_some_and(|shared| shared.contains_key(key.as_str())) => Some(key),
            None => {
                let message = format!("`$ref` names `{text}`, which is not there");
                let help = self.known_definitions(text);
                self.report(&UNRESOLVED_REFERENCE, message, place, help);
                None
            }
        }
    }

    /// What to write instead of `text`, which names nothing.
    fn known_definitions(&self, text: &str) -> String {
        let own = ["$defs", "definitions"].into_iter().flat_map(|keyword| {
            let schemas = self.document.root.get(keyword).map_or(&[][..], Json::members);
            schemas.iter().map(move |(name, _)| format!("#{}", Pointer::root().key(keyword).key(name)))
        });
        let shared = self.shared.into_iter().flat_map(|shared| shared.keys().map(String::from));
        let known: BTreeSet<String> = own.chain(shared).collect();
        if known.is_empty() {
            return "add the schema under `$defs` and name it as `#/$defs/Name`".to_owned();
        }
        suggestion::did_you_mean(text, known.iter().map(String::as_str))
    }

    /// The schema in the document that a `$ref` names, without noting that it is named.
    pub(super) fn target(&self, text: &str) -> Option<&'a Json> {
        let (schema, _) = self.document.find(&percent_decoded(text.strip_prefix('#')?))?;
        Some(schema)
    }

    /// Notes a definition that the document has, whether or not anything names it.
    pub(super) fn define(&mut self, keyword: &str, name: &'a str) {
        let pointer = Pointer::root().key(keyword).key(name);
        if let Some((schema, location)) = self.document.find(&pointer.to_string()) {
            let key = format!("#{pointer}");
            self.definitions.insert(key.clone(), Definition::Waiting { name, schema, location });
            self.waiting.push(key);
        }
    }

    /// The type that `key` names, read now if it was not; `None` while it is being read.
    pub(super) fn inline(&mut self, key: &str) -> Option<Type> {
        self.depth += EXPANSION_DEPTH;
        self.read_definition(key);
        self.depth -= EXPANSION_DEPTH;
        match self.definitions.get(key) {
            Some(Definition::Read(value)) => Some(value.clone()),
            Some(Definition::Reading | Definition::Waiting { .. }) => None,
            None => self.shared?.get(key).cloned(),
        }
    }

    fn read_definition(&mut self, key: &str) {
        let Some(definition) = self.definitions.get_mut(key) else { return };
        if !matches!(definition, Definition::Waiting { .. }) {
            return;
        }
        let Definition::Waiting { name, schema, location } =
            std::mem::replace(definition, Definition::Reading)
        else {
            return;
        };
        let path = std::mem::replace(&mut self.path, vec![name]);
        let branches = std::mem::take(&mut self.branches);
        let in_definition = std::mem::replace(&mut self.in_definition, true);
        let value = self.read(schema, &location);
        self.in_definition = in_definition;
        self.branches = branches;
        self.path = path;
        self.definitions.insert(key.to_owned(), Definition::Read(value));
    }

    /// All definitions that were named, and those that they name in turn.
    pub(super) fn into_definitions(mut self) -> Definitions {
        while let Some(key) = self.waiting.pop() {
            self.read_definition(&key);
        }
        let mut definitions = Definitions::new();
        for (key, definition) in std::mem::take(&mut self.definitions) {
            if let Definition::Read(value) = definition {
                definitions.insert(key.into(), value);
            }
        }
        for key in endless(&definitions) {
            let Some(value) = definitions.get_mut(key.as_str()) else { continue };
            let message = format!("`{key}` leads back to itself, so it says nothing");
            let help = "say what the value is; a schema may hold itself only in a property or a list";
            self.report(&CYCLIC_REFERENCE, message, &value.location.clone(), help);
            value.shape = Shape::Any;
            value.nullable = false;
        }
        definitions
    }
}

impl<'a> super::Document<'a> {
    /// The schema at `pointer`.
    fn find(&self, pointer: &str) -> Option<(&'a Json, Location)> {
        if !pointer.is_empty() && !pointer.starts_with('/') {
            return None;
        }
        let pointer = Pointer::from_text(pointer);
        let mut schema = self.root;
        let mut location = self.location.clone();
        for (depth, segment) in pointer.segments().enumerate() {
            if depth == 0 && self.only_definitions && segment != "$defs" && segment != "definitions" {
                return None;
            }
            location = location.key(segment);
            schema = match schema {
                Json::Array(items) => items.get(segment.parse::<usize>().ok()?)?,
                other => other.get(segment)?,
            };
            if let Some(moved) = self.moved.and_then(|moved| moved.get(&location.pointer)) {
                location = moved.clone();
            }
        }
        let whole = pointer == Pointer::root();
        (!(whole && self.only_definitions)).then_some((schema, location))
    }
}

/// Definitions that lead back to themselves through nothing but names and unions.
fn endless(definitions: &Definitions) -> BTreeSet<String> {
    let mut state: BTreeMap<&str, bool> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for start in definitions.keys() {
        if state.contains_key(start.as_str()) {
            continue;
        }
        // Depth first without recursion: a chain of names can be as long as the plan.
        let mut open = vec![(start.as_str(), names(definitions, start))];
        state.insert(start, true);
        while let Some((key, targets)) = open.last_mut() {
            match targets.pop() {
                None => {
                    state.insert(key, false);
                    open.pop();
                }
                Some(target) => match state.get(target) {
                    Some(true) => {
                        found.insert(target.to_owned());
                    }
                    Some(false) => {}
                    None => {
                        state.insert(target, true);
                        open.push((target, names(definitions, target)));
                    }
                },
            }
        }
    }
    found
}

fn names<'a>(definitions: &'a Definitions, key: &str) -> Vec<&'a str> {
    match definitions.get(key).map(|value| &value.shape) {
        Some(Shape::Reference(target)) => vec![target],
        Some(Shape::Union(variants)) => variants
            .iter()
            .filter_map(|variant| match &variant.shape {
                Shape::Reference(target) => Some(target.as_str()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The name that people know a definition by: the last one of its pointer.
fn last_name(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}

/// The text that a URI fragment stands for; a `%` that is no escape stays.
pub(in crate::parse) fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| byte == b'%').and_then(|digits| {
            let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
            u8::from_str_radix(digits, 16).ok()
        });
        bytes.push(escaped.unwrap_or(byte));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
