use std::time::Instant;

use super::Delivery;
use super::message::{Message, MessageKind};
use crate::call::{AliasCall, CallOption, GroupCall, IdentifyCall, PageCall, ScreenCall, TrackCall};
use crate::flush::Flushed;
use crate::hooks::Hooks;
use crate::plugin::{HookResult, Plugin, PluginError, PluginLoadOptions};
use crate::properties::Properties;

impl Plugin for Delivery {
    fn id(&self) -> &str {
        &self.handle.name
    }

    fn hooks(&self) -> Hooks {
        Hooks::ACTIONS | Hooks::FLUSH | Hooks::SHUTDOWN
    }

    fn load(&self, options: &PluginLoadOptions) -> HookResult {
        self.handle.reporter.log_to(&options.logger);
        self.start();
        Ok(())
    }

    fn alias(&self, call: &AliasCall<'_>) -> HookResult {
        let options = self.options_json(call.any_options());
        self.hand_over(&Message {
            target: Some(call.previous_id),
            options: options.as_deref(),
            ..Message::new(MessageKind::Alias, call.stamp, call.user_id)
        })
    }

    fn identify(&self, call: &IdentifyCall<'_>) -> HookResult {
        let options = self.options_json(call.any_options());
        self.hand_over(&Message {
            properties: members(call.properties),
            options: options.as_deref(),
            ..Message::new(MessageKind::Identify, call.stamp, call.user_id)
        })
    }

    fn group(&self, call: &GroupCall<'_>) -> HookResult {
        let options = self.options_json(call.any_options());
        self.hand_over(&Message {
            target: Some(call.group_id),
            properties: members(call.properties),
            options: options.as_deref(),
            ..Message::new(MessageKind::Group, call.stamp, call.user_id)
        })
    }

    fn page(&self, call: &PageCall<'_>) -> HookResult {
        let options = self.options_json(call.any_options());
        self.hand_over(&Message {
            category: call.category,
            name: call.name,
            properties: members(call.properties),
            options: options.as_deref(),
            ..Message::new(MessageKind::Page, call.stamp, call.user_id)
        })
    }

    fn screen(&self, call: &ScreenCall<'_>) -> HookResult {
        let options = self.options_json(call.any_options());
        self.hand_over(&Message {
            name: call.name,
            properties: members(call.properties),
            options: options.as_deref(),
            ..Message::new(MessageKind::Screen, call.stamp, call.user_id)
        })
    }

    fn track(&self, call: &TrackCall<'_>) -> HookResult {
        let options = self.options_json(call.any_options());
        self.hand_over(&Message {
            name: Some(call.event.name()),
            event_id: call.event.id(),
            event_version: call.event.version(),
            properties: members(call.event.properties()),
            metadata: call.event.metadata_json(&self.handle.name),
            options: options.as_deref(),
            ..Message::new(MessageKind::Track, call.stamp, call.user_id)
        })
    }

    fn request_flush(&self) {
        Delivery::request_flush(self);
    }

    fn flush(&self, deadline: Instant) -> Result<Flushed, PluginError> {
        Ok(Delivery::flush(self, deadline)?)
    }

    fn shutdown(&self, deadline: Instant) -> Result<Flushed, PluginError> {
        Ok(Delivery::shutdown(self, deadline)?)
    }
}

impl Delivery {
    fn options_json(&self, options: Option<&CallOption>) -> Option<String> {
        self.handle.destination.options_json(options?)
    }

    /// A dropped event is counted, and no failure of the hook: under load there would be a log line for each.
    fn hand_over(&self, message: &Message<'_>) -> HookResult {
        let _ = self.push(message);
        Ok(())
    }
}

fn members<'a>(properties: Option<&'a Properties<'_>>) -> Option<&'a str> {
    properties.map(Properties::members_json)
}
