use std::any::Any;

use super::call_extras::CallExtras;
use crate::json::{PropertiesWriter, members};
use crate::properties::Properties;
use crate::value::Value;

/// What one call says to PostHog alone: an entry of [`CallOptions`](crate::CallOptions) under the id `posthog`.
///
/// Each of these can also be said as a property of the event, under PostHog's own name; where both are said, this holds.
/// [`Properties`] instead of these become properties of the event that PostHog alone gets.
///
/// ```
/// use itly_runtime::{CallOptions, Itly, Options, PostHogOptions, Properties, UntypedEvent};
///
/// # fn main() -> Result<(), itly_runtime::Error> {
/// # let itly = Itly::new();
/// # itly.load(Options::new())?;
/// let posthog = PostHogOptions::new()
///     .group("company", "acme")
///     .set_once(Properties::from([("first_seen", "2026-01-02")]))
///     .session_id("0198c0de-0000-7000-8000-000000000abc");
/// let options = CallOptions::new().plugin("posthog", posthog);
/// itly.with_options(&options).track("user-1", &UntypedEvent::new("movie played"))?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
pub struct PostHogOptions {
    groups: Vec<(String, String)>,
    set: Option<Properties<'static>>,
    set_once: Option<Properties<'static>>,
    process_person_profile: Option<bool>,
    session_id: Option<String>,
    window_id: Option<String>,
    cookieless_mode: Option<bool>,
    disable_skew_correction: Option<bool>,
    product_tour_id: Option<String>,
    disable_geoip: Option<bool>,
    group_type: Option<String>,
    is_ai: bool,
}

macro_rules! setters {
    ($($(#[$documentation:meta])* $name:ident: $($type:ty)|+ $(as $into:ident)?;)*) => {
        impl PostHogOptions {$(
            $(#[$documentation])*
            #[must_use]
            pub fn $name(mut self, $name: $($type)+) -> Self {
                self.$name = Some($name$(.$into())?);
                self
            }
        )*}
    };
}

setters! {
    /// Sets properties of the user, as an identify call does: `$set`.
    set: Properties<'static>;
    /// Sets those properties of the user that are not set yet: `$set_once`.
    set_once: Properties<'static>;
    /// Sets whether the event counts for a person's profile: `$process_person_profile`. PostHog's default: yes.
    process_person_profile: bool;
    /// Sets the session to which the event belongs, a UUID of version 7 made by PostHog's web library: `$session_id`.
    session_id: impl Into<String> as into;
    /// Sets the window to which the event belongs: `$window_id`.
    window_id: impl Into<String> as into;
    /// Sets whether the user's id is made by PostHog without a cookie: `$cookieless_mode`.
    cookieless_mode: bool;
    /// Sets whether PostHog takes the event's time as it is, instead of setting it right by when it was sent:
    /// `$ignore_sent_at`.
    disable_skew_correction: bool;
    /// Sets the product tour to which the event belongs: `$product_tour_id`.
    product_tour_id: impl Into<String> as into;
    /// Sets whether PostHog must not look up where the sender is, whatever is said of all events: `$geoip_disable`.
    disable_geoip: bool;
    /// Sets the type of the group of a group call, in place of [`PostHog::group_type`](crate::PostHog::group_type).
    group_type: impl Into<String> as into;
}

impl PostHogOptions {
    /// Nothing is said.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a group to which the event belongs, of a type such as `company`: `$groups`. A later one of the same type
    /// replaces an earlier one.
    #[must_use]
    pub fn group(mut self, group_type: impl Into<String>, key: impl Into<String>) -> Self {
        let group_type = group_type.into();
        self.groups.retain(|(other, _)| *other != group_type);
        self.groups.push((group_type, key.into()));
        self
    }

    /// Sends the event to the endpoint of AI events (`$ai_generation` and the like), apart from all others.
    #[must_use]
    pub fn ai(mut self) -> Self {
        self.is_ai = true;
        self
    }
}

impl PostHogOptions {
    /// Writes what is said as properties of the event.
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        if !self.groups.is_empty() {
            let groups = self.groups.iter();
            let groups =
                groups.map(|(kind, key)| (kind.as_str().into(), Value::from(key.as_str()))).collect();
            to.property("$groups", &Value::Object(groups));
        }
        to.property("$set", &self.set);
        to.property("$set_once", &self.set_once);
        to.optional_boolean("$process_person_profile", self.process_person_profile);
        to.optional_string("$session_id", self.session_id.as_deref());
        to.optional_string("$window_id", self.window_id.as_deref());
        to.optional_boolean("$cookieless_mode", self.cookieless_mode);
        to.optional_boolean("$ignore_sent_at", self.disable_skew_correction);
        to.optional_string("$product_tour_id", self.product_tour_id.as_deref());
        to.optional_boolean("$geoip_disable", self.disable_geoip);
    }
}

/// What a call says to PostHog, as its message carries it.
pub(super) fn options_json(options: &(dyn Any + Send + Sync)) -> Option<String> {
    if let Some(options) = options.downcast_ref::<PostHogOptions>() {
        let properties = members(|writer| options.write(writer));
        let group_type = options.group_type.as_deref().map(Into::into);
        return Some(CallExtras { properties: &properties, group_type }.to_json(options.is_ai));
    }
    let properties = options.downcast_ref::<Properties<'static>>()?;
    Some(CallExtras { properties: properties.members_json(), group_type: None }.to_json(false))
}
