use std::borrow::Cow;

use super::fields::Fields;
use super::self_describing::SelfDescribingJson;
use super::subject::SnowplowSubject;
use crate::json::{JsonText, WriteValue};
use crate::json_reader::RawMembers;
use crate::stamp::Timestamp;
use crate::value::Value;

/// What one call says to Snowplow alone.
///
/// ```
/// use itly_runtime::{CallOptions, SnowplowOptions, SnowplowSubject};
///
/// let options = CallOptions::new().plugin(
///     "snowplow",
///     SnowplowOptions::new()
///         .subject(SnowplowSubject::new().user_agent("Mozilla/5.0"))
///         .page_url("https://example.com/songs"),
/// );
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SnowplowOptions {
    schema: Option<String>,
    entities: Vec<SelfDescribingJson>,
    fields: Fields<'static>,
    mistake: Option<String>,
}

impl SnowplowOptions {
    /// Nothing in particular.
    pub const fn new() -> Self {
        Self { schema: None, entities: Vec::new(), fields: Fields::new(), mistake: None }
    }

    /// Sets the schema of the event, `iglu:vendor/name/jsonschema/1-0-0`, in place of the one made from the plan.
    #[must_use]
    pub fn schema(mut self, uri: impl Into<String>) -> Self {
        self.schema = Some(uri.into());
        self
    }

    /// Adds an entity to those that the tracker adds to each event.
    #[must_use]
    pub fn entity(mut self, entity: SelfDescribingJson) -> Self {
        self.mistake = self.mistake.or(entity.mistake());
        self.entities.push(entity);
        self
    }

    /// Sets who the event is about; what `subject` leaves open is as the tracker has it.
    #[must_use]
    pub fn subject(mut self, subject: SnowplowSubject) -> Self {
        self.fields.set_all(&subject.fields);
        self
    }

    /// Sets on which page the event happened: `url`. With it, a call to `page` is a page view, and not a screen view.
    #[must_use]
    pub fn page_url(mut self, url: impl Into<String>) -> Self {
        self.fields.set("url", url.into());
        self
    }

    /// Sets the title of the page: `page`. A page view has the name of its call if there is none.
    #[must_use]
    pub fn page_title(mut self, title: impl Into<String>) -> Self {
        self.fields.set("page", title.into());
        self
    }

    /// Sets the page that led to the page: `refr`.
    #[must_use]
    pub fn referrer(mut self, url: impl Into<String>) -> Self {
        self.fields.set("refr", url.into());
        self
    }

    /// Sets when the event really happened, as opposed to when it was tracked: `ttm`.
    #[must_use]
    pub fn true_time(mut self, time: Timestamp) -> Self {
        self.fields.set("ttm", time.unix_milliseconds().to_string());
        self
    }

    /// Sends a call to `track` as a structured event. It has no properties but these: those of the plan's event are not
    /// sent.
    #[must_use]
    pub fn structured(mut self, event: StructuredEvent) -> Self {
        self.mistake = self.mistake.or(event.mistake);
        self.fields.set_all(&event.fields);
        self
    }

    /// The members of the JSON object in which the options wait in the queue.
    pub(super) fn to_members(&self) -> String {
        let mut members = JsonText::new();
        let mut fields = Vec::new();
        self.fields.write_json(&mut fields);
        members.key("fields");
        members.values(&String::from_utf8_lossy(&fields));
        if let Some(schema) = &self.schema {
            members.key("schema");
            members.string(schema);
        }
        if !self.entities.is_empty() {
            members.key("entities");
            members.list(|list| self.entities.iter().for_each(|entity| entity.write(list)));
        }
        if let Some(mistake) = &self.mistake {
            members.key("mistake");
            members.string(mistake);
        }
        members.into_string()
    }
}

/// An event with fixed fields, as Google Analytics once had them: the protocol's `se`.
///
/// ```
/// use itly_runtime::{SnowplowOptions, StructuredEvent};
///
/// let event = StructuredEvent::new("player", "seek").label("jazz").property("seconds").value(1.5);
/// let options = SnowplowOptions::new().structured(event);
/// # let _ = options;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StructuredEvent {
    fields: Fields<'static>,
    mistake: Option<String>,
}

impl StructuredEvent {
    /// Something that was done, and to what sort of thing; neither is empty.
    pub fn new(category: impl Into<String>, action: impl Into<String>) -> Self {
        let (category, action) = (category.into(), action.into());
        let is_lacking = category.is_empty() || action.is_empty();
        let mistake = is_lacking.then(|| "a structured event needs a category and an action".to_owned());
        let mut fields = Fields::new();
        fields.set("se_ca", category);
        fields.set("se_ac", action);
        Self { fields, mistake }
    }

    /// Sets what it was done to.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.fields.set("se_la", label.into());
        self
    }

    /// Sets what of it.
    #[must_use]
    pub fn property(mut self, property: impl Into<String>) -> Self {
        self.fields.set("se_pr", property.into());
        self
    }

    /// Sets how much; a number that is not finite makes the event invalid.
    #[must_use]
    pub fn value(mut self, value: f64) -> Self {
        if value.is_finite() {
            let mut text = JsonText::new();
            value.write_value(&mut text);
            self.fields.set("se_va", text.into_string());
        } else {
            self.mistake = Some(format!("the value of a structured event is `{value}`, which is no number"));
        }
        self
    }
}

/// The options of a message as they come out of the queue.
#[derive(Debug, Default)]
pub(super) struct Said<'a> {
    pub(super) schema: Option<Cow<'a, str>>,
    /// The entities, separated by commas.
    pub(super) entities: &'a str,
    pub(super) fields: Fields<'a>,
    pub(super) mistake: Option<Cow<'a, str>>,
}

impl<'a> Said<'a> {
    /// Reads [`SnowplowOptions::to_members`].
    pub(super) fn from_members(members: Option<&'a str>) -> Self {
        let mut said = Self::default();
        for member in RawMembers::new(members.unwrap_or_default()) {
            match &*member.name {
                "fields" => {
                    for field in RawMembers::new(inside(member.value)) {
                        if let Some(text) = text(field.value) {
                            said.fields.set_named(&field.name, text);
                        }
                    }
                }
                "schema" => said.schema = text(member.value),
                "entities" => said.entities = inside(member.value),
                "mistake" => said.mistake = text(member.value),
                _ => {}
            }
        }
        said
    }
}

/// What stands between the brackets or braces around `json`.
pub(super) fn inside(json: &str) -> &str {
    let json = json.trim();
    json.get(1..json.len().saturating_sub(1)).unwrap_or_default()
}

/// The text that `json` says, if it says a text.
pub(super) fn text(json: &str) -> Option<Cow<'_, str>> {
    match Value::from_json(json) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, SnowplowOptions, StructuredEvent};
    use crate::destination::snowplow::{SelfDescribingJson, SnowplowSubject};
    use crate::properties::Properties;
    use crate::stamp::Timestamp;

    #[test]
    fn what_a_program_says_comes_out_of_the_queue_as_it_went_in() {
        let user = SelfDescribingJson::new(
            "iglu:com.acme/user/jsonschema/1-0-0",
            &Properties::new().with("plan", "\"pro\"").with("seats", 3),
        );
        let options = SnowplowOptions::new()
            .schema("iglu:com.acme/song/jsonschema/1-0-0")
            .entity(user.clone())
            .entity(user)
            .subject(SnowplowSubject::new().language("é\"").viewport(2, 1))
            .page_url("https://example.com")
            .true_time(Timestamp::from_unix_milliseconds(5));
        let members = options.to_members();
        let said = Said::from_members(Some(&members));
        assert_eq!(said.schema.as_deref(), Some("iglu:com.acme/song/jsonschema/1-0-0"));
        let entity =
            r#"{"schema":"iglu:com.acme/user/jsonschema/1-0-0","data":{"plan":"\"pro\"","seats":3}}"#;
        assert_eq!(said.entities, format!("{entity},{entity}"));
        let fields: Vec<_> = said.fields.iter().collect();
        assert_eq!(fields, [("lang", "é\""), ("vp", "2x1"), ("url", "https://example.com"), ("ttm", "5")]);
        assert_eq!(said.mistake, None);
    }

    #[test]
    fn mistakes_are_told_when_the_event_is_sent() {
        let entity = SelfDescribingJson::new("acme/user", &Properties::new());
        let structured = StructuredEvent::new("a", "b").value(f64::NAN);
        let mistakes = [
            SnowplowOptions::new().entity(entity).to_members(),
            SnowplowOptions::new().structured(structured).to_members(),
            SnowplowOptions::new().structured(StructuredEvent::new("a", "")).to_members(),
        ]
        .map(|members| Said::from_members(Some(&members)).mistake.map(|mistake| mistake.into_owned()));
        let expected = [
            "the schema `acme/user` of an entity has no name of Iglu; write it as `iglu:vendor/name/jsonschema/1-0-0`",
            "the value of a structured event is `NaN`, which is no number",
            "a structured event needs a category and an action",
        ];
        assert_eq!(mistakes, expected.map(|mistake| Some(mistake.to_owned())));
    }
}
