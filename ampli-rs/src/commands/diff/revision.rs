//! Plans as git has kept them.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::failure::{Failure, reason};
use crate::text::PlanText;

/// The commit that `revision` names in the repository around `folder`; `None` if it names none.
///
/// # Errors
/// When git can't be run.
pub(super) fn commit(folder: &Path, revision: &str) -> Result<Option<String>, Failure> {
    let wanted = format!("{revision}^{{commit}}");
    let answer = git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
    Ok(answer.text.map(|hash| hash.trim().to_owned()).filter(|hash| !hash.is_empty()))
}

/// The file `path` as `commit` has it, which the user calls `revision`. A path is one from the repository's root, unless it
/// starts with a full stop: then it is one from `folder`.
///
/// # Errors
/// When there is no such file in that commit, or when it is not text in UTF-8.
pub(super) fn file(folder: &Path, revision: &str, commit: &str, path: &str) -> Result<PlanText, Failure> {
    let name = format!("{revision}:{}", path.strip_prefix("./").unwrap_or(path));
    let answer = git(folder, &["cat-file", "blob", &format!("{commit}:{path}")])?;
    match answer.text {
        Some(text) => Ok(PlanText::single(name, text.trim_start_matches('\u{feff}').to_owned())),
        None if answer.has_failed => Err(Failure::new(
            format!("git has no file `{name}`"),
            "name a revision that has it, or another file as `REVISION:PATH`",
        )),
        None => Err(Failure::new(format!("`{name}` is not text in UTF-8"), "name another file")),
    }
}

struct Answer {
    /// `None`: git has failed, or what it gave is no text.
    text: Option<String>,
    has_failed: bool,
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Answer, Failure> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).stdin(Stdio::null());
    // Nothing is to be asked, and nothing written.
    command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0");
    let output = command.output().map_err(|error| {
        Failure::new(
            format!("git can't be run: {}", reason(&error)),
            "install git, or name the plans as files",
        )
    })?;
    let has_failed = !output.status.success();
    let text = if has_failed { None } else { String::from_utf8(output.stdout).ok() };
    Ok(Answer { text, has_failed })
}
