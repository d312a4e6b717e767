//! A plan in another form, as files.

use std::path::{Path, PathBuf};

use super::console::Console;
use super::turn::Turn;
use crate::export::{Content, Exported, File};
use crate::failure::Failure;
use crate::fetch;
use crate::output::{self, Disk, Output, OutputFile, Ownership};
use crate::text::Document;

/// The folder of a registry that has all schemas.
const SCHEMAS: &str = "schemas";

/// The files of a plan and where they are to stand.
pub(super) struct WrittenPlan<'a> {
    content: &'a Content,
    target: &'a Path,
    ownership: Ownership,
}

impl<'a> WrittenPlan<'a> {
    /// The files at `target`. Those that are there may be overwritten if the user says so (`force`).
    pub(super) fn new(exported: &'a Exported, target: &'a Path, force: bool) -> Self {
        let ownership = if force { Ownership::Name } else { Ownership::Unknown };
        Self { content: &exported.content, target, ownership }
    }

    /// The whole text of a plan in one document.
    pub(super) fn text(&self) -> &str {
        match self.content {
            Content::Document(text) => text,
            Content::Folder(_) => "",
        }
    }

    /// Writes all files or none; what has become of them, in words.
    pub(super) fn write(&self, console: &Console) -> Result<String, Failure> {
        let root = existing_folder(self.target);
        let _turn = Turn::take(&root, console)?;
        let output = Output { root, files: self.files(), ..Output::default() };
        let changes = output::write(&Disk, &output)?;
        let shown = self.target.display();
        Ok(match (self.content, changes.len()) {
            (_, 0) => format!("{shown} is as it should be"),
            (Content::Document(_), _) => format!("{shown} written"),
            (Content::Folder(_), count) => {
                format!("{} written to {shown}", super::summary::number(count, "file"))
            }
        })
    }

    /// What else lies in the folder that will be read with the plan.
    pub(super) fn others(&self) -> Result<Option<String>, Failure> {
        let Content::Folder(_) = self.content else { return Ok(None) };
        let own: Vec<PathBuf> = self.files().into_iter().map(|file| file.path).collect();
        let is_other = |document: &&Document| own.iter().all(|path| *path != Path::new(&document.name));
        let documents = fetch::on_disk(self.target)?.documents;
        let others = documents.iter().filter(is_other).count();
        let files = super::summary::number(others, "other file");
        Ok((others > 0).then(|| {
            format!("{files} of plans in {} will be read together with these", self.target.display())
        }))
    }

    fn files(&self) -> Vec<OutputFile> {
        let file =
            |path: PathBuf, text: &str| OutputFile { path, text: text.to_owned(), ownership: self.ownership };
        match self.content {
            Content::Document(text) => vec![file(self.target.to_owned(), text)],
            Content::Folder(files) => {
                files.iter().map(|File { path, text }| file(self.place(path), text)).collect()
            }
        }
    }

    /// Where a file of the folder stands. Whoever names the `schemas` of a registry means them, and no folder in them.
    fn place(&self, path: &str) -> PathBuf {
        let inner = path.strip_prefix(SCHEMAS).and_then(|inner| inner.strip_prefix('/'));
        match inner {
            Some(inner) if self.target.ends_with(SCHEMAS) => self.target.join(inner),
            _ => self.target.join(path),
        }
    }
}

/// The nearest folder of `target` that is there: all that is made in it is unmade if anything fails.
pub(super) fn existing_folder(target: &Path) -> PathBuf {
    let folders = target.ancestors().skip(1);
    let mut existing = folders.filter(|folder| *folder == Path::new("") || folder.is_dir());
    existing.next().unwrap_or(Path::new("")).to_owned()
}
