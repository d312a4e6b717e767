//! What a file holds, and what a power failure leaves of it.

use super::chance::Chance;

#[derive(Default)]
pub(super) struct Content {
    /// What a process reads.
    pub(super) bytes: Vec<u8>,
    /// What a power failure can't take.
    durable: Vec<u8>,
    /// What was done since the last sync, in order.
    writes: Vec<Write>,
}

struct Write {
    change: Change,
    /// A sync has failed over it, and the system thinks that it is done.
    is_doomed: bool,
}

enum Change {
    Append { at: usize, bytes: Vec<u8> },
    Cut(usize),
}

impl Content {
    /// A file that has long been there.
    pub(super) fn durable(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), durable: bytes.to_vec(), writes: Vec::new() }
    }

    pub(super) fn append(&mut self, bytes: &[u8]) {
        let change = Change::Append { at: self.bytes.len(), bytes: bytes.to_vec() };
        self.writes.push(Write { change, is_doomed: false });
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn cut(&mut self, length: usize) {
        self.writes.push(Write { change: Change::Cut(length), is_doomed: false });
        self.bytes.truncate(length);
    }

    pub(super) fn sync(&mut self) {
        for write in self.writes.drain(..) {
            write.apply(&mut self.durable);
        }
    }

    /// Where a sync fails, the next one succeeds, and does not write what the first one has not: as Linux does.
    pub(super) fn fail_to_sync(&mut self, chance: &mut Chance) {
        for write in &mut self.writes {
            write.is_doomed = write.is_doomed || chance.below(2) == 0;
        }
    }

    /// What was not synced is kept, torn, zeros, or lost: each write for itself.
    pub(super) fn lose_power(&mut self, chance: &mut Chance) {
        for mut write in self.writes.drain(..) {
            write.suffer(chance);
            write.apply(&mut self.durable);
        }
        self.bytes.clone_from(&self.durable);
    }
}

impl Write {
    fn apply(self, content: &mut Vec<u8>) {
        match self.change {
            _ if self.is_doomed => {}
            Change::Cut(length) => content.truncate(length),
            Change::Append { at, bytes } => {
                content.resize(content.len().max(at + bytes.len()), 0);
                content[at..at + bytes.len()].copy_from_slice(&bytes);
            }
        }
    }

    fn suffer(&mut self, chance: &mut Chance) {
        let fate = chance.below(5);
        match &mut self.change {
            Change::Append { bytes, .. } if fate == 2 => {
                bytes.truncate(chance.below(bytes.len() as u64 + 1) as usize);
            }
            Change::Append { bytes, .. } if fate == 3 => bytes.fill(0),
            _ => self.is_doomed = self.is_doomed || fate == 4,
        }
    }
}
