//! What was seen, as JSON Schema. All that was seen is allowed by it.

use super::objects::Objects;
use super::values::Values;
use crate::json::{Json, ObjectWriter};

/// What lies deeper may be anything: no plan says so much, and few programs read schemas that are as deep.
const DEEPEST: usize = 10;

/// How deep a place lies, and what is required there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    depth: usize,
    required_percent: f64,
}

impl Place {
    /// That of the properties of an event: those that are in so many percent of its objects are required.
    pub(super) fn of_event(required_percent: f64) -> Self {
        Self { depth: 0, required_percent }
    }

    fn below(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    fn requires(self, present: u64, count: u64) -> bool {
        present == count || present as f64 * 100.0 >= self.required_percent * count as f64
    }
}

/// The schema of the objects in one place.
pub(super) fn of_objects(objects: &Objects, place: Place) -> Json {
    let mut schema = ObjectWriter::default();
    schema.add("type", Json::from("object"));
    if place.depth > 0
        && let Some(values) = objects.of_map()
    {
        schema.add("additionalProperties", of_values(&values, place.below()));
        return schema.finish();
    }
    let properties = objects.members.iter();
    schema.object(
        "properties",
        properties.map(|member| (member.name.clone(), of_values(&member.values, place.below()))),
    );
    let required = objects.members.iter().filter(|member| place.requires(member.present, objects.count));
    schema.list("required", required.map(|member| Json::from(member.name.clone())).collect());
    schema.finish()
}

/// The schema of the values in one place.
fn of_values(values: &Values, place: Place) -> Json {
    if place.depth > DEEPEST {
        return Json::Object([].into_iter().collect());
    }
    let mut kinds = of_kinds(values, place);
    let is_nullable = values.nulls > 0;
    match kinds.len() {
        // Of what was never there but as `null`, nothing is known.
        0 => Json::Object([].into_iter().collect()),
        1 => kinds.swap_remove(0).finish(is_nullable),
        _ if kinds.iter().all(|kind| kind.rest.is_none()) => {
            let null = is_nullable.then_some("null");
            let names = kinds.iter().map(|kind| kind.name).chain(null).map(Json::from);
            [("type".into(), names.collect())].into_iter().collect()
        }
        _ => {
            let null = is_nullable.then(|| Kind { name: "null", rest: None });
            let branches = kinds.into_iter().chain(null).map(|kind| kind.finish(false));
            [("anyOf".into(), branches.collect())].into_iter().collect()
        }
    }
}

/// A type, and what else is known of its values.
struct Kind {
    name: &'static str,
    rest: Option<(&'static str, Json)>,
}

impl Kind {
    fn finish(self, is_nullable: bool) -> Json {
        let mut schema = ObjectWriter::default();
        let name = Json::from(self.name);
        match self.rest {
            // An object says more than one thing, and all of it itself.
            Some(("", json)) if !is_nullable => return json,
            Some(("", json)) => {
                schema.add("type", [name, Json::from("null")].into_iter().collect());
                let members = json.members().iter().filter(|(key, _)| key != "type");
                members.for_each(|(key, value)| schema.add(key, value.clone()));
            }
            rest => {
                let names = [name.clone(), Json::from("null")];
                schema.add("type", if is_nullable { names.into_iter().collect() } else { name });
                match rest {
                    Some(("enum", values)) if is_nullable => {
                        let values = values.items().iter().cloned().chain([Json::Null]);
                        schema.add("enum", values.collect());
                    }
                    Some((key, json)) => schema.add(key, json),
                    None => {}
                }
            }
        }
        schema.finish()
    }
}

fn of_kinds(values: &Values, place: Place) -> Vec<Kind> {
    let mut kinds = Vec::new();
    let mut add = |name, rest| kinds.push(Kind { name, rest });
    if values.booleans > 0 {
        add("boolean", None);
    }
    match (values.integers, values.numbers) {
        (0, 0) => {}
        (_, 0) => add("integer", None),
        _ => add("number", None),
    }
    if values.texts.count > 0 {
        let format = values.texts.formats.best().map(|format| ("format", Json::from(format)));
        let of_enumeration = || {
            let texts = values.texts.enumeration()?;
            Some(("enum", texts.map(|text| Json::from(text.clone())).collect()))
        };
        add("string", format.or_else(of_enumeration));
    }
    if values.lists > 0 {
        add("array", values.items.as_ref().map(|items| ("items", of_values(items, place.below()))));
    }
    if let Some(objects) = &values.objects {
        add("object", Some(("", of_objects(objects, place.below()))));
    }
    kinds
}
