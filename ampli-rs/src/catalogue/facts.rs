//! What the pages tell besides the plan.

use std::collections::HashMap;

use crate::plan::EventKind;
use crate::pointer::Location;

/// All that is known besides the plan. Nothing of it must be there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// How programs send an event, by its place in the plan.
    pub calls: HashMap<Location, Vec<Call>>,
    /// What is sent, of each source that was looked at.
    pub sources: Vec<SourceFacts>,
    /// What is wrong with an event, by its place in the plan.
    pub findings: HashMap<Location, Vec<Finding>>,
    /// What has changed; `None` where nothing tells.
    pub history: Option<History>,
}

/// A statement that sends an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The sources whose SDK has it.
    pub sources: Vec<String>,
    /// The code.
    pub code: String,
}

/// What one source sends.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SourceFacts {
    /// Its name.
    pub source: String,
    /// How many of the events that it shall send it sends.
    pub sent: usize,
    /// How many it shall send.
    pub wanted: usize,
    /// That of each event, by kind and wire name.
    pub events: HashMap<(EventKind, String), Sending>,
}

/// Whether and where a source sends an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// Whether it is as it should be.
    pub state: State,
    /// The same in words: `sent from 2 places`.
    pub words: String,
    /// Where: `src/main.rs:22:11`.
    pub places: Vec<String>,
}

/// Whether an event is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The program sends it.
    Sent,
    /// The program should send it and does not.
    Missed,
    /// It need not be sent.
    Idle,
}

impl State {
    /// The word by which pages tell the states apart.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Missed => "missed",
            Self::Idle => "idle",
        }
    }
}

/// Something that a check has found in an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The code: `AMP0201`.
    pub code: &'static str,
    /// How much it matters: `error`, `warning`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// What has become of the plan, latest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The commits.
    pub revisions: Vec<Revision>,
    /// Whether there are earlier ones that are not shown.
    pub is_cut: bool,
}

/// A commit that changed the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The commit, short.
    pub commit: String,
    /// Its day: `2026-01-31`.
    pub date: String,
    /// The first line of its message.
    pub subject: String,
    /// The plan's version in it.
    pub version: Option<String>,
    /// Whether the plan came with this commit.
    pub is_first: bool,
    /// What has become of events.
    pub changes: Vec<Change>,
}

/// What a commit did to an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whether the event came, went, or is another now.
    pub kind: ChangeKind,
    /// How messages call the event.
    pub title: String,
    /// How they called it before, if it is another name.
    pub former: Option<String>,
    /// Its version, or both: `1.0 to 1.1`.
    pub version: Option<String>,
    /// Whether programs or consumers of the data may break.
    pub breaks: bool,
}

/// What becomes of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It came.
    Added,
    /// It has another name now.
    Renamed,
    /// It is another now.
    Changed,
    /// It went.
    Removed,
}
