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
use crate::aws::Credentials;

/// Manifests in a table of DynamoDB with the layout of the original SDKs: an item whose `RunId` is the run says that the
/// run is processed, to programs of either kind.
///
/// A claim lies under `claim#<run>`, which the original SDKs do not look at, so that no run seems to be processed before it
/// is. With a [scope](Self::scoped) a mark lies under `<scope>#<run>`: an audit is not the processing that others mean.
///
/// The calls wait for DynamoDB. Where it asks to be asked more slowly, it is, some times.
#[derive(Debug)]
pub struct DynamoManifests {
    manifests: ConditionalManifests<Table>,
}

impl DynamoManifests {
    /// Manifests in the table of this name.
    #[cfg(feature = "dynamodb")]
    pub fn new(table: impl Into<String>, region: impl Into<String>, credentials: Credentials) -> Self {
        Self::of(table.into(), Client::Https(Https::new(region.into(), credentials)))
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

const ATTEMPTS: u32 = 6;
/// Before the second attempt; then twice as long each time.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
/// A new table is asked for so often whether it is there, and so long in between.
const QUESTIONS: u32 = 150;
const BETWEEN_QUESTIONS: Duration = Duration::from_secs(2);

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
    message: String,
}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        Self::other(format!("{}: {}", refusal.kind, refusal.message))
    }
}

impl Table {
    fn key(&self, entry: Entry<'_>) -> String {
        let kind = if entry.kind == EntryKind::Claim { CLAIM } else { "" };
        format!("{kind}{}{}", self.scope, entry.run)
    }

    /// Makes a call, again where DynamoDB is too busy and has done nothing.
    fn call(&self, operation: &str, mut request: Value) -> io::Result<Result<Value, Refusal>> {
        request["TableName"] = json!(self.name);
        let mut pause = FIRST_PAUSE;
        for attempt in 1.. {
            match self.call_once(operation, &request)? {
                Err(refusal) if is_busy(&refusal.kind) && attempt < ATTEMPTS => thread::sleep(pause),
                answer => return Ok(answer),
            }
            pause *= 2;
        }
        Err(io::ErrorKind::Interrupted.into())
    }

    fn call_once(&self, operation: &str, request: &Value) -> io::Result<Result<Value, Refusal>> {
        Ok(match self.client.as_dyn().call(operation, &request.to_string())? {
            DynamoAnswer::Done(text) => Ok(serde_json::from_str(&text)?),
            DynamoAnswer::Refused { kind, message } => Err(Refusal { kind, message }),
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

    /// What an item says of a run of this scope.
    fn record(&self, item: &Value) -> Option<(EntryKind, RunRecord)> {
        let key = item[RUN]["S"].as_str()?;
        let Some(content) = content(item) else {
            // The original SDKs write nothing but the run.
            let is_mark = self.scope.is_empty() && !key.starts_with(CLAIM);
            let at = SystemTime::UNIX_EPOCH;
            let (run, owner) = (key.to_owned(), String::new());
            let record = RunRecord { run, state: RunState::Processed, owner, attempt: 0, at };
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
        let made = self.call(
            "CreateTable",
            json!({
                "AttributeDefinitions": [{"AttributeName": RUN, "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": RUN, "KeyType": "HASH"}],
                "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
            }),
        )?;
        match made {
            Err(refusal) if refusal.kind == "ResourceInUseException" => return Ok(()),
            made => made?,
        };
        for _ in 0..QUESTIONS {
            let described = self.call("DescribeTable", json!({}))?;
            if described.is_ok_and(|described| described["Table"]["TableStatus"] == "ACTIVE") {
                return Ok(());
            }
            thread::sleep(BETWEEN_QUESTIONS);
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

/// Whether DynamoDB has done nothing, and would do it later.
fn is_busy(kind: &str) -> bool {
    let known = ["ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"];
    known.contains(&kind)
}
