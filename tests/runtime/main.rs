//! What the runtime promises, one behaviour a file.

#![expect(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod call_options;
mod called_after_shutdown;
mod called_before_load;
mod clock_is_read_once;
mod context_merge;
mod context_required;
mod destination_switches;
mod disabled;
mod flush_report;
mod lifecycle_errors;
mod loaded_twice;
mod log_transcript;
mod logger_panics;
mod metadata_kept;
mod number_not_finite;
mod plan_rules;
mod plugin_panics;
mod production_error_log;
mod properties_that_panic;
mod recorder;
mod reentrant_track;
mod reset;
mod validation_callback;
mod validation_modes;
mod validator_panics;

#[cfg(feature = "json-schema")]
mod native_rules_agree;
#[cfg(feature = "json-schema")]
mod native_rules_suite;
#[cfg(feature = "json-schema")]
mod schema_rules;
#[cfg(feature = "json-schema")]
mod schema_validator_messages;
#[cfg(feature = "json-schema")]
mod schema_validator_schemas;

mod support {
    pub(crate) mod probe;
    pub(crate) mod song;
    pub(crate) mod transcript;
}
