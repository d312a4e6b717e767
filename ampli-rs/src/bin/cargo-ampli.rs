//! `cargo ampli`: the same command under cargo's name.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = std::env::args_os().enumerate();
    // Cargo gives the name of the subcommand as first argument; called directly, there is none.
    let own = arguments.filter(|(index, argument)| *index != 1 || argument != "ampli");
    ampli_rs::commands::main(own.map(|(_, argument)| argument))
}
