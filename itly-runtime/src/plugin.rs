//! What a plugin may do: watch every call, refuse an event, send it somewhere.

use std::fmt;
use std::time::Instant;

use crate::call::{AliasCall, GroupCall, IdentifyCall, PageCall, ScreenCall, TrackCall};
use crate::environment::Environment;
use crate::event::Event;
use crate::flush::Flushed;
use crate::hooks::Hooks;
use crate::logger::PrefixedLogger;

/// A failure of a plugin: it is logged, and never reaches the program.
pub type PluginError = Box<dyn std::error::Error + Send + Sync>;

/// What most hooks return.
pub type HookResult = Result<(), PluginError>;

/// A validator, a destination, or anything else that takes part in every call.
///
/// Plugins run in the order of the list for every hook, and only [`id`](Self::id) must be written. An error or a
/// panic of a hook is logged as `Error in <hook>(). <text>` under the plugin's name, the next plugin runs, and the
/// caller never learns of it; a failing `validate` makes the event invalid. Hooks run on the thread of the caller:
/// one that needs time hands its work to a thread of its own. A hook may call the same [`Itly`](crate::Itly).
///
/// In a program that is built with `panic = "abort"` a panic can't be contained.
///
/// A plugin that sends events somewhere need not be written: [`Delivery`](crate::Delivery) is one that brings them to any
/// [`Destination`](crate::Destination), which takes thirty lines, and has the queue, the retries, the spool and the accounts.
/// Implement this trait to judge events, to count them, or to watch.
///
/// ```
/// use itly_runtime::{HookResult, Hooks, Plugin, TrackCall};
///
/// struct Counter(std::sync::atomic::AtomicUsize);
///
/// impl Plugin for Counter {
///     fn id(&self) -> &str {
///         "counter"
///     }
///
///     fn hooks(&self) -> Hooks {
///         Hooks::TRACK
///     }
///
///     fn track(&self, _call: &TrackCall<'_>) -> HookResult {
///         self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
///         Ok(())
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no plugin",
    note = "a destination becomes one by `Delivery::new(…)`, a type of your own by implementing `Plugin`"
)]
pub trait Plugin: Send + Sync {
    /// The name of the plugin: what log lines, per-call options and destination switches call it. Two plugins may
    /// share one. Asked for once, at load.
    fn id(&self) -> &str;

    /// The hooks that the plugin implements: the others are neither called nor logged. Asked for once, at load.
    fn hooks(&self) -> Hooks {
        Hooks::ALL
    }

    /// Gets the plugin ready. One that fails here stays in the list, and its other hooks are still called.
    fn load(&self, _options: &PluginLoadOptions) -> HookResult {
        Ok(())
    }

    /// Judges an event by its own properties, without the context; `None` means valid.
    fn validate(&self, _event: &Event<'_>) -> Result<Option<ValidationResponse>, PluginError> {
        Ok(None)
    }

    /// Whether [`validate`](Self::validate) has no effects, and always the same answer for the same event. Then it may
    /// be asked less often: about the context, which never changes, only once. Asked for once, at load.
    fn validate_is_pure(&self) -> bool {
        false
    }

    /// Whether [`validate`](Self::validate) has no effects and accepts every event of a type of the plan that breaks no rule:
    /// whose [`is_typed`](Event::is_typed) is true and whose [`violations`](Event::violations) are none. Then it need not be
    /// asked about such events. Asked for once, at load.
    fn accepts_sound_events(&self) -> bool {
        false
    }

    /// Two identities are one user.
    fn alias(&self, _call: &AliasCall<'_>) -> HookResult {
        Ok(())
    }

    /// Every plugin has had its `alias`.
    fn post_alias(&self, _call: &AliasCall<'_>) -> HookResult {
        Ok(())
    }

    /// What is known of a user.
    fn identify(&self, _call: &IdentifyCall<'_>) -> HookResult {
        Ok(())
    }

    /// Every plugin has had its `identify`, or the call was invalid and not sent.
    fn post_identify(&self, _call: &IdentifyCall<'_>, _failures: &[ValidationResponse]) -> HookResult {
        Ok(())
    }

    /// A user belongs to a group.
    fn group(&self, _call: &GroupCall<'_>) -> HookResult {
        Ok(())
    }

    /// Every plugin has had its `group`, or the call was invalid and not sent.
    fn post_group(&self, _call: &GroupCall<'_>, _failures: &[ValidationResponse]) -> HookResult {
        Ok(())
    }

    /// A user sees a page.
    fn page(&self, _call: &PageCall<'_>) -> HookResult {
        Ok(())
    }

    /// Every plugin has had its `page`, or the call was invalid and not sent.
    fn post_page(&self, _call: &PageCall<'_>, _failures: &[ValidationResponse]) -> HookResult {
        Ok(())
    }

    /// A user sees a screen.
    fn screen(&self, _call: &ScreenCall<'_>) -> HookResult {
        Ok(())
    }

    /// Every plugin has had its `screen`, or the call was invalid and not sent.
    fn post_screen(&self, _call: &ScreenCall<'_>, _failures: &[ValidationResponse]) -> HookResult {
        Ok(())
    }

    /// A user did something. The event's properties are the context overlaid by its own.
    fn track(&self, _call: &TrackCall<'_>) -> HookResult {
        Ok(())
    }

    /// Every plugin has had its `track`, or the event was invalid and not sent.
    fn post_track(&self, _call: &TrackCall<'_>, _failures: &[ValidationResponse]) -> HookResult {
        Ok(())
    }

    /// Starts to send what is queued, and does not wait: called on every plugin that has `flush` or `shutdown`
    /// before the first of these, so that a slow destination does not delay the others. Never logged.
    fn request_flush(&self) {}

    /// Sends what was queued before the call, and returns by `deadline`.
    fn flush(&self, _deadline: Instant) -> Result<Flushed, PluginError> {
        Ok(Flushed::default())
    }

    /// Takes nothing more, sends what is queued, and returns by `deadline`.
    fn shutdown(&self, _deadline: Instant) -> Result<Flushed, PluginError> {
        Ok(Flushed::default())
    }

    /// Forgets what it knows of the user (who logged out); what is queued stays.
    fn reset(&self) -> HookResult {
        Ok(())
    }
}

/// What a plugin learns when it is loaded.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PluginLoadOptions {
    /// Where the program runs.
    pub environment: Environment,
    /// Logs under the plugin's name.
    pub logger: PrefixedLogger,
}

impl PluginLoadOptions {
    /// For tests of plugins: the runtime makes its own.
    pub fn new(environment: Environment, logger: PrefixedLogger) -> Self {
        Self { environment, logger }
    }
}

/// What a plugin says about an event.
///
/// It is a word, so that the usual answer, none, is quickly handed on.
#[derive(Clone, PartialEq, Eq)]
pub struct ValidationResponse(Box<Answer>);

#[derive(Clone, PartialEq, Eq)]
struct Answer {
    valid: bool,
    plugin_id: String,
    message: String,
}

impl ValidationResponse {
    /// The event is as it should be; the same as no response.
    pub fn valid(plugin_id: impl Into<String>) -> Self {
        Self(Box::new(Answer { valid: true, plugin_id: plugin_id.into(), message: String::new() }))
    }

    /// The event is invalid, for the reason that `message` gives.
    pub fn invalid(plugin_id: impl Into<String>, message: impl Into<String>) -> Self {
        Self(Box::new(Answer { valid: false, plugin_id: plugin_id.into(), message: message.into() }))
    }

    /// Whether the event is valid.
    pub fn is_valid(&self) -> bool {
        self.0.valid
    }

    /// The plugin that answers.
    pub fn plugin_id(&self) -> &str {
        &self.0.plugin_id
    }

    /// What is wrong; empty when the event is valid.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Debug for ValidationResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Answer { valid, plugin_id, message } = &*self.0;
        formatter
            .debug_struct("ValidationResponse")
            .field("valid", valid)
            .field("plugin_id", plugin_id)
            .field("message", message)
            .finish()
    }
}
