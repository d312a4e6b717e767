//! From paths to places where events are sent.

use std::path::PathBuf;

use serde::Serialize;

use super::lexer::text_value;
use super::mention::{Fate, Manner, Mention};
use super::names::{CONSTRUCTORS, UNKNOWN};
use super::place::{Place, Resolved};
use super::reach::Reach;
use super::scope::{Path, Spaces, Start};
use super::tree::Tree;
use super::wrappers::Told;

/// How an event is sent somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SiteKind {
    /// Its function is called.
    Call,
    /// Its function is handed on as a value.
    Function,
    /// A value of its type is made and handed to something else than its function.
    Value,
    /// A value of its type is made, and nothing is seen of what becomes of it.
    Kept,
}

/// A place in the program where an event is sent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site {
    /// The file.
    pub path: PathBuf,
    /// The name that is used there, in bytes.
    pub start: usize,
    /// Behind it.
    pub end: usize,
    /// How it is sent.
    pub kind: SiteKind,
    /// Who runs it.
    pub reach: Reach,
}

/// A place where an event is sent that is not generated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UntypedSite {
    /// Where.
    pub site: Site,
    /// The event's name, when it is written there.
    pub name: Option<String>,
}

/// Names that a value is given one after the other; more lead nowhere.
const LONGEST: usize = 16;

/// What a mention comes to.
enum Found {
    Function(usize, usize),
    /// A function whose path a macro makes whole.
    Completed(usize, usize),
    Value(usize, usize),
    /// A value that a function of the program makes, because it is told to.
    Told(usize, usize),
    Untyped,
}

impl Tree<'_> {
    /// The sites of every event of every SDK, sorted, and those of untyped events.
    pub(super) fn sites(&mut self) -> (Vec<Vec<Vec<Site>>>, Vec<UntypedSite>) {
        let mentions = std::mem::take(&mut self.found.mentions);
        let found: Vec<Option<(Found, Reach)>> =
            mentions.iter().map(|mention| self.of_mention(mention)).collect();
        let mut sites: Vec<Vec<Vec<Site>>> =
            self.sdks.iter().map(|sdk| vec![Vec::new(); sdk.events.len()]).collect();
        let mut untyped = Vec::new();
        for (mention, found_there) in mentions.iter().zip(&found) {
            let Some((what, reach)) = found_there else { continue };
            let (event, kind) = match what {
                Found::Function(sdk, event) if mention.manner == Manner::Call => {
                    ((*sdk, *event), SiteKind::Call)
                }
                Found::Completed(sdk, event) => ((*sdk, *event), SiteKind::Call),
                Found::Function(sdk, event) => ((*sdk, *event), SiteKind::Function),
                Found::Value(sdk, event) => match self.value_kind(mention, (*sdk, *event), &found) {
                    Some(kind) => ((*sdk, *event), kind),
                    None => continue,
                },
                Found::Told(sdk, event) => ((*sdk, *event), SiteKind::Value),
                Found::Untyped => {
                    // The name of its function is made by a macro: its first argument is no name of an event.
                    let is_function = mention.path.segments.last().is_some_and(|last| **last == *UNKNOWN);
                    let kind = if is_function { SiteKind::Call } else { SiteKind::Value };
                    let name = mention.first_text.as_deref().filter(|_| !is_function).and_then(text_value);
                    untyped.push(UntypedSite { site: self.site(mention, kind, *reach), name });
                    continue;
                }
            };
            let site = self.site(mention, kind, *reach);
            if let Some(of_event) = sites.get_mut(event.0).and_then(|events| events.get_mut(event.1)) {
                of_event.push(site);
            }
        }
        sites.iter_mut().flatten().for_each(settle);
        untyped.sort();
        untyped.dedup_by(|later, first| {
            later.site.path == first.site.path && later.site.start == first.site.start
        });
        (sites, untyped)
    }

    fn site(&self, mention: &Mention, kind: SiteKind, reach: Reach) -> Site {
        let path =
            self.sources.get(mention.file as usize).map(|source| source.path.clone()).unwrap_or_default();
        Site { path, start: mention.start as usize, end: mention.end as usize, kind, reach }
    }

    fn of_mention(&mut self, mention: &Mention) -> Option<(Found, Reach)> {
        if let Some(argument) = &mention.argument {
            let (told, reach) = self.told(mention, argument)?;
            let found = match told {
                Told::Sent(sdk, event) => Found::Told(sdk, event),
                Told::Given(sdk, event) => Found::Value(sdk, event),
            };
            return Some((found, reach));
        }
        self.meant(mention).or_else(|| self.completed(mention))
    }

    /// What a name among the arguments of a macro means where the macro's rules add it to a path.
    fn completed(&mut self, mention: &Mention) -> Option<(Found, Reach)> {
        let name = mention.arguments_of.as_ref()?;
        let paths = self.found.completed_by.get(&**name)?.clone();
        paths.into_iter().find_map(|(scope, mut path)| {
            path.segments.extend(mention.path.segments.iter().cloned());
            match self.resolve(&path, scope, Spaces::BOTH, None)? {
                (Place::Function(sdk, event), reach) => {
                    Some((Found::Completed(sdk, event), reach.max(mention.reach)))
                }
                (Place::Type(sdk, event), reach) => {
                    Some((Found::Value(sdk, event), reach.max(mention.reach)))
                }
                _ => None,
            }
        })
    }

    fn meant(&mut self, mention: &Mention) -> Option<(Found, Reach)> {
        let with = |(place, reach): Resolved| match place {
            Place::Function(sdk, event) => Some((Found::Function(sdk, event), reach.max(mention.reach))),
            _ => None,
        };
        if mention.manner != Manner::Literal
            && !mention.path.segments.is_empty()
            && let Some(found) =
                self.resolve(&mention.path, mention.scope, Spaces::VALUES, mention.local).and_then(with)
        {
            return Some(found);
        }
        if mention.path.segments.last().is_some_and(|last| **last == *UNKNOWN) {
            return self.unknown_function(mention);
        }
        let of_type = self.type_of(mention)?;
        match self.resolve(&of_type, mention.scope, Spaces::TYPES, None)? {
            (Place::Type(sdk, event), reach) => Some((Found::Value(sdk, event), reach.max(mention.reach))),
            (Place::UntypedEvent, reach) if mention.manner != Manner::Literal => {
                Some((Found::Untyped, reach.max(mention.reach)))
            }
            _ => None,
        }
    }

    /// A function of an SDK whose name nobody knows.
    fn unknown_function(&mut self, mention: &Mention) -> Option<(Found, Reach)> {
        let mut path = mention.path.clone();
        path.segments.pop();
        match self.resolve(&path, mention.scope, Spaces::TYPES, None)? {
            (Place::Sdk(_), reach) => Some((Found::Untyped, reach.max(mention.reach))),
            _ => None,
        }
    }

    /// The type of which the mention makes a value.
    fn type_of(&self, mention: &Mention) -> Option<Path> {
        let Path { start, segments } = &mention.path;
        match (mention.manner, segments.split_last()) {
            (Manner::Literal, _) => Some(mention.path.clone()),
            (_, Some((last, before))) if CONSTRUCTORS.contains(&&**last) => {
                let is_type = !before.is_empty() || *start == Start::SelfType;
                is_type.then(|| Path { start: *start, segments: before.to_vec() })
            }
            _ => None,
        }
    }

    /// How the event is sent of which a value is made; `None` if it is not, or by its function, which counts itself.
    fn value_kind(
        &self,
        mention: &Mention,
        event: (usize, usize),
        found: &[Option<(Found, Reach)>],
    ) -> Option<SiteKind> {
        match self.end_of(mention.fate, &mention.within, event, found, &mut Vec::new()) {
            End::HandedOn => Some(SiteKind::Value),
            End::Kept => Some(SiteKind::Kept),
            End::Nowhere | End::InFunction => None,
        }
    }

    fn end_of(
        &self,
        fate: Fate,
        within: &[u32],
        event: (usize, usize),
        found: &[Option<(Found, Reach)>],
        way: &mut Vec<u32>,
    ) -> End {
        let is_own = |call: &u32| matches!(found.get(*call as usize), Some(Some((Found::Function(sdk, own), _))) if (*sdk, *own) == event);
        if within.iter().any(is_own) {
            return End::InFunction;
        }
        match fate {
            Fate::HandedOn => End::HandedOn,
            Fate::Kept => End::Kept,
            Fate::Unsent => End::Nowhere,
            // A name that is given anew in a loop may lead back to itself.
            Fate::Named(named) if way.len() >= LONGEST || way.contains(&named) => End::Nowhere,
            Fate::Named(named) => {
                way.push(named);
                let uses = self
                    .found
                    .named
                    .get(named as usize)
                    .map(|named| named.uses.as_slice())
                    .unwrap_or_default();
                let ends = uses.iter().map(|used| self.end_of(used.fate, &used.within, event, found, way));
                let end = ends.max().unwrap_or(End::Nowhere);
                way.pop();
                end
            }
        }
    }
}

/// Where a value ends up; of several uses the last of these counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Nowhere,
    Kept,
    HandedOn,
    /// The function of the event.
    InFunction,
}

/// Sorts sites. A place that is in several crates counts once, for the one nearest to users; values of which nothing more is
/// known count only where nothing else sends the event.
fn settle(sites: &mut Vec<Site>) {
    let best = |sites: &[Site], kept: bool| {
        sites.iter().filter(|site| kept || site.kind != SiteKind::Kept).map(|site| site.reach).min()
    };
    if let Some(sure) = best(sites, false) {
        sites.retain(|site| site.kind != SiteKind::Kept || site.reach < sure);
    }
    sites.sort_by(|left, right| {
        (&left.path, left.start, left.reach).cmp(&(&right.path, right.start, right.reach))
    });
    sites.dedup_by(|later, first| later.path == first.path && later.start == first.start);
}
