//! YAML text to trees; what is no YAML is told with its place.

use super::codes::{INVALID_YAML, NESTED_TOO_DEEP, NUMBER_OUT_OF_RANGE, TOO_MANY_ALIASES};
use super::trees::Trees;
use crate::diagnostic::{Diagnostic, Part};
use crate::json::{self, Json};
use crate::pointer::Location;
use crate::text::Document;
use crate::yaml::{self, ALIASED, DEPTH, Mistake, MistakeKind};

/// Reads the documents of a file. Empty ones count only for the places of the others.
pub(super) fn read(document: &Document, index: u32) -> Result<Trees, Diagnostic> {
    let documents = yaml::compose(&document.text).map_err(|mistake| finding(document, index, mistake))?;
    let mut there = documents.iter().filter(|document| !document.is_null());
    if let (Some(only), None) = (there.next(), there.next()) {
        return Ok(Trees { tree: only.to_document(), are_several: false });
    }
    let trees: Vec<_> = documents.iter().map(|document| document.to_document()).collect();
    let tree = json::Document {
        repeats_keys: trees.iter().any(|tree| tree.repeats_keys),
        has_huge_numbers: trees.iter().any(|tree| tree.has_huge_numbers),
        json: trees.into_iter().map(|tree| tree.json).collect::<Json>(),
    };
    Ok(Trees { tree, are_several: true })
}

fn finding(document: &Document, index: u32, mistake: Mistake) -> Diagnostic {
    let name = &document.name;
    let (finding, help) = match mistake.kind {
        MistakeKind::Syntax(words) => {
            let message = format!("`{name}` is not YAML: {}", words.trim_end_matches('.'));
            let help = if words.contains("tab") {
                "indent with spaces: YAML forbids tabs there"
            } else {
                "correct the text here or just before"
            };
            (Diagnostic::new(&INVALID_YAML, message), help)
        }
        MistakeKind::KeyIsNoText => {
            let message = format!("`{name}` has a key that is a list or a mapping");
            (Diagnostic::new(&INVALID_YAML, message), "put a text with brackets into quotes")
        }
        MistakeKind::MergeOfNoMapping => {
            let message = format!("`<<` in `{name}` takes in something else than mappings");
            (
                Diagnostic::new(&INVALID_YAML, message),
                "name a mapping, as in `<<: *defaults`, or a list of them",
            )
        }
        MistakeKind::AliasInItself => {
            let message = format!("`{name}` has an alias in the very value that it stands for");
            (Diagnostic::new(&INVALID_YAML, message), "write the value out")
        }
        MistakeKind::TooManyAliased => {
            let message = format!("the aliases of `{name}` stand for more than {ALIASED} values");
            (Diagnostic::new(&TOO_MANY_ALIASES, message), "use fewer aliases that hold aliases")
        }
        MistakeKind::TooDeep => {
            let message = format!("`{name}` is nested more than {DEPTH} levels deep");
            (Diagnostic::new(&NESTED_TOO_DEEP, message), "give inner schemas a name in `$defs`")
        }
        MistakeKind::NumberOutOfRange => {
            let message = format!("`{name}` holds a number beyond the range of 64-bit floating point");
            (Diagnostic::new(&NUMBER_OUT_OF_RANGE, message), "write a smaller number, or a string")
        }
    };
    finding.help(help).label(&Location::root(index), Part::Offset(mistake.offset), "")
}
