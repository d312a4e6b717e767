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
        return Err(Failure::new(
            format!("no `*.json`, `*.yaml`, `*.yml` or `*.csv` file in the folder `{}`", folder.display()),
            "name the folder that holds the plan's files, or one file",
        ));
    }
    paths.sort();
    let mut size = 0;
    let mut documents = Vec::with_capacity(paths.len());
    for path in paths {
        let document = file::read(&path)?;
        size += document.text.len() as u64;
        if size > SIZE_LIMIT {
            return Err(file::too_large(&folder.display().to_string()));
        }
        documents.push(document);
    }
    Ok(documents)
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
        } else if path.is_file() && is_of_plan(&path) {
            paths.push(path);
        }
    }
    Ok(())
}

fn is_of_plan(path: &Path) -> bool {
    path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
}

#[cfg(test)]
mod tests {
    use super::documents;

    #[test]
    fn files_of_plans_are_read_sorted_and_hidden_ones_skipped() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(place("b/.git")).unwrap();
        for name in ["b/one.json", "a.json", "c.yml", "d.yaml", "e.csv", "notes.txt", ".hidden.json", "b/.git/x.json"] {
            std::fs::write(place(name), name).unwrap();
        }
        let texts: Vec<String> =
            documents(folder.path()).unwrap().into_iter().map(|document| document.text).collect();
        assert_eq!(texts, ["a.json", "b/one.json", "c.yml", "d.yaml", "e.csv"]);
    }

    #[test]
    fn a_folder_without_a_plan_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let failure = documents(folder.path()).unwrap_err();
        assert!(failure.message().starts_with("no `*.json`, `*.yaml`, `*.yml` or `*.csv` file in"), "{failure}");
    }
}
