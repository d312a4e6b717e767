use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{DiffFailOn, percent};

/// Arguments of `ci`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs ci                                  all four steps
  ampli-rs ci --against origin/main            what the branch changes
  ampli-rs ci --fail-under 80 --format github

The steps are `pull --all --check --locked`, `check`, `diff REVISION` and `status`. All of them run, whatever the ones before have \
found; then a line tells of each. The exit status is the worst of theirs.

The saved plan is compared with the one of the revision: `--against`, or the target of the pull or merge request where GitHub \
(GITHUB_BASE_REF) or GitLab (CI_MERGE_REQUEST_DIFF_BASE_SHA) names it, or the commit before, HEAD~1. It has to be there: check out \
with the whole history (`fetch-depth: 0`).")]
pub struct CiArguments {
    /// Folders and files of the programs [default: the folder of ampli.toml]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The revision of git whose saved plan to compare with
    #[arg(long, value_name = "REVISION")]
    pub against: Option<String>,
    /// Which changes of the plan fail
    #[arg(long, value_name = "CHANGES", default_value = "breaking")]
    pub fail_on: DiffFailOn,
    /// Fail when less of a source's events are sent
    #[arg(long, value_name = "PERCENT", default_value = "100", value_parser = percent)]
    pub fail_under: f64,
    /// How to print what the steps find
    #[arg(long, default_value = "human")]
    pub format: CiFormat,
    /// The configuration [default: the nearest ampli.toml upwards]
    #[arg(long, value_name = "FILE", help_heading = "Plan")]
    pub config: Option<PathBuf>,
    /// Use the plan that the last pull has saved, and no network
    #[arg(long, help_heading = "Plan")]
    pub offline: bool,
    /// The token for the plan's address; better given in `AMPLI_TOKEN` or the vendor's variable
    #[arg(long, value_name = "TOKEN", help_heading = "Plan")]
    pub token: Option<String>,
}

/// How `ci` prints what its steps find.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum CiFormat {
    /// For people
    #[default]
    Human,
    /// Annotations of GitHub workflows, and a summary where GITHUB_STEP_SUMMARY says
    Github,
}
