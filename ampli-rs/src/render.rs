//! From a module to the text of its files, through the templates in `templates/`. Templates print fields and decide nothing.

use askama::Template;
use serde::Serialize;

use crate::module::{Definition, Layout, Manifest, Module, Reading, Recorded, Shared, TypeFile};

/// A file of an SDK.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct File {
    /// The path within the SDK's folder, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// The files of `module`, sorted by path. Equal modules give equal bytes. The module is used up on the way: it is as large as
/// the text that it becomes.
pub fn module(module: Module<impl IntoIterator<Item = TypeFile>>) -> Vec<File> {
    let mut events = None;
    let module = module.map_events(|files| events = Some(files));
    let events = events.into_iter().flatten();
    let folder = match module.layout {
        Layout::Crate => "src/",
        Layout::Module => "",
        Layout::Included => "sdk/",
    };
    let mut files: Vec<Option<File>> = Vec::new();
    let marker = module.marker.as_str();
    files.extend(
        module.manifest.as_ref().map(|manifest| file("Cargo.toml", &ManifestTemplate { marker, manifest })),
    );
    if module.layout == Layout::Included {
        files.push(file("mod.rs", &IncludedTemplate { marker }));
    }
    let root = if module.layout == Layout::Crate { "lib.rs" } else { "mod.rs" };
    files.push(file(
        &format!("{folder}{root}"),
        &RootTemplate { module: &module, is_crate: module.layout == Layout::Crate },
    ));
    for call in module.calls {
        files.push(file(&format!("{folder}{}.rs", call.stem), &TypeFileTemplate { marker, file: &call }));
    }
    let shared = module.shared;
    if !shared.definitions.is_empty() {
        files.push(file(&format!("{folder}shared.rs"), &SharedTemplate { marker, shared: &shared }));
    }
    let recorded = module.recorded;
    if !recorded.is_empty() {
        let template = RecordedTemplate { marker, recorded: &recorded };
        files.push(file(&format!("{folder}recorded.rs"), &template));
    }
    drop((shared, recorded));
    let mut modules = Vec::new();
    for events in events {
        let path = format!("{folder}events/{}.rs", events.stem);
        files.push(file(&path, &TypeFileTemplate { marker, file: &events }));
        modules.push(events.module);
    }
    files.push(file(&format!("{folder}events/mod.rs"), &EventsTemplate { marker, modules: &modules }));
    let mut files: Vec<File> = files.into_iter().flatten().collect();
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}

/// A template of fields only never fails; were it to, the file would be missing rather than half written.
fn file(path: &str, template: &impl Template) -> Option<File> {
    let mut text = template.render().ok()?;
    text.truncate(text.trim_end().len());
    text.push('\n');
    text.shrink_to_fit();
    Some(File { path: path.to_owned(), text })
}

#[derive(Template)]
#[template(path = "Cargo.toml.askama")]
struct ManifestTemplate<'a> {
    marker: &'a str,
    manifest: &'a Manifest,
}

#[derive(Template)]
#[template(path = "root.rs.askama")]
struct RootTemplate<'a> {
    module: &'a Module<()>,
    is_crate: bool,
}

#[derive(Template)]
#[template(path = "included.rs.askama")]
struct IncludedTemplate<'a> {
    marker: &'a str,
}

#[derive(Template)]
#[template(path = "events.rs.askama")]
struct EventsTemplate<'a> {
    marker: &'a str,
    modules: &'a [String],
}

#[derive(Template)]
#[template(path = "shared.rs.askama")]
struct SharedTemplate<'a> {
    marker: &'a str,
    shared: &'a Shared,
}

#[derive(Template)]
#[template(path = "recorded.rs.askama")]
struct RecordedTemplate<'a> {
    marker: &'a str,
    recorded: &'a [Recorded],
}

#[derive(Template)]
#[template(path = "type_file.rs.askama")]
struct TypeFileTemplate<'a> {
    marker: &'a str,
    file: &'a TypeFile,
}
