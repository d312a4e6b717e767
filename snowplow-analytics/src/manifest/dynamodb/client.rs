//! Who calls DynamoDB.

use std::fmt;
use std::io;

/// A client of DynamoDB, for programs that have one already, with credentials, endpoint and retries of its own.
pub trait DynamoClient: fmt::Debug + Send + Sync {
    /// How users know the server.
    fn place(&self) -> String;

    /// Makes a call: the name of an operation of the API 2012-08-10, `PutItem`, and its request as JSON.
    ///
    /// # Errors
    ///
    /// When no answer has come. An answer that refuses is none of these.
    fn call(&self, operation: &str, request: &str) -> io::Result<DynamoAnswer>;
}

/// What DynamoDB answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DynamoAnswer {
    /// The response, as JSON.
    Done(String),
    /// It has done nothing.
    Refused {
        /// Its kind of exception, without a prefix: `ConditionalCheckFailedException`.
        kind: String,
        /// What it says.
        message: String,
    },
}
