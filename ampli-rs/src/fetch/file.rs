use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use super::{SIZE_LIMIT, decode};
use crate::failure::Failure;
use crate::text::Document;

/// Reads one file.
pub(super) fn read(path: &Path) -> Result<Document, Failure> {
    let name = path.display().to_string();
    let failed = |error: io::Error| Failure::file("read", path, &error);
    let mut file = File::open(path).map_err(failed)?;
    let before = Stamp::of(path).map_err(failed)?;
    if before.length > SIZE_LIMIT {
        return Err(too_large(&name, SIZE_LIMIT));
    }
    let document = document(&name, &mut file)?;
    // An editor that saves in the meantime writes into the file or replaces it: both show in the path's stamp.
    let after = Stamp::of(path).map_err(failed)?;
    refuse_changed(&name, &before, &after)?;
    Ok(document)
}

/// Reads the whole of `source`, as long as it is not larger than the limit.
pub(super) fn document(name: &str, source: impl Read) -> Result<Document, Failure> {
    let mut bytes = Vec::new();
    source
        .take(SIZE_LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::file("read", Path::new(name), &error))?;
    if bytes.len() as u64 > SIZE_LIMIT {
        return Err(too_large(name, SIZE_LIMIT));
    }
    Ok(Document { name: name.to_owned(), text: decode::text(name, bytes)? })
}

/// What to tell about a plan that is larger than `limit` bytes.
pub(crate) fn too_large(name: &str, limit: u64) -> Failure {
    Failure::new(
        format!("`{name}` is larger than {} MiB", limit / (1024 * 1024)),
        "check that it is a tracking plan; split it by source if it is",
    )
}

/// What shows that a file was written to.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(path: &Path) -> io::Result<Self> {
        let metadata = std::fs::metadata(path)?;
        Ok(Self { length: metadata.len(), modified: metadata.modified().ok() })
    }
}

fn refuse_changed(name: &str, before: &Stamp, after: &Stamp) -> Result<(), Failure> {
    if before == after {
        return Ok(());
    }
    Err(Failure::new(
        format!("`{name}` was changed while it was read"),
        "run the command again when the plan is saved",
    ))
}

#[cfg(test)]
mod tests {
    use super::{Stamp, refuse_changed};

    #[test]
    fn a_plan_changed_while_it_is_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.json");
        std::fs::write(&path, "{}").unwrap();
        let before = Stamp::of(&path).unwrap();
        assert_eq!(refuse_changed("plan.json", &before, &Stamp::of(&path).unwrap()), Ok(()));
        std::fs::write(&path, "{ }").unwrap();
        assert_eq!(
            refuse_changed("plan.json", &before, &Stamp::of(&path).unwrap()).unwrap_err().to_string(),
            "`plan.json` was changed while it was read\nhelp: run the command again when the plan is saved",
        );
    }
}
