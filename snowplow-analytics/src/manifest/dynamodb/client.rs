//! Who calls DynamoDB.

use std::fmt;
use std::io;

/// A client of DynamoDB, for programs that have one already, with credentials, endpoint and retries of its own.
pub trait DynamoClient: fmt::Debug + Send + Sync {
    /// How users know the server.
    fn place(&self) -> String;

    /// Makes a call: the name of an operation of the API 2012-08-10, `PutItem`, and its request as JSON. A client may make
    /// it again when an answer gets lost.
    ///
    /// # Errors
    ///
    /// When no answer has come. An answer that refuses is none of these.
    fn call(&self, operation: &str, request: &str) -> io::Result<DynamoAnswer>;
}

/// What DynamoDB answers.
#[derive(Debug)]
pub enum DynamoAnswer {
    /// The response, as JSON.
    Done(String),
    /// It has done nothing.
    Refused {
        /// Its kind of exception, without a prefix: `ConditionalCheckFailedException`.
        kind: String,
        /// What is returned to callers where the kind is none that manifests know what to do with.
        error: io::Error,
    },
}
