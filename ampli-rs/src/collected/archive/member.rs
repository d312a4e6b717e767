//! A file in an archive.

use std::fmt;
use std::io::{self, BufReader, Read};
use std::sync::Arc;

use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ErrorKind, RangeReader, ZipArchiveEntryWayfinder};

use super::Zip;
use crate::collected::objects::Object;

const BUFFER: usize = 64 << 10;

/// A file in an archive.
pub(super) struct Member {
    pub(super) name: String,
    pub(super) zip: Arc<Zip>,
    pub(super) place: ZipArchiveEntryWayfinder,
    /// Where in the archive it begins.
    pub(super) start: u64,
    pub(super) method: CompressionMethod,
    pub(super) checksum: u32,
    pub(super) trouble: Option<Trouble>,
}

/// Why a file in an archive is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    Encrypted,
    Method(CompressionMethod),
    Overlaps,
}

/// Whether files that are compressed by this are read.
pub(super) fn is_read(method: CompressionMethod) -> bool {
    [CompressionMethod::STORE, CompressionMethod::DEFLATE].contains(&method)
}

impl Member {
    /// How many bytes it has, by what the archive says.
    pub(super) fn size(&self) -> u64 {
        self.place.uncompressed_size_hint()
    }

    /// Where in the archive it ends.
    pub(super) fn end(&self) -> u64 {
        let entry = self.zip.get_entry(self.place);
        entry.map_or(self.start, |entry| entry.compressed_data_range().1)
    }

    fn content(&self) -> io::Result<Box<dyn Read + Send>> {
        if let Some(trouble) = self.trouble {
            return Err(io::Error::other(trouble.to_string()));
        }
        let damaged = |_| io::Error::other("damaged: nothing is where the archive says that it is");
        let entry = self.zip.get_entry(self.place).map_err(damaged)?;
        let (start, end) = entry.compressed_data_range();
        let raw = RangeReader::new(Arc::clone(self.zip.get_ref()), start..end);
        let raw = BufReader::with_capacity(BUFFER, raw);
        Ok(if self.method == CompressionMethod::STORE {
            Box::new(Told(entry.verifying_reader(raw)))
        } else {
            Box::new(Told(entry.verifying_reader(DeflateDecoder::new(raw))))
        })
    }
}

impl Object for Member {
    fn read(&self) -> Box<dyn Read + Send> {
        self.content().unwrap_or_else(|error| Box::new(Refused(Some(error))))
    }
}

impl fmt::Debug for Member {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Member").field("name", &self.name).finish_non_exhaustive()
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encrypted => formatter.write_str("encrypted: unpack the archive first, with its password"),
            Self::Method(method) => match method.name() {
                Some(name) => {
                    write!(formatter, "compressed by {}: unpack the archive first", name.to_ascii_lowercase())
                }
                None => {
                    write!(formatter, "compressed by method {}: unpack the archive first", method.as_u16())
                }
            },
            Self::Overlaps => formatter.write_str(
                "it lies in the bytes of another file of the archive, as in one that is made to do harm",
            ),
        }
    }
}

/// What can't be read from its first byte on.
struct Refused(Option<io::Error>);

impl Read for Refused {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A reader that tells in our words what is not as the archive says.
struct Told<R>(R);

impl<R: Read> Read for Told<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rawzip::Error>());
            match inner.map(rawzip::Error::kind) {
                Some(ErrorKind::InvalidChecksum { .. }) => {
                    io::Error::other("damaged: its checksum is not the one that the archive has")
                }
                Some(ErrorKind::InvalidSize { expected, actual }) => io::Error::other(format!(
                    "damaged: {actual} bytes in place of the {expected} that the archive says"
                )),
                _ => error,
            }
        })
    }
}
