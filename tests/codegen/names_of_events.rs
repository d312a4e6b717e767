//! What events are called, name by name: alone, beside those that they collide with, and all in one plan.

use std::collections::{BTreeMap, BTreeSet};

use ampli_rs::lock::Names;
use ampli_rs::lower::names::{self, EventHandle, EventName, Events, Identifier, Kind, Settings};
use ampli_rs::module::keyword::is_identifier;
use ampli_rs::plan::EventKind;
use ampli_rs::pointer::Location;
use unicode_ident::is_xid_start;

/// Each row is a plan. An event is its wire name, its function and its type; `*` stands for the digits of a hash.
pub(crate) const ROWS: &[&[(&str, &str, &str)]] = &[
    &[("Song Played", "song_played", "SongPlayed")],
    &[("intMax10", "int_max10", "IntMax10")],
    &[("userIDs Merged", "user_ids_merged", "UserIdsMerged"), ("URLs Listed", "urls_listed", "UrlsListed")],
    &[("iOS App Opened", "ios_app_opened", "IosAppOpened"), ("IPv6 Enabled", "ipv6_enabled", "Ipv6Enabled")],
    &[
        ("HTTPServerError", "http_server_error", "HttpServerError"),
        ("optionalJSONArray", "optional_json_array", "OptionalJsonArray"),
    ],
    &[(
        "event withDifferent_CasingTypes",
        "event_with_different_casing_types",
        "EventWithDifferentCasingTypes",
    )],
    &[
        ("Page View (v2)", "page_view_v2", "PageViewV2"),
        ("foo__bar", "foo_bar_*", "FooBar*"),
        ("foo.bar", "foo_bar_*", "FooBar*"),
        ("foo-bar", "foo_bar_*", "FooBar*"),
    ],
    &[("2FA Enabled", "event_2fa_enabled", "Event2faEnabled")],
    &[("42_--terrible==\\\"event'++name~!3", "event_42_terrible_event_name_3", "Event42TerribleEventName3")],
    &[("0", "event_0", "Event0"), ("1", "event_1", "Event1"), ("100%", "event_100", "Event100")],
    &[("100% Done", "event_100_done", "Event100Done")],
    &[
        ("v1.0", "v1_0", "V1_0"),
        ("v10", "v10", "V10"),
        ("Step 1.10", "step_1_10", "Step1_10"),
        ("Step 11.0", "step_11_0", "Step11_0"),
        ("Step 110", "step_110", "Step110"),
    ],
    &[("5 > 3", "event_5_3", "Event5_3"), ("x = y", "x_y", "XY"), ("A & B", "a_b", "AB")],
    &[
        ("C Opened", "c_opened_*", "COpened*"),
        ("C++ Opened", "c_opened_*", "COpened*"),
        ("C# Opened", "c_opened_*", "COpened*"),
    ],
    &[
        ("Foo: Bar", "foo_bar_*", "FooBar*"),
        ("Foo? Bar", "foo_bar_*", "FooBar*"),
        ("Foo%Bar", "foo_bar_*", "FooBar*"),
        ("Foo/Bar", "foo_bar_*", "FooBar*"),
    ],
    &[
        ("[Amplitude] Group ID", "amplitude_group_id", "AmplitudeGroupId"),
        ("$pageview", "pageview", "Pageview"),
        ("$current_url", "current_url", "CurrentUrl"),
        ("_id", "id", "Id"),
        ("@type", "r#type", "Type"),
    ],
    &[("don't stop", "dont_stop_*", "DontStop*"), ("don’t stop", "dont_stop_*", "DontStop*")],
    &[
        ("Foo\u{2008}Bar", "foo_bar_*", "FooBar*"),
        ("Foo\u{a0}Bar", "foo_bar_*", "FooBar*"),
        ("Foo Bar", "foo_bar_*", "FooBar*"),
    ],
    &[(" padded", "padded_*", "Padded*"), ("padded", "padded", "Padded"), ("padded ", "padded_*", "Padded*")],
    &[
        ("\u{c9}v\u{e9}nement Cr\u{e9}\u{e9}", "événement_créé_*", "ÉvénementCréé*"),
        ("E\u{301}ve\u{301}nement Cre\u{301}e\u{301}", "événement_créé_*", "ÉvénementCréé*"),
    ],
    &[("購入 完了", "購入_完了", "購入完了"), ("日本語", "日本語", "日本語")],
    &[("購入 完了", "購入_完了_*", "購入完了*"), ("購入完了", "購入完了", "購入完了")],
    &[
        ("Покупка", "покупка", "Покупка"),
        ("שלום עולם", "שלום_עולם", "שלוםעולם"),
        ("مرحبا", "مرحبا", "مرحبا"),
        ("가입", "가입", "가입"),
    ],
    &[("हिन्दी", "हिन्दी", "हिन्दी"), ("กี่", "กี่", "กี่")],
    &[("İstanbul", "i\u{307}stanbul", "İstanbul"), ("Straße", "straße", "Straße"), ("ΟΔΟΣ", "οδος", "Οδος")],
    &[
        ("ﬁle opened", "file_opened", "FileOpened"),
        ("Ａｂｃ", "abc", "Abc"),
        ("m²", "m2", "M2"),
        ("½ off", "event_1_2_off", "Event1_2Off"),
        ("①st", "event_1st", "Event1st"),
    ],
    &[("٣ items", "event_٣_items", "Event٣Items")],
    &[("🎉", "u1f389", "U1f389"), ("🎉🎉", "u1f389_u1f389", "U1f389U1f389")],
    &[
        ("🎉 Party", "party", "Party"),
        ("\u{2764}\u{fe0f} Liked", "liked", "Liked"),
        ("1\u{fe0f}\u{20e3} step", "event_1_step", "Event1Step"),
        ("\u{1f469}\u{200d}\u{1f4bb} coded", "coded", "Coded"),
    ],
    &[("a\u{200d}b", "ab", "Ab"), ("a·b", "a_b", "AB")],
    &[("\u{301}abc", "abc", "Abc"), ("\u{301}", "u301", "U301")],
    &[
        ("   ", "space_space_space", "SpaceSpaceSpace"),
        ("---", "minus_minus_minus", "MinusMinusMinus"),
        ("???", "question_question_question", "QuestionQuestionQuestion"),
        ("_", "underscore", "Underscore"),
        ("__", "underscore_underscore", "UnderscoreUnderscore"),
    ],
    &[
        ("ref", "r#ref", "Ref"),
        ("match", "r#match", "Match"),
        ("in", "r#in", "In"),
        ("fn", "r#fn", "FnEvent"),
        ("gen", "r#gen", "Gen"),
        ("async", "r#async", "Async"),
        ("try", "r#try", "Try"),
        ("yield", "r#yield", "Yield"),
        ("box", "r#box", "BoxEvent"),
        ("macro", "r#macro", "Macro"),
    ],
    &[
        ("type", "r#type", "Type"),
        ("Type", "type_*", "Type*"),
        ("TYPE", "type_*", "Type*"),
        ("@type", "type_*", "Type*"),
    ],
    &[("self", "self_", "Self_"), ("super", "super_", "Super"), ("crate", "crate_", "Crate")],
    &[("self", "self_*", "Self*"), ("Self", "self_*", "Self*")],
    &[
        ("Option", "option", "OptionEvent"),
        ("Result", "result", "ResultEvent"),
        ("String", "string", "StringEvent"),
        ("Vec", "vec", "VecEvent"),
        ("Box", "r#box", "BoxEvent"),
        ("Some", "some", "SomeEvent"),
        ("None", "none", "NoneEvent"),
        ("Ok", "ok", "OkEvent"),
        ("Err", "err", "ErrEvent"),
        ("Default", "default", "DefaultEvent"),
        ("Iterator", "iterator", "IteratorEvent"),
        ("Debug", "debug", "DebugEvent"),
    ],
    &[
        ("Load", "load_event", "LoadEvent"),
        ("Track", "track_event", "TrackEvent"),
        ("Identify", "identify_event", "IdentifyEvent"),
        ("Group", "group_event", "GroupEvent"),
        ("Page", "page_event", "PageEvent"),
        ("Alias", "alias_event", "AliasEvent"),
        ("Flush", "flush_event", "FlushEvent"),
        ("Shutdown", "shutdown_event", "ShutdownEvent"),
        ("Reset", "reset_event", "ResetEvent"),
    ],
    &[
        ("identify", "identify_event", "IdentifyEvent"),
        ("group", "group_event", "GroupEvent"),
        ("page", "page_event", "PageEvent"),
        ("context", "context_event", "ContextEvent"),
    ],
    &[
        ("Drop", "drop_event", "DropEvent"),
        ("Main", "main_event", "Main"),
        ("Std", "std", "Std"),
        ("Core", "core", "Core"),
    ],
    &[
        ("Aux", "aux", "Aux"),
        ("con", "con", "Con"),
        ("NUL", "nul", "Nul"),
        ("COM1", "com1", "Com1"),
        ("LPT¹", "lpt1", "Lpt1"),
        ("CONIN$", "conin", "Conin"),
    ],
    &[
        ("API Call", "api_call_*", "ApiCall*"),
        ("Api call", "api_call_*", "ApiCall*"),
        ("api_call", "api_call", "ApiCall"),
    ],
];

fn settle(events: &[(EventKind, &str, Option<&str>)]) -> Events {
    let location = Location::default();
    let events: Vec<EventName<'_>> = events
        .iter()
        .map(|(kind, name, version)| EventName { kind: *kind, name, version: *version, location: &location })
        .collect();
    names::events(&Settings::default(), &events, &mut Names::default())
}

fn tracked<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<EventHandle> {
    let events: Vec<_> = names.into_iter().map(|name| (EventKind::Track, name, None)).collect();
    settle(&events).events
}

/// Whether `name` is `expected`, in which `*` stands for the digits of a hash.
fn is_like(name: &str, expected: &str) -> bool {
    let Some(stem) = expected.strip_suffix('*') else { return name == expected };
    let digits = name.strip_prefix(stem).map(|digits| digits.trim_start_matches('_'));
    digits.is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[test]
fn every_row() {
    for row in ROWS {
        let settled = tracked(row.iter().map(|(raw, ..)| *raw));
        for (event, (raw, function, type_name)) in settled.iter().zip(*row) {
            let shown = event.handle.source();
            assert!(is_like(&shown, function), "{raw:?}: {shown} is not {function}");
            assert!(is_like(&event.type_name, type_name), "{raw:?}: {} is not {type_name}", event.type_name);
        }
        assert_distinct_and_valid(&settled);
    }
}

#[test]
fn all_rows_in_one_plan() {
    let names: BTreeSet<&str> = ROWS.iter().copied().flatten().map(|(raw, ..)| *raw).collect();
    assert_distinct_and_valid(&tracked(names.iter().copied()));
    let backwards = tracked(names.iter().rev().copied());
    assert!(tracked(names).iter().eq(backwards.iter().rev()));
}

fn assert_distinct_and_valid(events: &[EventHandle]) {
    let functions: BTreeSet<&str> = events.iter().map(|event| event.handle.identifier.as_str()).collect();
    let types: BTreeSet<&str> = events.iter().map(|event| event.type_name.as_str()).collect();
    let files: BTreeSet<String> = events.iter().map(|event| event.file.to_lowercase()).collect();
    assert_eq!((functions.len(), types.len(), files.len()), (events.len(), events.len(), events.len()));
    for name in functions.iter().chain(&types) {
        assert!(is_identifier(name), "{name}");
        assert!(name.starts_with(is_xid_start) && !name.contains("__"), "{name}");
    }
    for file in files {
        assert!(file.is_ascii() && file.len() <= 100, "{file}");
    }
}

#[test]
fn files_suit_every_system() {
    let names = ["type", "Aux", "con", "event con", "COM1", "LPT¹", "Main", "lib", "日本語"];
    let files: Vec<String> = tracked(names).into_iter().map(|event| event.file).collect();
    assert!(files[3].starts_with("event_con_"), "{}", files[3]);
    assert_eq!(files[..3], ["type", "event_aux", "event_con"]);
    assert_eq!(files[4..8], ["event_com1", "event_lpt1", "main_event", "event_lib"]);
    assert!(files[8].starts_with("event_") && files[8].is_ascii());
}

#[test]
fn long_names_are_cut_between_words() {
    let sentence = "The visitor opened the settings page from the account menu after the second reminder about \
                    the missing billing address";
    let endless = "long ".repeat(1_000);
    let unbroken = "x".repeat(5_000);
    let names: Vec<String> = tracked([sentence, &endless, &unbroken])
        .into_iter()
        .map(|event| event.handle.identifier.into())
        .collect();
    let cut = "the_visitor_opened_the_settings_page_from_the_account_menu_after_the_second_*";
    assert!(is_like(&names[0], cut), "{}", names[0]);
    assert!(is_like(&names[1], &format!("{}*", "long_".repeat(15))), "{}", names[1]);
    assert!(is_like(&names[2], &format!("{}_*", "x".repeat(75))), "{}", names[2]);
    let seedlings = &tracked([&*"seedling ".repeat(20)])[0].handle.identifier;
    assert!(is_like(seedlings, &format!("{}*", "seedling_".repeat(8))), "{seedlings}");
    let letters = Identifier::new(&"a ".repeat(200), Kind::Value, &[]).text();
    assert!(letters.starts_with(&"A".repeat(75)), "{letters}");
}

#[test]
fn eighty_characters_are_not_too_many() {
    for letter in ["x", "é"] {
        let longest = letter.repeat(80);
        assert_eq!(tracked([&*longest])[0].handle.identifier, longest);
        for count in 60..100 {
            let name = format!("{} and what follows it", letter.repeat(count));
            let identifier = &tracked([&*name])[0].handle.identifier;
            assert!(identifier.chars().count() <= 80, "{identifier}");
            let kept = count.min(75);
            assert!(identifier.starts_with(&letter.repeat(kept)), "{identifier}");
        }
    }
}

#[test]
fn long_names_whose_digits_are_equal_get_one_more() {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut long = (0..).map(|number| format!("{}{number}", "long ".repeat(30)));
    let (one, other) = loop {
        let name = long.next().unwrap();
        let text = Identifier::new(&name, Kind::Event, &[]).text().to_string();
        if let Some(first) = known.insert(text, name.clone()) {
            break (first, name);
        }
    };
    let settled = tracked([one.as_str(), other.as_str()]);
    for event in &settled {
        let digits = event.handle.identifier.strip_prefix(&"long_".repeat(15)).unwrap();
        assert_eq!(digits.len(), 5, "{}", event.handle.identifier);
    }
    assert_distinct_and_valid(&settled);
}

#[test]
fn a_name_that_is_spelled_like_a_cut_one_keeps_it() {
    let long = "long ".repeat(30);
    let cut = Identifier::new(&long, Kind::Event, &[]).text();
    let settled = tracked([&*long, &*cut]);
    assert_eq!(settled[1].handle.identifier, cut);
    let digits = settled[0].handle.identifier.strip_prefix(&*cut).unwrap();
    assert_eq!(digits.len(), 1, "{}", settled[0].handle.identifier);
}

#[test]
fn system_calls_have_names_of_their_own() {
    let kinds =
        [EventKind::Identify, EventKind::Group, EventKind::Page, EventKind::Screen, EventKind::Context];
    let calls: Vec<_> = kinds.iter().map(|kind| (*kind, "", None)).collect();
    let settled = settle(&calls);
    let names: Vec<_> = settled
        .events
        .iter()
        .map(|event| (event.handle.identifier.as_str(), event.type_name.as_str(), event.file.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("identify", "Identify", "identify"),
            ("group", "Group", "group"),
            ("page", "Page", "page"),
            ("screen", "Screen", "screen"),
            ("context", "Context", "context"),
        ]
    );
    assert!(settled.findings.is_empty());
}

#[test]
fn functions_of_the_sdk_are_not_for_events() {
    let events = tracked(["Flush Async", "Track With", "Size Of"]);
    let functions: Vec<_> = events.iter().map(|event| event.handle.identifier.as_str()).collect();
    assert_eq!(functions, ["flush_async_event", "track_with_event", "size_of_event"]);
}

#[test]
fn functions_of_the_sdk_are_not_to_be_chosen() {
    let location = Location::default();
    let mut settings = Settings::default();
    settings.overrides.events.insert("Emptied".to_owned(), "flush".to_owned());
    for kind in [EventKind::Track, EventKind::Page] {
        let event = EventName { kind, name: "Emptied", version: None, location: &location };
        let settled = names::events(&settings, &[event], &mut Names::default());
        assert_ne!(settled.events[0].handle.identifier, "flush");
        let found: Vec<_> = settled.findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(found, ["`flush`, chosen for event `Emptied`, is the name of a function of the SDK"]);
    }
}

#[test]
fn the_call_is_part_of_the_name() {
    let settled = settle(&[
        (EventKind::Track, "Home", None),
        (EventKind::Page, "Home", None),
        (EventKind::Screen, "Home", None),
        (EventKind::Page, "", None),
    ]);
    let types: Vec<_> = settled.events.iter().map(|event| event.type_name.as_str()).collect();
    assert_eq!(types, ["Home", "PageHome", "ScreenHome", "Page"]);
}

#[test]
fn the_newest_version_has_the_plain_name() {
    let track = EventKind::Track;
    let settled = settle(&[
        (track, "Song Played", Some("1.9")),
        (track, "Song Played", Some("1.10")),
        (track, "Song Played", None),
        (track, "Song Played V1 9", None),
        (EventKind::Identify, "", Some("2")),
        (EventKind::Identify, "", Some("1")),
    ]);
    let names: Vec<_> = settled
        .events
        .iter()
        .map(|event| (event.handle.identifier.as_str(), event.type_name.as_str(), event.is_newest))
        .collect();
    assert!(is_like(names[0].0, "song_played_v1_9_*"), "{}", names[0].0);
    assert_eq!(names[1], ("song_played", "SongPlayed", true));
    assert_eq!(names[2], ("song_played_unversioned", "SongPlayedUnversioned", false));
    assert_eq!(names[3], ("song_played_v1_9", "SongPlayedV1_9", true));
    assert_eq!(names[4], ("identify", "Identify", true));
    assert_eq!(names[5], ("identify_v1", "IdentifyV1", false));
    assert!(settled.events[..3].iter().all(|event| event.scope == settled.events[1].scope));
}

#[test]
fn what_the_user_chooses_takes_no_name_from_an_older_version() {
    let location = Location::default();
    let event = |name, version| EventName { kind: EventKind::Track, name, version, location: &location };
    let versions = [event("Song Played", Some("2")), event("Song Played", Some("1"))];
    let mut locked = Names::default();
    names::events(&Settings::default(), &versions, &mut locked);
    let mut settings = Settings::default();
    settings.overrides.events.insert("Song Liked".to_owned(), "song_played_v1".to_owned());
    let settled =
        names::events(&settings, &[&versions[..], &[event("Song Liked", None)]].concat(), &mut locked);
    let functions: Vec<_> = settled.events.iter().map(|event| event.handle.identifier.as_str()).collect();
    assert_eq!(functions, ["song_played", "song_played_v1", "song_liked"]);
    let codes: Vec<_> = settled.findings.iter().map(|finding| finding.code.name).collect();
    assert_eq!(codes, ["invalid-override"]);
}
