use std::time::Instant;

use itly_runtime::{
    AliasCall, Event, Flushed, GroupCall, HookResult, Hooks, IdentifyCall, PageCall, Plugin, PluginError,
    PluginLoadOptions, ScreenCall, TrackCall, UntypedEvent, ValidationResponse, Value,
};

/// How a hook behaves.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Behaviour {
    Succeeds,
    Fails,
    Panics,
}

/// A plugin whose hooks all behave alike; it answers that events with the property `invalid` are invalid.
pub(crate) struct Probe {
    pub(crate) id: &'static str,
    pub(crate) hooks: Hooks,
    pub(crate) behaviour: Behaviour,
}

impl Probe {
    /// A plugin that implements every hook.
    pub(crate) fn new(id: &'static str) -> Self {
        Self { id, hooks: Hooks::ALL, behaviour: Behaviour::Succeeds }
    }

    pub(crate) fn with_hooks(self, hooks: Hooks) -> Self {
        Self { hooks, ..self }
    }

    pub(crate) fn that(self, behaviour: Behaviour) -> Self {
        Self { behaviour, ..self }
    }

    fn act(&self, hook: &str) -> HookResult {
        match self.behaviour {
            Behaviour::Succeeds => Ok(()),
            Behaviour::Fails => Err(format!("{hook} failed").into()),
            Behaviour::Panics => panic!("{hook} panicked"),
        }
    }
}

impl Plugin for Probe {
    fn id(&self) -> &str {
        self.id
    }

    fn hooks(&self) -> Hooks {
        self.hooks
    }

    fn load(&self, _options: &PluginLoadOptions) -> HookResult {
        self.act("load")
    }

    fn validate(&self, event: &Event<'_>) -> Result<Option<ValidationResponse>, PluginError> {
        self.act("validate")?;
        let is_invalid = event.properties().is_some_and(|properties| properties.get("invalid").is_some());
        Ok(is_invalid.then(|| ValidationResponse::invalid(self.id, "invalid event!!!")))
    }

    fn alias(&self, _call: &AliasCall<'_>) -> HookResult {
        self.act("alias")
    }

    fn post_alias(&self, _call: &AliasCall<'_>) -> HookResult {
        self.act("post_alias")
    }

    fn identify(&self, _call: &IdentifyCall<'_>) -> HookResult {
        self.act("identify")
    }

    fn post_identify(&self, _call: &IdentifyCall<'_>, _failures: &[ValidationResponse]) -> HookResult {
        self.act("post_identify")
    }

    fn group(&self, _call: &GroupCall<'_>) -> HookResult {
        self.act("group")
    }

    fn post_group(&self, _call: &GroupCall<'_>, _failures: &[ValidationResponse]) -> HookResult {
        self.act("post_group")
    }

    fn page(&self, _call: &PageCall<'_>) -> HookResult {
        self.act("page")
    }

    fn post_page(&self, _call: &PageCall<'_>, _failures: &[ValidationResponse]) -> HookResult {
        self.act("post_page")
    }

    fn screen(&self, _call: &ScreenCall<'_>) -> HookResult {
        self.act("screen")
    }

    fn post_screen(&self, _call: &ScreenCall<'_>, _failures: &[ValidationResponse]) -> HookResult {
        self.act("post_screen")
    }

    fn track(&self, _call: &TrackCall<'_>) -> HookResult {
        self.act("track")
    }

    fn post_track(&self, _call: &TrackCall<'_>, _failures: &[ValidationResponse]) -> HookResult {
        self.act("post_track")
    }

    fn flush(&self, _deadline: Instant) -> Result<Flushed, PluginError> {
        self.act("flush").map(|()| Flushed { sent: 3, dropped: 1, pending: 2 })
    }

    fn shutdown(&self, _deadline: Instant) -> Result<Flushed, PluginError> {
        self.act("shutdown").map(|()| Flushed::default())
    }

    fn reset(&self) -> HookResult {
        self.act("reset")
    }
}

/// An event with one property.
pub(crate) fn song(name: &'static str, value: impl Into<Value<'static>>) -> UntypedEvent<'static> {
    UntypedEvent::new("Song Played").property(name, value)
}
