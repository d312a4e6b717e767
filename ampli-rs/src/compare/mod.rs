//! Two plans to what has changed, and what that breaks.
//!
//! Events are matched by name, version and id (`pairs`, `likeness`), then gone through down to the rule (`event`, `objects`,
//! `values`, `rules`). Each change is held against two questions. *Programs*: does code that was written for the older SDK
//! compile against the newer one (`programs`, by the names and types that are generated, `lower::face`), and is what it sent
//! still valid? *Readers of the data*: is what comes now what was allowed before? The answers about values are inclusions of
//! types (`inclusion`, `direction`), not of texts.

mod change;
mod codes;
mod direction;
mod event;
mod inclusion;
mod likeness;
mod objects;
mod pairs;
mod parts;
mod programs;
mod rules;
mod sdks;
mod told;
mod unread;
mod values;
mod version;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub use self::change::{Change, Class, Path, Reason, ReasonKind, RenamedBy, Spot, Step, Subject, What};
pub use self::codes::{BREAKS_CONSUMERS, BREAKS_PROGRAM, CODES};
use self::pairs::{Pair, Pairs, Single};
use self::sdks::Faces;
use self::values::Walk;
pub use self::version::Bump;
use crate::lock::SourceNames;
use crate::lower::names;
use crate::plan::{Event, EventKind, Plan, compare_versions};
use crate::values::conformance::Scope;

/// One of two plans.
#[derive(Debug, Clone, Copy)]
pub struct Side<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// Indices of the events that no SDK has, because they are [broken](crate::broken::Broken).
    pub broken: &'p BTreeSet<usize>,
}

/// The programs that are asked about.
#[derive(Debug, Clone, Default)]
pub struct Programs {
    /// The only source that matters; `None`: all of the plan.
    pub source: Option<String>,
    /// How names are made.
    pub names: names::Settings,
    /// The names that were given before, by source.
    pub locked: BTreeMap<String, SourceNames>,
}

/// What has changed between two plans.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// The older plan's version.
    pub before: Option<String>,
    /// The newer plan's version.
    pub after: Option<String>,
    /// By the words that programs say to values of the older SDK's types (setters, variants, `new`), those types.
    pub types_by_word: BTreeMap<String, Vec<String>>,
    /// The changes: those of the plan, then those of its events in the order of their names.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// The changes of one thing after those of the other.
    pub fn by_subject(&self) -> impl Iterator<Item = &[Change]> {
        self.changes.chunk_by(|left, right| left.subject == right.subject)
    }

    /// What all changes together break; `None` if there are none.
    pub fn class(&self) -> Option<Class> {
        self.changes.iter().map(Change::class).reduce(Class::and)
    }

    /// Which part of a version these changes move on; `None` if there are none.
    pub fn bump(&self) -> Option<Bump> {
        self.class().map(Bump::of)
    }
}

/// Compares two plans that were read from the same format: formats say the same thing in different ways.
pub fn plans(older: Side<'_>, newer: Side<'_>, programs: &Programs) -> Comparison {
    let source = programs.source.as_deref();
    let mut changes = parts::changes(older.plan, newer.plan, source);
    let pairs = Pairs::of(of_source(older.plan, source), of_source(newer.plan, source));
    let faces = Faces::new(older, newer, programs);
    let all_names = is_same(&older.plan.definitions, &newer.plan.definitions);
    let mut of_events = Vec::new();
    for pair in &pairs.both {
        let same_names = all_names && is_same(&pair.before.definitions, &pair.after.definitions);
        of_events.extend(of_pair(pair, older.plan, newer.plan, same_names, &faces));
    }
    of_events.extend(pairs.removed.iter().flat_map(|single| removed(single, &faces)));
    of_events.extend(pairs.added.iter().flat_map(|single| added(single, &faces)));
    // The order of the changes of one event is that of the plan.
    of_events.sort_by(|left, right| left.subject.cmp(&right.subject));
    changes.extend(of_events);
    let version = |plan: &Plan| plan.version.clone().map(Into::into);
    Comparison {
        before: version(older.plan),
        after: version(newer.plan),
        types_by_word: faces.types_by_word(),
        changes,
    }
}

/// Whether two plans say the same of an event, wherever they say it.
pub fn is_same_event(before: &Event, after: &Event) -> bool {
    before.schema == after.schema && is_same(before, after)
}

fn is_same<T: serde::Serialize>(before: &T, after: &T) -> bool {
    serde_json::to_value(before).ok() == serde_json::to_value(after).ok()
}

fn of_source<'p>(plan: &'p Plan, source: Option<&str>) -> Vec<&'p Event> {
    let is_of_source = |event: &&Event| match (source, &event.sources) {
        (Some(wanted), Some(sources)) => sources.iter().any(|name| name == wanted),
        _ => true,
    };
    plan.events.iter().filter(is_of_source).collect()
}

fn of_pair(pair: &Pair<'_>, older: &Plan, newer: &Plan, same_names: bool, faces: &Faces<'_>) -> Vec<Change> {
    let (before, after) = (pair.before, pair.after);
    let subject = subject(after, (!pair.are_newest).then_some(after));
    let (old, new) = (Scope::of_event(before, older), Scope::of_event(after, newer));
    let mut walk = Walk::new(subject.clone(), old, new, same_names);
    if let Some(by) = pair.renamed {
        let change = walk.change(&Path::default(), What::Renamed(by));
        let change = change.between(Some(before.title().to_owned()), Some(after.title().to_owned()));
        let change = match before.name == after.name {
            // It goes out as before; only people and programs know it by another name.
            true => change,
            false => change
                .program(format!("`{}` is no longer planned", before.title()))
                .consumers("it comes under another name"),
        };
        walk.changes.push(change);
    }
    walk.events(before, after, faces.of_all);
    let (old, new) = (unread::Of { event: before, plan: older }, unread::Of { event: after, plan: newer });
    for (path, before, after) in std::mem::take(&mut walk.unread) {
        if unread::differ((old, &before), (new, &after)) {
            walk.undecided(&path, values::SCHEMA, "what it says beyond types and rules can't be compared");
        }
    }
    let mut changes = walk.changes;
    // Of an older version that both plans have, programs know another name if it was the newest before.
    let breaks = if pair.are_newest || faces.are_older(before, after) {
        faces.breaks(before, Some(after))
    } else {
        Vec::new()
    };
    told::attach(&mut changes, breaks, &subject);
    schema_version(&mut changes, pair);
    if pair.are_newest {
        faces.point(&mut changes, before);
    }
    changes
}

/// Says so where an event goes by versions of schemas, and has not the one that its changes ask for.
fn schema_version(changes: &mut Vec<Change>, pair: &Pair<'_>) {
    let (Some(before), Some(after)) = (&pair.before.version, &pair.after.version) else { return };
    let is_version = |change: &Change| change.what == What::Changed("version") && change.path.is_empty();
    let of_schema = changes.iter().filter(|change| !change.is_words && !is_version(change));
    let Some(next) = version::next_schema_version(before, of_schema.clone()) else { return };
    if of_schema.count() == 0 || !compare_versions(after, &next).is_lt() {
        return;
    }
    let remark = format!("what has changed asks for {next}");
    match changes.iter_mut().find(|change| is_version(change)) {
        Some(change) => change.remark = Some(remark),
        None => {
            let Some(first) = changes.first() else { return };
            let change = Change::new(&first.subject, &Path::default(), What::Changed("version"));
            let change = change.between(Some(before.to_string()), Some(after.to_string()));
            changes.insert(0, change.remark(remark));
        }
    }
}

fn removed(single: &Single<'_>, faces: &Faces<'_>) -> Vec<Change> {
    let event = single.event;
    let subject = subject(event, single.is_version.then_some(event));
    let text = match event.kind {
        EventKind::Track | EventKind::Page | EventKind::Screen if !event.name.is_empty() => {
            "it no longer comes"
        }
        _ => "its properties are no longer planned",
    };
    let mut change = Change::new(&subject, &Path::default(), What::Removed).consumers(text);
    let breaks = faces.breaks(event, None);
    change.program.extend(breaks.into_iter().map(|own| own.reason));
    if change.program.is_empty() && !event.name.is_empty() {
        change = change.program("what was sent is no longer planned");
    }
    vec![change]
}

fn added(single: &Single<'_>, faces: &Faces<'_>) -> Vec<Change> {
    let event = single.event;
    let subject = subject(event, single.is_version.then_some(event));
    let mut change = Change::new(&subject, &Path::default(), What::Added);
    change.program.extend(faces.breaks_by(event).into_iter().map(|own| own.reason));
    vec![change]
}

fn subject(event: &Event, version: Option<&Event>) -> Subject {
    Subject::Event {
        kind: event.kind,
        title: event.title().into(),
        version: version.and_then(|event| event.version.clone()),
    }
}
