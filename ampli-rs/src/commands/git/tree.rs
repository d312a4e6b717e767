//! What a commit has at a path.

use super::Git;
use crate::failure::Failure;

/// A file of a commit, or what stands in the place of one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// The hash of its content.
    pub(super) object: String,
    /// In bytes; 0 for what is no file.
    pub(super) size: u64,
    /// From the root of the repository.
    pub(super) path: String,
}

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Link,
    Folder,
    /// Another repository; its files are not here.
    Submodule,
}

impl Git {
    /// What `commit` has at `path`, which is one from the root; `None` if there is nothing.
    pub(super) fn entry(&self, commit: &str, path: &str) -> Result<Option<Entry>, Failure> {
        if path.is_empty() {
            let (object, path) = (commit.to_owned(), String::new());
            return Ok(Some(Entry { kind: Kind::Folder, object, size: 0, path }));
        }
        let listed = self.ask(&["ls-tree", "--full-tree", "-l", "-z", commit, "--", path])?;
        Ok(entries(&listed.unwrap_or_default()).into_iter().find(|entry| entry.path == path))
    }

    /// The files of `commit` in the folder `path`, at any depth.
    pub(super) fn entries_in(&self, commit: &str, path: &str) -> Result<Vec<Entry>, Failure> {
        let mut arguments = vec!["ls-tree", "--full-tree", "-r", "-l", "-z", commit];
        if !path.is_empty() {
            arguments.extend(["--", path]);
        }
        Ok(entries(&self.ask(&arguments)?.unwrap_or_default()))
    }

    /// The contents of `entries`; `None` for what git does not have.
    pub(super) fn contents(&self, entries: &[Entry]) -> Result<Vec<Option<Vec<u8>>>, Failure> {
        let wanted: String = entries.iter().map(|entry| format!("{}\n", entry.object)).collect();
        let output = self.ask_with(&["cat-file", "--batch"], &wanted)?.unwrap_or_default();
        let mut rest = output.as_slice();
        Ok(entries.iter().map(|_| blob(&mut rest)).collect())
    }
}

/// The answer of `git ls-tree -l -z`: `MODE TYPE HASH SIZE`, a tabulator, the path, a zero.
fn entries(listed: &[u8]) -> Vec<Entry> {
    listed.split(|byte| *byte == 0).filter_map(entry).collect()
}

fn entry(line: &[u8]) -> Option<Entry> {
    let line = String::from_utf8_lossy(line);
    let (about, path) = line.split_once('\t')?;
    let mut words = about.split_ascii_whitespace();
    let kind = match words.next()? {
        "120000" => Kind::Link,
        "160000" => Kind::Submodule,
        "040000" => Kind::Folder,
        _ => Kind::File,
    };
    let object = words.nth(1)?.to_owned();
    let size = words.next().and_then(|size| size.parse().ok()).unwrap_or(0);
    Some(Entry { kind, object, size, path: path.to_owned() })
}

/// The next answer of `git cat-file --batch`: `HASH blob SIZE`, the content, a line break.
fn blob(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (head, behind) = rest.split_at(end);
    *rest = &behind[1..];
    let (_, size) = std::str::from_utf8(head).ok()?.rsplit_once(" blob ")?;
    let size: usize = size.parse().ok()?;
    let content = rest.get(..size)?;
    *rest = rest.get(size + 1..).unwrap_or_default();
    Some(content.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Entry, Kind, blob, entries};

    #[test]
    fn a_list_of_a_tree_is_read() {
        let listed = b"100644 blob a1      12\tplans/my plan.json\0120000 blob b2       4\tlink\0\
                       160000 commit c3       -\tother\0040000 tree d4       -\tplans\0";
        let entry = |kind, object: &str, size, path: &str| Entry {
            kind,
            object: object.to_owned(),
            size,
            path: path.to_owned(),
        };
        assert_eq!(
            entries(listed),
            [
                entry(Kind::File, "a1", 12, "plans/my plan.json"),
                entry(Kind::Link, "b2", 4, "link"),
                entry(Kind::Submodule, "c3", 0, "other"),
                entry(Kind::Folder, "d4", 0, "plans"),
            ]
        );
        assert_eq!(entries(b""), []);
    }

    #[test]
    fn contents_follow_each_other() {
        let mut rest = &b"a1 blob 3\n{\n}\nb2 missing\nc3 blob 0\n\n"[..];
        let contents: Vec<Option<Vec<u8>>> = (0..4).map(|_| blob(&mut rest)).collect();
        assert_eq!(contents, [Some(b"{\n}".to_vec()), None, Some(Vec::new()), None]);
    }
}
