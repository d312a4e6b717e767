//! Documents as trees, and what a change makes of them.

use crate::diagnostic::Amendment;
use crate::json::{self, Json};
use crate::text::Syntax;
use crate::yaml;

/// The document as the plans' reader has it; `None` when it is neither JSON nor YAML.
pub(super) fn read(text: &str) -> Option<Json> {
    match Syntax::of(text) {
        Syntax::Json => json::document(text).ok().map(|document| document.json),
        Syntax::Yaml => {
            let documents = yaml::compose(text).ok()?;
            let mut there = documents.iter().filter(|document| !document.is_null());
            match (there.next(), there.next()) {
                (Some(only), None) => Some(only.to_document().json),
                _ => Some(documents.iter().map(|document| document.to_document().json).collect()),
            }
        }
        Syntax::Csv => None,
    }
}

/// The tree with the change made in it; `None` when it is not there to be changed, or is there twice.
pub(super) fn with(tree: Json, fix: &Amendment) -> Option<Json> {
    let path: Vec<&str> = fix.location().pointer.segments().collect();
    match fix {
        Amendment::Remove(_) => {
            let (last, outer) = path.split_last()?;
            changed(tree, outer, &|container| without(container, last))
        }
        Amendment::Add { key, value, .. } => changed(tree, &path, &|object| match object {
            Json::Object(members) if members.iter().all(|(known, _)| known != key) => {
                let added = [((*key).into(), value.clone())];
                Some(added.into_iter().chain(members).collect())
            }
            _ => None,
        }),
    }
}

/// The tree in which the value that `path` leads to is what `change` makes of it.
fn changed(tree: Json, path: &[&str], change: &dyn Fn(Json) -> Option<Json>) -> Option<Json> {
    let Some((first, rest)) = path.split_first() else { return change(tree) };
    match tree {
        Json::Object(mut members) => {
            let mut found = members.make_mut().iter_mut().filter(|(key, _)| key == first);
            let (_, value) = found.next()?;
            if found.next().is_some() {
                return None;
            }
            *value = changed(std::mem::take(value), rest, change)?;
            Some(Json::Object(members))
        }
        Json::Array(mut items) => {
            let item = items.make_mut().get_mut(first.parse::<usize>().ok()?)?;
            *item = changed(std::mem::take(item), rest, change)?;
            Some(Json::Array(items))
        }
        _ => None,
    }
}

fn without(container: Json, name: &str) -> Option<Json> {
    match container {
        Json::Object(mut members) => {
            let before = members.len();
            members.retain(|(key, _)| key != name);
            (members.len() + 1 == before).then_some(Json::Object(members))
        }
        Json::Array(mut items) => {
            let index = name.parse().ok().filter(|index| *index < items.len())?;
            items.remove(index);
            Some(Json::Array(items))
        }
        _ => None,
    }
}
