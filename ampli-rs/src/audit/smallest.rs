//! What is kept of names and values that have no end: those with the smallest hashes, so that it does not matter in which
//! order they came.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::hash::fnv1a;

/// What can be added up.
pub(crate) trait Merge {
    /// How often it was seen.
    fn count(&self) -> u64;

    /// Adds another one.
    fn merge(&mut self, other: Self);
}

/// What something is known by: the same hash on every machine.
pub(crate) trait Digest {
    /// The hash.
    fn digest(&self) -> u64;
}

/// The hash of a few texts.
pub(crate) fn digest<'t>(parts: impl IntoIterator<Item = &'t str>) -> u64 {
    digest_of_known(parts.into_iter().map(Some))
}

/// The hash of a few texts, some of which may be missing: that is another thing than any text.
pub(crate) fn digest_of_known<'t>(parts: impl IntoIterator<Item = Option<&'t str>>) -> u64 {
    const MISSING: u64 = 0x94d0_49bb_1331_11eb;
    let own = |hash: u64, part: Option<&str>| {
        let part = part.map_or(MISSING, |part| fnv1a(part.as_bytes()));
        (hash ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    };
    let mut hash = parts.into_iter().fold(0x51_7cc1_b727_2202, own);
    // The finalizer of MurmurHash3: the smallest hashes must be those of any names.
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

impl Digest for String {
    fn digest(&self) -> u64 {
        digest([self.as_str()])
    }
}

/// At most `MOST` keys with what was seen of each, those with the smallest hashes, each counted from its first sight on.
///
/// A key that stays was among the smallest of every part, so its count is whole whatever the order and however the parts
/// are put together; all others are counted in one number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Smallest<K, V, const MOST: usize> {
    kept: BTreeMap<u64, (K, V)>,
    rest: u64,
}

impl<K, V, const MOST: usize> Default for Smallest<K, V, MOST> {
    fn default() -> Self {
        Self { kept: BTreeMap::new(), rest: 0 }
    }
}

impl<K, V: Merge + Default, const MOST: usize> Smallest<K, V, MOST> {
    /// What was seen of the key with this hash; `None`: it is one of too many, and is counted with these.
    pub(crate) fn entry(&mut self, digest: u64, key: impl FnOnce() -> K) -> Option<&mut V> {
        if !self.kept.contains_key(&digest) {
            let is_beyond = self.kept.last_key_value().is_some_and(|(last, _)| digest > *last);
            if self.kept.len() >= MOST && is_beyond {
                self.rest += 1;
                return None;
            }
            self.kept.insert(digest, (key(), V::default()));
            self.shrink();
        }
        self.kept.get_mut(&digest).map(|(_, value)| value)
    }

    fn shrink(&mut self) {
        while self.kept.len() > MOST {
            if let Some((_, (_, value))) = self.kept.pop_last() {
                self.rest += value.count();
            }
        }
    }
}

impl<K, V: Merge, const MOST: usize> Smallest<K, V, MOST> {
    /// Adds what another one has.
    pub(crate) fn merge(&mut self, other: Self) {
        for (digest, (key, value)) in other.kept {
            match self.kept.get_mut(&digest) {
                Some((_, own)) => own.merge(value),
                None => _ = self.kept.insert(digest, (key, value)),
            }
        }
        self.rest += other.rest;
        while self.kept.len() > MOST {
            if let Some((_, (_, value))) = self.kept.pop_last() {
                self.rest += value.count();
            }
        }
    }
}

impl<K, V, const MOST: usize> Smallest<K, V, MOST> {
    /// What is kept, in no order that means anything.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.kept.values().map(|(key, value)| (key, value))
    }

    /// How often others were seen than those that are kept.
    pub(crate) fn rest(&self) -> u64 {
        self.rest
    }
}

impl<K: Ord, V, const MOST: usize> Smallest<K, V, MOST> {
    /// What is kept, in the order of the keys.
    pub(crate) fn sorted(&self) -> Vec<(&K, &V)> {
        let mut kept: Vec<_> = self.iter().collect();
        kept.sort_by(|left, right| left.0.cmp(right.0));
        kept
    }
}

#[derive(Deserialize)]
struct Form<K, V> {
    kept: Vec<(K, V)>,
    rest: u64,
}

impl<K: Serialize + Ord, V: Serialize, const MOST: usize> Serialize for Smallest<K, V, MOST> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Form<'a, K, V> {
            kept: Vec<(&'a K, &'a V)>,
            rest: u64,
        }
        Form { kept: self.sorted(), rest: self.rest }.serialize(serializer)
    }
}

impl<'de, K, V, const MOST: usize> Deserialize<'de> for Smallest<K, V, MOST>
where
    K: Deserialize<'de> + Digest,
    V: Deserialize<'de> + Merge,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Form { kept, rest } = Form::deserialize(deserializer)?;
        let kept = kept.into_iter().map(|(key, value)| (Digest::digest(&key), (key, value)));
        let mut smallest = Self::default();
        smallest.merge(Self { kept: kept.collect(), rest });
        Ok(smallest)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Digest as _, Merge, Smallest};

    impl Merge for u64 {
        fn count(&self) -> u64 {
            *self
        }

        fn merge(&mut self, other: Self) {
            *self += other;
        }
    }

    type Counts = Smallest<String, u64, 4>;

    fn counted(names: &[String]) -> Counts {
        let mut counts = Counts::default();
        for name in names {
            if let Some(count) = counts.entry(name.digest(), || name.clone()) {
                *count += 1;
            }
        }
        counts
    }

    proptest! {
        #[test]
        fn parts_are_put_together_in_any_order(
            parts in prop::collection::vec(prop::collection::vec("[a-h]{1,2}", 0..20), 0..5),
            turn in 0_usize..5,
        ) {
            let whole = counted(&parts.concat());
            let mut sums = Counts::default();
            let mut turned = parts.clone();
            turned.rotate_left(turn.min(parts.len()));
            for part in &turned {
                let text = serde_json::to_string(&counted(part)).expect("serialises");
                sums.merge(serde_json::from_str(&text).expect("reads"));
            }
            prop_assert_eq!(&sums, &whole);
            let total: u64 = sums.iter().map(|(_, count)| *count).sum();
            prop_assert_eq!(total + sums.rest(), parts.concat().len() as u64);
        }
    }
}
