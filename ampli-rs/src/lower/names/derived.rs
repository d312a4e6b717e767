//! Names of types, which derive from settled identifiers.

use ecow::EcoString;

use super::case::pascal;
use super::file::file_stem;
use super::identifier::{Identifier, Kind, join_pascal};
use super::reserved;
use crate::lock::Key;
use crate::module::keyword::is_never_raw;
use crate::plan::EventKind;

/// The type of the event with `handle`. A function of the handle alone.
///
/// A handle that only gave way to a function of the module (`main_event`) does not give way here (`Main`).
pub fn event_type(handle: &str) -> String {
    if let Some(plain) = handle.strip_suffix("_event").filter(|plain| reserved::is_function(plain)) {
        let name = pascal(plain.split('_'));
        if !reserved::is_type(&name) {
            return name;
        }
    }
    let name = pascal(handle.split('_'));
    if reserved::is_type(&name) {
        name + "Event"
    } else if is_never_raw(&name) {
        name + "_"
    } else if name.starts_with(char::is_lowercase) {
        format!("Event{name}")
    } else {
        name
    }
}

/// The type and the file stem of the event that the lock keeps under `key`. System calls have names of their own.
pub(super) fn type_and_file(key: &Key, handle: &str) -> (String, String) {
    match key {
        Key::Event { kind, name, version: None } if *kind != EventKind::Track && name.is_empty() => {
            (pascal([kind.word()]), kind.word().to_owned())
        }
        _ => (event_type(handle), file_stem(handle)),
    }
}

/// The name that the type of a property asks for: its parent's type and the property, `SeedSownLayout`.
pub fn nested_type(parent: &str, property: &str) -> String {
    // `Self_` needs its underscore only as long as it stands alone.
    join_pascal(parent.trim_end_matches('_'), &pascal(property.split('_')))
}

/// The name that a named type of the plan asks for: `Currency`.
pub fn definition_type(raw: &str, whole_words: &[String]) -> EcoString {
    Identifier::new(raw, Kind::Definition, whole_words).text()
}

#[cfg(test)]
mod tests {
    use super::{definition_type, event_type, nested_type};

    #[test]
    fn types_derive_from_handles() {
        for (handle, expected) in [
            ("song_played", "SongPlayed"),
            ("song_played_v1_0", "SongPlayedV1_0"),
            ("option", "OptionEvent"),
            ("load_event", "LoadEvent"),
            ("main_event", "Main"),
            ("drop_event", "DropEvent"),
            ("self_", "Self_"),
            ("super_", "Super"),
            ("type", "Type"),
            ("trip_required_properties", "TripRequiredPropertiesEvent"),
        ] {
            assert_eq!(event_type(handle), expected);
        }
        assert_eq!(nested_type("SeedSown", "bed_layout"), "SeedSownBedLayout");
        assert_eq!(nested_type("Self_", "self_"), "SelfSelf");
        assert_eq!(definition_type("currency code", &[]), "CurrencyCode");
        assert_eq!(definition_type("3D point", &[]), "Type3dPoint");
    }
}
