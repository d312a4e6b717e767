//! What the runtime does, a module for each behaviour.

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
mod support {}
