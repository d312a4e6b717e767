//! Enriched events and run manifests, one behaviour a file.

#![expect(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod any_line_is_survived;
#[cfg(all(feature = "object-store", feature = "dynamodb"))]
mod dynamodb_table;
mod fields;
mod files_are_listed;
mod files_are_read;
mod lines_of_the_sdks;
#[cfg(feature = "s3")]
mod objects_are_read;
mod probed_python;
mod python_differential;
mod runs_are_listed;
#[cfg(feature = "s3")]
mod runs_in_buckets;
mod self_describing_json;
#[cfg(all(feature = "object-store", feature = "dynamodb"))]
mod stores_keep_manifests;
mod strict_errors;
mod workers_are_killed;
mod workers_share_runs;
mod support {
    #[cfg(all(feature = "object-store", feature = "dynamodb"))]
    #[path = "../../support/azurite.rs"]
    pub(crate) mod azurite;
    pub(crate) mod clocks;
    #[cfg(all(feature = "object-store", feature = "dynamodb"))]
    pub(crate) mod dynalite;
    pub(crate) mod generator;
    #[cfg(all(feature = "object-store", feature = "dynamodb"))]
    #[path = "../../support/google.rs"]
    pub(crate) mod google;
    pub(crate) mod lines;
    #[cfg(any(all(feature = "object-store", feature = "dynamodb"), feature = "s3"))]
    #[path = "../../support/moto.rs"]
    pub(crate) mod moto;
    pub(crate) mod places;
    #[cfg(all(feature = "object-store", feature = "dynamodb"))]
    pub(crate) mod proxy;
    pub(crate) mod python_sdk;
    pub(crate) mod python_value;
    #[cfg(any(all(feature = "object-store", feature = "dynamodb"), feature = "s3"))]
    #[path = "../../support/server.rs"]
    pub(crate) mod server;
    pub(crate) mod shared_data;
    pub(crate) mod workers;
}
