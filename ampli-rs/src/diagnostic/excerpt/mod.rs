//! The lines that a finding shows: cut from the text, or written out anew where the text is one long line.

mod lines;
mod reindented;
mod transcript;

use std::ops::Range;

use super::Label;
use super::locate::{Place, Position};
use super::report::PlacedLabel;
use crate::text::Document;

/// A line with more bytes than this is not shown as it stands.
const LONGEST_LINE: usize = 400;

/// Labels that are at most this many lines apart share an excerpt.
const NEAR: usize = 8;

/// Some lines of a document with labels on them.
pub(super) struct Excerpt<'a> {
    /// The document's name.
    pub(super) document: &'a str,
    /// Where the first label stands in the document; `None` if nowhere.
    pub(super) position: Option<Position>,
    /// The lines as they are shown.
    pub(super) source: String,
    /// The number of the first line; `None` when the lines are not those of the document.
    pub(super) first_line: Option<usize>,
    /// The labels by their ranges in `source`.
    pub(super) annotations: Vec<(Range<usize>, &'a Label)>,
}

/// The excerpts that show all `labels`, the first label in the first one, for a terminal of `width` columns.
pub(super) fn of<'a>(labels: &'a [PlacedLabel<'a>], width: usize) -> Vec<Excerpt<'a>> {
    let mut clusters: Vec<Cluster<'a>> = Vec::new();
    let mut nowhere: Vec<Excerpt<'a>> = Vec::new();
    for placed in labels {
        let Some(place) = &placed.place else {
            nowhere.push(Excerpt::without_lines(placed.document));
            continue;
        };
        let marked = Marked { label: placed.label, place };
        match clusters.iter_mut().find(|cluster| cluster.takes(placed.document, &marked)) {
            Some(cluster) => cluster.add(marked),
            None => clusters.push(Cluster::new(placed.document, marked)),
        }
    }
    clusters.into_iter().map(|cluster| cluster.excerpt(width)).chain(nowhere).collect()
}

impl<'a> Excerpt<'a> {
    fn without_lines(document: &'a Document) -> Self {
        Self {
            document: &document.name,
            position: None,
            source: String::new(),
            first_line: None,
            annotations: Vec::new(),
        }
    }
}

/// A label with its place.
struct Marked<'a> {
    label: &'a Label,
    place: &'a Place,
}

/// Labels that one excerpt can show.
struct Cluster<'a> {
    document: &'a Document,
    marked: Vec<Marked<'a>>,
    /// The smallest object or array around all labels.
    container: Range<usize>,
    on_long_line: bool,
}

impl<'a> Cluster<'a> {
    fn new(document: &'a Document, marked: Marked<'a>) -> Self {
        let on_long_line = lines::is_long(&document.text, marked.place.range.start);
        Self { document, container: marked.place.container.clone(), on_long_line, marked: vec![marked] }
    }

    /// Whether the label is near enough to be shown here.
    fn takes(&self, document: &Document, marked: &Marked<'a>) -> bool {
        let place = marked.place;
        if !std::ptr::eq(self.document, document) {
            return false;
        }
        if self.on_long_line {
            return contains(&self.container, &place.container)
                || contains(&place.container, &self.container);
        }
        self.marked.iter().any(|known| known.place.start.line.abs_diff(place.start.line) <= NEAR)
            && !lines::is_long(&self.document.text, place.range.start)
    }

    fn add(&mut self, marked: Marked<'a>) {
        if contains(&marked.place.container, &self.container) {
            self.container = marked.place.container.clone();
        }
        self.marked.push(marked);
    }

    fn excerpt(self, width: usize) -> Excerpt<'a> {
        let text = &self.document.text;
        let (source, ranges) = if !self.on_long_line {
            lines::cut(text, &self.marked)
        } else if self.marked.iter().any(|marked| marked.label.part.is_textual()) {
            lines::window(text, &self.marked, width)
        } else {
            reindented::written(text, &self.container, &self.marked, width)
        };
        let first_line = self.marked.iter().map(|marked| marked.place.start.line).min();
        Excerpt {
            document: &self.document.name,
            position: self.marked.first().map(|marked| marked.place.start),
            first_line: first_line.filter(|_| !self.on_long_line),
            annotations: ranges.into_iter().zip(self.marked.iter().map(|marked| marked.label)).collect(),
            source,
        }
    }
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests;
