//! Properties of the whole plan by their names, so that what is wrong with a name is said once.

use std::collections::{HashMap, HashSet};

use super::findings::Findings;
use super::walk::{self, Owner};
use crate::diagnostic::{Code, Diagnostic, Label, Part};
use crate::plan::{Plan, Property};
use crate::pointer::Location;

/// Places that a finding points at, at most.
const SHOWN: usize = 3;

/// The properties of one name, each place once.
pub(super) struct Alike<'a> {
    pub(super) name: &'a str,
    pub(super) properties: Vec<PropertyAt<'a>>,
}

/// A property and what it belongs to.
#[derive(Clone, Copy)]
pub(super) struct PropertyAt<'a> {
    pub(super) owner: Owner<'a>,
    pub(super) property: &'a Property,
    /// Whether it is one of the event or group itself, and not of an object in it.
    pub(super) is_outermost: bool,
}

/// The properties at all levels by name, in the order in which the plan has the names first.
pub(super) fn properties(plan: &Plan) -> Vec<Alike<'_>> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut alike: Vec<Alike<'_>> = Vec::new();
    walk::objects(plan, &mut |object| {
        let is_outermost = object.is_outermost();
        for property in &object.object.properties {
            let next = alike.len();
            let index = *places.entry(&property.name).or_insert(next);
            if index == next {
                alike.push(Alike { name: &property.name, properties: Vec::new() });
            }
            alike[index].properties.push(PropertyAt { owner: object.owner, property, is_outermost });
        }
    });
    alike
}

impl<'a> Alike<'a> {
    /// The properties that `code` may be reported for and that are as wanted, each place once: those of groups are met in
    /// every event that takes them in.
    pub(super) fn reportable(
        &self,
        code: &Code,
        findings: &Findings,
        is_wanted: impl Fn(&PropertyAt<'a>) -> bool,
    ) -> Vec<PropertyAt<'a>> {
        let mut seen = HashSet::new();
        let properties = self.properties.iter().filter(|at| is_wanted(at));
        let allowed = |at: &PropertyAt<'_>| findings.allow(code, &at.property.location);
        let new = properties.filter(|at| !allowed(at) && seen.insert(&at.property.location));
        new.copied().collect()
    }
}

/// The places of one finding.
#[derive(Default)]
pub(super) struct Places {
    /// What each of the first of them is pointed at with.
    labels: Vec<Label>,
    /// The first label of each.
    seen: HashSet<(Location, Part)>,
    /// What the first is in.
    first: String,
    /// The event that all of them are in.
    event: Option<String>,
}

impl Places {
    /// Takes in a place, which is in `owner`, unless it is known.
    pub(super) fn add(&mut self, owner: Owner<'_>, labels: &[Label]) {
        let event = if let Owner::Event(event) = owner { Some(event.title()) } else { None };
        let Some(Label { location, part, .. }) = labels.first() else { return };
        if self.seen.is_empty() {
            (self.first, self.event) = (owner.to_string(), event.map(str::to_owned));
        }
        if self.seen.insert((location.clone(), *part)) {
            self.event = self.event.take().filter(|first| Some(first.as_str()) == event);
            let is_shown = self.seen.len() <= SHOWN;
            self.labels.extend(labels.iter().filter(|_| is_shown).cloned());
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.seen.len()
    }

    /// What they are in: `` `Seed Sown` ``, `` `Seed Sown` and 3 more places ``.
    pub(super) fn owners(&self) -> String {
        match self.count() {
            0 | 1 => self.first.clone(),
            2 => format!("{} and 1 more place", self.first),
            count => format!("{} and {} more places", self.first, count - 1),
        }
    }

    /// Adds a label for each of the first places, and the event if all of them are in one.
    pub(super) fn mark(self, mut finding: Diagnostic) -> Diagnostic {
        finding.labels.extend(self.labels);
        finding.event = self.event;
        finding
    }
}

/// A label that says nothing.
pub(super) fn label(location: &Location, part: Part) -> Label {
    Label { location: location.clone(), part, text: String::new() }
}

/// Adds a label for each of the first places, and the event if all of them are in one.
pub(super) fn marked(finding: Diagnostic, places: &[(Owner<'_>, &Location, Part)]) -> Diagnostic {
    let mut all = Places::default();
    for (owner, location, part) in places {
        all.add(*owner, &[label(location, *part)]);
    }
    all.mark(finding)
}

/// The same for properties.
pub(super) fn marked_properties(finding: Diagnostic, properties: &[PropertyAt<'_>]) -> Diagnostic {
    places(properties).mark(finding)
}

/// Where properties are: `` `Seed Sown` ``, `` `Seed Sown` and 3 more places ``.
pub(super) fn owners(properties: &[PropertyAt<'_>]) -> String {
    places(properties).owners()
}

fn places(properties: &[PropertyAt<'_>]) -> Places {
    let mut all = Places::default();
    for at in properties {
        all.add(at.owner, &[label(&at.property.location, Part::Key)]);
    }
    all
}
