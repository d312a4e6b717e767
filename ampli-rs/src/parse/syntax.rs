//! Text to a tree in which every key is there once, whatever the syntax; what can't be read is told apart with its place.

use std::collections::HashMap;

use ecow::EcoString;
use serde_json::error::Category;

use super::codes::{
    CONFLICT_MARKERS, EMPTY_INPUT, INVALID_JSON, NESTED_TOO_DEEP, NOT_JSON, NUMBER_OUT_OF_RANGE, REPEATED_KEY,
};
use super::step::{Step, location};
use super::trees::Trees;
use super::{Input, recognise, rounding, table, yaml};
use crate::diagnostic::{Diagnostic, Diagnostics, Part};
use crate::json::{self, Json};
use crate::merge_markers;
use crate::pointer::{Location, Pointer};
use crate::text::{Document, PlanText, Syntax};

/// Reads every document. What is wrong with some of them goes to `findings`.
///
/// # Errors
///
/// All findings, when none of the documents can be read.
pub(super) fn read_all<'a>(
    text: &'a PlanText,
    findings: &mut Diagnostics,
) -> Result<Vec<Input<'a>>, Diagnostics> {
    let mut inputs = Vec::with_capacity(text.documents.len());
    for (document, index) in text.documents.iter().zip(0..) {
        match read(document, index, findings) {
            Ok(Trees { tree: json::Document { mut json, repeats_keys, has_huge_numbers }, are_several }) => {
                if repeats_keys {
                    findings.append(repeated_keys(&json, index));
                    keep_last_of_repeated_keys(&mut json);
                }
                if has_huge_numbers {
                    rounding::report(document, index, &json, findings);
                }
                let name = document.name.as_str();
                if are_several {
                    let trees = json.items().iter().cloned().enumerate();
                    let trees = trees.filter(|(_, json)| *json != Json::Null);
                    inputs.extend(trees.map(|(number, json)| {
                        let root = Pointer::root().index(number);
                        Input { name, index, root, json }
                    }));
                } else {
                    inputs.push(Input { name, index, root: Pointer::root(), json });
                }
            }
            Err(finding) => findings.push(finding),
        }
    }
    if !inputs.is_empty() {
        return Ok(inputs);
    }
    if findings.is_empty() {
        findings.push(
            Diagnostic::new(&EMPTY_INPUT, format!("`{}` holds no plan", text.origin))
                .help("name a file, or a folder that holds `.json`, `.yaml` or `.csv` files"),
        );
    }
    Err(std::mem::take(findings))
}

fn read(document: &Document, index: u32, findings: &mut Diagnostics) -> Result<Trees, Diagnostic> {
    let text = document.text.as_str();
    let Some(start) = text.find(|character: char| !character.is_ascii_whitespace()) else {
        return Err(Diagnostic::new(&EMPTY_INPUT, format!("`{}` is empty", document.name))
            .label(&Location::root(index), Part::Offset(0), "")
            .help("check that the export or the download was finished"));
    };
    if let Some([first, middle, last]) = merge_markers::places(text) {
        return Err(unfinished_merge(document, index, first, middle, last));
    }
    match Syntax::of(text) {
        Syntax::Yaml => yaml::read(document, index),
        Syntax::Csv => table::read(document, index, findings),
        Syntax::Json => {
            let tree = json::document(text).map_err(|error| {
                not_json(document, index, start).unwrap_or_else(|| syntax_error(document, index, &error))
            })?;
            Ok(Trees { tree, are_several: false })
        }
    }
}

/// A merge left both sides in the text: nothing else that could be said of it matters.
fn unfinished_merge(document: &Document, index: u32, first: usize, middle: usize, last: usize) -> Diagnostic {
    let root = Location::root(index);
    Diagnostic::new(&CONFLICT_MARKERS, format!("`{}` has both sides of a merge in it", document.name))
        .label(&root, Part::Offset(first), "one side starts here")
        .label(&root, Part::Offset(middle), "the other one here")
        .label(&root, Part::Offset(last), "and ends here")
        .help("keep what is right of the two sides and remove the markers")
}

/// What the text is when it does not even start like JSON: a web page, or nothing that is known.
fn not_json(document: &Document, index: u32, start: usize) -> Option<Diagnostic> {
    let text = &document.text[start..];
    let at_start = |diagnostic: Diagnostic| diagnostic.label(&Location::root(index), Part::Offset(start), "");
    if text.starts_with('<') {
        let finding =
            Diagnostic::new(&NOT_JSON, format!("`{}` is a web page or XML, not JSON", document.name))
                .help("check the address: a page like this often asks to log in, so a token may be missing");
        return Some(at_start(finding));
    }
    if text.starts_with(['{', '[']) {
        return None;
    }
    recognise::other_than_json(&document.name, text).map(at_start)
}

fn syntax_error(document: &Document, index: u32, error: &serde_json::Error) -> Diagnostic {
    let whole = error.to_string();
    let what = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(what, _)| what);
    let mut offset = offset(&document.text, error.line(), error.column());
    let name = &document.name;
    let (finding, label) = if what == "recursion limit exceeded" {
        let message = format!("`{name}` is nested more than 127 levels deep");
        (Diagnostic::new(&NESTED_TOO_DEEP, message).help("give inner schemas a name in `$defs`"), "")
    } else if what == "number out of range" {
        offset = number_start(&document.text, offset);
        let message = format!("`{name}` holds a number beyond the range of 64-bit floating point");
        (Diagnostic::new(&NUMBER_OUT_OF_RANGE, message).help("write a smaller number, or a string"), "")
    } else if error.classify() == Category::Eof {
        let message =
            format!("`{name}` ends in the middle of {}", what.trim_start_matches("EOF while parsing "));
        (
            Diagnostic::new(&INVALID_JSON, message).help("check that it was saved or downloaded whole"),
            "ends here",
        )
    } else if what == "trailing characters" {
        let message = format!("`{name}` goes on after the end of its JSON value");
        (Diagnostic::new(&INVALID_JSON, message).help("leave one JSON value in it"), "from here on")
    } else {
        let what = what.replace("expected ident", "expected `true`, `false` or `null`");
        let finding = Diagnostic::new(&INVALID_JSON, format!("`{name}` is not JSON: {what}"));
        (finding.help("correct the text here or just before"), "")
    };
    finding.label(&Location::root(index), Part::Offset(offset), label)
}

/// Where the number starts that has a character at `offset`.
fn number_start(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().get(..offset).unwrap_or_default();
    let is_outside = |byte: &u8| !matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
    before.iter().rposition(is_outside).map_or(0, |last| last + 1)
}

/// The byte that a line and a column (both from 1, the column in bytes) stand for.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let mut offset = (before + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn repeated_keys(json: &Json, document: u32) -> Diagnostics {
    let mut findings = Diagnostics::new();
    find_repeated_keys(json, document, &mut Vec::new(), &mut findings);
    findings
}

fn find_repeated_keys<'a>(
    json: &'a Json,
    document: u32,
    path: &mut Vec<Step<'a>>,
    findings: &mut Diagnostics,
) {
    for (index, item) in json.items().iter().enumerate() {
        path.push(Step::Index(index));
        find_repeated_keys(item, document, path, findings);
        path.pop();
    }
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (key, _) in json.members() {
        let count = seen.entry(key).and_modify(|count| *count += 1).or_insert(1);
        if *count == 2 {
            findings.push(repeated_key(&location(document, path).key(key), key));
        }
    }
    for (key, value) in json.members() {
        path.push(Step::Key(key));
        find_repeated_keys(value, document, path, findings);
        path.pop();
    }
}

fn repeated_key(location: &Location, key: &str) -> Diagnostic {
    Diagnostic::new(&REPEATED_KEY, format!("the key `{key}` stands twice in one object"))
        .label(location, Part::RepeatedKey(1), "again here")
        .label(location, Part::RepeatedKey(0), "first here")
        .help("JSON readers keep only the last one: remove or rename one of them")
}

fn keep_last_of_repeated_keys(json: &mut Json) {
    match json {
        Json::Array(items) => items.make_mut().iter_mut().for_each(keep_last_of_repeated_keys),
        Json::Object(members) => {
            let mut last: HashMap<EcoString, usize> = HashMap::new();
            last.extend(members.iter().enumerate().map(|(index, (key, _))| (key.clone(), index)));
            let mut index = 0;
            members.retain(|(key, _)| {
                index += 1;
                last.get(key) == Some(&(index - 1))
            });
            members.make_mut().iter_mut().for_each(|(_, value)| keep_last_of_repeated_keys(value));
        }
        Json::Null | Json::Boolean(_) | Json::Number(_) | Json::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::read_all;
    use crate::diagnostic::{Diagnostics, Part};
    use crate::json::Json;
    use crate::text::{Document, PlanText};

    fn read(text: &str) -> (Option<Json>, Diagnostics) {
        let plan = PlanText {
            origin: "plan.json".to_owned(),
            documents: vec![Document { name: "plan.json".to_owned(), text: text.to_owned() }],
        };
        let mut findings = Diagnostics::new();
        match read_all(&plan, &mut findings) {
            Ok(mut inputs) => (inputs.pop().map(|input| input.json), findings),
            Err(findings) => (None, findings),
        }
    }

    fn only_error(text: &str) -> (&'static str, String, Part) {
        let (json, findings) = read(text);
        assert_eq!(json, None);
        assert_eq!(findings.len(), 1);
        let finding = findings.iter().next().expect("one finding");
        (finding.code.name, finding.message.clone(), finding.labels[0].part)
    }

    #[test]
    fn a_text_that_ends_too_early_is_named_as_such() {
        let (code, message, part) = only_error("{\"a\": [1,\n 2");
        assert_eq!(code, "invalid-json");
        assert_eq!(message, "`plan.json` ends in the middle of a list");
        assert_eq!(part, Part::Offset(11));
    }

    #[test]
    fn text_after_the_value_is_an_error() {
        let (code, message, part) = only_error("{}\n{}");
        assert_eq!((code, part), ("invalid-json", Part::Offset(3)));
        assert_eq!(message, "`plan.json` goes on after the end of its JSON value");
    }

    #[test]
    fn a_mistake_is_pointed_at_with_its_byte() {
        let (code, message, part) = only_error("{\"é\": tru}");
        assert_eq!((code, part), ("invalid-json", Part::Offset(10)));
        assert_eq!(message, "`plan.json` is not JSON: expected `true`, `false` or `null`");
    }

    #[test]
    fn a_web_page_an_empty_file_and_other_formats_are_told_apart() {
        assert_eq!(only_error(" <!doctype html>").0, "not-json");
        assert_eq!(only_error(" \r\n\t").0, "empty-input");
        assert_eq!(only_error("hello").0, "invalid-json");
    }

    #[test]
    fn depth_and_numbers_have_limits() {
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        assert_eq!(only_error(&deep).0, "nested-too-deep");
        assert_eq!(only_error("[1e400]").0, "number-out-of-range");
    }

    #[test]
    fn the_last_of_repeated_keys_stays_and_both_are_shown() {
        let (json, findings) = read(r#"{"a": {"x": 1, "x": 2}, "b": 3, "b": 4, "b": 5}"#);
        assert_eq!(
            serde_json::to_string(&json.expect("JSON")).expect("serialises"),
            r#"{"a":{"x":2},"b":5}"#
        );
        let shown: Vec<_> = findings
            .iter()
            .map(|finding| (finding.labels[0].location.pointer.to_string(), finding.labels[0].part))
            .collect();
        assert_eq!(
            shown,
            [("/b".to_owned(), Part::RepeatedKey(1)), ("/a/x".to_owned(), Part::RepeatedKey(1))]
        );
    }
}
