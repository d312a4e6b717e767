//! What is said about the names of events.

use ampli_rs::diagnostic::{Diagnostic, Severity};
use ampli_rs::lock::Names;
use ampli_rs::lower::names::{self, EventName, Settings};
use ampli_rs::plan::EventKind;
use ampli_rs::pointer::Location;

fn found(events: &[(EventKind, &str, Option<&str>)]) -> Vec<Diagnostic> {
    let location = Location::default();
    let events: Vec<EventName<'_>> = events
        .iter()
        .map(|(kind, name, version)| EventName { kind: *kind, name, version: *version, location: &location })
        .collect();
    let settled = names::events(&Settings::default(), &events, &mut Names::default());
    settled.findings.iter().cloned().collect()
}

fn told(events: &[(EventKind, &str, Option<&str>)]) -> Vec<String> {
    found(events).into_iter().map(|finding| finding.message).collect()
}

#[test]
fn what_happened_is_said() {
    let location = Location::root(0).key("events");
    let places: Vec<Location> = (0..6).map(|index| location.index(index)).collect();
    let names = ["Event Collided", "event_collided", "type", "Load", "Option", "???"];
    let events: Vec<EventName<'_>> = names
        .iter()
        .zip(&places)
        .map(|(name, location)| EventName { kind: EventKind::Track, name, version: None, location })
        .collect();
    let settled = names::events(&Settings::default(), &events, &mut Names::default());
    let found: Vec<_> = settled
        .findings
        .iter()
        .map(|finding| (finding.code.id, finding.severity, finding.message.as_str()))
        .collect();
    let note = Severity::Note;
    assert_eq!(
        found,
        [
            (
                "AMP0301",
                Severity::Warning,
                "event `Event Collided` and event `event_collided` ask for the identifier `event_collided`",
            ),
            (
                "AMP0304",
                note,
                "event `???` has no letter or digit and is called `question_question_question`",
            ),
            ("AMP0303", note, "event `Load` is called `load_event`, because its plain name is in use"),
            ("AMP0303", note, "event `Option` has the type `OptionEvent`, because the plain name is in use"),
            ("AMP0302", note, "event `type` is called `r#type`, because `type` is a keyword"),
        ]
    );
    let collision = settled.findings.iter().next().expect("the collision is reported");
    let hashed = &settled.events[0].handle.identifier;
    let labels: Vec<_> =
        collision.labels.iter().map(|label| (&label.location, label.text.as_str())).collect();
    let told_apart = format!("becomes `{hashed}`: told apart by a hash of its own name");
    assert_eq!(
        labels,
        [(&places[0], told_apart.as_str()), (&places[1], "becomes `event_collided`: spelled exactly so"),]
    );
    assert_eq!(
        collision.help.as_deref(),
        Some(
            "choose an identifier under `[names.events]` in `ampli.toml`, such as \
             `\"Event Collided\" = \"event_collided_2\"`"
        )
    );
}

#[test]
fn what_cannot_be_seen_is_shown() {
    let track = EventKind::Track;
    let named = ["A\tB", "A\u{a0}B", "A\u{200b} B", "a b"].map(|name| (track, name, None));
    assert_eq!(
        told(&named),
        ["event `A\\u{9}B`, event `A\\u{a0}B`, event `A\\u{200b} B` and event `a b` ask for the identifier \
             `a_b`"]
    );
}

#[test]
fn calls_and_versions_are_named() {
    let versions = ["3", "1.0", "1-0"].map(Some);
    assert_eq!(
        told(&versions.map(|version| (EventKind::Identify, "", version))),
        [
            "version `1-0` of the call `identify` and version `1.0` of the call `identify` ask for the identifier \
             `identify_v1_0`"
        ]
    );
    assert_eq!(
        told(&versions.map(|version| (EventKind::Page, "Home", version))),
        ["version `1-0` of event `Home` and version `1.0` of event `Home` ask for the identifier \
             `page_home_v1_0`"]
    );
}

#[test]
fn of_many_names_five_are_listed() {
    let names = ["a b", "a|b", "a-b", "a.b", "a:b", "a;b"];
    let told = |count: usize| {
        let tracked: Vec<_> = names[..count].iter().map(|name| (EventKind::Track, *name, None)).collect();
        told(&tracked)
    };
    assert_eq!(
        told(5),
        ["event `a b`, event `a-b`, event `a.b`, event `a:b` and event `a|b` ask for the identifier `a_b`"]
    );
    assert_eq!(
        told(6),
        [
            "event `a b`, event `a-b`, event `a.b`, event `a:b`, event `a;b` and 1 more ask for the identifier \
             `a_b`"
        ]
    );
}

#[test]
fn who_has_a_suffix_is_proposed_another_name() {
    let found = found(&[(EventKind::Track, "a_b", None), (EventKind::Track, "a|b", None)]);
    let proposed = found[0].help.as_deref();
    let expected =
        "choose an identifier under `[names.events]` in `ampli.toml`, such as `\"a|b\" = \"a_b_2\"`";
    assert_eq!(proposed, Some(expected));
}
