use std::collections::BTreeMap;

/// The numbers of the records of a folder that nobody waits for any more: delivered or dropped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Settled {
    /// The cursor: every number below it is settled.
    below: u64,
    /// What is settled beyond: first number and the one past the last, apart from each other and from the cursor.
    beyond: BTreeMap<u64, u64>,
}

impl Settled {
    /// Every number below `below` is settled.
    pub(super) fn below(below: u64) -> Self {
        Self { below, beyond: BTreeMap::new() }
    }

    /// The lowest number that is not settled.
    pub(super) fn cursor(&self) -> u64 {
        self.below
    }

    /// What is settled beyond the cursor.
    pub(super) fn beyond(&self) -> impl Iterator<Item = (u64, u64)> {
        self.beyond.iter().map(|(first, past)| (*first, *past))
    }

    pub(super) fn contains(&self, number: u64) -> bool {
        number < self.below
            || self.beyond.range(..=number).next_back().is_some_and(|(_, past)| number < *past)
    }

    /// How many of the numbers from `first` up to `past`, which is not among them, are settled.
    pub(super) fn count(&self, first: u64, past: u64) -> u64 {
        let within = |from: u64, to: u64| to.min(past).saturating_sub(from.max(first));
        // The last range that begins before `first` may reach into it; earlier ones can't.
        let from = self.beyond.range(..first).next_back().map_or(first, |(from, _)| *from);
        let beyond: u64 = self.beyond.range(from..past.max(from)).map(|(from, to)| within(*from, *to)).sum();
        within(0, self.below) + beyond
    }

    /// Settles the numbers from `first` up to `past`, which is not among them, and returns how many were not yet.
    pub(super) fn insert(&mut self, first: u64, past: u64) -> u64 {
        if past <= first {
            return 0;
        }
        let fresh = past - first - self.count(first, past);
        let (mut from, mut to) = (first, past);
        while let Some((&start, &end)) = self.beyond.range(..=to).next_back()
            && end >= from
        {
            self.beyond.remove(&start);
            (from, to) = (from.min(start), to.max(end));
        }
        if from <= self.below {
            self.below = self.below.max(to);
        } else {
            self.beyond.insert(from, to);
        }
        fresh
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::Settled;

    proptest! {
        #[test]
        fn it_is_a_set(ranges in proptest::collection::vec((1..40_u64, 0..6_u64), 0..40)) {
            let (mut settled, mut expected) = (Settled::below(1), BTreeSet::from([0]));
            for (first, length) in ranges {
                let fresh = (first..first + length).filter(|number| expected.insert(*number)).count();
                prop_assert_eq!(settled.insert(first, first + length), fresh as u64);
                for number in 0..50 {
                    prop_assert_eq!(settled.contains(number), expected.contains(&number));
                    let before = expected.range(first..first.max(number)).count() as u64;
                    prop_assert_eq!(settled.count(first, number), before);
                }
                prop_assert_eq!(Some(settled.cursor()), (0..).find(|number| !expected.contains(number)));
                let ranges: Vec<_> = settled.beyond().collect();
                prop_assert!(ranges.iter().all(|(first, past)| first < past));
                prop_assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0));
                prop_assert!(ranges.first().is_none_or(|(first, _)| settled.cursor() < *first));
            }
        }
    }
}
