//! Properties of the whole plan by their names, so that what is wrong with a name is said once.

use std::collections::{HashMap, HashSet};

use super::findings::Findings;
use super::walk::{self, Owner};
use crate::diagnostic::{Code, Diagnostic, Part};
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

/// Adds a label for each of the first places, and the event if all of them are in one.
pub(super) fn marked(finding: Diagnostic, places: &[(Owner<'_>, &Location, Part)]) -> Diagnostic {
    let shown = places.iter().take(SHOWN);
    let finding = shown.fold(finding, |finding, (_, location, part)| finding.label(location, *part, ""));
    match places {
        [(owner @ Owner::Event(first), ..), others @ ..]
            if others.iter().all(
                |(other, ..)| matches!(other, Owner::Event(event) if event.title() == first.title()),
            ) =>
        {
            owner.mark(finding)
        }
        _ => finding,
    }
}

/// The same for properties.
pub(super) fn marked_properties(finding: Diagnostic, properties: &[PropertyAt<'_>]) -> Diagnostic {
    let places: Vec<_> = properties.iter().map(|at| (at.owner, &at.property.location, Part::Key)).collect();
    marked(finding, &places)
}

/// Where properties are: `` `Seed Sown` ``, `` `Seed Sown` and 3 more places ``.
pub(super) fn owners(properties: &[PropertyAt<'_>]) -> String {
    let first = properties.first().map(|at| at.owner.to_string()).unwrap_or_default();
    match properties.len() {
        0 | 1 => first,
        2 => format!("{first} and 1 more place"),
        count => format!("{first} and {} more places", count - 1),
    }
}
