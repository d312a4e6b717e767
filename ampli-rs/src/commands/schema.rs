use super::Outcome;
use super::console::Console;
use crate::cli::{SchemaArguments, SchemaOf};
use crate::{config, parse};

/// Prints the JSON Schema of a file format.
pub(super) fn run(arguments: &SchemaArguments, console: &Console) -> anyhow::Result<Outcome> {
    console.print_data(match arguments.what {
        SchemaOf::Plan => parse::own::OWN_SCHEMA,
        SchemaOf::Config => config::SCHEMA,
    })?;
    Ok(Outcome::Clean)
}
