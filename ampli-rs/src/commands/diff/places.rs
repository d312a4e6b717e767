//! The places of programs that changes break, as exactly as it can be told without a compiler.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use crate::commands::status::place::{Files, Place};
use crate::commands::status::{PlannedEvent, absolute};
use crate::commands::target::Target;
use crate::compare::{Change, Comparison, Programs, ReasonKind, Spot, Subject, What};
use crate::config::{Layout, Project};
use crate::failure::Failure;
use crate::plan::{Event, Plan};
use crate::text::PlanText;
use crate::usage::{self, Identifier, Reach, Site, SiteKind};

/// For each change the places that it breaks.
#[derive(Default)]
pub(in crate::commands) struct Places {
    by_change: Vec<(Vec<Place>, Vec<String>)>,
    /// The files that the places are in.
    pub(super) text: PlanText,
}

impl Places {
    /// The places in `paths` that changes break, where programs use the SDKs of `targets` for `older`.
    pub(in crate::commands) fn find(
        comparison: &Comparison,
        older: &Plan,
        targets: &[Target],
        programs: &Programs,
        (paths, project): (&[PathBuf], &Project),
    ) -> Result<Self, Failure> {
        let breaks = comparison.changes.iter().any(|change| !change.program.is_empty());
        if paths.is_empty() || !breaks {
            return Ok(Self::default());
        }
        let mut sdks = Vec::new();
        let mut planned = Vec::new();
        for target in targets {
            let source = target.source.clone().or_else(|| programs.source.clone());
            let only = || Some(older.sources.first()?.name.to_string());
            let source = source.or_else(only).unwrap_or_default();
            let mut locked = programs.locked.get(&source).cloned().unwrap_or_default();
            let events = PlannedEvent::all(older, &source, project, &mut locked);
            sdks.push(usage::Sdk {
                folder: absolute(&target.path)?,
                is_module: target.layout == Layout::Module,
                events: events.iter().map(|event| event.names.clone()).collect(),
            });
            planned.push(events);
        }
        let usage = usage::find(&sdks, paths)?;
        let folder = absolute(Path::new(""))?;
        let mut search = Search::new(comparison, Files::new(&folder));
        let by_change = comparison.changes.iter().map(|change| {
            let Some(event) = event_of(change, older) else { return Default::default() };
            let sites = planned.iter().zip(&usage.sites).flat_map(|(events, sites)| {
                let index = events.iter().position(|own| own.kind == event.kind && own.name == event.name);
                index.and_then(|index| sites.get(index)).into_iter().flatten()
            });
            let sites: Vec<&Site> = sites.filter(|site| site.reach != Reach::Never).collect();
            let places = search.of_change(change, &sites);
            let shown = places.iter().map(Place::to_string).collect();
            (places, shown)
        });
        let by_change = by_change.collect();
        Ok(Self { by_change, text: search.files.text })
    }

    /// The places of the change at `index`, as terminals and editors take them.
    pub(super) fn of(&self, index: usize) -> &[String] {
        self.by_change.get(index).map_or(&[], |(_, shown)| shown)
    }

    /// The places of the change at `index`.
    pub(super) fn placed(&self, index: usize) -> &[Place] {
        self.by_change.get(index).map_or(&[], |(places, _)| places)
    }
}

/// The event of the older plan that a change is about, if it breaks programs.
fn event_of<'p>(change: &Change, older: &'p Plan) -> Option<&'p Event> {
    let Subject::Event { kind, title, .. } = &change.subject else { return None };
    if change.program.is_empty() {
        return None;
    }
    let title = match (change.what, &change.before) {
        (What::Renamed(_), Some(before)) if change.path.is_empty() => before.as_str(),
        _ => title,
    };
    older.events.iter().find(|event| event.kind == *kind && event.title() == title)
}

struct Search<'f> {
    files: Files<'f>,
    identifiers: HashMap<PathBuf, Vec<Identifier>>,
    /// By the words that programs say to values of types, the types that understand them.
    types: BTreeMap<String, Vec<String>>,
}

impl<'f> Search<'f> {
    fn new(comparison: &Comparison, files: Files<'f>) -> Self {
        Self { files, identifiers: HashMap::new(), types: comparison.types_by_word.clone() }
    }

    fn of_change(&mut self, change: &Change, sites: &[&Site]) -> Vec<Place> {
        let mut spots: Vec<&Spot> = Vec::new();
        for reason in &change.program {
            let spot = match &reason.kind {
                ReasonKind::Compile(spot) => spot,
                ReasonKind::Value | ReasonKind::Undecided => &change.spot,
            };
            if !spots.contains(&spot) {
                spots.push(spot);
            }
        }
        let mut found: Vec<Site> = Vec::new();
        for spot in spots {
            match spot {
                Spot::Event => found.extend(sites.iter().map(|site| (*site).clone())),
                Spot::Word { of_type, word } => {
                    let types = self.types.get(word).cloned().unwrap_or_default();
                    found.extend(self.in_files(sites, |identifiers, at| {
                        identifiers[at].name == *word && is_said_to(identifiers, at, of_type, &types)
                    }));
                }
                Spot::Type(name) => {
                    found.extend(self.in_files(sites, |identifiers, at| identifiers[at].name == *name));
                }
                Spot::Kept(name) => {
                    found.extend(self.in_files(sites, |identifiers, at| {
                        identifiers[at].name == *name && is_kept(identifiers, at)
                    }));
                }
            }
        }
        found.sort_by(|left, right| (&left.path, left.start).cmp(&(&right.path, right.start)));
        found.dedup_by(|later, first| later.path == first.path && later.start == first.start);
        found.iter().map(|site| self.files.place(site)).collect()
    }

    /// Identifiers in the files that send the event.
    fn in_files(&mut self, sites: &[&Site], is_wanted: impl Fn(&[Identifier], usize) -> bool) -> Vec<Site> {
        let mut found = Vec::new();
        let mut seen: Vec<&Path> = Vec::new();
        for site in sites {
            if seen.contains(&site.path.as_path()) {
                continue;
            }
            seen.push(&site.path);
            let identifiers = self
                .identifiers
                .entry(site.path.clone())
                .or_insert_with(|| usage::identifiers(&usage::read_text(&site.path).unwrap_or_default()));
            let wanted = (0..identifiers.len()).filter(|at| is_wanted(identifiers, *at));
            found.extend(wanted.map(|at| Site {
                path: site.path.clone(),
                start: identifiers[at].start,
                end: identifiers[at].end,
                kind: SiteKind::Value,
                reach: site.reach,
            }));
        }
        found
    }
}

/// Whether the type at `at` is named as that of something: not to make a value, and not to import it.
fn is_kept(identifiers: &[Identifier], at: usize) -> bool {
    const STARTS: [&str; 8] = ["use", "fn", "let", "struct", "enum", "type", "impl", "static"];
    let mut before = identifiers[..at].iter().rev().map(|own| own.name.as_str());
    !identifiers[at].leads_on && before.find(|name| STARTS.contains(name)) != Some("use")
}

/// Whether the word at `at` is said to a value of `of_type`: of the `types` that understand it, that is the one last named. If none
/// is, it can't be told, and may be.
fn is_said_to(identifiers: &[Identifier], at: usize, of_type: &str, types: &[String]) -> bool {
    let before = identifiers[..at].iter().rev().take_while(|own| own.name != "fn");
    let named = before.map(|own| own.name.as_str()).find(|name| types.iter().any(|own| own == name));
    named.is_none_or(|named| named == of_type)
}
