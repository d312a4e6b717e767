use std::io::Write;

use super::console::Console;
use super::{Outcome, catalogue};
use crate::cli::ExplainArguments;
use crate::diagnostic::human::Look;
use crate::diagnostic::manual;
use crate::failure::Failure;
use crate::suggestion;

/// Prints the manual page of one code, or the list of all.
pub(super) fn run(arguments: &ExplainArguments, console: &Console) -> anyhow::Result<Outcome> {
    let mut output = console.output();
    match &arguments.code {
        None => {
            for code in catalogue::all() {
                let severity = format!("{:?}", code.severity).to_lowercase();
                writeln!(output, "{}  {severity:<7}  {}", code.id, code.name)?;
            }
        }
        Some(wanted) => {
            let code = catalogue::find(wanted).ok_or_else(|| unknown(wanted))?;
            let page = code.manual();
            // Whoever reads the page by a program wants the Markdown that it is.
            let page = if console.output_is_terminal() {
                let Look { width, colour, .. } = console.output_look();
                manual::shown(&page, width, colour)
            } else {
                page
            };
            writeln!(output, "{} ({})\n\n{}", code.id, code.name, page.trim_end())?;
        }
    }
    output.flush()?;
    Ok(Outcome::Clean)
}

fn unknown(wanted: &str) -> Failure {
    let words: Vec<&str> = catalogue::all().iter().flat_map(|code| [code.id, code.name]).collect();
    let help = match suggestion::closest(wanted, words) {
        Some(word) => format!("did you mean `{word}`? `ampli-rs explain` lists all codes"),
        None => "`ampli-rs explain` lists all codes".to_owned(),
    };
    Failure::new(format!("there is no code `{wanted}`"), help)
}
