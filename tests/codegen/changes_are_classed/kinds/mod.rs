//! Kinds of changes of one property, with what each breaks, decided by hand.

mod containers;
mod numbers;
mod presence;
mod texts;
mod types;
mod values;
mod words;

use serde_json::Value;

/// A kind of change.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// The property before and after; `None`: there is none.
    pub(super) before: Option<Declared>,
    pub(super) after: Option<Declared>,
    /// Values of the older property, and of the newer one, that show what breaks, and some that don't.
    pub(super) values: (Vec<Value>, Vec<Value>),
    pub(super) breaks: Breaks,
}

/// A property as a plan declares it.
#[derive(Clone)]
pub(super) struct Declared {
    pub(super) schema: Value,
    pub(super) is_required: bool,
}

/// What a change breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Breaks {
    /// Code that was written for the older SDK does not compile.
    pub(super) compile: bool,
    /// What was sent is not valid.
    pub(super) sent: bool,
    /// What comes was not allowed, or something no longer comes.
    pub(super) consumers: bool,
    /// The tool can't tell, and takes it to break.
    pub(super) undecided: bool,
}

/// `c`: does not compile; `s`: what was sent is invalid; `r`: readers; `?`: it can't be told.
fn breaks(letters: &str) -> Breaks {
    let has = |letter| letters.contains(letter);
    Breaks { compile: has('c'), sent: has('s'), consumers: has('r'), undecided: has('?') }
}

fn kind(
    name: &'static str,
    letters: &str,
    before: Option<Declared>,
    after: Option<Declared>,
    values: (Value, Value),
) -> Kind {
    let list = |values: Value| values.as_array().cloned().unwrap_or_default();
    Kind { name, before, after, values: (list(values.0), list(values.1)), breaks: breaks(letters) }
}

/// An optional property that has changed.
fn optional(name: &'static str, letters: &str, before: Value, after: Value, values: (Value, Value)) -> Kind {
    let declared = |schema| Some(Declared { schema, is_required: false });
    kind(name, letters, declared(before), declared(after), values)
}

/// A required property that has changed.
fn required(name: &'static str, letters: &str, before: Value, after: Value, values: (Value, Value)) -> Kind {
    let declared = |schema| Some(Declared { schema, is_required: true });
    kind(name, letters, declared(before), declared(after), values)
}

/// All kinds.
pub(super) fn all() -> Vec<Kind> {
    let all = [
        presence::kinds(),
        types::kinds(),
        values::kinds(),
        numbers::kinds(),
        texts::kinds(),
        containers::kinds(),
        words::kinds(),
    ];
    all.into_iter().flatten().collect()
}
