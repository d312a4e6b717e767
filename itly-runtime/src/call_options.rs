use std::any::Any;

use crate::call::CallOption;

/// Options of one call, by plugin: each plugin sees its own entry alone.
///
/// Which type a plugin understands is in its documentation; it ignores any other one.
///
/// ```
/// use itly_runtime::CallOptions;
///
/// struct Priority(u8);
///
/// let options = CallOptions::new().plugin("my-queue", Priority(9));
/// ```
#[derive(Default)]
pub struct CallOptions {
    entries: Vec<(String, Box<CallOption>)>,
}

impl CallOptions {
    /// No options.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Adds what the plugins named `id` get; a later entry replaces an earlier one.
    #[must_use]
    pub fn plugin(mut self, id: impl Into<String>, options: impl Any + Send + Sync) -> Self {
        let id = id.into();
        self.entries.retain(|(other, _)| *other != id);
        self.entries.push((id, Box::new(options)));
        self
    }

    pub(crate) fn of(&self, id: &str) -> Option<&CallOption> {
        self.entries.iter().find(|(other, _)| other == id).map(|(_, options)| &**options)
    }
}
