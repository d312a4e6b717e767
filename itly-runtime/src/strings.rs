/// A list of texts, borrowed from whatever the program has: `&[&str]`, `&[String]`, `&Vec<String>`, an array.
///
/// ```
/// use itly_runtime::Strings;
///
/// let owned: Vec<String> = vec!["jazz".to_owned()];
/// let lists = [Strings::from(&["rock", "pop"]), Strings::from(&owned), Strings::default()];
/// assert_eq!(lists.map(|list| list.len()), [2, 1, 0]);
/// ```
#[derive(Debug, Clone, Copy)]
pub enum Strings<'a> {
    /// Texts that are borrowed themselves.
    Borrowed(&'a [&'a str]),
    /// Texts that their list owns.
    Owned(&'a [String]),
}

impl<'a> Strings<'a> {
    /// How many texts there are.
    pub fn len(self) -> usize {
        match self {
            Self::Borrowed(texts) => texts.len(),
            Self::Owned(texts) => texts.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The text at `index`, from 0.
    pub fn get(self, index: usize) -> Option<&'a str> {
        match self {
            Self::Borrowed(texts) => texts.get(index).copied(),
            Self::Owned(texts) => texts.get(index).map(String::as_str),
        }
    }

    /// The texts in their order.
    pub fn iter(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).filter_map(move |index| self.get(index))
    }
}

/// No texts.
impl Default for Strings<'_> {
    fn default() -> Self {
        Self::Borrowed(&[])
    }
}

/// Equal texts in the same order, whoever owns them.
impl PartialEq for Strings<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

macro_rules! from {
    ($([$($generics:tt)*] $type:ty => $variant:ident),* $(,)?) => {$(
        impl<'a, $($generics)*> From<&'a $type> for Strings<'a> {
            fn from(texts: &'a $type) -> Self {
                Self::$variant(texts)
            }
        }
    )*};
}

from! {
    [] [&'a str] => Borrowed,
    [] Vec<&'a str> => Borrowed,
    [const N: usize] [&'a str; N] => Borrowed,
    [] [String] => Owned,
    [] Vec<String> => Owned,
    [const N: usize] [String; N] => Owned,
}
