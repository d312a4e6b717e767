//! The pages on disk.

use std::path::{Path, PathBuf};

use super::super::Outcome;
use super::super::codes::OUTDATED_CATALOGUE;
use super::super::comparison;
use super::super::console::Console;
use super::super::report::Findings;
use super::super::summary::number;
use super::super::turn::Turn;
use super::super::written_plan::existing_folder;
use crate::catalogue::{CHANGES, Form};
use crate::cli::Format;
use crate::diagnostic::Diagnostic;
use crate::failure::Failure;
use crate::output::{self, Disk, FileSystem, Output, OutputFile, Ownership};
use crate::render::File;
use crate::text::PlanText;

/// Names that files beside the folder of events may have, in either form.
const NAMES: &[&str] = &["index", "README", "shared", "sources", CHANGES, "catalogue", "search"];

/// Endings of files.
const EXTENSIONS: &[&str] = &["html", "md", "css", "js"];

/// Pages, and where they are to stand.
pub(super) struct Pages<'a> {
    folder: &'a Path,
    form: Form,
    output: Output,
}

impl<'a> Pages<'a> {
    /// The pages `files` in `folder`, in the place of all that were written there before.
    pub(super) fn new(folder: &'a Path, form: Form, mut files: Vec<File>) -> Result<Self, Failure> {
        if folder.is_file() {
            return Err(Failure::new(
                format!("`{}` is a file, and the pages need a folder", folder.display()),
                "name a folder with `--output`",
            ));
        }
        // Pages that lead to others come after them.
        files.sort_by_key(|file| !file.path.contains('/'));
        let files = files.into_iter().map(|file| OutputFile {
            path: folder.join(file.path),
            text: file.text,
            ownership: Ownership::FirstLine,
        });
        let output = Output {
            root: existing_folder(folder),
            files: files.collect(),
            leftovers: leftovers(folder)?,
            ..Output::default()
        };
        Ok(Self { folder, form, output })
    }

    /// Writes all pages or none.
    pub(super) fn write(&self, events: usize, console: &Console) -> anyhow::Result<Outcome> {
        let _turn = Turn::take(&self.output.root, console)?;
        let changes = output::write(&Disk, &self.output)?;
        let written = changes.iter().filter(|change| change.after.is_some()).count();
        let removed = changes.len() - written;
        let shown = self.folder.display();
        let what = match (written, removed) {
            (0, 0) => format!("{shown} is up to date"),
            (_, 0) => format!("{} written to {shown}", number(written, "file")),
            _ => format!("{} written to {shown}, {removed} removed", number(written, "file")),
        };
        console.say(format_args!("{}, {what}", number(events, "event")));
        if self.form == Form::Html && written > 0 {
            console.say(format_args!("open {}", self.folder.join("index.html").display()));
        }
        Ok(Outcome::Clean)
    }

    /// Names the pages that are not up to date. The change log is left out: it would change with the commit of the pages
    /// themselves.
    pub(super) fn compare(&self, format: Format, console: &Console) -> anyhow::Result<Outcome> {
        let log = self.folder.join(format!("{CHANGES}.{}", self.form.extension()));
        let mut changes = output::changes(&Disk, &self.output)?;
        changes.retain(|change| change.path != log);
        let shown = self.folder.display();
        if changes.is_empty() {
            console.say(format_args!("{shown} is up to date"));
            return Ok(Outcome::Clean);
        }
        let (text, findings) = if format == Format::Human {
            let names: String = changes.iter().map(|change| format!("{}\n", change.path.display())).collect();
            console.print(names)?;
            let verb = if changes.len() == 1 { "differs" } else { "differ" };
            (
                PlanText::default(),
                outdated(format!("`{shown}` is not up to date: {} {verb}", number(changes.len(), "file")))
                    .into(),
            )
        } else {
            comparison::by_file(&changes, outdated)
        };
        let mut all = Findings::default();
        all.add(text, findings, None);
        all.mention(format, console)?;
        Ok(Outcome::Findings)
    }
}

fn outdated(message: String) -> Diagnostic {
    let help = "run the same command without `--check`, and commit the result";
    Diagnostic::new(&OUTDATED_CATALOGUE, message).help(help)
}

/// All files that an earlier run may have written.
fn leftovers(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let events = folder.join("events");
    let listed = Disk.files(&events).map_err(|error| Failure::file("read", &events, &error))?;
    let has_extension = |path: &PathBuf| {
        path.extension().is_some_and(|own| EXTENSIONS.iter().any(|extension| own == *extension))
    };
    let of_events = listed.into_iter().filter(has_extension);
    let names =
        NAMES.iter().flat_map(|name| EXTENSIONS.iter().map(move |extension| format!("{name}.{extension}")));
    Ok(names.map(|name| folder.join(name)).chain(of_events).collect())
}
