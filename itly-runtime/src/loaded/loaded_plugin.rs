use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::action::{Action, Hook, LOAD, RESET, VALIDATE};
use crate::event::Event;
use crate::flush::Flushed;
use crate::hooks::Hooks;
use crate::isolation::guarded;
use crate::log_text::{Json, Responses};
use crate::logger::PrefixedLogger;
use crate::plugin::{Plugin, PluginError, PluginLoadOptions, ValidationResponse};

/// A plugin that panics so often without a success in between is not called any more.
const MOST_PANICS: u32 = 100;

/// A plugin in its isolation layer: whatever it does, its caller goes on.
pub(super) struct LoadedPlugin {
    plugin: Arc<dyn Plugin>,
    id: Box<str>,
    hooks: Hooks,
    logger: PrefixedLogger,
    panics_in_a_row: AtomicU32,
}

impl LoadedPlugin {
    /// Loads `plugin`; one that fails is logged and stays.
    pub(super) fn load(
        plugin: Arc<dyn Plugin>,
        core_logger: &PrefixedLogger,
        options: impl Fn(PrefixedLogger) -> PluginLoadOptions,
    ) -> Self {
        let id = guarded(|| Box::from(plugin.id()));
        let logger = core_logger.for_plugin(id.as_deref().unwrap_or("unknown"));
        let hooks = guarded(|| plugin.hooks());
        for (name, text) in [("id", id.as_ref().err()), ("hooks", hooks.as_ref().err())] {
            if let Some(text) = text {
                log_failure(&logger, name, text);
            }
        }
        let loaded = Self {
            plugin,
            id: id.unwrap_or_else(|_| "unknown".into()),
            hooks: hooks.unwrap_or(Hooks::NONE),
            logger: logger.clone(),
            panics_in_a_row: AtomicU32::new(0),
        };
        loaded.run(LOAD, |log| log.info("load()"), |plugin| plugin.load(&options(logger)));
        loaded
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn hooks(&self) -> Hooks {
        self.hooks
    }

    pub(super) fn implements(&self, hook: Hook) -> bool {
        self.hooks.contains(hook.bit)
    }

    /// The response if it is that the event is invalid; a validator that fails makes it so.
    pub(super) fn validate(&self, event: &Event<'_>) -> Option<ValidationResponse> {
        let announce = |log: &PrefixedLogger| {
            let properties = Json(event.properties());
            log.info(format_args!("validate(event={}, properties={properties})", event.name()));
        };
        match self.run(VALIDATE, announce, |plugin| plugin.validate(event))? {
            Ok(response) => response.filter(|response| !response.is_valid()),
            Err(text) => Some(ValidationResponse::invalid(&*self.id, text)),
        }
    }

    /// Whether `event` is known to be valid for this plugin whenever it comes, so that the plugin need not be asked.
    pub(super) fn always_accepts(&self, event: &Event<'_>) -> bool {
        let accepts = || {
            let is_valid = |response: Option<ValidationResponse>| response.is_none_or(|it| it.is_valid());
            self.plugin.validate_is_pure() && self.plugin.validate(event).is_ok_and(is_valid)
        };
        !self.implements(VALIDATE) || guarded(accepts).unwrap_or(false)
    }

    /// See [`Plugin::accepts_sound_events`].
    pub(super) fn accepts_sound_events(&self) -> bool {
        !self.implements(VALIDATE) || guarded(|| self.plugin.accepts_sound_events()).unwrap_or(false)
    }

    pub(super) fn act<'a, A: Action<'a>>(&self, action: A) {
        let announce = |log: &PrefixedLogger| log.info(format_args!("{}({action})", A::HOOK.name));
        self.run(A::HOOK, announce, |plugin| action.act(plugin));
    }

    pub(super) fn conclude<'a, A: Action<'a>>(&self, action: A, failures: &[ValidationResponse]) {
        let name = A::POST_HOOK.name;
        let announce = |log: &PrefixedLogger| {
            if A::IS_VALIDATED {
                let responses = Responses(failures);
                log.info(format_args!("{name}({action}, validation_results={responses})"));
            } else {
                log.info(format_args!("{name}({action})"));
            }
        };
        self.run(A::POST_HOOK, announce, |plugin| action.conclude(plugin, failures));
    }

    pub(super) fn reset(&self) {
        self.run(RESET, |log| log.info("reset()"), |plugin| plugin.reset());
    }

    /// Starts what `hook` is going to wait for.
    pub(super) fn request_flush(&self, hook: Hook) {
        if self.implements(hook)
            && let Err(text) = guarded(|| self.plugin.request_flush())
        {
            log_failure(&self.logger, "request_flush", &text);
        }
    }

    pub(super) fn drain(
        &self,
        hook: Hook,
        drain: impl FnOnce(&dyn Plugin) -> Result<Flushed, PluginError>,
    ) -> Option<Flushed> {
        self.run(hook, |log| log.info(format_args!("{}()", hook.name)), drain)?.ok()
    }

    /// Runs one hook, unless the plugin does not implement it; `announce` logs it first. A failure becomes its text.
    fn run<T>(
        &self,
        hook: Hook,
        announce: impl FnOnce(&PrefixedLogger),
        work: impl FnOnce(&dyn Plugin) -> Result<T, PluginError>,
    ) -> Option<Result<T, String>> {
        if !self.implements(hook) || self.panics_in_a_row.load(Ordering::Relaxed) >= MOST_PANICS {
            return None;
        }
        // Without a logger not even the parts of the line are put together.
        if self.logger.is_enabled() {
            announce(&self.logger);
        }
        let outcome = guarded(|| work(&*self.plugin).map_err(|error| error.to_string()));
        let text = match outcome {
            Ok(result) => {
                self.forget_panics();
                match result {
                    Ok(success) => return Some(Ok(success)),
                    Err(text) => text,
                }
            }
            Err(text) => {
                self.count_panic();
                text
            }
        };
        log_failure(&self.logger, hook.name, &text);
        Some(Err(text))
    }

    fn forget_panics(&self) {
        // Reading first keeps the cache line shared between threads.
        if self.panics_in_a_row.load(Ordering::Relaxed) != 0 {
            self.panics_in_a_row.store(0, Ordering::Relaxed);
        }
    }

    #[cold]
    fn count_panic(&self) {
        if self.panics_in_a_row.fetch_add(1, Ordering::Relaxed) + 1 == MOST_PANICS {
            self.logger.error(format_args!("disabled after {MOST_PANICS} panics in a row"));
        }
    }
}

#[cold]
fn log_failure(logger: &PrefixedLogger, hook: &str, text: &str) {
    logger.error(format_args!("Error in {hook}(). {text}"));
}
