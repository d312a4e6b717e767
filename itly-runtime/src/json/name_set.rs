use super::escape::escaped;

/// A few names as JSON writes them between quotes, made to be asked about names that are not among them.
#[derive(Debug, Default)]
pub(crate) struct NameSet {
    /// A bit for each name, so that most questions are answered without a comparison.
    filter: u64,
    names: Vec<Box<str>>,
}

impl NameSet {
    /// No names.
    pub(crate) const EMPTY: &'static Self = &Self { filter: 0, names: Vec::new() };

    /// Whether it can't be ruled out that `name` is one of them.
    #[inline]
    pub(crate) fn may_contain(&self, name: &str) -> bool {
        self.filter & bit(name) != 0
    }

    pub(crate) fn contains(&self, name: &str) -> bool {
        self.may_contain(name) && self.names.iter().any(|each| **each == *name)
    }
}

/// Depends on the length and on the first bytes; the compiler knows it for a literal.
#[inline]
fn bit(name: &str) -> u64 {
    let start = match name.as_bytes() {
        [a, b, c, d, ..] => u32::from_le_bytes([*a, *b, *c, *d]),
        [a, ..] => u32::from(*a),
        [] => 0,
    };
    let mixed = start.wrapping_add(name.len() as u32);
    // Fibonacci hashing: the top six bits of the product.
    1 << (mixed.wrapping_mul(0x9e37_79b9) >> 26)
}

/// The wire names given, as JSON writes them.
impl<'a> FromIterator<&'a str> for NameSet {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let escape = |name: &str| {
            let mut text = String::new();
            escaped(name, |piece| text.push_str(piece));
            text.into_boxed_str()
        };
        let names: Vec<Box<str>> = names.into_iter().map(escape).collect();
        Self { filter: names.iter().fold(0, |filter, name| filter | bit(name)), names }
    }
}

#[cfg(test)]
mod tests {
    use super::NameSet;

    #[test]
    fn only_the_names_of_the_set_are_in_it() {
        let set: NameSet = ["app", "version", "", "\n"].into_iter().collect();
        assert!(["app", "version", "", "\\n"].iter().all(|name| set.contains(name)));
        assert!(["ap", "appp", "papa", "noisrev", "é", "\n"].iter().all(|name| !set.contains(name)));
        assert!(!NameSet::EMPTY.contains(""));
    }
}
