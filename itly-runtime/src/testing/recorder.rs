use std::fmt::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::reading::ReadProperties;
use super::recorded::{RecordedCall, RecordedEvent, owned_properties};
use crate::call::{AliasCall, GroupCall, IdentifyCall, PageCall, ScreenCall, TrackCall};
use crate::hooks::Hooks;
use crate::plugin::{HookResult, Plugin};
use crate::properties::Properties;
use crate::trackable::Trackable;
use crate::typed_event::TypedEvent;

/// A plugin that keeps every call, for tests; its clones share what they keep.
///
/// ```
/// use itly_runtime::testing::Recorder;
/// use itly_runtime::{Itly, Options, UntypedEvent};
///
/// let recorder = Recorder::new();
/// let itly = Itly::new();
/// itly.load(Options::new().plugin(recorder.clone()))?;
///
/// itly.track("some-user-id", &UntypedEvent::new("Song Played").property("title", "Hello"))?;
///
/// assert_eq!(recorder.all(None).len(), 1);
/// recorder.assert_tracked("some-user-id", &UntypedEvent::new("Song Played").property("title", "Hello"));
/// # Ok::<(), itly_runtime::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Recorder {
    calls: Arc<Mutex<Vec<RecordedCall>>>,
}

impl Recorder {
    /// A recorder that has nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Every call in order, also those that are no events.
    pub fn calls(&self) -> Vec<RecordedCall> {
        self.lock().clone()
    }

    /// The tracked events in order, those of one user if there is a `user_id`.
    pub fn all(&self, user_id: Option<&str>) -> Vec<RecordedEvent> {
        let calls = self.lock();
        let events = calls.iter().filter_map(|call| match call {
            RecordedCall::Track(event) => Some(event),
            _ => None,
        });
        events.filter(|event| user_id.is_none_or(|user_id| event.user_id == user_id)).cloned().collect()
    }

    /// The tracked events of one generated type (of its name and version), as values of that type.
    ///
    /// # Panics
    ///
    /// If an event does not have the properties of its type.
    #[track_caller]
    pub fn of_type<E: TypedEvent + ReadProperties>(&self, user_id: Option<&str>) -> Vec<E> {
        let spec = E::spec();
        let events = self.all(user_id).into_iter().filter(|event| event.is(&spec));
        let read = |event: RecordedEvent| match event.read() {
            Some(read) => read,
            None => panic!("the recorded event does not have the properties of its type: {event:#?}"),
        };
        events.map(read).collect()
    }

    /// The first event of [`of_type`](Self::of_type).
    ///
    /// # Panics
    ///
    /// As [`of_type`](Self::of_type).
    #[track_caller]
    pub fn first_of_type<E: TypedEvent + ReadProperties>(&self, user_id: Option<&str>) -> Option<E> {
        self.of_type(user_id).into_iter().next()
    }

    /// Forgets all calls. The `reset` of an [`Itly`](crate::Itly) does not.
    pub fn reset(&self) {
        self.lock().clear();
    }

    /// Panics unless an event of this name was tracked for the user, with these properties; it may have others, those
    /// of the context.
    ///
    /// # Panics
    ///
    /// If there is no such event; the message shows all events.
    #[track_caller]
    pub fn assert_tracked<E: Trackable>(&self, user_id: &str, expected: &E) {
        let draft = expected.draft();
        let properties = draft.record.map(Properties::of).unwrap_or_default();
        let found = self
            .all(Some(user_id))
            .iter()
            .any(|event| event.name == draft.name() && has_all(event.properties.as_ref(), &properties));
        if !found {
            let name = draft.name();
            panic!("`{name}` with {properties:?} was not tracked for `{user_id}`{}", self.list());
        }
    }

    /// Panics if an event named `name` was tracked, for whomever.
    ///
    /// # Panics
    ///
    /// If there is such an event; the message shows all events.
    #[track_caller]
    pub fn assert_not_tracked(&self, name: &str) {
        if self.all(None).iter().any(|event| event.name == name) {
            panic!("`{name}` was tracked{}", self.list());
        }
    }

    /// Panics if there was any call.
    ///
    /// # Panics
    ///
    /// If there was one; the message shows all.
    #[track_caller]
    pub fn assert_nothing_recorded(&self) {
        let calls = self.calls();
        if !calls.is_empty() {
            panic!("calls were recorded: {calls:#?}");
        }
    }

    fn list(&self) -> String {
        let mut list = "; tracked events:".to_owned();
        for event in self.all(None) {
            let properties = event.properties.as_ref().map_or_else(|| "none".to_owned(), Properties::to_json);
            // Writing to a `String` cannot fail.
            let _ = write!(list, "\n  `{}` for `{}` with {properties}", event.name, event.user_id);
        }
        list
    }

    fn record(&self, call: RecordedCall) -> HookResult {
        self.lock().push(call);
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<RecordedCall>> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn has_all(recorded: Option<&Properties<'_>>, expected: &Properties<'_>) -> bool {
    expected.iter().all(|(name, value)| {
        recorded.and_then(|recorded| recorded.get(&name)).is_some_and(|recorded| recorded == value)
    })
}

impl Plugin for Recorder {
    fn id(&self) -> &str {
        "testing"
    }

    fn hooks(&self) -> Hooks {
        Hooks::ACTIONS
    }

    fn alias(&self, call: &AliasCall<'_>) -> HookResult {
        self.record(RecordedCall::Alias {
            user_id: call.user_id.to_owned(),
            previous_id: call.previous_id.to_owned(),
        })
    }

    fn identify(&self, call: &IdentifyCall<'_>) -> HookResult {
        self.record(RecordedCall::Identify {
            user_id: call.user_id.to_owned(),
            properties: owned_properties(call.properties),
        })
    }

    fn group(&self, call: &GroupCall<'_>) -> HookResult {
        self.record(RecordedCall::Group {
            user_id: call.user_id.to_owned(),
            group_id: call.group_id.to_owned(),
            properties: owned_properties(call.properties),
        })
    }

    fn page(&self, call: &PageCall<'_>) -> HookResult {
        self.record(RecordedCall::Page {
            user_id: call.user_id.to_owned(),
            category: call.category.map(str::to_owned),
            name: call.name.map(str::to_owned),
            properties: owned_properties(call.properties),
        })
    }

    fn screen(&self, call: &ScreenCall<'_>) -> HookResult {
        self.record(RecordedCall::Screen {
            user_id: call.user_id.to_owned(),
            name: call.name.map(str::to_owned),
            properties: owned_properties(call.properties),
        })
    }

    fn track(&self, call: &TrackCall<'_>) -> HookResult {
        self.record(RecordedCall::Track(RecordedEvent::new(call)))
    }
}
