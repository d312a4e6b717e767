use std::io::{self, Write};
use std::time::Duration;

use crate::delivery::{Attempt, Batch, Destination, Limits, Message, Outcome, Unfit};
use crate::destination::Missing;
use crate::tracking_plan::TrackingPlan;

/// Events on standard output, one readable line each, for people who look on:
///
/// ```text
/// 2026-01-02T03:04:05.678Z track "Song Played" user-1 {"title":"x"}
/// 2026-01-02T03:04:05.679Z group user-1 acme {"seats":3}
/// 2026-01-02T03:04:05.680Z page "Docs" "Home" user-1
/// ```
///
/// The lines are not meant to be parsed and may change: programs read those of `JsonLines`. Control characters are
/// written as escapes, so that no event plays tricks with the terminal.
#[derive(Debug, Clone, Copy, Default)]
pub struct Console;

impl Console {
    /// Events to standard output.
    pub const fn new() -> Self {
        Self
    }

    /// The destination of a plan, which needs nothing.
    pub(crate) fn from_plan(
        _endpoint: Option<&str>,
        _key: Option<&str>,
        _plan: &TrackingPlan,
    ) -> Result<Self, Missing> {
        Ok(Self)
    }
}

impl Destination for Console {
    fn name(&self) -> &str {
        "console"
    }

    /// At once: someone is looking on.
    fn limits(&self) -> Limits {
        Limits::new().interval(Duration::ZERO)
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, _attempt: &Attempt) -> Result<(), Unfit> {
        write_line(message, body).map_err(|error| Unfit::new(error.to_string()))
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        let mut output = io::stdout().lock();
        match output.write_all(batch.body).and_then(|()| output.flush()) {
            Ok(()) => Outcome::Delivered,
            // Whoever read has gone, and does not come back.
            Err(error) => Outcome::Rejected { cause: format!("standard output can't be written: {error}") },
        }
    }
}

fn write_line(message: &Message<'_>, body: &mut Vec<u8>) -> io::Result<()> {
    write!(body, "{} {}", message.stamp.time, message.kind.name())?;
    for text in [message.category, message.name].into_iter().flatten() {
        write!(body, " {text:?}")?;
    }
    write!(body, " {}", message.user_id.escape_debug())?;
    if let Some(target) = message.target {
        write!(body, " {}", target.escape_debug())?;
    }
    if let Some(members) = message.properties {
        write!(body, " {{{}}}", Visible(members))?;
    }
    body.push(b'\n');
    Ok(())
}

/// JSON text whose control characters, which it may hold beyond ASCII, are escaped as JSON does it.
struct Visible<'a>(&'a str);

impl std::fmt::Display for Visible<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use std::fmt::Write;
        for character in self.0.chars() {
            if character.is_control() {
                write!(formatter, "\\u{:04x}", u32::from(character))?;
            } else {
                formatter.write_char(character)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::write_line;
    use crate::delivery::{Message, MessageKind};
    use crate::stamp::{MessageId, Stamp, Timestamp};

    fn line(change: impl FnOnce(&mut Message<'static>), kind: MessageKind) -> String {
        let time = Timestamp::from_unix_milliseconds(1_767_323_045_678);
        let mut message = Message::new(kind, Stamp::new(MessageId::from_bytes([0; 16]), time), "user-1");
        change(&mut message);
        let mut body = Vec::new();
        write_line(&message, &mut body).unwrap();
        String::from_utf8(body).unwrap()
    }

    #[test]
    fn a_line_says_who_did_what() {
        let track = line(
            |message| {
                message.name = Some("Song \"Played\"");
                message.properties = Some(r#""title":"é🎵""#);
            },
            MessageKind::Track,
        );
        assert_eq!(
            track,
            "2026-01-02T03:04:05.678Z track \"Song \\\"Played\\\"\" user-1 {\"title\":\"é🎵\"}\n"
        );
        let alias = line(|message| message.target = Some("anonymous-9"), MessageKind::Alias);
        assert_eq!(alias, "2026-01-02T03:04:05.678Z alias user-1 anonymous-9\n");
    }

    #[test]
    fn no_event_controls_the_terminal() {
        let line = line(
            |message| {
                message.user_id = "\u{1b}[2J";
                message.name = Some("a\nb");
                message.properties = Some("\"x\":\"\u{9b}2J\"");
            },
            MessageKind::Track,
        );
        assert_eq!(line, "2026-01-02T03:04:05.678Z track \"a\\nb\" \\u{1b}[2J {\"x\":\"\\u009b2J\"}\n");
    }
}
