//! The words of an event that reach the wire: its name, the keys of its properties, its texts that are constant.

use std::collections::BTreeSet;

use ampli_rs::json::Json;
use ampli_rs::plan::{Event, Object, Plan, Property, Shape, Type};

/// What an event says on the wire, whatever values a program gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Words {
    pub(crate) event: String,
    /// Names of properties at any depth.
    pub(crate) keys: BTreeSet<String>,
    /// Values of enumerations, and constants, that are texts.
    pub(crate) values: BTreeSet<String>,
}

/// The words of `event` as the plan has them.
pub(crate) fn of_event(event: &Event, plan: &Plan) -> Words {
    let mut walk = Walk { event, plan, words: Words::default(), entered: BTreeSet::new() };
    walk.words.event = event.name.to_string();
    walk.object(&event.properties);
    walk.words
}

struct Walk<'p> {
    event: &'p Event,
    plan: &'p Plan,
    words: Words,
    /// Named types, which may hold themselves.
    entered: BTreeSet<&'p str>,
}

impl<'p> Walk<'p> {
    fn object(&mut self, object: &'p Object) {
        // What may only ever be `null` need not be there at all, and nothing can be said with it.
        let says_something = |property: &&Property| property.required || property.value.shape != Shape::Null;
        for property in object.properties.iter().filter(says_something) {
            self.words.keys.insert(property.name.to_string());
            self.value(&property.value);
        }
    }

    fn value(&mut self, value: &'p Type) {
        match &value.shape {
            Shape::Object(object) => self.object(object),
            Shape::Array(array) => self.value(&array.items),
            Shape::Map(values) => self.value(values),
            Shape::Union(shapes) => shapes.iter().for_each(|shape| self.value(shape)),
            Shape::Enum(values) => values.iter().for_each(|value| self.constant(&value.value)),
            Shape::Const(constant) => self.constant(constant),
            Shape::Reference(key) if self.entered.insert(key) => {
                let own = self.event.definitions.get(key);
                self.value(own.or_else(|| self.plan.definitions.get(key)).expect("references are resolved"));
            }
            _ => {}
        }
    }

    fn constant(&mut self, value: &Json) {
        if let Json::String(text) = value {
            self.words.values.insert(text.to_string());
        }
    }
}
