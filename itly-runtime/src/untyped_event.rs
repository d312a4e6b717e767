use crate::properties::Properties;
use crate::value::Value;

/// An event that no type of the plan stands behind: the way out for events that are known at run time only.
///
/// In development, and wherever events are validated, one whose name the plan does not have is invalid.
///
/// ```
/// use itly_runtime::{Itly, Options, UntypedEvent};
///
/// # fn main() -> Result<(), itly_runtime::Error> {
/// let itly = Itly::new();
/// itly.load(Options::new())?;
/// itly.track("some-user-id", &UntypedEvent::new("Song Played").property("title", "Hello"))?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct UntypedEvent<'a> {
    pub(crate) name: &'a str,
    pub(crate) id: Option<&'a str>,
    pub(crate) version: Option<&'a str>,
    pub(crate) properties: Option<Properties<'a>>,
    pub(crate) metadata: Vec<(&'a str, &'a str)>,
    pub(crate) destinations: Vec<(&'a str, bool)>,
}

impl<'a> UntypedEvent<'a> {
    /// An event without properties.
    pub const fn new(name: &'a str) -> Self {
        Self {
            name,
            id: None,
            version: None,
            properties: None,
            metadata: Vec::new(),
            destinations: Vec::new(),
        }
    }

    /// Adds a property, see [`Properties::with`].
    #[must_use]
    pub fn property<'v>(mut self, name: &str, value: impl Into<Value<'v>>) -> Self {
        self.properties = Some(self.properties.unwrap_or_default().with(name, value));
        self
    }

    /// Sets all properties.
    #[must_use]
    pub fn properties(mut self, properties: Properties<'a>) -> Self {
        self.properties = Some(properties);
        self
    }

    /// Sets the plan's stable id of the event.
    #[must_use]
    pub fn id(mut self, id: &'a str) -> Self {
        self.id = Some(id);
        self
    }

    /// Sets the version of the event.
    #[must_use]
    pub fn version(mut self, version: &'a str) -> Self {
        self.version = Some(version);
        self
    }

    /// Adds JSON text for the plugin `plugin_id`.
    #[must_use]
    pub fn metadata(mut self, plugin_id: &'a str, json: &'a str) -> Self {
        self.metadata.push((plugin_id, json));
        self
    }

    /// Sets whether the plugins named `plugin_id` get the event.
    #[must_use]
    pub fn destination(mut self, plugin_id: &'a str, enabled: bool) -> Self {
        self.destinations.push((plugin_id, enabled));
        self
    }
}
