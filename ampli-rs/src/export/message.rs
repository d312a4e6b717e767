//! The schema of a whole message, one section of which has the properties of the event: the mirror of `parse::wrapped`.

use super::definitions::Definitions;
use super::losses::Losses;
use super::schema::{Dialect, SchemaWriter};
use crate::json::{Json, Member, ObjectWriter};
use crate::plan::{Event, EventKind, Plan};

/// How a vendor writes messages.
pub(super) struct MessageForm {
    /// What `$schema` says.
    pub(super) draft: &'static str,
    /// The sections that are always there, also when nothing is said about them.
    pub(super) sections: &'static [&'static str],
    /// The keyword that forbids further properties.
    pub(super) closing: &'static str,
}

const DRAFT_7: &str = "http://json-schema.org/draft-07/schema#";

/// As Segment writes messages.
pub(super) static SEGMENT: MessageForm = MessageForm {
    draft: DRAFT_7,
    sections: &["context", "traits", "properties"],
    closing: "additionalProperties",
};

/// As RudderStack writes messages in a `plan.json`.
pub(super) static RUDDERSTACK: MessageForm =
    MessageForm { draft: DRAFT_7, sections: &[], closing: "additionalProperties" };

/// As RudderStack's catalogue writes messages.
pub(super) static CATALOGUE: MessageForm = MessageForm {
    draft: "https://json-schema.org/draft/2019-09/schema",
    sections: &[],
    closing: "unevaluatedProperties",
};

impl MessageForm {
    /// The schema of the messages that carry `event`, with what it says `about` itself.
    pub(super) fn write<'a>(
        &self,
        event: &'a Event,
        plan: &'a Plan,
        about: ObjectWriter,
        losses: &mut Losses<'a>,
    ) -> Json {
        let definitions = Definitions::of(event, plan);
        losses.of_definitions(event, &definitions);
        let writer = SchemaWriter { dialect: Dialect::Later, references: &definitions.references };
        let mut schema = ObjectWriter::default();
        schema.text("$schema", Some(self.draft));
        schema.text("type", Some("object"));
        schema.append(about);
        let own = section(event.kind);
        let properties = writer.object(&event.properties).finish();
        let unused = |name: &&str| -> Member { ((*name).into(), ObjectWriter::default().finish()) };
        let mut sections: Vec<Member> = self.sections.iter().map(unused).collect();
        let properties: Member = (own.into(), self.closed(&properties));
        match sections.iter_mut().find(|(name, _)| **name == *own) {
            Some(section) => *section = properties,
            None => sections.push(properties),
        }
        schema.object("properties", sections.into_iter());
        definitions.write(&mut schema, &writer);
        schema.finish()
    }

    /// The section with the vendor's own way to close it.
    fn closed(&self, section: &Json) -> Json {
        let member = |(key, value): &Member| -> Member {
            let is_closing = **key == *"additionalProperties";
            (if is_closing { self.closing.into() } else { key.clone() }, value.clone())
        };
        section.members().iter().map(member).collect()
    }
}

/// The section that has the properties of a call.
pub(super) fn section(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Track | EventKind::Page | EventKind::Screen => "properties",
        EventKind::Identify | EventKind::Group => "traits",
        EventKind::Context => "context",
    }
}
