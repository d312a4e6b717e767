//! What the runtime promises, one behaviour a file.

#![expect(clippy::unwrap_used, reason = "a test that can not go on fails")]

#[cfg(feature = "amplitude")]
mod amplitude_answers;
mod batches_close;
mod before_send;
mod burst_of_200000;
mod call_options;
mod called_after_shutdown;
mod called_before_load;
mod clock_is_read_once;
mod clock_steps_back;
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
mod hung_beside_healthy;
mod inside_executors;
#[cfg(feature = "iteratively")]
mod iteratively;
mod jsonl_file;
mod jsonl_rotation;
mod lifecycle_errors;
mod loaded_twice;
#[cfg(feature = "log")]
mod log_adapter;
mod log_transcript;
mod logger_panics;
mod metadata_kept;
#[cfg(feature = "mixpanel")]
mod mixpanel_answers;
#[cfg(feature = "json-schema")]
mod native_rules_agree;
#[cfg(feature = "json-schema")]
mod native_rules_suite;
mod number_not_finite;
mod on_outcome;
#[cfg(feature = "mixpanel")]
mod openapi_mixpanel;
mod overflow;
mod own_destination;
mod panicking_destination;
#[cfg(all(unix, feature = "amplitude", feature = "mixpanel", feature = "segment", feature = "rudderstack"))]
mod plan_destinations;
mod plan_rules;
mod plugin_panics;
mod posthog_contract;
mod posthog_delivers;
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
#[cfg(all(feature = "segment", feature = "rudderstack"))]
mod segment_answers;
mod server_breaks_off;
mod server_counts_wrong;
mod server_hangs;
mod server_is_down;
#[cfg(feature = "reqwest")]
mod server_is_not_trusted;
mod server_is_slow;
mod server_redirects;
mod server_says_400;
mod server_says_401;
mod server_says_413;
mod server_says_429;
mod server_says_500;
mod server_speaks_no_http;
mod server_speaks_no_tls;
mod shutdown_by_deadline;
#[cfg(feature = "snowplow")]
mod snowplow_delivery;
#[cfg(feature = "snowplow")]
mod snowplow_like_official_trackers;
#[cfg(all(feature = "snowplow", feature = "json-schema"))]
mod snowplow_payloads;
mod sound_events_are_trusted;
mod spool_faults;
mod spool_killed;
mod spool_spills;
mod spool_survives_restart;
#[cfg(feature = "reqwest")]
mod transports;
mod validation_callback;
mod validation_modes;
mod validator_panics;
#[cfg(all(feature = "amplitude", feature = "mixpanel", feature = "segment", feature = "rudderstack"))]
mod vendor_hosts;
mod webhook_body;
mod webhook_posts;
#[cfg(feature = "amplitude")]
mod wire_amplitude;
#[cfg(feature = "mixpanel")]
mod wire_mixpanel;
#[cfg(feature = "_vendor")]
mod wire_posthog;
#[cfg(all(feature = "segment", feature = "rudderstack"))]
mod wire_segment;
#[cfg(all(feature = "amplitude", feature = "mixpanel", feature = "segment", feature = "rudderstack"))]
mod wire_shared;

mod support {
    pub(crate) mod delivery;
    #[cfg(feature = "_vendor")]
    pub(crate) mod equivalence;
    #[cfg(feature = "mixpanel")]
    pub(crate) mod prism;
    pub(crate) mod probe;
    #[cfg(unix)]
    pub(crate) mod program;
    #[cfg(feature = "_vendor")]
    pub(crate) mod recordings;
    #[cfg(feature = "snowplow")]
    pub(crate) mod shared_data;
    #[cfg(feature = "snowplow")]
    pub(crate) mod snowplow;
    pub(crate) mod song;
    #[cfg(feature = "reqwest")]
    pub(crate) mod tls_server;
    pub(crate) mod transcript;
}
