use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Format, SavedPlanArguments};

/// Arguments of `docs`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs docs                             writes ./catalogue/index.html
  ampli-rs docs --output public             for a web server
  ampli-rs docs --format markdown --output docs/events --no-usage
  ampli-rs docs --format markdown --output docs/events --no-usage --check
  ampli-rs docs --plan tracking-plan.json   any plan, without ampli.toml

The pages need no server and no network: open index.html as a file. In them `/` leads to the search, arrows and Enter to an event.

Everything is made of what is there already: the plan that the last pull has saved, the calls that the SDK of each source has, the places in the program that `ampli-rs status` finds, and the commits of the saved plan. Pages that the tool has written before are replaced or removed, other files are left alone.")]
pub struct DocsArguments {
    /// Folders and files of the program, to say where events are sent [default: the folder of ampli.toml]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The folder of the pages
    #[arg(short, long, value_name = "FOLDER", default_value = "catalogue")]
    pub output: PathBuf,
    /// The form of the pages
    #[arg(long, default_value = "html")]
    pub format: DocsFormat,
    /// The source whose calls to show, given once for each [default: all]
    #[arg(long = "source", value_name = "SOURCE")]
    pub sources: Vec<String>,
    /// Write nothing; name the pages that would change, the change log apart, and exit with 1 if there are any
    #[arg(long)]
    pub check: bool,
    /// How `--check` prints what it has found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub findings: Format,
    /// How many commits of the plan the change log has; 0 for no change log
    #[arg(long, value_name = "COMMITS", default_value = "30")]
    pub history: usize,
    /// Do not say where events are sent, so that pages change with the plan alone
    #[arg(long, conflicts_with = "paths")]
    pub no_usage: bool,
    /// Which plan.
    #[command(flatten)]
    pub plan: SavedPlanArguments,
}

/// The form of the pages that `docs` writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum DocsFormat {
    /// A site of static pages with a search
    #[default]
    Html,
    /// Pages that code hosts show, README.md first
    Markdown,
}
