//! mParticle data plans: one version of a plan, or a plan with all its versions.

use ecow::EcoString;

use super::Input;
use super::codes::{EVENT_LEFT_OUT, MERGED_VARIANTS, UNREAD_SECTION};
use super::drawn::Drawn;
use super::members::Members;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::plan::{Definitions, Event, EventKind, Plan};
use crate::pointer::Location;

/// What an event's own attributes are called.
const ATTRIBUTES: &str = "custom_attributes";

/// A data point, which speaks of one event.
struct DataPoint<'a> {
    members: Members<'a>,
    kind: EventKind,
    name: EcoString,
    name_location: Location,
    /// What tells events of one name apart: the type of a custom event.
    variant: Option<EcoString>,
    schema: Option<(&'a Json, Location)>,
}

pub(super) fn read(input: &Input<'_>, findings: &mut Diagnostics) -> Plan {
    let root = Members::new(&input.json, input.root());
    let version = newest(&root, findings).unwrap_or_else(|| root.clone());
    let mut plan = Plan {
        name: root.words("data_plan_name", findings).unwrap_or_default(),
        id: root.words("data_plan_id", findings).or_else(|| version.words("data_plan_id", findings)),
        version: version.version("version", findings),
        description: root.words("data_plan_description", findings),
        ..Plan::default()
    };
    let mut points: Vec<Vec<DataPoint<'_>>> = Vec::new();
    let document = version.object("version_document", findings);
    for entry in document.map(|document| document.objects("data_points", findings)).unwrap_or_default() {
        let Some(point) = data_point(entry, findings) else { continue };
        let same =
            |others: &&mut Vec<DataPoint<'_>>| (others[0].kind, &others[0].name) == (point.kind, &point.name);
        match points.iter_mut().find(same) {
            Some(others) => others.push(point),
            None => points.push(vec![point]),
        }
    }
    plan.events = points.into_iter().filter_map(|points| event(points, findings)).collect();
    plan
}

/// The newest of several versions.
fn newest<'a>(root: &Members<'a>, findings: &mut Diagnostics) -> Option<Members<'a>> {
    let number = |version: &Members<'_>| match version.get("version") {
        Some((Json::Number(number), _)) => number.as_u64(),
        _ => None,
    };
    root.objects("data_plan_versions", findings).into_iter().max_by_key(number)
}

fn data_point<'a>(members: Members<'a>, findings: &mut Diagnostics) -> Option<DataPoint<'a>> {
    let matching = members.object("match", findings)?;
    let criteria = matching.object("criteria", findings);
    let word = matching.text("type", findings)?;
    let named = |key: &str, findings: &mut Diagnostics| {
        let criteria = criteria.as_ref().unwrap_or(&matching);
        (criteria.text(key, findings).unwrap_or_default(), criteria.location().key(key))
    };
    let (kind, (name, name_location)) = match word.as_str() {
        "custom_event" => (EventKind::Track, named("event_name", findings)),
        "screen_view" => (EventKind::Screen, named("screen_name", findings)),
        "user_attributes" => (EventKind::Identify, (EcoString::new(), members.location().clone())),
        "user_identities" => {
            let message = "identities of users are no properties of a call, so they are left out";
            let finding = Diagnostic::new(&EVENT_LEFT_OUT, message).at(&matching.location().key("type"), "");
            findings.push(finding.help("give identities to `identify` as the user's id"));
            return None;
        }
        _ => (EventKind::Track, (composed_name(&word, criteria.as_ref()), matching.location().key("type"))),
    };
    let variant = criteria.and_then(|criteria| criteria.words("custom_event_type", findings));
    let schema = schema(&members, kind, findings);
    Some(DataPoint { members, kind, name, name_location, variant, schema })
}

/// Events of commerce have no name of their own: `product_action` with the action `purchase` is `product_action_purchase`.
fn composed_name(word: &str, criteria: Option<&Members<'_>>) -> EcoString {
    let criteria = criteria.map_or(&[][..], |criteria| criteria.json().members());
    let values = criteria.iter().filter_map(|(_, value)| value.as_str());
    std::iter::once(word).chain(values).collect::<Vec<_>>().join("_").into()
}

/// The schema of the attributes, and where it stands; `None`: the event may have any.
fn schema<'a>(
    members: &Members<'a>,
    kind: EventKind,
    findings: &mut Diagnostics,
) -> Option<(&'a Json, Location)> {
    let definition = members.object("validator", findings)?.object("definition", findings)?;
    if kind == EventKind::Identify {
        return Some((definition.json(), definition.location().clone()));
    }
    let data = definition.object("properties", findings)?.object("data", findings)?;
    let sections = data.object("properties", findings)?;
    for (name, section) in sections.json().members() {
        if **name != *ATTRIBUTES && section.get("properties").is_some_and(|inner| !inner.members().is_empty())
        {
            let message = format!("the section `{name}` has no place in this call and is not read");
            let finding =
                Diagnostic::new(&UNREAD_SECTION, message).at_key(&sections.location().key(name), "");
            findings
                .push(finding.help("declare the properties in `custom_attributes` if they shall be sent"));
        }
    }
    sections.get(ATTRIBUTES)
}

/// The event that all data points of one name make.
fn event(points: Vec<DataPoint<'_>>, findings: &mut Diagnostics) -> Option<Event> {
    let first = points.first()?;
    let mut event = Event::new(first.kind, first.name.clone(), first.members.location().clone());
    event.name_location = first.name_location.clone();
    event.description = first.members.words("description", findings);
    event.category.clone_from(&first.variant);
    if points.len() > 1 {
        report_variants(&event, &points, findings);
    }
    let place = event.name_location.clone();
    let mut schemas: Vec<_> = points
        .iter()
        .map(|point| match &point.schema {
            Some((schema, location)) => Drawn::copied(schema, location.clone()),
            None => Drawn::new(point.members.location().clone()),
        })
        .collect();
    let schema =
        if schemas.len() == 1 { schemas.pop()? } else { Drawn::any_of(schemas, event.location.clone()) };
    schema.read_into(&mut event, &Definitions::new(), &place, findings);
    Some(event)
}

fn report_variants(event: &Event, points: &[DataPoint<'_>], findings: &mut Diagnostics) {
    let message = format!(
        "`{}` is there {} times: all are one event, which may be any of them",
        event.title(),
        points.len()
    );
    let mut finding = Diagnostic::new(&MERGED_VARIANTS, message);
    for point in points {
        let variant = point.variant.as_ref().map(|variant| format!("of the type `{variant}`"));
        finding = finding.at(&point.name_location, variant.unwrap_or_default());
    }
    findings.push(finding.help("give them different names if the generated code must tell them apart"));
}
