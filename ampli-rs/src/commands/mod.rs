//! One file a subcommand.

mod access;
mod audit;
mod branch;
mod check;
mod checkout;
mod ci;
mod codes;
mod comparison;
mod completions;
mod console;
mod convert;
mod destination;
mod diff;
mod docs;
mod explain;
mod former;
mod generation;
mod git;
mod infer;
mod init;
mod inspect;
mod known_codes;
mod locations;
mod lock_file;
mod locked;
mod login;
mod loose_json;
mod man;
mod overview;
mod place;
mod plan_changes;
mod plan_group;
mod progress;
mod pull;
mod reading;
mod report;
mod rules;
mod saved;
mod schema;
mod shell_word;
mod source;
mod status;
mod summary;
mod table;
mod target;
mod transform;
mod turn;
mod unknown_events;
mod update;
mod watch;
mod whoami;
mod written_plan;
mod wrong_usage;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::Parser;

use self::console::Console;
pub use self::known_codes::all as all_codes;
use self::plan_group::Wanted;
use crate::cli::{Cli, ColorChoice, Command};
use crate::failure::Failure;

/// How a command ended that was not stopped by a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing is wrong: exit status 0.
    Clean,
    /// The plan is broken, or files are not up to date: exit status 1.
    Findings,
}

/// Runs the command line `arguments`, the program's name first.
///
/// The exit status is 0 when all is well, 1 when there are findings, 2 for wrong usage and failures.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            Console::new(ColorChoice::Auto, false).fail(wrong_usage::failure(&error));
            return ExitCode::from(2);
        }
        Err(help) => {
            // Help that nobody reads to its end is no failure.
            let _ = help.print();
            return ExitCode::SUCCESS;
        }
    };
    let console = Console::new(cli.global.color, cli.global.quiet);
    match run(cli, &console) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        // The reader has seen enough: `ampli-rs explain | head -1`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console.fail(format_args!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli, console: &Console) -> anyhow::Result<Outcome> {
    if let Some(folder) = &cli.global.directory {
        std::env::set_current_dir(folder).map_err(|error| Failure::file("change to", folder, &error))?;
    }
    let Some(command) = cli.command else { return overview::run(console) };
    match command {
        Command::Init(arguments) => init::run(&arguments, console),
        Command::Pull(arguments) => {
            let wanted = if arguments.locked { Wanted::Locked } else { Wanted::Pinned };
            pull::run(&arguments, wanted, console)
        }
        Command::Update(arguments) => update::run(arguments, console),
        Command::Watch(arguments) => watch::run(arguments, console),
        Command::Source(arguments) => source::run(&arguments, console),
        Command::Branch(arguments) => branch::run(&arguments, console),
        Command::Checkout(arguments) => checkout::run(&arguments, console),
        Command::Login(arguments) => login::run(&arguments, console),
        Command::Logout(arguments) => login::out(&arguments, console),
        Command::Whoami(arguments) => whoami::run(&arguments, console),
        Command::Check(arguments) => check::run(&arguments, console),
        Command::Convert(arguments) => convert::run(&arguments, console),
        Command::Diff(arguments) => diff::run(&arguments, console),
        Command::Status(arguments) => status::run(&arguments, console),
        Command::Infer(arguments) => infer::run(&arguments, console),
        Command::Transform(arguments) => transform::run(&arguments, console),
        Command::Audit(arguments) => audit::run(&arguments, console),
        Command::Docs(arguments) => docs::run(&arguments, console),
        Command::Ci(arguments) => ci::run(&arguments, console),
        Command::Inspect(arguments) => inspect::run(&arguments, console),
        Command::Explain(arguments) => explain::run(&arguments, console),
        Command::Schema(arguments) => schema::run(&arguments, console),
        Command::Completions(arguments) => completions::run(&arguments, console),
        Command::Complete(arguments) => Ok(completions::complete(&arguments, console)?),
        Command::Man(arguments) => man::run(&arguments, console),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
