use super::iglu;
use crate::json::JsonText;
use crate::properties::Properties;

/// Data with the name of the schema that they follow: what Snowplow calls a self-describing JSON.
///
/// As an *entity* (or context) it says more about an event: the user's plan, the page's author.
///
/// ```
/// use itly_runtime::{Properties, SelfDescribingJson};
///
/// let user = SelfDescribingJson::new(
///     "iglu:com.acme/user/jsonschema/1-0-0",
///     &Properties::new().with("plan", "pro"),
/// );
/// # let _ = user;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelfDescribingJson {
    pub(super) schema: String,
    members: String,
}

impl SelfDescribingJson {
    /// `data` by the schema `iglu:vendor/name/jsonschema/1-0-0`.
    ///
    /// An event with data whose schema is not named in this way is dropped as
    /// [`Invalid`](crate::DropReason::Invalid): the collector would lose it.
    pub fn new(schema: impl Into<String>, data: &Properties<'_>) -> Self {
        Self { schema: schema.into(), members: data.members_json().to_owned() }
    }

    /// What is wrong with it.
    pub(super) fn mistake(&self) -> Option<String> {
        (!iglu::is_uri(&self.schema)).then(|| misnamed_schema("an entity", &self.schema))
    }

    /// Appends `{"schema":…,"data":{…}}`.
    pub(super) fn write(&self, out: &mut JsonText) {
        write(&self.schema, &self.members, out);
    }
}

/// Appends `{"schema":…,"data":{…}}` for an object with `members`.
pub(super) fn write(schema: &str, members: &str, out: &mut JsonText) {
    out.object(|out| {
        out.key("schema");
        out.string(schema);
        out.key("data");
        out.object(|out| out.values(members));
    });
}

/// Says that the schema of `what` is not named as Iglu names schemas.
pub(super) fn misnamed_schema(what: &str, schema: &str) -> String {
    format!(
        "the schema `{schema}` of {what} has no name of Iglu; write it as `iglu:vendor/name/jsonschema/1-0-0`"
    )
}
