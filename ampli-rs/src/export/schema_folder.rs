//! A folder of plain JSON Schemas, one event a file.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization as _;

use super::definitions::Definitions;
use super::losses::{Holds, Losses};
use super::schema::{Dialect, SchemaWriter};
use super::{File, percent};
use crate::json::{Json, Member, ObjectWriter, pretty};
use crate::plan::{Event, EventKind, Plan};

pub(super) static HOLDS: Holds =
    Holds { form: "a folder of JSON Schemas", plan: &[], event: &["id", "version", "description"] };

/// Properties by whose only value readers know an event.
const DISCRIMINATORS: &[&str] = &["eventName", "event", "event_name"];

/// Names of files by which readers know a call.
const SYSTEM_FILES: &[&str] = &["context", "identify", "group", "page", "screen"];

/// No file's name gets longer than so many bytes.
const LONGEST: usize = 100;

pub(super) fn write<'a>(plan: &'a Plan, losses: &mut Losses<'a>) -> Vec<File> {
    let mut files = Vec::new();
    let mut names = Names::default();
    for event in &plan.events {
        if event.kind != EventKind::Track && !event.name.is_empty() {
            let why = format!("has a file for `{}`, but none for one with a name", event.kind.word());
            losses.not_written(event, &why);
            continue;
        }
        let json = schema(event, plan, losses);
        files.push(File { path: names.of(event), text: pretty(&json) });
    }
    files
}

fn schema<'a>(event: &'a Event, plan: &'a Plan, losses: &mut Losses<'a>) -> Json {
    let definitions = Definitions::of(event, plan);
    losses.of_definitions(event, &definitions);
    let writer = SchemaWriter { dialect: Dialect::Later, references: &definitions.references };
    let held = if has_own_id(event) { HOLDS.event } else { &["version", "description"] };
    losses.of_event(event, held, &[]);
    let mut schema = ObjectWriter::default();
    schema.text("$schema", Some("https://json-schema.org/draft/2020-12/schema"));
    schema.text("$id", uri(event).as_deref());
    schema.text("title", Some(event.name.as_str()).filter(|name| !name.is_empty()));
    schema.text("description", event.description.as_deref());
    schema.append(writer.object(&event.properties));
    definitions.write(&mut schema, &writer);
    with_discriminators_veiled(&schema.finish(), &event.name)
}

/// Whether readers can tell the id from the name, which stands at the same place where there is no id.
fn has_own_id(event: &Event) -> bool {
    event.id.as_deref().is_none_or(|id| id != event.name && !id.is_empty())
}

/// Where a schema says that it is: the one place for an id and a version.
fn uri(event: &Event) -> Option<String> {
    let id = event.id.as_deref().filter(|_| has_own_id(event));
    if id.is_none() && event.version.is_none() {
        return None;
    }
    let id = percent::of_opaque(id.unwrap_or(&event.name));
    let version =
        event.version.as_deref().map(|version| format!("/version/{}", percent::of_segment(version)));
    Some(format!("/event/{id}{}", version.unwrap_or_default()))
}

/// The schema in which no property looks as if its only value were the event's name.
fn with_discriminators_veiled(schema: &Json, name: &str) -> Json {
    let property = |(key, value): &Member| -> Member {
        let looks_like_name =
            DISCRIMINATORS.contains(&&**key) && only_text(value).is_some_and(|only| only != name);
        let value = if looks_like_name { around(value) } else { value.clone() };
        (key.clone(), value)
    };
    let member = |(key, value): &Member| -> Member {
        let is_properties = **key == *"properties";
        let value =
            if is_properties { value.members().iter().map(property).collect() } else { value.clone() };
        (key.clone(), value)
    };
    schema.members().iter().map(member).collect()
}

/// The only text that a schema allows.
fn only_text(schema: &Json) -> Option<&str> {
    match schema.get("enum").map(Json::items) {
        Some([Json::String(only)]) => Some(only),
        _ => schema.get("const").and_then(Json::as_str),
    }
}

/// A schema that says the same one level further down.
fn around(schema: &Json) -> Json {
    let mut outer = ObjectWriter::default();
    outer.list("allOf", vec![schema.clone()]);
    outer.finish()
}

/// Names of files, each once on every file system.
#[derive(Default)]
struct Names(HashSet<String>);

impl Names {
    fn of(&mut self, event: &Event) -> String {
        if event.kind != EventKind::Track {
            // The file's name says which call it is: a further version lies in a folder.
            let word = event.kind.word();
            return self.free(word, |name| {
                if name == word { format!("{word}.json") } else { format!("{name}/{word}.json") }
            });
        }
        let mut name = file_name(&event.name);
        if SYSTEM_FILES.contains(&name.as_str()) {
            name.push_str("-event");
        }
        self.free(&name, |name| format!("{name}.json"))
    }

    fn free(&mut self, wanted: &str, path: impl Fn(&str) -> String) -> String {
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let mut paths = std::iter::once(wanted.to_owned()).chain(numbered).map(|name| path(&name));
        let free = paths.find(|path| !self.0.contains(path)).unwrap_or_default();
        self.0.insert(free.clone());
        free
    }
}

/// The letters and digits of an event's name in lower case, with dashes between the words.
fn file_name(name: &str) -> String {
    let mut file = String::new();
    for letter in name.nfkc().flat_map(char::to_lowercase) {
        if file.len() + letter.len_utf8() > LONGEST {
            break;
        }
        if letter.is_alphanumeric() {
            file.push(letter);
        } else if !file.is_empty() && !file.ends_with('-') {
            file.push('-');
        }
    }
    let file = file.trim_end_matches('-');
    if file.is_empty() { "event".to_owned() } else { file.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Names, uri};
    use crate::plan::{Event, EventKind};
    use crate::pointer::Location;

    #[test]
    fn every_event_has_a_file_of_its_own() {
        let mut names = Names::default();
        let events = [
            (EventKind::Track, "Seed Sown"),
            (EventKind::Track, "  seed_sown!"),
            (EventKind::Track, "Page"),
            (EventKind::Page, ""),
            (EventKind::Page, ""),
            (EventKind::Track, "購入 / É"),
            (EventKind::Track, "++"),
        ];
        let files = events.map(|(kind, name)| names.of(&Event::new(kind, name, Location::default())));
        assert_eq!(
            files,
            [
                "seed-sown.json",
                "seed-sown-2.json",
                "page-event.json",
                "page.json",
                "page-2/page.json",
                "購入-é.json",
                "event.json"
            ]
        );
    }

    #[test]
    fn an_address_has_id_and_version() {
        let shown = |id: Option<&str>, version: Option<&str>| {
            let mut event = Event::new(EventKind::Track, "Seed Sown", Location::default());
            (event.id, event.version) = (id.map(Into::into), version.map(Into::into));
            uri(&event)
        };
        assert_eq!(shown(None, None), None);
        assert_eq!(shown(Some("1-0-0"), None).as_deref(), Some("/event/1%2D0%2D0"));
        assert_eq!(shown(None, Some("1.0.2")).as_deref(), Some("/event/Seed%20Sown/version/1.0.2"));
        assert_eq!(
            shown(Some("a"), Some("b/version/1")).as_deref(),
            Some("/event/a/version/b%2Fversion%2F1")
        );
        assert_eq!(shown(Some("Seed Sown"), None), None);
    }
}
