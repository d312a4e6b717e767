/// A few names, made to be asked about names that are not among them.
#[derive(Debug, Default)]
pub(crate) struct NameSet {
    /// A bit for each name, so that most questions are answered without a comparison.
    filter: u64,
    names: Vec<Box<str>>,
}

impl NameSet {
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.filter & bit(name) != 0 && self.has(name)
    }

    #[cold]
    fn has(&self, name: &str) -> bool {
        self.names.iter().any(|each| **each == *name)
    }
}

fn bit(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let ends = bytes.first().copied().unwrap_or(0).wrapping_add(bytes.last().copied().unwrap_or(0));
    1 << (ends.wrapping_mul(7).wrapping_add(bytes.len() as u8) % 64)
}

impl<'a> FromIterator<&'a str> for NameSet {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let names: Vec<Box<str>> = names.into_iter().map(Box::from).collect();
        Self { filter: names.iter().fold(0, |filter, name| filter | bit(name)), names }
    }
}

#[cfg(test)]
mod tests {
    use super::NameSet;

    #[test]
    fn only_the_names_of_the_set_are_in_it() {
        let set: NameSet = ["app", "version", ""].into_iter().collect();
        assert!(["app", "version", ""].iter().all(|name| set.contains(name)));
        assert!(["ap", "appp", "papa", "noisrev", "é"].iter().all(|name| !set.contains(name)));
        assert!(!NameSet::default().contains(""));
    }
}
