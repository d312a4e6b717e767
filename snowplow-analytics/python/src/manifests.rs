//! Run manifests: the protocol is Rust's, a client of DynamoDB the program's own.

mod claim;
mod client;
mod record;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use snowplow_analytics::{Claim as Answer, DynamoManifests, LocalManifests, RunManifests};

pub(crate) use self::claim::Claim;
use self::client::PythonClient;
pub(crate) use self::record::RunRecord;
use crate::refusals::{no_manifest, no_place};

type Shared = Arc<dyn RunManifests + Send + Sync>;

/// Which runs have been processed, and who is at work on one.
#[pyclass(module = "snowplow_analytics", frozen)]
pub(crate) struct Manifests {
    manifests: Shared,
}

#[pymethods]
impl Manifests {
    /// Manifests in a folder of this machine, or one that machines share.
    #[staticmethod]
    #[pyo3(signature = (folder, *, scope = Vec::new()))]
    fn local(folder: PathBuf, scope: Vec<String>) -> Self {
        Self { manifests: Arc::new(LocalManifests::new(folder).scoped(scope)) }
    }

    /// Manifests in a table of DynamoDB, which the original SDKs can share, through a client of `boto3`.
    #[staticmethod]
    #[pyo3(signature = (client, table, *, scope = Vec::new()))]
    fn dynamodb(client: Py<PyAny>, table: String, scope: Vec<String>) -> Self {
        Self { manifests: Arc::new(DynamoManifests::through(table, PythonClient::new(client)).scoped(scope)) }
    }

    /// Makes the place where manifests are kept, if it is not there.
    fn create(&self, py: Python<'_>) -> PyResult<()> {
        py.detach(|| self.manifests.create()).map_err(no_manifest)
    }

    /// Marks a run as processed, whoever is at work on it.
    fn add(&self, py: Python<'_>, run_id: &str) -> PyResult<()> {
        py.detach(|| self.manifests.add(run_id)).map_err(no_manifest)
    }

    /// Whether the run is marked as processed.
    fn contains(&self, py: Python<'_>, run_id: &str) -> PyResult<bool> {
        py.detach(|| self.manifests.contains(run_id)).map_err(no_manifest)
    }

    /// Asks for a run, which is granted unless it is processed or another worker has a lease.
    fn claim(&self, py: Python<'_>, run_id: &str, owner: &str, lease_seconds: f64) -> PyResult<Claim> {
        let lease = Duration::try_from_secs_f64(lease_seconds);
        let lease = lease.map_err(|error| PyValueError::new_err(format!("`lease_seconds`: {error}")))?;
        let answer = py.detach(|| self.manifests.claim(run_id, owner, lease)).map_err(no_manifest)?;
        let manifests = Arc::clone(&self.manifests);
        Ok(match answer {
            Answer::Granted(lease) => Claim::granted(manifests, lease),
            Answer::Held { owner, wait } => Claim::held(manifests, run_id, owner, wait),
            Answer::Done => Claim::done(manifests, run_id),
        })
    }

    /// All runs that are known, sorted by run.
    fn list(&self, py: Python<'_>) -> PyResult<Vec<RunRecord>> {
        let records = py.detach(|| self.manifests.list()).map_err(no_manifest)?;
        Ok(records.into_iter().map(RunRecord::from).collect())
    }

    /// Forgets runs that were processed before a time, in seconds since 1970, and returns how many they were. Those whose
    /// time nobody has written down stay.
    fn prune(&self, py: Python<'_>, processed_before: f64) -> PyResult<usize> {
        let since = Duration::try_from_secs_f64(processed_before).ok();
        let Some(before) = since.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since)) else {
            return Err(PyValueError::new_err("`processed_before` is no time after 1970"));
        };
        py.detach(|| self.manifests.prune(before)).map_err(no_manifest)
    }
}

/// The key of a run's folder, if it is one.
#[pyfunction]
pub(crate) fn run_id(key: &str) -> Option<&str> {
    snowplow_analytics::run_id(key)
}

/// The folders in a local folder that are named like runs.
#[pyfunction]
pub(crate) fn local_runids(py: Python<'_>, folder: PathBuf) -> PyResult<Vec<String>> {
    let listed = py.detach(|| snowplow_analytics::list_runids(&folder));
    listed.map_err(|error| no_place(&folder.to_string_lossy(), &error))
}
