use super::{Drawn, Listed, definitions, reference};
use crate::diagnostic::Diagnostics;
use crate::plan::{Definitions, Event, EventKind, Shape};
use crate::pointer::Location;

#[test]
fn types_and_findings_stand_where_they_were_written() {
    let place = |key: &str| Location::root(3).key(key);
    let mut depth = Drawn::new(place("depth"));
    depth.say_at("type", "intger".into(), place("type of depth"));
    let bed = Drawn::object(vec![("depth".to_owned(), depth, true)], place("bed"));
    let mut unit = Drawn::new(place("unit"));
    unit.say("$ref", reference("Unit"));
    let properties = vec![("bed".to_owned(), bed, false), ("unit".to_owned(), unit, true)];
    let mut findings = Diagnostics::new();
    let (shared, _) =
        definitions(vec![("Unit".to_owned(), Drawn::of_type("string", place("type")))], &mut findings);
    let mut event = Event::new(EventKind::Track, "Seed Sown", place("event"));
    Drawn::object(properties, place("event")).read_into(&mut event, &shared, &place("event"), &mut findings);

    let [bed, unit] = event.properties.properties.as_slice() else { panic!("two properties") };
    assert_eq!((&bed.location, &unit.location), (&place("bed"), &place("unit")));
    assert_eq!((bed.required, unit.required), (false, true));
    assert_eq!(shared["#/$defs/Unit"].location, place("type"));
    let labels: Vec<_> = findings.into_iter().flat_map(|finding| finding.labels).collect();
    assert_eq!(
        labels.iter().map(|label| &label.location).collect::<Vec<_>>(),
        [&place("event"), &place("type of depth")]
    );
}

#[test]
fn what_lies_in_a_copy_stands_in_the_same_way_where_it_was_copied_from() {
    let place = |key: &str| Location::root(3).key(key);
    let text = r#"{"type": "array", "items": {"type": "text"}}"#;
    let schema = serde_json::from_str(text).expect("JSON");
    let mut listed = Listed::default();
    let mut findings = Diagnostics::new();
    listed.add("beds", &schema, true, &place("beds"), &mut findings);
    listed.add("beds", &schema, true, &place("beds again"), &mut findings);
    let drawn = listed.into_schema(true, place("event"));
    let (read, _) = drawn.read(&Definitions::new(), &mut findings);
    let [beds] = read.object.properties.as_slice() else { panic!("one property") };
    let Shape::Array(array) = &beds.value.shape else { panic!("an array") };
    assert_eq!((&beds.location, &array.items.location), (&place("beds"), &place("beds").key("items")));
    let places: Vec<_> = findings.iter().map(|finding| &finding.labels[0].location).collect();
    assert_eq!(places, [&place("beds again"), &place("beds").key("items").key("type")]);
}

#[test]
fn nobody_needs_to_be_told_that_there_are_variants() {
    let place = |key: &str| Location::root(3).key(key);
    let variant = |name: &str| {
        let property = Drawn::of_type("string", place(name));
        Drawn::object(vec![(name.to_owned(), property, true)], place(name))
    };
    let mut findings = Diagnostics::new();
    let drawn = Drawn::any_of(vec![variant("a"), variant("b")], place("event"));
    let (read, _) = drawn.read(&Definitions::new(), &mut findings);
    let required: Vec<_> = read.object.properties.iter().map(|property| property.required).collect();
    assert_eq!((required, findings.len()), (vec![false, false], 0));
}

#[test]
fn an_error_elsewhere_points_at_its_use_in_the_event_first() {
    let elsewhere = Location::root(1).key("depth");
    let event = Location::root(0).key("events").index(0);
    let mut depth = Drawn::new(elsewhere.clone());
    depth.say("type", "intger".into());
    let schema = Drawn::object(vec![("depth".to_owned(), depth, false)], event.clone());
    let mut findings = Diagnostics::new();
    let mut read = Event::new(EventKind::Track, "Seed Sown", event.clone());
    schema.read_into(&mut read, &Definitions::new(), &event.key("groups"), &mut findings);
    let labels: Vec<_> = findings.into_iter().flat_map(|finding| finding.labels).collect();
    assert_eq!(
        labels.iter().map(|label| &label.location).collect::<Vec<_>>(),
        [&event.key("groups"), &elsewhere]
    );
}
