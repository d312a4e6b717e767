//! The definitions that an event uses, gathered so that its schema stands for itself.

use std::collections::{BTreeMap, BTreeSet};

use super::percent;
use super::schema::SchemaWriter;
use crate::json::{Member, ObjectWriter};
use crate::plan::{Event, Object, Plan, Shape, Type};
use crate::pointer::Pointer;

/// Where definitions stand in a schema; others get a place in the first.
const KEYWORDS: [&str; 2] = ["$defs", "definitions"];

/// The name of a definition that is the whole schema of an event.
const WHOLE: &str = "Event";

/// A definition that an event uses.
pub(super) struct Used<'a> {
    /// By what the plan knows it.
    pub(super) key: &'a str,
    keyword: &'static str,
    name: String,
    value: &'a Type,
    /// Whether the plan has it for all events.
    pub(super) is_shared: bool,
}

impl Used<'_> {
    /// The pointer to where it stands now, as `$ref` and the plan's keys write it.
    pub(super) fn new_key(&self) -> String {
        format!("#{}", Pointer::root().key(self.keyword).key(&self.name))
    }
}

/// All definitions that an event uses, also by way of each other.
pub(super) struct Definitions<'a> {
    pub(super) used: Vec<Used<'a>>,
    /// Keys that are named and lead nowhere.
    pub(super) absent: BTreeSet<&'a str>,
    /// What `$ref` says for each key.
    pub(super) references: BTreeMap<String, String>,
}

impl<'a> Definitions<'a> {
    /// What `event` uses: its own definitions come before those of the plan.
    pub(super) fn of(event: &'a Event, plan: &'a Plan) -> Self {
        let mut found: BTreeMap<&str, (&Type, bool)> = BTreeMap::new();
        let mut absent = BTreeSet::new();
        let mut open = Vec::new();
        keys_of_object(&event.properties, &mut open);
        while let Some(key) = open.pop() {
            if found.contains_key(key) || absent.contains(key) {
                continue;
            }
            let own = event.definitions.get(key).map(|value| (value, false));
            match own.or_else(|| plan.definitions.get(key).map(|value| (value, true))) {
                Some((value, is_shared)) => {
                    found.insert(key, (value, is_shared));
                    keys_of(value, &mut open);
                }
                None => {
                    absent.insert(key);
                }
            }
        }
        let used = placed(found);
        let references = used.iter().map(|used| (used.key.to_owned(), reference(used))).collect();
        Self { used, absent, references }
    }

    /// Adds the definitions to the root of a schema.
    pub(super) fn write(&self, schema: &mut ObjectWriter, writer: &SchemaWriter<'_>) {
        for keyword in KEYWORDS {
            let here = self.used.iter().filter(|used| used.keyword == keyword);
            schema.object(
                keyword,
                here.map(|used| -> Member { (used.name.as_str().into(), writer.value(used.value)) }),
            );
        }
    }
}

/// What `$ref` says: a URI, in which few characters stand for themselves.
fn reference(used: &Used<'_>) -> String {
    format!("#{}", percent::of_fragment(&Pointer::root().key(used.keyword).key(&used.name).to_string()))
}

/// A place for each definition: its own if that is one of definitions, otherwise a new one.
fn placed<'a>(found: BTreeMap<&'a str, (&'a Type, bool)>) -> Vec<Used<'a>> {
    let mut names = BTreeSet::new();
    for key in found.keys() {
        if let Some((KEYWORD, name)) = own_place(key) {
            names.insert(name);
        }
    }
    let place = |(key, (value, is_shared)): (&'a str, (&'a Type, bool))| {
        let (keyword, name) = own_place(key).unwrap_or_else(|| (KEYWORD, new_name(key, &mut names)));
        Used { key, keyword, name, value, is_shared }
    };
    found.into_iter().map(place).collect()
}

/// Where definitions stand that come from elsewhere.
const KEYWORD: &str = KEYWORDS[0];

/// Keyword and name of a key that leads to a definition.
fn own_place(key: &str) -> Option<(&'static str, String)> {
    let pointer = Pointer::from_text(key.strip_prefix('#')?);
    let mut segments = pointer.segments();
    let (first, name, rest) = (segments.next()?, segments.next()?, segments.next());
    let keyword = KEYWORDS.into_iter().find(|keyword| *keyword == first)?;
    rest.is_none().then(|| (keyword, name.to_owned()))
}

/// A name that no other definition has.
fn new_name(key: &str, names: &mut BTreeSet<String>) -> String {
    let pointer = Pointer::from_text(key.strip_prefix('#').unwrap_or(key));
    let last = pointer.last().filter(|last| !last.is_empty());
    let wanted = last.unwrap_or(WHOLE).to_owned();
    let numbered = (2..).map(|number| format!("{wanted}{number}"));
    let mut all = std::iter::once(wanted.clone()).chain(numbered);
    let name = all.find(|name| !names.contains(name)).unwrap_or(wanted);
    names.insert(name.clone());
    name
}

fn keys_of_object<'a>(object: &'a Object, keys: &mut Vec<&'a str>) {
    object.properties.iter().for_each(|property| keys_of(&property.value, keys));
}

/// Collects the keys of the definitions that a type names.
fn keys_of<'a>(value: &'a Type, keys: &mut Vec<&'a str>) {
    match &value.shape {
        Shape::Reference(key) => keys.push(key),
        Shape::Array(array) => keys_of(&array.items, keys),
        Shape::Map(values) => keys_of(values, keys),
        Shape::Object(object) => keys_of_object(object, keys),
        Shape::Union(variants) => variants.iter().for_each(|variant| keys_of(variant, keys)),
        Shape::Any
        | Shape::String
        | Shape::Integer
        | Shape::Number
        | Shape::Boolean
        | Shape::Null
        | Shape::Enum(_)
        | Shape::Const(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::Definitions;
    use crate::plan::{Event, EventKind, Plan, Property, Shape, Type};
    use crate::pointer::Location;

    fn reference(key: &str) -> Type {
        Type::new(Shape::Reference(key.into()), Location::default())
    }

    #[test]
    fn what_an_event_names_is_found_and_stands_where_definitions_stand() {
        let mut event = Event::new(EventKind::Track, "Seed Sown", Location::default());
        for key in ["#/$defs/Bed", "#/properties/bed", "#", "#/definitions/a~1b", "#/$defs/Gone"] {
            let value = reference(key);
            let property =
                Property { name: key.into(), required: false, value, location: Location::default() };
            event.properties.properties.push(property);
        }
        let text = || Type::new(Shape::String, Location::default());
        for key in ["#/properties/bed", "#", "#/definitions/a~1b", "#/$defs/unused"] {
            event.definitions.insert(key.into(), text());
        }
        let mut plan = Plan::default();
        plan.definitions.insert("#/$defs/Bed".into(), reference("#/$defs/Inner %"));
        plan.definitions.insert("#/$defs/Inner %".into(), reference("#/$defs/Bed"));

        let definitions = Definitions::of(&event, &plan);
        let shown: Vec<_> =
            definitions.used.iter().map(|used| (used.key, used.new_key(), used.is_shared)).collect();
        assert_eq!(
            shown,
            [
                ("#", "#/$defs/Event".to_owned(), false),
                ("#/$defs/Bed", "#/$defs/Bed".to_owned(), true),
                ("#/$defs/Inner %", "#/$defs/Inner %".to_owned(), true),
                ("#/definitions/a~1b", "#/definitions/a~1b".to_owned(), false),
                ("#/properties/bed", "#/$defs/bed".to_owned(), false),
            ]
        );
        assert_eq!(definitions.references["#/$defs/Inner %"], "#/$defs/Inner%20%25");
        assert_eq!(Vec::from_iter(definitions.absent), ["#/$defs/Gone"]);
    }
}
