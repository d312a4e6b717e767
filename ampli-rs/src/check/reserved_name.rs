//! # Name that a destination keeps for itself
//!
//! ## What it does
//!
//! Looks for names of events and properties that have a meaning of their own at a destination that the event goes to:
//! names that begin with `$` or `mp_` at Mixpanel, with `[Amplitude]` at Amplitude, with `ga_`, `google_`, `firebase_` or
//! `_` at Google Analytics 4, events that begin with `$` at PostHog, and single names such as `session_start`,
//! `distinct_id` and `time`.
//!
//! ## Why it matters
//!
//! The destination drops them, or takes them for something else: a property `time` moves the event to another day.
//!
//! ## Example
//!
//! With a destination of the service `mixpanel`:
//!
//! ```json
//! { "name": "Seed Sown", "schema": { "properties": { "time": { "type": "integer" } } } }
//! ```
//!
//! ## What to do
//!
//! Use another name. Where its meaning at the destination is meant, allow it for the property.

use super::findings::Findings;
use super::vendor::{OfOwner, Reserved, Vendor, Vendors};
use super::walk;
use super::{Settings, names};
use crate::diagnostic::{Code, Diagnostic, Severity, visible};
use crate::plan::{EventKind, Plan};

pub(super) static RESERVED_NAME: Code = Code {
    id: "AMP0225",
    name: "vendor-reserved-name",
    severity: Severity::Warning,
    source: include_str!("reserved_name.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    let vendors = Vendors::of(plan);
    if vendors.is_empty() {
        return;
    }
    for event in plan.events.iter().filter(|event| event.kind == EventKind::Track) {
        let Some(why) = reserved(&vendors.of_event(event), |vendor| &vendor.events, &event.name) else {
            continue;
        };
        let finding = finding("event", &event.name, &why)
            .label(&event.name_location, names::name_part(event), "")
            .of_event(event.title());
        findings.push(finding);
    }
    let mut of_owner = OfOwner::new(&vendors);
    walk::objects(plan, &mut |object| {
        // What stands in an object means nothing to a vendor.
        if !object.is_outermost() {
            return;
        }
        let of_owner = of_owner.get(object.owner);
        for property in &object.object.properties {
            if let Some(why) = reserved(of_owner, |vendor| &vendor.own_properties, &property.name) {
                let finding = finding("property", &property.name, &why).at_key(&property.location, "");
                findings.push(object.owner.mark(finding));
            }
        }
    });
}

/// Who keeps the name, and what else: `Mixpanel keeps names that begin with `$``.
fn reserved(vendors: &[&'static Vendor], of: fn(&Vendor) -> &Reserved, name: &str) -> Option<String> {
    let why =
        vendors.iter().filter_map(|vendor| Some(format!("{} keeps {}", vendor.name, of(vendor).what(name)?)));
    let why: Vec<String> = why.collect();
    (!why.is_empty()).then(|| why.join(", "))
}

fn finding(noun: &str, name: &str, why: &str) -> Diagnostic {
    let message = format!("the {noun} name `{}` is reserved: {why} for itself", visible(name));
    Diagnostic::new(&RESERVED_NAME, message)
        .help("use another name, or allow it where its meaning there is meant")
}
