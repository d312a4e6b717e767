use std::cell::RefCell;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use super::timestamp::milliseconds;

/// The id of one call: a UUID of version 7, so that ids sort by time.
///
/// Within a thread each id is greater than the one before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId([u8; 16]);

impl MessageId {
    /// The length of [`to_text`](Self::to_text) in bytes.
    pub const TEXT_LENGTH: usize = 36;

    /// An id from elsewhere; any 16 bytes will do.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The usual spelling, all of it ASCII: `019b7d4a-2f0e-7c31-9a44-5d1f0c3b2a17`.
    pub fn to_text(self) -> [u8; Self::TEXT_LENGTH] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        const PLACES: [usize; 16] = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
        let mut text = [b'-'; Self::TEXT_LENGTH];
        for (byte, place) in self.0.iter().zip(PLACES) {
            text[place] = DIGITS[usize::from(byte >> 4)];
            text[place + 1] = DIGITS[usize::from(byte & 15)];
        }
        text
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(std::str::from_utf8(&self.to_text()).unwrap_or_default())
    }
}

impl fmt::Debug for MessageId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "MessageId({self})")
    }
}

/// The next id of this thread for a call made at `since_epoch`.
pub(crate) fn next_message_id(since_epoch: Duration) -> MessageId {
    thread_local! {
        static SEQUENCE: RefCell<Option<Sequence>> = const { RefCell::new(None) };
    }
    let next = |sequence: &RefCell<Option<Sequence>>| {
        let mut sequence = sequence.try_borrow_mut().ok()?;
        Some(sequence.get_or_insert_with(|| Sequence::seeded(since_epoch)).next(since_epoch))
    };
    // A thread that is being torn down has no sequence any more: each of its last ids comes from a fresh one.
    let id = SEQUENCE.try_with(next).ok().flatten();
    id.unwrap_or_else(|| Sequence::seeded(since_epoch).next(since_epoch))
}

/// The low 74 bits of an id, those that are not time, version or variant.
const TAIL_BITS: u32 = 74;

/// RFC 9562, section 6.2, method 2: random bits for each new millisecond, counted up in random steps within one.
///
/// A forked child, which inherits its parent's state, starts anew: it must not repeat its parent's ids.
struct Sequence {
    /// Nothing if forks can't be noticed here.
    guard: Option<forkguard::Guard>,
    random: u64,
    millisecond: u64,
    tail: u128,
}

impl Sequence {
    /// `RandomState` is seeded by the operating system once a thread, and counts from there: the process and the time tell a
    /// child's sequence from the one that its parent would have made.
    fn seeded(since_epoch: Duration) -> Self {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u128(since_epoch.as_nanos());
        hasher.write_u32(std::process::id());
        let guard = forkguard::Guard::try_new().ok();
        Self { guard, random: hasher.finish(), millisecond: 0, tail: 0 }
    }

    fn next(&mut self, since_epoch: Duration) -> MessageId {
        if self.guard.as_mut().is_some_and(forkguard::Guard::detected_fork) {
            *self = Self::seeded(since_epoch);
        }
        let millisecond = milliseconds(since_epoch);
        if millisecond > self.millisecond {
            self.millisecond = millisecond;
            self.restart();
        } else {
            self.tail += u128::from(self.random() >> 32) + 1;
            if self.tail >> TAIL_BITS != 0 {
                self.millisecond += 1;
                self.restart();
            }
        }
        self.id()
    }

    /// The top bit starts at zero, which leaves room to count up.
    fn restart(&mut self) {
        let bits = (u128::from(self.random()) << 64) | u128::from(self.random());
        self.tail = bits & ((1 << (TAIL_BITS - 1)) - 1);
    }

    fn id(&self) -> MessageId {
        let time = u128::from(self.millisecond & 0xffff_ffff_ffff);
        let high = self.tail >> 62;
        let low = self.tail & ((1 << 62) - 1);
        MessageId(((time << 80) | (7 << 76) | (high << 64) | (0b10 << 62) | low).to_be_bytes())
    }

    /// SplitMix64.
    fn random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.random;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::time::Duration;

    use super::{MessageId, Sequence, TAIL_BITS, next_message_id};

    #[test]
    fn an_id_carries_its_time_its_version_and_its_variant() {
        let bytes = *next_message_id(Duration::from_millis(0x0102_0304_0506)).as_bytes();
        assert_eq!(bytes[..6], [1, 2, 3, 4, 5, 6]);
        assert_eq!(bytes[6] >> 4, 7);
        assert_eq!(bytes[8] >> 6, 0b10);
    }

    #[test]
    fn ids_of_a_thread_rise_even_when_the_clock_steps_back() {
        let mut before = next_message_id(Duration::from_millis(50));
        for step in 0..10_000_u64 {
            let id = next_message_id(Duration::from_millis(60 - step % 20));
            assert!(id > before);
            before = id;
        }
    }

    #[test]
    fn a_full_sequence_borrows_the_next_millisecond() {
        let mut sequence = Sequence { guard: None, random: 1, millisecond: 9, tail: (1 << TAIL_BITS) - 1 };
        let id = sequence.next(Duration::from_millis(9));
        assert_eq!(id.as_bytes()[..6], [0, 0, 0, 0, 0, 10]);
    }

    #[test]
    fn threads_have_ids_of_their_own() {
        let ids: Vec<MessageId> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| (0..1000).map(|_| next_message_id(Duration::ZERO)).collect::<Vec<_>>())
                })
                .collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 8000);
    }

    #[test]
    fn the_text_is_hyphenated() {
        let id = MessageId::from_bytes([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255]);
        assert_eq!(id.to_string(), "00010203-0405-0607-0809-0a0b0c0d0eff");
    }
}
