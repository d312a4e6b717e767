//! Events of the golden SDK arrive as the plan has them: names, types, constants, nulls, what is left out.

use itly_runtime::testing::Recorder;
use itly_runtime::{Itly, Options, TypedEvent, Value, WriteProperties};

use crate::goldens::shapes;

/// The properties of `event` as they are sent.
fn sent<E: TypedEvent>(event: &E) -> String {
    let recorder = Recorder::new();
    let itly = Itly::new();
    itly.load(Options::new().plugin(recorder.clone())).expect("loaded once");
    itly.track("user", event).expect("a sound event");
    let events = recorder.all(None);
    events[0].properties.as_ref().map_or_else(|| "-".to_owned(), |properties| properties.to_json())
}

/// What is wrong with `properties`.
fn violations(properties: &impl WriteProperties) -> Vec<String> {
    let found = itly_runtime::violations(properties);
    found.into_iter().map(|violation| format!("{} {}", violation.path, violation.phrase)).collect()
}

fn scalars() -> shapes::Scalars<'static> {
    shapes::Scalars::new(true, u64::MAX, 0.5, "jazz", 7)
}

#[test]
fn scalars_are_sent_in_the_plans_order() {
    assert_eq!(
        sent(&scalars().with_optional_text("a@b.example").with_optional_huge(3)),
        r#"{"text":"jazz","whole":7,"huge":18446744073709551615,"number":0.5,"flag":true,"optional text":"a@b.example","optionalHuge":3}"#
    );
    assert_eq!(sent(&shapes::NoProperties::new()), "-");
}

#[test]
fn constants_are_never_asked_for() {
    assert_eq!(
        sent(&shapes::Constants::new()),
        r#"{"text":"so \"it\" is","number":2.5,"flag":true,"list":[1,"two"],"one":"only","nothing":null}"#
    );
    let optional = shapes::Constants::new().with_optional(shapes::ConstantsOptional::Maybe);
    assert!(sent(&optional).ends_with(r#","optional":"maybe"}"#));
}

#[test]
fn choices_keep_the_type_of_their_values() {
    use shapes::{ChoicesCurrency, ChoicesKind, ChoicesMixed, ChoicesNullable};
    let event = shapes::Choices::new(ChoicesKind::A, ChoicesMixed::Value2_5, None);
    assert_eq!(sent(&event), r#"{"kind":"a","mixed":2.5,"nullable":null}"#);
    let event = shapes::Choices::new(ChoicesKind::A, ChoicesMixed::Empty, Some(ChoicesNullable::X));
    let event = event.with_currency(ChoicesCurrency::Eur);
    assert_eq!(sent(&event), r#"{"kind":"a","mixed":"","nullable":"x","currency":"EUR"}"#);
    assert_eq!(ChoicesMixed::CPlusPlus.wire_value(), Value::String("C++".into()));
}

#[test]
fn lists_are_borrowed_whoever_owns_the_texts() {
    use shapes::{ListsChoices, ListsPrices, ListsPricesCurrency};
    let owned = vec!["a".to_owned(), "b".to_owned()];
    let event = shapes::Lists::new(&owned)
        .with_numbers(&[0.5, 2.0])
        .with_matrix(&[&[1, 2], &[]])
        .with_words(&[&["x"]])
        .with_choices(&[ListsChoices::North, ListsChoices::South])
        .with_gaps(&[Some("here"), None]);
    let prices = [ListsPrices::new(1.0, ListsPricesCurrency::Usd)];
    let anything = [Value::Null, Value::from(3)];
    let event = event.with_prices(&prices).with_anything(&anything);
    assert_eq!(
        sent(&event),
        r#"{"texts":["a","b"],"numbers":[0.5,2.0],"matrix":[[1,2],[]],"words":[["x"]],"choices":["north","south"],"gaps":["here",null],"prices":[{"amount":1.0,"currency":"USD"}],"anything":[null,3]}"#
    );
    assert_eq!(sent(&shapes::Lists::new(&["one"])), r#"{"texts":["one"]}"#);
}

#[test]
fn objects_nest() {
    use shapes::{ObjectsPlace, ObjectsPlacePoint, ObjectsPrice, ObjectsPriceCurrency};
    let free = [("key \"1\"", Value::from(true))];
    let event = shapes::Objects::new(ObjectsPrice::new(9.5, ObjectsPriceCurrency::Eur))
        .with_place(ObjectsPlace::new(ObjectsPlacePoint::new(1.0, -2.0)).with_city("Oslo"))
        .with_free(&free)
        .with_counts(&[("a", 1), ("b", 2)])
        .with_any(Value::Null);
    assert_eq!(
        sent(&event),
        r#"{"price":{"amount":9.5,"currency":"EUR"},"place":{"city":"Oslo","point":{"x":1.0,"y":-2.0}},"free":{"key \"1\"":true},"counts":{"a":1,"b":2},"any":null}"#
    );
}

#[test]
fn types_that_hold_themselves_stand_behind_references() {
    let leaf = shapes::TreeRoot::new("leaf");
    let children = [shapes::TreeRoot::new("child")];
    let event = shapes::Tree::new(shapes::TreeRoot::new("root").with_next(&leaf).with_children(&children));
    assert_eq!(
        sent(&event),
        r#"{"root":{"label":"root","next":{"label":"leaf"},"children":[{"label":"child"}]}}"#
    );
}

#[test]
fn a_required_null_is_sent_and_an_optional_one_is_left_out() {
    assert_eq!(sent(&shapes::Nulls::new(None, None)), r#"{"required text":null,"required price":null}"#);
    let event = shapes::Nulls::new(None, Some("text")).with_optional_text("x").with_optional_list(&["y"]);
    assert_eq!(
        sent(&event),
        r#"{"required text":"text","required price":null,"optional text":"x","optional list":["y"]}"#
    );
}

#[test]
fn unions_have_a_variant_for_each_shape() {
    use shapes::{UnionsAmount, UnionsId, UnionsMethod, UnionsMethodCard, UnionsSize};
    let event = shapes::Unions::new(UnionsId::Integer(5))
        .with_size(UnionsSize::Auto)
        .with_method(UnionsMethod::Card(UnionsMethodCard::new("4242")))
        .with_amount(UnionsAmount::Number(2.0));
    assert_eq!(
        sent(&event),
        r#"{"id":5,"size":"auto","method":{"type":"card","last4":"4242"},"amount":2.0}"#
    );
    assert_eq!(
        violations(&shapes::Unions::new(UnionsId::String(""))),
        ["properties.id does not meet minimum length of 1"]
    );
}

#[test]
fn many_required_properties_are_named() {
    let texts = ["1"];
    let required = shapes::ManyRequiredRequiredProperties {
        a: "a",
        b: "b",
        c: (&texts).into(),
        d: "D",
        e: "e",
        f: "f",
        g: "g",
        h: "h",
    };
    assert_eq!(
        sent(&shapes::ManyRequired::new(required)),
        r#"{"h":"h","g":"g","f":"f","e":"e","D":"D","c":["1"],"b":"b","a":"a"}"#
    );
}

#[test]
fn the_newest_version_has_the_plain_name() {
    assert_eq!(sent(&shapes::Twice::new(1)), r#"{"a":1}"#);
    assert_eq!(sent(&shapes::TwiceV1_0_0::new("1")), r#"{"a":"1"}"#);
    assert_eq!(shapes::Twice::spec().version, Some("2.0.0"));
    assert_eq!(shapes::TwiceV1_0_0::spec().version, Some("1.0.0"));
}

#[test]
fn every_rule_that_is_broken_is_reported() {
    let event = shapes::Scalars::new(true, 1, 1.5, "X", 0)
        .with_optional_text("nobody")
        .with_optional_number(f64::NAN);
    assert_eq!(
        violations(&event),
        [
            "properties.text does not meet minimum length of 2",
            "properties.text does not match pattern \"^[a-z|]+$\"",
            "properties.whole must be greater than or equal to 1",
            "properties.number must be strictly less than 1",
            "properties[\"optional text\"] does not conform to the \"email\" format",
            "properties.optionalNumber is not of a type(s) number",
        ]
    );
    assert_eq!(
        violations(&shapes::Lists::new(&["a", "a", "", "b"])),
        [
            "properties.texts does not meet maximum length of 3",
            "properties.texts contains duplicate item",
            "properties.texts[2] does not meet minimum length of 1",
        ]
    );
    let few = shapes::ObjectsFew::new();
    assert_eq!(violations(&few), ["properties does not meet minimum property length of 1"]);
    assert!(violations(&few.with_b("b")).is_empty());
}

#[test]
fn records_print_their_properties() {
    assert_eq!(format!("{:?}", shapes::Twice::new(1)), r#"Twice {"a":1}"#);
    assert_eq!(format!("{:?}", shapes::ChoicesKind::A), "A");
}

#[test]
fn functions_send_what_they_are_named_after() {
    let recorder = Recorder::new();
    let options = shapes::Options::new()
        .context(shapes::Context::new("1.0").with_channel(shapes::ContextChannel::Web))
        .destinations_disabled(true)
        .plugin(recorder.clone());
    shapes::load(options).expect("loaded once");
    shapes::no_properties("user").expect("a sound event");
    shapes::scalars("user", scalars()).expect("a sound event");
    shapes::identify("user", shapes::Identify::new(shapes::IdentifyPlan::Paid)).expect("a sound call");
    shapes::group("user", "group", shapes::Group::new().with_name("Group")).expect("a sound call");
    shapes::page("user", Some("Docs"), None).expect("a sound call");
    shapes::screen("user", Some("Home")).expect("a sound call");
    shapes::alias("user", "before").expect("a sound call");
    let refused = shapes::scalars("user", shapes::Scalars::new(true, 1, 0.5, "jazz", 101))
        .expect_err("an unsound event");
    assert_eq!(
        refused.to_string(),
        "Passed in Scalars properties did not validate against your tracking plan. \
         `properties.whole` must be less than or equal to 100."
    );
    let events = recorder.all(None);
    let names: Vec<&str> = events.iter().map(|event| event.name.as_str()).collect();
    assert_eq!(names, ["No Properties", "Scalars"]);
    assert_eq!(recorder.calls().len(), 7);
    assert_eq!(shapes::PLAN.version, Some("3"));
    shapes::shutdown(std::time::Duration::from_secs(5)).expect("loaded");
}

#[test]
fn typed_events_are_read_back() {
    let recorder = Recorder::new();
    let itly = Itly::new();
    itly.load(Options::new().plugin(recorder.clone())).expect("loaded once");
    let leaf = shapes::TreeRoot::new("leaf");
    itly.track("user", &shapes::Tree::new(shapes::TreeRoot::new("root").with_next(&leaf)))
        .expect("a sound event");
    itly.track("user", &scalars()).expect("a sound event");
    let tree: shapes::Tree<'_> = recorder.first_of_type(None).expect("it was sent");
    assert_eq!(tree.root.next.map(|next| next.label), Some("leaf"));
    let read: shapes::Scalars<'_> = recorder.first_of_type(None).expect("it was sent");
    assert_eq!((read.text, read.huge, read.optional_text), ("jazz", u64::MAX, None));
}
