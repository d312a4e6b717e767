use std::io::Write;

use super::console::Console;
use super::{Outcome, known_codes};
use crate::cli::ExplainArguments;
use crate::diagnostic::human::Look;
use crate::diagnostic::manual;
use crate::failure::Failure;
use crate::suggestion;

/// Names that are proposed at most.
const MEANT: usize = 6;

/// Prints the manual page of one code, or the list of all.
pub(super) fn run(arguments: &ExplainArguments, console: &Console) -> anyhow::Result<Outcome> {
    let mut output = console.output();
    match &arguments.code {
        None => {
            for code in known_codes::all() {
                let severity = format!("{:?}", code.severity).to_lowercase();
                writeln!(output, "{}  {severity:<7}  {}", code.id, code.name)?;
            }
        }
        Some(wanted) => {
            let code = known_codes::find(wanted).ok_or_else(|| unknown(wanted))?;
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
    let words: Vec<&str> = known_codes::all().iter().flat_map(|code| [code.id, code.name]).collect();
    let containing = known_codes::containing(wanted);
    let help = if let Some(word) = suggestion::closest(wanted, words) {
        format!("did you mean `{word}`? `ampli-rs explain` lists all codes")
    } else if (1..=MEANT).contains(&containing.len()) {
        format!("did you mean {}?", suggestion::list(containing))
    } else {
        "`ampli-rs explain` lists all codes".to_owned()
    };
    Failure::new(format!("there is no code `{wanted}`"), help)
}
