//! Snowplow: self-describing schemas of an Iglu registry, and the resources that its command line keeps in files.

mod links;
mod product;
mod registry;
mod specification;
mod structure;
#[cfg(test)]
mod tests;

use self::product::Product;
use self::registry::Registry;
use self::structure::Structure;
pub(super) use self::structure::is_foreign;
use super::Input;
use super::codes::{ENTITY_SCHEMA, MALFORMED_PLAN};
use super::members::Members;
use super::path::normalised;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::{Plan, Source};
use crate::pointer::Location;

/// The words for resources that are read.
const RESOURCES: &[&str] = &["data-structure", "data-product", "tracking-plan", "source-application"];

/// The documents of a plan by what they describe.
#[derive(Default)]
struct Documents<'a> {
    registry: Registry,
    products: Vec<Product<'a>>,
    applications: Vec<Application>,
}

/// A program that sends events, and the file by which data products refer to it.
struct Application {
    file: String,
    source: Source,
}

/// Reads schemas and resources in any number of files as one plan.
pub(super) fn read(inputs: &[&Input<'_>], findings: &mut Diagnostics) -> Plan {
    let mut documents = Documents::default();
    for input in inputs {
        documents.take(input, findings);
    }
    let mut plan = Plan::default();
    (plan.definitions, plan.definitions_schema) = links::link(&mut documents.registry, findings);
    if let [product] = documents.products.as_slice() {
        product.describe(&mut plan, findings);
    }
    for product in &documents.products {
        plan.events.extend(product.events(
            &documents.registry,
            &plan.definitions,
            &documents.applications,
            findings,
        ));
    }
    let narrowed = documents.products.iter().flat_map(|product| product.sources());
    documents.registry.leave_out(&narrowed.collect());
    let events = documents.registry.events(&plan.definitions, findings);
    plan.events.extend(events);
    plan.sources = documents.applications.into_iter().map(|application| application.source).collect();
    plan
}

/// Reads Avo's export of a plan as the schemas that Snowplow's registry would have.
pub(super) fn read_avo(input: &Input<'_>, findings: &mut Diagnostics) -> Plan {
    let root = Members::new(&input.json, input.root());
    let mut registry = Registry::default();
    for entry in root.objects("eventSchemas", findings) {
        let location = entry.location().clone();
        let schema = structure::of_schema(input, entry.json(), location.clone(), location, findings);
        registry.structures.extend(schema);
    }
    for entry in root.objects("contextSchemas", findings) {
        let location = entry.location().clone();
        let schema = structure::of_schema(input, entry.json(), location.clone(), location, findings);
        findings.extend(schema.as_ref().map(|schema| entity(schema, &schema.location.key("self"))));
        registry.entities.extend(schema);
    }
    let (definitions, definitions_schema) = links::link(&mut registry, findings);
    let events = registry.events(&definitions, findings);
    Plan { events, definitions, definitions_schema, ..Plan::default() }
}

fn entity(structure: &Structure, place: &Location) -> Diagnostic {
    let message = format!("`{}` describes an entity, which is no event", structure.uri());
    Diagnostic::new(&ENTITY_SCHEMA, message)
        .at(place, "")
        .help("attach entities where events are sent to Snowplow")
}

impl<'a> Documents<'a> {
    fn take(&mut self, input: &'a Input<'_>, findings: &mut Diagnostics) {
        let root = Members::new(&input.json, input.root());
        let Some(resource) = root.text("resourceType", findings) else {
            self.registry.structures.extend(structure::read(input, findings));
            return;
        };
        match resource.as_str() {
            "data-structure" => self.take_structure(input, &root, findings),
            "data-product" | "tracking-plan" => self.products.extend(Product::new(input, &root, findings)),
            "source-application" => self.applications.extend(application(input, &root, findings)),
            other => {
                let message = format!("`{other}` is no resource that is known, so it is not read");
                let finding = Diagnostic::new(&MALFORMED_PLAN, message);
                let known = format!("these are read: `{}`", RESOURCES.join("`, `"));
                findings.push(finding.at(&root.location().key("resourceType"), "").help(known));
            }
        }
    }

    fn take_structure(&mut self, input: &Input<'_>, root: &Members<'a>, findings: &mut Diagnostics) {
        let Some((schema, location)) = root.get("data") else { return };
        let meta = root.object("meta", findings);
        let structure = structure::of_schema(input, schema, location, root.location().clone(), findings);
        let Some(structure) = structure else { return };
        let kind = meta.and_then(|meta| meta.words("schemaType", findings));
        if kind.as_deref() == Some("entity") {
            findings.push(entity(&structure, &root.location().key("meta").key("schemaType")));
            self.registry.entities.push(structure);
        } else {
            self.registry.structures.push(structure);
        }
    }
}

fn application(input: &Input<'_>, root: &Members<'_>, findings: &mut Diagnostics) -> Option<Application> {
    let data = root.object("data", findings)?;
    let source = Source {
        id: root.words("resourceName", findings),
        name: data.words("name", findings)?,
        description: data.words("description", findings),
        destinations: Vec::new(),
        location: root.location().clone(),
    };
    Some(Application { file: normalised("", input.name), source })
}
