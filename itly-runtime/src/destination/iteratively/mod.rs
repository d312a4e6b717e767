//! Every call, valid or not, to the Itly debugger.

mod stream;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use self::stream::Stream;
use crate::call::{GroupCall, IdentifyCall, PageCall, ScreenCall, TrackCall};
use crate::delivery::{
    Delivery, DeliveryReport, DeliverySettings, DropReason, Limits, Message, MessageKind, RetryPolicy,
};
use crate::environment::Environment;
use crate::flush::Flushed;
use crate::hooks::Hooks;
use crate::json::members as members_json;
use crate::json_reader::RawMembers;
use crate::logger::PrefixedLogger;
use crate::plugin::{HookResult, Plugin, PluginError, PluginLoadOptions, ValidationResponse};
use crate::properties::Properties;
#[cfg(feature = "_transport")]
use crate::transport::DefaultTransport;
use crate::transport::Transport;

/// The plugin that mirrors every call to the stream of the Itly debugger, with what validation said of it.
///
/// It works with the hooks that come last, so that it sees events that are invalid and not tracked, too. `alias` is not
/// mirrored, and a screen counts as a page. In production it does nothing unless [`disabled`](Self::disabled) says
/// otherwise.
///
/// Ten objects are a request, or those of a second; a server that fails is tried 25 times in all, with pauses from ten
/// seconds to an hour. It never learns who the user is.
///
/// ```
/// # #[cfg(feature = "http")]
/// # fn main() {
/// use itly_runtime::{Iteratively, Options};
///
/// let debugger = Iteratively::new("https://data.us-east-2.iterative.ly/t", "api-key").omit_values(true);
/// let options: Options = Options::new().plugin(debugger);
/// # }
/// # #[cfg(not(feature = "http"))]
/// # fn main() {}
/// ```
pub struct Iteratively {
    stream: Stream,
    omits_values: bool,
    disabled: Option<bool>,
    is_disabled: AtomicBool,
    settings: DeliverySettings,
    logger: Arc<OnceLock<PrefixedLogger>>,
    delivery: OnceLock<Delivery>,
}

impl Iteratively {
    /// Calls to the debugger at `url`, which knows the program by `api_key`.
    #[cfg(feature = "_transport")]
    pub fn new(url: impl Into<String>, api_key: impl Into<String>) -> Self {
        Self::with_transport(url, api_key, DefaultTransport::new())
    }

    /// The same over a transport of the program's own.
    pub fn with_transport(
        url: impl Into<String>,
        api_key: impl Into<String>,
        transport: impl Transport + 'static,
    ) -> Self {
        Self {
            stream: Stream::new(url.into(), &api_key.into(), transport),
            omits_values: false,
            disabled: None,
            is_disabled: AtomicBool::new(false),
            settings: DeliverySettings::new().retry(retry(25)),
            logger: Arc::default(),
            delivery: OnceLock::new(),
        }
    }

    /// Sets the id of the plugin. Default: `iteratively`.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.stream.name = id.into();
        self
    }

    /// Sets whether the plugin does nothing. Default: yes in production, no in development.
    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = Some(disabled);
        self
    }

    /// Sets whether the values of properties are kept back: each is sent as `null`, and what validation says about them is
    /// not sent at all. Default: no.
    #[must_use]
    pub fn omit_values(mut self, omit: bool) -> Self {
        self.omits_values = omit;
        self
    }

    /// Sets how often a batch is sent at most, the first time included. Default: 25.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.settings = self.settings.retry(retry(attempts));
        self
    }

    /// Replaces the limits: ten objects or a second, 15 seconds for a request.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.settings = self.settings.limits(limits);
        self
    }

    /// Sets whether each object has the id of its call as its `messageId`. Default: no.
    #[must_use]
    pub fn message_ids(mut self, message_ids: bool) -> Self {
        self.stream.has_message_ids = message_ids;
        self
    }

    /// Sends the version of the tracking plan along with each request.
    #[must_use]
    pub fn tracking_plan_version(mut self, version: impl Into<String>) -> Self {
        self.stream.plan_version = Some(version.into());
        self
    }

    /// Sends the branch of the tracking plan along with each request.
    #[must_use]
    pub fn branch(mut self, name: impl Into<String>) -> Self {
        self.stream.branch = Some(name.into());
        self
    }

    /// Replaces the settings of the delivery, its retries included.
    #[must_use]
    pub fn settings(mut self, settings: DeliverySettings) -> Self {
        self.settings = settings;
        self
    }

    /// The delivery behind the plugin: keep it to read the accounts. Whatever is set after this call has no effect on it.
    pub fn delivery(&self) -> Delivery {
        self.started().clone()
    }

    fn started(&self) -> &Delivery {
        self.delivery.get_or_init(|| {
            let programs = self.settings.on_outcome.clone();
            let logger = Arc::clone(&self.logger);
            let settings = self.settings.clone().on_outcome(move |report| {
                log_failure(logger.get(), report);
                if let Some(programs) = &programs {
                    programs(report);
                }
            });
            Delivery::with_settings(self.stream.clone(), settings)
        })
    }

    /// Queues what a hook has seen. A dropped object is counted, and no failure of the hook.
    fn mirror(
        &self,
        message: &Message<'_>,
        properties: Option<&Properties<'_>>,
        failures: &[ValidationResponse],
    ) -> HookResult {
        if self.is_disabled.load(Ordering::Relaxed) {
            return Ok(());
        }
        let failure = failures.iter().find(|failure| !failure.is_valid());
        let details = failure.map(|failure| if self.omits_values { "" } else { failure.message() });
        let verdict = details.map(|details| members_json(|to| to.string("details", details)));
        let members = properties.map(Properties::members_json);
        let nulls = members.filter(|_| self.omits_values).map(without_values);
        let _ = self.started().push(&Message {
            properties: nulls.as_deref().or(members),
            options: verdict.as_deref(),
            ..*message
        });
        Ok(())
    }
}

/// The policy of the original: pauses from ten seconds to an hour, and nothing but the number of attempts ends it.
fn retry(attempts: u32) -> RetryPolicy {
    RetryPolicy::new()
        .max_retries(attempts.saturating_sub(1))
        .base(Duration::from_secs(10))
        .cap(Duration::from_secs(60 * 60))
        .max_age(Duration::from_secs(3 * 24 * 60 * 60))
        .circuit_failures(u32::MAX)
}

/// The members with `null` for each value.
fn without_values(members: &str) -> String {
    members_json(|to| RawMembers::new(members).for_each(|member| to.any_raw_property(&member.name, "null")))
}

/// Says in the words of the original that a batch is lost.
fn log_failure(logger: Option<&PrefixedLogger>, report: &DeliveryReport<'_>) {
    let Some(logger) = logger else { return };
    if report.dropped.of(DropReason::RetryExhausted) > 0 {
        logger.error("Error. Failed to upload events. Maximum attempts exceeded.");
    }
    if report.dropped.of(DropReason::Rejected) > 0
        && let Some(cause) = report.cause
    {
        logger.error(format_args!("Error. {cause}"));
    }
}

impl fmt::Debug for Iteratively {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Iteratively")
            .field("stream", &self.stream)
            .field("disabled", &self.disabled)
            .field("omits_values", &self.omits_values)
            .finish_non_exhaustive()
    }
}

impl Plugin for Iteratively {
    fn id(&self) -> &str {
        &self.stream.name
    }

    fn hooks(&self) -> Hooks {
        Hooks::POST_IDENTIFY
            | Hooks::POST_GROUP
            | Hooks::POST_PAGE
            | Hooks::POST_SCREEN
            | Hooks::POST_TRACK
            | Hooks::FLUSH
            | Hooks::SHUTDOWN
    }

    fn load(&self, options: &PluginLoadOptions) -> HookResult {
        let disabled = self.disabled.unwrap_or(options.environment == Environment::Production);
        self.is_disabled.store(disabled, Ordering::Relaxed);
        if disabled {
            options.logger.info("disabled");
            return Ok(());
        }
        self.logger.get_or_init(|| options.logger.clone());
        Plugin::load(self.started(), options)
    }

    fn post_identify(&self, call: &IdentifyCall<'_>, failures: &[ValidationResponse]) -> HookResult {
        let message = Message::new(MessageKind::Identify, call.stamp, "");
        self.mirror(&message, call.properties, failures)
    }

    fn post_group(&self, call: &GroupCall<'_>, failures: &[ValidationResponse]) -> HookResult {
        let message = Message::new(MessageKind::Group, call.stamp, "");
        self.mirror(&message, call.properties, failures)
    }

    fn post_page(&self, call: &PageCall<'_>, failures: &[ValidationResponse]) -> HookResult {
        let message = Message::new(MessageKind::Page, call.stamp, "");
        self.mirror(&message, call.properties, failures)
    }

    fn post_screen(&self, call: &ScreenCall<'_>, failures: &[ValidationResponse]) -> HookResult {
        let message = Message::new(MessageKind::Page, call.stamp, "");
        self.mirror(&message, call.properties, failures)
    }

    fn post_track(&self, call: &TrackCall<'_>, failures: &[ValidationResponse]) -> HookResult {
        let message = Message {
            name: Some(call.event.name()),
            event_id: call.event.id(),
            event_version: call.event.version(),
            ..Message::new(MessageKind::Track, call.stamp, "")
        };
        self.mirror(&message, call.event.properties(), failures)
    }

    fn request_flush(&self) {
        if !self.is_disabled.load(Ordering::Relaxed) {
            Plugin::request_flush(self.started());
        }
    }

    fn flush(&self, deadline: Instant) -> Result<Flushed, PluginError> {
        if self.is_disabled.load(Ordering::Relaxed) {
            return Ok(Flushed::default());
        }
        Plugin::flush(self.started(), deadline)
    }

    fn shutdown(&self, deadline: Instant) -> Result<Flushed, PluginError> {
        if self.is_disabled.load(Ordering::Relaxed) {
            return Ok(Flushed::default());
        }
        Plugin::shutdown(self.started(), deadline)
    }
}
