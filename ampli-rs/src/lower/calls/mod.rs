//! How a program sends each event: calls to copy, with a value for every property.
//!
//! They are made of the names and types that the SDK has, so that they compile against it; the values are those that the plan
//! gives as examples, or such as its rules allow.

mod expression;
mod sample;
mod values;

use self::expression::Expression;
use self::values::Values;
use super::read::ReadEvent;
use super::request::Request;
use super::{function, read};
use crate::diagnostic::Diagnostics;
use crate::lock::SourceNames;
use crate::plan::{Event, EventKind, Plan};
use crate::values::conformance::Scope;

/// What is sent in the place of a user's identity.
const USER: &str = "\"user-id\"";

/// The events that the SDK of `request` has, each with the statement that sends it: `itly::song_played("user-id", …)?;`.
///
/// The context is given when the SDK is loaded, so that this is its statement. `locked` has the names that were given before.
pub fn calls<'p>(plan: &'p Plan, request: &Request, locked: &mut SourceNames) -> Vec<(&'p Event, String)> {
    // Names were reported when the SDK was made.
    let reading = read::events(plan, request, locked, &mut Diagnostics::new());
    let nodes = &reading.types.nodes;
    let sdk = request.crate_name.replace('-', "_");
    let statement = |read: &ReadEvent<'p>| {
        let values = Values { nodes, sdk: &sdk, scope: Scope::of_event(read.event, plan) };
        (read.event, format!("{}?;\n", expression::laid_out(&call(read, &values), "?;")))
    };
    reading.events.iter().map(statement).collect()
}

fn call(read: &ReadEvent<'_>, values: &Values<'_, '_>) -> Expression {
    let event = read.event;
    let has_fields = read.record.fields.iter().any(|field| !field.value.is_constant());
    let record = values.event(read);
    let sdk = values.sdk;
    if event.kind == EventKind::Context {
        let options = Expression::call(format!("{sdk}::Options::new"), Vec::new());
        let options = options.then("context", vec![record]);
        return Expression::call(format!("{sdk}::load"), vec![options]);
    }
    let parameters = function::parameters(event.kind, &event.name);
    let mut arguments: Vec<Expression> = parameters.iter().map(|parameter| argument(parameter)).collect();
    if has_fields {
        arguments.push(record);
    }
    Expression::call(format!("{sdk}::{}", read.handle.handle.source()), arguments)
}

/// A value for a parameter that every call of a kind has.
fn argument(parameter: &str) -> Expression {
    Expression::Atom(match parameter.split_once(": ") {
        Some(("user_id", _)) => USER.to_owned(),
        Some((name, of_type)) if of_type.starts_with("Option") => format!("Some(\"{name}\")"),
        Some((name, _)) => format!("\"{}\"", name.replace('_', "-")),
        None => parameter.to_owned(),
    })
}
