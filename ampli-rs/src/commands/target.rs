//! What one `pull` is to write: which sources, where, and how.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::cli::{self, PullArguments};
use crate::config::{self, Project, Runtime};
use crate::failure::Failure;
use crate::{lower, suggestion};

/// The folder of an SDK when nobody names one.
const USUAL_PATH: &str = "itly";

/// One SDK to write.
#[derive(Debug, Clone)]
pub(super) struct Target {
    /// The source's name; `None`: the only one that the plan has.
    pub(super) source: Option<String>,
    /// The folder of the SDK.
    pub(super) path: PathBuf,
    pub(super) layout: config::Layout,
    pub(super) runtime: lower::Runtime,
    pub(super) include_api_keys: bool,
}

impl Target {
    /// The SDKs of all sources of the configuration; without any, that of the plan's only source.
    pub(super) fn configured(project: &Project) -> Vec<Self> {
        let sources = &project.config.source;
        if sources.is_empty() {
            return vec![Self::of(None, project)];
        }
        sources.keys().map(|source| Self::of(Some(source), project)).collect()
    }

    /// The SDKs of these sources as the configuration has them, each once; of all when none is named.
    ///
    /// # Errors
    /// When the configuration has sources, and not all of these.
    pub(super) fn named(sources: &[String], project: &Project) -> Result<Vec<Self>, Failure> {
        if sources.is_empty() {
            return Ok(Self::configured(project));
        }
        refuse_unknown(sources, project)?;
        let names: BTreeSet<&String> = sources.iter().collect();
        Ok(names.into_iter().map(|name| Self::of(Some(name), project)).collect())
    }

    /// The SDK of a source as the configuration has it.
    pub(super) fn of(source: Option<&str>, project: &Project) -> Self {
        let configured =
            source.and_then(|source| project.config.source.get(source)).cloned().unwrap_or_default();
        let path = project.folder.join(configured.path.as_deref().unwrap_or(Path::new(USUAL_PATH)));
        let runtime = configured.runtime.map(|runtime| runtime.seen_from(&path, &project.folder));
        Self {
            source: source.map(str::to_owned),
            layout: configured.layout,
            runtime: runtime.unwrap_or_default(),
            include_api_keys: configured.include_api_keys,
            path,
        }
    }
}

/// The SDKs that the user asks for.
///
/// # Errors
/// When a source is unknown, none is named where there are several, or two would be written to one folder.
pub(super) fn targets(arguments: &PullArguments, project: &Project) -> Result<Vec<Target>, Failure> {
    let names = names(arguments, project)?;
    if names.len() > 1 && arguments.sdk.path.is_some() {
        return Err(Failure::new(
            "`--path` names one folder for several sources",
            "pull them one by one, or set `path` for each in `ampli.toml`",
        ));
    }
    let targets: Vec<Target> = match names.as_slice() {
        [] => vec![target(None, arguments, project)],
        names => names.iter().map(|name| target(Some(name), arguments, project)).collect(),
    };
    refuse_shared_folders(&targets)?;
    Ok(targets)
}

/// Refuses names that the configuration does not have, if it has any.
pub(super) fn refuse_unknown<'n>(
    names: impl IntoIterator<Item = &'n String>,
    project: &Project,
) -> Result<(), Failure> {
    let configured = &project.config.source;
    let unknown = names.into_iter().find(|name| !configured.contains_key(*name));
    match unknown.filter(|_| !configured.is_empty()) {
        None => Ok(()),
        Some(unknown) => Err(Failure::new(
            format!("`ampli.toml` has no source `{unknown}`"),
            suggestion::did_you_mean(unknown, configured.keys().map(String::as_str)),
        )),
    }
}

/// Empty when neither the user nor the configuration names a source.
fn names(arguments: &PullArguments, project: &Project) -> Result<Vec<String>, Failure> {
    let configured: Vec<&String> = project.config.source.keys().collect();
    let mut names: Vec<String> = arguments.sources.clone();
    if arguments.sdk.path.is_none() {
        refuse_unknown(&names, project)?;
    }
    if arguments.all && configured.is_empty() {
        return Err(Failure::new(
            "`ampli.toml` has no sources",
            "add a table `[source.NAME]` for each of them",
        ));
    }
    if names.is_empty() && !arguments.all && configured.len() > 1 {
        return Err(Failure::new(
            format!("`ampli.toml` has {} sources", configured.len()),
            format!(
                "name one or more of {}, or all with `--all`",
                suggestion::list(configured.iter().map(|name| name.as_str()))
            ),
        ));
    }
    if names.is_empty() {
        names = configured.into_iter().cloned().collect();
    }
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    Ok(names)
}

/// The SDK of a source: what the command line says comes before what the configuration says.
fn target(name: Option<&String>, arguments: &PullArguments, project: &Project) -> Target {
    let mut target = Target::of(name.map(String::as_str), project);
    if let Some(path) = &arguments.sdk.path {
        let configured = name.and_then(|name| project.config.source.get(name));
        let runtime = configured.and_then(|source| source.runtime.as_ref());
        target.runtime = runtime.map(|runtime| runtime.seen_from(path, &project.folder)).unwrap_or_default();
        target.path.clone_from(path);
    }
    if let Some(folder) = &arguments.sdk.runtime_path {
        // What is named on the command line is relative to where the user is.
        target.runtime = Runtime::Path(folder.clone()).seen_from(&target.path, Path::new(""));
    }
    match arguments.sdk.layout {
        Some(cli::Layout::Crate) => target.layout = config::Layout::Crate,
        Some(cli::Layout::Module) => target.layout = config::Layout::Module,
        None => {}
    }
    target.include_api_keys |= arguments.sdk.include_api_keys;
    target
}

fn refuse_shared_folders(targets: &[Target]) -> Result<(), Failure> {
    let mut owners: BTreeMap<&Path, &str> = BTreeMap::new();
    for target in targets {
        let name = target.source.as_deref().unwrap_or_default();
        if let Some(other) = owners.insert(&target.path, name) {
            return Err(Failure::new(
                format!(
                    "the sources `{other}` and `{name}` have the same folder `{}`",
                    target.path.display()
                ),
                "give each its own `path` in `ampli.toml`",
            ));
        }
    }
    Ok(())
}
