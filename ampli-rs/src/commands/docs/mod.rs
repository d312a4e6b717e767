//! `docs`: the plan as pages for people.

mod gathered;
mod history;
mod planned;
mod written;

use self::gathered::Gathered;
use self::planned::Planned;
use self::written::Pages;
use super::Outcome;
use super::console::Console;
use super::reading;
use super::report::Findings;
use crate::catalogue::{self, Form};
use crate::cli::{DocsArguments, DocsFormat, Format};
use crate::plan::EventKind;

/// Writes the pages, or tells which are not up to date.
pub(super) fn run(arguments: &DocsArguments, console: &Console) -> anyhow::Result<Outcome> {
    let plan_arguments = reading::plan_or_saved(&arguments.plan);
    let project = reading::project(&plan_arguments)?;
    let planned = match Planned::read(arguments, &plan_arguments, &project, console)? {
        Ok(planned) => planned,
        Err(reading) => {
            let mut all = Findings::default();
            all.add(reading.text, reading.findings, None);
            all.mention(Format::Human, console)?;
            console.say("no page was written");
            return Ok(Outcome::Findings);
        }
    };
    let gathered = Gathered { arguments, project: &project, console };
    let facts = gathered.facts(&planned)?;
    let form = match arguments.format {
        DocsFormat::Html => Form::Html,
        DocsFormat::Markdown => Form::Markdown,
    };
    let files = catalogue::files(&planned.plan, &facts, form);
    let pages = Pages::new(&arguments.output, form, files)?;
    if arguments.check {
        return pages.compare(arguments.findings, console);
    }
    let tracked = planned.plan.events.iter().filter(|event| event.kind == EventKind::Track);
    pages.write(tracked.count(), console)
}
