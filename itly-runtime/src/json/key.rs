/// The key of a property, as [`PropertiesWriter`](crate::PropertiesWriter) takes it: a text is the wire name itself.
///
/// ```
/// use itly_runtime::{Key, Properties, PropertiesWriter, WriteProperties};
///
/// struct Song {
///     title: &'static str,
///     rating: i64,
/// }
///
/// impl WriteProperties for Song {
///     fn write(&self, to: &mut PropertiesWriter<'_>) {
///         to.string("title", self.title);
///         to.integer(Key::json("\"rating\":"), self.rating);
///     }
/// }
///
/// let song = Song { title: "Hello", rating: 5 };
/// assert_eq!(Properties::of(&song).to_json(), r#"{"title":"Hello","rating":5}"#);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Key<'a>(Spelling<'a>);

#[derive(Debug, Clone, Copy)]
pub(super) enum Spelling<'a> {
    /// The wire name.
    Name(&'a str),
    /// The JSON text, with the colon.
    Json(&'a str),
}

impl<'a> Key<'a> {
    /// A key as JSON has it, in the spelling of `serde_json` and with the colon: `"rating":`. It is written as it is,
    /// which saves generated code the search for characters that need an escape.
    #[inline]
    pub const fn json(text: &'a str) -> Self {
        Self(Spelling::Json(text))
    }

    #[inline]
    pub(super) const fn spelling(self) -> Spelling<'a> {
        self.0
    }
}

impl<'a> From<&'a str> for Key<'a> {
    #[inline]
    fn from(name: &'a str) -> Self {
        Self(Spelling::Name(name))
    }
}

impl<'a> From<&'a String> for Key<'a> {
    #[inline]
    fn from(name: &'a String) -> Self {
        Self(Spelling::Name(name))
    }
}
