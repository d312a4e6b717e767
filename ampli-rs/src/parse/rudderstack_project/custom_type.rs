//! Custom types as schemas.

use super::resources::Project;
use super::{property, variants};
use crate::diagnostic::Diagnostics;
use crate::parse::drawn::Drawn;
use crate::parse::members::Members;

/// A custom type as a schema, by its name.
pub(super) fn schema(
    resource: &Members<'_>,
    project: &Project<'_>,
    findings: &mut Diagnostics,
) -> (String, Drawn) {
    let mut used = Vec::new();
    let mut drawn = property::schema(resource, project, resource.location().clone(), findings);
    if resource.get("properties").is_some() {
        let properties = property::listed(resource, "properties", project, &mut used, findings);
        drawn.take_in(Drawn::object(properties, resource.location().clone()));
    }
    variants::add(&mut drawn, resource, project, &mut used, findings);
    (property::type_name(resource).unwrap_or_default().to_owned(), drawn)
}
