//! What is said of one call besides its properties, and who has the last word.

use std::borrow::Cow;

use crate::delivery::Message;
use crate::json_reader::RawMembers;
use crate::value::Value;

/// JSON objects laid over one another, as texts of their members: the options of the call, over what the plan says of the
/// event for the destination, over the settings of the destination, over its defaults.
#[derive(Clone, Copy)]
pub(crate) struct Layers<'a> {
    /// The strongest first.
    texts: [&'a str; 4],
}

impl<'a> Layers<'a> {
    /// The layers of `message`, above the members `settings` and `defaults`.
    pub(crate) fn of(message: &Message<'a>, settings: &'a str, defaults: &'a str) -> Self {
        let metadata = message.metadata.and_then(members_of).unwrap_or_default();
        Self { texts: [message.options.unwrap_or_default(), metadata, settings, defaults] }
    }

    /// The value of a member as JSON, from the strongest layer that has it.
    pub(crate) fn raw(&self, name: &str) -> Option<&'a str> {
        self.texts.iter().find_map(|text| member(text, name))
    }

    /// The same if it is text.
    pub(crate) fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        match Value::from_json(self.raw(name)?) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    /// The objects that stand under `name`, laid over one another in their turn.
    pub(crate) fn inner(&self, name: &str) -> Self {
        let inner = |text: &'a str| member(text, name).and_then(members_of).unwrap_or_default();
        Self { texts: self.texts.map(inner) }
    }

    /// The same below the members `strongest`; the defaults, which are overlaid most, give way.
    #[cfg(feature = "amplitude")]
    pub(crate) fn under(&self, strongest: &'a str) -> Self {
        let [first, second, third, _] = self.texts;
        Self { texts: [strongest, first, second, third] }
    }

    /// Shows each member once: weaker layers first, without what stronger ones replace.
    pub(crate) fn each(&self, mut show: impl FnMut(&str, &'a str)) {
        for (rank, text) in self.texts.iter().enumerate().rev() {
            for found in RawMembers::new(text) {
                let is_replaced = self.texts[..rank].iter().any(|over| member(over, &found.name).is_some());
                if !is_replaced {
                    show(&found.name, found.value);
                }
            }
        }
    }
}

/// The value of a member as JSON, from the members `text`.
fn member<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    RawMembers::new(text).find(|found| found.name == name).map(|found| found.value)
}

/// The members of a JSON object, without the braces. What is no JSON object has none: it may have been written by hand.
fn members_of(json: &str) -> Option<&str> {
    match Value::from_json(json)? {
        Value::Object(_) => json.trim().strip_prefix('{')?.strip_suffix('}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Layers;
    use crate::delivery::{Message, MessageKind};
    use crate::stamp::{MessageId, Stamp, Timestamp};

    fn layers(options: &'static str, metadata: &'static str) -> Layers<'static> {
        let stamp = Stamp::new(MessageId::from_bytes([0; 16]), Timestamp::from_unix_milliseconds(0));
        let mut message = Message::new(MessageKind::Track, stamp, "u");
        (message.options, message.metadata) = (Some(options), Some(metadata));
        Layers::of(&message, r#""a":"settings","o":{"y":3,"z":3}"#, r#""a":"defaults","d":4"#)
    }

    fn shown(layers: Layers<'_>) -> String {
        let mut shown = String::new();
        layers.each(|name, raw| shown.push_str(&format!("{name}={raw} ")));
        shown
    }

    #[test]
    fn the_call_is_stronger_than_the_plan_and_the_plan_than_the_settings() {
        let layers = layers(r#""a":"options","o":{"x":1}"#, r#" { "a" : "plan", "b":2, "o":{"y":2} } "#);
        assert_eq!(layers.text("a").as_deref(), Some("options"));
        assert_eq!((layers.raw("b"), layers.raw("d"), layers.raw("e")), (Some("2"), Some("4"), None));
        assert_eq!(layers.text("b"), None);
        assert_eq!(shown(layers), r#"d=4 b=2 a="options" o={"x":1} "#);
        assert_eq!(shown(layers.inner("o")), "z=3 y=2 x=1 ");
    }

    #[test]
    fn metadata_that_is_no_object_says_nothing() {
        for metadata in ["", "[1]", r#"{"a":}"#, r#"{"a":1"#] {
            assert_eq!(layers("", metadata).text("a").as_deref(), Some("settings"));
        }
    }
}
