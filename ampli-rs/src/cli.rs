//! The command line: types only.

mod access;
mod audit;
mod check;
mod ci;
mod completions;
mod convert;
mod diff;
mod docs;
mod infer;
mod status;
mod transform;

use std::path::PathBuf;

use clap::builder::Styles;
use clap::builder::styling::{AnsiColor, Style};
use clap::{Args, Parser, Subcommand, ValueEnum};

pub use self::access::{LoginArguments, LogoutArguments, WhoamiArguments};
pub use self::audit::{
    AuditArguments, AuditCommand, AuditFormat, AuditMergeArguments, AuditPlanArguments,
    AuditReadingArguments, AuditReportArguments, AuditRunArguments, AuditShardsArguments, FailOn,
    SamplesArgument,
};
pub use self::check::CheckArguments;
pub use self::ci::{CiArguments, CiFormat};
pub use self::completions::{CompleteArguments, CompletionsArguments, Shell};
pub use self::convert::{ConvertArguments, PlanForm};
pub use self::diff::{DiffArguments, DiffFailOn, DiffFormat};
pub use self::docs::{DocsArguments, DocsFormat};
pub use self::infer::{EventForm, InferArguments};
pub use self::status::{StatusArguments, StatusFormat};
pub use self::transform::{CompatibilityArgument, TransformArguments};

const STYLES: Styles = Styles::styled()
    .header(Style::new().bold())
    .usage(Style::new().bold())
    .literal(AnsiColor::Cyan.on_default())
    .placeholder(AnsiColor::Green.on_default());

/// Pulls a tracking plan, checks it, and writes a typed Rust SDK: one function per event.
#[derive(Debug, Parser)]
#[command(
    name = "ampli-rs",
    version,
    styles = STYLES,
    after_help = "Without a command, it tells how the project stands and what to do next.

Examples:
  ampli-rs init --plan tracking-plan.json   writes ampli.toml
  ampli-rs pull backend                     writes the SDK of one source
  ampli-rs pull --all --check               fails when an SDK is not up to date
  ampli-rs explain AMP0101                  tells what a finding means

Exit status: 0 clean, 1 findings (a broken plan, an SDK not up to date), 2 wrong usage or failure"
)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: GlobalOptions,
    /// What to do; without it, how the project stands is told.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub struct GlobalOptions {
    /// Run as if started in this folder
    #[arg(short = 'C', long, global = true, value_name = "FOLDER")]
    pub directory: Option<PathBuf>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// Say nothing but findings and failures
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Also where the output is no terminal
    Always,
    /// Not even on a terminal
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a commented `ampli.toml`
    Init(InitArguments),
    /// Read the plan, check it, and write the SDK of each source
    Pull(PullArguments),
    /// Move on to the latest version of the plan, and show what has changed
    Update(UpdateArguments),
    /// Pull again whenever a local plan or ampli.toml changes
    Watch(WatchArguments),
    /// List the sources of the plan, and tell which are configured
    Source(SourceArguments),
    /// List the branches of the plan, the one that is pulled marked with `*`
    Branch(BranchArguments),
    /// Pull another branch of the plan, and write it into ampli.toml
    Checkout(CheckoutArguments),
    /// Store a token for a vendor or an address
    Login(LoginArguments),
    /// Forget a stored token
    Logout(LogoutArguments),
    /// Tell who the tokens belong to that plans are fetched with
    Whoami(WhoamiArguments),
    /// Check the plan and write nothing
    Check(CheckArguments),
    /// Write a plan in another form, and tell what that form can't hold
    Convert(ConvertArguments),
    /// Tell what has changed between two plans, and what that breaks
    Diff(DiffArguments),
    /// Tell which events of the plan the program sends, and where
    Status(StatusArguments),
    /// Draw a first plan from events that were collected
    Infer(InferArguments),
    /// Write enriched events as JSON, an event a line
    Transform(TransformArguments),
    /// Hold collected events against the plan
    Audit(Box<AuditArguments>),
    /// Write the plan as pages for people: a site with a search, or Markdown
    Docs(DocsArguments),
    /// Run all that a build server wants to know: pull --check, check, diff, status
    Ci(CiArguments),
    /// Print what the tool makes of a plan, as JSON
    Inspect(InspectArguments),
    /// Tell what a finding means and what to do about it
    Explain(ExplainArguments),
    /// Print the JSON Schema of a file format
    Schema(SchemaArguments),
    /// Print the completion script of a shell
    Completions(CompletionsArguments),
    /// Print what may stand at the cursor of a command line, for completion scripts
    #[command(hide = true)]
    Complete(CompleteArguments),
    /// Print the manual page, in roff
    Man(ManArguments),
}

/// Arguments of `init`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs init --plan tracking-plan.json --source backend
  ampli-rs init --plan https://example.com/plan.json --yes")]
pub struct InitArguments {
    /// Where the plan is: a file, a folder, an address, or a plan at a vendor (`segment:tp_123`)
    #[arg(long, value_name = "FILE|FOLDER|URL|VENDOR:PLAN")]
    pub plan: Option<String>,
    /// The plan's source to write an SDK for
    #[arg(long, value_name = "SOURCE")]
    pub source: Option<String>,
    /// The folder of the SDK
    #[arg(long, value_name = "FOLDER")]
    pub path: Option<String>,
    /// Ask nothing: take the usual answers
    #[arg(short, long)]
    pub yes: bool,
    /// Overwrite an `ampli.toml` that is there
    #[arg(long)]
    pub force: bool,
}

const PLAN_HELP: &str = "\
Where the plan is: a file, a folder, an address, `-` for standard input, or a plan at a vendor [default: as in ampli.toml]

  amplitude:WORKSPACE[/BRANCH][@VERSION]  AMPLITUDE_TOKEN
  segment:PLAN_ID                         SEGMENT_TOKEN
  rudderstack:PLAN_ID[@VERSION]           RUDDERSTACK_ACCESS_TOKEN
  avo:WORKSPACE[/BRANCH]                  AVO_TOKEN, as NAME:SECRET
  iglu:HOST[/PATH][/schemas/VENDOR/…]     IGLU_API_KEY
  posthog:PROJECT                         POSTHOG_CLI_API_KEY";

/// Where the plan comes from.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Plan")]
pub struct PlanArguments {
    /// Where the plan is: a file, a folder, an address, a plan at a vendor, or `-` for standard input [default: as in
    /// ampli.toml]
    #[arg(long, value_name = "FILE|FOLDER|URL|VENDOR:PLAN|-", long_help = PLAN_HELP)]
    pub plan: Option<String>,
    /// The configuration [default: the nearest ampli.toml upwards]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Use the plan that the last pull has saved, and no network
    #[arg(long, conflicts_with = "plan")]
    pub offline: bool,
    /// The token for the plan's address; better given in `AMPLI_TOKEN` or the vendor's variable, as others can see command
    /// lines
    #[arg(long, value_name = "TOKEN")]
    pub token: Option<String>,
}

/// The plan of what the programs send now.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Plan")]
pub struct SavedPlanArguments {
    /// The plan, a file, a folder, an address or a plan at a vendor [default: as the last pull has saved it]
    #[arg(long, value_name = "FILE|FOLDER|URL|VENDOR:PLAN")]
    pub plan: Option<String>,
    /// The configuration [default: the nearest ampli.toml upwards]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The token for the plan's address; better given in `AMPLI_TOKEN` or the vendor's variable
    #[arg(long, value_name = "TOKEN")]
    pub token: Option<String>,
}

/// Arguments of `pull`.
#[derive(Debug, Default, Args)]
#[command(after_help = "Examples:
  ampli-rs pull                                  the only source of ampli.toml
  ampli-rs pull backend web                      two sources, one fetch
  ampli-rs pull --all --check                    for CI: prints what is stale
  ampli-rs pull --all --locked                   for CI: fails if the plan moved
  ampli-rs pull app --plan plan.json --path sdk  without ampli.toml

Names and the plan's version are kept in ampli.lock, beside ampli.toml or, without one, in the working directory: \
commit it. Where the vendor serves older versions, the one of ampli.lock is pulled; `ampli-rs update` moves on.")]
pub struct PullArguments {
    /// Sources to write an SDK for
    #[arg(value_name = "SOURCE", conflicts_with = "all")]
    pub sources: Vec<String>,
    /// All sources of ampli.toml
    #[arg(long)]
    pub all: bool,
    /// Write nothing; print what would change and exit with 1 if anything would
    #[arg(long)]
    pub check: bool,
    /// Fail when the plan is not the one that ampli.lock pins, instead of moving on
    #[arg(long)]
    pub locked: bool,
    /// What is written.
    #[command(flatten)]
    pub sdk: SdkArguments,
    /// Where the plan comes from.
    #[command(flatten)]
    pub plan: PlanArguments,
}

/// What is written, and how it is told.
#[derive(Debug, Clone, Default, Args)]
pub struct SdkArguments {
    /// The folder of the SDK [default: as in ampli.toml]
    #[arg(long, value_name = "FOLDER")]
    pub path: Option<PathBuf>,
    /// A crate of its own, or a module for use inside of a crate [default: as in ampli.toml, else crate]
    #[arg(long)]
    pub layout: Option<Layout>,
    /// Leave broken events out and write the others
    #[arg(long)]
    pub keep_going: bool,
    /// Where the generated crate finds `itly-runtime`, a folder [default: as in ampli.toml, else the registry]
    #[arg(long, value_name = "FOLDER")]
    pub runtime_path: Option<PathBuf>,
    /// Write the plan's API keys into the SDK, instead of reading them from the environment at run time
    #[arg(long)]
    pub include_api_keys: bool,
    /// How to print findings
    #[arg(long, default_value = "human")]
    pub format: Format,
}

/// Arguments of `update`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs update                   all sources of ampli.toml
  ampli-rs update backend           one source; the others stay
  ampli-rs update --check           only tells; exits with 1 if there is more")]
pub struct UpdateArguments {
    /// Sources to move on [default: all]
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<String>,
    /// Show what has changed and write nothing; exit with 1 if the plan has changed
    #[arg(long)]
    pub check: bool,
    /// What is written.
    #[command(flatten)]
    pub sdk: SdkArguments,
    /// Where the plan comes from.
    #[command(flatten)]
    pub plan: PlanArguments,
}

/// Arguments of `watch`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs watch backend
  ampli-rs watch --all

A plan that is broken leaves the SDK as it was. Ctrl-C ends it.")]
pub struct WatchArguments {
    /// Sources to write an SDK for
    #[arg(value_name = "SOURCE", conflicts_with = "all")]
    pub sources: Vec<String>,
    /// All sources of ampli.toml
    #[arg(long)]
    pub all: bool,
    /// What is written.
    #[command(flatten)]
    pub sdk: SdkArguments,
    /// Where the plan comes from.
    #[command(flatten)]
    pub plan: PlanArguments,
}

/// Arguments of `source`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs source
  ampli-rs source --plan tracking-plan.json")]
pub struct SourceArguments {
    /// Where the plan comes from.
    #[command(flatten)]
    pub plan: PlanArguments,
}

/// Arguments of `branch`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ampli-rs branch --plan amplitude:Garden")]
pub struct BranchArguments {
    /// Where the plan comes from.
    #[command(flatten)]
    pub plan: PlanArguments,
}

/// Arguments of `checkout`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ampli-rs checkout new-checkout-flow    the latest version of that branch")]
pub struct CheckoutArguments {
    /// The branch
    #[arg(value_name = "BRANCH")]
    pub branch: String,
    /// The configuration [default: the nearest ampli.toml upwards]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The token for the plan's address; better given in `AMPLI_TOKEN` or the vendor's variable
    #[arg(long, value_name = "TOKEN")]
    pub token: Option<String>,
    /// What is written.
    #[command(flatten)]
    pub sdk: SdkArguments,
}

/// How the SDK is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Layout {
    /// A crate with its own `Cargo.toml`
    Crate,
    /// A folder with a `mod.rs`
    Module,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Human,
    /// One JSON document
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub workflows
    Github,
}

/// Arguments of `inspect`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs inspect plan --plan tracking-plan.json
  ampli-rs inspect module backend | less
  ampli-rs inspect plan --event \"Song Played\"")]
pub struct InspectArguments {
    /// Which representation: of the analysts' words, or of Rust's
    pub what: Representation,
    /// The source, for `module` [default: the only one]
    #[arg(value_name = "SOURCE")]
    pub source: Option<String>,
    /// Only this event, by the name that the plan has for it [default: all]
    #[arg(long, value_name = "EVENT")]
    pub event: Option<String>,
    /// Where the plan comes from.
    #[command(flatten)]
    pub plan: PlanArguments,
}

/// Which of the two representations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Representation {
    /// What the analysts wrote
    Plan,
    /// What Rust needs
    Module,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ampli-rs explain AMP0203
  ampli-rs explain missing-description
  ampli-rs explain | grep error")]
pub struct ExplainArguments {
    /// The code (`AMP0203`, `203`) or its name; without it, all codes are listed
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ampli-rs schema plan > plan.schema.json   for editors, by `$schema`")]
pub struct SchemaArguments {
    /// Which file format
    pub what: SchemaOf,
}

/// A file format that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// The tracking plan in the project's own format
    Plan,
    /// `ampli.toml`
    Config,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ampli-rs man > ampli-rs.1; ampli-rs man pull > ampli-rs-pull.1")]
pub struct ManArguments {
    /// The subcommand [default: the tool as a whole]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// A share, with or without its sign.
fn percent(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('%').trim_end().parse::<f64>() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(percent),
        _ => Err("a number from 0 to 100 is needed".to_owned()),
    }
}
