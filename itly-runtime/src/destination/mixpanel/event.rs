//! Calls as events of Mixpanel's import API.

use super::{identity, shape};
use crate::delivery::{Message, MessageKind, Unfit};
use crate::destination::members::Members;
use crate::json_reader::RawMembers;
use crate::stamp::Timestamp;
use crate::value::Value;

/// The year 1971 in milliseconds since the Unix epoch: earlier events are refused.
const FIRST_TIME: u64 = 31_536_000_000;

/// How far in the future an event may lie, in milliseconds.
const MOST_AHEAD: u64 = 3_600_000;

/// Numbers from here on are milliseconds, smaller ones seconds.
const FIRST_MILLISECONDS: u64 = 100_000_000_000;

/// Properties of every event besides the program's own.
const OTHERS: usize = 5;

/// Writes a `track` or an `alias` as an event; `now` is the time of the attempt.
pub(super) fn write(message: &Message<'_>, now: Timestamp, body: &mut Vec<u8>) -> Result<(), Unfit> {
    match message.kind {
        MessageKind::Track => write_track(message, now, body),
        MessageKind::Alias => write_alias(message, body),
        other => Err(Unfit::new(format!("Mixpanel has nothing like the call `{}`", other.name()))),
    }
}

fn write_track(message: &Message<'_>, now: Timestamp, body: &mut Vec<u8>) -> Result<(), Unfit> {
    let name = message.name.filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| Unfit::new("an event needs a name"))?;
    let members = message.properties.unwrap_or_default();
    let own = Own::of(members);
    own.check(message, now)?;
    shape::check(members, OTHERS)?;
    Members::object(body, |event| {
        event.text("event", name);
        event.nested("properties", |properties| {
            if own.time.is_none() {
                properties.raw("time", &message.stamp.time.unix_milliseconds().to_string());
            }
            if own.distinct_id.is_none() {
                properties.text("distinct_id", message.user_id);
            }
            if own.insert_id.is_none() {
                properties.ascii("$insert_id", &message.stamp.message_id.to_text());
            }
            write_library(properties);
            for member in RawMembers::new(members) {
                properties.raw(&member.name, member.value);
            }
        });
    });
    Ok(())
}

fn write_alias(message: &Message<'_>, body: &mut Vec<u8>) -> Result<(), Unfit> {
    let previous_id = message.target.unwrap_or_default();
    for id in [message.user_id, previous_id] {
        if id.is_empty() {
            return Err(Unfit::new("an alias needs two ids"));
        }
        identity::check(id)?;
    }
    Members::object(body, |event| {
        event.text("event", "$create_alias");
        event.nested("properties", |properties| {
            properties.raw("time", &message.stamp.time.unix_milliseconds().to_string());
            properties.text("distinct_id", message.user_id);
            properties.ascii("$insert_id", &message.stamp.message_id.to_text());
            properties.text("alias", previous_id);
            write_library(properties);
        });
    });
    Ok(())
}

fn write_library(properties: &mut Members<'_>) {
    properties.text("mp_lib", "itly-runtime");
    properties.text("$lib_version", env!("CARGO_PKG_VERSION"));
}

/// Properties of the event that Mixpanel reads in place of what the call says, as in its own libraries.
#[derive(Default)]
struct Own<'a> {
    time: Option<&'a str>,
    distinct_id: Option<&'a str>,
    insert_id: Option<&'a str>,
}

impl<'a> Own<'a> {
    fn of(members: &'a str) -> Self {
        let mut own = Self::default();
        for member in RawMembers::new(members) {
            match &*member.name {
                "time" => own.time = Some(member.value),
                "distinct_id" => own.distinct_id = Some(member.value),
                "$insert_id" => own.insert_id = Some(member.value),
                _ => {}
            }
        }
        own
    }

    /// Refuses what Mixpanel would refuse, whether it is the event's own or the call's.
    fn check(&self, message: &Message<'_>, now: Timestamp) -> Result<(), Unfit> {
        let time = self.time.map_or(Ok(message.stamp.time.unix_milliseconds()), milliseconds)?;
        if time < FIRST_TIME || time > now.unix_milliseconds().saturating_add(MOST_AHEAD) {
            return Err(Unfit::new(
                "Mixpanel takes no event from before 1971 or from more than an hour ahead",
            ));
        }
        match self.distinct_id {
            Some(id) => identity::check(&text("distinct_id", id)?)?,
            None => identity::check(message.user_id)?,
        }
        let Some(id) = self.insert_id else { return Ok(()) };
        let id = text("$insert_id", id)?;
        identity::check(&id)?;
        let is_sound = id.len() <= 36 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_sound {
            return Err(Unfit::new(
                "the property `$insert_id` must have 36 characters at most, all of them letters, digits or `-`",
            ));
        }
        Ok(())
    }
}

fn text<'a>(name: &str, json: &'a str) -> Result<std::borrow::Cow<'a, str>, Unfit> {
    match Value::from_json(json) {
        Some(Value::String(text)) => Ok(text),
        _ => Err(Unfit::new(format!("Mixpanel needs text for the property `{name}`"))),
    }
}

/// A time that the program gives as a property: seconds or milliseconds since the Unix epoch.
fn milliseconds(json: &str) -> Result<u64, Unfit> {
    let time: u64 = json.parse().map_err(|_| {
        Unfit::new("Mixpanel reads the property `time` as that of the event: it must be whole seconds or milliseconds")
    })?;
    Ok(if time < FIRST_MILLISECONDS { time * 1000 } else { time })
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::delivery::{Message, MessageKind};
    use crate::stamp::{MessageId, Stamp, Timestamp};

    const NOW: u64 = 1_767_323_045_678;

    fn message(properties: &'static str, time: u64) -> Message<'static> {
        let stamp = Stamp::new(MessageId::from_bytes([1; 16]), Timestamp::from_unix_milliseconds(time));
        let mut message = Message::new(MessageKind::Track, stamp, "user-1");
        (message.name, message.properties) = (Some("Song Played"), Some(properties));
        message
    }

    fn written(message: &Message<'_>) -> Result<String, String> {
        let mut body = Vec::new();
        write(message, Timestamp::from_unix_milliseconds(NOW), &mut body)
            .map_err(|unfit| unfit.to_string())?;
        Ok(String::from_utf8(body).unwrap())
    }

    const TAIL: &str = r#""mp_lib":"itly-runtime","$lib_version":"0.1.0""#;

    #[test]
    fn a_track_has_its_time_its_user_and_its_id() {
        let head = r#""time":1767323045678,"distinct_id":"user-1","$insert_id":"01010101-0101-0101-0101-010101010101""#;
        let expected = format!(r#"{{"event":"Song Played","properties":{{{head},{TAIL},"a":1.0}}}}"#);
        assert_eq!(written(&message(r#""a":1.0"#, NOW)), Ok(expected));
    }

    #[test]
    fn what_the_event_has_of_its_own_is_not_written_twice() {
        let own = r#""$insert_id":"x-1","time":1767323045,"distinct_id":"""#;
        let expected = format!(r#"{{"event":"Song Played","properties":{{{TAIL},{own}}}}}"#);
        assert_eq!(written(&message(own, NOW)), Ok(expected));
    }

    #[test]
    fn what_mixpanel_would_refuse_is_refused() {
        let window = "Mixpanel takes no event from before 1971 or from more than an hour ahead";
        let insert_id =
            "the property `$insert_id` must have 36 characters at most, all of them letters, digits or `-`";
        let time = "Mixpanel reads the property `time` as that of the event: it must be whole seconds or milliseconds";
        let cases = [
            ("", 31_535_999_999, window),
            ("", NOW + 3_600_001, window),
            (r#""time":31535999"#, NOW, window),
            (r#""time":18446744073709551615"#, NOW, window),
            (r#""time":"12:30""#, NOW, time),
            (r#""time":1.5"#, NOW, time),
            (r#""distinct_id":"null""#, NOW, "Mixpanel takes no user with the id `null`"),
            (r#""distinct_id":7"#, NOW, "Mixpanel needs text for the property `distinct_id`"),
            (r#""$insert_id":"a b""#, NOW, insert_id),
        ];
        for (properties, time, refusal) in cases {
            assert_eq!(written(&message(properties, time)), Err(refusal.to_owned()), "{properties}");
        }
        for time in [31_536_000_000, NOW + 3_600_000] {
            assert!(written(&message("", time)).is_ok());
        }
        let nobody = Message { user_id: "anonymous", ..message("", NOW) };
        assert_eq!(written(&nobody), Err("Mixpanel takes no user with the id `anonymous`".to_owned()));
    }
}
