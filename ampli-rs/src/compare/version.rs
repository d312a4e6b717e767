//! Which part of a version a change moves on.

use serde::Serialize;

use super::change::{Change, Class, ReasonKind, What};
use super::values::TYPE;

/// The part of a version that is to be raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// The last one: only words were changed.
    Patch,
    /// The one in the middle: nothing breaks.
    Minor,
    /// The first: something breaks.
    Major,
}

impl Bump {
    /// What a change of this class asks for.
    pub fn of(class: Class) -> Self {
        match class {
            Class::Documentation => Self::Patch,
            Class::Safe => Self::Minor,
            Class::Consumers | Class::Program | Class::Both => Self::Major,
        }
    }

    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// The version after `version`, if it is one of three numbers with full stops between them, or of two.
    pub fn next(self, version: &str) -> Option<String> {
        let mut parts =
            version.split('.').map(|part| part.parse::<u64>().ok()).collect::<Option<Vec<u64>>>()?;
        if !(2..=3).contains(&parts.len()) {
            return None;
        }
        let place = match self {
            Self::Major => 0,
            Self::Minor => 1,
            Self::Patch => parts.len() - 1,
        };
        parts[place] = parts[place].checked_add(1)?;
        parts[place + 1..].fill(0);
        let parts: Vec<String> = parts.iter().map(u64::to_string).collect();
        Some(parts.join("."))
    }
}

/// The version that the changes of a self-describing schema ask for (SchemaVer, `MODEL-REVISION-ADDITION`); `None` if `version`
/// is none.
///
/// A change after which nothing that was sent is valid moves the model on, one after which some of it may not be the revision,
/// all others are additions: see the documentation of Snowplow, *SchemaVer for semantic versioning of schemas*.
pub(super) fn next_schema_version<'c>(
    version: &str,
    changes: impl Iterator<Item = &'c Change> + Clone,
) -> Option<String> {
    let parts: Vec<u64> = version.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [model, revision, addition] = parts[..] else { return None };
    let is_about_values =
        |change: &Change| change.program.iter().any(|reason| !matches!(reason.kind, ReasonKind::Compile(_)));
    let broken = changes.filter(|change| is_about_values(change));
    let is_whole =
        |change: &Change| matches!(change.what, What::Added | What::Renamed(_) | What::Changed(TYPE));
    Some(if broken.clone().any(is_whole) {
        format!("{}-0-0", model.checked_add(1)?)
    } else if broken.clone().next().is_some() {
        format!("{model}-{}-0", revision.checked_add(1)?)
    } else {
        format!("{model}-{revision}-{}", addition.checked_add(1)?)
    })
}

#[cfg(test)]
mod tests {
    use super::{Bump, next_schema_version};
    use crate::compare::change::{Change, Path, Subject, What};

    #[test]
    fn a_schema_goes_on_by_what_becomes_of_old_events() {
        let change = |what| Change::new(&Subject::Plan, &Path::default(), what);
        let next = |changes: &[Change]| next_schema_version("1-2-3", changes.iter()).unwrap_or_default();
        assert_eq!(next(&[change(What::Added)]), "1-2-4");
        assert_eq!(next(&[change(What::Changed("maximum")).program("")]), "1-3-0");
        assert_eq!(
            next(&[change(What::Changed("maximum")).program(""), change(What::Added).program("")]),
            "2-0-0"
        );
        assert_eq!(next_schema_version("1.2.3", [].iter()), None);
        assert_eq!(next_schema_version("1-2", [].iter()), None);
    }

    #[test]
    fn the_next_version_is_told_where_versions_are_numbers() {
        let next = |bump: Bump, version: &str| bump.next(version).unwrap_or_default();
        assert_eq!(
            [Bump::Major, Bump::Minor, Bump::Patch].map(|bump| next(bump, "1.2.3")),
            ["2.0.0", "1.3.0", "1.2.4"]
        );
        assert_eq!(next(Bump::Major, "1.2"), "2.0");
        assert_eq!(
            ["3", "1-0-0", "v1.2.3", "", "1.2.3.4"].map(|version| next(Bump::Minor, version)),
            [""; 5]
        );
    }
}
