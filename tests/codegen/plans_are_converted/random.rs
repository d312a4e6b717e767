//! Plans with everything that readers make of plans, in any combination.

use std::collections::BTreeSet;

use ampli_rs::json::Json;
use ampli_rs::plan::{
    Additional, Array, Definitions, Deprecation, EnumValue, Event, EventKind, Object, Plan, Property,
    PropertyGroup, Rule, Shape, Source, Type,
};
use ampli_rs::pointer::Location;
use ecow::{EcoString, EcoVec};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// Keys of definitions that types may name: those of the event, those of the plan.
const OWN_KEYS: &[&str] = &["#/$defs/Own", "#/definitions/Old %", "#/properties/inner", "#"];
const SHARED_KEYS: &[&str] = &["#/$defs/Shared", "#/$defs/a~1b"];

fn words() -> impl Strategy<Value = String> {
    let names = [
        "a",
        "b c",
        "é",
        "購入",
        "$ref",
        "type",
        "a/b~c",
        "%41",
        "event",
        "eventName",
        "\"q\"\\",
        "properties",
        "Id",
    ];
    select(names.to_vec()).prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = EcoString> {
    select(vec!["one", "Two words", "3", "a:b", "2026-03-01", "iglu:a/b", "é\n"]).prop_map(EcoString::from)
}

fn scalar() -> impl Strategy<Value = Json> {
    prop_oneof![
        text().prop_map(|text| Json::from(text.as_str())),
        (-3_i64..4).prop_map(|number| Json::Number(number.into())),
        select(vec![0.5, 2.25, 1e300])
            .prop_map(|number| { Json::Number(serde_json::Number::from_f64(number).expect("a number")) }),
        any::<bool>().prop_map(Json::Boolean),
    ]
}

fn rule_of(kind: &'static str) -> BoxedStrategy<Rule> {
    let number = (-5_i64..5).prop_map(serde_json::Number::from);
    match kind {
        "number" => prop_oneof![
            number.clone().prop_map(Rule::Minimum),
            number.clone().prop_map(Rule::Maximum),
            number.clone().prop_map(Rule::ExclusiveMinimum),
            number.prop_map(Rule::ExclusiveMaximum),
            (1_u64..5).prop_map(|step| Rule::MultipleOf(step.into())),
        ]
        .boxed(),
        "string" => prop_oneof![
            (0_u64..9).prop_map(Rule::MinLength),
            (0_u64..9).prop_map(Rule::MaxLength),
            Just(Rule::Pattern("^a\\d$".into())),
            Just(Rule::Format("uuid".into())),
        ]
        .boxed(),
        "array" => prop_oneof![
            (0_u64..9).prop_map(Rule::MinItems),
            (0_u64..9).prop_map(Rule::MaxItems),
            Just(Rule::UniqueItems)
        ]
        .boxed(),
        _ => prop_oneof![(0_u64..9).prop_map(Rule::MinProperties), (0_u64..9).prop_map(Rule::MaxProperties)]
            .boxed(),
    }
}

/// Rules, no two of them equal.
fn rules(kind: &'static str) -> impl Strategy<Value = EcoVec<Rule>> {
    vec(rule_of(kind), 0..4).prop_map(|rules| {
        let mut distinct: EcoVec<Rule> = EcoVec::new();
        for rule in rules {
            if !distinct.contains(&rule) {
                distinct.push(rule);
            }
        }
        distinct
    })
}

fn of_shape(shape: Shape) -> Type {
    Type::new(shape, Location::default())
}

fn ruled(shape: Shape, kind: &'static str) -> impl Strategy<Value = Type> {
    rules(kind).prop_map(move |rules| Type { rules, ..of_shape(shape.clone()) })
}

/// Values of an enumeration as readers leave them: several, each once, and not just both booleans.
fn values() -> impl Strategy<Value = Vec<EnumValue>> {
    let value = (scalar(), option::of(text()), any::<bool>())
        .prop_map(|(value, description, deprecated)| EnumValue { value, description, deprecated });
    vec(value, 2..6).prop_filter_map("an enumeration", |values| {
        let mut seen = BTreeSet::new();
        let distinct: Vec<_> =
            values.into_iter().filter(|value| seen.insert(format!("{:?}", value.value))).collect();
        let only_booleans = distinct.iter().all(|value| matches!(value.value, Json::Boolean(_)));
        (distinct.len() > 1 && !only_booleans).then_some(distinct)
    })
}

fn enumeration() -> impl Strategy<Value = Type> {
    (values(), any::<bool>()).prop_map(|(mut values, documented)| {
        if !documented {
            for value in &mut values {
                (value.description, value.deprecated) = (None, false);
            }
        }
        of_shape(Shape::Enum(values))
    })
}

/// A type without words about it, that is not `null` or one that may be `null`.
fn plain(keys: Vec<&'static str>) -> BoxedStrategy<Type> {
    let leaf = prop_oneof![
        ruled(Shape::String, "string"),
        ruled(Shape::Integer, "number"),
        ruled(Shape::Number, "number"),
        Just(of_shape(Shape::Boolean)),
        enumeration(),
        scalar().prop_map(|value| of_shape(Shape::Const(value))),
        vec(scalar(), 0..3).prop_map(|items| of_shape(Shape::Const(items.into_iter().collect()))),
        (select(keys), rules("string"))
            .prop_map(|(key, rules)| Type { rules, ..of_shape(Shape::Reference(key.into())) }),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let any =
            prop_oneof![4 => described(inner.clone()), 1 => described(Just(of_shape(Shape::Any)).boxed())];
        let array = (any.clone(), rules("array"))
            .prop_map(|(items, rules)| Type { rules, ..of_shape(Shape::Array(Box::new(Array { items }))) });
        let map = (any, rules("object"))
            .prop_map(|(values, rules)| Type { rules, ..of_shape(Shape::Map(Box::new(values))) });
        let object = object(inner.clone())
            .prop_filter("a map", |object| {
                !object.properties.is_empty() || object.additional == Additional::Closed
            })
            .prop_map(|object| of_shape(Shape::Object(Box::new(object))));
        prop_oneof![array, map, object, union(inner)]
    })
    .boxed()
}

/// Several shapes as readers leave them: no two that one type could hold.
fn union(inner: BoxedStrategy<Type>) -> impl Strategy<Value = Type> {
    vec(inner, 2..4).prop_filter_map("a union", |variants| {
        let kind = |value: &Type| match &value.shape {
            Shape::String => "string",
            Shape::Integer | Shape::Number => "number",
            Shape::Boolean => "boolean",
            Shape::Array(_) => "array",
            Shape::Map(_) | Shape::Object(_) => "object",
            Shape::Reference(_) => "reference",
            Shape::Const(Json::Array(_)) => "list",
            _ => "other",
        };
        let kinds: BTreeSet<_> = variants.iter().map(kind).collect();
        let are_distinct = kinds.len() == variants.len() && !kinds.contains("other");
        are_distinct.then(|| of_shape(Shape::Union(variants)))
    })
}

/// A type with what may be said about it.
fn described(inner: BoxedStrategy<Type>) -> BoxedStrategy<Type> {
    let said = (any::<bool>(), option::of(text()), option::of(scalar()), vec(scalar(), 0..2), any::<bool>());
    (inner, said)
        .prop_map(|(value, (nullable, description, default, examples, deprecated))| {
            let nullable = nullable && value.shape != Shape::Any;
            Type { nullable, description, default, examples: examples.into(), deprecated, ..value }
        })
        .boxed()
}

fn object(value: BoxedStrategy<Type>) -> impl Strategy<Value = Object> {
    let value = prop_oneof![
        6 => described(value),
        1 => described(Just(of_shape(Shape::Any)).boxed()),
        1 => Just(of_shape(Shape::Null)),
    ];
    (btree_map(words(), (any::<bool>(), value), 0..4), any::<bool>(), rules("object")).prop_map(
        |(properties, closed, rules)| Object {
            properties: properties
                .into_iter()
                .map(|(name, (required, value))| Property {
                    name: name.into(),
                    required,
                    value,
                    location: Location::default(),
                })
                .collect(),
            additional: if closed { Additional::Closed } else { Additional::Open },
            rules,
        },
    )
}

fn definitions(keys: &'static [&'static str]) -> impl Strategy<Value = Definitions> {
    vec(object(plain(keys.to_vec())), keys.len()).prop_map(move |objects| {
        let closed = |object: Object| {
            of_shape(Shape::Object(Box::new(Object { additional: Additional::Closed, ..object })))
        };
        keys.iter().map(|key| (*key).into()).zip(objects.into_iter().map(closed)).collect()
    })
}

fn deprecation() -> impl Strategy<Value = Deprecation> {
    (option::of(text()), option::of(text()), option::of(text()))
        .prop_map(|(since, replacement, note)| Deprecation { since, replacement, note })
}

fn event() -> impl Strategy<Value = Event> {
    let kinds = vec![
        EventKind::Track,
        EventKind::Track,
        EventKind::Track,
        EventKind::Identify,
        EventKind::Group,
        EventKind::Page,
        EventKind::Screen,
        EventKind::Context,
    ];
    let names = vec!["Seed Sown", "seed_sown", "event", "com.a/b", "購入", "Page", "a\"b"];
    let versions = vec!["1", "2", "1.0.2", "1-0-0", "beta/version/1", "007"];
    let identity = (select(kinds), select(names), option::of(select(versions)), option::of(text()));
    let about =
        (option::of(text()), option::of(text()), option::of(text()), vec(text(), 0..3), option::of(text()));
    let routing = (option::of(vec(Just("web".into()), 0..2)), option::of(deprecation()), option::of(text()));
    let keys = [OWN_KEYS, SHARED_KEYS].concat();
    let types = (object(plain(keys)), definitions(OWN_KEYS));
    (identity, about, routing, types).prop_map(|(identity, about, routing, types)| {
        let (kind, name, version, id) = identity;
        let name = if kind == EventKind::Track || version == Some("2") { name } else { "" };
        let mut event = Event::new(kind, name, Location::default());
        (event.version, event.id) = (version.map(Into::into), id);
        (event.description, event.owner, event.category, event.tags, event.url) = about;
        (event.sources, event.deprecation, event.expires) = routing;
        (event.properties, event.definitions) = types;
        event
    })
}

/// A plan in which every event is told apart by its call, name and version, and stands at a place of its own.
pub(super) fn plan() -> impl Strategy<Value = Plan> {
    let about =
        (option::of(text()), option::of(text()), option::of(text()), option::of(text()), any::<bool>());
    (about, vec(event(), 1..6), definitions(SHARED_KEYS)).prop_map(|(about, mut events, definitions)| {
        let (id, version, branch, description, has_sources) = about;
        let mut seen = BTreeSet::new();
        events.retain(|event| seen.insert((event.kind, event.name.clone(), event.version.clone())));
        events.sort_by_key(|event| rank(event.kind));
        for (index, event) in events.iter_mut().enumerate() {
            event.location = Location::root(0).key("events").index(index);
            event.name_location = event.location.key("name");
        }
        let source = Source {
            id: None,
            name: "web".into(),
            description: None,
            destinations: Vec::new(),
            location: Location::default(),
        };
        let group = PropertyGroup {
            name: "Place".into(),
            description: None,
            properties: Object::default(),
            schema: Json::Null,
            location: Location::default(),
        };
        events.iter_mut().step_by(2).for_each(|event| event.groups.push(group.name.clone()));
        Plan {
            name: "Garden".into(),
            id,
            version,
            branch,
            description,
            sources: if has_sources { vec![source] } else { Vec::new() },
            groups: vec![group],
            definitions,
            events,
            ..Plan::default()
        }
    })
}

/// A schema with keywords that mean something, in any combination.
pub(super) fn schema() -> BoxedStrategy<Value> {
    let kind = select(vec!["string", "integer", "number", "boolean", "null", "array", "object", "any"]);
    let leaf = vec(
        prop_oneof![
            4 => kind.clone().prop_map(|kind| ("type", json!(kind))),
            2 => vec(kind, 1..3).prop_map(|kinds| ("type", json!(kinds))),
            1 => select(vec![json!(["a", "b"]), json!(["a", null]), json!([1, 2.5, "a", true]), json!([true, false])])
                .prop_map(|values| ("enum", values)),
            1 => select(vec![json!("a"), json!(1), json!(null), json!([1]), json!({"a": 1})])
                .prop_map(|value| ("const", value)),
            1 => select(vec!["#/$defs/a", "#/$defs/b"]).prop_map(|target| ("$ref", json!(target))),
            1 => (1_u64..9).prop_map(|count| ("minLength", json!(count))),
            1 => (1_u64..9).prop_map(|count| ("maxItems", json!(count))),
            1 => (1_u64..9).prop_map(|count| ("minProperties", json!(count))),
            1 => (1_u64..9).prop_map(|bound| ("minimum", json!(bound))),
            1 => any::<bool>().prop_map(|exclusive| ("exclusiveMaximum", json!(exclusive))),
            1 => (1_u64..9).prop_map(|bound| ("maximum", json!(bound))),
            1 => Just(("description", json!("said"))),
            1 => Just(("deprecated", json!(true))),
            1 => Just(("nullable", json!(true))),
            1 => Just(("default", json!([null]))),
            1 => any::<bool>().prop_map(|open| ("additionalProperties", json!(open))),
            1 => Just(("unevaluatedProperties", json!(false))),
            1 => Just(("required", json!(["a"]))),
        ]
        .boxed(),
        0..4,
    )
    .prop_map(as_schema)
    .boxed();
    leaf.prop_recursive(4, 32, 4, |inner| {
        let composed = prop_oneof![
            3 => btree_map(select(vec!["a", "b", "event"]), inner.clone(), 0..3)
                .prop_map(|properties| ("properties", json!(properties))),
            2 => inner.clone().prop_map(|items| ("items", items)),
            1 => inner.clone().prop_map(|values| ("additionalProperties", values)),
            1 => inner.clone().prop_map(|values| ("patternProperties", json!({"^a": values}))),
            2 => vec(inner.clone(), 1..3).prop_map(|schemas| ("allOf", json!(schemas))),
            2 => vec(inner.clone(), 1..4).prop_map(|schemas| ("anyOf", json!(schemas))),
            2 => vec(inner.clone(), 1..4).prop_map(|schemas| ("oneOf", json!(schemas))),
            1 => inner.clone().prop_map(|schema| ("if", schema)),
            1 => inner.clone().prop_map(|schema| ("then", schema)),
            1 => vec(inner.clone(), 1..3).prop_map(|places| ("prefixItems", json!(places))),
        ]
        .boxed();
        (vec(composed, 1..3), inner).prop_map(|(members, around)| {
            let mut schema = around.as_object().cloned().unwrap_or_default();
            schema.extend(members.into_iter().map(|(key, value)| (key.to_owned(), value)));
            Value::Object(schema)
        })
    })
    .boxed()
}

fn as_schema(members: Vec<(&'static str, Value)>) -> Value {
    Value::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn rank(kind: EventKind) -> usize {
    let order = [
        EventKind::Context,
        EventKind::Identify,
        EventKind::Group,
        EventKind::Page,
        EventKind::Screen,
        EventKind::Track,
    ];
    order.iter().position(|known| *known == kind).expect("a call")
}
