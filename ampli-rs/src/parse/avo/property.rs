use ecow::EcoString;

use super::destination::Route;
use crate::diagnostic::Diagnostics;
use crate::json::{Json, Member};
use crate::parse::schema;
use crate::pointer::Location;

/// Words that say something about a property of the plan, not about its values.
const ABOUT_THE_PLAN: &[&str] = &["id", "index", "nameMapping", "isSystemProperty"];

/// A property of a section, under the name that goes out.
pub(super) struct Property {
    pub(super) name: EcoString,
    pub(super) schema: Json,
    pub(super) required: bool,
    /// Whether every event of the plan has it.
    pub(super) is_of_system: bool,
    pub(super) location: Location,
}

/// The properties of a section in the order that the plan gives them, under the names that they have on their `route`.
pub(super) fn properties(
    section: &Json,
    location: &Location,
    route: &Route<'_>,
    findings: &mut Diagnostics,
) -> Vec<Property> {
    let declared = section.get("properties").map_or(&[][..], Json::members);
    let mut declared: Vec<_> = declared.iter().collect();
    declared.sort_by_key(|(_, schema)| index(schema));
    let required = section.get("required").map_or(&[][..], Json::items);
    let place = location.key("properties");
    let property = |(name, schema): &(EcoString, Json)| {
        let location = place.key(name);
        let mapping = schema.get("nameMapping").unwrap_or(&Json::Null);
        let mapped = route.mapped_name(mapping, &location.key("nameMapping"), name, findings);
        Property {
            required: required.iter().any(|required| required.as_str() == Some(name)),
            is_of_system: schema.get("isSystemProperty").and_then(Json::as_bool) == Some(true),
            name: mapped.unwrap_or_else(|| name.clone()),
            schema: of_values(schema),
            location,
        }
    };
    declared.into_iter().map(property).collect()
}

/// Where the property comes in the plan's order; those without a place come last.
fn index(schema: &Json) -> u64 {
    match schema.get("index") {
        Some(Json::Number(number)) => number.as_u64().unwrap_or(u64::MAX),
        _ => u64::MAX,
    }
}

/// The schema without what is said about the plan. An `id` would change what references mean.
///
/// Objects of which nothing is declared were not exported with what they hold, so they may hold anything.
fn of_values(schema: &Json) -> Json {
    let mut of_values = schema.clone();
    schema::edit(&mut of_values, &mut |members| {
        let is_empty =
            |(key, value): &Member| **key == *"properties" && value.is_object() && value.members().is_empty();
        let declares_nothing = members.iter().any(is_empty);
        members.retain(|(key, _)| {
            let closes_nothing = declares_nothing && **key == *"additionalProperties";
            !closes_nothing && !ABOUT_THE_PLAN.contains(&&**key)
        });
    });
    of_values
}
