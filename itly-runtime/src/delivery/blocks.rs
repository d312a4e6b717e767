//! Messages one behind the other in blocks: what threads hand over to each other, instead of one allocation an event.

use std::collections::VecDeque;
use std::time::Instant;

use super::frame::{Frame, Place};
use super::message::Message;
use crate::stamp::Timestamp;

/// How much text a block holds; a message with more gets a block of its own.
pub(crate) const BLOCK_BYTES: usize = 64 * 1024;

/// How many messages a block holds, however short they are.
const BLOCK_FRAMES: usize = 1024;

/// Emptied blocks kept for reuse: a mebibyte of text at most.
const SPARE_BLOCKS: usize = 16;

/// Room for frames that is kept with a spare block. Short messages leave more behind, which would be out of proportion
/// for long ones.
const SPARE_FRAMES: usize = 256;

struct Block {
    store: Store,
    /// How many frames are released.
    released: usize,
    /// Where the texts of the first frame that is not released start.
    start: usize,
    /// When the first frame came, by the monotonic clock.
    began: Instant,
    /// The same by the wall clock, as its stamp says.
    began_at: Timestamp,
    /// The number of the first frame; the others follow it.
    first: u64,
}

/// The memory of a block.
#[derive(Default)]
struct Store {
    frames: Vec<Frame>,
    texts: String,
}

impl Store {
    /// Memory for messages about as long as the first one, whose texts have `text_bytes` bytes.
    fn new(text_bytes: usize) -> Self {
        let bytes = text_bytes.max(BLOCK_BYTES);
        let frames = (bytes / text_bytes.max(1)).min(SPARE_FRAMES);
        Self { frames: Vec::with_capacity(frames), texts: String::with_capacity(bytes) }
    }
}

impl Block {
    fn new(store: Store, began: Instant, began_at: Timestamp, first: u64) -> Self {
        Self { store, released: 0, start: 0, began, began_at, first }
    }

    fn has_room(&self, text_bytes: usize) -> bool {
        let Store { frames, texts } = &self.store;
        frames.len() < BLOCK_FRAMES && texts.capacity() - texts.len() >= text_bytes
    }

    fn frames(&self) -> usize {
        self.store.frames.len() - self.released
    }

    fn bytes(&self) -> usize {
        self.frames() * size_of::<Frame>() + self.store.texts.len() - self.start
    }

    /// Releases the first `count` frames, or all if there are fewer.
    fn release(&mut self, count: usize) {
        let released = self.store.frames.iter().skip(self.released).take(count);
        let (frames, text_bytes) =
            released.fold((0, 0), |(frames, bytes), frame| (frames + 1, bytes + frame.text_bytes()));
        self.released += frames;
        self.start += text_bytes;
    }
}

/// A message in its place, as [`Blocks::walk`] shows it.
pub(crate) struct Queued<'a> {
    frame: &'a Frame,
    texts: &'a str,
    /// When the first message of its block came.
    began: Instant,
    /// The same by the stamp of that message.
    began_at: Timestamp,
}

impl<'a> Queued<'a> {
    /// How much of the queue the message takes.
    pub(crate) fn bytes(&self) -> usize {
        Blocks::cost(self.texts.len())
    }

    /// Where the message lies on disk, if it was read from there.
    pub(crate) fn place(&self) -> Option<Place> {
        self.frame.place
    }

    /// When the message came: as long after the first one of its block as its stamp says. A block may take hours to fill.
    pub(crate) fn came(&self) -> Instant {
        let later = self.frame.time().since(self.began_at);
        self.began.checked_add(later).unwrap_or(self.began)
    }

    /// The message.
    pub(crate) fn message(&self) -> Message<'a> {
        self.frame.message(self.texts)
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
    spare: Vec<Store>,
}

impl Blocks {
    /// How many frames there are, settled ones included.
    pub(crate) fn frames(&self) -> usize {
        self.frames
    }

    /// How many bytes the frames and their texts take.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// When the first frame came.
    pub(crate) fn oldest(&self) -> Option<Instant> {
        self.list.front().map(|block| block.began)
    }

    /// How many bytes a message takes whose texts have `text_bytes` bytes.
    pub(crate) fn cost(text_bytes: usize) -> usize {
        size_of::<Frame>() + text_bytes
    }

    /// The number of the first frame.
    pub(crate) fn first(&self) -> Option<u64> {
        self.list.front().map(|block| block.first + block.released as u64)
    }

    /// Appends `message`, whose texts have `text_bytes` bytes, with the number `number`, one more than that of the message
    /// before it. The clock is read for the first one of a block only: that
    /// is the time which counts for a batch's interval, and the stamps tell how much later the others came.
    pub(crate) fn push(
        &mut self,
        message: &Message<'_>,
        text_bytes: usize,
        number: u64,
        now: impl FnOnce() -> Instant,
    ) {
        if let Some(block) = self.block_with_room(text_bytes, message.stamp.time, number, now) {
            let Store { frames, texts } = &mut block.store;
            frames.push(Frame::append(message, texts));
            self.frames += 1;
            self.bytes += Self::cost(text_bytes);
        }
    }

    /// Appends a message that was read from disk and lies there at `place`.
    #[cfg(feature = "spool")]
    pub(crate) fn push_from_disk(&mut self, message: &Message<'_>, place: Place, now: Instant) {
        self.push(message, super::frame::text_bytes(message), 0, || now);
        if let Some(frame) = self.list.back_mut().and_then(|block| block.store.frames.last_mut()) {
            frame.place = Some(place);
        }
    }

    /// Appends a copy of what another list shows.
    pub(crate) fn append(&mut self, queued: &Queued<'_>) {
        if let Some(block) =
            self.block_with_room(queued.texts.len(), queued.frame.time(), 0, || queued.came())
        {
            block.store.frames.push(*queued.frame);
            block.store.texts.push_str(queued.texts);
            self.frames += 1;
            self.bytes += queued.bytes();
        }
    }

    fn block_with_room(
        &mut self,
        text_bytes: usize,
        time: Timestamp,
        number: u64,
        now: impl FnOnce() -> Instant,
    ) -> Option<&mut Block> {
        if !self.list.back().is_some_and(|block| block.has_room(text_bytes)) {
            let store = self.store(text_bytes);
            self.list.push_back(Block::new(store, now(), time, number));
        }
        self.list.back_mut()
    }

    fn store(&mut self, text_bytes: usize) -> Store {
        match self.spare.pop() {
            Some(spare) if text_bytes <= BLOCK_BYTES => spare,
            _ => Store::new(text_bytes),
        }
    }

    /// Moves blocks from the front of this list to the end of `other` until that has `frames` frames or `bytes` bytes.
    pub(crate) fn move_to(&mut self, other: &mut Blocks, frames: usize, bytes: usize) {
        while other.frames < frames && other.bytes < bytes {
            let Some(block) = self.list.pop_front() else { return };
            self.frames -= block.frames();
            self.bytes -= block.bytes();
            other.frames += block.frames();
            other.bytes += block.bytes();
            other.list.push_back(block);
        }
    }

    /// Shows the first `limit` frames, those that are not settled yet, and returns how many were passed.
    pub(crate) fn walk(&mut self, limit: usize, mut look: impl FnMut(&Queued<'_>) -> Look) -> usize {
        let mut passed = 0;
        for block in &mut self.list {
            let mut rest = block.store.texts.get(block.start..).unwrap_or_default();
            for frame in block.store.frames.iter_mut().skip(block.released).take(limit - passed) {
                let (texts, behind) = rest.split_at_checked(frame.text_bytes()).unwrap_or_default();
                rest = behind;
                if !frame.is_settled {
                    match look(&Queued { frame, texts, began: block.began, began_at: block.began_at }) {
                        Look::Keep => {}
                        Look::Settle => frame.is_settled = true,
                        Look::Stop => return passed,
                    }
                }
                passed += 1;
            }
            if passed == limit {
                break;
            }
        }
        passed
    }

    /// Removes the first `count` frames.
    pub(crate) fn release(&mut self, count: usize) {
        let mut left = count;
        while left > 0
            && let Some(mut block) = self.list.pop_front()
        {
            let (frames, bytes) = (block.frames(), block.bytes());
            block.release(left);
            let released = frames - block.frames();
            left -= released;
            self.frames -= released;
            self.bytes -= bytes - block.bytes();
            if block.frames() == 0 {
                self.keep_spare(block.store);
            } else {
                self.list.push_front(block);
            }
        }
    }

    /// Shows the first `count` frames, those that are not settled yet, and removes them.
    pub(crate) fn drain(&mut self, count: usize, mut look: impl FnMut(&Queued<'_>)) {
        self.walk(count, |queued| {
            look(queued);
            Look::Settle
        });
        self.release(count);
    }

    /// Removes everything.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Hands the emptied blocks to `other`, which fills them again.
    pub(crate) fn return_spare_to(&mut self, other: &mut Blocks) {
        for store in self.spare.drain(..) {
            other.keep_spare(store);
        }
    }

    fn keep_spare(&mut self, Store { mut frames, mut texts }: Store) {
        if texts.capacity() == BLOCK_BYTES && self.spare.len() < SPARE_BLOCKS {
            frames.clear();
            frames.shrink_to(SPARE_FRAMES);
            texts.clear();
            self.spare.push(Store { frames, texts });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use proptest::prelude::*;

    use super::{BLOCK_BYTES, Blocks, Frame, Look, SPARE_FRAMES};
    use crate::delivery::frame;
    use crate::delivery::message::{Message, MessageKind};
    use crate::stamp::{MessageId, Stamp, Timestamp};

    fn push(blocks: &mut Blocks, user_id: &str) {
        let stamp = Stamp::new(MessageId::from_bytes([0; 16]), Timestamp::from_unix_milliseconds(0));
        let message = Message::new(MessageKind::Track, stamp, user_id);
        let number = blocks.first().unwrap_or(0) + blocks.frames() as u64;
        blocks.push(&message, frame::text_bytes(&message), number, Instant::now);
    }

    fn users(blocks: &mut Blocks, limit: usize) -> Vec<String> {
        let mut users = Vec::new();
        blocks.walk(limit, |queued| {
            users.push(queued.message().user_id.to_owned());
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
            let memory: usize = blocks.list.iter().map(|block| block.store.texts.capacity() + block.store.frames.capacity() * size_of::<Frame>()).sum();
            // Whatever is in the last block, its memory is there.
            let one_block = BLOCK_BYTES + SPARE_FRAMES * size_of::<Frame>();
            prop_assert!(memory < 2 * blocks.bytes() + one_block);
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
    fn frames_keep_their_numbers() {
        let mut waiting = Blocks::default();
        let mut taken = Blocks::default();
        for number in 0..3_000 {
            let stamp = Stamp::new(MessageId::from_bytes([0; 16]), Timestamp::from_unix_milliseconds(0));
            let message = Message::new(MessageKind::Track, stamp, "user");
            waiting.push(&message, 4, number, Instant::now);
        }
        waiting.move_to(&mut taken, 1, usize::MAX);
        taken.release(5);
        assert_eq!((taken.first(), waiting.first()), (Some(5), Some(1024)));
        let rest = taken.frames();
        taken.drain(rest, |_| ());
        assert_eq!(taken.first(), None);
    }

    #[test]
    fn a_copy_says_the_same() {
        let (mut blocks, mut copies) = (Blocks::default(), Blocks::default());
        for user in ["a", "b", "c"] {
            push(&mut blocks, user);
        }
        let bytes = blocks.bytes();
        blocks.drain(2, |queued| copies.append(queued));
        assert_eq!(
            (users(&mut copies, 9), users(&mut blocks, 9)),
            (vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned()])
        );
        assert_eq!(copies.bytes() + blocks.bytes(), bytes);
    }

    #[test]
    fn emptied_blocks_are_filled_again() {
        let mut waiting = Blocks::default();
        let mut taken = Blocks::default();
        push(&mut waiting, "a");
        let place = waiting.list[0].store.texts.as_ptr();
        waiting.move_to(&mut taken, 1, usize::MAX);
        taken.release(1);
        taken.return_spare_to(&mut waiting);
        push(&mut waiting, "b");
        assert_eq!(waiting.list[0].store.texts.as_ptr(), place);
    }
}
