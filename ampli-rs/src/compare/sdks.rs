//! What programs see of both plans' SDKs.

use std::collections::{BTreeMap, HashMap};

use super::change::Change;
use super::programs::{self, Break};
use super::{Programs, Side};
use crate::lower::Request;
use crate::lower::face::{self, EventFace};
use crate::plan::{Event, EventKind};

/// What programs see of both plans, source by source, by where events stand in memory.
pub(super) struct Faces<'p> {
    /// Whether no source is singled out.
    pub(super) of_all: bool,
    sources: Vec<(Known<'p>, Known<'p>)>,
}

type Known<'p> = HashMap<*const Event, EventFace<'p>>;

impl<'p> Faces<'p> {
    pub(super) fn new(older: Side<'p>, newer: Side<'p>, programs: &Programs) -> Self {
        let sources: Vec<String> = match &programs.source {
            Some(source) => vec![source.clone()],
            None if older.plan.sources.is_empty() => vec![Request::default().source],
            None => older.plan.sources.iter().map(|source| source.name.to_string()).collect(),
        };
        let faces = sources.into_iter().map(|source| {
            // The newer SDK gets its names as `pull` would give them: those of the older one stay.
            let mut locked = programs.locked.get(&source).cloned().unwrap_or_default();
            let mut known = |side: Side<'p>| -> Known<'p> {
                let request = Request {
                    source: source.clone(),
                    names: programs.names.clone(),
                    broken: side.broken.clone(),
                    ..Request::default()
                };
                let faces = face::face(side.plan, &request, &mut locked);
                faces.into_iter().map(|face| (std::ptr::from_ref(face.event), face)).collect()
            };
            let older = known(older);
            (older, known(newer))
        });
        Self { of_all: programs.source.is_none(), sources: faces.collect() }
    }

    pub(super) fn types_by_word(&self) -> BTreeMap<String, Vec<String>> {
        let mut types: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let faces = self.sources.iter().flat_map(|(older, _)| older.values());
        for own in faces.flat_map(|face| &face.types) {
            for word in programs::words(own) {
                types.entry(word).or_default().push(own.name.clone());
            }
        }
        types
    }

    /// Whether these are older versions for programs of both plans.
    pub(super) fn are_older(&self, before: &Event, after: &Event) -> bool {
        let is_older = |known: &Known<'_>, event: &Event| {
            known.get(&std::ptr::from_ref(event)).is_some_and(|face| !face.is_newest)
        };
        self.sources.iter().any(|(older, newer)| is_older(older, before) && is_older(newer, after))
    }

    /// What breaks of an event, in any source, each thing once.
    pub(super) fn breaks(&self, before: &Event, after: Option<&Event>) -> Vec<Break> {
        let mut breaks: Vec<Break> = Vec::new();
        for (older, newer) in &self.sources {
            let Some(old) = older.get(&std::ptr::from_ref(before)) else { continue };
            let new = after.and_then(|after| newer.get(&std::ptr::from_ref(after)));
            let found = match new {
                Some(new) => programs::breaks(old, new),
                None => {
                    let left = after.is_none().then(|| without(before)).flatten();
                    let mut found = programs::function(old.function.as_ref(), left.as_ref());
                    if old.function.is_none() {
                        found.extend(programs::gone(old));
                    }
                    found
                }
            };
            breaks.extend(found.into_iter().filter(|own| !breaks.contains(own)).collect::<Vec<_>>());
        }
        breaks
    }

    /// Says where in programs the values are given that changes are about.
    pub(super) fn point(&self, changes: &mut [Change], before: &Event) {
        let known = self.sources.iter().find_map(|(older, _)| older.get(&std::ptr::from_ref(before)));
        let Some(face) = known else { return };
        for change in changes.iter_mut().filter(|change| !change.program.is_empty()) {
            change.spot = programs::spot(face, &change.path.names().cloned().collect::<Vec<_>>());
        }
    }

    /// What breaks because there is an event that there was not.
    pub(super) fn breaks_by(&self, added: &Event) -> Vec<Break> {
        let Some(before) = without(added) else {
            return if added.kind == EventKind::Context { self.context(added) } else { Vec::new() };
        };
        let faces = self.sources.iter().filter_map(|(_, newer)| newer.get(&std::ptr::from_ref(added)));
        faces.flat_map(|new| programs::function(Some(&before), new.function.as_ref())).take(1).collect()
    }

    fn context(&self, added: &Event) -> Vec<Break> {
        let faces = self.sources.iter().filter_map(|(_, newer)| newer.get(&std::ptr::from_ref(added)));
        faces.filter_map(programs::needed).take(1).collect()
    }
}

/// The function that there is for a system call of which the plan says nothing.
fn without(event: &Event) -> Option<face::FunctionFace> {
    if event.name.is_empty() { face::without_properties(event.kind) } else { None }
}
