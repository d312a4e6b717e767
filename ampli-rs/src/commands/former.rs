//! The configuration of the Ampli CLI, `ampli.json`, and of its forerunner, `.itlyrc`: what `init` takes over.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde_json::{Map, Value};

use super::loose_json;
use crate::failure::Failure;
use crate::merge_markers::{in_place, sides};

/// Where the data of customers in the European Union is read.
const EU: &str = "https://data-api.eu.amplitude.com";

/// What a file of the Ampli CLI says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Former {
    /// The file.
    pub(super) file: &'static str,
    /// Where the plan is.
    pub(super) plan: Option<String>,
    /// Where the API is, when it is not where it is for most.
    pub(super) base_url: Option<&'static str>,
    /// The vendor's id of the source.
    pub(super) source: Option<String>,
    /// The folder of the SDK.
    pub(super) path: Option<String>,
    /// The version that was pulled last.
    pub(super) version: Option<String>,
    /// Keys that have no counterpart.
    pub(super) left_out: Vec<String>,
}

/// The first of the files that is in the working directory.
///
/// # Errors
/// When it can't be read, or is no object.
pub(super) fn find() -> Result<Option<Former>, Failure> {
    for file in ["ampli.json", ".itlyrc"] {
        match fs::read_to_string(file) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(Failure::file("read", Path::new(file), &error)),
            Ok(text) => return read(file, &text).map(Some),
        }
    }
    Ok(None)
}

fn read(file: &'static str, text: &str) -> Result<Former, Failure> {
    // Of an unfinished merge the side that was merged into counts, as the Ampli CLI recommends.
    let text = match sides(text) {
        Some(Ok((ours, _))) => in_place(&ours),
        _ => text.to_owned(),
    };
    let json: Result<Map<String, Value>, _> = serde_json::from_str(&loose_json::to_json(&text));
    let mut json = json.map_err(|error| {
        Failure::new(
            format!("`{file}` is no configuration of the Ampli CLI: {error}"),
            "correct it or move it away, then run the command again",
        )
    })?;
    let mut text = |key: &str| match json.shift_remove(key) {
        Some(Value::String(text)) if !text.is_empty() => Some(text),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let workspace = text("WorkspaceId").or_else(|| text("CompanyId"));
    let branch = text("Branch").map(|branch| format!("/{branch}")).unwrap_or_default();
    let former = Former {
        file,
        plan: workspace.map(|workspace| format!("amplitude:{workspace}{branch}")),
        base_url: text("Zone").filter(|zone| zone == "eu").map(|_| EU),
        source: text("SourceId"),
        path: text("Path"),
        version: text("Version"),
        left_out: Vec::new(),
    };
    // Keys stay out of the SDK unless the user wants them in; ids follow from the plan's location.
    for key in ["OmitApiKeys", "OrgId", "VersionId"] {
        json.shift_remove(key);
    }
    Ok(Former { left_out: json.into_iter().map(|(key, _)| key).collect(), ..former })
}

#[cfg(test)]
mod tests {
    use super::{Former, read};

    #[test]
    fn the_keys_are_taken_over() {
        let text = r#"{ "Zone": "eu", "OrgId": "1", "WorkspaceId": "7c1f", "SourceId": "s1", "Branch": "fix/it",
            "Version": "1.2.0", "VersionId": "v9", "Runtime": "go:go-ampli", "Path": "./ampli", "OmitApiKeys": true,
            "InstanceNames": ["a"] }"#;
        let some = |text: &str| Some(text.to_owned());
        let expected = Former {
            file: "ampli.json",
            plan: some("amplitude:7c1f/fix/it"),
            base_url: Some("https://data-api.eu.amplitude.com"),
            source: some("s1"),
            path: some("./ampli"),
            version: some("1.2.0"),
            left_out: vec!["Runtime".to_owned(), "InstanceNames".to_owned()],
        };
        assert_eq!(read("ampli.json", text), Ok(expected));
    }

    #[test]
    fn the_old_file_is_read_as_people_have_written_it() {
        let former = read(".itlyrc", "{\n  CompanyId: '7c1f', // ours\n  'Path': './it\"ly',\n}\n").unwrap();
        assert_eq!(former.plan.as_deref(), Some("amplitude:7c1f"));
        assert_eq!(former.path.as_deref(), Some("./it\"ly"));
    }

    #[test]
    fn one_side_of_a_merge_counts() {
        let text = "{\n<<<<<<< HEAD\n\"Branch\": \"a\",\n=======\n\"Branch\": \"b\",\n>>>>>>> x\n\"WorkspaceId\": \"w\"\n}\n";
        assert_eq!(read("ampli.json", text).unwrap().plan.as_deref(), Some("amplitude:w/a"));
    }
}
