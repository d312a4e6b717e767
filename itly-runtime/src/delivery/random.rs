use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

/// Randomness for pauses: SplitMix64, nothing that must not be guessed.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    /// The same numbers each time.
    #[cfg(test)]
    pub(crate) const fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// Other numbers than anyone else's: the standard library's hash maps get their keys from the operating system.
    pub(crate) fn new() -> Self {
        Self(RandomState::new().build_hasher().finish())
    }

    /// A duration from `low` up to `high`, in whole milliseconds; `low` if there is nothing between.
    pub(crate) fn duration_between(&mut self, low: Duration, high: Duration) -> Duration {
        let span = u64::try_from(high.saturating_sub(low).as_millis()).unwrap_or(u64::MAX);
        low + Duration::from_millis(self.next() % span.saturating_add(1))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Random;

    #[test]
    fn its_numbers_are_those_of_splitmix64() {
        // As published with the algorithm for this seed.
        let mut random = Random::seeded(1_234_567);
        let numbers: Vec<_> = (0..5).map(|_| random.next()).collect();
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(numbers, published);
    }

    #[test]
    fn durations_reach_from_the_low_to_the_high_one() {
        let mut random = Random::seeded(1);
        let (low, high) = (Duration::from_millis(3), Duration::from_millis(6));
        let mut found: Vec<_> = (0..100).map(|_| random.duration_between(low, high).as_millis()).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, [3, 4, 5, 6]);
        assert_eq!(random.duration_between(high, low), high);
    }
}
