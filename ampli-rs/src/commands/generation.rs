//! From a plan that was read to the files of one SDK.

use std::path::{Path, PathBuf};

use super::codes::SOURCE_WITHOUT_EVENTS;
use super::shell_word;
use super::target::Target;
use crate::broken::Broken;
use crate::config::{Layout, Project};
use crate::diagnostic::Diagnostic;
use crate::fetch::Location;
use crate::lock::{PulledPlan, SourceNames};
use crate::module;
use crate::output::{OutputFile, Ownership};
use crate::plan::{Event, Plan};
use crate::saved_plan::{self, SavedPlan};
use crate::{lower, render};

/// The crate's name when the folder's name can't be one.
const USUAL_CRATE: &str = "itly";

/// One SDK as it is to stand on disk.
pub(super) struct Generated {
    pub(super) source: String,
    pub(super) path: PathBuf,
    pub(super) layout: Layout,
    pub(super) plan_version: Option<String>,
    /// How many events it has functions for.
    pub(super) events: usize,
    /// The broken events of the plan, which it has no functions for.
    pub(super) left_out: Vec<String>,
    pub(super) files: Vec<OutputFile>,
}

/// What to make of `plan` for `target`, leaving out what is `broken`.
pub(super) fn request(
    source: &str,
    target: &Target,
    project: &Project,
    broken: &Broken,
    content: u64,
) -> lower::Request {
    lower::Request {
        source: source.to_owned(),
        layout: match target.layout {
            Layout::Crate => module::Layout::Crate,
            Layout::Module => module::Layout::Module,
        },
        crate_name: crate_name(&target.path),
        runtime: target.runtime.clone(),
        include_api_keys: target.include_api_keys,
        testing: target.layout == Layout::Crate,
        names: project.config.names.settings(),
        broken: broken.events.clone(),
        content,
        command: format!("ampli-rs pull {}", shell_word::quoted(source)),
    }
}

/// The files of the SDK, those that others refer to last.
pub(super) fn files(target: &Target, mut rendered: Vec<render::File>, saved: SavedPlan) -> Vec<OutputFile> {
    rendered.sort_by_key(|file| is_root(&file.path));
    let saved = OutputFile {
        path: target.path.join(saved_plan::FILE_NAME),
        text: saved.text,
        ownership: Ownership::Neighbours,
    };
    let rendered = rendered.into_iter().map(|file| OutputFile {
        path: target.path.join(file.path),
        text: file.text,
        ownership: Ownership::FirstLine,
    });
    std::iter::once(saved).chain(rendered).collect()
}

/// Notes in the lock which plan the names are for. A vendor's plan is pinned by where it came from; any other changes that
/// only with its content.
pub(super) fn note_plan(names: &mut SourceNames, plan: &Plan, content: u64, from: String, is_vendors: bool) {
    let is_known = |known: &PulledPlan| known.content == content && (known.from == from || !is_vendors);
    if !names.plan.as_ref().is_some_and(is_known) {
        names.plan = Some(PulledPlan {
            name: plan.name.clone().into(),
            version: plan.version.clone().map(Into::into),
            content,
            from,
        });
    }
}

/// Where a plan came from, as the lock says it: a run on the saved plan changes nothing about that.
pub(super) fn origin(
    location: &Location,
    pinned: Option<&PulledPlan>,
    is_offline: bool,
    project: &Project,
) -> String {
    match (location, pinned) {
        (_, Some(pinned)) if is_offline => pinned.from.clone(),
        (Location::Path(path), _) => path.strip_prefix(&project.folder).unwrap_or(path).display().to_string(),
        (other, _) => other.to_string(),
    }
}

/// Names of the broken events that `source` would send.
pub(super) fn left_out(plan: &Plan, broken: &Broken, source: &str) -> Vec<String> {
    let events = broken.events.iter().filter_map(|index| plan.events.get(*index));
    let own = |event: &&Event| match &event.sources {
        Some(sources) => sources.iter().any(|name| name == source),
        None => true,
    };
    events.filter(own).map(|event| event.title().to_owned()).collect()
}

/// The warning that there is nothing to generate for the source.
pub(super) fn without_events(plan: &Plan, source: &str) -> Diagnostic {
    let finding =
        Diagnostic::new(&SOURCE_WITHOUT_EVENTS, format!("the plan has no events for the source `{source}`"));
    let finding = match plan.sources.iter().find(|known| known.name == source) {
        Some(known) => finding.at(&known.location, "no event names this source"),
        None => finding,
    };
    finding.help("assign events to the source in the plan")
}

fn is_root(path: &str) -> bool {
    matches!(path, "src/lib.rs" | "mod.rs")
}

/// The folder's name, as far as cargo takes it.
fn crate_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let fits = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(letter))
        && !module::keyword::is_keyword(&name);
    if fits { name.into_owned() } else { USUAL_CRATE.to_owned() }
}
