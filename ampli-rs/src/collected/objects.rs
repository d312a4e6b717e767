//! Objects that lie under keys: in a bucket, or in an archive of files.

use std::fmt;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use ignore::gitignore::Gitignore;

use super::pattern::{LETTERS, matcher, split_pattern};

/// Where objects lie.
pub(super) trait Objects {
    /// All objects whose keys begin with `prefix`.
    ///
    /// # Errors
    /// Why they can't be listed.
    fn list(&self, prefix: &str) -> io::Result<Vec<Found>>;
}

/// An object that was found.
pub(super) struct Found {
    pub(super) key: String,
    pub(super) size: u64,
    /// What is another one for other content, such as an ETag.
    pub(super) stamp: Option<String>,
    /// Whether it has to be restored before it can be read.
    pub(super) is_archived: bool,
    pub(super) object: Arc<dyn Object>,
}

/// An object that can be read, as it was when it was found.
pub(super) trait Object: fmt::Debug + Send + Sync {
    /// What is in it, from its beginning.
    fn read(&self) -> Box<dyn Read + Send>;
}

/// The objects that `key` names: the one of this key, all in the folder of this name, or those that it matches as a pattern.
pub(super) fn named(objects: &dyn Objects, key: &str) -> io::Result<Vec<Found>> {
    if key.contains(LETTERS) { matched(objects, key) } else { within(objects, key) }
}

/// The object of this key, and all in the folder of this name.
fn within(objects: &dyn Objects, key: &str) -> io::Result<Vec<Found>> {
    let mut found = objects.list(key)?;
    let folder = if key.is_empty() || key.ends_with('/') { key.to_owned() } else { format!("{key}/") };
    found.retain(|object| object.key == key || object.key.starts_with(&folder));
    Ok(found)
}

/// The objects whose keys the pattern matches, and those in folders that it matches.
fn matched(objects: &dyn Objects, pattern: &str) -> io::Result<Vec<Found>> {
    let (folder, rest) = split_pattern(pattern);
    let root = Path::new("/").join(if folder == Path::new(".") { Path::new("") } else { &folder });
    let matcher: Gitignore = matcher(&root, &rest).map_err(io::Error::other)?;
    let prefix = &pattern[..pattern.find(LETTERS).unwrap_or_default()];
    let mut found = objects.list(prefix)?;
    found.retain(|object| {
        let path = Path::new("/").join(&object.key);
        path.starts_with(&root) && matcher.matched_path_or_any_parents(&path, false).is_ignore()
    });
    Ok(found)
}
