//! What is let pass at single places: `[check.allow]` of the configuration, `allow` and `x-allow` of the plan.

use std::collections::HashMap;

use ecow::EcoString;

use super::item;
use super::schema_node;
use crate::diagnostic::{Code, Diagnostics, Levels};
use crate::json::Json;
use crate::plan::Plan;
use crate::pointer::{Location, Pointer};

/// The keyword of a schema that lists what is let pass in it. JSON Schema leaves keywords of this form to everybody.
pub(super) const KEYWORD: &str = "x-allow";

/// Codes by the place in which their findings are let pass: at a value, and in all that it holds.
#[derive(Default)]
pub(super) struct Allowances(HashMap<u32, HashMap<Pointer, Vec<EcoString>>>);

impl Allowances {
    pub(super) fn of(plan: &Plan, levels: &Levels) -> Self {
        let mut allowances = Self::default();
        for (key, codes) in levels.allowed() {
            for location in item::locations(plan, key) {
                allowances.add(&location, codes.iter().map(|code| EcoString::from(*code)));
            }
        }
        for said in said(plan) {
            allowances.add(&said.within, [said.word]);
        }
        allowances
    }

    fn add(&mut self, location: &Location, codes: impl IntoIterator<Item = EcoString>) {
        let document = self.0.entry(location.document).or_default();
        document.entry(location.pointer.clone()).or_default().extend(codes);
    }

    /// Whether findings of `code` at `location` are let pass. What can't be generated is always said.
    pub(super) fn allow(&self, code: &Code, location: &Location) -> bool {
        let Some(document) = self.0.get(&location.document).filter(|_| !code.is_always_error()) else {
            return false;
        };
        let mut around = location.pointer.ancestors().filter_map(|outer| document.get(outer));
        around.any(|codes| codes.iter().any(|word| code.is_called(word)))
    }

    /// The findings whose first place does not let them pass.
    pub(super) fn apply(&self, findings: Diagnostics) -> Diagnostics {
        if self.0.is_empty() {
            return findings;
        }
        let mut kept = Diagnostics::new();
        kept.extend(findings.into_iter().filter(|finding| {
            let first = finding.labels.first();
            !first.is_some_and(|label| self.allow(finding.code, &label.location))
        }));
        kept
    }
}

/// A word of the plan's own allowances.
pub(super) struct Said {
    /// The value that it holds for, and for all that it holds.
    pub(super) within: Location,
    /// Where the word stands.
    pub(super) location: Location,
    /// The id or name of a code.
    pub(super) word: EcoString,
}

/// What the plan itself lets pass.
pub(super) fn said(plan: &Plan) -> Vec<Said> {
    let mut all = Vec::new();
    for event in &plan.events {
        let list = event.location.key("allow");
        let words = event.allow.iter().zip(0..);
        all.extend(words.map(|(word, index)| Said {
            within: event.location.clone(),
            location: list.index(index),
            word: word.clone(),
        }));
    }
    // Most schemas let nothing pass, and are gone through without making places.
    for written in schema_node::all(plan).filter(|written| has_keyword(written.schema)) {
        said_in(written.schema, &written.location, &mut all);
    }
    all
}

fn has_keyword(json: &Json) -> bool {
    match json {
        Json::Object(members) => members.iter().any(|(key, value)| key == KEYWORD || has_keyword(value)),
        Json::Array(items) => items.iter().any(has_keyword),
        _ => false,
    }
}

fn said_in(json: &Json, location: &Location, all: &mut Vec<Said>) {
    for (key, value) in json.members() {
        let place = location.key(key);
        if key == KEYWORD {
            for (index, word) in value.items().iter().enumerate() {
                let Some(word) = word.text() else { continue };
                all.push(Said { within: location.clone(), location: place.index(index), word });
            }
        } else {
            said_in(value, &place, all);
        }
    }
    for (index, item) in json.items().iter().enumerate() {
        said_in(item, &location.index(index), all);
    }
}
