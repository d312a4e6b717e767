//! A loaded instance: what one call does, in the order that the specification gives.

mod loaded_plugin;

use std::sync::Arc;
use std::time::{Duration, Instant};

use self::loaded_plugin::LoadedPlugin;
use crate::action::{Action, FLUSH, Hook, SHUTDOWN};
use crate::call::AliasCall;
use crate::call_options::CallOptions;
use crate::clock::Clock;
use crate::context::Context;
use crate::environment::Environment;
use crate::error::{Error, ValidationError};
use crate::event::Event;
use crate::flush::{FlushReport, Flushed};
use crate::hooks::Hooks;
use crate::isolation::guarded;
use crate::logger::PrefixedLogger;
use crate::options::{OnValidationError, Settings, ValidationOptions};
use crate::plugin::{Plugin, PluginError, PluginLoadOptions, ValidationResponse};
use crate::scratch::Scratch;
use crate::stamp::Stamp;
use crate::subject::Subject;
use crate::trackable::Draft;
use crate::typed_event::WriteProperties;
use crate::validation::violations;

/// Under whose name the runtime itself refuses an event.
const CORE: &str = "itly-core";

/// A time-out that the monotonic clock can't hold is as good as this one.
const LONGEST_WAIT: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// All that calls need. Nothing in it changes, so that calls of all threads, of hooks and of callbacks never wait
/// for each other.
pub(crate) struct Loaded {
    plugins: Vec<LoadedPlugin>,
    /// The hooks that any of them has.
    hooks: Hooks,
    context: Option<Context>,
    /// Whether the context is known to be valid, and no one wants to read in the log that it was validated again.
    context_is_accepted: bool,
    /// Whether no validator refuses an event of the plan's types that breaks no rule.
    types_are_trusted: bool,
    environment: Environment,
    validation: ValidationOptions,
    logger: PrefixedLogger,
    on_validation_error: Option<Box<OnValidationError>>,
    clock: Arc<dyn Clock>,
}

impl Loaded {
    /// Loads every plugin, in the order of the list.
    pub(crate) fn new(settings: Settings, logger: PrefixedLogger) -> Self {
        logger.info("load()");
        let options = |logger| PluginLoadOptions::new(settings.environment, logger);
        let plugins = settings.plugins.into_iter().map(|plugin| LoadedPlugin::load(plugin, &logger, options));
        let plugins: Vec<LoadedPlugin> = plugins.collect();
        let validation = settings.validation.unwrap_or(ValidationOptions::of(settings.environment));
        let is_accepted =
            |context: &Context| plugins.iter().all(|plugin| plugin.always_accepts(&context.event()));
        let is_asked_about = !validation.disabled && !logger.is_enabled();
        Self {
            context_is_accepted: is_asked_about && settings.context.as_ref().is_some_and(is_accepted),
            types_are_trusted: plugins.iter().all(LoadedPlugin::accepts_sound_events),
            hooks: plugins.iter().fold(Hooks::NONE, |hooks, plugin| hooks | plugin.hooks()),
            plugins,
            context: settings.context,
            environment: settings.environment,
            validation,
            logger,
            on_validation_error: settings.on_validation_error,
            clock: settings.clock,
        }
    }

    pub(crate) fn context(&self) -> Option<&Context> {
        self.context.as_ref()
    }

    pub(crate) fn stamp(&self, options: &CallOptions) -> Stamp {
        options.stamp(&*self.clock)
    }

    /// What a call about `draft` is about; its properties are written into `scratch`, with those of `context` before them.
    pub(crate) fn subject<'a>(
        &self,
        scratch: &'a mut Scratch,
        context: Option<&'a Context>,
        draft: &Draft<'a>,
    ) -> Subject<'a> {
        let written = scratch.write(context, draft.record);
        let is_valid = written.failure.is_none() && self.knows_as_valid(context, draft);
        Subject::new(context, draft, written, is_valid)
    }

    /// Whether the event of `draft` is valid, and no one has to be asked, because the validators only say what its type and
    /// its own rules say, and because no one reads in a log what they say.
    fn knows_as_valid(&self, context: Option<&Context>, draft: &Draft<'_>) -> bool {
        let is_sound = |record: &dyn WriteProperties| {
            record.is_of_plan() && guarded(|| violations(record)).is_ok_and(|found| found.is_empty())
        };
        let is_valid = || {
            self.types_are_trusted
                && (context.is_none() || self.context_is_accepted)
                && draft.record.is_some_and(is_sound)
        };
        !self.logger.is_enabled() && (self.validation.disabled || is_valid())
    }

    /// Both identities go to every plugin; there is nothing to validate.
    pub(crate) fn alias(&self, call: AliasCall<'_>, options: &CallOptions) {
        self.announce(&call);
        self.act(call, options);
        self.conclude(call, &[]);
    }

    /// Validates `subject` and hands it to every plugin; `call` makes the call about an event.
    pub(crate) fn perform<'a, A: Action<'a>>(
        &self,
        subject: &'a Subject<'a>,
        options: &'a CallOptions,
        call: impl Fn(&'a Event<'a>) -> A,
    ) -> Result<(), Error> {
        let failures = subject.own.as_ref().map_or_else(Vec::new, |own| {
            self.announce(&call(own));
            self.validate::<A>(subject, own)
        });
        let action = call(&subject.combined);
        if failures.is_empty() {
            self.act(action, options);
            self.conclude(action, &[]);
            return Ok(());
        }
        if self.validation.track_invalid {
            self.act(action, options);
        }
        self.log_failures(&subject.combined, &failures);
        self.conclude(action, &failures);
        self.report(&subject.combined, failures)
    }

    /// Asks every plugin for what is queued; returns within about `timeout`.
    pub(crate) fn flush(&self, timeout: Duration) -> FlushReport {
        self.drain(FLUSH, timeout, |plugin, deadline| plugin.flush(deadline))
    }

    /// Ends every plugin; returns within about `timeout`.
    pub(crate) fn shut_down(&self, timeout: Duration) -> FlushReport {
        self.drain(SHUTDOWN, timeout, |plugin, deadline| plugin.shutdown(deadline))
    }

    pub(crate) fn reset(&self) {
        self.logger.info("reset()");
        for plugin in &self.plugins {
            plugin.reset();
        }
    }

    fn announce<'a, A: Action<'a>>(&self, call: &A) {
        if self.logger.is_enabled() {
            self.logger.info(format_args!("{}({call})", A::HOOK.name));
        }
    }

    /// The failed responses: those about the context first, each group in the order of the plugins.
    fn validate<'a, A: Action<'a>>(&self, subject: &Subject<'_>, own: &Event<'_>) -> Vec<ValidationResponse> {
        let mut failures = Vec::new();
        if let Some(text) = &subject.failure {
            self.logger.error(format_args!("Error in {}(). {text}", A::HOOK.name));
            failures.push(ValidationResponse::invalid(CORE, text));
        }
        if self.validation.disabled {
            return Vec::new();
        }
        if let Some(context) = subject.context
            && !self.context_is_accepted
        {
            self.judge(&context.event(), &mut failures);
        }
        self.judge(own, &mut failures);
        failures
    }

    /// Asks every plugin about `event`.
    fn judge(&self, event: &Event<'_>, failures: &mut Vec<ValidationResponse>) {
        for plugin in &self.plugins {
            if let Some(response) = plugin.validate(event) {
                failures.push(response);
            }
        }
    }

    fn act<'a, A: Action<'a>>(&self, action: A, options: &'a CallOptions) {
        for plugin in self.receivers(A::HOOK, action) {
            plugin.act(action.with_options(options.of(plugin.id())));
        }
    }

    fn conclude<'a, A: Action<'a>>(&self, action: A, failures: &[ValidationResponse]) {
        // Few plugins have such hooks.
        if self.hooks.contains(A::POST_HOOK.bit) {
            for plugin in self.receivers(A::POST_HOOK, action) {
                plugin.conclude(action, failures);
            }
        }
    }

    /// The plugins that have `hook` and get `action`.
    fn receivers<'a, A: Action<'a>>(&self, hook: Hook, action: A) -> impl Iterator<Item = &LoadedPlugin> {
        let is_receiver =
            move |plugin: &&LoadedPlugin| plugin.implements(hook) && action.is_sent_to(plugin.id());
        self.plugins.iter().filter(is_receiver)
    }

    /// What production promises: an invalid event is logged as an error and still let through.
    fn log_failures(&self, event: &Event<'_>, failures: &[ValidationResponse]) {
        if self.environment == Environment::Production {
            for failure in failures {
                self.logger.error(format_args!(
                    "Validation error for \"{}\" in {}. Message: {}",
                    event.name(),
                    failure.plugin_id(),
                    failure.message(),
                ));
            }
        }
    }

    /// Tells the program of an invalid event, as it asked to be told.
    fn report(&self, event: &Event<'_>, failures: Vec<ValidationResponse>) -> Result<(), Error> {
        if let Some(callback) = &self.on_validation_error
            && let Err(text) = guarded(|| callback(event, &failures))
        {
            self.logger.error(format_args!("Error in on_validation_error(). {text}"));
        }
        if self.validation.error_on_invalid {
            return Err(Error::Invalid(ValidationError::new(event.name(), failures)));
        }
        Ok(())
    }

    fn drain(
        &self,
        hook: Hook,
        timeout: Duration,
        drain: impl Fn(&dyn Plugin, Instant) -> Result<Flushed, PluginError>,
    ) -> FlushReport {
        self.logger.info(format_args!("{}()", hook.name));
        let now = self.clock.now();
        let deadline = now.checked_add(timeout).or_else(|| now.checked_add(LONGEST_WAIT)).unwrap_or(now);
        for plugin in &self.plugins {
            plugin.request_flush(hook);
        }
        let mut report = FlushReport::default();
        for plugin in self.plugins.iter().filter(|plugin| plugin.implements(hook)) {
            report.push(plugin.id(), plugin.drain(hook, |plugin| drain(plugin, deadline)));
        }
        report
    }
}
