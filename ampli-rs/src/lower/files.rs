//! Which events share a file: those about one subject, which is the first word of their Rust names.
//!
//! Names of events are mostly an object and what was done with it (`Song Played`, `Song Liked`), so that a folder of them reads
//! like the list of what a product is about. An event's file is a function of its own name: no other event ever moves it.

use std::collections::BTreeMap;

use super::names::module_stem;

/// The files of events by their stems, which are no Rust keywords that cannot be raw. `stem` tells an event from all others.
pub(super) fn of<E>(mut events: Vec<E>, stem: impl Fn(&E) -> &str) -> BTreeMap<String, Vec<E>> {
    events.sort_unstable_by(|left, right| stem(left).cmp(stem(right)));
    let mut files: BTreeMap<String, Vec<E>> = BTreeMap::new();
    for event in events {
        files.entry(module_stem(first_word(stem(&event)))).or_default().push(event);
    }
    files
}

/// The first word of `stem`; all of it where that would be nothing.
fn first_word(stem: &str) -> &str {
    match stem.split_once('_') {
        Some((first, _)) if !first.is_empty() => first,
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn events_about_one_subject_share_a_file() {
        let stems = [
            "song_played",
            "songs",
            "song",
            "song_liked",
            "song1_played",
            "mod_added",
            "self_tested",
            "_odd_one",
        ];
        let files = of(stems.to_vec(), |stem| stem);
        let files: Vec<_> = files.iter().map(|(stem, events)| (stem.as_str(), events.as_slice())).collect();
        assert_eq!(
            files,
            [
                ("_odd_one", ["_odd_one"].as_slice()),
                ("event_mod", &["mod_added"]),
                ("self_", &["self_tested"]),
                ("song", &["song", "song_liked", "song_played"]),
                ("song1", &["song1_played"]),
                ("songs", &["songs"]),
            ]
        );
    }

    #[test]
    fn no_event_moves_another() {
        let mut stems: Vec<String> = (0..300).map(|number| format!("bed_{number}")).collect();
        let file_of_first = |stems: &[String]| {
            let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
            let files = of(stems, |stem| stem);
            files.into_iter().find(|(_, events)| events.contains(&"bed_0")).map(|(stem, _)| stem)
        };
        for _ in 0..stems.len() - 1 {
            assert_eq!(file_of_first(&stems).as_deref(), Some("bed"));
            stems.pop();
        }
    }
}
