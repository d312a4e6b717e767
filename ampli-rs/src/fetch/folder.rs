use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{SIZE_LIMIT, file};
use crate::failure::Failure;
use crate::text::Document;

/// What the names of files end in that may belong to a plan.
const EXTENSIONS: &[&str] = &["csv", "json", "yaml", "yml"];

/// Reads every file of a folder that may belong to a plan, at any depth, sorted by path. Hidden files and folders are
/// skipped.
pub(super) fn documents(folder: &Path) -> Result<Vec<Document>, Failure> {
    let mut paths = Vec::new();
    collect(folder, &mut paths).map_err(|error| Failure::file("read", folder, &error))?;
    if paths.is_empty() {
        return Err(without_plans(&folder.display().to_string()));
    }
    paths.sort();
    let mut size = 0;
    let mut documents = Vec::with_capacity(paths.len());
    for path in paths {
        let document = file::read(&path)?;
        size += document.text.len() as u64;
        if size > SIZE_LIMIT {
            return Err(file::too_large(&folder.display().to_string(), SIZE_LIMIT));
        }
        documents.push(document);
    }
    Ok(documents)
}

/// What to tell about a folder with nothing to read in it.
pub(crate) fn without_plans(folder: &str) -> Failure {
    Failure::new(
        format!("the folder `{folder}` has no file that may belong to a plan"),
        "name the folder that holds the plan's `.json`, `.yaml` or `.csv` files or its Iglu schemas, or one file",
    )
}

/// Links to folders are not followed: they may lead in circles.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(&path, paths)?;
        } else if path.is_file() && may_be_of_plan(&path) {
            paths.push(path);
        }
    }
    Ok(())
}

/// Whether a file is of a plan by its extension, or lies in an Iglu registry, where schemas are called by their version: `1-0-2`.
pub(crate) fn may_be_of_plan(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut parts = name.split('-');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_version =
        parts.by_ref().take(3).filter(|part| is_number(part)).count() == 3 && parts.next().is_none();
    is_version || path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
}

#[cfg(test)]
mod tests {
    use super::documents;

    #[test]
    fn files_of_plans_are_read_sorted_and_hidden_ones_skipped() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(place("b/.git")).unwrap();
        let names = ["b/one.json", "a.json", "c.yml", "d.yaml", "e.csv", "b/2-0-10"];
        let others = ["2-0", "1-0-0-0", "notes.txt", ".hidden.json", "b/.git/x.json"];
        for name in names.into_iter().chain(others) {
            std::fs::write(place(name), name).unwrap();
        }
        let texts: Vec<String> =
            documents(folder.path()).unwrap().into_iter().map(|document| document.text).collect();
        assert_eq!(texts, ["a.json", "b/2-0-10", "b/one.json", "c.yml", "d.yaml", "e.csv"]);
    }

    #[test]
    fn a_folder_without_a_plan_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let failure = documents(folder.path()).unwrap_err();
        assert!(failure.message().ends_with("has no file that may belong to a plan"), "{failure}");
    }
}
