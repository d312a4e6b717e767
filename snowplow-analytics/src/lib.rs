//! The Snowplow Analytics SDK in Rust: enriched events, as typed views and as JSON.
//!
//! An enriched event is a line of 131 fields with tabs between them. [`Event`] is a view of such a line, in which nothing
//! is parsed until it is asked for; [`Transformer`] writes it as JSON, without a document tree, in one of two
//! [compatibilities](Compatibility):
//!
//! ```
//! use snowplow_analytics::{Compatibility, Transformer};
//!
//! let mut transformer = Transformer::new(Compatibility::Python);
//! let line = "angry-birds\tweb".to_owned() + &"\t".repeat(129);
//! let mut json = Vec::new();
//! transformer.line(&line, &mut json)?;
//! assert_eq!(json, br#"{"app_id":"angry-birds","platform":"web"}"#);
//! # Ok::<(), snowplow_analytics::Error>(())
//! ```
//!
//! [`Files`] transforms files, plain or compressed by gzip, a thread a file, and names every line that is no event.
//! [`RunManifests`] keeps which runs of a pipeline have been processed, so that of many workers one has a run.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(any(feature = "dynamodb", feature = "s3"))]
mod aws;
mod entity;
mod error;
mod event;
mod field;
mod json;
mod manifest;
mod number;
mod read;
mod runs;
mod schema_uri;
mod self_describing;
mod split;
mod timestamp;
mod transform;

#[cfg(any(feature = "dynamodb", feature = "s3"))]
pub use self::aws::{CredentialSource, Credentials};
#[cfg(feature = "s3")]
pub use self::aws::{S3, S3Object, S3Reader, S3Run};
pub use self::entity::{Entity, ShredProperty, Shredded};
pub use self::error::{Error, FieldError, Reason, Shape};
pub use self::event::Event;
pub use self::field::{FIELD_COUNT, FIELDS, Field, Kind};
pub use self::json::{JsonMistake, JsonMistakeKind};
#[cfg(feature = "object-store")]
pub use self::manifest::ObjectStoreManifests;
pub use self::manifest::{
    Claim, Clock, Lease, LocalManifests, ManifestError, RunManifests, RunRecord, RunState, SystemClock,
};
#[cfg(feature = "dynamodb-client")]
pub use self::manifest::{DynamoAnswer, DynamoClient, DynamoManifests};
pub use self::read::{
    BadLine, BadReason, BytesCounter, Content, FileFailure, FileReport, Files, Input, Line, Lines, Listing,
    Sink, SkipReason, Skipped, list_files,
};
#[cfg(feature = "object-store")]
pub use self::runs::{ObjectRun, list_object_runids, list_object_runs};
pub use self::runs::{Run, Runs, list_runids, list_runs, run_id};
pub use self::schema_uri::{SchemaUri, Shredding};
pub use self::timestamp::Timestamp;
pub use self::transform::{Compatibility, Transformer, transform};
