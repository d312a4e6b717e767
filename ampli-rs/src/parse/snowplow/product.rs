//! Data products, in newer words tracking plans: event specifications and the programs that follow them.

use ecow::EcoString;

use super::Application;
use super::registry::Registry;
use super::specification;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::parse::Input;
use crate::parse::codes::UNKNOWN_REFERENCE;
use crate::parse::members::Members;
use crate::parse::path::{folder, normalised};
use crate::plan::{Definitions, Event, Plan};

/// One data product.
pub(super) struct Product<'a> {
    resource: Members<'a>,
    data: Members<'a>,
    folder: String,
    specifications: Vec<Members<'a>>,
}

impl<'a> Product<'a> {
    pub(super) fn new(
        input: &'a Input<'_>,
        resource: &Members<'a>,
        findings: &mut Diagnostics,
    ) -> Option<Self> {
        let data = resource.object("data", findings)?;
        let specifications = data.objects("eventSpecifications", findings);
        let folder = folder(input.name).to_owned();
        Some(Self { resource: resource.clone(), data, folder, specifications })
    }

    /// Makes the product's words those of the whole plan.
    pub(super) fn describe(&self, plan: &mut Plan, findings: &mut Diagnostics) {
        plan.name = self.data.text("name", findings).unwrap_or_default();
        plan.id = self.resource.words("resourceName", findings);
        plan.description = self.data.words("description", findings);
    }

    /// The schemas that the specifications narrow, by their URIs.
    pub(super) fn sources(&self) -> impl Iterator<Item = String> {
        self.specifications.iter().filter_map(|entry| {
            let (source, _) = specification::part(entry, "source")?;
            Some(source.as_str()?.to_owned())
        })
    }

    /// The specifications as events.
    pub(super) fn events(
        &self,
        registry: &Registry,
        definitions: &Definitions,
        applications: &[Application],
        findings: &mut Diagnostics,
    ) -> Vec<Event> {
        let of_product = self.applications(&self.data, "sourceApplications", applications, findings);
        let owner = self.data.words("owner", findings);
        let name = self.data.words("name", findings);
        let event = |entry: &Members<'a>| {
            let mut event = specification::event(entry, registry, definitions, findings);
            let excluded = self.applications(entry, "excludedSourceApplications", applications, findings);
            event.sources = of_product.as_ref().map(|sources| {
                let excluded = excluded.unwrap_or_default();
                sources.iter().filter(|source| !excluded.contains(source)).cloned().collect()
            });
            event.owner.clone_from(&owner);
            event.category.clone_from(&name);
            event
        };
        self.specifications.iter().map(event).collect()
    }

    /// The names of the programs whose files a list names; `None` when it names none that is there.
    fn applications(
        &self,
        members: &Members<'_>,
        key: &str,
        applications: &[Application],
        findings: &mut Diagnostics,
    ) -> Option<Vec<EcoString>> {
        let mut names = Vec::new();
        for entry in members.objects(key, findings) {
            let Some(file) = entry.text("$ref", findings) else { continue };
            let path = normalised(&self.folder, &file);
            match applications.iter().find(|application| application.file == path) {
                Some(application) => names.push(application.source.name.clone()),
                None => findings.push(absent(&file, &entry)),
            }
        }
        (!names.is_empty()).then_some(names)
    }
}

fn absent(file: &str, entry: &Members<'_>) -> Diagnostic {
    let message = format!("the plan has no source application `{file}`");
    let finding = Diagnostic::new(&UNKNOWN_REFERENCE, message).at(&entry.location().key("$ref"), "");
    let mut finding = finding.help("name the folder as the plan that holds this file too");
    finding.severity = Severity::Warning;
    finding
}
