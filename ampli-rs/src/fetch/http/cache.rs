//! Plans that were fetched before, so that an unchanged plan is not sent again.
//!
//! A plan may contain keys: the files can be read by their owner only. A cache that can't be read or written
//! costs time, nothing else, so its errors are not reported.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::hash::fnv1a;
use crate::partial_file::PartialFile;

/// A plan with the tag that its server gave it.
pub(super) struct Entry {
    pub(super) tag: String,
    pub(super) body: Vec<u8>,
}

/// The folder of fetched plans, when there is a place for it.
pub(super) fn default_folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    variable("AMPLI_CACHE_DIR")
        .or_else(|| Some(variable("XDG_CACHE_HOME")?.join("ampli-rs")))
        .or_else(|| Some(variable("LOCALAPPDATA")?.join("ampli-rs").join("cache")))
        .or_else(|| Some(variable("HOME")?.join(".cache").join("ampli-rs")))
}

/// What `folder` holds for `url`.
pub(super) fn load(folder: &Path, url: &str) -> Option<Entry> {
    let content = fs::read(file(folder, url)).ok()?;
    let mut parts = content.splitn(3, |byte| *byte == b'\n');
    let (address, tag, body) = (parts.next()?, parts.next()?, parts.next()?);
    if address != url.as_bytes() {
        return None;
    }
    Some(Entry { tag: String::from_utf8(tag.to_vec()).ok()?, body: body.to_vec() })
}

/// Keeps `entry` for `url` in `folder`.
pub(super) fn store(folder: &Path, url: &str, entry: &Entry) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut partial = PartialFile::create_private(&file(folder, url))?;
    let content = [url.as_bytes(), b"\n", entry.tag.as_bytes(), b"\n", &entry.body];
    content.iter().try_for_each(|part| partial.write_all(part))?;
    partial.finish()
}

/// The address in the file settles collisions.
fn file(folder: &Path, url: &str) -> PathBuf {
    folder.join(format!("{:016x}.plan", fnv1a(url.as_bytes())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Entry, file, load, store};

    #[test]
    fn a_plan_comes_back_with_its_tag_for_its_address_only() {
        let folder = tempfile::tempdir().unwrap();
        let entry = Entry { tag: "\"v1\"".to_owned(), body: b"{\n}\n".to_vec() };
        store(folder.path(), "https://host/plan", &entry).unwrap();
        let back = load(folder.path(), "https://host/plan").unwrap();
        assert_eq!((back.tag.as_str(), back.body.as_slice()), ("\"v1\"", b"{\n}\n".as_slice()));
        assert!(load(folder.path(), "https://host/other").is_none());
    }

    #[test]
    #[cfg(unix)]
    fn only_the_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        store(folder.path(), "https://host/", &Entry { tag: String::new(), body: Vec::new() }).unwrap();
        let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_a_file_holds_it_is_an_entry_of_its_address_or_none(
            content in any::<Vec<u8>>(),
            tag in any::<Vec<u8>>(),
        ) {
            const URL: &str = "https://host/plan";
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(file(folder.path(), URL), &content).unwrap();
            let _ = load(folder.path(), URL);
            std::fs::write(file(folder.path(), URL), [URL.as_bytes(), b"\n", &tag, b"\n", &content].concat()).unwrap();
            if let Some(entry) = load(folder.path(), URL) {
                prop_assert!(tag.starts_with(entry.tag.as_bytes()) && entry.body.ends_with(&content));
            }
        }
    }
}
