use std::io::{self, Write};

use super::console::Console;
use crate::cli::Format;
use crate::diagnostic::{self, Diagnostics, Report, human};
use crate::text::PlanText;

/// Findings of one run and the texts that they point into.
#[derive(Default)]
pub(super) struct Findings {
    text: PlanText,
    findings: Diagnostics,
    events: usize,
}

impl Findings {
    /// Takes in the findings about `text`.
    pub(super) fn add(&mut self, text: PlanText, findings: Diagnostics, events: usize) {
        let shift = u32::try_from(self.text.documents.len()).unwrap_or(u32::MAX);
        self.findings.extend(findings.into_iter().map(|mut finding| {
            for label in &mut finding.labels {
                label.location.document = label.location.document.saturating_add(shift);
            }
            finding
        }));
        self.text.documents.extend(text.documents);
        self.events += events;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Events in the plans.
    pub(super) fn events(&self) -> usize {
        self.events
    }

    pub(super) fn has_errors(&self) -> bool {
        self.findings.has_errors()
    }

    /// Prints the findings. For machines they are data; for people they are too when `as_data`, else they go to
    /// standard error.
    pub(super) fn print(&self, format: Format, as_data: bool, console: &Console) -> io::Result<()> {
        let report = Report::new(&self.findings, &self.text).events(self.events);
        let mut output = console.output();
        match format {
            Format::Human if as_data => {
                human::write(&report, look(console.output_has_color()), &mut output)?;
            }
            Format::Human => human::write(&report, look(console.errors_have_color()), &mut console.errors())?,
            Format::Json => diagnostic::json::write(&report, &mut output)?,
            Format::Sarif => diagnostic::sarif::write(&report, &mut output)?,
            Format::Github => diagnostic::github::write(&report, &mut output)?,
        }
        output.flush()
    }
}

fn look(colour: bool) -> human::Look {
    human::Look { colour, ..human::Look::default() }
}
