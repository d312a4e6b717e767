//! Frames one behind the other in blocks: what threads hand over to each other, instead of one allocation an event.

use std::collections::VecDeque;
use std::time::Instant;

use super::frame;
use super::message::Message;

/// The size of a block; a larger frame gets a block of its own.
pub(crate) const BLOCK_BYTES: usize = 64 * 1024;

/// The largest frame whose length fits beside the mark of a settled one.
pub(crate) const MAX_FRAME_BYTES: usize = (SETTLED - 1) as usize;

/// Each frame stands behind its length, four bytes, whose top bit says that its message is settled.
const HEADER_BYTES: usize = 4;
const SETTLED: u32 = 1 << 31;

/// Emptied blocks kept for reuse: a mebibyte at most.
const SPARE_BLOCKS: usize = 16;

struct Block {
    bytes: Vec<u8>,
    /// Where the first frame that is not released starts.
    start: usize,
    /// When the first frame came.
    began: Instant,
    frames: usize,
}

impl Block {
    fn frame_at(&self, offset: usize) -> Option<(bool, &[u8])> {
        let (header, rest) = self.bytes.get(offset..)?.split_first_chunk::<HEADER_BYTES>()?;
        let header = u32::from_le_bytes(*header);
        let frame = rest.get(..(header & !SETTLED) as usize)?;
        Some((header & SETTLED != 0, frame))
    }

    fn settle_at(&mut self, offset: usize) {
        if let Some(top) = self.bytes.get_mut(offset + HEADER_BYTES - 1) {
            *top |= 0x80;
        }
    }
}

/// A frame in its place, as [`Blocks::walk`] shows it.
pub(crate) struct Entry<'a> {
    /// The frame.
    pub(crate) frame: &'a [u8],
    /// No later than when the frame came; the frames of a block share it.
    pub(crate) came: Instant,
}

impl Entry<'_> {
    /// How much of the queue the frame takes.
    pub(crate) fn bytes(&self) -> usize {
        HEADER_BYTES + self.frame.len()
    }
}

/// What becomes of a frame that was looked at.
pub(crate) enum Look {
    /// It stays as it is.
    Keep,
    /// Its message is settled; it is not shown again.
    Settle,
    /// It stays, and neither it nor those behind it are passed.
    Stop,
}

/// A list of blocks.
#[derive(Default)]
pub(crate) struct Blocks {
    list: VecDeque<Block>,
    frames: usize,
    bytes: usize,
    spare: Vec<Vec<u8>>,
}

impl Blocks {
    /// How many frames there are, settled ones included.
    pub(crate) fn frames(&self) -> usize {
        self.frames
    }

    /// How many bytes the frames take.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// When the first frame came.
    pub(crate) fn oldest(&self) -> Option<Instant> {
        self.list.front().map(|block| block.began)
    }

    /// How many bytes a frame of `length` bytes takes.
    pub(crate) fn cost(length: usize) -> usize {
        HEADER_BYTES + length
    }

    /// Appends the frame of `message`, whose length is `length`. The clock is read for the first frame of a block
    /// only: that is the time which counts for a batch's interval, and an event's age is known well enough by it.
    pub(crate) fn push(&mut self, message: &Message<'_>, length: usize, now: impl FnOnce() -> Instant) {
        let cost = Self::cost(length);
        let fits = self.list.back().is_some_and(|block| block.bytes.capacity() - block.bytes.len() >= cost);
        if !fits {
            let bytes = match self.spare.pop() {
                Some(spare) if cost <= BLOCK_BYTES => spare,
                _ => Vec::with_capacity(cost.max(BLOCK_BYTES)),
            };
            self.list.push_back(Block { bytes, start: 0, began: now(), frames: 0 });
        }
        let Some(block) = self.list.back_mut() else { return };
        block.bytes.extend_from_slice(&(length as u32).to_le_bytes());
        frame::write(message, &mut block.bytes);
        block.frames += 1;
        self.frames += 1;
        self.bytes += cost;
    }

    /// Moves blocks from the front of this list to the end of `other` until that has `frames` frames or `bytes` bytes.
    pub(crate) fn move_to(&mut self, other: &mut Blocks, frames: usize, bytes: usize) {
        while other.frames < frames && other.bytes < bytes {
            let Some(block) = self.list.pop_front() else { return };
            let moved = block.bytes.len() - block.start;
            self.frames -= block.frames;
            self.bytes -= moved;
            other.frames += block.frames;
            other.bytes += moved;
            other.list.push_back(block);
        }
    }

    /// Shows the first `limit` frames, those that are not settled yet, and returns how many were passed.
    pub(crate) fn walk(&mut self, limit: usize, mut look: impl FnMut(&Entry<'_>) -> Look) -> usize {
        let mut passed = 0;
        for block in &mut self.list {
            if passed == limit {
                break;
            }
            let mut offset = block.start;
            while passed < limit
                && let Some((settled, frame)) = block.frame_at(offset)
            {
                let next = offset + HEADER_BYTES + frame.len();
                if !settled {
                    match look(&Entry { frame, came: block.began }) {
                        Look::Keep => {}
                        Look::Settle => block.settle_at(offset),
                        Look::Stop => return passed,
                    }
                }
                offset = next;
                passed += 1;
            }
        }
        passed
    }

    /// Removes the first `count` frames.
    pub(crate) fn release(&mut self, count: usize) {
        let mut left = count;
        while left > 0
            && let Some(block) = self.list.front_mut()
        {
            let whole = left >= block.frames;
            let released = if whole { block.frames } else { left };
            let end = if whole { block.bytes.len() } else { end_of_frames(block, released) };
            self.bytes -= end - block.start;
            self.frames -= released;
            block.start = end;
            block.frames -= released;
            left -= released;
            if whole && let Some(block) = self.list.pop_front() {
                self.keep_spare(block.bytes);
            }
        }
    }

    /// Removes everything.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Hands the emptied blocks to `other`, which fills them again.
    pub(crate) fn return_spare_to(&mut self, other: &mut Blocks) {
        for bytes in self.spare.drain(..) {
            other.keep_spare(bytes);
        }
    }

    fn keep_spare(&mut self, mut bytes: Vec<u8>) {
        if bytes.capacity() == BLOCK_BYTES && self.spare.len() < SPARE_BLOCKS {
            bytes.clear();
            self.spare.push(bytes);
        }
    }
}

fn end_of_frames(block: &Block, count: usize) -> usize {
    (0..count).fold(block.start, |offset, _| match block.frame_at(offset) {
        Some((_, frame)) => offset + HEADER_BYTES + frame.len(),
        None => offset,
    })
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use proptest::prelude::*;

    use super::{BLOCK_BYTES, Blocks, Look};
    use crate::delivery::frame;
    use crate::delivery::message::{Message, MessageKind};
    use crate::stamp::{MessageId, Stamp, Timestamp};

    fn push(blocks: &mut Blocks, user_id: &str) {
        let stamp = Stamp::new(MessageId::from_bytes([0; 16]), Timestamp::from_unix_milliseconds(0));
        let message = Message::new(MessageKind::Track, stamp, user_id);
        blocks.push(&message, frame::length(&message), Instant::now);
    }

    fn users(blocks: &mut Blocks, limit: usize) -> Vec<String> {
        let mut users = Vec::new();
        blocks.walk(limit, |entry| {
            users.push(frame::read(entry.frame).map_or_else(|_| String::new(), |it| it.user_id.to_owned()));
            Look::Keep
        });
        users
    }

    proptest! {
        #[test]
        fn frames_come_out_as_they_went_in(
            lengths in proptest::collection::vec(prop_oneof![0..300_usize, 20_000..200_000_usize], 0..40),
            steps in proptest::collection::vec(1..7_usize, 40),
        ) {
            let mut waiting = Blocks::default();
            let mut taken = Blocks::default();
            let mut expected: std::collections::VecDeque<String> =
                lengths.iter().enumerate().map(|(n, length)| format!("{n}{}", "x".repeat(*length))).collect();
            for user in &expected {
                push(&mut waiting, user);
            }
            for step in steps {
                waiting.move_to(&mut taken, step, usize::MAX);
                let count = taken.frames().min(step);
                let wanted: Vec<String> = expected.drain(..count).collect();
                prop_assert_eq!(users(&mut taken, step), wanted);
                taken.release(step);
            }
            prop_assert_eq!(waiting.frames() + taken.frames(), expected.len());
            if expected.is_empty() {
                prop_assert_eq!(waiting.bytes() + taken.bytes(), 0);
            }
        }

        #[test]
        fn memory_stays_under_twice_the_bytes(lengths in proptest::collection::vec(0..150_000_usize, 1..60)) {
            let mut blocks = Blocks::default();
            for length in &lengths {
                push(&mut blocks, &"x".repeat(*length));
            }
            let memory: usize = blocks.list.iter().map(|block| block.bytes.capacity()).sum();
            prop_assert!(memory < 2 * blocks.bytes() + BLOCK_BYTES);
        }
    }

    #[test]
    fn a_settled_frame_is_not_shown_again_and_those_behind_a_stop_neither() {
        let mut blocks = Blocks::default();
        for user in ["a", "b", "c", "d"] {
            push(&mut blocks, user);
        }
        let mut number = 0;
        let passed = blocks.walk(4, |_| {
            number += 1;
            match number {
                2 => Look::Settle,
                4 => Look::Stop,
                _ => Look::Keep,
            }
        });
        assert_eq!(passed, 3);
        assert_eq!(users(&mut blocks, 4), ["a", "c", "d"]);
        blocks.release(3);
        assert_eq!(users(&mut blocks, 4), ["d"]);
    }

    #[test]
    fn emptied_blocks_are_filled_again() {
        let mut waiting = Blocks::default();
        let mut taken = Blocks::default();
        push(&mut waiting, "a");
        let place = waiting.list[0].bytes.as_ptr();
        waiting.move_to(&mut taken, 1, usize::MAX);
        taken.release(1);
        taken.return_spare_to(&mut waiting);
        push(&mut waiting, "b");
        assert_eq!(waiting.list[0].bytes.as_ptr(), place);
    }
}
