//! Manifests in an object store: S3, Google Cloud Storage, Azure, whatever the crate `object_store` knows.

use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use object_store::client::{HttpError, HttpErrorKind};
use object_store::path::Path;
use object_store::{Error, ObjectStore, ObjectStoreExt, PutMode, PutPayload, UpdateVersion};
use tokio::runtime::{Builder, Runtime};

use super::clock::Clock;
use super::conditional::{ConditionalManifests, Entries, Entry, EntryKind, Seen};
use super::record::{RunRecord, Stored, hash};
use super::{Claim, Lease, ManifestError, RunManifests};

/// Manifests in an object store that can write on a condition, as all large ones can: `<prefix>/<hash>.claim` while
/// somebody has a run, `<prefix>/<hash>.json` when it is processed. `<hash>` is the SHA-256 of scope and run.
///
/// The calls wait for the store, and must not be made on a thread of an asynchronous runtime.
///
/// ```
/// use std::sync::Arc;
///
/// use object_store::memory::InMemory;
/// use snowplow_analytics::{ObjectStoreManifests, RunManifests};
///
/// // `AmazonS3Builder`, `GoogleCloudStorageBuilder` and the like make stores that others see.
/// let manifests = ObjectStoreManifests::new(Arc::new(InMemory::new()), "manifests")?;
/// manifests.add("archive/run=2026-11-21-19-00-00/")?;
/// assert!(manifests.contains("archive/run=2026-11-21-19-00-00/")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ObjectStoreManifests {
    manifests: ConditionalManifests<Objects>,
}

impl ObjectStoreManifests {
    /// Manifests below `prefix`.
    ///
    /// # Errors
    ///
    /// When the prefix is no path, or the machine has no room for what waits for the store.
    pub fn new(store: Arc<dyn ObjectStore>, prefix: &str) -> io::Result<Self> {
        let prefix =
            Path::parse(prefix).map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let objects = Objects { store, prefix, scope: Vec::new(), runtime };
        Ok(Self { manifests: ConditionalManifests::new(objects) })
    }

    /// For what runs are processed, where one prefix serves several purposes: runs of one scope say nothing of another.
    #[must_use]
    pub fn scoped<P: Into<String>>(mut self, scope: impl IntoIterator<Item = P>) -> Self {
        self.manifests.entries.scope = scope.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the clock.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.manifests.clock = clock;
        self
    }
}

super::delegate_run_manifests!(ObjectStoreManifests);

#[derive(Debug)]
struct Objects {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    scope: Vec<String>,
    runtime: Runtime,
}

const MARK: &str = ".json";
const CLAIM: &str = ".claim";
/// What is written to find out whether there are conditions.
const PROBE: &str = "conditions";

/// How often an object is written while connections break off.
const ATTEMPTS: u32 = 6;

impl Objects {
    fn path(&self, entry: Entry<'_>) -> Path {
        let ending = if entry.kind == EntryKind::Mark { MARK } else { CLAIM };
        self.prefix.clone().join(format!("{}{ending}", hash(&self.scope, entry.run)))
    }

    /// Writes an object on a condition; `false` if it does not hold. What may have been written is written again, which the
    /// store's own client does not: on a condition nothing is written twice.
    fn put(&self, path: &Path, content: &[u8], mode: &PutMode) -> io::Result<bool> {
        let payload = PutPayload::from(content.to_vec());
        let put = || self.runtime.block_on(self.store.put_opts(path, payload.clone(), mode.clone().into()));
        let mut written = put();
        for _ in 1..ATTEMPTS {
            match &written {
                Err(error) if has_broken_off(error) => written = put(),
                _ => break,
            }
        }
        match written {
            Ok(_) => Ok(true),
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => Ok(false),
            // Who writes in the place of another object, which is removed; or there is no such bucket.
            Err(Error::NotFound { .. }) if matches!(mode, PutMode::Update(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn get(&self, path: &Path) -> io::Result<Option<(Vec<u8>, UpdateVersion)>> {
        let got = self.runtime.block_on(async {
            let got = self.store.get(path).await?;
            let version = UpdateVersion { e_tag: got.meta.e_tag.clone(), version: got.meta.version.clone() };
            Ok((got.bytes().await?.to_vec(), version))
        });
        match got {
            Err(Error::NotFound { .. }) => Ok(None),
            got => Ok(Some(got?)),
        }
    }
}

impl Entries for Objects {
    fn place(&self) -> String {
        format!("{} {}", self.store, self.prefix)
    }

    /// Buckets are made by those who pay for them. Whether this one does what manifests are built on is asked: a store that
    /// overlooks conditions would give a run to everybody.
    fn prepare(&self) -> io::Result<()> {
        let probe = self.prefix.clone().join(PROBE);
        let make = || self.put(&probe, b"{}\n", &PutMode::Create);
        if make()? && make()? {
            let message =
                "it overlooks conditions of writes, so that a run would be given to several workers";
            return Err(io::Error::new(io::ErrorKind::Unsupported, message));
        }
        Ok(())
    }

    fn read(&self, entry: Entry<'_>) -> io::Result<Option<Seen>> {
        Ok(self.get(&self.path(entry))?.map(|(content, version)| Seen {
            content: Stored::from_json(&content),
            version: serde_json::json!([version.e_tag, version.version]).to_string(),
        }))
    }

    fn create(&self, entry: Entry<'_>, content: &Stored) -> io::Result<bool> {
        self.put(&self.path(entry), &content.to_json(), &PutMode::Create)
    }

    fn replace(&self, entry: Entry<'_>, content: &Stored, seen: &Seen) -> io::Result<bool> {
        let [e_tag, version]: [Option<String>; 2] = serde_json::from_str(&seen.version)?;
        let mode = PutMode::Update(UpdateVersion { e_tag, version });
        self.put(&self.path(entry), &content.to_json(), &mode)
    }

    fn remove(&self, entry: Entry<'_>) -> io::Result<()> {
        match self.runtime.block_on(self.store.delete(&self.path(entry))) {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn list(&self) -> io::Result<Vec<(EntryKind, RunRecord)>> {
        let found = self.runtime.block_on(self.store.list_with_delimiter(Some(&self.prefix)))?;
        let mut entries = Vec::new();
        for object in found.objects {
            let name = object.location.filename().unwrap_or_default();
            let kind = if name.ends_with(MARK) { EntryKind::Mark } else { EntryKind::Claim };
            // What is removed in the meantime is no more.
            let content = self.get(&object.location)?.and_then(|(content, _)| Stored::from_json(&content));
            let mine = content.filter(|content| name.starts_with(&hash(&self.scope, &content.record.run)));
            entries.extend(mine.map(|content| (kind, content.record)));
        }
        Ok(entries)
    }
}

/// Whether nobody knows what the store has done.
fn has_broken_off(error: &Error) -> bool {
    let causes =
        std::iter::successors(Some(error as &(dyn std::error::Error + 'static)), |cause| cause.source());
    let mut broken = causes.filter_map(|cause| cause.downcast_ref::<HttpError>());
    broken.any(|error| !matches!(error.kind(), HttpErrorKind::Connect | HttpErrorKind::Request))
}
