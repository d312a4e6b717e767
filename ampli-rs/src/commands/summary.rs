use std::path::Path;

use super::console::Console;
use super::generation::Generated;
use super::table::table;
use crate::config::Layout;
use crate::output::Change;

/// Says what has become of each SDK: of one in a line, of several in a table.
pub(super) fn of_written(sdks: &[Generated], changes: &[Change<'_>], console: &Console) {
    if let [sdk] = sdks {
        let path = shown(&sdk.path);
        let what = match files(sdk, changes) {
            (0, 0) => format!("{path} is up to date"),
            (written, 0) => format!("{} written to {path}", number(written, "file")),
            (written, removed) => {
                format!("{} written to {path}, {removed} removed", number(written, "file"))
            }
        };
        console.say(format_args!("{}: {}, {what}{}", sdk.source, events(sdk), plan_version(sdk)));
    } else {
        let headline = ["source", "events", "plan", "files", "folder"].map(str::to_owned);
        let rows = std::iter::once(headline).chain(sdks.iter().map(|sdk| row(sdk, changes)));
        console.say(table(&rows.collect::<Vec<_>>()).trim_end());
    }
    for sdk in sdks.iter().filter(|sdk| is_first_pull(sdk, changes)) {
        console.say(next_step(sdk));
    }
}

/// How many files of the SDK were written, and how many removed.
fn files(sdk: &Generated, changes: &[Change<'_>]) -> (usize, usize) {
    let own: Vec<&Change<'_>> = changes.iter().filter(|change| change.path.starts_with(&sdk.path)).collect();
    let written = own.iter().filter(|change| change.after.is_some()).count();
    (written, own.len() - written)
}

fn row(sdk: &Generated, changes: &[Change<'_>]) -> [String; 5] {
    let what = match files(sdk, changes) {
        (0, 0) => "up to date".to_owned(),
        (written, 0) => format!("{written} written"),
        (written, removed) => format!("{written} written, {removed} removed"),
    };
    let plan = sdk.plan_version.clone().unwrap_or_else(|| "-".to_owned());
    [sdk.source.clone(), events(sdk), plan, what, shown(&sdk.path)]
}

/// Says which SDKs are up to date. Findings tell of the others.
pub(super) fn of_compared(sdks: &[Generated], changes: &[Change<'_>], console: &Console) {
    for sdk in sdks {
        let outdated = changes.iter().any(|change| change.path.starts_with(&sdk.path));
        if !outdated {
            let path = shown(&sdk.path);
            console.say(format!(
                "{}: {}, {path} is up to date{}",
                sdk.source,
                events(sdk),
                plan_version(sdk)
            ));
        }
    }
}

fn events(sdk: &Generated) -> String {
    let left_out: Vec<String> = sdk.left_out.iter().map(|name| format!("`{name}`")).collect();
    let events = number(sdk.events, "event");
    if left_out.is_empty() { events } else { format!("{events}, left out {}", left_out.join(", ")) }
}

fn plan_version(sdk: &Generated) -> String {
    sdk.plan_version.as_ref().map(|version| format!(" (plan {version})")).unwrap_or_default()
}

/// The root file of the SDK is new.
fn is_first_pull(sdk: &Generated, changes: &[Change<'_>]) -> bool {
    let root = sdk.path.join(if sdk.layout == Layout::Crate { "src/lib.rs" } else { "mod.rs" });
    changes.iter().any(|change| change.path == root && change.before.is_none())
}

fn next_step(sdk: &Generated) -> String {
    match sdk.layout {
        Layout::Crate => format!("next: cargo add --path {}", sdk.path.display()),
        Layout::Module => {
            let name = sdk.path.file_name().unwrap_or_default().to_string_lossy();
            format!("next: declare the module with `mod {name};`, and run `cargo add itly-runtime`")
        }
    }
}

pub(super) fn number(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A folder as commands take it and people see that it is one.
pub(super) fn shown(path: &Path) -> String {
    let path_text = path.display();
    if path.is_absolute() || path.starts_with(".") || path.starts_with("..") {
        path_text.to_string()
    } else {
        format!("./{path_text}")
    }
}
