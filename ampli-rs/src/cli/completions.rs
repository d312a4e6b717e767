use std::ffi::OsString;

use clap::{Args, ValueEnum};

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  source <(ampli-rs completions bash)     in ~/.bashrc
  source <(ampli-rs completions zsh)      in ~/.zshrc, behind compinit
  ampli-rs completions fish > ~/.config/fish/completions/ampli-rs.fish

The script asks the tool for what may follow, so it knows the project's sources, events and branches.")]
pub struct CompletionsArguments {
    /// The shell
    pub shell: Shell,
}

/// A shell that completes command lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// Bash, from 3.2 on
    Bash,
    /// Elvish
    Elvish,
    /// Fish
    Fish,
    /// PowerShell, also on Windows
    Powershell,
    /// Zsh
    Zsh,
}

/// Arguments of `complete`.
#[derive(Debug, Args)]
pub struct CompleteArguments {
    /// The shell that asks
    pub shell: Shell,
    /// Which of the words is to be completed, from 0; one behind the last is empty
    #[arg(long, value_name = "NUMBER")]
    pub at: Option<usize>,
    /// The words of the command line, the program's name first; of bash the whole line up to the cursor
    #[arg(last = true, value_name = "WORD")]
    pub words: Vec<OsString>,
}
