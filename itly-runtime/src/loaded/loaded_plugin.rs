use std::fmt;
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
        loaded.run(LOAD, format_args!("load()"), |plugin| plugin.load(&options(logger)));
        loaded
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn implements(&self, hook: Hook) -> bool {
        self.hooks.contains(hook.bit)
    }

    /// A validator that fails makes the event invalid.
    pub(super) fn validate(&self, event: &Event<'_>) -> Option<ValidationResponse> {
        let line = format_args!("validate(event={}, properties={})", event.name(), Json(event.properties()));
        match self.run(VALIDATE, line, |plugin| plugin.validate(event))? {
            Ok(response) => response,
            Err(text) => Some(ValidationResponse::invalid(&*self.id, text)),
        }
    }

    pub(super) fn act<'a, A: Action<'a>>(&self, action: A) {
        self.run(A::HOOK, format_args!("{}({action})", A::HOOK.name), |plugin| action.act(plugin));
    }

    pub(super) fn conclude<'a, A: Action<'a>>(&self, action: A, failures: &[ValidationResponse]) {
        let name = A::POST_HOOK.name;
        let conclude = |plugin: &dyn Plugin| action.conclude(plugin, failures);
        if A::IS_VALIDATED {
            let responses = Responses(failures);
            let line = format_args!("{name}({action}, validation_results={responses})");
            self.run(A::POST_HOOK, line, conclude);
        } else {
            self.run(A::POST_HOOK, format_args!("{name}({action})"), conclude);
        }
    }

    pub(super) fn reset(&self) {
        self.run(RESET, format_args!("reset()"), |plugin| plugin.reset());
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
        self.run(hook, format_args!("{}()", hook.name), drain)?.ok()
    }

    /// Runs one hook, unless the plugin does not implement it; `line` announces it. A failure becomes its text.
    fn run<T>(
        &self,
        hook: Hook,
        line: fmt::Arguments<'_>,
        work: impl FnOnce(&dyn Plugin) -> Result<T, PluginError>,
    ) -> Option<Result<T, String>> {
        if !self.implements(hook) || self.panics_in_a_row.load(Ordering::Relaxed) >= MOST_PANICS {
            return None;
        }
        self.logger.info(line);
        let outcome = guarded(|| work(&*self.plugin).map_err(|error| error.to_string()));
        self.count_panics(outcome.is_err());
        let result = outcome.flatten();
        if let Err(text) = &result {
            log_failure(&self.logger, hook.name, text);
        }
        Some(result)
    }

    fn count_panics(&self, panicked: bool) {
        if !panicked {
            // Reading first keeps the cache line shared between threads.
            if self.panics_in_a_row.load(Ordering::Relaxed) != 0 {
                self.panics_in_a_row.store(0, Ordering::Relaxed);
            }
        } else if self.panics_in_a_row.fetch_add(1, Ordering::Relaxed) + 1 == MOST_PANICS {
            self.logger.error(format_args!("disabled after {MOST_PANICS} panics in a row"));
        }
    }
}

fn log_failure(logger: &PrefixedLogger, hook: &str, text: &str) {
    logger.error(format_args!("Error in {hook}(). {text}"));
}
