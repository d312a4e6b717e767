//! Events and properties as the configuration names them: `Song Played`, `Song Played.artist.name`, `*.email`.

use crate::plan::{Object, Plan, Property, Shape, Type};
use crate::pointer::Location;
use crate::suggestion;

/// Stands for any text in the name of an event.
const ANY: char = '*';

/// The places of the plan that `item` names: an event, or a property of an event or a group by the names that lead to it.
///
/// A name that the plan has as a whole is never taken apart, whatever dots and asterisks it has.
pub(super) fn locations(plan: &Plan, item: &str) -> Vec<Location> {
    let owners = || owners(plan);
    let whole: Vec<_> =
        owners().filter(|owner| owner.name == item).map(|owner| owner.location.clone()).collect();
    if !whole.is_empty() {
        return whole;
    }
    let mut found: Vec<_> =
        owners().filter(|owner| is_like(item, owner.name)).map(|owner| owner.location.clone()).collect();
    for (dot, _) in item.match_indices('.') {
        let (name, path) = (&item[..dot], &item[dot + 1..]);
        for owner in owners().filter(|owner| is_like(name, owner.name)) {
            found.extend(property(owner.object, path).map(|property| property.location.clone()));
        }
    }
    found
}

/// What `item`, which names nothing, was most likely meant to be.
pub(super) fn meant(plan: &Plan, item: &str) -> Option<String> {
    let names = || owners(plan).map(|owner| owner.name);
    for (dot, _) in item.match_indices('.') {
        let (name, path) = (&item[..dot], &item[dot + 1..]);
        let mut objects = owners(plan).filter(|owner| is_like(name, owner.name)).map(|owner| owner.object);
        if let Some(object) = objects.next() {
            let properties = object.properties.iter().map(|property| property.name.as_str());
            return suggestion::closest(path, properties).map(|meant| format!("{name}.{meant}"));
        }
    }
    let (head, rest) = item.split_once('.').map_or((item, None), |(head, rest)| (head, Some(rest)));
    if let Some(meant) = suggestion::closest(item, names()) {
        return Some(meant.to_owned());
    }
    let meant = suggestion::closest(head, names())?;
    Some(rest.map_or_else(|| meant.to_owned(), |rest| format!("{meant}.{rest}")))
}

struct Named<'a> {
    name: &'a str,
    location: &'a Location,
    object: &'a Object,
}

fn owners(plan: &Plan) -> impl Iterator<Item = Named<'_>> {
    let events = plan.events.iter().flat_map(|event| {
        let named = |name| Named { name, location: &event.location, object: &event.properties };
        // An event that is known by another name can be named by both.
        let wire = (event.title() != event.name && !event.name.is_empty()).then(|| named(&event.name));
        [Some(named(event.title())), wire].into_iter().flatten()
    });
    let groups = plan.groups.iter().map(|group| Named {
        name: &group.name,
        location: &group.location,
        object: &group.properties,
    });
    events.chain(groups)
}

/// The property to which the names in `path` lead; names may have dots themselves.
fn property<'a>(object: &'a Object, path: &str) -> Option<&'a Property> {
    object.properties.iter().find_map(|property| {
        let rest = path.strip_prefix(property.name.as_str())?;
        if rest.is_empty() {
            return Some(property);
        }
        let inner = inner(&property.value)?;
        // Items of a list may be written as messages write them: `beds[].depth`.
        let rest = rest.trim_start_matches("[]").strip_prefix('.')?;
        self::property(inner, rest)
    })
}

/// The object that a value is, or that the items of a list are.
fn inner(value: &Type) -> Option<&Object> {
    match &value.shape {
        Shape::Object(object) => Some(object),
        Shape::Array(array) => inner(&array.items),
        Shape::Map(values) => inner(values),
        _ => None,
    }
}

/// Whether `name` is what `pattern` says, in which `*` stands for any text.
fn is_like(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split(ANY);
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::{is_like, locations, meant};
    use crate::parse;
    use crate::plan::Plan;
    use crate::text::PlanText;

    const PLAN: &str = r#"{"ampliPlan": 1, "groups": {"Bed": {"schema": {"properties": {"row": {"type": "string"}}}}},
        "events": [
            {"name": "Seed Sown", "schema": {"properties": {
                "email": {"type": "string"}, "a.b": {"type": "string"},
                "beds": {"type": "array", "items": {"type": "object", "properties": {"depth": {"type": "integer"}}}}}}},
            {"name": "Seed.Bought", "schema": {"properties": {"email": {"type": "string"}}}}]}"#;

    fn plan() -> Plan {
        parse::plan(&PlanText::single("plan.json".to_owned(), PLAN.to_owned())).expect("a plan").plan
    }

    fn found(item: &str) -> Vec<String> {
        locations(&plan(), item).into_iter().map(|location| location.pointer.to_string()).collect()
    }

    #[test]
    fn events_and_properties_are_found() {
        assert_eq!(found("Seed Sown"), ["/events/0"]);
        assert_eq!(found("Seed.Bought"), ["/events/1"]);
        assert_eq!(found("Seed.Bought.email"), ["/events/1/schema/properties/email"]);
        assert_eq!(found("Seed Sown.a.b"), ["/events/0/schema/properties/a.b"]);
        let depth = "/events/0/schema/properties/beds/items/properties/depth";
        assert_eq!(found("Seed Sown.beds[].depth"), [depth]);
        assert_eq!(found("Seed Sown.beds.depth"), [depth]);
        assert_eq!(found("Bed.row"), ["/groups/Bed/schema/properties/row"]);
        assert_eq!(
            found("*.email"),
            ["/events/0/schema/properties/email", "/events/1/schema/properties/email"]
        );
        assert_eq!(found("Seed*"), ["/events/0", "/events/1"]);
        assert_eq!(found("Seed Sown.depth"), Vec::<String>::new());
        assert_eq!(found(""), Vec::<String>::new());
    }

    #[test]
    fn asterisks_stand_for_any_text() {
        for (pattern, name) in [("a*", "a"), ("*", ""), ("*b*d", "abcd"), ("a*a", "aa"), ("abc", "abc")] {
            assert!(is_like(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("a*a", "a"), ("abc", "abcd"), ("*b", "bc"), ("a*c*", "ab")] {
            assert!(!is_like(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn mistyped_items_are_guessed() {
        assert_eq!(meant(&plan(), "Seed Sow").as_deref(), Some("Seed Sown"));
        assert_eq!(meant(&plan(), "Seed Sown.emial").as_deref(), Some("Seed Sown.email"));
        assert_eq!(meant(&plan(), "Sede Sown.email").as_deref(), Some("Seed Sown.email"));
        assert_eq!(meant(&plan(), "Fence Painted"), None);
    }
}
