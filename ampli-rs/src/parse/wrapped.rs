//! Schemas of a whole message, as Segment and RudderStack write them: the properties of the event are one section.

use ecow::EcoVec;

use super::codes::UNREAD_SECTION;
use super::schema::{self, Document};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{Json, Member};
use crate::plan::{Event, EventKind, Plan};
use crate::pointer::Location;

/// The sections that a message has.
const SECTIONS: &[&str] = &["context", "traits", "properties"];

/// The schema of a whole message.
pub(super) struct Message<'a> {
    pub(super) schema: &'a Json,
    pub(super) location: Location,
}

impl<'a> Message<'a> {
    /// Reads the properties of `event` from the section that its call keeps them in.
    ///
    /// The outer `required` says only that the section must be there, so it is not read.
    pub(super) fn read_into(&self, event: &mut Event, findings: &mut Diagnostics) {
        let paths: &[&[&str]] = match event.kind {
            EventKind::Track | EventKind::Page | EventKind::Screen => &[&["properties"]],
            EventKind::Identify | EventKind::Group => &[&["traits"], &["context", "traits"]],
            EventKind::Context => &[&["context"], &["properties"]],
        };
        let sections: Vec<_> = paths.iter().filter_map(|path| Some((path[0], self.section(path)?))).collect();
        let declaring = sections.iter().find(|(_, (schema, _))| declares(schema));
        let Some((name, (section, location))) = declaring.or(sections.first()) else { return };
        read_schema(event, section, location, self.document(true), findings);
        self.report_unread(name, findings);
    }

    /// Reads the properties of `event` from the section that the plan names by the way to it.
    pub(super) fn read_section_into(&self, event: &mut Event, path: &[&str], findings: &mut Diagnostics) {
        if let Some((section, location)) = self.section(path) {
            read_schema(event, section, &location, self.document(true), findings);
        }
        self.report_unread(path.first().copied().unwrap_or_default(), findings);
    }

    /// Reads the properties of `event` from the schema itself, which has no sections.
    pub(super) fn read_flat_into(&self, event: &mut Event, findings: &mut Diagnostics) {
        read_schema(event, self.schema, &self.location, self.document(false), findings);
    }

    fn section(&self, path: &[&str]) -> Option<(&'a Json, Location)> {
        path.iter().try_fold((self.schema, self.location.clone()), |(schema, location), name| {
            let section = schema.get("properties")?.get(name)?;
            Some((section, location.key("properties").key(name)))
        })
    }

    fn document(&self, only_definitions: bool) -> Document<'a> {
        Document { root: self.schema, location: self.location.clone(), only_definitions, moved: None }
    }

    fn report_unread(&self, read: &str, findings: &mut Diagnostics) {
        for section in SECTIONS.iter().filter(|section| **section != read) {
            if let Some((schema, location)) = self.section(&[section])
                && declares(schema)
            {
                let message = format!("the section `{section}` has no place in this call and is not read");
                let help = format!(
                    "move its properties to `{read}`, or to the rule of the call that they belong to"
                );
                findings.push(Diagnostic::new(&UNREAD_SECTION, message).at_key(&location, "").help(help));
            }
        }
    }
}

/// Whether a section says anything about what is in it.
fn declares(schema: &Json) -> bool {
    let names = schema.get("properties").map_or(&[][..], Json::members);
    !names.is_empty() || !schema.get("required").map_or(&[][..], Json::items).is_empty()
}

fn read_schema(
    event: &mut Event,
    section: &Json,
    location: &Location,
    document: Document<'_>,
    findings: &mut Diagnostics,
) {
    let root = document.root;
    let envelope = document.location.clone();
    let read = schema::properties(section, location, document, None, findings);
    event.schema = section.clone();
    if let Json::Object(members) = &mut event.schema {
        event.dialect_location = take_dialect(members, root, &envelope);
        if !read.definitions.is_empty() {
            take_definitions(members, root);
        }
    }
    event.properties = read.object;
    event.definitions = read.definitions;
    event.schema_location = location.clone();
}

/// Gives the schema the `$schema` of its envelope, unless it has its own. Where that one stands, if it was given.
fn take_dialect(members: &mut EcoVec<Member>, envelope: &Json, location: &Location) -> Option<Location> {
    const KEYWORD: &str = "$schema";
    if members.iter().any(|(key, _)| **key == *KEYWORD) {
        return None;
    }
    let dialect = envelope.get(KEYWORD)?;
    members.insert(0, (KEYWORD.into(), dialect.clone()));
    Some(location.key(KEYWORD))
}

/// Gives the schema the definitions of its envelope, which it may name.
fn take_definitions(members: &mut EcoVec<Member>, envelope: &Json) {
    for keyword in ["$defs", "definitions"] {
        if let Some(definitions) = envelope.get(keyword)
            && members.iter().all(|(key, _)| **key != *keyword)
        {
            members.push((keyword.into(), definitions.clone()));
        }
    }
}

/// Takes the vendors' words out of the schemas of all events: JSON Schema would read the `id` of a node as a base for
/// references.
pub(super) fn clean(plan: &mut Plan) {
    for event in &mut plan.events {
        schema::edit(&mut event.schema, &mut |members| {
            members.retain(|(key, value)| match &**key {
                "id" | "$id" => value.as_str().is_none(),
                "labels" | "eventMetadata" => false,
                _ => true,
            });
        });
    }
}
