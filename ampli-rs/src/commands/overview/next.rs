//! What to do next: the first step that brings the project on.

use super::super::lock_file::LockFile;
use super::super::shell_word;
use super::{Standing, State};
use crate::failure::Failure;

/// What stands in the way, and what to do.
pub(super) fn step(lock: &LockFile, sources: &[Standing], problem: Option<&Failure>) -> String {
    if lock.findings.has_errors() {
        return "`ampli.lock` can't be read\nnext: ampli-rs pull, which tells why".to_owned();
    }
    if lock.conflict {
        return "`ampli.lock` has both sides of a merge in it\nnext: ampli-rs pull, which joins them"
            .to_owned();
    }
    if let Some(problem) = problem {
        return problem.to_string();
    }
    format!("next: {}", command(sources))
}

fn command(sources: &[Standing]) -> String {
    let has = |state: State| sources.iter().any(|standing| standing.state == state);
    let findings = || sources.iter().filter_map(|standing| standing.findings);
    let is_open = |standing: &&Standing| matches!(standing.state, State::Missing | State::Outdated(_));
    if has(State::Broken) {
        return "ampli-rs check, which tells what is wrong with the plan".to_owned();
    }
    let open: Vec<&Standing> = sources.iter().filter(is_open).collect();
    if open.len() == sources.len() && sources.len() > 1 {
        return "ampli-rs pull --all".to_owned();
    }
    if !open.is_empty() {
        let names = open.iter().filter_map(|standing| standing.target.source.as_deref());
        let names = names.map(|name| format!(" {}", shell_word::quoted(name)));
        return format!("ampli-rs pull{}", names.collect::<String>());
    }
    if sources.iter().filter_map(|standing| standing.coverage).any(|coverage| coverage.sent < coverage.wanted)
    {
        return "ampli-rs status, which tells which events are not sent yet".to_owned();
    }
    if findings().any(|findings| findings.errors + findings.warnings > 0) {
        return "ampli-rs check, which shows the findings".to_owned();
    }
    if sources.iter().any(|standing| !standing.is_here) {
        return "ampli-rs update --check, which asks whether there is a newer plan".to_owned();
    }
    "ampli-rs ci, which asks for all of this on a build server".to_owned()
}
