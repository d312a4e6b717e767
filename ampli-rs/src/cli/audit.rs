use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{EventForm, SavedPlanArguments};

/// Arguments of `audit`.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  ampli-rs audit events.ndjson                     one file, the saved plan
  ampli-rs audit 'run=2026-11-*/**/*.gz' --plan next.json
  ampli-rs audit enriched/ --max-invalid 1% --format markdown
  ampli-rs audit enriched/ --manifest audited/     only what is new is read
  ampli-rs audit s3://events/enriched --manifest s3://events/audited
  ampli-rs audit export.zip --patch next.json      the plan, with what it lacks

Events are read in the forms of Snowplow, Segment, RudderStack, PostHog, Amplitude and the JSON Lines of the runtime, and each is held against the plan. Told are events that break its rules, what was sent and is not planned, and what is planned and was never sent. Values are not shown unless `--samples full` asks for them. Findings are left alone that ampli.toml allows:

  [check.allow]
  \"Song Played\" = [\"unplanned-property\"]

Large archives are shared out: `audit shards` lists files in shards, `audit run` prints a summary of each file, and `audit merge` makes the report of them, the same as of one run.

Exit status: 0 clean, 1 findings that `--fail-on` names, 2 wrong usage or failure"
)]
pub struct AuditArguments {
    /// A part of an audit that is shared out.
    #[command(subcommand)]
    pub command: Option<AuditCommand>,
    /// Files, folders, patterns, `s3://`, `gs://` or `az://`, or `-` for standard input
    #[arg(value_name = "LOCATION")]
    pub locations: Vec<String>,
    /// How events are read and held against the plan.
    #[command(flatten)]
    pub reading: AuditReadingArguments,
    /// Keep the summary of each file here, and read only files that have none: a folder, `s3://BUCKET/FOLDER`, `gs://…`,
    /// `az://…`, or `dynamodb:TABLE?summaries=LOCATION`
    #[arg(long, value_name = "LOCATION")]
    pub manifest: Option<String>,
    /// What is told and what fails.
    #[command(flatten)]
    pub report: AuditReportArguments,
    /// What the events are held against.
    #[command(flatten)]
    pub plan: AuditPlanArguments,
}

/// A part of an audit that is shared out.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// List the files at some locations in shards of about the same size
    Shards(AuditShardsArguments),
    /// Print the summary of each file, a line of JSON each
    Run(AuditRunArguments),
    /// Make the report of summaries
    Merge(AuditMergeArguments),
}

/// Arguments of `audit shards`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs audit shards 8 enriched/ > shards.ndjson
  ampli-rs audit shards 8 in/ --shard 3 | ampli-rs audit run --files-from -")]
pub struct AuditShardsArguments {
    /// How many shards to make
    #[arg(value_name = "NUMBER")]
    pub count: NonZero<usize>,
    /// Files, folders, patterns, `s3://`, `gs://` or `az://`
    #[arg(value_name = "LOCATION", required = true)]
    pub locations: Vec<String>,
    /// Print the files of this shard, counted from 1, a line each [default: all shards, a JSON list a line]
    #[arg(long, value_name = "NUMBER")]
    pub shard: Option<NonZero<usize>>,
}

/// Arguments of `audit run`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ls enriched/*.gz | ampli-rs audit run --files-from - > summaries.ndjson
  ls enriched/*.gz | xargs -P 8 -n 50 ampli-rs audit run > summaries.ndjson

Each summary is printed when its file has been read, so that nothing is lost of a run that is stopped.")]
pub struct AuditRunArguments {
    /// Files, folders, patterns, `s3://`, `gs://` or `az://`, or `-` for standard input
    #[arg(value_name = "LOCATION", conflicts_with = "files_from", required_unless_present = "files_from")]
    pub locations: Vec<String>,
    /// A file with the names of the files to read, a line each; `-` for standard input
    #[arg(long, value_name = "FILE|-")]
    pub files_from: Option<PathBuf>,
    /// How events are read and held against the plan.
    #[command(flatten)]
    pub reading: AuditReadingArguments,
    /// What the events are held against.
    #[command(flatten)]
    pub plan: AuditPlanArguments,
}

/// Arguments of `audit merge`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs audit merge summaries.ndjson --format html > audit.html
  cat part-*/summaries.ndjson | ampli-rs audit merge

A file that is in two summaries counts once. The plan must be the one that the summaries were made with.")]
pub struct AuditMergeArguments {
    /// Files of summaries, or `-` for standard input [default: standard input]
    #[arg(value_name = "FILE|-")]
    pub summaries: Vec<PathBuf>,
    /// What is told and what fails.
    #[command(flatten)]
    pub report: AuditReportArguments,
    /// What the events are held against.
    #[command(flatten)]
    pub plan: AuditPlanArguments,
}

/// How events are read and held against the plan.
#[derive(Debug, Args)]
pub struct AuditReadingArguments {
    /// The form of the events [default: told by the content of each file]
    #[arg(long, value_name = "FORM")]
    pub from: Option<EventForm>,
    /// What to keep of values
    #[arg(long, value_name = "HOW MUCH", default_value = "redacted")]
    pub samples: SamplesArgument,
    /// How many files to read at the same time [default: as many as the machine has processors]
    #[arg(long, visible_alias = "jobs", value_name = "NUMBER")]
    pub threads: Option<NonZero<usize>>,
}

/// What is told and what fails.
#[derive(Debug, Args)]
pub struct AuditReportArguments {
    /// How to print the report
    #[arg(long, default_value = "human")]
    pub format: AuditFormat,
    /// What to exit with 1 for
    #[arg(long, value_name = "WHAT", value_delimiter = ',', default_value = "violations")]
    pub fail_on: Vec<FailOn>,
    /// How much of the events may be invalid
    #[arg(long, value_name = "PERCENT", default_value = "0", value_parser = super::percent)]
    pub max_invalid: f64,
    /// How much of the records may be unreadable
    #[arg(long, value_name = "PERCENT", default_value = "0", value_parser = super::percent)]
    pub max_unreadable: f64,
    /// Write the whole plan with what it lacks into this file, in the project's own format; `ampli-rs diff OLD FILE` shows
    /// what was added
    #[arg(long, value_name = "FILE")]
    pub patch: Option<PathBuf>,
}

/// What the events are held against.
#[derive(Debug, Args)]
#[command(next_help_heading = "Plan")]
pub struct AuditPlanArguments {
    /// Which plan.
    #[command(flatten)]
    pub plan: SavedPlanArguments,
    /// The source whose events are expected [default: those of all]
    #[arg(long, value_name = "SOURCE")]
    pub source: Option<String>,
}

/// What is kept of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SamplesArgument {
    /// Nothing
    None,
    /// Which events they are in, of what kind and how long they are
    Redacted,
    /// The values themselves, which may be personal data
    Full,
}

/// How the report is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum AuditFormat {
    /// For people
    #[default]
    Human,
    /// One JSON document
    Json,
    /// JSON, an event or a finding a line
    Ndjson,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit's XML, for what shows the results of tests
    Junit,
    /// Tables for pull requests and summaries
    Markdown,
    /// A page that stands alone
    Html,
}

/// What an audit fails for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Events that break rules of the plan, more than `--max-invalid` allows
    Violations,
    /// Events, properties, values and versions that are not in the plan
    Unplanned,
    /// Planned events, properties and values that were never seen
    Unseen,
    /// Records that can't be read, more than `--max-unreadable` allows
    Unreadable,
    /// Nothing
    None,
}
