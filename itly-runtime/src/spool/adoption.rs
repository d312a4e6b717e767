//! Taking over what processes have left that are gone: their locks are free.
//!
//! A folder is read in steps, each of which looks at one file, and becomes part of the spool when all of it is known.
//! It stays where it is; who adopts it holds its lock from then on. So a process that is gone in the middle of it
//! leaves just what it found, or the next one finds the part of the work that is done.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;

use super::Spool;
use super::adoption_state::Adopting;
use super::consumer::Consumer;
use super::cursor::{self, Progress};
use super::disk::{Disk, DiskFile};
use super::folder::{CursorFile, Folder};
use super::frame::SHORTEST_LINE;
use super::process_folder::{LOCK, is_name};
use super::segment::{Form, Segment};
use super::segment_name::SegmentName;
use super::settled::Settled;
use super::survey::{Survey, has_another_version, survey};

/// What a call of [`Spool::recover`] came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recovery {
    /// There is more to look at.
    Goes,
    /// Everything was looked at. The next call begins anew: processes may have come to their end meanwhile.
    Done,
}

impl<D: Disk> Spool<D> {
    /// Takes one step to adopt the folders of processes that are gone: looks at one file, or one name.
    ///
    /// What is adopted is read before what this process appends, unless the process began later. Whoever is killed in
    /// the middle of it loses nothing; the next one goes on.
    ///
    /// # Errors
    ///
    /// If the disk fails; go on calling. A segment that can't be read thrice is left to the next process.
    pub(crate) fn recover(&self) -> io::Result<Recovery> {
        self.check_process()?;
        let mut consumer = self.consumer();
        if consumer.is_closed {
            return Ok(Recovery::Done);
        }
        if let Some(adopting) = &mut consumer.adoption.adopting {
            if let Some(name) = adopting.names.pop_front() {
                let result = self.look_at_segment(adopting, name);
                adopting.note(name, result)?;
            } else if let Some(adopting) = consumer.adoption.adopting.take() {
                self.install(&consumer, adopting)?;
            }
            return Ok(Recovery::Goes);
        }
        let Some(candidates) = &mut consumer.adoption.candidates else {
            consumer.adoption.candidates = Some(self.candidates()?);
            return Ok(Recovery::Goes);
        };
        let Some(candidate) = candidates.pop_front() else {
            consumer.adoption.candidates = None;
            return Ok(Recovery::Done);
        };
        consumer.adoption.adopting = self.begin(candidate)?;
        Ok(Recovery::Goes)
    }

    /// Adopts everything that there is, and returns the first error.
    pub(super) fn adopt_all(&self) -> io::Result<()> {
        let mut result = Ok(());
        loop {
            match self.recover() {
                Ok(Recovery::Goes) => {}
                Ok(Recovery::Done) => return result,
                // Without the list of folders there is nothing to go on with.
                Err(error) if self.consumer().adoption.candidates.is_none() => return result.and(Err(error)),
                Err(error) => result = result.and(Err(error)),
            }
        }
    }

    /// The folders in that of the destination that are none of this process, the oldest first.
    fn candidates(&self) -> io::Result<VecDeque<PathBuf>> {
        let names = match self.disk.names(&self.destination) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            names => names?,
        };
        let index = self.index();
        let is_other = |path: &PathBuf| !index.folders.iter().any(|folder| folder.path == *path);
        let mut others: Vec<_> = names
            .iter()
            .filter(|name| is_name(name))
            .map(|name| self.destination.join(name))
            .filter(is_other)
            .collect();
        others.sort_unstable();
        Ok(others.into())
    }

    /// Locks a folder and lists what is in it. Nothing if it is another process's.
    fn begin(&self, path: PathBuf) -> io::Result<Option<Adopting<D::Lock>>> {
        let lock_path = path.join(LOCK);
        let Some(lock) = self.disk.take_lock(&lock_path)? else {
            if !self.disk.exists(&lock_path) {
                // Its process was gone before it could make the lock: the folder is empty, or else it stays.
                let _ = self.disk.remove_folder(&path);
            }
            return Ok(None);
        };
        let mut names: Vec<_> =
            self.disk.names(&path)?.iter().filter_map(|name| SegmentName::parse(name)).collect();
        names.sort_unstable_by_key(|name| name.first());
        let progress = cursor::read(&self.disk, &path)?;
        let is_cursor_damaged = progress == Progress::Damaged;
        let settled = match progress {
            Progress::Settled(settled) => settled,
            // Also those that are left as they are: whoever reads them later goes by the same cursor.
            Progress::None | Progress::Damaged => {
                Settled::below(names.first().map_or(1, |name| name.first()))
            }
        };
        Ok(Some(Adopting {
            path,
            lock,
            settled,
            is_cursor_damaged,
            names: names.into(),
            segments: VecDeque::new(),
            has_leftovers: false,
            failures: 0,
            damaged: 0,
        }))
    }

    fn look_at_segment(&self, adopting: &mut Adopting<D::Lock>, name: SegmentName) -> io::Result<()> {
        let path = adopting.path.join(name.to_string());
        let file = self.disk.open(&path)?;
        let taken = adopting.segments.back().map_or(0, |segment| segment.past);
        if has_another_version(&file)? || name.first() < taken {
            // It stays for the version that understands it; where segments overlap, for people.
            adopting.has_leftovers = true;
            return Ok(());
        }
        let bytes = file.length()?;
        drop(file);
        let segment = match name {
            // A name that promises more records than there is room for is not believed.
            SegmentName::Sealed { first, last, newest } if last - first < bytes / SHORTEST_LINE => {
                Segment { past: last + 1, newest, bytes, ..Segment::new(first, Form::Sealed) }
            }
            _ => match self.repair(adopting, name)? {
                Some(segment) => segment,
                None => return Ok(()),
            },
        };
        adopting.segments.push_back(segment);
        Ok(())
    }

    /// Cuts off what lies behind the last whole record of a segment, and seals it. Nothing if it has no record.
    fn repair(&self, adopting: &mut Adopting<D::Lock>, name: SegmentName) -> io::Result<Option<Segment>> {
        let path = adopting.path.join(name.to_string());
        let file = self.disk.open_to_cut(&path)?;
        let Survey { past, newest, end, damaged } = survey(&file, name.first())?;
        let repaired = if past == name.first() {
            self.disk.remove(&path)?;
            None
        } else {
            let segment = Segment { past, newest, bytes: end, ..Segment::new(name.first(), Form::Sealed) };
            file.cut(end)?;
            file.sync()?;
            self.disk.rename(&path, &adopting.path.join(segment.sealed_name().to_string()))?;
            self.disk.sync_folder(&adopting.path)?;
            Some(segment)
        };
        adopting.damaged += damaged;
        Ok(repaired)
    }

    /// Makes a folder that was read part of the spool.
    fn install(&self, consumer: &Consumer<D>, adopting: Adopting<D::Lock>) -> io::Result<()> {
        let Adopting { path, lock, settled, is_cursor_damaged, mut segments, has_leftovers, damaged, .. } =
            adopting;
        for segment in &mut segments {
            segment.unsettled = segment.past - segment.first - settled.count(segment.first, segment.past);
        }
        {
            let mut index = self.index();
            index.counts.adopted += damaged;
            index.counts.dropped_corrupt += damaged;
            index.counts.damaged_cursors += u64::from(is_cursor_damaged);
            // Whether the cursor file would outlive a power failure is unknown.
            let cursor = CursorFile::Written;
            let lock = Some(lock);
            index.adopt(Folder {
                number: 0,
                path,
                settled,
                segments,
                cursor,
                is_in_use: false,
                has_leftovers,
                lock,
            });
        }
        self.trim().and(self.make_progress(consumer, CursorFile::Behind))
    }
}
