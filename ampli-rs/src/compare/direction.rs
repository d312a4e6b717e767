//! The two questions about two types: does what programs send stay valid, and do readers get what they expect.

use super::change::{Reason, ReasonKind};
use super::inclusion::{Inclusion, Values};
use super::words;
use crate::json::Json;
use crate::plan::{Additional, Shape, Type};
use crate::values::conformance::Scope;

/// Why values of `before` that programs send are not all valid in `after`; none if they are.
pub(super) fn program(before: Values<'_>, after: Values<'_>) -> Option<Reason> {
    reason(before.are_among(after), INVALID, "what was sent may no longer be valid")
}

/// Why values of `after` are not all what readers of `before` expect; none if they are. Readers overlook properties that
/// they don't know.
pub(super) fn consumers(before: Values<'_>, after: Values<'_>) -> Option<Reason> {
    let open = opened(before.of_type);
    let inclusion = after.are_among(Values::new(&open, before.scope));
    reason(inclusion, UNEXPECTED, "what comes may not have been allowed before")
}

/// Both answers: for programs, then for readers.
pub(super) fn both(
    before: (&Type, Scope<'_>),
    after: (&Type, Scope<'_>),
) -> (Option<Reason>, Option<Reason>) {
    let (before, after) = (Values::new(before.0, before.1), Values::new(after.0, after.1));
    (program(before, after), consumers(before, after))
}

/// The reason that programs may have sent a value that is no longer allowed.
pub(super) fn no_longer_valid(value: &Json) -> Reason {
    shown(INVALID, value.clone())
}

/// The reason that a value comes which readers do not expect.
pub(super) fn not_allowed_before(value: &Json) -> Reason {
    shown(UNEXPECTED, value.clone())
}

const INVALID: &str = "what was sent is no longer valid";
const UNEXPECTED: &str = "what comes was not allowed before";

fn shown(certain: &str, witness: Json) -> Reason {
    let text = format!("{certain}: {}", words::value(&witness));
    Reason { text, kind: ReasonKind::Value, witness: Some(witness) }
}

fn reason(inclusion: Inclusion, certain: &str, possible: &str) -> Option<Reason> {
    match inclusion {
        Inclusion::Yes => None,
        Inclusion::No(witness) => Some(shown(certain, witness)),
        Inclusion::Unknown => Some(Reason {
            text: format!("{possible}: the rules can't be compared"),
            kind: ReasonKind::Undecided,
            witness: None,
        }),
    }
}

/// The type with all its objects open.
fn opened(of_type: &Type) -> Type {
    let mut open = of_type.clone();
    open_within(&mut open);
    open
}

fn open_within(of_type: &mut Type) {
    match &mut of_type.shape {
        Shape::Object(object) => {
            object.additional = Additional::Open;
            object.properties.iter_mut().for_each(|property| open_within(&mut property.value));
        }
        Shape::Array(array) => open_within(&mut array.items),
        Shape::Map(values) => open_within(values),
        Shape::Union(branches) => branches.iter_mut().for_each(open_within),
        _ => {}
    }
}
