//! `$ref`s from one self-describing schema to another: by its URI, by the address that a registry serves it at, or by the
//! path of its file.

use std::collections::HashMap;

use super::registry::Registry;
use super::structure::{Structure, uri_at};
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::parse::path::{folder, normalised};
use crate::parse::references::{self, Target};
use crate::plan::Definitions;

/// Replaces what schemas of the registry name each other by with names of definitions, which are returned: as types, and
/// as their object.
///
/// What the registry does not have stays as it is, for the reader of schemas to name.
pub(super) fn link(registry: &mut Registry, findings: &mut Diagnostics) -> (Definitions, Json) {
    let all: Vec<&Structure> = registry.structures.iter().chain(&registry.entities).collect();
    let uris: HashMap<String, usize> = positions(&all, Structure::uri);
    let files: HashMap<String, usize> = positions(&all, |structure| normalised("", &structure.file));
    let targets: Vec<Target<'_>> = all.iter().map(|structure| target(structure)).collect();
    let gathered = references::gather(&targets, |text, from| {
        if text.starts_with("iglu:") {
            return uris.get(text).copied();
        }
        let path = match text.split_once("://") {
            Some((_, rest)) => rest.to_owned(),
            None if text.starts_with('/') => text.to_owned(),
            None => normalised(folder(&all[from].file), text),
        };
        files.get(&path).or_else(|| uris.get(&uri_at(&path)?)).copied()
    });
    let definitions = gathered.definitions(findings);
    let all = registry.structures.iter_mut().chain(&mut registry.entities);
    for (structure, schema) in all.zip(gathered.schemas) {
        structure.schema = schema;
    }
    definitions
}

fn target(structure: &Structure) -> Target<'_> {
    Target { schema: &structure.schema, location: structure.location.clone(), name: &structure.name }
}

/// Where each name stands in the list; the first one counts.
fn positions(all: &[&Structure], name: impl Fn(&Structure) -> String) -> HashMap<String, usize> {
    let mut positions = HashMap::new();
    for (position, structure) in all.iter().enumerate() {
        positions.entry(name(structure)).or_insert(position);
    }
    positions
}
