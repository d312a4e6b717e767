//! Manifests in an object store: S3, Google Cloud Storage, Azure, whatever the crate `object_store` knows.

use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use object_store::path::Path;
use object_store::{Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload, UpdateVersion};
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

impl Objects {
    fn path(&self, entry: Entry<'_>) -> Path {
        let ending = if entry.kind == EntryKind::Mark { MARK } else { CLAIM };
        self.prefix.clone().join(format!("{}{ending}", hash(&self.scope, entry.run)))
    }

    fn put(&self, entry: Entry<'_>, content: &Stored, mode: PutMode) -> io::Result<bool> {
        let (path, payload) = (self.path(entry), PutPayload::from(content.to_json()));
        match self.runtime.block_on(self.store.put_opts(&path, payload, PutOptions::from(mode))) {
            Ok(_) => Ok(true),
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. } | Error::NotFound { .. }) => {
                Ok(false)
            }
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

    fn prepare(&self) -> io::Result<()> {
        // Buckets are made by those who pay for them.
        Ok(())
    }

    fn read(&self, entry: Entry<'_>) -> io::Result<Option<Seen>> {
        Ok(self.get(&self.path(entry))?.map(|(content, version)| Seen {
            content: Stored::from_json(&content),
            version: serde_json::json!([version.e_tag, version.version]).to_string(),
        }))
    }

    fn create(&self, entry: Entry<'_>, content: &Stored) -> io::Result<bool> {
        self.put(entry, content, PutMode::Create)
    }

    fn replace(&self, entry: Entry<'_>, content: &Stored, seen: &Seen) -> io::Result<bool> {
        let [e_tag, version]: [Option<String>; 2] = serde_json::from_str(&seen.version)?;
        self.put(entry, content, PutMode::Update(UpdateVersion { e_tag, version }))
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
