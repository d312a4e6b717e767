//! Every kind of change, made to real events, is classed as the compiler and a validator of JSON Schema find it to be: programs
//! that were written for the older SDK are compiled against the newer one, and older events are held against the newer schema.

mod hosts;
mod kinds;
mod program;
mod together;
mod whole;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use ampli_rs::compare::{self, Comparison, Programs, ReasonKind, Side, What};
use serde_json::{Map, Value, json};

use self::hosts::Host;
use self::kinds::{Breaks, Declared, Kind};
use self::together::Together;
use crate::support::sdk::{self, ReadPlan};

/// The property that changes.
const PROBE: &str = "probe";

/// A change of a real event.
struct Case<'a> {
    kind: &'a Kind,
    host: &'a Host,
    older: ReadPlan,
    newer: ReadPlan,
}

impl<'a> Case<'a> {
    fn new(kind: &'a Kind, host: &'a Host) -> Self {
        let plan = |declared: &Option<Declared>| {
            let event = json!({"name": host.name, "schema": schema(&host.schema, declared.as_ref())});
            sdk::from_text(json!({"ampliPlan": 1, "events": [event]}).to_string())
        };
        Self { kind, host, older: plan(&kind.before), newer: plan(&kind.after) }
    }

    fn about(&self) -> String {
        format!("{} of {}", self.kind.name, self.host.name)
    }

    fn comparison(&self) -> Comparison {
        let side = |read: &'_ ReadPlan| -> (_, _) { (read.plan.clone(), read.broken.clone()) };
        let ((old, old_broken), (new, new_broken)) = (side(&self.older), side(&self.newer));
        compare::plans(
            Side { plan: &old, broken: &old_broken },
            Side { plan: &new, broken: &new_broken },
            &Programs::default(),
        )
    }

    /// What the tool says.
    fn told(&self) -> Breaks {
        let comparison = self.comparison();
        let reasons = || comparison.changes.iter().flat_map(|change| &change.program);
        let has = |is_wanted: fn(&ReasonKind) -> bool| reasons().any(|reason| is_wanted(&reason.kind));
        Breaks {
            compile: has(|kind| matches!(kind, ReasonKind::Compile(_))),
            sent: has(|kind| matches!(kind, ReasonKind::Value)),
            consumers: comparison.changes.iter().any(|change| !change.consumers.is_empty()),
            undecided: has(|kind| matches!(kind, ReasonKind::Undecided)),
        }
    }

    /// Values that the tool names as proof and a validator does not find to be one: what was sent is to be of the older type and
    /// not of the newer, what comes the other way round.
    fn false_witnesses(&self) -> Vec<Value> {
        let (Some(before), Some(after)) = (&self.kind.before, &self.kind.after) else { return Vec::new() };
        let (before, after) = (validator(&before.schema), validator(&after.schema));
        let comparison = self.comparison();
        let of_probe = comparison.changes.iter().filter(|change| change.path.to_string() == PROBE);
        let mut wrong = Vec::new();
        for change in of_probe {
            for (reasons, own, other) in
                [(&change.program, &before, &after), (&change.consumers, &after, &before)]
            {
                let witnesses = reasons.iter().filter_map(|reason| Some(reason.witness.as_ref()?.to_value()));
                wrong.extend(witnesses.filter(|value| !own.is_valid(value) || other.is_valid(value)));
            }
        }
        wrong
    }

    /// Whether a validator refuses what the older program sent.
    fn older_are_refused(&self) -> bool {
        let newer = validator(&schema(&self.host.schema, self.kind.after.as_ref()));
        let samples = samples(self.host, self.kind.before.as_ref(), &self.kind.values.0);
        samples.iter().any(|sample| !newer.is_valid(sample))
    }

    /// Whether a validator of the older schema, opened, refuses what comes now.
    fn newer_are_refused(&self) -> bool {
        let older = validator(&opened(schema(&self.host.schema, self.kind.before.as_ref())));
        let samples = samples(self.host, self.kind.after.as_ref(), &self.kind.values.1);
        samples.iter().any(|sample| !older.is_valid(sample))
    }

    fn is_closed(&self) -> bool {
        self.host.schema["additionalProperties"] == json!(false)
    }
}

fn schema(host: &Value, probe: Option<&Declared>) -> Value {
    let mut schema = host.clone();
    if let Some(probe) = probe {
        if schema["properties"].is_null() {
            schema["properties"] = json!({});
        }
        schema["properties"][PROBE] = probe.schema.clone();
        if probe.is_required {
            let mut required = schema["required"].as_array().cloned().unwrap_or_default();
            required.push(json!(PROBE));
            schema["required"] = required.into();
        }
    }
    schema
}

/// Events with each of the values, and without one where it may be absent. All of them are valid.
fn samples(host: &Host, probe: Option<&Declared>, values: &[Value]) -> Vec<Value> {
    let mut samples: Vec<Map<String, Value>> = Vec::new();
    if probe.is_none_or(|probe| !probe.is_required) {
        samples.push(host.sample.clone());
    }
    for value in values.iter().filter(|_| probe.is_some()) {
        let mut sample = host.sample.clone();
        sample.insert(PROBE.to_owned(), value.clone());
        samples.push(sample);
    }
    let own = validator(&schema(&host.schema, probe));
    let samples: Vec<Value> = samples.into_iter().map(Value::Object).collect();
    for sample in &samples {
        assert!(own.is_valid(sample), "{sample} is no event of its own plan");
    }
    samples
}

fn validator(schema: &Value) -> jsonschema::Validator {
    let validator = jsonschema::options().offline().should_validate_formats(true).build(schema);
    validator.expect("a schema")
}

/// The schema without what it says of properties that it does not declare.
fn opened(mut schema: Value) -> Value {
    if schema["additionalProperties"] == json!(false) {
        schema["additionalProperties"] = json!(true);
    }
    schema
}

/// What the tool is to say: what was decided by hand, and that closed events refuse what is removed from them.
fn expected(case: &Case<'_>) -> Breaks {
    let mut breaks = case.kind.breaks;
    if case.kind.after.is_none() && case.is_closed() {
        breaks.sent = true;
    }
    breaks
}

#[test]
fn every_kind_of_change_breaks_what_it_is_said_to_break() {
    let (kinds, hosts) = (kinds::all(), hosts::all());
    assert!(kinds.len() >= 40, "{} kinds", kinds.len());
    let cases: Vec<Case<'_>> = kinds
        .iter()
        .enumerate()
        .flat_map(|(index, kind)| {
            // Every kind meets two events, and most events meet some kind.
            let places = [index * 7 % hosts.len(), (index * 11 + 5) % hosts.len()];
            places.map(|place| Case::new(kind, &hosts[place]))
        })
        .collect();
    let refused = compiled(&cases);
    let mut wrong = String::new();
    for (index, case) in cases.iter().enumerate() {
        let (told, expected) = (case.told(), expected(case));
        let found = Breaks {
            compile: refused.contains_key(&format!("case_{index}")),
            sent: told.sent && case.older_are_refused(),
            ..told
        };
        let is_right = told == expected
            && found == expected
            && (told.sent || told.undecided || !case.older_are_refused())
            && (told.consumers || !case.newer_are_refused())
            && case.false_witnesses().is_empty();
        if !is_right {
            let changes: Vec<_> = case.comparison().changes;
            let _ = writeln!(
                wrong,
                "{}: told {told:?}, expected {expected:?}, found {found:?}; {:?}\n{changes:?}",
                case.about(),
                refused.get(&format!("case_{index}"))
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The programs of the cases that do not compile against the newer SDKs, with the first error. All do against the older ones.
fn compiled(cases: &[Case<'_>]) -> BTreeMap<String, String> {
    let mut programs = Together::new("changes");
    for (index, case) in cases.iter().enumerate() {
        let (old, new) = program::sdks(&case.older, &case.newer);
        let uses = program::uses(&old);
        programs.sdk(&format!("old_{index}"), &old);
        programs.sdk(&format!("new_{index}"), &new);
        programs.program(&format!("before_{index}"), format!("use sdks::old_{index} as sdk;\n\n{uses}"));
        programs.program(&format!("case_{index}"), format!("use sdks::new_{index} as sdk;\n\n{uses}"));
    }
    let refused = programs.refused();
    let before: Vec<_> = refused.iter().filter(|(name, _)| name.starts_with("before_")).collect();
    assert!(before.is_empty(), "{before:?}");
    refused
}

#[test]
fn every_real_plan_is_the_same_as_itself() {
    let mut events = BTreeSet::new();
    for host in hosts::all() {
        let kind = Kind {
            name: "none",
            before: None,
            after: None,
            values: (Vec::new(), Vec::new()),
            breaks: Breaks { compile: false, sent: false, consumers: false, undecided: false },
        };
        let comparison = Case::new(&kind, &host).comparison();
        assert_eq!(comparison.changes, [], "{}", host.name);
        events.insert(host.name);
    }
    assert!(!events.is_empty());
}

#[test]
fn what_happens_to_whole_events_is_told() {
    let plan = |events: Value| sdk::from_text(json!({"ampliPlan": 1, "events": events}).to_string());
    let older = plan(json!([{"name": "Seed Sown", "id": "1"}, {"name": "Bed Dug"}, {"name": "Gate Opened"}]));
    let newer = plan(json!([{"name": "Seed Cast", "id": "1"}, {"name": "bed_dug"}, {"name": "Rain"}]));
    let side = |read: &ReadPlan| (read.plan.clone(), read.broken.clone());
    let ((old, old_broken), (new, new_broken)) = (side(&older), side(&newer));
    let comparison = compare::plans(
        Side { plan: &old, broken: &old_broken },
        Side { plan: &new, broken: &new_broken },
        &Programs::default(),
    );
    let told: Vec<(&str, What, bool)> = comparison
        .changes
        .iter()
        .map(|change| (change.subject.name(), change.what, change.class().breaks()))
        .collect();
    assert_eq!(
        told,
        [
            ("Gate Opened", What::Removed, true),
            ("Rain", What::Added, false),
            ("Seed Cast", What::Renamed(compare::RenamedBy::Id), true),
            ("bed_dug", What::Renamed(compare::RenamedBy::Guess), true),
        ]
    );
}
