//! Variants: which further properties there are when a property has certain values. Drawn as the vendor's API draws them.

use ecow::EcoString;

use super::property;
use super::resources::{Kind, Project};
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::parse::drawn::Drawn;
use crate::parse::members::Members;
use crate::pointer::Location;

const KEYS: &[&str] = &["type", "discriminator", "cases", "default"];
const CASE_KEYS: &[&str] = &["display_name", "match", "description", "properties"];

/// Adds the variants of a rule or of a custom type to its schema.
pub(super) fn add(
    schema: &mut Drawn,
    holder: &Members<'_>,
    project: &Project<'_>,
    used: &mut Vec<Location>,
    findings: &mut Diagnostics,
) {
    let variants = holder.objects("variants", findings);
    let drawn: Vec<Drawn> =
        variants.iter().filter_map(|entry| variant(entry, project, used, findings)).collect();
    if !drawn.is_empty() {
        schema.hold_list("allOf", drawn);
    }
}

fn variant(
    entry: &Members<'_>,
    project: &Project<'_>,
    used: &mut Vec<Location>,
    findings: &mut Diagnostics,
) -> Option<Drawn> {
    entry.report_unknown_keys(KEYS, findings);
    let Some((text, place)) =
        entry.get("discriminator").and_then(|(value, place)| Some((value.as_str()?, place)))
    else {
        findings.push(entry.missing("discriminator"));
        return None;
    };
    let property = project.find(Kind::Property, text, &place, findings)?;
    let name = property::name(property, findings)?;
    let mut branches = Vec::new();
    let mut matched = Vec::new();
    for case in entry.objects("cases", findings) {
        case.report_unknown_keys(CASE_KEYS, findings);
        let values: Vec<Json> =
            case.list("match", findings).into_iter().map(|(value, _)| value.clone()).collect();
        matched.extend(values.iter().cloned());
        let mut condition = Drawn::new(case.location().key("match"));
        condition.say("enum", values.into_iter().collect());
        let properties = property::listed(&case, "properties", project, used, findings);
        branches.push(branch(&name, condition, properties, case.location()));
    }
    if let Some((value, place)) = entry.get("default") {
        // The later generation wraps the list.
        let wrapped = Members::new(value, place.clone());
        let (holder, key) = if value.is_object() { (&wrapped, "properties") } else { (entry, "default") };
        let properties = property::listed(holder, key, project, used, findings);
        let mut none = Drawn::new(place.clone());
        none.say("enum", matched.into_iter().collect());
        let mut condition = Drawn::new(place.clone());
        condition.hold("not", none);
        branches.push(branch(&name, condition, properties, &place));
    }
    let mut variant = Drawn::of_type("object", entry.location().clone());
    variant.hold_list("allOf", branches);
    Some(variant)
}

/// The properties that there are when the discriminator is as `condition` says.
fn branch(
    discriminator: &str,
    condition: Drawn,
    properties: Vec<(EcoString, Drawn, bool)>,
    place: &Location,
) -> Drawn {
    let mut when = Drawn::new(place.clone());
    when.hold_named("properties", [(discriminator.to_owned(), condition)]);
    when.say("required", [Json::from(discriminator)].into_iter().collect());
    let mut branch = Drawn::new(place.clone());
    branch.hold("if", when);
    branch.hold("then", Drawn::object(properties, place.clone()).without("type"));
    branch
}
