//! What is written of a run.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What is known of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RunRecord {
    /// The run.
    pub run: String,
    /// What has become of it.
    pub state: RunState,
    /// Who has processed it, or is at it; empty if it was [added](super::RunManifests::add).
    pub owner: String,
    /// How many workers have claimed it.
    pub attempt: u32,
    /// When it was claimed, or processed, by the worker's clock, to the millisecond. The original SDKs don't write it down.
    pub at: Option<SystemTime>,
}

impl RunRecord {
    /// Whether it is known to be from before a time.
    pub(crate) fn is_before(&self, time: SystemTime) -> bool {
        self.at.is_some_and(|at| at < time)
    }
}

/// What has become of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RunState {
    /// Somebody has a lease, or was killed with it.
    Processing,
    /// It was given back, for this reason.
    Failed(String),
    /// It is done.
    Processed,
}

/// A record as it lies on a disk: with the lease.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) record: RunRecord,
    pub(crate) version: String,
    pub(crate) lease: Duration,
}

impl Stored {
    pub(crate) fn to_json(&self) -> Vec<u8> {
        let record = &self.record;
        let (state, reason) = match &record.state {
            RunState::Processing => ("processing", None),
            RunState::Failed(reason) => ("failed", Some(reason)),
            RunState::Processed => ("processed", None),
        };
        let since = |at: SystemTime| at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let document = json!({
            "run": record.run,
            "state": state,
            "reason": reason,
            "owner": record.owner,
            "attempt": record.attempt,
            "at_milliseconds": record.at.map(|at| milliseconds(since(at))),
            "lease": self.version,
            "lease_milliseconds": milliseconds(self.lease),
        });
        format!("{document}\n").into_bytes()
    }

    /// `None` if it is none, or broken off.
    pub(crate) fn from_json(bytes: &[u8]) -> Option<Self> {
        let document: Value = serde_json::from_slice(bytes).ok()?;
        let text = |name: &str| Some(document.get(name)?.as_str()?.to_owned());
        let duration = |name: &str| Some(Duration::from_millis(document.get(name)?.as_u64()?));
        let state = match document.get("state")?.as_str()? {
            "processing" => RunState::Processing,
            "failed" => RunState::Failed(text("reason").unwrap_or_default()),
            "processed" => RunState::Processed,
            _ => return None,
        };
        let attempt = u32::try_from(document.get("attempt")?.as_u64()?).ok()?;
        let at = duration("at_milliseconds").and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since));
        let record = RunRecord { run: text("run")?, state, owner: text("owner")?, attempt, at };
        Some(Self { record, version: text("lease")?, lease: duration("lease_milliseconds")? })
    }
}

/// The SHA-256 of a scope and a run, each part with its length before it, as hexadecimal digits.
pub(crate) fn hash(scope: &[String], run: &str) -> String {
    let mut digest = Sha256::new();
    for part in scope.iter().map(String::as_str).chain([run]) {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A text that nobody else has.
pub(crate) fn random() -> String {
    let half = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", half(), half() ^ u64::from(std::process::id()))
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for state in [RunState::Processing, RunState::Failed("no \"disk\"".to_owned()), RunState::Processed] {
            let record = RunRecord {
                run: "archive/run=1/".to_owned(),
                state,
                owner: "worker\n1".to_owned(),
                attempt: 3,
                at: Some(SystemTime::UNIX_EPOCH + Duration::from_millis(1_234)),
            };
            let stored = Stored { record, version: "7".to_owned(), lease: Duration::from_secs(60) };
            let bytes = stored.to_json();
            let read = Stored::from_json(&bytes).unwrap();
            assert_eq!(
                (read.record, read.version, read.lease),
                (stored.record, stored.version, stored.lease)
            );
            assert!((0..bytes.len() - 1).all(|end| Stored::from_json(&bytes[..end]).is_none()));
        }
    }
}
