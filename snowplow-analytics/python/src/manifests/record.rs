//! What is known of a run.

use std::time::SystemTime;

use pyo3::prelude::*;
use snowplow_analytics::RunState;

/// What is known of a run.
#[pyclass(module = "snowplow_analytics", frozen, get_all)]
pub(crate) struct RunRecord {
    /// The run.
    run_id: String,
    /// `processing`, `failed` or `processed`.
    state: &'static str,
    /// Why it was given back, if it was.
    reason: Option<String>,
    /// Who has processed it, or is at it; empty if it was added.
    owner: String,
    /// How many workers have claimed it.
    attempt: u32,
    /// When it was claimed, or processed, in seconds since 1970. The original SDKs don't write it down.
    at: Option<f64>,
}

impl From<snowplow_analytics::RunRecord> for RunRecord {
    fn from(record: snowplow_analytics::RunRecord) -> Self {
        let (state, reason) = match record.state {
            RunState::Processing => ("processing", None),
            RunState::Failed(reason) => ("failed", Some(reason)),
            _ => ("processed", None),
        };
        let since = |at: SystemTime| at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let at = record.at.map(|at| since(at).as_secs_f64());
        let (run_id, owner, attempt) = (record.run, record.owner, record.attempt);
        Self { run_id, state, reason, owner, attempt, at }
    }
}

#[pymethods]
impl RunRecord {
    fn __repr__(&self) -> String {
        format!("<RunRecord of {:?}: {}>", self.run_id, self.state)
    }
}
