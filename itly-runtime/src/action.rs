//! What the kinds of calls have in common: a name, a line in the log, and two hooks.

use std::fmt;

use crate::call::{AliasCall, CallOption, GroupCall, IdentifyCall, PageCall, ScreenCall, TrackCall};
use crate::hooks::Hooks;
use crate::log_text::{Json, OrNone};
use crate::plugin::{HookResult, Plugin, ValidationResponse};

/// A hook: what it is called, and its place in the set of hooks.
#[derive(Clone, Copy)]
pub(crate) struct Hook {
    pub(crate) name: &'static str,
    pub(crate) bit: Hooks,
}

/// A call that goes to every plugin: to its action hook, later to its post hook.
///
/// Its text is that of its arguments in log lines.
pub(crate) trait Action<'a>: Copy + fmt::Display {
    const HOOK: Hook;
    const POST_HOOK: Hook;

    fn with_options(self, options: Option<&'a CallOption>) -> Self;

    fn act(&self, plugin: &dyn Plugin) -> HookResult;

    fn conclude(&self, plugin: &dyn Plugin, failures: &[ValidationResponse]) -> HookResult;

    /// Whether the plugins named `plugin_id` get the call.
    fn is_sent_to(&self, _plugin_id: &str) -> bool {
        true
    }
}

macro_rules! action {
    (
        $call:ident: $act:ident $act_bit:ident, $post:ident $post_bit:ident ($($failures:ident)?)
        $(, only $sent_to:expr)?;
        $self:ident => $template:literal, $($argument:expr),*
    ) => {
        impl<'a> Action<'a> for $call<'a> {
            const HOOK: Hook = Hook { name: stringify!($act), bit: Hooks::$act_bit };
            const POST_HOOK: Hook = Hook { name: stringify!($post), bit: Hooks::$post_bit };

            fn with_options(self, options: Option<&'a CallOption>) -> Self {
                $call::with_options(self, options)
            }

            fn act(&self, plugin: &dyn Plugin) -> HookResult {
                plugin.$act(self)
            }

            fn conclude(&self, plugin: &dyn Plugin, _failures: &[ValidationResponse]) -> HookResult {
                $(let $failures = _failures;)?
                plugin.$post(self $(, $failures)?)
            }

            $(fn is_sent_to(&self, plugin_id: &str) -> bool {
                $sent_to(self, plugin_id)
            })?
        }

        impl fmt::Display for $call<'_> {
            fn fmt(&$self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, $template, $($argument),*)
            }
        }
    };
}

action! {
    AliasCall: alias ALIAS, post_alias POST_ALIAS ();
    self => "user_id={}, previous_id={}", self.user_id, self.previous_id
}

action! {
    IdentifyCall: identify IDENTIFY, post_identify POST_IDENTIFY (failures);
    self => "user_id={}, properties={}", self.user_id, Json(self.properties)
}

action! {
    GroupCall: group GROUP, post_group POST_GROUP (failures);
    self => "user_id={}, group_id={}, properties={}", self.user_id, self.group_id, Json(self.properties)
}

action! {
    PageCall: page PAGE, post_page POST_PAGE (failures);
    self => "user_id={}, category={}, name={}, properties={}",
        self.user_id, OrNone(self.category), OrNone(self.name), Json(self.properties)
}

action! {
    ScreenCall: screen SCREEN, post_screen POST_SCREEN (failures);
    self => "user_id={}, name={}, properties={}", self.user_id, OrNone(self.name), Json(self.properties)
}

action! {
    TrackCall: track TRACK, post_track POST_TRACK (failures),
        only |call: &TrackCall<'_>, plugin_id: &str| call.event.is_sent_to(plugin_id);
    self => "user_id={}, event={}, properties={}",
        self.user_id, self.event.name(), Json(self.event.properties())
}
