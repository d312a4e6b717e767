use std::io::{self, Write};

use super::console::{Console, told};
use crate::cli::Format;
use crate::diagnostic::human::{self, Look};
use crate::diagnostic::{self, Diagnostics, Report, Severity, Summary};
use crate::plan::Plan;
use crate::text::PlanText;

/// A plan without descriptions must not bury what `pull` has to say; `check` shows every finding.
const MENTIONED_ALIKE: usize = 3;

/// Findings of one run and the texts that they point into.
#[derive(Default)]
pub(super) struct Findings {
    text: PlanText,
    findings: Diagnostics,
    /// Events in the plans; `None`: no plan could be read.
    events: Option<usize>,
}

impl Findings {
    /// No findings yet, about plans with so many events.
    pub(super) fn of_events(events: usize) -> Self {
        Self { events: Some(events), ..Self::default() }
    }

    /// Writes all findings as JSON.
    pub(super) fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        diagnostic::json::write(&self.report(), out)
    }

    /// Takes in the findings about `text`.
    pub(super) fn add(&mut self, text: PlanText, mut findings: Diagnostics, plan: Option<&Plan>) {
        findings.shift(self.text.documents.len());
        self.findings.append(findings);
        self.text.documents.extend(text.documents);
        if let Some(plan) = plan {
            let events = plan.events.iter().filter(|event| !event.is_system_call()).count();
            self.events = Some(self.events.unwrap_or_default() + events);
        }
    }

    /// Whether findings about the same documents, whatever their names, are in already.
    pub(super) fn has_text(&self, text: &PlanText) -> bool {
        let known: Vec<&str> = self.text.documents.iter().map(|document| document.text.as_str()).collect();
        text.documents.iter().all(|document| known.contains(&document.text.as_str()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Events in the plans.
    pub(super) fn events(&self) -> usize {
        self.events.unwrap_or_default()
    }

    pub(super) fn has_errors(&self) -> bool {
        self.findings.has_errors()
    }

    /// How many there are.
    pub(super) fn summary(&self) -> Summary {
        self.report().summary()
    }

    fn report(&self) -> Report<'_> {
        let report = Report::new(&self.findings, &self.text);
        match self.events {
            Some(count) => report.events(count),
            None => report,
        }
    }

    /// Prints all findings as data.
    pub(super) fn print(&self, format: Format, console: &Console) -> io::Result<()> {
        let report = self.report();
        let mut data = console.data();
        match format {
            Format::Human => {
                let mut output = console.output();
                human::write(&report, console.output_look(), &mut output)?;
                return output.flush();
            }
            Format::Json => diagnostic::json::write(&report, &mut data),
            Format::Sarif => diagnostic::sarif::write(&report, &mut data),
            Format::Github => diagnostic::github::write(&report, &mut data),
        }?;
        data.flush()
    }

    /// Prints all findings for people, on standard error.
    pub(super) fn tell(&self, console: &Console) -> io::Result<()> {
        human::write(&self.report(), console.errors_look(), &mut console.errors())
    }

    /// Prints the findings of a command that does something else: for people on standard error, not when there is
    /// nothing but notes, and only the first few of a kind; for machines they are data as ever. That nobody reads them to
    /// their end does not stop the command.
    pub(super) fn mention(&self, format: Format, console: &Console) -> io::Result<()> {
        self.mention_part(format, Look::default().whole, console)
    }

    /// As [`mention`](Self::mention), for commands whose findings are seen `whole` elsewhere than usual.
    pub(super) fn mention_part(
        &self,
        format: Format,
        whole: &'static str,
        console: &Console,
    ) -> io::Result<()> {
        if format != Format::Human {
            return told(self.print(format, console));
        }
        if self.findings.iter().all(|finding| finding.severity == Severity::Note) {
            return Ok(());
        }
        let look = Look { least: Severity::Warning, alike: MENTIONED_ALIKE, whole, ..console.errors_look() };
        let report = self.report();
        told(human::write(&report, look, &mut console.errors()))
    }
}
