//! Collected events, for the commands that read them.

use std::num::NonZero;
use std::path::Path;
use std::thread;

use super::console::Console;
use super::summary::number;
use crate::cli::EventForm;
use crate::collected::{self, Format, Listing};
use crate::diagnostic::visible;
use crate::failure::Failure;

/// The files at the locations that the user names. What can't be looked at is told.
pub(super) fn list(locations: &[String], console: &Console) -> Result<Listing, Failure> {
    let listing = collected::list(locations);
    for failed in &listing.failed {
        console.warn(format_args!(
            "`{}` is left out: {}",
            visible(&failed.location),
            visible(&failed.reason)
        ));
    }
    if listing.inputs.is_empty() {
        let skipped = match listing.skipped.len() {
            0 => String::new(),
            count => format!(": {} of another kind", number(count, "file")),
        };
        let message = format!("there is no file of events at {}{skipped}", shown(locations));
        return Err(Failure::new(message, "name files, folders or patterns, or `-` for standard input"));
    }
    if !listing.skipped.is_empty() {
        let files = number(listing.skipped.len(), "file");
        console.say(format_args!("{files} left out by name or size: marks, checksums, empty files"));
    }
    Ok(listing)
}

fn shown(locations: &[String]) -> String {
    match locations {
        [only] => format!("`{}`", visible(only)),
        _ => "these locations".to_owned(),
    }
}

/// The format that the user names.
pub(super) fn format(form: EventForm) -> Format {
    match form {
        EventForm::Enriched => Format::Enriched,
        EventForm::FailedEvents => Format::FailedEvents,
        EventForm::JsonLines => Format::JsonLines,
        EventForm::Segment => Format::Segment,
        EventForm::Rudderstack => Format::RudderStack,
        EventForm::Posthog => Format::PostHog,
        EventForm::Amplitude => Format::Amplitude,
    }
}

/// How many files are read at the same time.
pub(super) fn threads(wanted: Option<NonZero<usize>>) -> NonZero<usize> {
    wanted.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZero::<usize>::MIN)
}

/// A file that is there and may not be overwritten.
pub(super) fn is_there(target: &Path) -> Failure {
    let message = format!("`{}` is there already", target.display());
    Failure::new(message, "name another file, or overwrite it with `--force`")
}

/// Says that a file could not be read to its end.
pub(super) fn tell_unread(file: &str, after_line: u64, reason: &str, console: &Console) {
    let (file, reason) = (visible(file), visible(reason));
    if after_line == 0 {
        console.warn(format_args!("`{file}` can't be read: {reason}"));
    } else {
        console.warn(format_args!("`{file}` can't be read after line {after_line}: {reason}"));
    }
}

/// How many files and locations could not be read.
pub(super) struct Unread(pub(super) usize);

impl Unread {
    /// What was not read must not pass for read.
    pub(super) fn refuse(self) -> Result<(), Failure> {
        if self.0 == 0 {
            return Ok(());
        }
        let places = number(self.0, "place");
        Err(Failure::new(
            format!("{places} could not be read, as told above; all else was"),
            "make them readable, then run the command again",
        ))
    }
}
