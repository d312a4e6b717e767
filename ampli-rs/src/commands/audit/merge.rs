//! Summaries from anywhere, put together.

use std::io::BufRead as _;
use std::path::{Path, PathBuf};

use super::super::Outcome;
use super::super::console::Console;
use super::plan::AuditedPlan;
use super::{lines_of, report};
use crate::audit::{Planned, Summary, Unmergeable};
use crate::cli::AuditMergeArguments;
use crate::failure::Failure;

/// Reads the summaries and reports.
pub(super) fn run(arguments: &AuditMergeArguments, console: &Console) -> anyhow::Result<Outcome> {
    let audited = AuditedPlan::read(&arguments.plan, console)?;
    let planned = Planned::new(&audited.plan, arguments.plan.source.as_deref());
    let standard_input = [PathBuf::from("-")];
    let files = if arguments.summaries.is_empty() { &standard_input[..] } else { &arguments.summaries };
    let mut sum: Option<Summary> = None;
    let mut repeated = 0;
    for file in files {
        for (index, line) in lines_of(file)?.lines().enumerate() {
            let line = line.map_err(|error| Failure::file("read", file, &error))?;
            if !line.trim().is_empty() {
                let summary = summary(&line, file, index + 1, &planned)?;
                repeated += usize::from(add(&mut sum, summary, file, index + 1)?);
            }
        }
    }
    let Some(summary) = sum else {
        let message = "there is no summary to report on";
        return Err(Failure::new(message, "give the lines that `ampli-rs audit run` prints").into());
    };
    if repeated > 0 {
        let summaries = if repeated == 1 { "summary" } else { "summaries" };
        console.say(format_args!("{repeated} {summaries} left out that had come before"));
    }
    report(&summary, &planned, &audited, &arguments.report, console)
}

fn summary(line: &str, file: &Path, number: usize, planned: &Planned<'_>) -> Result<Summary, Failure> {
    let at = format!("`{}`, line {number},", file.display());
    let summary: Summary = serde_json::from_str(line).map_err(|_| {
        Failure::new(
            format!("{at} is no summary of this version of `ampli-rs`"),
            "give the lines that `ampli-rs audit run` prints",
        )
    })?;
    if summary.plan != planned.fingerprint {
        return Err(Failure::new(
            format!("{at} is of another plan"),
            "name with `--plan` the one that `ampli-rs audit run` was given",
        ));
    }
    Ok(summary)
}

/// Whether the summary was in already.
fn add(sum: &mut Option<Summary>, summary: Summary, file: &Path, number: usize) -> Result<bool, Failure> {
    let Some(sum) = sum else {
        *sum = Some(summary);
        return Ok(false);
    };
    sum.merge(summary).map_err(|error| {
        let at = format!("`{}`, line {number},", file.display());
        match error {
            Unmergeable::Different(what) => Failure::new(
                format!("{at} and the summaries before it have different {what}"),
                "run `ampli-rs audit run` again with the same options for all files",
            ),
            Unmergeable::Overlapping(name) => Failure::new(
                format!("{at} has the file `{name}` of a summary before it, and others that it has not"),
                "merge summaries of single files, each once",
            ),
        }
    })
}
