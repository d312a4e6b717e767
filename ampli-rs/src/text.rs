//! The text of a plan, as it was fetched.

/// Everything that one plan was read from: one document, or a folder of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanText {
    /// What the user named: a path, `-`, a URL, or a vendor's locator.
    pub origin: String,
    /// The documents, sorted by name. [`Location::document`](crate::pointer::Location) is an index into it.
    pub documents: Vec<Document>,
}

impl PlanText {
    /// One document, whose name is the origin.
    pub fn single(name: String, text: String) -> Self {
        Self { origin: name.clone(), documents: vec![Document { name, text }] }
    }
}

/// One document of a plan: valid UTF-8, without byte-order mark.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// How messages name it: a path relative to where the user is, or a URL without secrets.
    pub name: String,
    /// The text.
    pub text: String,
}

/// What the text of a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// JSON, or what is none of the others.
    Json,
    /// YAML, but for what starts like JSON.
    Yaml,
    /// A table: comma-separated values, or values that semicolons or tabs separate.
    Csv,
}

impl Syntax {
    /// What `text` is written in, by its first characters and lines.
    pub fn of(text: &str) -> Self {
        let text = text.trim_start();
        if text.starts_with(['{', '[', '<']) {
            return Self::Json;
        }
        let first = text.lines().next().unwrap_or_default();
        if first.contains([',', ';', '\t']) && !is_yaml(first) {
            return Self::Csv;
        }
        if text.lines().any(is_yaml) { Self::Yaml } else { Self::Json }
    }
}

/// Whether only YAML has such a line: a comment, a directive, a mark of a document, an item, a key.
fn is_yaml(line: &str) -> bool {
    let line = line.trim_end();
    let start = line.trim_start();
    line.starts_with(['#', '%'])
        || line == "---"
        || line.starts_with("--- ")
        || start.starts_with("- ")
        || start.contains(": ")
        || start.ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::Syntax;

    #[test]
    fn a_syntax_is_known_by_its_text() {
        for text in ["{", " \n[1,\n2]", "<html>", "hello", "", "12", "\"a\"", "null"] {
            assert_eq!(Syntax::of(text), Syntax::Json, "{text}");
        }
        for text in ["# a, b\nc", "---", "a: b, c", "a:\n  - b", "- a", "one\ntwo: 2", "%YAML 1.2\n---\n"] {
            assert_eq!(Syntax::of(text), Syntax::Yaml, "{text}");
        }
        for text in ["Action,Object type", "a;b\n1: 2;3", "a\tb"] {
            assert_eq!(Syntax::of(text), Syntax::Csv, "{text}");
        }
    }
}
