//! Guesses at what has only got another name.

use std::collections::HashMap;

use crate::plan::{Event, EventKind, Object, Property};
use crate::suggestion::closest;

/// Beyond so many pairs, only what is exactly alike is guessed at: every pair is a comparison of names.
const MOST_PAIRS: usize = 20_000;

/// The properties of `gone` that are probably among `come` under another name, by their old names.
pub(super) fn renamed_properties<'p>(
    gone: &[&'p Property],
    come: &[&'p Property],
) -> HashMap<&'p str, &'p Property> {
    let mut renamed: HashMap<&str, &Property> = HashMap::new();
    if gone.len() * come.len() > MOST_PAIRS {
        return renamed;
    }
    for property in gone {
        let is_free = |other: &&&Property| !renamed.values().any(|taken| taken.name == other.name);
        let alike = come.iter().filter(|other| is_like(property, other)).filter(is_free);
        let names: Vec<&str> = alike.clone().map(|other| other.name.as_str()).collect();
        let found = nearest(&property.name, &names);
        let found = found.and_then(|name| come.iter().find(|other| other.name == name));
        if let Some(other) = found {
            renamed.insert(&property.name, other);
        }
    }
    renamed
}

/// Whether two properties hold the same kind of values.
fn is_like(before: &Property, after: &Property) -> bool {
    std::mem::discriminant(&before.value.shape) == std::mem::discriminant(&after.value.shape)
}

/// The events of `gone` that are probably among `come` under another name: indices of both.
pub(super) fn renamed_events(gone: &[&Event], come: &[&Event]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut taken = vec![false; come.len()];
    let is_few = gone.len() * come.len() <= MOST_PAIRS;
    let mut by_shape: HashMap<Vec<&str>, Vec<usize>> = HashMap::new();
    for (index, event) in come.iter().enumerate() {
        by_shape.entry(shape(event)).or_default().push(index);
    }
    for (old, event) in gone.iter().enumerate() {
        if event.kind != EventKind::Track {
            continue;
        }
        // Where the vendor gives ids, an event with another one is another event.
        let may_be = |other: &Event| other.kind == event.kind && (other.id.is_none() || event.id.is_none());
        let is_free = |index: &usize| !taken[*index] && may_be(come[*index]);
        let by_name = is_few.then(|| {
            let near: Vec<usize> = (0..come.len())
                .filter(is_free)
                .filter(|index| overlap(&event.properties, &come[*index].properties))
                .collect();
            let names: Vec<&str> = near.iter().map(|index| come[*index].handle()).collect();
            let name = nearest(event.handle(), &names)?;
            near.into_iter().find(|index| come[*index].handle() == name)
        });
        let own_shape = shape(event);
        let same_shape = || {
            let same: Vec<usize> =
                by_shape.get(&own_shape)?.iter().copied().filter(|index| is_free(index)).collect();
            let is_alone = gone.iter().filter(|other| shape(other) == own_shape).count() == 1;
            (own_shape.len() > 1 && same.len() == 1 && is_alone).then(|| same[0])
        };
        if let Some(new) = by_name.flatten().or_else(same_shape) {
            taken[new] = true;
            pairs.push((old, new));
        }
    }
    pairs
}

/// The name that is the same but for case and separators, or a few letters away; none if there are several of the first kind.
fn nearest<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    let folded = fold(name);
    let same: Vec<&&str> = names.iter().filter(|other| fold(other) == folded).collect();
    match same.as_slice() {
        [] => closest(name, names.iter().copied()),
        [only] => Some(only),
        _ => None,
    }
}

fn fold(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The names of an event's properties, sorted.
fn shape(event: &Event) -> Vec<&str> {
    let mut names: Vec<&str> = event.properties.properties.iter().map(|own| own.name.as_str()).collect();
    names.sort_unstable();
    names
}

/// Whether at least half of the properties of the larger one are in both.
fn overlap(before: &Object, after: &Object) -> bool {
    let shared = before
        .properties
        .iter()
        .filter(|own| after.properties.iter().any(|other| other.name == own.name))
        .count();
    2 * shared >= before.properties.len().max(after.properties.len())
}

#[cfg(test)]
mod tests {
    use super::{nearest, renamed_events};
    use crate::plan::{Event, EventKind, Property, Shape, Type};
    use crate::pointer::Location;

    fn event(name: &str, properties: &[&str]) -> Event {
        let mut event = Event::new(EventKind::Track, name, Location::default());
        event.properties.properties = properties
            .iter()
            .map(|name| Property {
                name: (*name).into(),
                required: false,
                value: Type::new(Shape::String, Location::default()),
                location: Location::default(),
            })
            .collect();
        event
    }

    #[test]
    fn names_are_near_by_letters_then_by_spelling() {
        assert_eq!(nearest("song_played", &["Song Played", "song_paused"]), Some("Song Played"));
        assert_eq!(nearest("song", &["Song", "SONG"]), None, "two are the same but for case");
        assert_eq!(nearest("colour", &["color", "size"]), Some("color"));
        assert_eq!(nearest("colour", &["size"]), None);
    }

    #[test]
    fn an_event_is_known_by_name_or_by_what_only_it_has() {
        let gone = [event("Song Played", &["a"]), event("Sown", &["x", "y"]), event("Dug", &[])];
        let come = [event("Seeded", &["y", "x"]), event("song_played", &["a", "b"]), event("Watered", &[])];
        let (gone, come): (Vec<&Event>, Vec<&Event>) = (gone.iter().collect(), come.iter().collect());
        assert_eq!(renamed_events(&gone, &come), [(0, 1), (1, 0)]);
        let told_apart = |name: &str, id: &str| Event { id: Some(id.into()), ..event(name, &[]) };
        let (old, new) = (told_apart("Seed 1", "e1"), told_apart("Seed 2", "e2"));
        assert_eq!(renamed_events(&[&old], &[&new]), [], "each has an id of its own");
        let twins = [event("A one", &["x", "y"]), event("B two", &["x", "y"])];
        assert_eq!(renamed_events(&twins.iter().collect::<Vec<_>>(), &come[..1]), []);
    }
}
