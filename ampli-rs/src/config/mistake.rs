//! A mistake in `ampli.toml`: where, what, and what was meant.

use crate::failure::Failure;
use crate::suggestion;

pub(super) fn failure(name: &str, text: &str, error: &toml::de::Error) -> Failure {
    let place = error.span().map(|span| line_and_column(text, span.start));
    let place = place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
    let message = error.message().trim().replace('\n', ", ");
    let (message, help) = match unknown_word(&message) {
        Some((what, word, known)) => {
            (format!("{what} `{word}`"), suggestion::did_you_mean(word, known.iter().copied()))
        }
        None => (message, "`ampli-rs schema config` prints what the file may say".to_owned()),
    };
    Failure::new(format!("`{name}{place}`: {message}"), help)
}

/// serde lists the words it knows after the one it does not, each between backticks.
fn unknown_word(message: &str) -> Option<(&'static str, &str, Vec<&str>)> {
    let what = match message {
        _ if message.starts_with("unknown field ") => "unknown key",
        _ if message.starts_with("unknown variant ") => "unknown value",
        _ => return None,
    };
    let mut words = message.split('`').skip(1).step_by(2);
    Some((what, words.next()?, words.collect()))
}

/// Counted from 1, columns in characters.
pub(super) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (1 + before.matches('\n').count(), 1 + before[line_start..].chars().count())
}
