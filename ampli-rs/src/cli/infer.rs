use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::percent;

/// Arguments of `infer`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs infer events.jsonl > tracking-plan.json
  ampli-rs infer enriched/ --name 'Our shop' --output tracking-plan.json
  ampli-rs infer 's3://archive/2026-*/' --required-share 99
  gzip -dc export.json.gz | ampli-rs infer - --from amplitude > plan.json

The form of each file is told by its content. The plan allows every event that was read: a property is required if it was always there, and a text is an enumeration if few values came again and again. Descriptions are for you to write.

Exit status: 0 done, 1 no event was found, 2 wrong usage, or a file that could not be read to its end")]
pub struct InferArguments {
    /// Files, folders, patterns, `s3://`, `gs://` or `az://`, or `-` for standard input
    #[arg(value_name = "LOCATION", required = true)]
    pub locations: Vec<String>,
    /// The name of the plan
    #[arg(long, value_name = "NAME", default_value = "Inferred plan")]
    pub name: String,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Overwrite a file that is there
    #[arg(long, requires = "output")]
    pub force: bool,
    /// The form of the events [default: told by the content of each file]
    #[arg(long, value_name = "FORM")]
    pub from: Option<EventForm>,
    /// In how much of the events of a name a property has to be to be required
    #[arg(long, value_name = "PERCENT", default_value = "100", value_parser = percent)]
    pub required_share: f64,
    /// How many files to read at the same time [default: as many as the machine has processors]
    #[arg(long, value_name = "NUMBER")]
    pub threads: Option<NonZero<usize>>,
}

/// A form in which events are collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EventForm {
    /// Snowplow's enriched events, 131 fields a line
    Enriched,
    /// Snowplow's failed events
    FailedEvents,
    /// What the JSON Lines destination of the SDKs writes
    JsonLines,
    /// Segment: bodies of its tracking API, archives
    Segment,
    /// RudderStack: bodies of its HTTP API, dumps
    Rudderstack,
    /// PostHog: bodies of its capture API, exports
    Posthog,
    /// Amplitude: bodies of its HTTP API, exports
    Amplitude,
}
