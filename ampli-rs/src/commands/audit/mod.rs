//! `audit`: collected events held against the plan.

mod files;
mod html;
mod human;
mod json;
mod junit;
mod markdown;
mod merge;
mod plan;
mod rows;
mod shards;
mod store;
mod verdict;

use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use self::files::Work;
use self::plan::AuditedPlan;
use self::store::Store;
use super::console::Console;
use super::destination::Destination;
use super::summary::number;
use super::{Outcome, locations};
use crate::audit::report::Report;
use crate::audit::{Planned, Samples, Summary, patch};
use crate::cli::{
    AuditArguments, AuditCommand, AuditFormat, AuditReportArguments, AuditRunArguments, Format,
    SamplesArgument,
};
use crate::failure::Failure;

/// Audits, or does a part of it.
pub(super) fn run(arguments: &AuditArguments, console: &Console) -> anyhow::Result<Outcome> {
    match &arguments.command {
        None => whole(arguments, console),
        Some(AuditCommand::Shards(arguments)) => shards::run(arguments, console),
        Some(AuditCommand::Run(arguments)) => part(arguments, console),
        Some(AuditCommand::Merge(arguments)) => merge::run(arguments, console),
    }
}

/// Reads all files and reports.
fn whole(arguments: &AuditArguments, console: &Console) -> anyhow::Result<Outcome> {
    if arguments.locations.is_empty() {
        let message = "it is not said which events to audit";
        let help = "name files, folders or patterns, or `-` for standard input";
        return Err(Failure::new(message, help).into());
    }
    let audited = AuditedPlan::read(&arguments.plan, console)?;
    let planned = Planned::new(&audited.plan, arguments.plan.source.as_deref());
    let listing = locations::list(&arguments.locations, console)?;
    let samples = samples(arguments.reading.samples);
    let manifest = arguments.manifest.as_deref();
    let store = manifest.map(|location| Store::open(location, &planned, samples)).transpose()?;
    let work = Work::new(&planned, &arguments.reading, samples, store);
    let sum = Mutex::new(Summary::new(&planned.fingerprint, samples));
    work.each(&listing.inputs, console, |summary| {
        let mut sum = sum.lock().unwrap_or_else(PoisonError::into_inner);
        // Every file is listed once, and of one plan.
        let _ = sum.merge(summary);
        Ok(())
    })?;
    let mut summary = sum.into_inner().unwrap_or_else(PoisonError::into_inner);
    for unlisted in &listing.failed {
        summary.add_failure(&unlisted.location, &unlisted.reason);
    }
    report(&summary, &planned, &audited, &arguments.report, console)
}

/// Prints a summary of each file.
fn part(arguments: &AuditRunArguments, console: &Console) -> anyhow::Result<Outcome> {
    let audited = AuditedPlan::read(&arguments.plan, console)?;
    let planned = Planned::new(&audited.plan, arguments.plan.source.as_deref());
    let listing = match &arguments.files_from {
        Some(list) => shards::named_in(list)?,
        None => locations::list(&arguments.locations, console)?,
    };
    let samples = samples(arguments.reading.samples);
    let output = Mutex::new(console.data());
    let print = |summary: Summary| {
        let line = serde_json::to_string(&summary)?;
        let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(output, "{line}")?;
        output.flush()?;
        Ok(())
    };
    Work::new(&planned, &arguments.reading, samples, None).each(&listing.inputs, console, print)?;
    for unlisted in listing.failed {
        let mut summary = Summary::new(&planned.fingerprint, samples);
        summary.add_failure(&unlisted.location, &unlisted.reason);
        print(summary)?;
    }
    Ok(Outcome::Clean)
}

/// Prints the report of a summary, and says how it ends.
fn report(
    summary: &Summary,
    planned: &Planned<'_>,
    audited: &AuditedPlan,
    arguments: &AuditReportArguments,
    console: &Console,
) -> anyhow::Result<Outcome> {
    let report = Report::new(summary, planned, &audited.levels);
    match arguments.format {
        AuditFormat::Human => console.print(human::text(&report, &console.output_look()))?,
        AuditFormat::Json => console.print_data(json::document(&report)?)?,
        AuditFormat::Ndjson => console.print_data(json::lines(&report)?)?,
        AuditFormat::Sarif => audited.findings(&report).print(Format::Sarif, console)?,
        AuditFormat::Junit => console.print_data(junit::text(&report, arguments))?,
        AuditFormat::Markdown => console.print(markdown::text(&report))?,
        AuditFormat::Html => console.print_data(html::text(&report)?)?,
    }
    if report.totals.events == 0 {
        console.warn("no event was found");
    }
    if let Some(target) = &arguments.patch {
        let (text, count) = patch::patched(&audited.plan, planned, summary);
        let mut destination = Destination::open(Some(target), true)?;
        let written = destination.write(text.as_bytes()).and_then(|()| destination.finish());
        written.map_err(|error| Failure::file("write", target, &error))?;
        let additions = number(count, "addition");
        console.say(format_args!("{} written: the plan with {additions}", target.display()));
    }
    let reasons = verdict::reasons(&report, arguments);
    reasons.iter().for_each(|reason| console.say(reason));
    Ok(if reasons.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn samples(argument: SamplesArgument) -> Samples {
    match argument {
        SamplesArgument::None => Samples::None,
        SamplesArgument::Redacted => Samples::Redacted,
        SamplesArgument::Full => Samples::Full,
    }
}

/// A file with lines, or standard input.
fn lines_of(path: &Path) -> Result<Box<dyn std::io::BufRead>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    let file = std::fs::File::open(path).map_err(|error| Failure::file("read", path, &error))?;
    Ok(Box::new(std::io::BufReader::new(file)))
}
