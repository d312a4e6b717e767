//! Where summaries are kept: files of a folder, or objects of a store.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use object_store::{Error, ObjectStoreExt as _, PutPayload};

use super::location::Place;
use crate::failure::Failure;
use crate::partial_file;
use crate::stores::{self, Located, Stores};

/// The folder with the summaries.
const SUMMARIES: &str = "summaries";

/// Nobody writes a summary for so long.
const LEFT_AFTER: Duration = Duration::from_secs(60 * 60);

/// A place where summaries are kept, by name.
pub(super) enum Summaries {
    /// Below this folder.
    Folder(PathBuf),
    /// Below an address.
    Objects { stores: &'static Stores, located: Located, address: String },
}

impl Summaries {
    /// Those of a place, which is made if it is a folder.
    pub(super) fn open(place: Place) -> Result<Self, Failure> {
        match place {
            Place::Folder(folder) => {
                let summaries = folder.join(SUMMARIES);
                fs::create_dir_all(&summaries).map_err(|error| Failure::file("make", &folder, &error))?;
                remove_left(&summaries, SystemTime::now() - LEFT_AFTER);
                Ok(Self::Folder(folder))
            }
            Place::Objects(address) => {
                let stores = Stores::shared()?;
                let located = stores.locate(&address)?;
                Ok(Self::Objects { stores, located, address })
            }
        }
    }

    /// A summary, if it is there.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(SUMMARIES).join(name);
                match fs::read(&path) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                    read => read.map(Some).map_err(|error| Failure::file("read", &path, &error)),
                }
            }
            Self::Objects { stores, located, address } => {
                let path = located.path.clone().join(SUMMARIES).join(name);
                let read = stores.wait(async { located.store.get(&path).await?.bytes().await });
                match read {
                    Err(Error::NotFound { .. }) => Ok(None),
                    read => {
                        let read = read.map_err(|error| refused("read", name, address, &error))?;
                        Ok(Some(read.to_vec()))
                    }
                }
            }
        }
    }

    /// Keeps a summary. It has its name only with all that is in it.
    pub(super) fn write(&self, name: &str, summary: Vec<u8>) -> Result<(), Failure> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(SUMMARIES).join(name);
                partial_file::write(&path, &summary).map_err(|error| Failure::file("write", &path, &error))
            }
            Self::Objects { stores, located, address } => {
                let path = located.path.clone().join(SUMMARIES).join(name);
                let written = stores.wait(located.store.put(&path, PutPayload::from(summary)));
                written.map(|_| ()).map_err(|error| refused("write", name, address, &error))
            }
        }
    }
}

/// Removes what audits have left behind that were killed while they wrote, if nobody has written there since `moment`.
fn remove_left(summaries: &Path, moment: SystemTime) {
    let Ok(entries) = fs::read_dir(summaries) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let is_partial = path.extension().is_some_and(|extension| extension == partial_file::ENDING);
        let written = fs::metadata(&path).and_then(|about| about.modified());
        if is_partial && written.is_ok_and(|written| written < moment) {
            // Another audit may have removed it.
            let _ = fs::remove_file(&path);
        }
    }
}

fn refused(action: &str, name: &str, address: &str, error: &Error) -> Failure {
    let address = address.trim_end_matches('/');
    let reason = stores::reason(error);
    Failure::new(
        format!("could not {action} `{address}/{SUMMARIES}/{name}`: {reason}"),
        "check who may read and write there, or name another place",
    )
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, SystemTime};

    use super::{Place, Summaries};

    #[test]
    fn what_was_left_behind_is_removed_and_what_is_being_written_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let summaries = folder.path().join("summaries");
        fs::create_dir(&summaries).unwrap();
        let names = ["old.1.partial", "new.2.partial", "old.json"];
        names.iter().for_each(|name| fs::write(summaries.join(name), "{").unwrap());
        for name in ["old.1.partial", "old.json"] {
            let file = fs::File::options().write(true).open(summaries.join(name)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(2 * 60 * 60)).unwrap();
        }
        Summaries::open(Place::Folder(folder.path().to_owned())).unwrap();
        assert_eq!(names.map(|name| summaries.join(name).exists()), [false, true, true]);
    }
}
