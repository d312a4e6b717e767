//! Manifests in a table of DynamoDB, which the original SDKs can share.

mod client;
#[cfg(feature = "dynamodb")]
mod https;

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

pub use self::client::{DynamoAnswer, DynamoClient};
#[cfg(feature = "dynamodb")]
use self::https::Https;
use super::clock::Clock;
use super::conditional::{ConditionalManifests, Entries, Entry, EntryKind, Seen};
use super::record::{RunRecord, RunState, Stored};
use super::{Claim, Lease, ManifestError, RunManifests};
#[cfg(feature = "dynamodb")]
use crate::aws::{CredentialSource, Patience};

/// Manifests in a table of DynamoDB with the layout of the original SDKs: an item whose `RunId` is the run says that the
/// run is processed, to programs of either kind.
///
/// A claim lies under `claim#<run>`, which the original SDKs do not look at, so that no run seems to be processed before it
/// is. With a [scope](Self::scoped) a mark lies under `<scope>#<run>`: an audit is not the processing that others mean.
///
/// The calls wait for DynamoDB. What it is too busy for, or what breaks off, is asked again, six times in all.
#[derive(Debug)]
pub struct DynamoManifests {
    manifests: ConditionalManifests<Table>,
}

impl DynamoManifests {
    /// Manifests in the table of this name, for whom [`Credentials`](crate::Credentials) or another source of them names.
    #[cfg(feature = "dynamodb")]
    pub fn new(
        table: impl Into<String>,
        region: impl Into<String>,
        credentials: impl CredentialSource + 'static,
    ) -> Self {
        Self::of(table.into(), Client::Https(Https::new(region.into(), Box::new(credentials))))
    }

    /// Asks another server: a URL without a path. A client of the program's own knows whom it asks.
    #[cfg(feature = "dynamodb")]
    #[must_use]
    pub fn endpoint(mut self, url: &str) -> Self {
        if let Client::Https(https) = &mut self.manifests.entries.client {
            https.ask(url);
        }
        self
    }

    /// Sets how long it is waited before a request is made the second time; twice as long before each further one. A client
    /// of the program's own has ways of its own.
    #[cfg(feature = "dynamodb")]
    #[must_use]
    pub fn pause(mut self, pause: Duration) -> Self {
        if let Client::Https(https) = &mut self.manifests.entries.client {
            https.patience = Patience { first_pause: pause };
        }
        self
    }

    /// Manifests in the table of this name, through a client that the program has already.
    pub fn through(table: impl Into<String>, client: impl DynamoClient + 'static) -> Self {
        Self::of(table.into(), Client::Own(Box::new(client)))
    }

    fn of(name: String, client: Client) -> Self {
        Self { manifests: ConditionalManifests::new(Table { client, name, scope: String::new() }) }
    }

    /// For what runs are processed, where one table serves several purposes: runs of one scope say nothing of another.
    #[must_use]
    pub fn scoped<P: Into<String>>(mut self, scope: impl IntoIterator<Item = P>) -> Self {
        self.manifests.entries.scope = scope.into_iter().map(|part| part.into() + "#").collect();
        self
    }

    /// Sets the clock.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.manifests.clock = clock;
        self
    }
}

super::delegate_run_manifests!(DynamoManifests);

/// The attributes of an item. The first one is the original's.
const RUN: &str = "RunId";
const RECORD: &str = "Record";
const LEASE: &str = "LeaseVersion";

const CLAIM: &str = "claim#";

/// A new table is asked for so often whether it is there.
const QUESTIONS: u32 = 155;
/// So long it is waited in between, the first time and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

#[derive(Debug)]
struct Table {
    client: Client,
    name: String,
    /// What stands before the run in keys.
    scope: String,
}

/// Who makes the calls.
#[derive(Debug)]
enum Client {
    #[cfg(feature = "dynamodb")]
    Https(Https),
    Own(Box<dyn DynamoClient>),
}

impl Client {
    fn as_dyn(&self) -> &dyn DynamoClient {
        match self {
            #[cfg(feature = "dynamodb")]
            Self::Https(https) => https,
            Self::Own(client) => client.as_ref(),
        }
    }
}

/// What DynamoDB refuses.
struct Refusal {
    kind: String,
    error: io::Error,
}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        refusal.error
    }
}

impl Table {
    fn key(&self, entry: Entry<'_>) -> String {
        let kind = if entry.kind == EntryKind::Claim { CLAIM } else { "" };
        format!("{kind}{}{}", self.scope, entry.run)
    }

    fn call(&self, operation: &str, mut request: Value) -> io::Result<Result<Value, Refusal>> {
        request["TableName"] = json!(self.name);
        Ok(match self.client.as_dyn().call(operation, &request.to_string())? {
            DynamoAnswer::Done(text) => Ok(serde_json::from_str(&text)?),
            DynamoAnswer::Refused { kind, error } => Err(Refusal { kind, error }),
        })
    }

    /// Writes an item on a condition; `false` if it does not hold.
    fn put(&self, entry: Entry<'_>, content: &Stored, condition: Value) -> io::Result<bool> {
        let item = json!({
            RUN: {"S": self.key(entry)},
            RECORD: {"S": String::from_utf8_lossy(&content.to_json()).trim_end()},
            LEASE: {"S": content.version},
        });
        let mut request = condition;
        request["Item"] = item;
        match self.call("PutItem", request)? {
            Ok(_) => Ok(true),
            Err(refusal) if refusal.kind == "ConditionalCheckFailedException" => Ok(false),
            Err(refusal) => Err(refusal.into()),
        }
    }

    /// Whether the table can be read. Nobody needs to be allowed more than manifests need: to look at tables, or make them.
    fn is_there(&self) -> io::Result<bool> {
        let key = json!({RUN: {"S": CLAIM}});
        match self.call("GetItem", json!({"Key": key}))? {
            Ok(_) => Ok(true),
            Err(refusal) if refusal.kind == "ResourceNotFoundException" => Ok(false),
            Err(refusal) => Err(refusal.into()),
        }
    }

    /// What an item says of a run of this scope.
    fn record(&self, item: &Value) -> Option<(EntryKind, RunRecord)> {
        let key = item[RUN]["S"].as_str()?;
        let Some(content) = content(item) else {
            // The original SDKs write nothing but the run.
            let is_mark = self.scope.is_empty() && !key.starts_with(CLAIM);
            let (run, owner) = (key.to_owned(), String::new());
            let record = RunRecord { run, state: RunState::Processed, owner, attempt: 0, at: None };
            return is_mark.then_some((EntryKind::Mark, record));
        };
        let kinds = [EntryKind::Mark, EntryKind::Claim].into_iter();
        let kind = kinds
            .into_iter()
            .find(|kind| self.key(Entry { kind: *kind, run: &content.record.run }) == key)?;
        Some((kind, content.record))
    }
}

impl Entries for Table {
    fn place(&self) -> String {
        format!("table {} of {}", self.name, self.client.as_dyn().place())
    }

    fn prepare(&self) -> io::Result<()> {
        if self.is_there()? {
            return Ok(());
        }
        let made = self.call(
            "CreateTable",
            json!({
                "AttributeDefinitions": [{"AttributeName": RUN, "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": RUN, "KeyType": "HASH"}],
                "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
            }),
        )?;
        // Another worker may be faster.
        if let Err(refusal) = made
            && refusal.kind != "ResourceInUseException"
        {
            return Err(refusal.into());
        }
        let mut pause = FIRST_PAUSE;
        for _ in 0..QUESTIONS {
            if self.is_there()? {
                return Ok(());
            }
            thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        Err(io::Error::new(io::ErrorKind::TimedOut, "the table is not there after five minutes"))
    }

    fn read(&self, entry: Entry<'_>) -> io::Result<Option<Seen>> {
        let key = json!({RUN: {"S": self.key(entry)}});
        let answer = self.call("GetItem", json!({"Key": key, "ConsistentRead": true}))??;
        Ok(answer.get("Item").map(|item| Seen {
            content: content(item),
            version: item[LEASE]["S"].as_str().unwrap_or_default().to_owned(),
        }))
    }

    fn create(&self, entry: Entry<'_>, content: &Stored) -> io::Result<bool> {
        let condition = json!({
            "ConditionExpression": "attribute_not_exists(#run)",
            "ExpressionAttributeNames": {"#run": RUN},
        });
        self.put(entry, content, condition)
    }

    fn replace(&self, entry: Entry<'_>, content: &Stored, seen: &Seen) -> io::Result<bool> {
        let condition = json!({
            "ConditionExpression": "#lease = :seen",
            "ExpressionAttributeNames": {"#lease": LEASE},
            "ExpressionAttributeValues": {":seen": {"S": seen.version}},
        });
        self.put(entry, content, condition)
    }

    fn remove(&self, entry: Entry<'_>) -> io::Result<()> {
        self.call("DeleteItem", json!({"Key": {RUN: {"S": self.key(entry)}}}))??;
        Ok(())
    }

    fn list(&self) -> io::Result<Vec<(EntryKind, RunRecord)>> {
        let (mut records, mut next) = (Vec::new(), Value::Null);
        loop {
            let mut request = json!({"ConsistentRead": true});
            if !next.is_null() {
                request["ExclusiveStartKey"] = next;
            }
            let mut page = self.call("Scan", request)??;
            records
                .extend(page["Items"].as_array().into_iter().flatten().filter_map(|item| self.record(item)));
            next = page["LastEvaluatedKey"].take();
            if next.is_null() {
                return Ok(records);
            }
        }
    }
}

fn content(item: &Value) -> Option<Stored> {
    Stored::from_json(item[RECORD]["S"].as_str()?.as_bytes())
}
