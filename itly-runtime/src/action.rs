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

pub(crate) const LOAD: Hook = Hook { name: "load", bit: Hooks::NONE };
pub(crate) const VALIDATE: Hook = Hook { name: "validate", bit: Hooks::VALIDATE };
pub(crate) const FLUSH: Hook = Hook { name: "flush", bit: Hooks::FLUSH };
pub(crate) const SHUTDOWN: Hook = Hook { name: "shutdown", bit: Hooks::SHUTDOWN };
pub(crate) const RESET: Hook = Hook { name: "reset", bit: Hooks::RESET };

/// A call that goes to every plugin: to its action hook, later to its post hook.
///
/// Its text is that of its arguments in log lines.
pub(crate) trait Action<'a>: Copy + fmt::Display {
    const HOOK: Hook;
    const POST_HOOK: Hook;
    const IS_VALIDATED: bool = true;

    fn with_options(self, options: Option<&'a CallOption>) -> Self;

    fn act(&self, plugin: &dyn Plugin) -> HookResult;

    fn conclude(&self, plugin: &dyn Plugin, failures: &[ValidationResponse]) -> HookResult;

    /// Whether the plugins named `plugin_id` get the call.
    fn is_sent_to(&self, _plugin_id: &str) -> bool {
        true
    }
}

/// Implements [`Action`] and the text of the arguments for a validated call.
macro_rules! validated_action {
    (
        $call:ident, $act:ident $act_bit:ident, $post:ident $post_bit:ident;
        $self:ident => $template:literal, $($argument:expr),*;
        $($more:item)*
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

            fn conclude(&self, plugin: &dyn Plugin, failures: &[ValidationResponse]) -> HookResult {
                plugin.$post(self, failures)
            }

            $($more)*
        }

        impl fmt::Display for $call<'_> {
            fn fmt(&$self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, $template, $($argument),*)
            }
        }
    };
}

validated_action! {
    IdentifyCall, identify IDENTIFY, post_identify POST_IDENTIFY;
    self => "user_id={}, properties={}", self.user_id, Json(self.properties);
}

validated_action! {
    GroupCall, group GROUP, post_group POST_GROUP;
    self => "user_id={}, group_id={}, properties={}", self.user_id, self.group_id, Json(self.properties);
}

validated_action! {
    PageCall, page PAGE, post_page POST_PAGE;
    self => "user_id={}, category={}, name={}, properties={}",
        self.user_id, OrNone(self.category), OrNone(self.name), Json(self.properties);
}

validated_action! {
    ScreenCall, screen SCREEN, post_screen POST_SCREEN;
    self => "user_id={}, name={}, properties={}", self.user_id, OrNone(self.name), Json(self.properties);
}

validated_action! {
    TrackCall, track TRACK, post_track POST_TRACK;
    self => "user_id={}, event={}, properties={}",
        self.user_id, self.event.name(), Json(self.event.properties());

    fn is_sent_to(&self, plugin_id: &str) -> bool {
        self.event.is_sent_to(plugin_id)
    }
}

impl<'a> Action<'a> for AliasCall<'a> {
    const HOOK: Hook = Hook { name: "alias", bit: Hooks::ALIAS };
    const POST_HOOK: Hook = Hook { name: "post_alias", bit: Hooks::POST_ALIAS };
    const IS_VALIDATED: bool = false;

    fn with_options(self, options: Option<&'a CallOption>) -> Self {
        AliasCall::with_options(self, options)
    }

    fn act(&self, plugin: &dyn Plugin) -> HookResult {
        plugin.alias(self)
    }

    fn conclude(&self, plugin: &dyn Plugin, _failures: &[ValidationResponse]) -> HookResult {
        plugin.post_alias(self)
    }
}

impl fmt::Display for AliasCall<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "user_id={}, previous_id={}", self.user_id, self.previous_id)
    }
}
