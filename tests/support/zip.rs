//! Archives (zip) as tests want them, sound or not: the directory says what the test says.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// A file of an archive.
#[derive(Clone)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// As they stand in the archive.
    pub(crate) bytes: Vec<u8>,
    pub(crate) method: u16,
    pub(crate) flags: u16,
    pub(crate) checksum: u32,
    pub(crate) size: u32,
    /// In whose bytes it lies: the number of another file. `None`: it has bytes of its own.
    pub(crate) within: Option<usize>,
}

impl Member {
    /// A file that is stored as it is.
    pub(crate) fn stored(name: &str, content: impl AsRef<[u8]>) -> Self {
        let content = content.as_ref();
        let mut sum = Crc::new();
        sum.update(content);
        Self {
            name: name.to_owned(),
            bytes: content.to_vec(),
            method: 0,
            flags: 0,
            checksum: sum.sum(),
            size: u32::try_from(content.len()).unwrap(),
            within: None,
        }
    }

    /// A file that is compressed as most are.
    pub(crate) fn deflated(name: &str, content: impl AsRef<[u8]>) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content.as_ref()).unwrap();
        Self { bytes: encoder.finish().unwrap(), method: 8, ..Self::stored(name, content) }
    }

    /// What stands before the bytes, and, with a place, in the directory.
    fn header(&self, place: Option<u32>) -> Vec<u8> {
        let mut header = Vec::new();
        match place {
            None => header.extend(b"PK\x03\x04\x14\x00"),
            Some(_) => header.extend(b"PK\x01\x02\x14\x03\x14\x00"),
        }
        for word in [self.flags, self.method, 0, 0x21] {
            header.extend(word.to_le_bytes());
        }
        for number in [self.checksum, u32::try_from(self.bytes.len()).unwrap(), self.size] {
            header.extend(number.to_le_bytes());
        }
        header.extend(u16::try_from(self.name.len()).unwrap().to_le_bytes());
        header.extend([0; 2]);
        if let Some(place) = place {
            header.extend([0; 10]);
            header.extend(place.to_le_bytes());
        }
        header.extend(self.name.as_bytes());
        header
    }
}

/// The archive of some files.
pub(crate) fn archive(members: &[Member]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut places = Vec::new();
    for member in members {
        places.push(member.within.map_or(archive.len(), |other| places[other]));
        if member.within.is_none() {
            archive.extend(member.header(None));
            archive.extend(&member.bytes);
        }
    }
    let directory = archive.len();
    for (member, place) in members.iter().zip(&places) {
        archive.extend(member.header(Some(u32::try_from(*place).unwrap())));
    }
    let length = archive.len() - directory;
    archive.extend(b"PK\x05\x06\0\0\0\0");
    let count = u16::try_from(members.len()).unwrap().to_le_bytes();
    archive.extend([count, count].concat());
    for number in [length, directory] {
        archive.extend(u32::try_from(number).unwrap().to_le_bytes());
    }
    archive.extend([0; 2]);
    archive
}
