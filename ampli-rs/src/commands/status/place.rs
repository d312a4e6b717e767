//! Where sites are, for people: files as they call them, lines and columns.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::text::{Document, PlanText};
use crate::usage::{self, Reach, Site, SiteKind};

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::commands) struct Place {
    pub(in crate::commands) file: String,
    /// From 1.
    pub(in crate::commands) line: usize,
    /// In characters, from 1.
    pub(in crate::commands) column: usize,
    pub(in crate::commands) end_line: usize,
    /// Behind the last character.
    pub(in crate::commands) end_column: usize,
    pub(in crate::commands) kind: SiteKind,
    pub(in crate::commands) reach: Reach,
    /// The file among those that findings point into, and the bytes there.
    #[serde(skip)]
    pub(in crate::commands) document: u32,
    #[serde(skip)]
    pub(in crate::commands) range: (usize, usize),
}

/// `file:line:column`, as editors and terminals take it.
impl std::fmt::Display for Place {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{}:{}", crate::diagnostic::visible(&self.file), self.line, self.column)
    }
}

/// The files that sites are in, read once more for lines and columns.
pub(in crate::commands) struct Files<'f> {
    /// Where the user is.
    folder: &'f Path,
    indices: HashMap<PathBuf, u32>,
    pub(in crate::commands) text: PlanText,
    lines: Vec<Vec<usize>>,
}

impl<'f> Files<'f> {
    pub(in crate::commands) fn new(folder: &'f Path) -> Self {
        Self { folder, indices: HashMap::new(), text: PlanText::default(), lines: Vec::new() }
    }

    /// How the user calls a file.
    pub(in crate::commands) fn shown(&self, path: &Path) -> String {
        path.strip_prefix(self.folder).unwrap_or(path).display().to_string().replace('\\', "/")
    }

    /// The index of a file among the documents.
    pub(in crate::commands) fn document(&mut self, path: &Path) -> u32 {
        if let Some(known) = self.indices.get(path) {
            return *known;
        }
        let text = usage::read_text(path).unwrap_or_default();
        let index = self.text.documents.len() as u32;
        let ends = text.match_indices('\n').map(|(end, _)| end + 1);
        self.lines.push(std::iter::once(0).chain(ends).collect());
        self.text.documents.push(Document { name: self.shown(path), text });
        self.indices.insert(path.to_owned(), index);
        index
    }

    pub(in crate::commands) fn place(&mut self, site: &Site) -> Place {
        let document = self.document(&site.path);
        let (line, column) = self.position(document, site.start);
        let (end_line, end_column) = self.position(document, site.end);
        Place {
            file: self.text.documents[document as usize].name.clone(),
            line,
            column,
            end_line,
            end_column,
            kind: site.kind,
            reach: site.reach,
            document,
            range: (site.start, site.end),
        }
    }

    fn position(&self, document: u32, offset: usize) -> (usize, usize) {
        let starts = &self.lines[document as usize];
        let line = starts.partition_point(|start| *start <= offset);
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let text = &self.text.documents[document as usize].text;
        (line, 1 + text.get(start..offset).map_or(0, |before| before.chars().count()))
    }
}
