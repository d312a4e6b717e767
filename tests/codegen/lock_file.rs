//! `ampli.lock` as people and git see it.

use ampli_rs::lock::{Entry, Key, Lock, Names, PulledPlan, SourceNames};
use ampli_rs::plan::EventKind;
use proptest::prelude::*;

const TEXT: &str = "\
# written by ampli-rs; commit this file: it keeps the plan's version and every generated name
lock 1
naming 1
source backend
  plan \"Acme\" version \"3.0.0\" content 8f3e9a0b1c2d3e4f from \"tracking-plan.json\"
  track \"Song Played\" song_played
    address
      . street
      . \"zip code\" zip_code
    duration
    - \"old name\" old_name
    \"songId\" song_id
      Rock
      \"hip hop\" HipHop
      1 Value1
      true True
  track \"Song Played\" version \"1.0.0\" song_played_v1_0_0
  - track song_stopped
  identify
    plan
  page \"Home\" page_home
  type \"#/$defs/Currency\" Currency
    \"eur\" Eur
source \"web app\"
";

fn messages(text: &str) -> Vec<(&'static str, String)> {
    let findings = match Lock::parse(text) {
        Ok(parsed) => parsed.findings,
        Err(findings) => findings,
    };
    findings.iter().map(|finding| (finding.code.id, finding.message.clone())).collect()
}

#[test]
fn the_text_says_what_it_holds() {
    let parsed = Lock::parse(TEXT).expect("the lock is good");
    assert!(parsed.findings.is_empty() && parsed.conflict.is_none());
    assert_eq!(parsed.lock.to_text(), TEXT);
    assert_eq!(Lock::parse(&TEXT.replace('\n', "\r\n")).expect("line ends do not matter").lock, parsed.lock);

    let backend = &parsed.lock.sources["backend"];
    let plan = PulledPlan {
        name: "Acme".to_owned(),
        version: Some("3.0.0".to_owned()),
        content: 0x8f3e_9a0b_1c2d_3e4f,
        from: "tracking-plan.json".to_owned(),
    };
    assert_eq!(backend.plan, Some(plan));
    let version = Some(Box::new("1.0.0".into()));
    let key = Key::Event { kind: EventKind::Track, name: "Song Played".into(), version };
    assert_eq!(backend.names.get(&key), Some(&Entry::new("song_played_v1_0_0")));
}

#[test]
fn wrong_lines_are_all_named() {
    let text = "\
lock 1
naming 1
source a
  track \"A\" a
      too_deep
   odd
    \"unclosed
    \"x\" 1x
  jump \"B\" b
  plan \"P\" content 12 from \"f\"
  track \"A\" other
source a
";
    let lines: Vec<String> = messages(text)
        .into_iter()
        .map(|(code, message)| format!("{code} {}", message.replace("of `ampli.lock` ", "")))
        .collect();
    assert_eq!(
        lines,
        [
            "AMP0311 line 5 is indented too far",
            "AMP0311 line 6 is indented by an odd number of spaces",
            "AMP0311 line 7 has a text without its closing quote",
            "AMP0311 line 8 has an identifier that Rust does not accept",
            "AMP0311 line 9 names no call and no type",
            "AMP0311 line 10 has a content hash that is not 16 hexadecimal digits",
            "AMP0313 line 11 is not in order",
            "AMP0311 line 11 gives another identifier to a name that was there before",
            "AMP0311 line 12 starts a source that was there before",
        ]
    );
}

#[test]
fn newer_files_are_refused() {
    assert_eq!(
        messages("lock 2\n"),
        [(
            "AMP0312",
            "line 1 of `ampli.lock` says `lock 2`, but this ampli-rs knows `lock 1`: it was written by a newer \
             ampli-rs"
                .to_owned()
        )]
    );
    assert_eq!(messages("lock 1\nnaming 2\nwhatever")[0].0, "AMP0312");
    assert_eq!(messages("")[0].1, "line 1 of `ampli.lock` is not `lock` and a version");
    assert_eq!(messages("{}\n")[0].1, "line 1 of `ampli.lock` is not `lock` and a version");
}

#[test]
fn disorder_is_put_right() {
    let text = "lock 1\nnaming 1\nsource a\n  track b\n  track a\n    x\n  track a\n    y\n";
    let parsed = Lock::parse(text).expect("disorder is no error");
    assert_eq!(messages(text).iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["AMP0313", "AMP0313"]);
    let ordered = parsed.lock.to_text();
    let (_, names) = ordered.split_once("naming 1\n").expect("the lock has a head");
    assert_eq!(names, "source a\n  track a\n    x\n    y\n  track b\n");
}

#[test]
fn merges_take_both_sides() {
    let text = "\
lock 1
naming 1
source a
<<<<<<< HEAD
  track \"Added Here\" added_here
  track \"Named Twice\" ours
  track \"Site id\" site_id
||||||| base
=======
  track \"Added There\" added_there
  track \"Named Twice\" theirs
  track \"site id\" site_id
>>>>>>> feature
  track unchanged
";
    let parsed = Lock::parse(text).expect("a conflict is no error");
    let conflict = parsed.conflict.expect("the markers are seen");
    assert_eq!(conflict.ours.sources["a"].names.len(), 4);
    assert_eq!(conflict.theirs.sources["a"].names.len(), 4);
    let (_, names) =
        parsed.lock.to_text().split_once("naming 1\n").map(|(a, b)| (a.len(), b.to_owned())).unwrap();
    assert_eq!(
        names,
        "source a\n  track \"Added Here\" added_here\n  track \"Added There\" added_there\n  track \"Named Twice\" \
         ours\n  track \"Site id\" site_id\n  track unchanged\n"
    );
    let found: Vec<_> = parsed.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        found,
        [
            "`ampli.lock` is in conflict: the event \"Named Twice\" is `ours` on the first side and `theirs` on the \
             second",
            "`ampli.lock` is in conflict: the first side gives `site_id` to the event \"Site id\", the second to the \
             event \"site id\"",
        ]
    );
}

#[test]
fn markers_must_match() {
    for body in ["<<<<<<< a\n", "<<<<<<< a\n>>>>>>> b\n", ">>>>>>> b\n", "<<<<<<< a\n=======\n<<<<<<< c\n"] {
        let found = messages(&format!("lock 1\nnaming 1\n{body}"));
        assert!(found[0].1.ends_with("has conflict markers that do not match"), "{found:?}");
    }
}

fn identifier() -> impl Strategy<Value = String> {
    let words =
        prop::sample::select(vec!["version", "plan", "type", "track", "購入"]).prop_map(str::to_owned);
    prop_oneof![words, "[a-z][a-z0-9_]{0,8}", "[A-Z][a-z]{0,8}"]
}

fn raw() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a-z\"\\\\ .#<=>-]{0,6}", identifier()]
}

fn value() -> impl Strategy<Value = Key> {
    let number = any::<f64>().prop_filter_map("finite", serde_json::Number::from_f64);
    prop_oneof![
        raw().prop_map(|text| Key::value(&text.as_str().into())),
        number.prop_map(|number| Key::value(&ampli_rs::json::Json::Number(number))),
        any::<i64>().prop_map(|number| Key::value(&ampli_rs::json::Json::Number(number.into()))),
        any::<bool>().prop_map(|boolean| Key::value(&ampli_rs::json::Json::Boolean(boolean))),
    ]
}

fn entry(inside: impl Strategy<Value = Names> + 'static) -> impl Strategy<Value = Entry> {
    (identifier(), any::<bool>(), inside).prop_map(|(identifier, removed, inside)| Entry {
        identifier: identifier.into(),
        removed,
        inside,
    })
}

fn scope(
    key: impl Strategy<Value = Key> + 'static,
    inside: impl Strategy<Value = Names> + 'static,
) -> impl Strategy<Value = Names> {
    prop::collection::vec((key, entry(inside)), 0..4).prop_map(|entries| {
        let mut names = Names::default();
        for (key, entry) in entries {
            names.insert(key, entry);
        }
        names
    })
}

fn lock() -> impl Strategy<Value = Lock> {
    let values = scope(value(), Just(Names::default()));
    let nested = scope(prop_oneof![raw().prop_map(|name| Key::Property(name.into())), value()], values);
    let properties = scope(raw().prop_map(|name| Key::Property(name.into())), nested.boxed());
    let kind = prop::sample::select(vec![EventKind::Track, EventKind::Identify, EventKind::Page]);
    let event = (kind, raw(), prop::option::of(raw())).prop_map(|(kind, name, version)| Key::Event {
        kind,
        name: name.into(),
        version: version.map(|version| Box::new(version.into())),
    });
    let types =
        scope(raw().prop_map(|name| Key::Type(name.into())), scope(value(), Just(Names::default())).boxed());
    let plan = (raw(), prop::option::of(raw()), any::<u64>(), raw())
        .prop_map(|(name, version, content, from)| PulledPlan { name, version, content, from });
    let source = (prop::option::of(plan), scope(event, properties.boxed()), types).prop_map(
        |(plan, events, types)| {
            let mut names = events;
            for (key, entry) in types.iter() {
                names.insert(key.clone(), entry.clone());
            }
            SourceNames { plan, names }
        },
    );
    prop::collection::btree_map(raw(), source, 0..3).prop_map(|sources| Lock { sources, ..Lock::default() })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_can_be_read(lock in lock()) {
        let text = lock.to_text();
        let parsed = Lock::parse(&text);
        prop_assert!(parsed.is_ok(), "{text}\n{parsed:?}");
        let parsed = parsed.expect("checked before");
        prop_assert_eq!(&parsed.lock, &lock, "{}", text);
        prop_assert!(parsed.findings.is_empty(), "{text}\n{:?}", parsed.findings);
    }

    #[test]
    fn no_text_is_too_strange(text in any::<String>(), body in "([ ]{0,6}(track|type|source|plan|-|\\.|\"|a|\\\\|1|<<<<<<<|=======|>>>>>>>)[ \"]?){0,6}\n") {
        let _ = Lock::parse(&text);
        let _ = Lock::parse(&format!("lock 1\nnaming 1\nsource a\n{body}{body}{text}"));
    }
}
