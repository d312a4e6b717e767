//! Run manifests: which runs have been processed, and who is at work on one.

mod clock;
#[cfg(any(test, feature = "object-store", feature = "dynamodb-client"))]
mod conditional;
#[cfg(feature = "dynamodb-client")]
mod dynamodb;
mod local;
#[cfg(feature = "object-store")]
mod object_store;
mod record;
#[cfg(test)]
mod tests;
mod watch;

use std::fmt;
use std::io;
use std::time::{Duration, SystemTime};

pub use self::clock::{Clock, SystemClock};
#[cfg(feature = "dynamodb-client")]
pub use self::dynamodb::{DynamoAnswer, DynamoClient, DynamoManifests};
pub use self::local::LocalManifests;
#[cfg(feature = "object-store")]
pub use self::object_store::ObjectStoreManifests;
use self::record::Stored;
pub use self::record::{RunRecord, RunState};

/// Which runs have been processed.
///
/// [`create`](Self::create), [`add`](Self::add) and [`contains`](Self::contains) are those of the original SDKs, which
/// remember and exclude nobody: of two workers that ask, process and add, both can process a run. [`claim`](Self::claim)
/// excludes: one worker at a time has a lease of a run, and with [`complete`](Self::complete) the run is in the manifest.
///
/// A worker that is killed leaves its lease behind. Nobody's clock is trusted to say when it has expired: whoever wants
/// the run looks at the lease for as long as it was given for, by a clock of its own, and takes it over if it has not
/// been renewed in the meantime. Processing happens at least once, therefore: a worker that is killed after it has written
/// its results and before `complete` is followed by another, which must write the same results to the same place.
///
/// ```
/// use std::time::Duration;
///
/// use snowplow_analytics::{Claim, LocalManifests, RunManifests, list_runids};
///
/// # fn process(_: &str) -> Result<(), std::io::Error> { Ok(()) }
/// # let folder = tempfile::tempdir()?;
/// # let archive = folder.path().join("archive");
/// # std::fs::create_dir_all(archive.join("run=2026-11-21-19-00-00"))?;
/// let manifests = LocalManifests::new(folder.path().join("manifests"));
/// manifests.create()?;
///
/// for run in list_runids(&archive)? {
///     match manifests.claim(&run, "worker-1", Duration::from_secs(600))? {
///         Claim::Granted(lease) => {
///             process(&run)?;
///             manifests.complete(lease)?;
///         }
///         Claim::Held { .. } => {} // another worker is at it
///         Claim::Done => {}
///     }
///     assert!(manifests.contains(&run)?);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait RunManifests {
    /// Makes the place where manifests are kept, if it is not there.
    ///
    /// # Errors
    ///
    /// When it can't be made.
    fn create(&self) -> Result<(), ManifestError>;

    /// Marks a run as processed, whoever is at work on it. To add it again changes nothing.
    ///
    /// # Errors
    ///
    /// When the place can't be written.
    fn add(&self, run: &str) -> Result<(), ManifestError>;

    /// Whether the run is marked as processed.
    ///
    /// # Errors
    ///
    /// When the place can't be read.
    fn contains(&self, run: &str) -> Result<bool, ManifestError>;

    /// Asks for a run, which is granted unless it is processed or another worker has a lease.
    ///
    /// # Errors
    ///
    /// When the place can't be read or written.
    fn claim(&self, run: &str, owner: &str, lease: Duration) -> Result<Claim, ManifestError>;

    /// Makes a lease begin anew. A worker that takes long does it at a third of the lease.
    ///
    /// # Errors
    ///
    /// [`ManifestError::LeaseLost`] when another worker has the run: stop, and write nothing more.
    fn renew(&self, lease: &mut Lease) -> Result<(), ManifestError>;

    /// Marks the run as processed, and gives the lease back.
    ///
    /// # Errors
    ///
    /// [`ManifestError::LeaseLost`] when another worker has, or had, the run.
    fn complete(&self, lease: Lease) -> Result<(), ManifestError>;

    /// Gives the lease back without a mark, so that the run can be claimed again at once.
    ///
    /// # Errors
    ///
    /// [`ManifestError::LeaseLost`] when another worker has, or had, the run.
    fn fail(&self, lease: Lease, reason: &str) -> Result<(), ManifestError>;

    /// All runs that are known, sorted by run.
    ///
    /// # Errors
    ///
    /// When the place can't be read.
    fn list(&self) -> Result<Vec<RunRecord>, ManifestError>;

    /// Forgets runs that were processed before a time, which are new again from then on, and returns how many they were.
    /// Of those whose time nobody has written down, as the original SDKs don't, none is forgotten.
    ///
    /// # Errors
    ///
    /// When the place can't be read or written.
    fn prune(&self, processed_before: SystemTime) -> Result<usize, ManifestError>;
}

/// The answer to a [claim](RunManifests::claim).
#[derive(Debug)]
pub enum Claim {
    /// The run is the claimant's.
    Granted(Lease),
    /// Another worker is at it.
    Held {
        /// Which one, as it called itself.
        owner: String,
        /// How long to wait before the next claim, which is granted if the lease is not renewed until then.
        wait: Duration,
    },
    /// The run is processed.
    Done,
}

/// The right to process a run, for some time.
#[derive(Debug, PartialEq, Eq)]
pub struct Lease {
    run: String,
    owner: String,
    /// Nobody else has it.
    id: String,
    /// How often it has been written.
    writes: u32,
    duration: Duration,
    attempt: u32,
}

impl Lease {
    fn new(run: &str, owner: &str, duration: Duration, attempt: u32) -> Self {
        Self {
            run: run.to_owned(),
            owner: owner.to_owned(),
            id: self::record::random(),
            writes: 0,
            duration,
            attempt,
        }
    }

    /// What is written of it, another one each time, so that a worker knows its own writing again: where an answer gets
    /// lost, what has been written is taken for the writing of another.
    fn record(&mut self, state: RunState, at: SystemTime) -> Stored {
        self.writes = self.writes.wrapping_add(1);
        let (run, owner) = (self.run.clone(), self.owner.clone());
        let record = RunRecord { run, state, owner, attempt: self.attempt, at: Some(at) };
        Stored { record, version: format!("{}.{}", self.id, self.writes), lease: self.duration }
    }

    /// Whether this lease has been written there, whenever that was.
    fn has_written(&self, stored: &Stored) -> bool {
        let (id, _) = stored.version.split_once('.').unwrap_or((&stored.version, ""));
        id == self.id
    }

    /// The run.
    pub fn run(&self) -> &str {
        &self.run
    }

    /// Who has it.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// For how long it was given, or renewed.
    pub const fn duration(&self) -> Duration {
        self.duration
    }

    /// How many workers have claimed the run so far, this one included.
    pub const fn attempt(&self) -> u32 {
        self.attempt
    }
}

/// Makes `$manifests`, which has a field `manifests`, what that is.
#[cfg(any(feature = "object-store", feature = "dynamodb-client"))]
macro_rules! delegate_run_manifests {
    ($manifests:ty) => {
        impl RunManifests for $manifests {
            fn create(&self) -> Result<(), ManifestError> {
                self.manifests.create()
            }

            fn add(&self, run: &str) -> Result<(), ManifestError> {
                self.manifests.add(run)
            }

            fn contains(&self, run: &str) -> Result<bool, ManifestError> {
                self.manifests.contains(run)
            }

            fn claim(&self, run: &str, owner: &str, lease: Duration) -> Result<Claim, ManifestError> {
                self.manifests.claim(run, owner, lease)
            }

            fn renew(&self, lease: &mut Lease) -> Result<(), ManifestError> {
                self.manifests.renew(lease)
            }

            fn complete(&self, lease: Lease) -> Result<(), ManifestError> {
                self.manifests.complete(lease)
            }

            fn fail(&self, lease: Lease, reason: &str) -> Result<(), ManifestError> {
                self.manifests.fail(lease, reason)
            }

            fn list(&self) -> Result<Vec<RunRecord>, ManifestError> {
                self.manifests.list()
            }

            fn prune(&self, processed_before: SystemTime) -> Result<usize, ManifestError> {
                self.manifests.prune(processed_before)
            }
        }
    };
}

#[cfg(any(feature = "object-store", feature = "dynamodb-client"))]
use delegate_run_manifests;

/// What can go wrong with manifests.
#[derive(Debug)]
#[non_exhaustive]
pub enum ManifestError {
    /// Another worker has taken the run over, or has completed it.
    LeaseLost(String),
    /// The place where manifests are kept can't be read or written.
    Io(String, io::Error),
}

impl fmt::Display for ManifestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LeaseLost(run) => {
                write!(
                    formatter,
                    "the lease of `{run}` is lost: another worker has the run; write nothing more"
                )
            }
            Self::Io(place, error) => write!(formatter, "`{place}`: {error}"),
        }
    }
}

impl std::error::Error for ManifestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::LeaseLost(_) => None,
            Self::Io(_, error) => Some(error),
        }
    }
}
