//! The plan's destinations: which of them `load` installs, and with which key.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::code::DESTINATION_NEEDS_PLUGIN;
use super::docs::code;
use super::layout;
use super::literal;
use super::node::{Field, Nodes, Presence, RecordNode};
use super::request::Request;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::module::{Lines, Load};
use crate::plan::{ApiKey, Destination, Plan};

/// A service that the runtime has a destination for.
struct Service {
    /// The name in plans.
    name: &'static str,
    /// The features of the runtime.
    features: &'static [&'static str],
    /// The variant of the runtime's `Service`.
    variant: &'static str,
    /// Whether it needs a key.
    key: Key,
}

/// Whether a service needs a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    /// It has none.
    None,
    /// It gets one if the plan says so.
    Optional,
    /// It does not work without, whether the plan says so or not.
    Required,
}

impl Service {
    const fn new(
        name: &'static str,
        features: &'static [&'static str],
        variant: &'static str,
        key: Key,
    ) -> Self {
        Self { name, features, variant, key }
    }
}

/// Every service that the runtime knows.
const SERVICES: &[Service] = &[
    Service::new("amplitude", &["amplitude", "http"], "Amplitude", Key::Required),
    Service::new("console", &["console"], "Console", Key::None),
    Service::new("jsonl", &["jsonl"], "JsonLines", Key::None),
    Service::new("mixpanel", &["mixpanel", "http"], "Mixpanel", Key::Required),
    Service::new("posthog", &["posthog", "http"], "PostHog", Key::Required),
    Service::new("rudderstack", &["rudderstack", "http"], "RudderStack", Key::Required),
    Service::new("segment", &["segment", "http"], "Segment", Key::Required),
    Service::new("snowplow", &["snowplow", "http"], "Snowplow", Key::Optional),
    Service::new("webhook", &["webhook", "http"], "Webhook", Key::Optional),
];

/// A service that only a plugin of the user's delivers to.
const CUSTOM: Service = Service::new("", &[], "Custom", Key::None);

/// The destinations of a source.
#[derive(Default)]
pub(super) struct Destinations {
    /// Features of the runtime that they need.
    pub(super) features: BTreeSet<&'static str>,
    installed: Vec<Lines>,
    /// Names of those that need a plugin of the user's.
    left: Vec<String>,
}

/// The destinations that the request's source sends to; all of the plan's if the plan does not have the source.
pub(super) fn of_source(plan: &Plan, request: &Request, findings: &mut Diagnostics) -> Destinations {
    let source = plan.sources.iter().find(|source| source.name == request.source);
    let is_of_source = |destination: &&Destination| {
        source.is_none_or(|source| source.destinations.contains(&destination.name))
    };
    let mut destinations = Destinations::default();
    for destination in plan.destinations.iter().filter(is_of_source) {
        match SERVICES.iter().find(|service| service.name == destination.service) {
            Some(service) => {
                destinations.features.extend(service.features);
                destinations.installed.push(install(destination, service, request.include_api_keys));
            }
            None => {
                findings.push(needs_plugin(destination));
                destinations.installed.push(install(destination, &CUSTOM, false));
                destinations.left.push(destination.name.to_string());
            }
        }
    }
    destinations
}

fn needs_plugin(destination: &Destination) -> Diagnostic {
    let (name, service) = (&destination.name, &destination.service);
    Diagnostic::new(
        &DESTINATION_NEEDS_PLUGIN,
        format!("the destination `{name}` is not installed by `load`: the runtime has none for `{service}`"),
    )
    .at(&destination.location, "not installed")
    .help(format!("pass a plugin with the id `{name}` to `Options::plugin`"))
}

/// The entry of the table of destinations.
fn install(destination: &Destination, service: &Service, include_api_keys: bool) -> Lines {
    let has_key = match service.key {
        Key::None => false,
        Key::Optional => !destination.keys.is_empty(),
        Key::Required => true,
    };
    let mut fields = Lines::of(&["name: ", &literal::string(&destination.name), ","]);
    fields.push(&["service: ::itly_runtime::Service::", service.variant, ","]);
    match &destination.endpoint {
        Some(endpoint) => {
            layout::given_call(&mut fields, 4, "endpoint:", "Some", &literal::string(endpoint), ",");
        }
        None => fields.push(&["endpoint: None,"]),
    }
    for environment in ["production", "development"] {
        let given = destination.keys.iter().find(|key| key_is_of(key, environment));
        let head = [environment, ": ::itly_runtime::PlanKey::"].concat();
        match given.filter(|_| has_key && include_api_keys) {
            Some(given) => fields.push(&[&head, "Literal(", &literal::string(&given.key), "),"]),
            None if has_key => {
                let variable = literal::string(&variable(&destination.name, environment));
                fields.push(&[&head, "Variable(", &variable, "),"]);
            }
            None => fields.push(&[&head, "None,"]),
        }
    }
    fields
}

/// Whether a key is of the environment: plans also write `prod` and `dev`.
fn key_is_of(key: &ApiKey, environment: &str) -> bool {
    let name = key.environment.to_ascii_lowercase();
    name == environment || name.len() >= 3 && environment.starts_with(name.as_str())
}

/// The environment variable that holds a destination's key: `ITLY_WEBHOOK_PRODUCTION_KEY`.
fn variable(name: &str, environment: &str) -> String {
    let upper = |text: &str| -> String {
        let upper =
            |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' };
        text.chars().map(upper).collect()
    };
    format!("ITLY_{}_{}_KEY", upper(name), upper(environment))
}

/// What `load` does.
pub(super) fn load(
    destinations: Destinations,
    context: Option<&RecordNode>,
    names: Vec<String>,
    nodes: &Nodes,
) -> Load {
    let options = match context.map(|context| context_type(context, nodes)) {
        None => "::itly_runtime::Options".to_owned(),
        Some((state, context)) => format!("::itly_runtime::Options<::itly_runtime::{state}<{context}>>"),
    };
    let mut docs = Lines::new();
    if !destinations.left.is_empty() {
        let names: Vec<String> = destinations.left.iter().map(|name| code(name)).collect();
        docs.push(&[]);
        docs.push_list(&[" Plugins must be passed for these destinations: "], &names, &["."]);
    }
    let has_lifetime = options.contains("'a");
    let head = if has_lifetime { "pub type Options<'a>" } else { "pub type Options" };
    let installed = "static DESTINATIONS: &[::itly_runtime::PlanDestination] =";
    let of_type = "::itly_runtime::PlanDestination";
    Load {
        names: Lines::with(|to| layout::texts(to, 0, "static NAMES: &[&str] =", &names)),
        options: Lines::with(|to| layout::assignment(to, 0, head, &options)),
        docs,
        destinations: Lines::with(|to| {
            layout::array_of_structs(to, installed, "&", of_type, &destinations.installed, ";");
        }),
    }
}

/// Whether options need the context or offer it, and its type.
fn context_type(context: &RecordNode, nodes: &Nodes) -> (&'static str, &'static str) {
    let borrows = context.fields.iter().any(|field| nodes.borrows(&field.value));
    let is_required = |field: &Rc<Field>| field.presence != Presence::Optional && !field.value.is_constant();
    let state = if context.fields.iter().any(is_required) { "Needs" } else { "Offers" };
    (state, if borrows { "Context<'a>" } else { "Context" })
}
