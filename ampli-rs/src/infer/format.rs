//! Formats that texts have.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};

/// The formats that are told, those first that say more.
const NAMES: [&str; 5] = ["uuid", "date-time", "date", "email", "uri"];

/// What has the last word on whether a text has a format: the plan must allow what it was drawn from.
static JUDGES: LazyLock<[Option<Validator>; NAMES.len()]> = LazyLock::new(|| {
    NAMES.map(|name| {
        jsonschema::options().should_validate_formats(true).build(&json!({ "format": name })).ok()
    })
});

/// Formats that all of some texts have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Formats([bool; NAMES.len()]);

impl Formats {
    /// Those of no text at all.
    pub(super) fn all() -> Self {
        Self([true; NAMES.len()])
    }

    /// Keeps those that the text has.
    pub(super) fn keep_those_of(&mut self, text: &str) {
        if self.0 == [false; NAMES.len()] {
            return;
        }
        let mut value = None;
        for (index, is_kept) in self.0.iter_mut().enumerate().filter(|(_, is_kept)| **is_kept) {
            *is_kept = may_have(NAMES[index], text) && {
                let value = value.get_or_insert_with(|| Value::from(text));
                JUDGES[index].as_ref().is_some_and(|judge| judge.is_valid(value))
            };
        }
    }

    /// Keeps those that others have too.
    pub(super) fn keep_those_in(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(is_kept, other)| *is_kept &= other);
    }

    /// The one that says most.
    pub(super) fn best(self) -> Option<&'static str> {
        NAMES.into_iter().zip(self.0).find(|(_, is_kept)| *is_kept).map(|(name, _)| name)
    }
}

/// Whether it is worth a look. `a:b` is a URI as well, but hardly meant to be one.
fn may_have(format: &str, text: &str) -> bool {
    match format {
        "uuid" => text.len() == 36,
        "date-time" => text.len() >= 20 && text.contains(':'),
        "date" => text.len() == 10,
        "email" => text.contains('@'),
        _ => text.contains("://"),
    }
}
