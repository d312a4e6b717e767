//! What happens to some events of a plan changes no identifier of the others: no file, function, type, field, variant.

use std::collections::{BTreeMap, BTreeSet};

use ampli_rs::json::Json;
use ampli_rs::lock::SourceNames;
use ampli_rs::lower::{self, Request};
use ampli_rs::module::{Definition, Module, Record, TypedEvent};
use ampli_rs::plan::{Additional, Array, EnumValue, Event, EventKind, Object, Plan, Property, Shape, Type};
use ampli_rs::pointer::Location;
use ecow::EcoVec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree as _;
use syn::visit::Visit;

use crate::support::sdk;

/// The public identifiers of each event, by wire name and version, sorted: the order of a plan's properties may change.
type Identifiers = BTreeMap<(String, Option<String>), BTreeSet<String>>;

fn identifiers(plan: &Plan, locked: &mut SourceNames) -> Identifiers {
    let module =
        lower::module(plan, &Request::default(), locked).module.map_events(Iterator::collect::<Vec<_>>);
    let events = by_event(&module);
    let tracked = plan.events.iter().filter(|event| event.kind == EventKind::Track);
    let named = tracked.map(|event| {
        let literal = format!("{:?}", (&event.name, &event.version));
        let names = events.get(&literal).unwrap_or_else(|| panic!("nothing for {literal}"));
        ((event.name.to_string(), event.version.clone().map(Into::into)), names.clone())
    });
    named.collect()
}

/// The identifiers of each event, by its wire name and version, which are read from the code.
fn by_event(module: &Module) -> BTreeMap<String, BTreeSet<String>> {
    let files =
        module.events.iter().flat_map(|file| file.events.iter().map(move |event| (&file.stem, event)));
    let events = files.filter_map(|(stem, event)| {
        let body: Vec<&str> = event.specification.as_ref()?.body.iter().collect();
        let mut said = Said::default();
        said.visit_expr(&syn::parse_str(&body.join("\n")).expect("an expression"));
        let name = said.0.get("new").expect("an event has a name");
        let mut names = of_event(event);
        names.insert(format!("file {stem}"));
        Some((format!("{:?}", (name, said.0.get("version"))), names))
    });
    events.collect()
}

/// The texts that an `EventSpec` is made of, by the names of the functions that take them.
#[derive(Default)]
struct Said(BTreeMap<String, String>);

impl Said {
    fn note(&mut self, name: String, argument: Option<&syn::Expr>) {
        if let Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(literal), .. })) = argument {
            self.0.insert(name, literal.value());
        }
    }
}

impl<'ast> Visit<'ast> for Said {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let syn::Expr::Path(function) = &*call.func {
            let name = function.path.segments.last().map(|segment| segment.ident.to_string());
            self.note(name.unwrap_or_default(), call.args.first());
        }
    }

    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        if let (syn::Member::Named(name), syn::Expr::Call(some)) = (&field.member, &field.expr) {
            self.note(name.to_string(), some.args.first());
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.note(call.method.to_string(), call.args.first());
        self.visit_expr(&call.receiver);
    }
}

fn of_event(event: &TypedEvent) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    names.extend(event.function.iter().map(|function| function.signature.iter().collect()));
    of_record(&event.record, &mut names);
    for definition in &event.definitions {
        match definition {
            Definition::Record(record) => of_record(record, &mut names),
            Definition::Enumeration(enumeration) => {
                names.insert(format!("type {}", enumeration.name));
                let variants = enumeration.variants.iter();
                names.extend(variants.map(|variant| format!("{}::{}", enumeration.name, variant.name)));
            }
            Definition::Union(union) => {
                names.insert(format!("type {}", union.name));
                let variants = union.variants.iter().flat_map(|variant| &variant.declaration);
                names.extend(variants.map(|variant| format!("{}::{variant}", union.name)));
            }
        }
    }
    // What has moved to the shared types keeps its name, as an alias.
    let aliases = event.aliases.iter().map(|alias| alias.lines.iter().collect::<String>());
    names.extend(aliases.map(|alias| {
        let name = alias.trim_start_matches("pub type ").split(['<', ' ', '=']).next().unwrap_or_default();
        format!("type {name}")
    }));
    names
}

fn of_record(record: &Record, names: &mut BTreeSet<String>) {
    names.insert(format!("type {}", record.name));
    names.extend(record.required.iter().map(|required| format!("type {}", required.name)));
    let fields = record.fields.iter().flat_map(|field| &field.lines);
    names.extend(fields.map(|field| format!("{}.{field}", record.name)));
}

/// What is said of an event alone: the members of a type that is shared later are seen under its alias alone.
fn types_and_handles(names: &BTreeSet<String>) -> BTreeSet<&String> {
    names.iter().filter(|name| !name.contains('.') && !name.contains("::")).collect()
}

/// The identifiers that both have, of the events that both have, are equal; members only where both define them.
fn assert_unmoved(before: &Identifiers, after: &Identifiers, touched: &BTreeSet<String>) {
    for (event, old) in before.iter().filter(|(event, _)| !touched.contains(&event.0)) {
        let Some(new) = after.get(event) else { continue };
        assert_eq!(types_and_handles(old), types_and_handles(new), "{event:?}");
        let owners = |names: &BTreeSet<String>| -> BTreeSet<String> {
            names.iter().filter_map(|name| Some(name.split_once(['.', ':'])?.0.to_owned())).collect()
        };
        let common: BTreeSet<String> = owners(old).intersection(&owners(new)).cloned().collect();
        let members = |names: &BTreeSet<String>| -> BTreeSet<String> {
            let is_common =
                |name: &&String| name.split_once(['.', ':']).is_some_and(|(owner, _)| common.contains(owner));
            names.iter().filter(is_common).cloned().collect()
        };
        assert_eq!(members(old), members(new), "{event:?}");
    }
}

/// What happens to a plan.
#[derive(Debug, Clone)]
enum Change {
    Remove(Index),
    Add(Box<Event>),
    Edit(Index, Object),
    Move(Index, Index),
}

fn apply(change: &Change, events: &mut Vec<Event>, touched: &mut BTreeSet<String>) {
    let count = events.len();
    match change {
        Change::Remove(index) if count > 1 => drop(events.remove(index.index(count))),
        Change::Edit(index, object) if count > 0 => {
            let event = &mut events[index.index(count)];
            touched.insert(event.name.to_string());
            event.properties = object.clone();
        }
        Change::Move(from, to) if count > 0 => {
            let event = events.remove(from.index(count));
            events.insert(to.index(count), event);
        }
        Change::Add(event) if events.iter().all(|known| known.name != event.name) => {
            // One of that name may have been removed before.
            touched.insert(event.name.to_string());
            events.push(Event::clone(event));
        }
        _ => {}
    }
}

/// Applies the changes, and then goes back: all has the names that it had.
fn check(plan: &Plan, changes: &[Change]) {
    let mut locked = SourceNames::default();
    let before = identifiers(plan, &mut locked);
    let mut changed = plan.clone();
    let mut touched = BTreeSet::new();
    for change in changes {
        apply(change, &mut changed.events, &mut touched);
    }
    let after = identifiers(&changed, &mut locked);
    assert_unmoved(&before, &after, &touched);
    let back = identifiers(plan, &mut locked);
    assert_unmoved(&before, &back, &BTreeSet::new());
}

fn name() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "song",
        "Song",
        "id",
        "ID",
        "1",
        "é",
        "type",
        "Self",
        "購入",
        "Required Properties",
    ]);
    let gap = prop::sample::select(vec!["", " ", "_", ".", "++"]);
    prop::collection::vec((word, gap), 1..3)
        .prop_map(|parts| parts.iter().map(|(word, gap)| format!("{word}{gap}")).collect())
}

fn of_shape(shape: Shape) -> Type {
    Type::new(shape, Location::default())
}

fn value() -> impl Strategy<Value = Type> {
    let values = prop::collection::btree_set(name(), 1..4).prop_map(|values| {
        let value = |text: String| EnumValue {
            value: Json::from(text.as_str()),
            description: None,
            deprecated: false,
        };
        of_shape(Shape::Enum(values.into_iter().map(value).collect()))
    });
    let leaf = prop_oneof![Just(of_shape(Shape::String)), Just(of_shape(Shape::Number)), values,];
    leaf.prop_recursive(2, 12, 4, |inner| {
        prop_oneof![
            inner.clone().prop_map(|items| of_shape(Shape::Array(Box::new(Array { items })))),
            object_of(inner).prop_map(|object| of_shape(Shape::Object(Box::new(object)))),
        ]
    })
}

fn object_of(value: impl Strategy<Value = Type>) -> impl Strategy<Value = Object> {
    prop::collection::btree_map(name(), (any::<bool>(), value), 0..4).prop_map(|properties| Object {
        properties: properties
            .into_iter()
            .map(|(name, (required, value))| Property {
                name: name.into(),
                required,
                value,
                location: Location::default(),
            })
            .collect(),
        additional: Additional::Open,
        rules: EcoVec::new(),
    })
}

fn event() -> impl Strategy<Value = Event> {
    (name(), object_of(value())).prop_map(|(name, properties)| {
        let mut event = Event::new(EventKind::Track, name, Location::default());
        event.properties = properties;
        event
    })
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        any::<Index>().prop_map(Change::Remove),
        event().prop_map(|event| Change::Add(Box::new(event))),
        (any::<Index>(), object_of(value())).prop_map(|(index, object)| Change::Edit(index, object)),
        any::<(Index, Index)>().prop_map(|(from, to)| Change::Move(from, to)),
    ];
    prop::collection::vec(change, 1..=25)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_random_plans(events in prop::collection::vec(event(), 1..40), changes in changes()) {
        let mut known = BTreeSet::new();
        let events = events.into_iter().filter(|event| known.insert(event.name.clone())).collect();
        check(&Plan { events, ..Plan::default() }, &changes);
    }
}

#[test]
fn in_a_large_plan() {
    let Some(path) = sdk::shared("synthetic/segment-like-564.json") else { return };
    let read = sdk::on_disk(&path);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..4 {
        let changes = changes().new_tree(&mut runner).expect("changes").current();
        check(&read.plan, &changes);
    }
}
