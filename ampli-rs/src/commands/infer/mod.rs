//! `infer`: a first plan from collected events.

mod tally;

use std::convert::Infallible;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use self::tally::Tally;
use super::Outcome;
use super::console::Console;
use super::locations::{self, Unread};
use super::progress::Bar;
use super::summary::number;
use super::written_plan::WrittenPlan;
use crate::cli::InferArguments;
use crate::collected::{Format, Input, Progress, Record, in_order, open};
use crate::diagnostic::visible;
use crate::export::{Content, Exported};
use crate::failure::{self, Failure};
use crate::infer::{self, Inferred, Seen};
use crate::suggestion;

/// So many names are told of a kind; the plan has them all.
const NAMED: usize = 10;

/// Writes the plan that the events say.
pub(super) fn run(arguments: &InferArguments, console: &Console) -> anyhow::Result<Outcome> {
    if let Some(target) = arguments.output.as_deref() {
        refuse_existing(target, arguments.force)?;
    }
    let listing = locations::list(&arguments.locations, console)?;
    let format = arguments.from.map(locations::format);
    let all = Mutex::new((Seen::default(), Tally::default()));
    let threads = locations::threads(arguments.threads);
    let progress = Arc::new(Progress::default());
    let bar = Bar::of(&listing.inputs, &progress, console);
    let done = in_order(listing.inputs.len(), threads, |turn| {
        let Some(input) = listing.inputs.get(turn.number()) else { return Ok(()) };
        let (seen, tally) = read(input, format, &progress);
        turn.wait();
        tally.tell(input.name(), console);
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        all.0.merge(seen);
        all.1.merge(tally);
        Ok::<(), Infallible>(())
    });
    let Ok(()) = done;
    drop(bar);
    let (seen, tally) = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    console.say(tally.text(listing.inputs.len()));
    if seen.count() == 0 {
        console.say("no event was found, so no plan was written");
        Unread(tally.unread + listing.failed.len()).refuse()?;
        return Ok(Outcome::Findings);
    }
    let inferred = infer::plan(&seen, &arguments.name, arguments.required_share);
    write(&inferred, arguments, console)?;
    tell(&inferred, console);
    Unread(tally.unread + listing.failed.len()).refuse()?;
    Ok(Outcome::Clean)
}

/// What was seen in a file.
fn read(input: &Input, format: Option<Format>, progress: &Progress) -> (Seen, Tally) {
    let (mut seen, mut tally) = (Seen::default(), Tally::default());
    let mut reader = match open(input, format) {
        Ok(reader) => reader,
        Err(error) => {
            tally.unreadable(0, failure::reason(&error));
            return (seen, tally);
        }
    };
    let mut progress = progress.of_file();
    while let Some(record) = reader.next() {
        match record {
            Record::Event(event) => match seen.add(&event) {
                Ok(()) => tally.events += 1,
                Err(_) => tally.bad_event(input.name(), event.line),
            },
            Record::Ignored(ignored) => tally.ignored(&ignored),
            Record::Bad(bad) => tally.bad(&bad),
        }
        progress.record(|| (reader.bytes_read(), tally.events));
    }
    progress.tell(reader.bytes_read(), tally.events);
    (seen, tally)
}

fn write(inferred: &Inferred, arguments: &InferArguments, console: &Console) -> anyhow::Result<()> {
    let Some(target) = arguments.output.as_deref() else {
        console.print_data(&inferred.text)?;
        return Ok(());
    };
    let exported = Exported {
        content: Content::Document(inferred.text.clone()),
        events: inferred.events + inferred.entities,
        findings: Default::default(),
    };
    let what = WrittenPlan::new(&exported, target, arguments.force).write(console)?;
    let entities = match inferred.entities {
        0 => String::new(),
        1 => ", 1 entity".to_owned(),
        count => format!(", {count} entities"),
    };
    console.say(format_args!("{what}: {}{entities}", number(inferred.events, "event")));
    Ok(())
}

/// Says what to look at.
fn tell(inferred: &Inferred, console: &Console) {
    if !inferred.left_out.is_empty() {
        let names = names(&inferred.left_out);
        console.say(format_args!("left out, as no plan can hold them: {names}"));
    }
    if inferred.has_more {
        console.say("there were more names of events than a plan can have: some of them are made of data");
    }
    if !inferred.rare.is_empty() {
        let names = names(&inferred.rare);
        console.say(format_args!("seen less than ten times, look at what is required: {names}"));
    }
    console.say("next: write the descriptions, then `ampli-rs check --plan` the plan");
}

fn names(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(NAMED).map(|name| visible(name).into_owned()).collect();
    let list = suggestion::list(shown.iter().map(String::as_str));
    match names.len().saturating_sub(NAMED) {
        0 => list,
        more => format!("{list}, and {more} more"),
    }
}

fn refuse_existing(target: &Path, force: bool) -> Result<(), Failure> {
    if target.exists() && !force {
        return Err(locations::is_there(target));
    }
    Ok(())
}
