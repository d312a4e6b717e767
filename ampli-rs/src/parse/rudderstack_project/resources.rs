//! The resources of a project by their ids, whatever file and generation they are from.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::codes::{DUPLICATE_NAME, UNKNOWN_REFERENCE};
use crate::parse::members::Members;
use crate::pointer::Location;
use crate::suggestion;

/// A kind of resource that others refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Event,
    Property,
    CustomType,
    Category,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Event, Self::Property, Self::CustomType, Self::Category];

    /// The word of the kind in `#word:ID` of the later generation.
    fn word(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Property => "property",
            Self::CustomType => "custom-type",
            Self::Category => "category",
        }
    }

    /// The word of the kind in files, and in `#/word/GROUP/ID` of the earlier generation.
    fn plural(self) -> &'static str {
        match self {
            Self::Event => "events",
            Self::Property => "properties",
            Self::CustomType => "custom-types",
            Self::Category => "categories",
        }
    }

    /// The key of the list that has the resources.
    fn list(self) -> &'static str {
        if self == Self::CustomType { "types" } else { self.plural() }
    }

    /// The id in a reference to a resource of this kind. Groups only sort files: ids are unique without them.
    pub(super) fn id(self, reference: &str) -> Option<&str> {
        if let Some(id) = reference.strip_prefix('#')?.strip_prefix(self.word()) {
            return id.strip_prefix(':');
        }
        let rest = reference.strip_prefix("#/")?.strip_prefix(self.plural())?.strip_prefix('/')?;
        rest.split_once('/').map(|(_, id)| id)
    }
}

/// All resources of a project.
#[derive(Default)]
pub(super) struct Project<'a> {
    /// The tracking plans.
    pub(super) plans: Vec<Members<'a>>,
    /// The names of the files that have them, which references call groups, in the same order.
    groups: Vec<&'a str>,
    resources: HashMap<(Kind, &'a str), Members<'a>>,
    /// The ids by kind, in the order of the files.
    order: Vec<(Kind, &'a str)>,
}

const FILE_KEYS: &[&str] = &["version", "kind", "metadata", "spec"];

impl<'a> Project<'a> {
    pub(super) fn new(files: &'a [(Json, Location)], findings: &mut Diagnostics) -> Self {
        let mut project = Self::default();
        for (json, location) in files {
            let file = Members::new(json, location.clone());
            file.report_unknown_keys(FILE_KEYS, findings);
            let Some(kind) = file.words("kind", findings) else { continue };
            let Some(spec) = file.object("spec", findings) else { continue };
            if let Some(kind) = Kind::ALL.into_iter().find(|known| known.plural() == kind) {
                for resource in spec.objects(kind.list(), findings) {
                    project.add(kind, resource, findings);
                }
            } else if matches!(kind.as_str(), "tp" | "tracking-plan") {
                spec.report_unknown_keys(&["id", "display_name", "description", "rules"], findings);
                let name = json.get("metadata").and_then(|metadata| metadata.get("name"));
                let id = json.get("spec").and_then(|spec| spec.get("id"));
                project.groups.push(name.or(id).and_then(Json::as_str).unwrap_or_default());
                project.plans.push(spec);
            }
        }
        project
    }

    fn add(&mut self, kind: Kind, resource: Members<'a>, findings: &mut Diagnostics) {
        let Some((id, place)) = resource.get("id").and_then(|(id, place)| Some((id.as_str()?, place))) else {
            findings.push(resource.missing("id"));
            return;
        };
        if let Some(first) = self.resources.get(&(kind, id)) {
            let message = format!("the project has the {} `{id}` twice", kind.word());
            let finding = Diagnostic::new(&DUPLICATE_NAME, message)
                .at(&place, "again here")
                .at(&first.location().key("id"), "first here");
            findings.push(finding.help("rename or remove one of them"));
            return;
        }
        self.order.push((kind, id));
        self.resources.insert((kind, id), resource);
    }

    /// The ids of the rules of the tracking plans in a group; `None` if there are none.
    pub(super) fn rules(&self, group: &str) -> Option<Vec<&'a str>> {
        let plans = self.groups.iter().zip(&self.plans).filter(|(known, _)| **known == group);
        let plans: Vec<&Members<'a>> = plans.map(|(_, plan)| plan).collect();
        let rules = plans.iter().flat_map(|plan| plan.objects("rules", &mut Diagnostics::new()));
        let ids = rules.filter_map(|rule| rule.get("id")?.0.as_str()).collect();
        (!plans.is_empty()).then_some(ids)
    }

    /// The groups that tracking plans are in.
    pub(super) fn plan_groups(&self) -> &[&'a str] {
        &self.groups
    }

    /// All resources of a kind, in the order of the files.
    pub(super) fn all(&self, kind: Kind) -> impl Iterator<Item = &Members<'a>> {
        self.order.iter().filter(move |(known, _)| *known == kind).filter_map(|key| self.resources.get(key))
    }

    /// The resource that the text at `location` refers to.
    pub(super) fn find<'p>(
        &'p self,
        kind: Kind,
        reference: &'p str,
        location: &Location,
        findings: &mut Diagnostics,
    ) -> Option<&'p Members<'a>> {
        let found = kind.id(reference).and_then(|id| self.resources.get(&(kind, id)));
        if found.is_none() {
            let word = kind.word();
            let message = format!("the project has no {word} `{reference}`");
            let ids = self.order.iter().filter(|(known, _)| *known == kind).map(|(_, id)| *id);
            let help = match kind.id(reference) {
                Some(id) => suggestion::did_you_mean(id, ids),
                None => format!("refer to it as `#{word}:ID`"),
            };
            findings.push(Diagnostic::new(&UNKNOWN_REFERENCE, message).at(location, "").help(help));
        }
        found
    }
}
