//! The plan that is saved beside an SDK. Of an unfinished merge both sides are read, and what either of them has goes
//! on.

use std::path::{Path, PathBuf};

use super::codes::CONFLICTING_SAVED_PLAN;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::failure::Failure;
use crate::merge_markers::{in_place, sides};
use crate::plan::{Event, Plan, compare_versions};
use crate::pointer::Location;
use crate::saved_plan::{FILE_NAME, SavedPlan};
use crate::text::{Document, PlanText};
use crate::{compare, fetch, parse};

/// The plan that is saved in the SDK's folder `folder`; `None` when there is none that can be read.
pub(super) fn read(folder: &Path) -> Option<Plan> {
    let text = fetch::on_disk(&folder.join(FILE_NAME)).ok()?;
    let text = join(&text).ok()?.map_or(text, |joined| joined.text);
    Some(parse::plan(&text).ok()?.plan)
}

/// The file of the plan that is saved in the SDK's folder `folder`.
///
/// # Errors
/// When there is none.
pub(super) fn file(folder: &Path) -> Result<PathBuf, Failure> {
    let file = folder.join(FILE_NAME);
    if file.is_file() {
        return Ok(file);
    }
    Err(Failure::new(
        format!("there is no saved plan `{}`", file.display()),
        "run `ampli-rs pull` first, or name the plan with `--plan`",
    ))
}

/// Both sides as one plan.
pub(super) struct Joined {
    /// The plan's text, without markers: as `pull` writes it again.
    pub(super) text: PlanText,
    /// The two sides, for `findings` to point into.
    pub(super) sides: PlanText,
    /// Where the sides differ.
    pub(super) findings: Diagnostics,
}

const REMEDY: &str = "fetch the plan anew: run `ampli-rs pull` without `--offline`";

/// Joins the sides of the saved plan in `text`; `None` when it has no conflict markers.
pub(super) fn join(text: &PlanText) -> Result<Option<Joined>, Failure> {
    let [Document { name, text }] = text.documents.as_slice() else { return Ok(None) };
    let (ours, theirs) = match sides(text) {
        None => return Ok(None),
        Some(Ok((ours, theirs))) => (in_place(&ours), in_place(&theirs)),
        Some(Err(line)) => {
            return Err(Failure::new(
                format!("`{name}` has conflict markers that do not match, near line {line}"),
                REMEDY,
            ));
        }
    };
    let (ours, theirs) = (side(name, 0, ours)?, side(name, 1, theirs)?);
    let is_newer = match (&ours.plan.version, &theirs.plan.version) {
        (Some(own), Some(their)) => compare_versions(own, their).is_lt(),
        _ => false,
    };
    let mut findings = Diagnostics::new();
    let (kept, other) = if is_newer { (&theirs, &ours) } else { (&ours, &theirs) };
    let plan = union(kept, other, &mut findings);
    Ok(Some(Joined {
        text: PlanText::single(name.clone(), SavedPlan::with_keys(&plan).text),
        findings,
        sides: PlanText { origin: name.clone(), documents: vec![ours.document, theirs.document] },
    }))
}

/// One side of the merge.
struct Side {
    /// 0 or 1: its place among the documents that findings point into.
    index: u32,
    document: Document,
    plan: Plan,
}

impl Side {
    fn word(&self) -> &'static str {
        word(self.index)
    }
}

fn word(index: u32) -> &'static str {
    if index == 0 { "first" } else { "second" }
}

fn side(name: &str, index: u32, text: String) -> Result<Side, Failure> {
    let text = PlanText::single(name.to_owned(), text);
    let parsed = parse::plan(&text).map_err(|_| {
        let word = word(index);
        Failure::new(
            format!(
                "`{name}` has both sides of a merge in it, and the {word} one is no plan that can be read"
            ),
            REMEDY,
        )
    })?;
    let document = text.documents.into_iter().next().unwrap_or_default();
    Ok(Side { index, document, plan: parsed.plan })
}

/// Everything that one of two plans has; where they differ, `kept` wins and a finding tells.
fn union(kept: &Side, other: &Side, findings: &mut Diagnostics) -> Plan {
    let mut plan = kept.plan.clone();
    for event in &other.plan.events {
        let own = kept.plan.events.iter().find(|own| identity(own) == identity(event));
        match own {
            None => plan.events.push(event.clone()),
            Some(own) if compare::is_same_event(own, event) => {}
            Some(own) => findings.push(differs(own, event, kept, other)),
        }
    }
    add_missing(&mut plan.sources, &other.plan.sources, |source| &source.name);
    add_missing(&mut plan.destinations, &other.plan.destinations, |destination| &destination.name);
    add_missing(&mut plan.groups, &other.plan.groups, |group| &group.name);
    for (key, schema) in other.plan.definitions_schema.members() {
        if plan.definitions_schema.get(key).is_none() {
            let own = plan.definitions_schema.members().iter().cloned();
            plan.definitions_schema = own.chain([(key.clone(), schema.clone())]).collect();
        }
    }
    plan
}

fn add_missing<T: Clone>(own: &mut Vec<T>, others: &[T], name: impl Fn(&T) -> &str) {
    for other in others {
        if own.iter().all(|known| name(known) != name(other)) {
            own.push(other.clone());
        }
    }
}

fn identity(event: &Event) -> impl PartialEq {
    (event.kind, event.handle().to_owned(), event.version.clone())
}

fn differs(own: &Event, other_event: &Event, kept: &Side, other: &Side) -> Diagnostic {
    let message =
        format!("the saved plan is in conflict: the two sides say different things of `{}`", own.title());
    let mut sides = [(kept, own), (other, other_event)];
    sides.sort_by_key(|(side, _)| side.index);
    let mut finding = Diagnostic::new(&CONFLICTING_SAVED_PLAN, message).of_event(own.title());
    for (side, event) in sides {
        let place = Location { document: side.index, ..event.name_location.clone() };
        finding = finding.at(&place, format!("{} side", side.word()));
    }
    finding.help(format!("the {} side is kept; {REMEDY}", kept.word()))
}
