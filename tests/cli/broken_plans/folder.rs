//! What a folder of `fixtures/broken` holds.

use std::fs;
use std::path::{Path, PathBuf};

use ampli_rs::check::Settings;
use ampli_rs::text::{Document, PlanText};

/// The plan: one file, or the documents of the folder `plan` at any depth.
pub(super) fn plan_text(folder: &Path) -> PlanText {
    let is_plan = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == "plan");
    let plan = entries(folder).into_iter().find(is_plan).expect("a plan");
    let name = |path: &Path| path.strip_prefix(folder).expect("a path in the folder").display().to_string();
    let document =
        |path: &PathBuf| Document { name: name(path), text: fs::read_to_string(path).expect("UTF-8") };
    PlanText { origin: name(&plan), documents: files(&plan).iter().map(document).collect() }
}

/// The file itself, or the files of a folder sorted by path.
pub(super) fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_dir() {
        entries(path).iter().flat_map(|path| files(path)).collect()
    } else {
        vec![path.to_owned()]
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// A TOML file of the folder; empty when there is none.
pub(super) fn table(folder: &Path, file: &str) -> toml::Table {
    let text = fs::read_to_string(folder.join(file)).unwrap_or_default();
    text.parse().expect("TOML")
}

/// The conventions that the plan is checked for.
pub(super) fn check_settings(folder: &Path) -> Settings {
    let names = table(folder, "names.toml");
    let convention = |key: &str| Some(names.get(key)?.as_str()?.parse().expect("a convention"));
    let mut settings = Settings::default();
    settings.names.event = convention("event");
    settings.names.property = convention("property");
    settings.names.enum_value = convention("enum-value");
    settings
}
