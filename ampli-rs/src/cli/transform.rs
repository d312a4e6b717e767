use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Arguments of `transform`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs transform enriched/ > events.ndjson     all files below a folder
  ampli-rs transform 'run=2026-*/**/*.gz' --output events.ndjson
  gzip -dc part-0.gz | ampli-rs transform - | jq .event_name
  ampli-rs transform enriched/ --compat strict --fail-on-bad

The events come in the order of the files and of their lines, one JSON object a line. A line that is no event is told on standard error, as FILE:LINE: REASON, and never shown itself; all others are written.

Exit status: 0 done, 1 bad lines and `--fail-on-bad`, 2 wrong usage, or a file that could not be read to its end")]
pub struct TransformArguments {
    /// Files, folders, patterns, `s3://`, `gs://` or `az://`, or `-` for standard input
    #[arg(value_name = "LOCATION", required = true)]
    pub locations: Vec<String>,
    /// Whose JSON to write
    #[arg(long, value_name = "SDK", default_value = "python")]
    pub compat: CompatibilityArgument,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Overwrite a file that is there
    #[arg(long, requires = "output")]
    pub force: bool,
    /// Exit with 1 when a line is no event
    #[arg(long)]
    pub fail_on_bad: bool,
    /// How many files to read at the same time [default: as many as the machine has processors]
    #[arg(long, value_name = "NUMBER")]
    pub threads: Option<NonZero<usize>>,
}

/// Whose JSON is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompatibilityArgument {
    /// As the Python Analytics SDK gives it
    Python,
    /// As the Scala Analytics SDK gives it, with its required fields
    Strict,
}
