use super::JsonText;

/// A few keys, made to be asked about keys that are not among them.
///
/// A key is its JSON text here, `"name":`: that is what generated code has at hand.
#[derive(Debug, Default)]
pub(crate) struct KeySet {
    /// A bit for each key, so that most questions are answered without a comparison.
    filter: u64,
    keys: Vec<Box<str>>,
}

impl KeySet {
    /// No keys.
    pub(crate) const EMPTY: &'static Self = &Self { filter: 0, keys: Vec::new() };

    #[inline]
    pub(crate) fn contains(&self, key: &str) -> bool {
        self.filter & bit(key) != 0 && self.has(key)
    }

    #[cold]
    fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|each| **each == *key)
    }
}

/// Depends on the length and on the quote with the first three bytes behind it.
#[inline]
fn bit(key: &str) -> u64 {
    let start = key.as_bytes().first_chunk().map_or(0, |chunk| u32::from_le_bytes(*chunk));
    let mixed = start.wrapping_add(key.len() as u32);
    // Fibonacci hashing: the top six bits of the product.
    1 << (mixed.wrapping_mul(0x9e37_79b9) >> 26)
}

/// The keys of the given names.
impl<'a> FromIterator<&'a str> for KeySet {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let key = |name| {
            let mut text = JsonText::new();
            text.key(name);
            text.into_string().into_boxed_str()
        };
        let keys: Vec<Box<str>> = names.into_iter().map(key).collect();
        Self { filter: keys.iter().fold(0, |filter, key| filter | bit(key)), keys }
    }
}

#[cfg(test)]
mod tests {
    use super::KeySet;

    #[test]
    fn only_the_keys_of_the_names_are_in_it() {
        let set: KeySet = ["app", "version", "", "\""].into_iter().collect();
        assert!(["\"app\":", "\"version\":", "\"\":", r#""\"":"#].iter().all(|key| set.contains(key)));
        let others =
            ["", ":", "app", "\"ap\":", "\"appp\":", "\"papa\":", "\"noisrev\":", "\"é\":", "\"\"\":"];
        assert!(others.iter().all(|key| !set.contains(key)));
        assert!(!KeySet::EMPTY.contains("\"\":"));
    }
}
