//! A plan to the text of another form, and what that form can't hold.
//!
//! Each form is one file, the mirror of the one of the same name in `parse`, which reads it. What is read again is the plan
//! that was written, but for what the findings say.

mod annotations;
mod codes;
mod definitions;
mod iglu;
mod iglu_address;
mod losses;
mod message;
mod percent;
mod rudderstack;
mod rudderstack_catalogue;
mod schema;
mod schema_folder;
mod segment_config;
mod segment_public;
mod versions;

pub use self::codes::CODES;
pub use self::iglu_address::is_vendor;
use self::losses::Losses;
use crate::diagnostic::Diagnostics;
use crate::json::{Json, pretty};
use crate::parse::own::{self, Keys};
use crate::plan::Plan;

/// A form that plans are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The project's own format.
    Own,
    /// Segment's Public API.
    Segment,
    /// Segment's older Config API.
    SegmentConfig,
    /// RudderStack's `plan.json`.
    RudderStack,
    /// RudderStack's data catalogue.
    RudderStackCatalogue,
    /// A registry of self-describing schemas.
    Iglu,
    /// A folder of plain JSON Schemas.
    Schemas,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Own,
        Self::Segment,
        Self::SegmentConfig,
        Self::RudderStack,
        Self::RudderStackCatalogue,
        Self::Iglu,
        Self::Schemas,
    ];

    /// How messages call the form.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "an ampli-rs tracking plan",
            Self::Segment => segment_public::HOLDS.form,
            Self::SegmentConfig => segment_config::HOLDS.form,
            Self::RudderStack => rudderstack::HOLDS.form,
            Self::RudderStackCatalogue => rudderstack_catalogue::HOLDS.form,
            Self::Iglu => iglu::HOLDS.form,
            Self::Schemas => schema_folder::HOLDS.form,
        }
    }

    /// Whether the form is a folder of files.
    pub fn is_folder(self) -> bool {
        matches!(self, Self::Iglu | Self::Schemas)
    }
}

/// What the user wants of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Whether keys of destinations are written, where the form has a place for them.
    pub keys: Keys,
    /// The vendor of schemas in a registry, for events that have none of their own.
    pub vendor: Option<String>,
}

/// A plan in another form.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported {
    /// The text.
    pub content: Content,
    /// How many events and calls are in it.
    pub events: usize,
    /// What the form can't hold.
    pub findings: Diagnostics,
}

/// The text of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// One document.
    Document(String),
    /// Files of a folder.
    Folder(Vec<File>),
}

/// A file of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it lies in the folder, with `/`.
    pub path: String,
    /// Its whole content.
    pub text: String,
}

/// The vendor that schemas in a registry get when the settings name none: after the plan's name.
pub fn usual_vendor(plan: &Plan) -> String {
    iglu_address::vendor(plan)
}

/// Writes `plan` as `form`.
pub fn write(plan: &Plan, form: Form, settings: &Settings) -> Exported {
    match form {
        Form::Own => write_own(plan, settings),
        Form::Segment => document(plan, &segment_public::HOLDS, segment_public::write),
        Form::SegmentConfig => document(plan, &segment_config::HOLDS, segment_config::write),
        Form::RudderStack => document(plan, &rudderstack::HOLDS, rudderstack::write),
        Form::RudderStackCatalogue => {
            document(plan, &rudderstack_catalogue::HOLDS, rudderstack_catalogue::write)
        }
        Form::Iglu => folder(plan, &iglu::HOLDS, |plan, losses| iglu::write(plan, settings, losses)),
        Form::Schemas => folder(plan, &schema_folder::HOLDS, schema_folder::write),
    }
}

/// The one form that holds everything, and that has its writer beside its reader: plans are saved in it.
fn write_own(plan: &Plan, settings: &Settings) -> Exported {
    let findings = if settings.keys == Keys::Omit { Losses::of_keys(plan) } else { Diagnostics::new() };
    let content = Content::Document(own::write(plan, settings.keys));
    Exported { content, events: plan.events.len(), findings }
}

fn document<'a>(
    plan: &'a Plan,
    holds: &losses::Holds,
    write: fn(&'a Plan, &mut Losses<'a>) -> (Json, usize),
) -> Exported {
    let mut losses = Losses::of(plan, holds);
    let (json, events) = write(plan, &mut losses);
    Exported { content: Content::Document(pretty(&json)), events, findings: losses.finish() }
}

fn folder<'a>(
    plan: &'a Plan,
    holds: &losses::Holds,
    write: impl FnOnce(&'a Plan, &mut Losses<'a>) -> Vec<File>,
) -> Exported {
    let mut losses = Losses::of(plan, holds);
    let files = write(plan, &mut losses);
    Exported { events: files.len(), content: Content::Folder(files), findings: losses.finish() }
}
