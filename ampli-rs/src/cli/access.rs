use std::path::PathBuf;

use clap::Args;

use super::PlanArguments;

const PLACE_HELP: &str =
    "A vendor (`segment`), a plan at a vendor, or an address [default: that of ampli.toml]";

/// Arguments of `login`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs login                       asks for the token of the plan
  ampli-rs login segment < token.txt   takes it from standard input

The token is kept in a file of your own, which nobody else can read. `--token`, AMPLI_TOKEN, the vendor's variable and \
`token_command` come before it.")]
pub struct LoginArguments {
    #[arg(value_name = "PLACE", help = PLACE_HELP)]
    /// What the token is for.
    pub place: Option<String>,
    /// The configuration [default: the nearest ampli.toml upwards]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Arguments of `logout`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs logout segment
  ampli-rs logout --all")]
pub struct LogoutArguments {
    #[arg(value_name = "PLACE", help = PLACE_HELP, conflicts_with = "all")]
    /// What the token is for.
    pub place: Option<String>,
    /// Forget all stored tokens
    #[arg(long)]
    pub all: bool,
    /// The configuration [default: the nearest ampli.toml upwards]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Arguments of `whoami`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs whoami            the tokens in use, and those stored
  ampli-rs whoami posthog")]
pub struct WhoamiArguments {
    #[arg(value_name = "PLACE", help = PLACE_HELP)]
    /// What the token is for.
    pub place: Option<String>,
    /// Where the plan comes from.
    #[command(flatten)]
    pub plan: PlanArguments,
}
