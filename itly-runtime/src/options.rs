//! What `load` is told.

mod context_state;
mod destination_options;
mod validation_options;

use std::fmt;
use std::sync::Arc;

pub use self::context_state::{Loadable, Needs, Offers, Ready};
pub use self::destination_options::DestinationOptions;
pub use self::validation_options::ValidationOptions;

use crate::clock::{Clock, SystemClock};
use crate::context::Context;
use crate::environment::Environment;
use crate::event::Event;
use crate::logger::Logger;
use crate::plugin::{Plugin, ValidationResponse};

pub(crate) type OnValidationError = dyn Fn(&Event<'_>, &[ValidationResponse]) + Send + Sync;

/// What [`Itly::load`](crate::Itly::load) is told, or the `load` of a generated SDK.
///
/// `S` says whether the plan's context is still to be given: [`Ready`], [`Needs`] or [`Offers`]. Generated code has
/// the fitting one in its own `Options`.
///
/// ```
/// use itly_runtime::{Environment, Itly, Options, StandardStreams};
///
/// # fn main() -> Result<(), itly_runtime::Error> {
/// let itly = Itly::new();
/// itly.load(Options::new().environment(Environment::Production).logger(StandardStreams))?;
/// # Ok(())
/// # }
/// ```
#[must_use = "options do nothing until they are given to `load`"]
pub struct Options<S = Ready> {
    pub(crate) settings: Settings,
    state: std::marker::PhantomData<S>,
}

pub(crate) struct Settings {
    pub(crate) environment: Environment,
    pub(crate) disabled: bool,
    pub(crate) plugins: Vec<Arc<dyn Plugin>>,
    pub(crate) validation: Option<ValidationOptions>,
    pub(crate) logger: Option<Arc<dyn Logger>>,
    pub(crate) on_validation_error: Option<Box<OnValidationError>>,
    pub(crate) destinations: Vec<(String, DestinationOptions)>,
    pub(crate) destinations_disabled: bool,
    pub(crate) context: Option<Context>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl<S> Options<S> {
    /// Development, nothing disabled, no plugins, no logger.
    pub fn new() -> Self {
        let settings = Settings {
            environment: Environment::default(),
            disabled: false,
            plugins: Vec::new(),
            validation: None,
            logger: None,
            on_validation_error: None,
            destinations: Vec::new(),
            destinations_disabled: false,
            context: None,
            clock: Arc::new(SystemClock),
        };
        Self { settings, state: std::marker::PhantomData }
    }

    /// Where the program runs. Default: [`Environment::Development`].
    pub fn environment(mut self, environment: Environment) -> Self {
        self.settings.environment = environment;
        self
    }

    /// Whether every call shall do nothing. Default: no.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.settings.disabled = disabled;
        self
    }

    /// Adds a plugin after those that were added before.
    pub fn plugin(mut self, plugin: impl Plugin + 'static) -> Self {
        self.settings.plugins.push(Arc::new(plugin));
        self
    }

    /// Adds a plugin that the program goes on using.
    pub fn shared_plugin(mut self, plugin: Arc<dyn Plugin>) -> Self {
        self.settings.plugins.push(plugin);
        self
    }

    /// What happens to an invalid event; replaces the default of the environment as a whole.
    pub fn validation(mut self, validation: ValidationOptions) -> Self {
        self.settings.validation = Some(validation);
        self
    }

    /// Who gets the log lines. Default: no one.
    pub fn logger(mut self, logger: impl Logger + 'static) -> Self {
        self.settings.logger = Some(Arc::new(logger));
        self
    }

    /// Called once for each invalid call, with the event and the failed responses, before the caller gets its error.
    /// A panic of it is logged.
    pub fn on_validation_error(
        mut self,
        callback: impl Fn(&Event<'_>, &[ValidationResponse]) + Send + Sync + 'static,
    ) -> Self {
        self.settings.on_validation_error = Some(Box::new(callback));
        self
    }

    /// Settings of the plan's destination `plugin_id`; later ones replace earlier ones.
    pub fn destination(mut self, plugin_id: impl Into<String>, options: DestinationOptions) -> Self {
        let plugin_id = plugin_id.into();
        self.settings.destinations.retain(|(other, _)| *other != plugin_id);
        self.settings.destinations.push((plugin_id, options));
        self
    }

    /// Whether none of the plan's destinations shall be installed; the validator and the plugins that were added
    /// here stay. Default: no.
    pub fn destinations_disabled(mut self, disabled: bool) -> Self {
        self.settings.destinations_disabled = disabled;
        self
    }

    /// Where the time is read. Default: [`SystemClock`].
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.settings.clock = Arc::new(clock);
        self
    }

    /// Puts plugins before those that were added: the place of the validator and of the plan's destinations.
    pub fn prepend_plugins(mut self, plugins: impl IntoIterator<Item = Arc<dyn Plugin>>) -> Self {
        self.settings.plugins.splice(0..0, plugins);
        self
    }

    /// Where the program runs.
    pub fn get_environment(&self) -> Environment {
        self.settings.environment
    }

    /// Whether every call shall do nothing: then no destination needs its key.
    pub fn is_disabled(&self) -> bool {
        self.settings.disabled
    }

    /// The settings of the plan's destination `plugin_id`, with what was said of all destinations.
    pub fn get_destination(&self, plugin_id: &str) -> DestinationOptions {
        let entry = self.settings.destinations.iter().find(|(id, _)| id == plugin_id);
        let options = entry.map(|(_, options)| options.clone()).unwrap_or_default();
        let disabled = options.is_disabled() || self.settings.destinations_disabled;
        options.disabled(disabled)
    }

    fn with_state<T>(self) -> Options<T> {
        Options { settings: self.settings, state: std::marker::PhantomData }
    }
}

impl<S> Default for Options<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S> fmt::Debug for Options<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plugins: Vec<&str> = self.settings.plugins.iter().map(|plugin| plugin.id()).collect();
        formatter
            .debug_struct("Options")
            .field("environment", &self.settings.environment)
            .field("disabled", &self.settings.disabled)
            .field("plugins", &plugins)
            .field("validation", &self.settings.validation)
            .field("destinations", &self.settings.destinations)
            .field("destinations_disabled", &self.settings.destinations_disabled)
            .finish_non_exhaustive()
    }
}
