//! What the runtime promises, one behaviour a file.

#![expect(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod batches_close;
mod burst_of_200000;
mod dropped_without_shutdown;
mod drops_are_logged;
mod eight_producers;
mod events_expire;
mod flush_from_a_hook;
mod flush_waits_for_what_was_before;
mod jsonl_file;
#[cfg(feature = "json-schema")]
mod native_rules_agree;
#[cfg(feature = "json-schema")]
mod native_rules_suite;
mod panicking_destination;
mod queue_full;
#[cfg(feature = "json-schema")]
mod schema_rules;
#[cfg(feature = "json-schema")]
mod schema_validator_messages;
#[cfg(feature = "json-schema")]
mod schema_validator_schemas;
mod server_breaks_off;
mod server_hangs;
mod server_redirects;
mod server_says_429;
mod server_says_500;
mod shutdown_by_deadline;
mod webhook_posts;

mod support {
    pub(crate) mod delivery;
}
