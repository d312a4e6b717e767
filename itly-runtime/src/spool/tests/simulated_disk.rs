//! A disk in memory whose processes can be killed, whose power can fail, and which can be full or broken.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use super::chance::Chance;
use super::simulated_content::Content;
use crate::spool::disk::{Disk, DiskFile};

/// The disk as one process sees it.
#[derive(Clone)]
pub(super) struct SimulatedDisk {
    state: Arc<Mutex<State>>,
    process: u64,
}

pub(super) struct SimulatedFile {
    disk: SimulatedDisk,
    inode: usize,
}

pub(super) struct SimulatedLock {
    disk: SimulatedDisk,
    inode: usize,
}

/// What is wrong with the disk.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Faults {
    /// A write takes at most so many bytes.
    pub(super) short_writes: Option<usize>,
    /// How much can still be written.
    pub(super) room: Option<usize>,
    /// Of a hundred operations that change something, so many fail.
    pub(super) failures: u64,
    /// So many writes are interrupted before they have taken anything.
    pub(super) interruptions: usize,
    /// Content can be neither synced nor cut off.
    pub(super) is_stuck: bool,
    /// Reading fails.
    pub(super) is_unreadable: bool,
    /// Nothing is seen to be there before it is made or opened: another process is just ahead.
    pub(super) is_behind: bool,
    /// Files of this name can't be opened.
    pub(super) closed_name: Option<&'static str>,
}

struct State {
    chance: Chance,
    processes: u64,
    dead: BTreeSet<u64>,
    files: Vec<Content>,
    names: BTreeMap<PathBuf, Node>,
    durable_names: BTreeMap<PathBuf, Node>,
    /// Changes to names that are not synced, in order.
    changes: Vec<Change>,
    locks: BTreeMap<usize, u64>,
    faults: Faults,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Node {
    Folder,
    File(usize),
}

#[derive(Debug, Clone)]
enum Change {
    Make(PathBuf, Node),
    Remove(PathBuf),
    Rename(PathBuf, PathBuf, Node),
}

impl Change {
    fn apply(self, names: &mut BTreeMap<PathBuf, Node>) {
        match self {
            Self::Make(path, node) => {
                names.insert(path, node);
            }
            Self::Remove(path) => {
                names.remove(&path);
            }
            Self::Rename(from, to, node) => {
                names.remove(&from);
                names.insert(to, node);
            }
        }
    }

    fn is_in(&self, folder: &Path) -> bool {
        let (Self::Make(path, _) | Self::Remove(path) | Self::Rename(path, ..)) = self;
        path.parent() == Some(folder)
    }
}

impl State {
    fn change(&mut self, change: Change) {
        change.clone().apply(&mut self.names);
        self.changes.push(change);
    }
}

impl SimulatedDisk {
    pub(super) fn new(seed: u64) -> Self {
        let state = State {
            chance: Chance(seed),
            processes: 0,
            dead: BTreeSet::new(),
            files: Vec::new(),
            names: BTreeMap::new(),
            durable_names: BTreeMap::new(),
            changes: Vec::new(),
            locks: BTreeMap::new(),
            faults: Faults::default(),
        };
        Self { state: Arc::new(Mutex::new(state)), process: 0 }
    }

    /// The disk as a new process sees it.
    pub(super) fn for_process(&self) -> Self {
        let mut state = self.lock_state();
        state.processes += 1;
        Self { state: self.state.clone(), process: state.processes }
    }

    /// Ends the process: its locks are free, and its files are as it left them.
    pub(super) fn kill(&self) {
        let mut state = self.lock_state();
        state.dead.insert(self.process);
        let process = self.process;
        state.locks.retain(|_, holder| *holder != process);
    }

    /// The power fails: all processes end, and what was not synced may be lost, in any order.
    pub(super) fn lose_power(&self) {
        let mut state = self.lock_state();
        state.dead = (0..=state.processes).collect();
        state.locks.clear();
        for change in std::mem::take(&mut state.changes) {
            if state.chance.below(2) == 0 {
                change.apply(&mut state.durable_names);
            }
        }
        let mut names = state.durable_names.clone();
        loop {
            let folders: BTreeSet<_> = names
                .iter()
                .filter(|(_, node)| **node == Node::Folder)
                .map(|(path, _)| path.clone())
                .collect();
            let count = names.len();
            names.retain(|path, _| {
                path.parent().is_some_and(|parent| is_root(parent) || folders.contains(parent))
            });
            if names.len() == count {
                break;
            }
        }
        state.names.clone_from(&names);
        state.durable_names = names;
        let State { files, chance, .. } = &mut *state;
        files.iter_mut().for_each(|file| file.lose_power(chance));
    }

    pub(super) fn set_faults(&self, faults: Faults) {
        self.lock_state().faults = faults;
    }

    /// Whether reading fails from now on, beside what else does.
    pub(super) fn set_unreadable(&self, is_unreadable: bool) {
        self.lock_state().faults.is_unreadable = is_unreadable;
    }

    /// Makes or replaces a file, as a person would.
    pub(super) fn put(&self, path: &Path, bytes: &[u8]) {
        let mut state = self.lock_state();
        let inode = state.files.len();
        state.files.push(Content::durable(bytes));
        state.change(Change::Make(path.to_owned(), Node::File(inode)));
    }

    /// Deletes whatever lies at or below `path`, as a person would.
    pub(super) fn delete(&self, path: &Path) {
        let mut state = self.lock_state();
        let names: Vec<_> = state.names.keys().filter(|name| name.starts_with(path)).cloned().collect();
        for name in names {
            state.change(Change::Remove(name));
        }
    }

    /// Every file with its text, sorted.
    pub(super) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let state = self.lock_state();
        let file = |(path, node): (&PathBuf, &Node)| match node {
            Node::File(inode) => Some((path.clone(), state.files[*inode].bytes.clone())),
            Node::Folder => None,
        };
        state.names.iter().filter_map(file).collect()
    }

    /// Every segment with its text, sorted.
    pub(super) fn segments(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let is_segment = |path: &Path| path.extension().is_some_and(|it| it == "segment" || it == "open");
        self.files().into_iter().filter(|(path, _)| is_segment(path)).collect()
    }

    fn lock_state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// The disk for an operation that reads.
    fn look(&self) -> io::Result<MutexGuard<'_, State>> {
        let state = self.lock_state();
        if state.dead.contains(&self.process) {
            return Err(io::Error::other("the process is dead"));
        }
        if state.faults.is_unreadable {
            return Err(io::Error::other("the disk can't be read"));
        }
        Ok(state)
    }

    /// The disk for an operation that changes something, which may fail.
    fn operate(&self) -> io::Result<MutexGuard<'_, State>> {
        let mut state = self.lock_state();
        if state.dead.contains(&self.process) {
            return Err(io::Error::other("the process is dead"));
        }
        let failures = state.faults.failures;
        if failures > 0 && state.chance.below(100) < failures {
            return Err(io::Error::other("the disk fails"));
        }
        Ok(state)
    }

    /// The disk for an operation on the content of a file other than appending.
    fn operate_on_content(&self) -> io::Result<MutexGuard<'_, State>> {
        let state = self.operate()?;
        if state.faults.is_stuck { Err(io::Error::other("the disk is stuck")) } else { Ok(state) }
    }

    fn open_file(&self, state: &State, path: &Path) -> io::Result<SimulatedFile> {
        if state.faults.closed_name.is_some_and(|name| path.ends_with(name)) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        match state.names.get(path) {
            Some(Node::File(inode)) => Ok(SimulatedFile { disk: self.clone(), inode: *inode }),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn make(&self, path: &Path, node: impl FnOnce(&mut State) -> Node) -> io::Result<()> {
        let mut state = self.operate()?;
        let parent = path.parent().unwrap();
        if !is_root(parent) && state.names.get(parent) != Some(&Node::Folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        if state.names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let node = node(&mut state);
        state.change(Change::Make(path.to_owned(), node));
        Ok(())
    }

    fn lock(&self, inode: usize) -> Option<SimulatedLock> {
        let mut state = self.lock_state();
        if state.locks.contains_key(&inode) {
            return None;
        }
        state.locks.insert(inode, self.process);
        Some(SimulatedLock { disk: self.clone(), inode })
    }
}

fn is_root(path: &Path) -> bool {
    path == Path::new("/")
}

fn new_file(state: &mut State) -> Node {
    state.files.push(Content::default());
    Node::File(state.files.len() - 1)
}

impl Disk for SimulatedDisk {
    type File = SimulatedFile;
    type Lock = SimulatedLock;

    fn chance(&self) -> u32 {
        self.lock_state().chance.below(1 << 32) as u32
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.make(path, |_| Node::Folder)
    }

    fn exists(&self, path: &Path) -> bool {
        let state = self.lock_state();
        is_root(path) || (state.names.contains_key(path) && !state.faults.is_behind)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let state = self.look()?;
        if state.names.get(folder) != Some(&Node::Folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let within = state.names.keys().filter(|path| path.parent() == Some(folder));
        Ok(within.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect())
    }

    fn create(&self, path: &Path) -> io::Result<SimulatedFile> {
        self.make(path, new_file)?;
        self.open_file(&self.lock_state(), path)
    }

    fn open(&self, path: &Path) -> io::Result<SimulatedFile> {
        self.open_file(&*self.look()?, path)
    }

    fn open_to_cut(&self, path: &Path) -> io::Result<SimulatedFile> {
        self.open(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.operate()?;
        let node = *state.names.get(from).ok_or(io::ErrorKind::NotFound)?;
        state.change(Change::Rename(from.to_owned(), to.to_owned(), node));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.operate()?;
        let Some(Node::File(inode)) = state.names.get(path).copied() else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let length = state.files[inode].bytes.len();
        state.faults.room = state.faults.room.map(|room| room + length);
        state.change(Change::Remove(path.to_owned()));
        Ok(())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.operate()?;
        if state.names.keys().any(|name| name.parent() == Some(path)) {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        state.change(Change::Remove(path.to_owned()));
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.operate()?;
        for change in std::mem::take(&mut state.changes) {
            if change.is_in(path) {
                change.apply(&mut state.durable_names);
            } else {
                state.changes.push(change);
            }
        }
        Ok(())
    }

    fn create_lock(&self, path: &Path) -> io::Result<Option<SimulatedLock>> {
        let file = self.create(path)?;
        Ok(self.lock(file.inode))
    }

    fn take_lock(&self, path: &Path) -> io::Result<Option<SimulatedLock>> {
        match self.open(path) {
            Ok(file) => Ok(self.lock(file.inode)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl Drop for SimulatedLock {
    fn drop(&mut self) {
        let process = self.disk.process;
        let mut state = self.disk.lock_state();
        if state.locks.get(&self.inode) == Some(&process) {
            state.locks.remove(&self.inode);
        }
    }
}

impl DiskFile for SimulatedFile {
    fn append(&self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.disk.operate()?;
        let Faults { short_writes, room, interruptions, .. } = state.faults;
        if interruptions > 0 {
            state.faults.interruptions -= 1;
            return Err(io::ErrorKind::Interrupted.into());
        }
        let count = bytes.len().min(short_writes.unwrap_or(usize::MAX)).min(room.unwrap_or(usize::MAX));
        if count == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        state.faults.room = room.map(|room| room - count);
        state.files[self.inode].append(&bytes[..count]);
        Ok(count)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let state = self.disk.look()?;
        let rest = state.files[self.inode].bytes.get(offset as usize..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }

    fn length(&self) -> io::Result<u64> {
        Ok(self.disk.look()?.files[self.inode].bytes.len() as u64)
    }

    fn cut(&self, length: u64) -> io::Result<()> {
        self.disk.operate_on_content()?.files[self.inode].cut(length as usize);
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        let result = self.disk.operate_on_content().map(drop);
        let mut state = self.disk.lock_state();
        let State { files, chance, dead, .. } = &mut *state;
        match result {
            Ok(()) => files[self.inode].sync(),
            Err(_) if dead.contains(&self.disk.process) => {}
            Err(_) => files[self.inode].fail_to_sync(chance),
        }
        result
    }
}
