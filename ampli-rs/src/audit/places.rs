//! The planned properties of an event as a tree of places, in which values are counted.

use crate::collected::tape::{Kind, View};
use crate::json::Json;
use crate::plan::{Event, Object, Plan, Property, Shape, Type};
use crate::values::conformance::Scope;

/// Named types are followed so far: what holds itself has no end.
const DEEPEST: usize = 12;

/// The places of an event; the first one is that of the properties as a whole.
#[derive(Debug)]
pub(crate) struct Places<'p> {
    pub(crate) all: Vec<PlannedPlace<'p>>,
}

/// A planned property, the items of a list, or the values of a map.
#[derive(Debug, Default)]
pub(crate) struct PlannedPlace<'p> {
    /// As people write it: `items[].price`.
    pub(crate) path: String,
    /// The property, where it is one.
    pub(crate) property: Option<&'p Property>,
    members: Vec<(&'p str, usize)>,
    items: Option<usize>,
    /// Of an object whose keys are data.
    values: Option<usize>,
    /// Whether anything may stand within.
    is_open: bool,
    /// By kind, whether any value of it is planned, whatever is listed besides.
    takes_any: [bool; Kind::ALL.len()],
    pub(crate) listed: Vec<&'p Json>,
    /// The texts of what is listed, sorted, and which they are.
    texts: Vec<(&'p str, usize)>,
}

impl<'p> Places<'p> {
    /// The places of `event`, to which the properties of `context` are added.
    pub(crate) fn new(event: &'p Event, context: Option<&'p Event>, plan: &'p Plan) -> Self {
        let mut places = Self { all: vec![PlannedPlace::default()] };
        for owner in [Some(event), context].into_iter().flatten() {
            let scope = Scope::of_event(owner, plan);
            places.add_members(0, &owner.properties, scope, DEEPEST);
        }
        places
    }

    fn add(&mut self, path: String, property: Option<&'p Property>) -> usize {
        self.all.push(PlannedPlace { path, property, ..PlannedPlace::default() });
        self.all.len() - 1
    }

    fn add_members(&mut self, place: usize, object: &'p Object, scope: Scope<'p>, depth: usize) {
        for property in &object.properties {
            if self.all[place].member(&property.name, 0).is_some() {
                continue;
            }
            let path = joined(&self.all[place].path, &property.name);
            let own = self.add(path, Some(property));
            self.all[place].members.push((&property.name, own));
            self.add_type(own, &property.value, scope, depth);
        }
    }

    fn add_type(&mut self, place: usize, value: &'p Type, scope: Scope<'p>, depth: usize) {
        match &value.shape {
            Shape::Any => self.all[place].is_open = true,
            Shape::Enum(values) => self.list(place, values.iter().map(|value| &value.value)),
            Shape::Const(value) => self.list(place, std::iter::once(value)),
            Shape::Array(array) => {
                let path = format!("{}[]", self.all[place].path);
                let items = self.all[place].items.unwrap_or_else(|| self.add(path, None));
                self.all[place].items = Some(items);
                self.add_type(items, &array.items, scope, depth);
            }
            Shape::Map(values) => {
                let path = joined(&self.all[place].path, "*");
                let own = self.all[place].values.unwrap_or_else(|| self.add(path, None));
                self.all[place].values = Some(own);
                self.add_type(own, values, scope, depth);
            }
            Shape::Object(object) => self.add_members(place, object, scope, depth),
            Shape::Union(variants) => {
                variants.iter().for_each(|variant| self.add_type(place, variant, scope, depth));
            }
            Shape::Reference(key) => match (scope.definition(key), depth.checked_sub(1)) {
                (Some(value), Some(depth)) => self.add_type(place, value, scope, depth),
                _ => self.all[place].is_open = true,
            },
            Shape::String => self.take_any(place, &[Kind::String]),
            Shape::Integer => self.take_any(place, &[Kind::Integer]),
            Shape::Number => self.take_any(place, &[Kind::Integer, Kind::Fraction]),
            Shape::Boolean => self.take_any(place, &[Kind::Boolean]),
            Shape::Null => self.take_any(place, &[Kind::Null]),
        }
    }

    fn take_any(&mut self, place: usize, kinds: &[Kind]) {
        kinds.iter().for_each(|kind| self.all[place].takes_any[*kind as usize] = true);
    }

    fn list(&mut self, place: usize, values: impl Iterator<Item = &'p Json>) {
        let place = &mut self.all[place];
        for value in values {
            if let Some(text) = value.as_str() {
                let own = (text, place.listed.len());
                match place.texts.binary_search_by_key(&text, |(known, _)| known) {
                    Ok(known) => place.texts[known] = own,
                    Err(new) => place.texts.insert(new, own),
                }
            }
            place.listed.push(value);
        }
    }
}

impl PlannedPlace<'_> {
    /// The place of a member, which is looked for at the `guess`th first, and which of the members it is.
    pub(crate) fn member(&self, name: &str, guess: usize) -> Option<(usize, usize)> {
        let found = match self.members.get(guess) {
            Some((own, _)) if *own == name => Some(guess),
            _ => self.members.iter().position(|(own, _)| *own == name),
        };
        found.map(|index| (self.members[index].1, index))
    }

    /// The place of all items.
    pub(crate) fn items(&self) -> Option<usize> {
        self.items
    }

    /// The place of all values of a map.
    pub(crate) fn values(&self) -> Option<usize> {
        self.values
    }

    /// Whether nothing within is unplanned.
    pub(crate) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Whether any value of the kind is planned here, whatever is listed.
    pub(crate) fn takes_any(&self, kind: Kind) -> bool {
        self.is_open || self.takes_any[kind as usize]
    }

    /// Which of the planned values it is.
    pub(crate) fn listed(&self, view: View<'_>, at: usize) -> Option<usize> {
        match view.kind(at) {
            Kind::String => {
                let text = view.string(at);
                let found = self.texts.binary_search_by(|(known, _)| (*known).cmp(&text)).ok()?;
                Some(self.texts[found].1)
            }
            Kind::Integer | Kind::Fraction => {
                let number = view.number(at)?;
                let is_same = |listed: &&Json| match listed {
                    Json::Number(listed) => crate::values::number::compare(listed, &number).is_eq(),
                    _ => false,
                };
                self.listed.iter().position(is_same)
            }
            Kind::Boolean => {
                self.listed.iter().position(|listed| listed.as_bool() == Some(view.raw(at) == "true"))
            }
            Kind::Null => self.listed.iter().position(|listed| **listed == Json::Null),
            Kind::Array | Kind::Object => None,
        }
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
