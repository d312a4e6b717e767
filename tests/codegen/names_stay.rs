//! Adding, removing, reordering and editing names never changes others.

use std::collections::{BTreeMap, BTreeSet};

use ampli_rs::json::Json;
use ampli_rs::lock::{Entry, Key, Names};
use ampli_rs::lower::names::{
    self, EventName, Events, Namer, Overrides, PropertyName, Settings, TypeKind, TypeName, ValueName,
};
use ampli_rs::module::keyword::is_identifier;
use ampli_rs::plan::EventKind;
use ampli_rs::pointer::Location;
use proptest::prelude::*;

fn settle_with(settings: &Settings, names: &[&str], locked: &mut Names) -> Events {
    let location = Location::default();
    let events: Vec<_> = names
        .iter()
        .map(|name| EventName { kind: EventKind::Track, name, version: None, location: &location })
        .collect();
    names::events(settings, &events, locked)
}

fn settle(names: &[&str], locked: &mut Names) -> Vec<String> {
    let settled = settle_with(&Settings::default(), names, locked);
    settled.events.into_iter().map(|event| event.handle.identifier.into()).collect()
}

fn codes(events: &Events) -> Vec<&'static str> {
    events.findings.iter().map(|finding| finding.code.id).collect()
}

fn key(name: &str) -> Key {
    Key::Event { kind: EventKind::Track, name: name.into(), version: None }
}

#[test]
fn a_newcomer_gives_way_to_the_one_that_was_there() {
    let mut locked = Names::default();
    assert_eq!(settle(&["Event Collided"], &mut locked), ["event_collided"]);

    let both = settle_with(&Settings::default(), &["event_collided", "Event Collided"], &mut locked);
    assert_eq!(both.events[1].handle.identifier, "event_collided");
    assert!(both.events[0].handle.identifier.starts_with("event_collided_"));
    assert_eq!(codes(&both), ["AMP0301"]);
    assert!(both.findings.iter().all(|finding| finding.help.is_some()));
}

#[test]
fn lost_names_keep_their_identifiers() {
    let mut locked = Names::default();
    let first = settle(&["Event Collided", "event_collided"], &mut locked);
    assert_eq!(first[1], "event_collided");
    assert_ne!(first[0], first[1]);

    let mut backwards = Names::default();
    assert_eq!(settle(&["event_collided", "Event Collided"], &mut backwards), [&*first[1], &*first[0]]);

    assert_eq!(settle(&["Event Collided"], &mut locked), first[..1]);
    assert!(locked.get(&key("event_collided")).is_some_and(|entry| entry.removed));

    assert_eq!(settle(&["event_collided", "Event Collided"], &mut locked), [&*first[1], &*first[0]]);
    assert!(locked.iter().all(|(_, entry)| !entry.removed));
}

#[test]
fn a_lost_name_is_not_taken_over_silently() {
    let mut locked = Names::default();
    settle(&["Song Played"], &mut locked);
    let renamed = settle_with(&Settings::default(), &["song played"], &mut locked.clone());
    assert!(renamed.events[0].handle.identifier.starts_with("song_played_"));
    assert_eq!(codes(&renamed), ["AMP0307"]);

    let mut overrides = Overrides::default();
    overrides.events.insert("song played".to_owned(), "song_played".to_owned());
    let settings = Settings { overrides, ..Settings::default() };
    let taken_over = settle_with(&settings, &["song played"], &mut locked);
    assert_eq!(taken_over.events[0].handle.identifier, "song_played");
    assert_eq!(codes(&taken_over), [""; 0]);
    assert!(locked.get(&key("Song Played")).is_none());
}

#[test]
fn a_lost_property_is_not_taken_over_silently() {
    let location = Location::default();
    let settings = Settings::default();
    let mut namer = Namer::new(&settings);
    let mut settle = |names: &[&str], locked: &mut Names| {
        let asked: Vec<_> = names.iter().map(|name| PropertyName { name, location: &location }).collect();
        namer.properties(None, &asked, locked)
    };
    let mut locked = Names::default();
    settle(&["Site Id", "row"], &mut locked);
    let renamed = settle(&["site id", "row"], &mut locked);
    assert!(renamed.names[0].identifier.starts_with("site_id_"), "{}", renamed.names[0].identifier);
    let codes: Vec<_> = renamed.findings.iter().map(|finding| finding.code.id).collect();
    assert_eq!(codes, ["AMP0307"]);
    assert_eq!(marked(&locked), ["Site Id"]);
}

/// The names that are kept although they are lost.
fn marked(locked: &Names) -> Vec<String> {
    let lost = locked.iter().filter(|(_, entry)| entry.removed);
    let name = |(key, _): (&Key, &Entry)| match key {
        Key::Event { name, .. } => name.to_string(),
        Key::Type(name) | Key::Property(name) | Key::Value(name) => name.to_string(),
    };
    lost.map(name).collect()
}

#[test]
fn only_what_is_lost_is_marked() {
    let location = Location::default();
    let settings = Settings::default();
    let mut locked = Names::default();
    let mut settle = |events: &[&str], types: &[&str]| {
        let events = settle_with(&settings, events, &mut locked);
        let asked: Vec<_> = types.iter().map(|name| of_type(name, name, &location)).collect();
        names::types(&settings, &asked, &events, &mut locked);
        marked(&locked)
    };
    assert_eq!(settle(&["Opened", "Closed"], &["Layout", "Soil"]), [""; 0]);
    assert_eq!(settle(&["Opened"], &["Soil"]), ["Closed", "Layout"]);
    assert_eq!(settle(&["Closed"], &["Layout", "Soil"]), ["Opened"]);
    assert_eq!(settle(&["Opened", "Closed"], &["Layout", "Soil"]), [""; 0]);

    let values = [Json::from("left"), Json::from("right")];
    let mut namer = Namer::new(&settings);
    let mut settle = |values: &[Json], locked: &mut Names| {
        let asked: Vec<_> = values.iter().map(|value| ValueName { value, location: &location }).collect();
        namer.values(None, &asked, locked);
        marked(locked)
    };
    let mut locked = Names::default();
    assert_eq!(settle(&values, &mut locked), [""; 0]);
    assert_eq!(settle(&values[..1], &mut locked), ["\"right\""]);
    assert_eq!(settle(&values, &mut locked), [""; 0]);
}

fn of_type<'a>(key: &str, plain: &str, location: &'a Location) -> TypeName<'a> {
    let (key, plain) = (key.to_owned(), plain.to_owned());
    TypeName { key, plain, kind: TypeKind::Object, location, event: None }
}

#[test]
fn the_lock_gives_no_type_a_name_of_rust() {
    let location = Location::default();
    let settings = Settings::default();
    let mut locked = Names::default();
    locked.insert(Key::Type("soil".into()), Entry::new("Option"));
    let events = settle_with(&settings, &[], &mut locked);
    let types = names::types(&settings, &[of_type("soil", "Soil", &location)], &events, &mut locked);
    assert_eq!(types.names[0].identifier, "Soil");
    let codes: Vec<_> = types.findings.iter().map(|finding| finding.code.id).collect();
    assert_eq!(codes, ["AMP0310"]);
}

#[test]
fn locked_names_win_over_rules() {
    let mut locked = Names::default();
    locked.insert(key("intMax10"), Entry::new("int_max_10"));
    assert_eq!(settle(&["intMax10", "intMax20"], &mut locked), ["int_max_10", "int_max20"]);
    assert_eq!(settle(&["int Max 10", "intMax10"], &mut locked)[1], "int_max_10");
}

#[test]
fn only_what_the_rules_would_not_give_has_outlived_them() {
    let names = |events: &Events| events.findings.iter().map(|finding| finding.code.name).collect::<Vec<_>>();
    let mut locked = Names::default();
    settle(&["Song Played", "song played"], &mut locked);
    let alone = settle_with(&Settings::default(), &["Song Played"], &mut locked);
    assert!(alone.events[0].handle.identifier.starts_with("song_played_"));
    assert_eq!(names(&alone), [""; 0]);
    for other in ["song_played_zzzz", "song_played_", "song_played_0123456789abcdef", "song_liked_k3f2"] {
        locked.insert(key("Song Played"), Entry::new(other));
        let kept = settle_with(&Settings::default(), &["Song Played"], &mut locked);
        assert_eq!((kept.events[0].handle.identifier.as_str(), names(&kept)), (other, vec!["outlived-rule"]));
    }

    let long = "long ".repeat(40);
    let mut locked = Names::default();
    for _ in 0..2 {
        assert_eq!(names(&settle_with(&Settings::default(), &[&long], &mut locked)), ["cut-name"]);
    }
    locked.insert(key(&long), Entry::new("short"));
    assert_eq!(names(&settle_with(&Settings::default(), &[&long], &mut locked)), ["outlived-rule"]);
}

#[test]
fn a_name_that_has_outlived_a_rule_is_told_of_once() {
    let mut locked = Names::default();
    locked.insert(key("Song Played"), Entry::new("song_heard"));
    let both = settle_with(&Settings::default(), &["Song Played", "song played"], &mut locked);
    let names: Vec<&str> = both.events.iter().map(|event| event.handle.identifier.as_str()).collect();
    assert_eq!(names, ["song_heard", "song_played"]);
    assert_eq!(codes(&both), ["AMP0301"]);
}

#[test]
fn names_that_a_merge_gave_one_identifier_are_told_apart() {
    let mut locked = Names::default();
    for name in ["site id", "site_id", "Song Played", "song played"] {
        locked.insert(key(name), Entry::new(name.to_lowercase().replace(' ', "_")));
    }
    let merged =
        settle_with(&Settings::default(), &["site id", "site_id", "Song Played", "song played"], &mut locked);
    let names: BTreeSet<&str> = merged.events.iter().map(|event| event.handle.identifier.as_str()).collect();
    assert_eq!(names.len(), 4);
    assert_eq!(merged.events[1].handle.identifier, "site_id");
    assert!(!names.contains("song_played"));
    assert_eq!(codes(&merged), ["AMP0310", "AMP0310"]);
}

/// The suffix of the first name grows by a digit when something else is called like it.
#[test]
fn a_suffix_gives_way_to_whatever_has_its_name() {
    let names = ["Site Id", "site_id"];
    let short = settle(&names, &mut Names::default()).swap_remove(0);
    let longer = |identifier: &str| identifier.len() == short.len() + 1 && identifier.starts_with(&short);

    let beside = settle(&[names[0], names[1], &short], &mut Names::default());
    assert!(longer(&beside[0]) && beside[2] == short, "{beside:?}");

    let mut locked = Names::default();
    locked.insert(key("Site"), Entry::new(short.as_str()));
    let after = settle(&names, &mut locked);
    assert!(longer(&after[0]), "{after:?}");
}

#[test]
fn the_suffix_of_a_type_gives_way_to_events() {
    let location = Location::default();
    let settings = Settings::default();
    let asked = [of_type("bed.soil", "Soil", &location), of_type("pot.soil", "Soil", &location)];
    let settle = |events: &[&str]| {
        let mut locked = Names::default();
        let events = settle_with(&settings, events, &mut locked);
        let types = names::types(&settings, &asked, &events, &mut locked);
        types.names.into_iter().map(|name| name.identifier.to_string()).collect::<Vec<_>>()
    };
    let alone = settle(&[]);
    let beside = settle(&[&alone[0]]);
    for (short, longer) in alone.iter().zip(&beside) {
        assert!(longer.len() == short.len() + 1 && longer.starts_with(short), "{alone:?} {beside:?}");
    }
}

#[test]
fn suffixes_are_as_long_as_it_takes_to_tell_all_apart() {
    let signs = [" ", "-", ".", "|", ":"];
    let gaps = signs.iter().flat_map(|one| signs.map(|two| format!("{one}{two}")));
    let gaps: Vec<String> = gaps.collect();
    let names = gaps.iter().flat_map(|one| gaps.iter().map(move |two| format!("site{one}{two}id")));
    let mut names: Vec<String> = names.flat_map(|name| signs.map(|sign| format!("{sign}{name}"))).collect();
    names.sort();
    let settled = settle(&names.iter().map(String::as_str).collect::<Vec<_>>(), &mut Names::default());
    let cut = |by: usize| settled.iter().map(|name| &name[..name.len() - by]).collect::<BTreeSet<_>>().len();
    assert_eq!(cut(0), names.len());
    assert!(cut(1) < names.len(), "{} would do", settled[0].len() - 1);
    let lengths: BTreeSet<usize> = settled.iter().map(String::len).collect();
    assert_eq!(lengths.len(), 1);
}

#[test]
fn a_frozen_run_needs_every_name() {
    let settings = Settings { frozen: true, ..Settings::default() };
    let mut locked = Names::default();
    settle(&["Song Played"], &mut locked);
    assert_eq!(codes(&settle_with(&settings, &["Song Played"], &mut locked.clone())), [""; 0]);
    let missing = settle_with(&settings, &["Song Played", "Song Stopped"], &mut locked);
    let messages: Vec<_> = missing.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["event `Song Stopped` is not in `ampli.lock`"]);
    assert!(missing.findings.has_errors());
}

/// Names that collide often: few words, many ways to write them, and now and then anything at all.
fn name() -> impl Strategy<Value = String> {
    let word =
        prop::sample::select(vec!["song", "Song", "SONG", "id", "iD", "ID", "1", "10", "é", "購入", "type"]);
    let separator = prop::sample::select(vec!["", " ", "_", "-", ".", "++", "\u{a0}", "\u{200d}", "'"]);
    let words = prop::collection::vec((word, separator), 1..4);
    let common = words.prop_map(|parts| parts.iter().map(|(word, gap)| format!("{word}{gap}")).collect());
    prop_oneof![8 => common, 2 => any::<String>(), 1 => "\\PC{1,200}"]
}

fn names(most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::btree_set(name(), 1..=most).prop_map(|names| names.into_iter().collect()).prop_shuffle()
}

fn by_name<'a>(names: &[&'a str], identifiers: Vec<String>) -> BTreeMap<&'a str, String> {
    names.iter().copied().zip(identifiers).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_names_are_valid_distinct_and_independent_of_order(names in names(200)) {
        let forwards: Vec<&str> = names.iter().map(String::as_str).collect();
        let backwards: Vec<&str> = forwards.iter().rev().copied().collect();
        let settled = settle_with(&Settings::default(), &forwards, &mut Names::default());
        let identifiers: Vec<String> =
            settled.events.iter().map(|event| event.handle.identifier.to_string()).collect();
        let again = settle(&backwards, &mut Names::default());
        prop_assert_eq!(by_name(&forwards, identifiers.clone()), by_name(&backwards, again));
        let functions: BTreeSet<&String> = identifiers.iter().collect();
        let types: BTreeSet<&str> = settled.events.iter().map(|event| event.type_name.as_str()).collect();
        let files: BTreeSet<&str> = settled.events.iter().map(|event| event.file.as_str()).collect();
        prop_assert_eq!((functions.len(), types.len(), files.len()), (names.len(), names.len(), names.len()));
        for event in &settled.events {
            prop_assert!(is_identifier(&event.handle.identifier), "{}", event.handle.identifier);
            prop_assert!(is_identifier(&event.type_name), "{}", event.type_name);
            prop_assert!(!event.type_name.starts_with(char::is_lowercase), "{}", event.type_name);
            prop_assert!(!event.handle.identifier.contains(char::is_uppercase), "{}", event.handle.identifier);
        }
    }

    #[test]
    fn only_touched_names_change(names in names(200), changes in prop::collection::vec((any::<prop::sample::Index>(), name(), 0..3), 1..=25)) {
        let before: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut locked = Names::default();
        let old = by_name(&before, settle(&before, &mut locked));
        let mut after: BTreeSet<&str> = before.iter().copied().collect();
        for (index, name, change) in &changes {
            if *change != 0 {
                after.remove(index.get(&before));
            }
            if *change != 1 {
                after.insert(name);
            }
        }
        let after: Vec<&str> = after.into_iter().collect();
        let new = by_name(&after, settle(&after, &mut locked));
        for (name, identifier) in &new {
            if let Some(known) = old.get(name) {
                prop_assert_eq!(known, identifier);
            }
        }
        let distinct: BTreeSet<&String> = new.values().collect();
        prop_assert_eq!(distinct.len(), new.len());
        prop_assert_eq!(by_name(&before, settle(&before, &mut locked)), old);
    }
}
