use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{SavedPlanArguments, percent};

/// Arguments of `status`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs status                             all below the folder of ampli.toml
  ampli-rs status --fail-under 80             for CI: 1 when less are sent
  ampli-rs status apps/shop --source shop     one program of several
  ampli-rs status --format markdown >> $GITHUB_STEP_SUMMARY
  ampli-rs status --update                    tells Amplitude, too

The Rust code is read as the compiler reads it: imports, renamed imports, modules, `cfg`, macro calls. Files that git ignores or .ampliignore names, and SDKs, are left out. Nothing is fetched: the plan is the one that the last pull has saved.

An event counts as sent when its function is called in the program, or a value of its type is handed to something else. Tests, benchmarks, examples and code that no build has are told apart. Deprecated events need not be sent, nor those that ampli.toml allows to be missed:

  [check.allow]
  \"Song Played\" = [\"missed-event\"]

--update sets the status of all events of the sources in the version of the plan that was pulled: an event that the program sends is implemented, at its places as seen from ampli.toml; any other is not.")]
pub struct StatusArguments {
    /// Folders and files of the program [default: the folder of ampli.toml]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The source whose events to look for, given once for each [default: all of ampli.toml]
    #[arg(long = "source", value_name = "SOURCE")]
    pub sources: Vec<String>,
    /// Exit with 1 when less of a source's events are sent
    #[arg(long, value_name = "PERCENT", default_value = "100", value_parser = percent)]
    pub fail_under: f64,
    /// Write to Amplitude which events are sent, and where
    #[arg(long)]
    pub update: bool,
    /// Write nothing when the plan is that of the default branch
    #[arg(long, requires = "update")]
    pub skip_update_on_default_branch: bool,
    /// How to print what was found
    #[arg(long, default_value = "human")]
    pub format: StatusFormat,
    /// Which plan.
    #[command(flatten)]
    pub plan: SavedPlanArguments,
}

/// How `status` prints what it has found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    /// For people
    #[default]
    Human,
    /// One JSON document
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub workflows
    Github,
    /// Tables for pull requests and summaries
    Markdown,
}
