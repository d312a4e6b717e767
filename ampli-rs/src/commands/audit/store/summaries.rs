//! Where summaries are kept: files of a folder, or objects of a store.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use object_store::{Error, ObjectStoreExt as _, PutPayload};

use super::location::Place;
use crate::failure::Failure;
use crate::stores::{self, Located, Stores};

/// The folder with the summaries.
const SUMMARIES: &str = "summaries";

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
                let made = fs::create_dir_all(folder.join(SUMMARIES));
                made.map_err(|error| Failure::file("make", &folder, &error))?;
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
                write_whole(&path, &summary).map_err(|error| Failure::file("write", &path, &error))
            }
            Self::Objects { stores, located, address } => {
                let path = located.path.clone().join(SUMMARIES).join(name);
                let written = stores.wait(located.store.put(&path, PutPayload::from(summary)));
                written.map(|_| ()).map_err(|error| refused("write", name, address, &error))
            }
        }
    }
}

fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let part = path.with_extension(format!("{}.part", std::process::id()));
    fs::write(&part, content)?;
    fs::rename(&part, path)
}

fn refused(action: &str, name: &str, address: &str, error: &Error) -> Failure {
    let address = address.trim_end_matches('/');
    let reason = stores::reason(error);
    Failure::new(
        format!("could not {action} `{address}/{SUMMARIES}/{name}`: {reason}"),
        "check who may read and write there, or name another place",
    )
}
