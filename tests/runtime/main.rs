//! What the runtime promises, one behaviour a file.

#![expect(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod batches_close;
mod before_send;
mod burst_of_200000;
mod call_options;
mod called_after_shutdown;
mod called_before_load;
mod clock_is_read_once;
mod context_merge;
mod context_required;
mod destination_switches;
mod disabled;
mod dropped_without_shutdown;
mod drops_are_logged;
mod eight_producers;
mod events_expire;
mod every_event_has_one_end;
mod flush_from_a_hook;
mod flush_report;
mod flush_waits_for_what_was_before;
#[cfg(unix)]
mod forked_child;
mod inside_executors;
mod jsonl_file;
mod lifecycle_errors;
mod loaded_twice;
#[cfg(feature = "log")]
mod log_adapter;
mod log_transcript;
mod logger_panics;
mod metadata_kept;
#[cfg(feature = "json-schema")]
mod native_rules_agree;
#[cfg(feature = "json-schema")]
mod native_rules_suite;
mod number_not_finite;
mod on_outcome;
mod overflow;
mod panicking_destination;
mod plan_rules;
mod plugin_panics;
mod production_error_log;
mod properties_that_panic;
mod queue_full;
mod recorder;
mod reentrant_track;
mod reset;
#[cfg(feature = "json-schema")]
mod schema_rules;
#[cfg(feature = "json-schema")]
mod schema_validator_messages;
#[cfg(feature = "json-schema")]
mod schema_validator_schemas;
mod server_breaks_off;
mod server_hangs;
mod server_is_down;
mod server_redirects;
mod server_says_400;
mod server_says_401;
mod server_says_413;
mod server_says_429;
mod server_says_500;
mod shutdown_by_deadline;
mod spool_faults;
mod spool_killed;
mod spool_spills;
mod spool_survives_restart;
#[cfg(feature = "reqwest")]
mod transports;
mod validation_callback;
mod validation_modes;
mod validator_panics;
mod webhook_posts;

mod support {
    pub(crate) mod delivery;
    pub(crate) mod probe;
    #[cfg(unix)]
    pub(crate) mod program;
    pub(crate) mod song;
    pub(crate) mod transcript;
}
