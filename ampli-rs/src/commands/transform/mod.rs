//! `transform`: enriched events as JSON, an event a line.

mod held;

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use snowplow_analytics::{Compatibility, FileReport, Files, Input as Source};

use self::held::{Held, Passed};
use super::Outcome;
use super::console::Console;
use super::destination::Destination;
use super::locations::{self, Unread};
use super::progress::Bar;
use super::summary::number;
use crate::cli::{CompatibilityArgument, TransformArguments};
use crate::collected::{Input, Progress, in_order};
use crate::failure::{self, Failure};

/// Writes the events, and tells of the lines that are none.
pub(super) fn run(arguments: &TransformArguments, console: &Console) -> anyhow::Result<Outcome> {
    let listing = locations::list(&arguments.locations, console)?;
    let destination = Mutex::new(Destination::open(arguments.output.as_deref(), arguments.force)?);
    let counts = Mutex::new(Counts::default());
    let files = Files::new(match arguments.compat {
        CompatibilityArgument::Python => Compatibility::Python,
        CompatibilityArgument::Strict => Compatibility::Strict,
    });
    let progress = Arc::new(Progress::default());
    // Where events are shown to people, nothing may stand between them.
    let is_seen = arguments.output.is_none() && console.output_is_terminal();
    let bar = if is_seen { None } else { Bar::of(&listing.inputs, &progress, console) };
    in_order(listing.inputs.len(), locations::threads(arguments.threads), |turn| {
        let Some(input) = listing.inputs.get(turn.number()) else { return Ok(()) };
        let source = input.open();
        let read = source.as_ref().ok().map(Source::bytes_counter);
        let held = Held::new(turn, &destination, console, Passed::new(progress.of_file(), read));
        let report = files.transform_input(Path::new(input.name()), source, &held)?;
        held.finish()?;
        locked(&counts).add(input, report, console);
        Ok::<(), io::Error>(())
    })
    .map_err(|error| unwritten(arguments.output.as_deref(), error))?;
    drop(bar);
    let destination = destination.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    destination.finish().map_err(|error| unwritten(arguments.output.as_deref(), error))?;
    let counts = counts.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    console.say(counts.text(listing.inputs.len()));
    let unread = counts.unread + listing.failed.len();
    Unread(unread).refuse()?;
    Ok(if arguments.fail_on_bad && counts.bad > 0 { Outcome::Findings } else { Outcome::Clean })
}

/// What became of the lines of all files.
#[derive(Default)]
struct Counts {
    events: u64,
    bad: u64,
    /// Files that could not be read to their end.
    unread: usize,
}

impl Counts {
    fn add(&mut self, input: &Input, report: FileReport, console: &Console) {
        self.events += report.events;
        self.bad += report.bad;
        if let Some(failure) = report.failure {
            self.unread += 1;
            let reason = failure::reason(&failure.error);
            locations::tell_unread(input.name(), failure.after_line, &reason, console);
        }
    }

    fn text(&self, files: usize) -> String {
        let amount = |count: u64, noun| number(usize::try_from(count).unwrap_or(usize::MAX), noun);
        let events = amount(self.events, "event");
        let bad = if self.bad == 0 { String::new() } else { format!(", {}", amount(self.bad, "bad line")) };
        format!("{events}{bad} in {}", number(files, "file"))
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A pipe that nobody reads any more is told by its kind.
fn unwritten(output: Option<&Path>, error: io::Error) -> anyhow::Error {
    match output {
        Some(path) => Failure::file("write", path, &error).into(),
        None => error.into(),
    }
}
