//! Schemas for formats that describe properties in words of their own: drawn as JSON Schema, so that one reader reads
//! them all, with the place that every part really has.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::schema::{self, Document};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::json::{Json, Member};
use crate::plan::{Definitions, Event, Object, Property, Shape, Type};
use crate::pointer::{Location, Pointer};

/// The document in which drawn schemas stand until they are read.
const NOWHERE: u32 = u32::MAX;

/// A schema that is being drawn.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    members: Vec<Member>,
    /// Where the parts really stand, by their pointers in the schema.
    places: BTreeMap<Pointer, Location>,
}

/// What a schema is called, put together or as the plan has it.
pub(super) trait Name: AsRef<str> + Into<EcoString> {}

impl<T: AsRef<str> + Into<EcoString>> Name for T {}

impl Drawn {
    /// A schema that says nothing yet about what stands at `place`.
    pub(super) fn new(place: Location) -> Self {
        Self { members: Vec::new(), places: BTreeMap::from([(Pointer::root(), place)]) }
    }

    /// A schema with nothing but a type.
    pub(super) fn of_type(word: &str, place: Location) -> Self {
        let mut drawn = Self::new(place);
        drawn.say("type", Json::from(word));
        drawn
    }

    /// An object that has these properties, the required ones marked.
    pub(super) fn object(properties: Vec<(impl Name, Self, bool)>, place: Location) -> Self {
        let mut drawn = Self::of_type("object", place);
        let required: Json = properties
            .iter()
            .filter(|(.., required)| *required)
            .map(|(name, ..)| Json::from(name.as_ref()))
            .collect();
        let named = properties.into_iter().map(|(name, property, _)| (name, property));
        drawn.hold_named("properties", named);
        if !required.items().is_empty() {
            drawn.say("required", required);
        }
        drawn
    }

    /// Adds a keyword.
    pub(super) fn say(&mut self, keyword: &str, value: Json) {
        self.members.push((keyword.into(), value));
    }

    /// Adds a keyword whose value stands at `place`.
    pub(super) fn say_at(&mut self, keyword: &str, value: Json, place: Location) {
        self.places.insert(Pointer::root().key(keyword), place);
        self.say(keyword, value);
    }

    /// Adds what the plan says about the value.
    pub(super) fn describe(&mut self, description: Option<EcoString>) {
        if let Some(text) = description {
            self.say("description", text.into());
        }
    }

    /// Whether a keyword was said.
    pub(super) fn says(&self, keyword: &str) -> bool {
        self.members.iter().any(|(key, _)| **key == *keyword)
    }

    /// The words of `type`; `None` when it was not said.
    pub(super) fn kinds(&self) -> Option<Vec<&str>> {
        let (_, types) = self.members.iter().find(|(key, _)| **key == *"type")?;
        Some(types.as_str().into_iter().chain(types.items().iter().filter_map(Json::as_str)).collect())
    }

    /// The schema without a keyword.
    pub(super) fn without(mut self, keyword: &str) -> Self {
        self.members.retain(|(key, _)| **key != *keyword);
        self
    }

    /// Adds a keyword whose value is a schema, in the place of what was said under it.
    pub(super) fn replace(&mut self, keyword: &str, schema: Self) {
        self.members.retain(|(key, _)| **key != *keyword);
        self.hold(keyword, schema);
    }

    /// Says also what `other` says, apart from what was said.
    pub(super) fn take_in(&mut self, other: Self) {
        for (pointer, place) in other.places {
            self.places.entry(pointer).or_insert(place);
        }
        for (keyword, value) in other.members {
            if !self.says(&keyword) {
                self.members.push((keyword, value));
            }
        }
    }

    /// Adds a keyword whose value is a schema.
    pub(super) fn hold(&mut self, keyword: &str, schema: Self) {
        let place = Pointer::root().key(keyword);
        let json = self.take(&place, schema);
        self.say(keyword, json);
    }

    /// Adds a keyword whose value is a list of schemas.
    pub(super) fn hold_list(&mut self, keyword: &str, schemas: Vec<Self>) {
        let place = Pointer::root().key(keyword);
        let schemas = schemas.into_iter().enumerate();
        let json = schemas.map(|(index, schema)| self.take(&place.index(index), schema)).collect();
        self.say(keyword, json);
    }

    /// Adds a keyword whose value has schemas by name.
    pub(super) fn hold_named(&mut self, keyword: &str, schemas: impl IntoIterator<Item = (impl Name, Self)>) {
        let place = Pointer::root().key(keyword);
        let named = schemas.into_iter().map(|(name, schema)| -> Member {
            let json = self.take(&place.key(name.as_ref()), schema);
            (name.into(), json)
        });
        let json = named.collect();
        self.say(keyword, json);
    }

    /// The schema, whose places become places of `self` below `pointer`.
    fn take(&mut self, pointer: &Pointer, schema: Self) -> Json {
        let places = schema.places.into_iter();
        self.places.extend(places.map(|(inner, place)| (join(pointer, &inner), place)));
        schema.members.into_iter().collect()
    }

    /// Reads the properties of `event`, which may name definitions of the plan.
    pub(super) fn read_into(self, event: &mut Event, shared: &Definitions, findings: &mut Diagnostics) {
        (event.properties, event.schema) = self.read(shared, findings);
        event.schema_location = event.location.clone();
    }

    /// The properties that the schema describes, and the schema itself.
    pub(super) fn read(self, shared: &Definitions, findings: &mut Diagnostics) -> (Object, Json) {
        let json: Json = self.members.into_iter().collect();
        let location = Location::root(NOWHERE);
        let document =
            Document { root: &json, location: location.clone(), only_definitions: true, moved: None };
        let mut about = Diagnostics::new();
        let mut read = schema::properties(&json, &location, document, Some(shared), &mut about).object;
        let places = Places(self.places);
        places.settle_object(&mut read);
        findings.append(places.settle_findings(about));
        (read, json)
    }
}

/// The findings with their first label in the event at `event`, so that an error in what it uses breaks it: `place` is
/// where the event uses something that stands elsewhere.
pub(super) fn led_from(findings: Diagnostics, event: &Location, place: &Location) -> Diagnostics {
    let led = findings.into_iter().map(|finding| {
        let is_inside = finding.labels.first().is_some_and(|label| label.location.is_within(event));
        if finding.severity < Severity::Error || is_inside {
            return finding;
        }
        let Diagnostic { labels, .. } = &finding;
        let elsewhere = labels.clone();
        let mut led = Diagnostic { labels: Vec::new(), ..finding }.at_key(place, "used by this event");
        led.labels.extend(elsewhere);
        led
    });
    let mut all = Diagnostics::new();
    all.extend(led);
    all
}

/// Reads definitions that all events of a plan share, by name. The second is their object as it was drawn.
pub(super) fn definitions(named: Vec<(impl Name, Drawn)>, findings: &mut Diagnostics) -> (Definitions, Json) {
    const KEYWORD: &str = "$defs";
    let mut root = Drawn { members: Vec::new(), places: BTreeMap::new() };
    root.hold_named(KEYWORD, named);
    let json: Json = root.members.into_iter().collect();
    let document =
        Document { root: &json, location: Location::root(NOWHERE), only_definitions: true, moved: None };
    let mut about = Diagnostics::new();
    let mut definitions = schema::definitions(document, KEYWORD, &mut about);
    let places = Places(root.places);
    definitions.values_mut().for_each(|value| places.settle(value));
    findings.append(places.settle_findings(about));
    (definitions, json.get(KEYWORD).cloned().unwrap_or_default())
}

/// The name by which a schema refers to a shared definition.
pub(super) fn reference(name: &str) -> Json {
    let pointer = Pointer::root().key("$defs").key(name);
    Json::from(&*format!("#{pointer}"))
}

fn join(outer: &Pointer, inner: &Pointer) -> Pointer {
    Pointer::from_text(&[outer.as_str(), inner.as_str()].concat())
}

/// Where parts of a drawn schema really stand.
struct Places(BTreeMap<Pointer, Location>);

impl Places {
    /// The real place of what stands at `location`: its own, or that of what it lies in.
    fn real(&self, location: &Location) -> Location {
        if location.document != NOWHERE {
            return location.clone();
        }
        let mut pointer = location.pointer.clone();
        loop {
            if let Some(place) = self.0.get(&pointer) {
                return place.clone();
            }
            let Some((outer, _)) = pointer.as_str().rsplit_once('/') else { return Location::default() };
            pointer = Pointer::from_text(outer);
        }
    }

    fn settle_object(&self, object: &mut Object) {
        for Property { value, location, .. } in &mut object.properties {
            *location = self.real(location);
            self.settle(value);
        }
    }

    fn settle(&self, value: &mut Type) {
        value.location = self.real(&value.location);
        match &mut value.shape {
            Shape::Object(object) => self.settle_object(object),
            Shape::Array(array) => self.settle(&mut array.items),
            Shape::Map(values) => self.settle(values),
            Shape::Union(variants) => variants.iter_mut().for_each(|variant| self.settle(variant)),
            _ => {}
        }
    }

    fn settle_findings(&self, findings: Diagnostics) -> Diagnostics {
        let mut settled = Diagnostics::new();
        settled.extend(findings.into_iter().map(|mut finding| {
            for label in &mut finding.labels {
                label.location = self.real(&label.location);
            }
            finding
        }));
        settled
    }
}

#[cfg(test)]
mod tests {
    use super::{Drawn, definitions, reference};
    use crate::diagnostic::Diagnostics;
    use crate::plan::{Event, EventKind};
    use crate::pointer::Location;

    #[test]
    fn types_and_findings_stand_where_they_were_written() {
        let place = |key: &str| Location::root(3).key(key);
        let mut depth = Drawn::new(place("depth"));
        depth.say_at("type", "intger".into(), place("type of depth"));
        let bed = Drawn::object(vec![("depth".to_owned(), depth, true)], place("bed"));
        let mut unit = Drawn::new(place("unit"));
        unit.say("$ref", reference("Unit"));
        let properties = vec![("bed".to_owned(), bed, false), ("unit".to_owned(), unit, true)];
        let mut findings = Diagnostics::new();
        let (shared, _) =
            definitions(vec![("Unit".to_owned(), Drawn::of_type("string", place("type")))], &mut findings);
        let mut event = Event::new(EventKind::Track, "Seed Sown", place("event"));
        Drawn::object(properties, place("event")).read_into(&mut event, &shared, &mut findings);

        let [bed, unit] = event.properties.properties.as_slice() else { panic!("two properties") };
        assert_eq!((&bed.location, &unit.location), (&place("bed"), &place("unit")));
        assert_eq!((bed.required, unit.required), (false, true));
        assert_eq!(shared["#/$defs/Unit"].location, place("type"));
        let labels: Vec<_> = findings.into_iter().flat_map(|finding| finding.labels).collect();
        assert_eq!(labels.iter().map(|label| &label.location).collect::<Vec<_>>(), [&place("type of depth")]);
    }
}
