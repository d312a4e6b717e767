//! Manifests in a folder of this machine, or one that machines share.
//!
//! ```text
//! <folder>/<hash>.claim.1    who has claimed the run, and with which lease
//!          <hash>.claim.2    who has claimed it after that: the highest number holds
//!          <hash>.json       the run is processed
//!          <hash>.part.<n>   a file before it gets its name
//! ```
//!
//! `<hash>` is the SHA-256 of scope and run. A file gets its name with all that is in it, and only if no other has that
//! name: that makes one claim of a number the only one. That the mark is there is all that counts; it comes before the
//! claims are removed, and whoever has claimed a run looks for the mark once more.

pub(super) mod disk;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use self::disk::{Disk, SystemDisk};
use super::clock::{Clock, SystemClock};
use super::record::{RunRecord, RunState, Stored, hash, random};
use super::watch::Watch;
use super::{Claim, Lease, ManifestError, RunManifests};

/// Manifests in a folder: [`RunManifests`] without a server.
///
/// Any number of threads and processes can use one folder. On a file system without hard links a process that is killed
/// can leave a claim without its content; it is then a claim for as long as the one who looks at it asks for.
#[derive(Debug)]
pub struct LocalManifests {
    folder: PathBuf,
    scope: Vec<String>,
    clock: Arc<dyn Clock>,
    disk: Box<dyn Disk>,
    watch: Watch,
}

type Result<T> = std::result::Result<T, ManifestError>;

impl LocalManifests {
    /// Manifests in `folder`, which [`create`](RunManifests::create) makes.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            scope: Vec::new(),
            clock: Arc::new(SystemClock),
            disk: Box::new(SystemDisk),
            watch: Watch::default(),
        }
    }

    /// For what runs are processed, where one folder serves several purposes: runs of one scope say nothing of another.
    /// An audit has the fingerprint of its plan and its version in it, so that a new plan is a new start.
    #[must_use]
    pub fn scoped<P: Into<String>>(mut self, scope: impl IntoIterator<Item = P>) -> Self {
        self.scope = scope.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the clock.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// One on another disk, for tests.
    #[cfg(test)]
    pub(super) fn on(mut self, disk: impl Disk + 'static) -> Self {
        self.disk = Box::new(disk);
        self
    }

    /// The name that all files of a run begin with.
    fn hash(&self, run: &str) -> String {
        hash(&self.scope, run)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let path = self.path(name);
        self.disk.read(&path).map_err(|error| failed(&path, error))
    }

    /// Gives a file its name, with all that is in it, if there is none of that name. A file system of others may have
    /// given it, and say that it was there: the answer to the first attempt got lost.
    fn publish(&self, hash: &str, name: &str, content: &[u8]) -> Result<bool> {
        let path = self.path(name);
        self.with_part(hash, content, |part| match self.disk.link(part, &path) {
            // Somebody has pruned, for the run is processed.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Ok(false) => Ok(self.disk.read(&path)?.is_some_and(|there| there == content)),
            linked => linked,
        })
    }

    /// Puts a file in the place of another, whole.
    fn replace(&self, hash: &str, name: &str, content: &[u8]) -> Result<()> {
        let path = self.path(name);
        self.with_part(hash, content, |part| self.disk.rename(part, &path))
    }

    fn with_part<T>(
        &self,
        hash: &str,
        content: &[u8],
        name_it: impl FnOnce(&Path) -> io::Result<T>,
    ) -> Result<T> {
        let part = self.path(&format!("{hash}.part.{}", random()));
        let named = || {
            self.disk.write(&part, content)?;
            let named = name_it(&part)?;
            self.disk.remove(&part)?;
            self.disk.sync_folder(&self.folder)?;
            Ok(named)
        };
        named().map_err(|error| failed(&self.folder, error))
    }

    fn is_marked(&self, hash: &str) -> Result<bool> {
        Ok(self.read(&mark(hash))?.is_some())
    }

    /// The claim that holds. Numbers are given without gaps while there is no mark.
    fn last_claim(&self, hash: &str) -> Result<Option<(u32, Vec<u8>)>> {
        let mut last = None;
        for number in 1.. {
            match self.read(&claim(hash, number))? {
                Some(content) => last = Some((number, content)),
                None => break,
            }
        }
        Ok(last)
    }

    /// The number under which a run can be claimed, or who has it.
    fn next_number(&self, hash: &str, lease: Duration) -> Result<std::result::Result<u32, Claim>> {
        let Some((number, content)) = self.last_claim(hash)? else { return Ok(Ok(1)) };
        let stored = Stored::from_json(&content);
        if stored.as_ref().is_some_and(|stored| matches!(stored.record.state, RunState::Failed(_))) {
            return Ok(Ok(number + 1));
        }
        let held_for = stored.as_ref().map_or(lease, |stored| stored.lease);
        let version = [&number.to_le_bytes(), content.as_slice()].concat();
        let wait = self.watch.left(hash, &version, held_for, self.clock.monotonic());
        let owner = stored.map(|stored| stored.record.owner).unwrap_or_default();
        Ok(if wait.is_zero() { Ok(number + 1) } else { Err(Claim::Held { owner, wait }) })
    }

    fn written(&self, lease: &mut Lease, state: RunState) -> Vec<u8> {
        lease.record(state, self.clock.now()).to_json()
    }

    /// What a file says, if it is of this scope.
    fn record(&self, name: &str) -> Result<Option<RunRecord>> {
        let stored = self.read(name)?.and_then(|content| Stored::from_json(&content));
        Ok(stored.map(|stored| stored.record).filter(|record| name.starts_with(&self.hash(&record.run))))
    }

    /// Makes sure that nobody else has, or had, the run.
    fn check(&self, hash: &str, lease: &Lease) -> Result<()> {
        let mine = self.read(&claim(hash, lease.attempt))?.and_then(|content| Stored::from_json(&content));
        let mine = mine.is_some_and(|stored| lease.has_written(&stored));
        let taken_over = self.read(&claim(hash, lease.attempt + 1))?.is_some();
        if mine && !taken_over && !self.is_marked(hash)? { Ok(()) } else { Err(lost(lease)) }
    }

    fn remove(&self, name: &str) -> Result<()> {
        let path = self.path(name);
        self.disk.remove(&path).map_err(|error| failed(&path, error))
    }

    fn names(&self) -> Result<Vec<String>> {
        self.disk.names(&self.folder).map_err(|error| failed(&self.folder, error))
    }
}

impl RunManifests for LocalManifests {
    fn create(&self) -> Result<()> {
        self.disk.create_folder(&self.folder).map_err(|error| failed(&self.folder, error))
    }

    fn add(&self, run: &str) -> Result<()> {
        let hash = self.hash(run);
        let content = self.written(&mut Lease::new(run, "", Duration::ZERO, 0), RunState::Processed);
        self.publish(&hash, &mark(&hash), &content).map(|_| ())
    }

    fn contains(&self, run: &str) -> Result<bool> {
        self.is_marked(&self.hash(run))
    }

    fn claim(&self, run: &str, owner: &str, duration: Duration) -> Result<Claim> {
        let hash = self.hash(run);
        loop {
            if self.is_marked(&hash)? {
                self.watch.forget(&hash);
                return Ok(Claim::Done);
            }
            let attempt = match self.next_number(&hash, duration)? {
                Ok(number) => number,
                Err(held) => return Ok(held),
            };
            let mut lease = Lease::new(run, owner, duration, attempt);
            let content = self.written(&mut lease, RunState::Processing);
            if !self.publish(&hash, &claim(&hash, attempt), &content)? {
                // Another worker was faster; its claim is looked at in turn.
                continue;
            }
            if self.is_marked(&hash)? {
                self.remove(&claim(&hash, attempt))?;
                return Ok(Claim::Done);
            }
            return Ok(Claim::Granted(lease));
        }
    }

    fn renew(&self, lease: &mut Lease) -> Result<()> {
        let hash = self.hash(&lease.run);
        self.check(&hash, lease)?;
        let content = self.written(lease, RunState::Processing);
        self.replace(&hash, &claim(&hash, lease.attempt), &content)?;
        self.check(&hash, lease)
    }

    fn complete(&self, mut lease: Lease) -> Result<()> {
        let hash = self.hash(&lease.run);
        self.check(&hash, &lease)?;
        if !self.publish(&hash, &mark(&hash), &self.written(&mut lease, RunState::Processed))? {
            return Err(lost(&lease));
        }
        (1..=lease.attempt).try_for_each(|number| self.remove(&claim(&hash, number)))
    }

    fn fail(&self, mut lease: Lease, reason: &str) -> Result<()> {
        let hash = self.hash(&lease.run);
        self.check(&hash, &lease)?;
        let failed = self.written(&mut lease, RunState::Failed(reason.to_owned()));
        self.replace(&hash, &claim(&hash, lease.attempt), &failed)
    }

    fn list(&self) -> Result<Vec<RunRecord>> {
        let mut records = BTreeMap::new();
        for name in self.names()? {
            // What is removed in the meantime is listed by its mark.
            let (Some(rank), Some(record)) = (rank(&name), self.record(&name)?) else { continue };
            let known = records.entry(record.run.clone()).or_insert((rank, record.clone()));
            if rank >= known.0 {
                *known = (rank, record);
            }
        }
        Ok(records.into_values().map(|(_, record)| record).collect())
    }

    fn prune(&self, processed_before: SystemTime) -> Result<usize> {
        let names = self.names()?;
        let mut marks = BTreeMap::new();
        for name in names.iter().filter(|name| name.ends_with(MARK)) {
            let record = self.record(name)?;
            marks.extend(record.map(|record| (hash_of(name), record.is_before(processed_before))));
        }
        // What workers have left that were killed; a mark goes last.
        for name in names.iter().filter(|name| !name.ends_with(MARK) && marks.contains_key(hash_of(name))) {
            self.remove(name)?;
        }
        let pruned: Vec<&str> =
            marks.into_iter().filter(|(_, is_old)| *is_old).map(|(hash, _)| hash).collect();
        pruned.iter().try_for_each(|hash| self.remove(&mark(hash)))?;
        Ok(pruned.len())
    }
}

const MARK: &str = ".json";

fn mark(hash: &str) -> String {
    format!("{hash}{MARK}")
}

fn claim(hash: &str, number: u32) -> String {
    format!("{hash}.claim.{number}")
}

/// The hash that a name begins with.
fn hash_of(name: &str) -> &str {
    name.split('.').next().unwrap_or_default()
}

/// Which of the files of a run says most: the mark, else the claim of the highest number.
fn rank(name: &str) -> Option<u32> {
    if name.ends_with(MARK) {
        return Some(u32::MAX);
    }
    name.split_once(".claim.").and_then(|(_, number)| number.parse().ok())
}

fn failed(path: &Path, error: io::Error) -> ManifestError {
    ManifestError::Io(path.display().to_string(), error)
}

fn lost(lease: &Lease) -> ManifestError {
    ManifestError::LeaseLost(lease.run.clone())
}
