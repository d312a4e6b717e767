//! The answer to a claim.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use snowplow_analytics::{Lease, ManifestError, RunManifests};

use super::Shared;
use crate::refusals::no_manifest;

/// What has become of a claim, and the lease if it was granted.
#[pyclass(module = "snowplow_analytics", frozen)]
pub(crate) struct Claim {
    manifests: Shared,
    /// Until it is completed or given back.
    lease: Mutex<Option<Lease>>,
    /// The run.
    #[pyo3(get)]
    run_id: String,
    /// Whether the run is the claimant's.
    #[pyo3(get)]
    granted: bool,
    /// Whether the run is processed.
    #[pyo3(get)]
    done: bool,
    /// Who has the run; empty if it is done.
    #[pyo3(get)]
    owner: String,
    /// How many workers have claimed the run so far, if it was granted.
    #[pyo3(get)]
    attempt: Option<u32>,
    /// How long to wait before the next claim, if another worker has the run.
    #[pyo3(get)]
    wait_seconds: Option<f64>,
}

impl Claim {
    pub(super) fn granted(manifests: Shared, lease: Lease) -> Self {
        let (run_id, owner) = (lease.run().to_owned(), lease.owner().to_owned());
        let attempt = Some(lease.attempt());
        let lease = Mutex::new(Some(lease));
        Self { manifests, lease, run_id, granted: true, done: false, owner, attempt, wait_seconds: None }
    }

    pub(super) fn held(manifests: Shared, run: &str, owner: String, wait: Duration) -> Self {
        let wait_seconds = Some(wait.as_secs_f64());
        Self { owner, wait_seconds, done: false, ..Self::done(manifests, run) }
    }

    pub(super) fn done(manifests: Shared, run: &str) -> Self {
        Self {
            manifests,
            lease: Mutex::new(None),
            run_id: run.to_owned(),
            granted: false,
            done: true,
            owner: String::new(),
            attempt: None,
            wait_seconds: None,
        }
    }

    /// Takes the lease, does something with it, and puts back what is left of it.
    fn with_lease(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&dyn RunManifests, Lease) -> (Result<(), ManifestError>, Option<Lease>) + Send,
    ) -> PyResult<()> {
        py.detach(|| {
            let mut held = self.lease.lock().unwrap_or_else(PoisonError::into_inner);
            let lease = held.take().ok_or_else(|| {
                PyRuntimeError::new_err(format!(
                    "no lease of `{}` to do it with: it was not granted, or was given back",
                    self.run_id
                ))
            })?;
            let (outcome, left) = work(self.manifests.as_ref(), lease);
            *held = left;
            outcome.map_err(no_manifest)
        })
    }
}

#[pymethods]
impl Claim {
    /// Makes the lease begin anew. A worker that takes long does it at a third of the lease.
    fn renew(&self, py: Python<'_>) -> PyResult<()> {
        self.with_lease(py, |manifests, mut lease| (manifests.renew(&mut lease), Some(lease)))
    }

    /// Marks the run as processed, and gives the lease back.
    fn complete(&self, py: Python<'_>) -> PyResult<()> {
        self.with_lease(py, |manifests, lease| (manifests.complete(lease), None))
    }

    /// Gives the lease back without a mark, so that the run can be claimed again at once.
    fn fail(&self, py: Python<'_>, reason: &str) -> PyResult<()> {
        self.with_lease(py, |manifests, lease| (manifests.fail(lease, reason), None))
    }

    fn __repr__(&self) -> String {
        match (self.granted, self.done) {
            (true, _) => format!("<Claim of {:?}, granted to {:?}>", self.run_id, self.owner),
            (_, true) => format!("<Claim of {:?}, which is done>", self.run_id),
            _ => format!("<Claim of {:?}, which {:?} has>", self.run_id, self.owner),
        }
    }
}
