use clap::Args;

use super::{Format, PlanArguments};

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs check
  ampli-rs check --plan tracking-plan.json --format sarif > plan.sarif
  ampli-rs check --diff          shows what --fix would change

--fix removes rules that are always true or about another kind of value, repeated values of `enum` and `required`, and \
adds a `type` that the other keywords imply. Every other byte of the plan stays. Names are never changed.")]
pub struct CheckArguments {
    /// Change local plans where nobody has to think about it, then check them
    #[arg(long, conflicts_with = "offline")]
    pub fix: bool,
    /// Show what `--fix` would change, and write nothing; exit with 1 if there is anything
    #[arg(long, conflicts_with_all = ["fix", "offline"])]
    pub diff: bool,
    /// How to print findings
    #[arg(long, default_value = "human")]
    pub format: Format,
    /// Where the plan comes from.
    #[command(flatten)]
    pub plan: PlanArguments,
}
