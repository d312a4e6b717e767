use std::fmt;
use std::str::FromStr;

use regex_lite::Regex;

use crate::suggestion;

/// How names are spelled.
#[derive(Debug, Clone)]
pub enum Convention {
    /// One of the usual spellings.
    Style(Style),
    /// Whatever the regular expression matches as a whole.
    Pattern(Regex),
}

/// A usual spelling, named as it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `song_played`
    Snake,
    /// `songPlayed`
    Camel,
    /// `SongPlayed`
    Pascal,
    /// `Song Played`
    Title,
    /// `song played`
    Lower,
    /// `song-played`
    Kebab,
    /// `SONG_PLAYED`
    ScreamingSnake,
}

const STYLES: &[(&str, Style)] = &[
    ("snake_case", Style::Snake),
    ("camelCase", Style::Camel),
    ("PascalCase", Style::Pascal),
    ("Title Case", Style::Title),
    ("lower case", Style::Lower),
    ("kebab-case", Style::Kebab),
    ("SCREAMING_SNAKE_CASE", Style::ScreamingSnake),
];

/// The text is neither a usual spelling nor a regular expression between slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConventionError(String);

impl fmt::Display for ConventionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for ConventionError {}

/// Reads `snake_case`, `Title Case`, …, or a regular expression between slashes: `/^[a-z]+$/`.
impl FromStr for Convention {
    type Err = ConventionError;

    fn from_str(text: &str) -> Result<Self, ConventionError> {
        if let Some((_, style)) = STYLES.iter().find(|(name, _)| *name == text) {
            return Ok(Self::Style(*style));
        }
        let Some(pattern) = text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) else {
            let help = suggestion::did_you_mean(text, STYLES.iter().map(|(name, _)| *name));
            return Err(ConventionError(format!(
                "`{text}` is no naming convention: {help}; a regular expression stands between slashes"
            )));
        };
        let whole = format!("^(?:{pattern})$");
        let regex = Regex::new(&whole)
            .map_err(|error| ConventionError(format!("`{text}` is no regular expression: {error}")))?;
        Ok(Self::Pattern(regex))
    }
}

/// The name by which it is configured.
impl fmt::Display for Convention {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Style(style) => formatter.write_str(style.name()),
            Self::Pattern(regex) => write!(formatter, "/{}/", regex.as_str()),
        }
    }
}

impl Convention {
    /// Whether the name is spelled so.
    pub fn fits(&self, name: &str) -> bool {
        match self {
            Self::Style(style) => style.spell(name) == name,
            Self::Pattern(regex) => regex.is_match(name),
        }
    }

    /// The name spelled so, where that can be said.
    pub fn spelled(&self, name: &str) -> Option<String> {
        match self {
            Self::Style(style) => Some(style.spell(name)).filter(|spelled| !spelled.is_empty()),
            Self::Pattern(_) => None,
        }
    }
}

impl Style {
    fn name(self) -> &'static str {
        STYLES.iter().find(|(_, style)| *style == self).map_or("", |(name, _)| name)
    }

    fn spell(self, name: &str) -> String {
        let words = words(name);
        let separator = match self {
            Self::Snake | Self::ScreamingSnake => "_",
            Self::Kebab => "-",
            Self::Title | Self::Lower => " ",
            Self::Camel | Self::Pascal => "",
        };
        let spelled = words.iter().enumerate().map(|(index, word)| match self {
            Self::Snake | Self::Kebab | Self::Lower => word.to_lowercase(),
            Self::ScreamingSnake => word.to_uppercase(),
            Self::Camel if index == 0 => word.to_lowercase(),
            Self::Camel | Self::Pascal => capitalised(&word.to_lowercase()),
            // An acronym in a title stays one.
            Self::Title => capitalised(word),
        });
        spelled.collect::<Vec<_>>().join(separator)
    }
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The words of a name: runs of letters and digits, split where lower case meets upper case.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut characters = name.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let next_is_lower = characters.peek().is_some_and(|next| next.is_lowercase());
        let starts_word = character.is_uppercase() && (!before.is_uppercase() || next_is_lower);
        if !character.is_alphanumeric() || (starts_word && before.is_alphanumeric()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| character.is_alphanumeric()) {
            word.push(character);
        }
        before = character;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::Convention;

    fn convention(text: &str) -> Convention {
        text.parse().expect("a convention")
    }

    #[test]
    fn every_style_knows_its_own() {
        for (style, own) in [
            ("snake_case", "song_played"),
            ("camelCase", "songPlayed"),
            ("PascalCase", "SongPlayed"),
            ("Title Case", "Song Played"),
            ("lower case", "song played"),
            ("kebab-case", "song-played"),
            ("SCREAMING_SNAKE_CASE", "SONG_PLAYED"),
        ] {
            assert!(convention(style).fits(own), "{style}");
            assert!(!convention(style).fits("song  Played!"), "{style}");
            assert_eq!(convention(style).spelled("Song_played").as_deref(), Some(own));
            assert_eq!(convention(style).to_string(), style);
        }
    }

    #[test]
    fn acronyms_and_digits_are_left_in_titles() {
        assert!(convention("Title Case").fits("HTTP Error 404 Seen"));
        assert!(convention("snake_case").fits("step_1"));
        assert_eq!(convention("snake_case").spelled("HTTPError").as_deref(), Some("http_error"));
    }

    #[test]
    fn a_pattern_must_match_the_whole_name() {
        assert!(convention("/[a-z]+:[a-z]+/").fits("song:played"));
        assert!(!convention("/[a-z]+/").fits("song played"));
    }

    #[test]
    fn what_is_no_convention_is_said() {
        let message = |text: &str| text.parse::<Convention>().map_err(|error| error.to_string()).err();
        assert_eq!(
            message("snakecase").as_deref(),
            Some(
                "`snakecase` is no naming convention: did you mean `snake_case`? known are `snake_case`, \
                 `camelCase`, `PascalCase`, `Title Case`, `lower case`, `kebab-case`, `SCREAMING_SNAKE_CASE`; \
                 a regular expression stands between slashes"
            )
        );
        assert!(message("/[/").is_some_and(|text| text.starts_with("`/[/` is no regular expression: ")));
    }
}
