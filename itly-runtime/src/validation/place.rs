use std::fmt;

/// Where a value stands in an event: a list of borrowed steps, so that a path costs nothing until it is printed.
///
/// Printed as `properties.items[0].price`; a key that is no identifier is quoted: `properties["key with space"]`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    parent: Option<&'a Place<'a>>,
    step: Step<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl Place<'static> {
    /// The event's properties as a whole.
    pub(crate) const ROOT: Self = Self { parent: None, step: Step::Root };
}

impl<'a> Place<'a> {
    /// The value of `key` in the object at this place.
    pub(crate) fn key(&'a self, key: &'a str) -> Self {
        Self { parent: Some(self), step: Step::Key(key) }
    }

    /// The item `index` of the list at this place.
    pub(crate) fn index(&'a self, index: usize) -> Self {
        Self { parent: Some(self), step: Step::Index(index) }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(to)?;
        }
        match self.step {
            Step::Root => to.write_str("properties"),
            Step::Key(key) if is_identifier(key) => write!(to, ".{key}"),
            Step::Key(key) => write!(to, "[{}]", Quoted(key)),
            Step::Index(index) => write!(to, "[{index}]"),
        }
    }
}

fn is_identifier(key: &str) -> bool {
    let mut characters = key.chars();
    let starts = |first: char| first.is_alphabetic() || matches!(first, '_' | '$');
    characters.next().is_some_and(starts)
        && characters.all(|each| each.is_alphanumeric() || matches!(each, '_' | '$'))
}

/// Prints text as a JSON string, so that a message stays on one line whatever the plan's names hold.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = serde_json::to_string(self.0).map_err(|_| fmt::Error)?;
        to.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_javascript_would() {
        let items = Place::ROOT.key("items");
        let first = items.index(0);

        assert_eq!(Place::ROOT.to_string(), "properties");
        assert_eq!(first.key("price").to_string(), "properties.items[0].price");
        assert_eq!(first.key("key with space").to_string(), r#"properties.items[0]["key with space"]"#);
    }

    #[test]
    fn only_identifiers_go_without_quotes() {
        let printed = |key: &str| Place::ROOT.key(key).to_string();

        assert_eq!(printed("été_2$"), "properties.été_2$");
        assert_eq!(printed(""), r#"properties[""]"#);
        assert_eq!(printed("2nd"), r#"properties["2nd"]"#);
        assert_eq!(printed("say \"hi\"\n"), r#"properties["say \"hi\"\n"]"#);
    }
}
