//! What the systems that events go to take of names and values, as their makers say.

use std::collections::HashMap;

use super::walk::Owner;
use crate::plan::{Destination, Event, EventKind, Plan};

/// What a system takes; `None`: as much as an event holds.
#[derive(Debug)]
pub(super) struct Vendor {
    pub(super) name: &'static str,
    /// The words by which plans call it.
    services: &'static [&'static str],
    /// Characters of an event's name.
    pub(super) event_name: Option<u64>,
    /// Characters of a property's name.
    pub(super) property_name: Option<u64>,
    /// Properties of an event, those of the context included.
    pub(super) properties: Option<u64>,
    /// Characters of a text.
    pub(super) text: Option<u64>,
    /// Items of a list.
    pub(super) items: Option<u64>,
    /// Objects in each other; the properties themselves are not counted.
    pub(super) depth: Option<u64>,
    /// Names of events, and how they begin, that mean something else there.
    pub(super) events: Reserved,
    /// The same of properties.
    pub(super) own_properties: Reserved,
}

/// Names that a system keeps for itself.
#[derive(Debug)]
pub(super) struct Reserved {
    names: &'static [&'static str],
    prefixes: &'static [&'static str],
}

impl Reserved {
    const NONE: Self = Self { names: &[], prefixes: &[] };

    /// What is reserved about `name`, in words.
    pub(super) fn what(&self, name: &str) -> Option<String> {
        if self.names.contains(&name) {
            return Some(format!("the name `{name}`"));
        }
        let prefix = self.prefixes.iter().find(|prefix| name.starts_with(*prefix))?;
        Some(format!("names that begin with `{prefix}`"))
    }
}

const UNLIMITED: Vendor = Vendor {
    name: "",
    services: &[],
    event_name: None,
    property_name: None,
    properties: None,
    text: None,
    items: None,
    depth: None,
    events: Reserved::NONE,
    own_properties: Reserved::NONE,
};

/// The systems whose limits are known.
static VENDORS: &[Vendor] = &[
    // Amplitude's HTTP V2 API: strings of 1,024 characters, objects 40 deep; 1,024 keys in its server libraries.
    Vendor {
        name: "Amplitude",
        services: &["amplitude"],
        event_name: Some(1024),
        properties: Some(1024),
        text: Some(1024),
        depth: Some(40),
        events: Reserved {
            names: &["$identify", "$groupidentify", "revenue_amount", "session_start", "session_end"],
            prefixes: &["[Amplitude]"],
        },
        own_properties: Reserved { names: &[], prefixes: &["[Amplitude]"] },
        ..UNLIMITED
    },
    // Google Analytics 4: "Event collection limits" and "Event naming rules" of its help.
    Vendor {
        name: "Google Analytics",
        services: &[
            "ga4",
            "firebase",
            "google analytics",
            "google analytics 4",
            "google-analytics",
            "google-analytics-4",
            "google_analytics",
            "google_analytics_4",
            "googleanalytics",
        ],
        event_name: Some(40),
        property_name: Some(40),
        properties: Some(25),
        text: Some(100),
        events: Reserved {
            names: &[
                "ad_activeview",
                "ad_click",
                "ad_exposure",
                "ad_impression",
                "ad_query",
                "ad_reward",
                "adunit_exposure",
                "app_clear_data",
                "app_exception",
                "app_remove",
                "app_store_refund",
                "app_store_subscription_cancel",
                "app_store_subscription_renew",
                "app_update",
                "app_upgrade",
                "error",
                "first_open",
                "first_visit",
                "in_app_purchase",
                "session_start",
                "user_engagement",
            ],
            prefixes: &["_", "firebase_", "ga_", "google_", "gtag."],
        },
        own_properties: Reserved {
            names: &["engagement_time_msec", "gclid", "session_id", "session_number"],
            prefixes: &["_", "firebase_", "ga_", "google_", "gtag."],
        },
        ..UNLIMITED
    },
    // Mixpanel's import API, less the five properties that every event has besides; names by its help on properties.
    Vendor {
        name: "Mixpanel",
        services: &["mixpanel"],
        event_name: Some(255),
        property_name: Some(255),
        properties: Some(249),
        text: Some(255),
        items: Some(254),
        depth: Some(3),
        events: Reserved { names: &[], prefixes: &["$", "mp_"] },
        own_properties: Reserved { names: &["distinct_id", "time", "token"], prefixes: &["$", "mp_"] },
    },
    // PostHog's capture API. Its own properties may be said in a plan, and mean what they say.
    Vendor {
        name: "PostHog",
        services: &["posthog"],
        event_name: Some(200),
        events: Reserved { names: &[], prefixes: &["$"] },
        own_properties: Reserved { names: &["distinct_id", "token"], prefixes: &[] },
        ..UNLIMITED
    },
    // An event has at most 32 KB: a longer text does not fit.
    Vendor { name: "Segment", services: &["segment"], text: Some(32 * 1024), ..UNLIMITED },
    Vendor { name: "RudderStack", services: &["rudderstack"], text: Some(32 * 1024), ..UNLIMITED },
];

/// Which systems events go to.
pub(super) struct Vendors<'a> {
    all: Vec<(&'a Destination, &'static Vendor)>,
    /// Where every source sends, by its name; empty when the plan knows no sources.
    sources: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Vendors<'a> {
    /// The systems of the plan whose limits are known.
    pub(super) fn of(plan: &'a Plan) -> Self {
        let known = |destination: &'a Destination| {
            let service = destination.service.as_str();
            let vendor = VENDORS.iter().find(|vendor| vendor.services.contains(&service))?;
            Some((destination, vendor))
        };
        let names =
            |source: &'a crate::plan::Source| source.destinations.iter().map(|name| name.as_str()).collect();
        Self {
            all: plan.destinations.iter().filter_map(known).collect(),
            sources: plan.sources.iter().map(|source| (source.name.as_str(), names(source))).collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them, each once.
    pub(super) fn all(&self) -> Vec<&'static Vendor> {
        unique(self.all.iter().map(|(_, vendor)| *vendor))
    }

    /// The systems that the event goes to, each once: those of all its sources that are not switched off for it.
    pub(super) fn of_event(&self, event: &Event) -> Vec<&'static Vendor> {
        let is_sent = |destination: &Destination| {
            let name = destination.name.as_str();
            let sends = |source: &str| self.sources.get(source).is_some_and(|names| names.contains(&name));
            let from_any = match &event.sources {
                _ if self.sources.is_empty() => true,
                Some(sources) => sources.iter().any(|source| sends(source)),
                None => self.sources.values().any(|names| names.contains(&name)),
            };
            from_any && event.destinations.get(name) != Some(&false)
        };
        unique(self.all.iter().filter(|(destination, _)| is_sent(destination)).map(|(_, vendor)| *vendor))
    }
}

/// Asks for the systems of one owner after the other; the walks stay with an event until it is done.
pub(super) struct OfOwner<'v> {
    vendors: &'v Vendors<'v>,
    last: Option<(*const Event, Vec<&'static Vendor>)>,
    all: Vec<&'static Vendor>,
}

impl<'v> OfOwner<'v> {
    pub(super) fn new(vendors: &'v Vendors<'v>) -> Self {
        Self { vendors, last: None, all: vendors.all() }
    }

    /// The systems that get what the owner has: none for users and groups of them, which are kept elsewhere. Groups of
    /// properties and named types may be in any event.
    pub(super) fn get(&mut self, owner: Owner<'_>) -> &[&'static Vendor] {
        match owner {
            Owner::Group(_) | Owner::Definition(_) => &self.all,
            Owner::Event(event) if !is_sent(event.kind) => &[],
            Owner::Event(event) => {
                self.last.take_if(|(last, _)| !std::ptr::eq(*last, event));
                let vendors = self.vendors;
                &self.last.get_or_insert_with(|| (event, vendors.of_event(event))).1
            }
        }
    }
}

/// Whether the limits of events hold for the call.
pub(super) fn is_sent(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Identify | EventKind::Group)
}

fn unique(vendors: impl Iterator<Item = &'static Vendor>) -> Vec<&'static Vendor> {
    let mut unique: Vec<&'static Vendor> = Vec::new();
    for vendor in vendors {
        if unique.iter().all(|known| known.name != vendor.name) {
            unique.push(vendor);
        }
    }
    unique
}
