//! Whose events are compared, and where the programs are that send them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::side::Place;
use crate::cli::DiffArguments;
use crate::commands::status::absolute;
use crate::commands::target::Target;
use crate::compare::Programs;
use crate::config::Project;
use crate::failure::Failure;
use crate::plan::Plan;
use crate::suggestion;

/// What to compare: once for each source where each has a plan of its own, else once for all.
pub(super) fn targets(
    arguments: &DiffArguments,
    older: &Place,
    newer: &Place,
    project: &Project,
) -> Result<Vec<Target>, Failure> {
    let is_of_source = older.is_of_source() || newer.is_of_source();
    if is_of_source {
        return Target::named(&arguments.sources, project);
    }
    if arguments.sources.is_empty() {
        return Ok(vec![Target::of(None, project)]);
    }
    let names: BTreeSet<&String> = arguments.sources.iter().collect();
    Ok(names.into_iter().map(|name| Target::of(Some(name), project)).collect())
}

/// The source that the comparison is for; none if it is for all.
pub(super) fn asked_for(target: &Target, older: &Plan, newer: &Plan) -> Result<Option<String>, Failure> {
    let Some(wanted) = &target.source else { return Ok(None) };
    let known = || older.sources.iter().chain(&newer.sources).map(|source| source.name.as_str());
    if known().next().is_some() && !known().any(|name| name == wanted) {
        let names: BTreeSet<&str> = known().collect();
        return Err(Failure::new(
            format!("no plan has the source `{wanted}`"),
            suggestion::did_you_mean(wanted, names.iter().copied()),
        ));
    }
    Ok(Some(wanted.clone()))
}

/// What people call the comparison.
pub(super) fn name(programs: &Programs, older: &Plan) -> String {
    match &programs.source {
        Some(source) => source.clone(),
        None if older.name.is_empty() => "all sources".to_owned(),
        None => older.name.to_string(),
    }
}

/// The SDKs of the sources that are compared.
pub(super) fn sdks(target: &Target, programs: &Programs, project: &Project) -> Vec<Target> {
    match &programs.source {
        Some(_) => vec![target.clone()],
        None => Target::configured(project),
    }
}

/// Where the programs of a project are; nowhere if there is none.
pub(in crate::commands) fn own_programs(project: &Project) -> Result<Vec<PathBuf>, Failure> {
    match &project.file {
        Some(_) => Ok(vec![absolute(&project.folder)?]),
        None => Ok(Vec::new()),
    }
}

/// Where the programs are: those of the project, unless the user says where.
pub(super) fn programs(arguments: &DiffArguments, project: &Project) -> Result<Vec<PathBuf>, Failure> {
    if arguments.programs.is_empty() {
        return own_programs(project);
    }
    let missing = arguments.programs.iter().find(|path| !path.exists());
    if let Some(missing) = missing {
        return Err(Failure::new(
            format!("there is no `{}`", missing.display()),
            "name files and folders of the program after `--program`",
        ));
    }
    arguments.programs.iter().map(|path| absolute(Path::new(path))).collect()
}
