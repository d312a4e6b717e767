//! Inclusions of types, by hand and by chance.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Number, Value, json};

use super::{Inclusion, Values, proof, samples};
use crate::json::Json;
use crate::parse;
use crate::plan::{Additional, Array, Definitions, EnumValue, Object, Property, Rule, Shape, Type};
use crate::pointer::Location;
use crate::text::PlanText;
use crate::values::conformance::{Scope, mismatch};

const NO_NAMES: &Definitions = &Definitions::new();
const NOWHERE: Scope<'_> = Scope { own: None, shared: NO_NAMES };

/// The inclusion of two schemas, read as they are in plans.
fn between(narrow: Value, wide: Value) -> Inclusion {
    let event = json!({"name": "A", "schema": {"properties": {"narrow": narrow, "wide": wide}}});
    let definitions = json!({
        "Tree": {"type": "object", "properties": {"inner": {"type": "array", "items": {"$ref": "#/$defs/Tree"}}}},
        "Wood": {"type": "object", "properties": {
            "inner": {"type": "array", "items": {"$ref": "#/$defs/Wood"}}, "age": {"type": "integer"}}},
        "Stump": {"type": "object", "properties": {"inner": {"type": "array", "items": {"type": "string"}}}},
    });
    let text = json!({"ampliPlan": 1, "$defs": definitions, "events": [event]}).to_string();
    let plan = parse::plan(&PlanText::single("plan.json".to_owned(), text)).expect("a plan").plan;
    let event = &plan.events[0];
    let of = |index: usize| {
        let property: &Property = &event.properties.properties[index];
        Values::new(&property.value, Scope::of_event(event, &plan))
    };
    of(0).are_among(of(1))
}

fn no(witness: Value) -> Inclusion {
    Inclusion::No(serde_json::from_value(witness).expect("JSON"))
}

#[test]
fn rules_follow_from_rules() {
    let integer = |rules: Value| {
        let mut schema = json!({"type": "integer"});
        schema.as_object_mut().expect("an object").extend(rules.as_object().expect("rules").clone());
        schema
    };
    assert_eq!(
        between(integer(json!({"minimum": 1})), integer(json!({"exclusiveMinimum": 0}))),
        Inclusion::Yes
    );
    assert_eq!(
        between(integer(json!({"maximum": 9.5})), integer(json!({"exclusiveMaximum": 10}))),
        Inclusion::Yes
    );
    assert_eq!(between(integer(json!({"maximum": 100})), integer(json!({"maximum": 50}))), no(json!(51)));
    assert_eq!(between(integer(json!({"multipleOf": 6})), integer(json!({"multipleOf": 3}))), Inclusion::Yes);
    assert_eq!(between(integer(json!({})), json!({"type": "number", "multipleOf": 1})), Inclusion::Yes);
    let long = |rules: Value| json!({"type": "string", "minLength": rules});
    assert_eq!(between(long(json!(3)), long(json!(2))), Inclusion::Yes);
    assert_eq!(between(long(json!(2)), long(json!(3))), no(json!("aa")));
}

#[test]
fn what_can_not_be_told_is_said_to_be_so() {
    let pattern = |text: &str| json!({"type": "string", "pattern": text});
    assert_eq!(between(pattern("^x{7}$"), pattern("^x{7}$")), Inclusion::Yes);
    assert_eq!(between(pattern("^x{7}$"), pattern("^x{7,8}$")), Inclusion::Unknown);
    assert_eq!(between(pattern("^[a-z]+$"), pattern("^[A-Z]+$")), no(json!("a")));
    assert_eq!(
        between(json!({"type": "string"}), json!({"type": "string", "format": "unheard-of"})),
        Inclusion::Unknown
    );
    assert_eq!(
        between(json!({"type": "string"}), json!({"type": "string", "format": "email"})),
        no(json!("a"))
    );
}

#[test]
fn alternatives_are_looked_at_one_by_one() {
    let either =
        |kinds: &[&str]| json!({"anyOf": kinds.iter().map(|kind| json!({"type": kind})).collect::<Vec<_>>()});
    assert_eq!(
        between(either(&["string", "integer"]), either(&["number", "boolean", "string"])),
        Inclusion::Yes
    );
    assert_eq!(between(either(&["string", "integer"]), json!({"type": "string"})), no(json!(1)));
    assert_eq!(between(json!({"enum": ["a", 1]}), either(&["string", "integer"])), Inclusion::Yes);
    assert_eq!(between(json!({"type": ["string", "null"]}), json!({"type": "string"})), no(json!(null)));
}

#[test]
fn objects_are_what_programs_send() {
    let object = |properties: Value, more: Value| {
        let mut schema = json!({"type": "object", "properties": properties});
        schema.as_object_mut().expect("an object").extend(more.as_object().expect("members").clone());
        schema
    };
    let one = object(json!({"a": {"type": "string"}}), json!({}));
    let closed = object(json!({"a": {"type": "string"}}), json!({"additionalProperties": false}));
    assert_eq!(between(one.clone(), closed.clone()), Inclusion::Yes, "nothing undeclared is sent");
    let two = object(json!({"a": {"type": "string"}, "b": {"type": "string"}}), json!({}));
    assert_eq!(between(two.clone(), closed), no(json!({"a": "a", "b": "a"})));
    assert_eq!(between(two.clone(), one.clone()), Inclusion::Yes);
    assert_eq!(between(one.clone(), object(json!({"a": {}}), json!({"required": ["a"]}))), no(json!({})));
    let map = json!({"type": "object", "additionalProperties": {"type": "string"}});
    assert_eq!(between(two, map.clone()), Inclusion::Yes);
    assert_eq!(between(map, object(json!({"a": {"type": "integer"}}), json!({}))), no(json!({"a": "a"})));
}

#[test]
fn types_that_hold_themselves_have_an_end() {
    let named = |name: &str| json!({"$ref": format!("#/$defs/{name}")});
    assert_eq!(between(named("Tree"), named("Wood")), Inclusion::Yes);
    assert_eq!(
        between(named("Wood"), named("Tree")),
        Inclusion::Yes,
        "open objects take what they don't know"
    );
    assert_eq!(between(named("Tree"), named("Stump")), no(json!({"inner": [{}]})));
}

fn of(shape: Shape, rules: Vec<Rule>) -> Type {
    Type { rules: rules.into(), ..Type::new(shape, Location::default()) }
}

fn scalar() -> impl Strategy<Value = Json> {
    let number = |number: f64| Json::Number(Number::from_f64(number).expect("a number"));
    select(vec![Json::from("a"), Json::from("abc"), Json::Number(1.into()), number(1.5), Json::Boolean(true)])
}

fn numbers() -> impl Strategy<Value = Vec<Rule>> {
    let limit = || (-3_i64..4).prop_map(Number::from);
    let rule = prop_oneof![
        limit().prop_map(Rule::Minimum),
        limit().prop_map(Rule::Maximum),
        limit().prop_map(Rule::ExclusiveMinimum),
        limit().prop_map(Rule::ExclusiveMaximum),
        (1_i64..4).prop_map(|step| Rule::MultipleOf(step.into())),
    ];
    vec(rule, 0..3)
}

fn lengths(kind: &'static str) -> impl Strategy<Value = Vec<Rule>> {
    (option::of(0_u64..4), option::of(0_u64..4)).prop_map(move |(least, most)| {
        let rules = match kind {
            "string" => [least.map(Rule::MinLength), most.map(Rule::MaxLength)],
            "array" => [least.map(Rule::MinItems), most.map(Rule::MaxItems)],
            _ => [least.map(Rule::MinProperties), most.map(Rule::MaxProperties)],
        };
        rules.into_iter().flatten().collect()
    })
}

fn types() -> impl Strategy<Value = Type> {
    let listed = |value: Json| EnumValue { value, description: None, deprecated: false };
    let leaf = prop_oneof![
        Just(of(Shape::Any, Vec::new())),
        Just(of(Shape::Boolean, Vec::new())),
        Just(of(Shape::Null, Vec::new())),
        lengths("string").prop_map(|rules| of(Shape::String, rules)),
        numbers().prop_map(|rules| of(Shape::Integer, rules)),
        numbers().prop_map(|rules| of(Shape::Number, rules)),
        vec(scalar(), 1..4).prop_map(move |values| {
            of(Shape::Enum(values.into_iter().map(listed).collect()), Vec::new())
        }),
        scalar().prop_map(|value| of(Shape::Const(value), Vec::new())),
    ];
    let nested = leaf.prop_recursive(3, 16, 3, |inner| {
        let property = (select(vec!["a", "b", "key"]), any::<bool>(), inner.clone());
        let object = (vec(property, 1..4), any::<bool>(), lengths("object")).prop_map(
            |(properties, closed, rules)| {
                let mut object = Object { rules: rules.into(), ..Object::default() };
                if closed {
                    object.additional = Additional::Closed;
                }
                for (name, required, value) in properties {
                    if object.properties.iter().all(|own| own.name != name) {
                        object.properties.push(Property {
                            name: name.into(),
                            required,
                            value,
                            location: Location::default(),
                        });
                    }
                }
                of(Shape::Object(Box::new(object)), Vec::new())
            },
        );
        prop_oneof![
            (inner.clone(), lengths("array"), any::<bool>()).prop_map(|(items, mut rules, differ)| {
                rules.extend(differ.then_some(Rule::UniqueItems));
                of(Shape::Array(Box::new(Array { items })), rules)
            }),
            inner.clone().prop_map(|values| of(Shape::Map(Box::new(values)), Vec::new())),
            object,
            (inner.clone(), inner).prop_map(|(left, right)| of(Shape::Union(vec![left, right]), Vec::new())),
        ]
    });
    (nested, any::<bool>()).prop_map(|(of_type, nullable)| Type { nullable, ..of_type })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_value_is_outside_of_what_is_proven(narrow in types(), wide in types()) {
        let (narrow, wide) = (Values::new(&narrow, NOWHERE), Values::new(&wide, NOWHERE));
        let outside = samples::outside(narrow, wide);
        if proof::holds(narrow, wide) {
            prop_assert_eq!(&outside, &None);
        }
        if let Some(witness) = outside {
            prop_assert_eq!(mismatch(&witness, narrow.of_type, NOWHERE), None);
            prop_assert!(mismatch(&witness, wide.of_type, NOWHERE).is_some());
        }
    }

    #[test]
    fn every_type_includes_itself(own in types()) {
        prop_assert!(proof::holds(Values::new(&own, NOWHERE), Values::new(&own, NOWHERE)));
    }
}
