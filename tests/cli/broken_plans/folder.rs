//! What a folder of `fixtures/broken` holds.

use std::fs;
use std::path::{Path, PathBuf};

use ampli_rs::check::Settings;
use ampli_rs::text::{Document, PlanText};

/// The plan: one file, or the documents of the folder `plan`.
pub(super) fn plan_text(folder: &Path) -> PlanText {
    let file = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let is_plan = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == "plan");
    let plan = entries(folder).into_iter().find(is_plan).expect("a plan");
    let files = if plan.is_dir() { entries(&plan) } else { vec![plan.clone()] };
    let document = |path: &PathBuf| {
        let name = if plan.is_dir() { format!("plan/{}", file(path)) } else { file(path) };
        Document { name, text: fs::read_to_string(path).expect("UTF-8") }
    };
    PlanText { origin: file(&plan), documents: files.iter().map(document).collect() }
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
