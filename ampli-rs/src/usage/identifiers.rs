//! The identifiers of a file, in their order.

use std::path::PathBuf;

use super::source::Source;

/// An identifier where it stands, in bytes, without `r#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// The identifier.
    pub name: String,
    /// Where it begins.
    pub start: usize,
    /// Behind it.
    pub end: usize,
    /// Whether `::` follows, so that it leads to something within.
    pub leads_on: bool,
}

/// All identifiers and keywords of `text` that are code; none if it is no Rust.
pub fn identifiers(text: &str) -> Vec<Identifier> {
    let Ok(source) = Source::new(PathBuf::new(), text.to_owned()) else { return Vec::new() };
    let identifier = |at: usize| {
        let name = source.identifier(at)?.to_owned();
        let range = source.range(at);
        Some(Identifier { name, start: range.start, end: range.end, leads_on: source.has(at + 1, b"::") })
    };
    (0..source.len()).filter_map(identifier).collect()
}

#[cfg(test)]
mod tests {
    use super::identifiers;

    #[test]
    fn what_is_no_code_has_no_identifiers() {
        let text = "let a = r#type::new(\"b\"); // c\n/* d */ a.with_e()";
        let found: Vec<(String, bool)> =
            identifiers(text).into_iter().map(|own| (own.name, own.leads_on)).collect();
        let expected =
            [("let", false), ("a", false), ("type", true), ("new", false), ("a", false), ("with_e", false)];
        assert_eq!(found, expected.map(|(name, leads_on)| (name.to_owned(), leads_on)));
        assert_eq!(identifiers("\"no end"), []);
    }
}
