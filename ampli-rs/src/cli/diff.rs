use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Arguments of `diff`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs diff                                what the next update brings
  ampli-rs diff HEAD~1                         what the last commit has changed
  ampli-rs diff old.json new.json              two plans, of any format
  ampli-rs diff v1.0 amplitude:Garden@2.0.0    a tag, and a version at a vendor
  ampli-rs diff main --fail-on breaking        for CI: 1 when something breaks

A change breaks programs if code that was written for the older SDK does not compile against the newer one, or if what it sent \
is no longer valid. It breaks consumers, those who read the data, if what comes now was not allowed before, or something no longer \
comes. Else it is safe. What is said to be a guess may be wrong.

A plan is a file, a folder, an address, a plan at a vendor, `-`, or a revision of git: `HEAD~1`, `v1.2`, `main:plans/plan.json`, `main:schemas`. \
A revision alone means the saved plan of its time, and is compared with the saved plan of today. Changes of an event that \
ampli.toml allows fail nothing:

  [check.allow]
  \"Song Played\" = [\"breaks-program\", \"breaks-consumers\"]")]
pub struct DiffArguments {
    /// The older plan [default: as the last pull has saved it]
    #[arg(value_name = "OLD")]
    pub old: Option<String>,
    /// The newer plan [default: the one of ampli.toml, fetched; after a revision of git, the saved one]
    #[arg(value_name = "NEW")]
    pub new: Option<String>,
    /// The source whose events to compare, given once for each [default: all of ampli.toml]
    #[arg(long = "source", value_name = "SOURCE")]
    pub sources: Vec<String>,
    /// Exit with 1 when there are such changes
    #[arg(long, value_name = "CHANGES", default_value = "none")]
    pub fail_on: DiffFailOn,
    /// Files and folders of the programs that send the events [default: the folder of ampli.toml]
    #[arg(long = "program", value_name = "PATH")]
    pub programs: Vec<PathBuf>,
    /// How to print the changes
    #[arg(long, default_value = "human")]
    pub format: DiffFormat,
    /// The configuration [default: the nearest ampli.toml upwards]
    #[arg(long, value_name = "FILE", help_heading = "Plan")]
    pub config: Option<PathBuf>,
    /// The token for the plan's address; better given in `AMPLI_TOKEN` or the vendor's variable
    #[arg(long, value_name = "TOKEN", help_heading = "Plan")]
    pub token: Option<String>,
}

/// Which changes make `diff` fail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum DiffFailOn {
    /// None
    #[default]
    None,
    /// All that break anything
    Breaking,
    /// Those that break programs
    Program,
    /// Those that break consumers of the data
    Consumers,
    /// All
    Any,
}

/// How `diff` prints what it has found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people
    #[default]
    Human,
    /// One JSON document
    Json,
    /// Tables for pull requests and summaries
    Markdown,
    /// Annotations of GitHub workflows, one for each change that breaks something
    Github,
}
