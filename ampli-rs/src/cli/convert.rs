use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Format;

/// Arguments of `convert`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs convert segment:tp_123 tracking-plan.json   from Segment
  ampli-rs convert tracking-plan.json segment.json     to Segment
  ampli-rs convert plan.json registry --to iglu --vendor com.acme
  ampli-rs convert plan.csv - --to ampli | jq .events

What the form can't hold is told as warnings, each with its code; docs/convert.md has a table of what each form \
holds. Where TO is `-`, the plan goes to standard output.")]
pub struct ConvertArguments {
    /// The plan: a file, a folder, an address, a plan at a vendor, or `-` for standard input
    #[arg(value_name = "FROM")]
    pub from: String,
    /// The file or the folder to write, or `-` for standard output
    #[arg(value_name = "TO")]
    pub target: PathBuf,
    /// The form to write [default: the one that TO is named after, as in `segment.json`]
    #[arg(long, value_name = "FORM")]
    pub to: Option<PlanForm>,
    /// The vendor of the schemas of an Iglu registry, for events that have none [default: after the plan's name]
    #[arg(long, value_name = "VENDOR")]
    pub vendor: Option<String>,
    /// Overwrite files that are there
    #[arg(long)]
    pub force: bool,
    /// Leave broken events out and write the others
    #[arg(long)]
    pub keep_going: bool,
    /// Write the plan's API keys too, where the form has a place for them
    #[arg(long)]
    pub include_api_keys: bool,
    /// How to print findings
    #[arg(long, default_value = "human")]
    pub format: Format,
    /// The configuration [default: the nearest ampli.toml upwards]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The token for the plan's address; better given in `AMPLI_TOKEN` or the vendor's variable, as others can see command
    /// lines
    #[arg(long, value_name = "TOKEN")]
    pub token: Option<String>,
}

/// A form that plans are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlanForm {
    /// The form of this project: one JSON file, which holds everything
    Ampli,
    /// Segment's Public API: one JSON file
    Segment,
    /// Segment's older Config API: one JSON file
    SegmentConfig,
    /// RudderStack's `plan.json`, as RudderTyper 1 reads it
    Rudderstack,
    /// RudderStack's data catalogue, as its API answers: one JSON file
    RudderstackCatalogue,
    /// A registry of self-describing schemas: a folder
    Iglu,
    /// Plain JSON Schemas, one event a file: a folder
    Schemas,
}
