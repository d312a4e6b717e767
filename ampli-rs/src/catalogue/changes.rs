//! The page of what has changed, commit by commit.

use super::facts::{Change, ChangeKind, Facts, Revision};
use super::link::Links;
use super::piece::{Piece, shown};

/// The commits, latest first.
pub(super) struct ChangesPage {
    pub(super) revisions: Vec<RevisionRow>,
    /// Whether there are earlier ones.
    pub(super) is_cut: bool,
}

/// A commit.
pub(super) struct RevisionRow {
    pub(super) commit: String,
    pub(super) date: String,
    pub(super) subject: String,
    pub(super) version: Option<String>,
    /// What is said where no event has changed.
    pub(super) remark: &'static str,
    pub(super) changes: Vec<ChangeRow>,
}

/// Events that have had the same fate.
pub(super) struct ChangeRow {
    /// `added`, `renamed`, `changed`, `removed`.
    pub(super) word: &'static str,
    pub(super) events: Vec<EventChange>,
}

/// An event of a commit.
pub(super) struct EventChange {
    pub(super) event: Piece,
    /// The name that it had before.
    pub(super) former: Option<String>,
    pub(super) version: Option<String>,
    /// Whether it is worth saying that something may break: of what is gone, it goes without.
    pub(super) breaks: bool,
}

impl ChangesPage {
    /// `None` when nothing tells of earlier plans.
    pub(super) fn new(facts: &Facts, links: &Links<'_>) -> Option<Self> {
        let history = facts.history.as_ref()?;
        let revisions = history.revisions.iter().map(|revision| row(revision, links)).collect();
        Some(Self { revisions, is_cut: history.is_cut })
    }
}

fn row(revision: &Revision, links: &Links<'_>) -> RevisionRow {
    let words = [
        (ChangeKind::Added, "added"),
        (ChangeKind::Renamed, "renamed"),
        (ChangeKind::Changed, "changed"),
        (ChangeKind::Removed, "removed"),
    ];
    let changes = words.into_iter().filter_map(|(kind, word)| {
        let events = revision.changes.iter().filter(|change| change.kind == kind);
        let events: Vec<EventChange> = events.map(|change| event(change, links)).collect();
        (!events.is_empty()).then_some(ChangeRow { word, events })
    });
    RevisionRow {
        commit: shown(&revision.commit),
        date: shown(&revision.date),
        subject: shown(&revision.subject),
        version: revision.version.as_deref().map(shown),
        remark: if revision.is_first { "The plan was added." } else { "No event changed." },
        changes: changes.collect(),
    }
}

fn event(change: &Change, links: &Links<'_>) -> EventChange {
    let event = match change.kind {
        ChangeKind::Removed => Piece::Text(shown(&change.title)),
        _ => links.event(&change.title),
    };
    EventChange {
        event,
        former: change.former.as_deref().map(shown),
        version: change.version.as_deref().map(shown),
        breaks: change.breaks && matches!(change.kind, ChangeKind::Added | ChangeKind::Changed),
    }
}
