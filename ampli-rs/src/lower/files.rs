//! Which events share a file: those about one subject, which is the first word of their Rust names.
//!
//! Names of events are mostly an object and what was done with it (`Song Played`, `Song Liked`), so that a folder of them reads
//! like the list of what a product is about. The set of names decides, never their order.

use std::collections::BTreeMap;

use super::names::module_stem;

/// Most events of a file, where it can be divided.
const MOST: usize = 48;

/// Fewest events that the parts of a divided file have on average: smaller ones are more folder than content.
const FEWEST: usize = 4;

/// The files of events by their stems, which are no Rust keywords that cannot be raw. `stem` tells an event from all others.
pub(super) fn of<'e, E: Copy>(events: &[E], stem: impl Fn(E) -> &'e str) -> BTreeMap<String, Vec<E>> {
    let mut sorted: Vec<(&str, E)> = events.iter().map(|event| (stem(*event), *event)).collect();
    sorted.sort_by_key(|(stem, _)| *stem);
    let mut files: BTreeMap<String, Vec<E>> = BTreeMap::new();
    divide(&sorted, 1, &mut |subject, members| {
        // Two subjects can have one stem only where one of them gave way to a name that is not for files.
        files.entry(module_stem(subject)).or_default().extend(members.iter().map(|(_, event)| *event));
    });
    files
}

/// Hands over the groups of events that agree in their first `words` words, the large ones divided by further words.
fn divide<'e, E: Copy>(events: &[(&'e str, E)], words: usize, found: &mut impl FnMut(&str, &[(&'e str, E)])) {
    for (subject, members) in by_words(events, words) {
        let parts = by_words(&members, words + 1).len();
        let is_divisible = members.len() > MOST && parts * FEWEST <= members.len();
        if is_divisible {
            divide(&members, words + 1, found);
        } else {
            found(subject, &members);
        }
    }
}

/// The events by the first `words` words of their stems.
fn by_words<'e, E: Copy>(events: &[(&'e str, E)], words: usize) -> BTreeMap<&'e str, Vec<(&'e str, E)>> {
    let mut groups: BTreeMap<&str, Vec<(&str, E)>> = BTreeMap::new();
    for event in events {
        groups.entry(first_words(event.0, words)).or_default().push(*event);
    }
    groups
}

/// The first `words` words of `stem`; all of it where that would be nothing.
fn first_words(stem: &str, words: usize) -> &str {
    match stem.match_indices('_').nth(words - 1) {
        Some((end, _)) if end > 0 => &stem[..end],
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    fn files(stems: &[String]) -> Vec<(String, usize)> {
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        of(&stems, |stem| stem).into_iter().map(|(stem, events)| (stem, events.len())).collect()
    }

    fn numbered(subject: &str, count: usize) -> impl Iterator<Item = String> + '_ {
        (0..count).map(move |number| format!("{subject}_{number}"))
    }

    #[test]
    fn events_about_one_subject_share_a_file() {
        let stems =
            ["song_played", "songs", "song", "song_liked", "song1_played", "mod_added", "self_tested"];
        let files = of(&stems, |stem| stem);
        let files: Vec<_> = files.iter().map(|(stem, events)| (stem.as_str(), events.as_slice())).collect();
        assert_eq!(
            files,
            [
                ("event_mod", ["mod_added"].as_slice()),
                ("self_", &["self_tested"]),
                ("song", &["song", "song_liked", "song_played"]),
                ("song1", &["song1_played"]),
                ("songs", &["songs"]),
            ]
        );
    }

    #[test]
    fn large_subjects_are_divided_where_their_parts_are_not_tiny() {
        let stems: Vec<String> =
            ["bed_opened", "bed_closed"].into_iter().flat_map(|subject| numbered(subject, 30)).collect();
        assert_eq!(files(&stems), [("bed_closed".to_owned(), 30), ("bed_opened".to_owned(), 30)]);
        let stems: Vec<String> = numbered("bed", 60).collect();
        assert_eq!(files(&stems), [("bed".to_owned(), 60)]);
    }

    #[test]
    fn stems_that_meet_are_one_file() {
        let stems: Vec<String> =
            numbered("event_mod", 30).chain(numbered("event_lib", 30)).chain(numbered("mod", 2)).collect();
        assert_eq!(files(&stems), [("event_lib".to_owned(), 30), ("event_mod".to_owned(), 32)]);
    }
}
