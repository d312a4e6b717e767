//! Which part of a version a change moves on.

use serde::Serialize;

use super::change::Class;

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

#[cfg(test)]
mod tests {
    use super::Bump;

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
