//! Schemas that no document has as such, for formats that describe properties in words of their own or say what an event
//! is in several places: drawn as JSON Schema, so that one reader reads them all, with the place that every part really
//! has.

mod listed;
mod places;
#[cfg(test)]
mod tests;

use ecow::EcoString;

pub(super) use self::listed::Listed;
use self::places::{NOWHERE, Places};
use super::codes::UNSUPPORTED_KEYWORD;
use super::schema::{self, Document, Properties};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::json::{Json, Member};
use crate::plan::{Definitions, Event};
use crate::pointer::{Location, Pointer};

/// What a schema is called, put together or as the plan has it.
pub(super) trait Name: AsRef<str> + Into<EcoString> {}

impl<T: AsRef<str> + Into<EcoString>> Name for T {}

/// A schema that is being drawn.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    members: Vec<Member>,
    /// Where the parts really stand.
    places: Places,
    /// Whether it is of several variants, so that nobody needs to be told that there are several.
    has_variants: bool,
}

impl Drawn {
    /// A schema that says nothing yet about what stands at `place`.
    pub(super) fn new(place: Location) -> Self {
        Self { members: Vec::new(), places: Places::of(place), has_variants: false }
    }

    /// A schema as a document has it at `place`.
    pub(super) fn copied(schema: &Json, place: Location) -> Self {
        if let Json::Object(members) = schema {
            let places = Places::of_copy(place);
            return Self { members: members.to_vec(), places, has_variants: false };
        }
        // What is no object has no room for further words.
        let mut drawn = Self::new(place.clone());
        drawn.say("allOf", [schema.clone()].into_iter().collect());
        drawn.places.copy(Pointer::root().key("allOf").index(0), place);
        drawn
    }

    /// A schema of the values that are right by any of several. It stands at `place`.
    pub(super) fn any_of(variants: Vec<Self>, place: Location) -> Self {
        let mut drawn = Self::new(place);
        drawn.hold_list("anyOf", variants);
        drawn.has_variants = true;
        drawn
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
        self.places.put(Pointer::root().key(keyword), place);
        self.say(keyword, value);
    }

    /// Adds a keyword with the value that stands at `place`.
    pub(super) fn copy(&mut self, keyword: &str, value: Json, place: Location) {
        self.places.copy(Pointer::root().key(keyword), place);
        self.say(keyword, value);
    }

    /// Adds what the plan says about the value.
    pub(super) fn describe(&mut self, description: Option<EcoString>) {
        if let Some(text) = description {
            self.say("description", Json::from(&*text));
        }
    }

    /// Where the whole schema stands.
    pub(super) fn place(&self) -> Location {
        self.places.of_root()
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
        self.places.add_missing(other.places);
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
        self.places.add_below(pointer, schema.places);
        schema.members.into_iter().collect()
    }

    /// Reads the properties of `event`, which may name definitions of the plan. An error in a part that stands elsewhere
    /// points at `place` in the event first.
    pub(super) fn read_into(
        self,
        event: &mut Event,
        shared: &Definitions,
        place: &Location,
        findings: &mut Diagnostics,
    ) {
        let schema_location = self.places.of_copied_root().unwrap_or(&event.location).clone();
        let mut about = Diagnostics::new();
        let (read, schema) = self.read(shared, &mut about);
        findings.append(led_from(about, &event.location, place));
        event.properties = read.object;
        event.definitions = read.definitions;
        event.schema = schema;
        event.schema_location = schema_location;
    }

    /// The properties that the schema describes, and the schema itself.
    pub(super) fn read(self, shared: &Definitions, findings: &mut Diagnostics) -> (Properties, Json) {
        let json: Json = self.members.into_iter().collect();
        let location = Location::root(NOWHERE);
        let document =
            Document { root: &json, location: location.clone(), only_definitions: false, moved: None };
        let mut about = Diagnostics::new();
        let mut read = schema::properties(&json, &location, document, Some(shared), &mut about);
        self.places.settle_object(&mut read.object);
        self.places.settle_definitions(&mut read.definitions);
        let tells_of_variants = |finding: &Diagnostic| {
            let is_about_all = finding.labels.first().is_some_and(|label| label.location == location);
            self.has_variants && is_about_all && finding.code.id == UNSUPPORTED_KEYWORD.id
        };
        let about = about.into_iter().filter(|finding| !tells_of_variants(finding));
        findings.extend(about.map(|finding| self.places.settled(finding)));
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
    let mut root = Drawn { members: Vec::new(), places: Places::default(), has_variants: false };
    root.hold_named(KEYWORD, named);
    let json: Json = root.members.into_iter().collect();
    let document =
        Document { root: &json, location: Location::root(NOWHERE), only_definitions: true, moved: None };
    let mut about = Diagnostics::new();
    let mut definitions = schema::definitions(document, KEYWORD, &mut about);
    root.places.settle_definitions(&mut definitions);
    findings.extend(about.into_iter().map(|finding| root.places.settled(finding)));
    (definitions, json.get(KEYWORD).cloned().unwrap_or_default())
}

/// The name by which a schema refers to a shared definition.
pub(super) fn reference(name: &str) -> Json {
    let pointer = Pointer::root().key("$defs").key(name);
    Json::from(&*format!("#{pointer}"))
}
