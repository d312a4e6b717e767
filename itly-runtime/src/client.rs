use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use crate::call::{AliasCall, GroupCall, IdentifyCall, PageCall, ScreenCall, TrackCall};
use crate::call_options::CallOptions;
use crate::error::Error;
use crate::flush::FlushReport;
use crate::flush_future::FlushFuture;
use crate::loaded::Loaded;
use crate::logger::PrefixedLogger;
use crate::options::Options;
use crate::scratch::Scratch;
use crate::trackable::{Draft, Trackable};
use crate::typed_event::WriteProperties;

const NEW: u8 = 0;
const LOADING: u8 = 1;
const LOADED: u8 = 2;
const DISABLED: u8 = 3;
const SHUT_DOWN: u8 = 4;

static NO_OPTIONS: CallOptions = CallOptions::new();

/// Takes events and hands them to plugins: one for each SDK, usually a `static`.
///
/// Every method can be called from any thread, also from the hooks of plugins. None of them waits for the network,
/// but [`flush`](Self::flush) and [`shutdown`](Self::shutdown).
///
/// # Errors
///
/// Calls before [`load`](Self::load) and after [`shutdown`](Self::shutdown) fail with [`Error::NotInitialized`] and
/// [`Error::Shutdown`], and calls with an event that breaks the plan with [`Error::Invalid`] if
/// [`ValidationOptions`](crate::ValidationOptions) say so, which is the default in development. When the instance was
/// loaded as `disabled`, every call does nothing and succeeds.
///
/// ```
/// use std::time::Duration;
///
/// use itly_runtime::{Itly, Options, Properties, UntypedEvent};
///
/// static ITLY: Itly = Itly::new();
///
/// # fn main() -> Result<(), itly_runtime::Error> {
/// ITLY.load(Options::new().untyped_context(Properties::from([("app", "demo")])))?;
/// ITLY.identify("some-user-id", Some(&Properties::from([("plan", "pro")])))?;
/// ITLY.track("some-user-id", &UntypedEvent::new("Song Played").property("title", "Hello"))?;
/// ITLY.shutdown(Duration::from_secs(5))?;
/// # Ok(())
/// # }
/// ```
pub struct Itly {
    state: AtomicU8,
    loaded: OnceLock<Arc<Loaded>>,
}

impl Itly {
    /// An instance that is still to be loaded.
    pub const fn new() -> Self {
        Self { state: AtomicU8::new(NEW), loaded: OnceLock::new() }
    }

    /// Loads the plugins; from now on calls are taken.
    ///
    /// # Errors
    ///
    /// [`Error::AlreadyInitialized`] the second time, [`Error::Shutdown`] after [`shutdown`](Self::shutdown).
    pub fn load(&self, options: Options) -> Result<(), Error> {
        match self.state.compare_exchange(NEW, LOADING, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => {}
            Err(SHUT_DOWN) => return Err(Error::Shutdown),
            Err(_) => return Err(Error::AlreadyInitialized),
        }
        let settings = options.settings;
        let logger = PrefixedLogger::of_core(settings.logger.clone());
        if settings.disabled {
            logger.info("disabled = True");
            self.state.store(DISABLED, Ordering::Release);
        } else {
            self.loaded.get_or_init(|| Arc::new(Loaded::new(settings, logger)));
            self.state.store(LOADED, Ordering::Release);
        }
        Ok(())
    }

    /// Two identities are one user: `user_id` from now on, `previous_id` before.
    ///
    /// # Errors
    ///
    /// As [all calls](Self#errors).
    pub fn alias(&self, user_id: &str, previous_id: &str) -> Result<(), Error> {
        self.with_options(&NO_OPTIONS).alias(user_id, previous_id)
    }

    /// What is known of a user: properties of a generated type, or [`Properties`](crate::Properties).
    ///
    /// # Errors
    ///
    /// As [all calls](Self#errors).
    pub fn identify(&self, user_id: &str, properties: Option<&dyn WriteProperties>) -> Result<(), Error> {
        self.with_options(&NO_OPTIONS).identify(user_id, properties)
    }

    /// A user belongs to a group.
    ///
    /// # Errors
    ///
    /// As [all calls](Self#errors).
    pub fn group(
        &self,
        user_id: &str,
        group_id: &str,
        properties: Option<&dyn WriteProperties>,
    ) -> Result<(), Error> {
        self.with_options(&NO_OPTIONS).group(user_id, group_id, properties)
    }

    /// A user sees a page.
    ///
    /// # Errors
    ///
    /// As [all calls](Self#errors).
    pub fn page(
        &self,
        user_id: &str,
        category: Option<&str>,
        name: Option<&str>,
        properties: Option<&dyn WriteProperties>,
    ) -> Result<(), Error> {
        self.with_options(&NO_OPTIONS).page(user_id, category, name, properties)
    }

    /// A user sees a screen of an application.
    ///
    /// # Errors
    ///
    /// As [all calls](Self#errors).
    pub fn screen(
        &self,
        user_id: &str,
        name: Option<&str>,
        properties: Option<&dyn WriteProperties>,
    ) -> Result<(), Error> {
        self.with_options(&NO_OPTIONS).screen(user_id, name, properties)
    }

    /// A user did something: an event of a generated type, or an [`UntypedEvent`](crate::UntypedEvent).
    ///
    /// # Errors
    ///
    /// As [all calls](Self#errors).
    pub fn track<E: Trackable>(&self, user_id: &str, event: &E) -> Result<(), Error> {
        self.with_options(&NO_OPTIONS).track(user_id, event)
    }

    /// The same calls with options for single plugins.
    ///
    /// ```
    /// # use itly_runtime::{CallOptions, Itly, Options, UntypedEvent};
    /// # fn main() -> Result<(), itly_runtime::Error> {
    /// # let itly = Itly::new();
    /// # itly.load(Options::new())?;
    /// struct Priority(u8);
    ///
    /// let options = CallOptions::new().plugin("my-queue", Priority(9));
    /// itly.with_options(&options).track("some-user-id", &UntypedEvent::new("Song Played"))?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_options<'a>(&'a self, options: &'a CallOptions) -> WithOptions<'a> {
        WithOptions { itly: self, options }
    }

    /// Sends what is queued, and waits for it at most `timeout`.
    ///
    /// # Errors
    ///
    /// As [all calls](Self#errors). Events that could not be sent are no error: the report counts them.
    pub fn flush(&self, timeout: Duration) -> Result<FlushReport, Error> {
        Ok(self.loaded()?.map(|loaded| loaded.flush(timeout)).unwrap_or_default())
    }

    /// Takes no more calls, sends what is queued, and waits for it at most `timeout`.
    ///
    /// # Errors
    ///
    /// As [all calls](Self#errors), so the second call fails. Events that could not be sent are no error: the report
    /// counts them.
    pub fn shutdown(&self, timeout: Duration) -> Result<FlushReport, Error> {
        Ok(self.end()?.map(|loaded| loaded.shut_down(timeout)).unwrap_or_default())
    }

    /// As [`flush`](Self::flush), for tasks: it begins at once, and the report comes by the deadline whatever the executor.
    ///
    /// # Errors
    ///
    /// As [all calls](Self#errors).
    pub fn flush_async(&self, timeout: Duration) -> Result<FlushFuture, Error> {
        let Some(loaded) = self.loaded()? else { return Ok(FlushFuture::ready(FlushReport::default())) };
        let waiting = Arc::clone(loaded);
        Ok(FlushFuture::of(move || waiting.flush(timeout), || loaded.flush(Duration::ZERO)))
    }

    /// As [`shutdown`](Self::shutdown), for tasks: it begins at once, and the report comes by the deadline whatever the
    /// executor.
    ///
    /// # Errors
    ///
    /// As [all calls](Self#errors), so the second call fails.
    pub fn shutdown_async(&self, timeout: Duration) -> Result<FlushFuture, Error> {
        let Some(loaded) = self.end()? else { return Ok(FlushFuture::ready(FlushReport::default())) };
        let waiting = Arc::clone(loaded);
        Ok(FlushFuture::of(move || waiting.shut_down(timeout), || loaded.shut_down(Duration::ZERO)))
    }

    /// Takes no more calls; what is left to do is with the plugins, if the instance is not disabled.
    fn end(&self) -> Result<Option<&Arc<Loaded>>, Error> {
        let Some(loaded) = self.loaded()? else { return Ok(None) };
        // Of two threads that shut down at once, one is the first.
        self.state
            .compare_exchange(LOADED, SHUT_DOWN, Ordering::AcqRel, Ordering::Acquire)
            .map_err(|_| Error::Shutdown)?;
        Ok(Some(loaded))
    }

    /// Forgets what plugins know of the user, who has logged out. Queued events stay queued.
    ///
    /// # Errors
    ///
    /// As [all calls](Self#errors).
    pub fn reset(&self) -> Result<(), Error> {
        if let Some(loaded) = self.loaded()? {
            loaded.reset();
        }
        Ok(())
    }

    /// What calls work with; `None` when the instance is disabled.
    #[inline]
    fn loaded(&self) -> Result<Option<&Arc<Loaded>>, Error> {
        match self.state.load(Ordering::Acquire) {
            LOADED => Ok(self.loaded.get()),
            DISABLED => Ok(None),
            SHUT_DOWN => Err(Error::Shutdown),
            _ => Err(Error::NotInitialized),
        }
    }
}

impl Default for Itly {
    fn default() -> Self {
        Self::new()
    }
}

/// The calls of an [`Itly`] with options for single plugins.
#[derive(Clone, Copy)]
pub struct WithOptions<'a> {
    itly: &'a Itly,
    options: &'a CallOptions,
}

impl WithOptions<'_> {
    /// See [`Itly::alias`].
    ///
    /// # Errors
    ///
    /// As [all calls](Itly#errors).
    pub fn alias(self, user_id: &str, previous_id: &str) -> Result<(), Error> {
        if let Some(loaded) = self.itly.loaded()? {
            loaded.alias(AliasCall::new(user_id, previous_id, loaded.stamp(self.options)), self.options);
        }
        Ok(())
    }

    /// See [`Itly::identify`].
    ///
    /// # Errors
    ///
    /// As [all calls](Itly#errors).
    pub fn identify(self, user_id: &str, properties: Option<&dyn WriteProperties>) -> Result<(), Error> {
        let Some(loaded) = self.itly.loaded()? else { return Ok(()) };
        let stamp = loaded.stamp(self.options);
        let mut scratch = Scratch::take();
        let subject = loaded.subject(&mut scratch, None, &Draft::description("identify", properties));
        loaded.perform(&subject, self.options, |event| IdentifyCall::new(user_id, event.properties(), stamp))
    }

    /// See [`Itly::group`].
    ///
    /// # Errors
    ///
    /// As [all calls](Itly#errors).
    pub fn group(
        self,
        user_id: &str,
        group_id: &str,
        properties: Option<&dyn WriteProperties>,
    ) -> Result<(), Error> {
        let Some(loaded) = self.itly.loaded()? else { return Ok(()) };
        let stamp = loaded.stamp(self.options);
        let mut scratch = Scratch::take();
        let subject = loaded.subject(&mut scratch, None, &Draft::description("group", properties));
        loaded.perform(&subject, self.options, |event| {
            GroupCall::new(user_id, group_id, event.properties(), stamp)
        })
    }

    /// See [`Itly::page`].
    ///
    /// # Errors
    ///
    /// As [all calls](Itly#errors).
    pub fn page(
        self,
        user_id: &str,
        category: Option<&str>,
        name: Option<&str>,
        properties: Option<&dyn WriteProperties>,
    ) -> Result<(), Error> {
        let Some(loaded) = self.itly.loaded()? else { return Ok(()) };
        let stamp = loaded.stamp(self.options);
        let mut scratch = Scratch::take();
        let subject = loaded.subject(&mut scratch, None, &Draft::description("page", properties));
        loaded.perform(&subject, self.options, |event| {
            PageCall::new(user_id, category, name, event.properties(), stamp)
        })
    }

    /// See [`Itly::screen`].
    ///
    /// # Errors
    ///
    /// As [all calls](Itly#errors).
    pub fn screen(
        self,
        user_id: &str,
        name: Option<&str>,
        properties: Option<&dyn WriteProperties>,
    ) -> Result<(), Error> {
        let Some(loaded) = self.itly.loaded()? else { return Ok(()) };
        let stamp = loaded.stamp(self.options);
        let mut scratch = Scratch::take();
        let subject = loaded.subject(&mut scratch, None, &Draft::description("screen", properties));
        loaded.perform(&subject, self.options, |event| {
            ScreenCall::new(user_id, name, event.properties(), stamp)
        })
    }

    /// See [`Itly::track`].
    ///
    /// # Errors
    ///
    /// As [all calls](Itly#errors).
    #[inline]
    pub fn track<E: Trackable>(self, user_id: &str, event: &E) -> Result<(), Error> {
        match self.itly.loaded()? {
            Some(loaded) => self.track_draft(loaded, user_id, &event.draft()),
            None => Ok(()),
        }
    }

    /// Not generic, so that the types of a large plan do not each get a copy.
    fn track_draft(self, loaded: &Loaded, user_id: &str, draft: &Draft<'_>) -> Result<(), Error> {
        let stamp = loaded.stamp(self.options);
        let mut scratch = Scratch::take();
        let subject = loaded.subject(&mut scratch, loaded.context(), draft);
        loaded.perform(&subject, self.options, |event| TrackCall::new(user_id, event, stamp))
    }
}
