//! # More than a destination takes
//!
//! ## What it does
//!
//! Holds events against the limits of the destinations that they go to: characters of event names and property names,
//! properties of an event (those of the context included), characters of texts (listed ones, and by `minLength` and
//! `maxLength`), items of lists, objects in each other. The limits of Amplitude, Google Analytics 4, Mixpanel, PostHog,
//! RudderStack and Segment are known.
//!
//! | | Amplitude | Google Analytics | Mixpanel | PostHog | Segment, RudderStack |
//! |---|---|---|---|---|---|
//! | event name | 1024 | 40 | 255 | 200 | |
//! | property name | | 40 | 255 | | |
//! | properties | 1024 | 25 | 249 | | |
//! | text | 1024 | 100 | 255 | | 32768 |
//! | items | | | 254 | | |
//! | depth | 40 | | 3 | | |
//!
//! ## Why it matters
//!
//! What is too long is cut, and what is too much is thrown away, mostly without a word.
//!
//! ## Example
//!
//! With a destination of the service `mixpanel`:
//!
//! ```json
//! { "properties": { "note": { "type": "string", "maxLength": 1000 } } }
//! ```
//!
//! ## What to do
//!
//! Plan for less, or switch the destination off for the event.

use super::findings::Findings;
use super::vendor::{OfOwner, Vendor, Vendors, is_sent};
use super::walk::{self, Owner, ValueAt};
use super::{Settings, names};
use crate::diagnostic::{Code, Diagnostic, Part, Severity, visible};
use crate::plan::{Event, EventKind, Plan, Rule, Shape};
use crate::pointer::Location;

pub(super) static VENDOR_LIMIT: Code = Code {
    id: "AMP0224",
    name: "vendor-limit",
    severity: Severity::Warning,
    source: include_str!("vendor_limit.rs"),
};

/// Characters of a long name that a message shows.
const SHOWN: usize = 40;

/// A limit of a vendor.
type Limit = fn(&Vendor) -> Option<u64>;

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    let vendors = Vendors::of(plan);
    if vendors.is_empty() {
        return;
    }
    let context: usize =
        of_kind(plan, EventKind::Context).map(|event| event.properties.properties.len()).sum();
    for event in plan.events.iter().filter(|event| is_sent(event.kind)) {
        let of_event = vendors.of_event(event);
        check_event(event, context, &of_event, findings);
    }
    let mut of_owner = OfOwner::new(&vendors);
    walk::objects(plan, &mut |object| {
        let of_owner = of_owner.get(object.owner);
        for property in &object.object.properties {
            if let Some(over) = exceeded(of_owner, |vendor| vendor.property_name, characters(&property.name))
            {
                let message = format!("the property name `{}` {over}", cut(&property.name));
                push(message, &property.location, Part::Key, object.owner, findings);
            }
        }
    });
    walk::values(plan, &mut |value| {
        let of_owner = of_owner.get(value.owner);
        if !of_owner.is_empty() {
            check_value(value, of_owner, findings);
        }
    });
}

fn of_kind(plan: &Plan, kind: EventKind) -> impl Iterator<Item = &Event> {
    plan.events.iter().filter(move |event| event.kind == kind)
}

fn check_event(event: &Event, context: usize, vendors: &[&'static Vendor], findings: &mut Findings) {
    let owner = Owner::Event(event);
    if let Some(over) = exceeded(vendors, |vendor| vendor.event_name, characters(&event.name)) {
        let message = format!("the event name `{}` {over}", cut(&event.name));
        push(message, &event.name_location, names::name_part(event), owner, findings);
    }
    let own = event.properties.properties.len();
    let count = if event.kind == EventKind::Track { own + context } else { own };
    let Some((over, most)) = vendors
        .iter()
        .filter_map(|vendor| Some((vendor.name, vendor.properties.filter(|most| (count as u64) > *most)?)))
        .min_by_key(|(_, most)| *most)
    else {
        return;
    };
    let with_context = if count > own { " with those of the context" } else { "" };
    let message =
        format!("event `{}` has {count} properties{with_context}: {over} takes {most}", cut(event.title()));
    push(message, &event.name_location, names::name_part(event), owner, findings);
}

fn check_value(value: &ValueAt<'_>, vendors: &[&'static Vendor], findings: &mut Findings) {
    let location = &value.value.location;
    for rule in &value.value.rules {
        let (keyword, limit, count): (_, Limit, _) = match rule {
            Rule::MinLength(count) => ("minLength", |vendor| vendor.text, *count),
            Rule::MaxLength(count) => ("maxLength", |vendor| vendor.text, *count),
            Rule::MinItems(count) => ("minItems", |vendor| vendor.items, *count),
            Rule::MaxItems(count) => ("maxItems", |vendor| vendor.items, *count),
            _ => continue,
        };
        if let Some(over) = over(vendors, limit, count) {
            let message = format!("`{keyword}: {count}` of {} is more than {over}", value.title());
            push(message, &location.key(keyword), Part::Value, value.owner, findings);
        }
    }
    let longest = match &value.value.shape {
        Shape::Enum(values) => {
            values.iter().filter_map(|listed| listed.value.as_str()).max_by_key(|text| text.len())
        }
        Shape::Const(constant) => constant.as_str(),
        _ => None,
    };
    if let Some(longest) = longest
        && let Some(over) = exceeded(vendors, |vendor| vendor.text, characters(longest))
    {
        let message = format!("the value `{}` of {} {over}", cut(longest), value.title());
        push(message, location, Part::Key, value.owner, findings);
    }
    let is_object = matches!(value.value.shape, Shape::Object(_) | Shape::Map(_));
    let depth = value.path.depth();
    if is_object && let Some(over) = over(vendors, |vendor| vendor.depth, depth) {
        let message = format!("{} is an object {depth} deep, more than {over}", value.title());
        push(message, location, Part::Key, value.owner, findings);
    }
}

/// That a text has more characters than some of the vendors take.
fn exceeded(vendors: &[&'static Vendor], limit: Limit, count: u64) -> Option<String> {
    over(vendors, limit, count).map(|over| format!("has {count} characters, more than {over}"))
}

/// The vendors that take less than `count`, and how much they take.
fn over(vendors: &[&'static Vendor], limit: Limit, count: u64) -> Option<String> {
    let over = vendors.iter().filter_map(|vendor| {
        let most = limit(vendor).filter(|most| count > *most)?;
        Some(format!("{} takes ({most})", vendor.name))
    });
    let over: Vec<String> = over.collect();
    (!over.is_empty()).then(|| over.join(" and "))
}

fn characters(text: &str) -> u64 {
    text.chars().count() as u64
}

/// A text as far as messages show it.
fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", visible(&text[..end])),
        None => visible(text).into_owned(),
    }
}

fn push(message: String, location: &Location, part: Part, owner: Owner<'_>, findings: &mut Findings) {
    let finding = Diagnostic::new(&VENDOR_LIMIT, message)
        .label(location, part, "")
        .help("plan for less, or switch the destination off for the event");
    findings.push(owner.mark(finding));
}
