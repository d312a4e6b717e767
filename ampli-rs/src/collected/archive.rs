//! Archives of files, made by zip: each file in them is read as one of its own.
//!
//! The directory at the archive's end says where they lie. They are read from there, several at a time and each as a stream,
//! and what comes out is held against the size and the checksum that the directory has.

mod member;

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek as _};
use std::path::Path;
use std::sync::Arc;

use rawzip::{FileReader, RECOMMENDED_BUFFER_SIZE, ZipArchive, ZipFileHeaderRecord, ZipLocator};

use self::member::{Member, Trouble};
use super::objects::{Found, Objects};

/// How archives begin.
const START: &[u8] = b"PK\x03\x04";

/// What stands between the names of an archive and of a file in it.
pub(super) const SEPARATOR: &str = "!/";

/// An archive whose directory was read.
pub(super) struct Archive {
    members: Vec<Arc<Member>>,
    /// What is wrong with the archive itself, so that files may be missing.
    mistakes: Vec<String>,
}

/// An archive, which its members share.
type Zip = ZipArchive<Arc<FileReader>>;

impl Archive {
    /// The archive in a file; `None` if that is none, or can't be read, which whoever reads it will tell.
    pub(super) fn at(path: &Path) -> Option<io::Result<Self>> {
        // Who reads from a pipe takes from it.
        std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        let mut file = File::open(path).ok()?;
        let mut start = [0; START.len()];
        file.read_exact(&mut start).ok().filter(|()| start == START)?;
        Some(Self::read(file))
    }

    /// An archive that comes as a stream. It is kept in a file without a name, for it is read from its end.
    pub(super) fn of_stream(mut stream: impl Read) -> io::Result<Self> {
        let mut file = tempfile::tempfile()?;
        io::copy(&mut stream, &mut file)?;
        Self::read(file)
    }

    fn read(mut file: File) -> io::Result<Self> {
        let end = file.seek(io::SeekFrom::End(0))?;
        let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
        let reader = Arc::new(FileReader::from(file));
        let zip = ZipLocator::new().locate_in_reader(reader, &mut buffer, end);
        let zip =
            zip.map_err(|_| io::Error::other("an archive (zip) without its end, which says what is in it"))?;
        let zip = Arc::new(zip);
        let mut archive = Self { members: Vec::new(), mistakes: Vec::new() };
        let mut members = Vec::new();
        let mut entries = zip.entries(&mut buffer);
        loop {
            match entries.next_entry() {
                Ok(Some(entry)) if entry.is_dir() => {}
                Ok(Some(entry)) => members.push(member(&zip, &entry)),
                Ok(None) => break,
                Err(error) => {
                    let found = members.len();
                    archive.mistakes.push(format!("its directory is damaged after {found} files: {error}"));
                    break;
                }
            }
        }
        refuse_overlapping(&mut members);
        archive.keep_unique(members);
        Ok(archive)
    }

    /// Of two files of one name the first is kept.
    fn keep_unique(&mut self, mut members: Vec<Member>) {
        let before = members.len();
        let mut names = HashSet::new();
        members.retain(|member| names.insert(member.name.clone()));
        if members.len() < before {
            let count = before - members.len();
            self.mistakes.push(match count {
                1 => "1 file in it has the name of another one, and is not read".to_owned(),
                count => format!("{count} files in it have the names of others, and are not read"),
            });
        }
        members.sort_by(|left, right| left.name.cmp(&right.name));
        self.members = members.into_iter().map(Arc::new).collect();
    }

    /// What is wrong with the archive itself, so that files may be missing.
    pub(super) fn mistakes(&self) -> &[String] {
        &self.mistakes
    }
}

fn member(zip: &Arc<Zip>, entry: &ZipFileHeaderRecord<'_>) -> Member {
    let trouble = if entry.flags().is_encrypted() {
        Some(Trouble::Encrypted)
    } else if member::is_read(entry.compression_method()) {
        None
    } else {
        Some(Trouble::Method(entry.compression_method()))
    };
    Member {
        name: String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned(),
        zip: Arc::clone(zip),
        place: entry.wayfinder(),
        start: entry.local_header_offset(),
        method: entry.compression_method(),
        checksum: entry.crc32(),
        trouble,
    }
}

/// What lies in the bytes of another file makes much of little: only the first is read.
fn refuse_overlapping(members: &mut [Member]) {
    members.sort_by_key(|member| member.start);
    let mut end = 0;
    for member in members {
        if member.start < end {
            member.trouble = Some(Trouble::Overlaps);
        }
        end = end.max(member.end());
    }
}

impl Objects for Archive {
    fn list(&self, prefix: &str) -> io::Result<Vec<Found>> {
        let members = self.members.iter().filter(|member| member.name.starts_with(prefix));
        let found = members.map(|member| Found {
            key: member.name.clone(),
            size: member.size(),
            stamp: Some(format!("{:08x}", member.checksum)),
            is_archived: false,
            object: Arc::clone(member) as _,
        });
        Ok(found.collect())
    }
}

/// Whether what begins like this is an archive.
pub(super) fn begins(start: &[u8]) -> bool {
    start.starts_with(START)
}

/// Whether a key says that the object is an archive.
pub(super) fn is_named(key: &str) -> bool {
    key.len() > 4 && key.as_bytes()[key.len() - 4..].eq_ignore_ascii_case(b".zip")
}

/// All ways to read a location as an archive and a file or folder in it.
pub(super) fn splits(location: &str) -> impl Iterator<Item = (&str, &str)> {
    location.match_indices(SEPARATOR).map(|(at, _)| (&location[..at], &location[at + SEPARATOR.len()..]))
}
