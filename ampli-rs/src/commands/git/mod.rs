//! Git: what it answers, and plans as it has kept them.

mod kept;
mod tree;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub(super) use self::kept::Revision;
use crate::failure::{Failure, reason};

/// The repository around a folder.
pub(super) struct Git {
    folder: PathBuf,
}

/// What a folder is to git.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// A part of a repository.
    Whole,
    /// A part of a repository whose older commits were not fetched.
    Shallow,
    /// No part of any.
    Outside,
    /// Git does not want to say, for this reason.
    Refused(String),
}

impl Git {
    /// The repository around `folder`, if there is one.
    pub(super) fn around(folder: &Path) -> Self {
        let here = folder.as_os_str().is_empty();
        Self { folder: if here { PathBuf::from(".") } else { folder.to_owned() } }
    }

    /// What the folder is to git.
    ///
    /// # Errors
    /// When git can't be run.
    pub(super) fn standing(&self) -> Result<Standing, Failure> {
        Ok(match self.ask(&["rev-parse", "--is-shallow-repository"])? {
            Ok(answer) if answer.starts_with(b"true") => Standing::Shallow,
            Ok(_) => Standing::Whole,
            Err(complaint) if complaint.contains("not a git repository") => Standing::Outside,
            Err(complaint) => Standing::Refused(complaint),
        })
    }

    /// The commit that `revision` names; `None` if it names none.
    ///
    /// # Errors
    /// When git can't be run.
    pub(super) fn commit(&self, revision: &str) -> Result<Option<String>, Failure> {
        let wanted = format!("{revision}^{{commit}}");
        let answer = self.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
        let hash = answer.ok().map(|hash| String::from_utf8_lossy(&hash).trim().to_owned());
        Ok(hash.filter(|hash| !hash.is_empty()))
    }

    /// What git prints, or what it objects to.
    ///
    /// # Errors
    /// When git can't be run.
    pub(super) fn ask(&self, arguments: &[&str]) -> Result<Result<Vec<u8>, String>, Failure> {
        self.ask_with(arguments, "")
    }

    /// As [`ask`](Self::ask), with something to read.
    fn ask_with(&self, arguments: &[&str], input: &str) -> Result<Result<Vec<u8>, String>, Failure> {
        let output = self.run(arguments, input).map_err(|error| {
            Failure::new(
                format!("git can't be run: {}", reason(&error)),
                "install git, or name the plans as files",
            )
        })?;
        if output.status.success() {
            return Ok(Ok(output.stdout));
        }
        let complaint = String::from_utf8_lossy(&output.stderr);
        let first = complaint.lines().next().unwrap_or_default();
        Ok(Err(first.trim_start_matches("fatal: ").trim_end_matches('.').to_owned()))
    }

    fn run(&self, arguments: &[&str], input: &str) -> io::Result<Output> {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.folder).args(arguments);
        // Nothing is to be asked, and nothing written; paths are names, not patterns, and complaints are in English.
        command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0");
        command.env("GIT_LITERAL_PATHSPECS", "1").env("LC_ALL", "C");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let stdin = child.stdin.take();
        // Git answers while it is asked: neither side may wait for the other.
        std::thread::scope(|scope| {
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
            child.wait_with_output()
        })
    }
}
