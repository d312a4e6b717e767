use ecow::EcoString;

use super::destination::{Destinations, Route};
use super::property::properties;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::codes::EVENT_LEFT_OUT;
use crate::parse::drawn::{Drawn, Listed};
use crate::parse::members::Members;
use crate::plan::{Event, EventKind};
use crate::pointer::Location;

/// One entry of the export: an event, or a variant of one.
pub(super) struct Entry<'a> {
    pub(super) members: Members<'a>,
    /// The name that goes out.
    pub(super) name: EcoString,
    pub(super) variant: Option<EcoString>,
    /// Where it goes.
    pub(super) route: Route<'a>,
    category: Option<EcoString>,
}

impl<'a> Entry<'a> {
    pub(super) fn new(
        members: Members<'a>,
        categories: Option<&Members<'_>>,
        destinations: &'a Destinations,
        findings: &mut Diagnostics,
    ) -> Self {
        let route = destinations.route(&members);
        let name = members.text("name", findings).unwrap_or_default();
        let rules = members.object("rules", findings);
        let mapping = rules.as_ref().and_then(|rules| rules.get("nameMapping"));
        let mapping = mapping.or_else(|| members.get("nameMapping"));
        let mapped = mapping.and_then(|(mapping, place)| route.mapped_name(mapping, &place, &name, findings));
        let is_variant = members.words("eventType", findings).as_deref() == Some("variant");
        let variant = members.words("variantName", findings);
        Self {
            variant: variant.or_else(|| is_variant.then(|| members.words("id", findings)).flatten()),
            category: category(&members, categories, findings),
            name: mapped.unwrap_or(name),
            route,
            members,
        }
    }

    /// The call that sends the entry; `None`, and a finding, when its actions send no event.
    pub(super) fn kind(&self, findings: &mut Diagnostics) -> Option<EventKind> {
        let actions = self.members.texts("actions", findings).unwrap_or_default();
        let has = |action: &str| actions.iter().any(|present| present == action);
        if actions.is_empty() || has("logEvent") || has("logRevenue") {
            return Some(EventKind::Track);
        }
        if has("page") || has("logPage") {
            return Some(EventKind::Page);
        }
        let message = format!("`{}` is not tracked: its actions are `{}`", self.name, actions.join("`, `"));
        let finding = Diagnostic::new(&EVENT_LEFT_OUT, message);
        let finding = finding.at(&self.members.location().key("actions"), "");
        findings.push(finding.help("add the action `logEvent` if it is an event"));
        None
    }

    /// The event as far as the entry describes it in words.
    pub(super) fn event(&self, findings: &mut Diagnostics) -> Event {
        let kind = self.kind(&mut Diagnostics::new()).unwrap_or(EventKind::Track);
        let mut event = Event::new(kind, self.name.clone(), self.members.location().clone());
        event.name_location = self.members.location().key("name");
        event.known_as =
            self.variant.as_ref().map(|variant| format!("{} ({variant})", self.name)).map(Into::into);
        event.id = self.members.words("id", findings);
        event.description = self.members.words("description", findings);
        event.tags = self.members.texts("tags", findings).unwrap_or_default();
        event.category.clone_from(&self.category);
        event.sources = self.sources(findings);
        let domains = self.members.objects("stakeholderDomains", findings);
        let owns = |domain: &&Members<'_>| {
            domain.get("isOwner").is_some_and(|(value, _)| value.as_bool() == Some(true))
        };
        event.owner = domains.iter().find(owns).and_then(|domain| domain.words("name", findings));
        event
    }

    /// The names of the programs that send it; `None`: all of them.
    pub(super) fn sources(&self, findings: &mut Diagnostics) -> Option<Vec<EcoString>> {
        self.members.get("sources")?;
        let sources = self.members.objects("sources", findings);
        let mut names: Vec<EcoString> =
            sources.iter().filter_map(|source| source.words("name", findings)).collect();
        names.dedup();
        (!names.is_empty()).then_some(names)
    }

    /// The schema of the event's own properties: those that every event has are the context's.
    pub(super) fn schema(&self, findings: &mut Diagnostics) -> Drawn {
        let mut listed = Listed::default();
        let place = self.members.location().clone();
        let Some((section, location)) = self.section("properties") else {
            return listed.into_schema(false, place);
        };
        for property in properties(section, &location, &self.route, findings) {
            if !property.is_of_system {
                let place = &property.location;
                listed.add(&property.name, &property.schema, property.required, place, findings);
            }
        }
        listed.into_schema(section.get("additionalProperties") == Some(&Json::Boolean(false)), place)
    }

    /// The schema of one of the sections that Avo knows: `properties`, `userProperties`, `groupProperties`.
    pub(super) fn section(&self, name: &str) -> Option<(&'a Json, Location)> {
        let (rules, location) = self.members.get("rules")?;
        let section = rules.get("properties")?.get(name)?;
        Some((section, location.key("properties").key(name)))
    }
}

/// The name of the first category; an export names categories by their ids.
fn category(
    members: &Members<'_>,
    categories: Option<&Members<'_>>,
    findings: &mut Diagnostics,
) -> Option<EcoString> {
    let id = members.texts("categories", findings)?.into_iter().next()?;
    let named = categories.and_then(|categories| categories.object(&id, &mut Diagnostics::new()));
    Some(named.and_then(|category| category.words("name", findings)).unwrap_or(id))
}
