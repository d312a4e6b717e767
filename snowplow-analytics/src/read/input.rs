//! Files, whatever they are compressed by.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const BUFFER: usize = 64 << 10;

/// How files begin that are compressed, and those of other forms, with what is said of them.
const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
const OTHERS: [(&[u8], &str); 5] = [
    (b"BZh", "compressed by bzip2: decompress it first"),
    (&[0x89, 0x4c, 0x5a, 0x4f], "compressed by lzop: decompress it first"),
    (&[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "compressed by xz: decompress it first"),
    (b"PK\x03\x04", "an archive of files, made by zip: unpack it first"),
    (b"PAR1", "a Parquet file, which is not read: export lines of text in its place"),
];

/// A file that is read as what is in it: plain, or of any number of gzip members or zstd frames
/// end to end. What it is is told by its
/// first bytes, not by its name.
pub struct Input {
    content: Box<dyn BufRead + Send>,
    read: Arc<AtomicU64>,
}

impl Input {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// When the file can't be read, or is compressed by what is not supported.
    pub fn open(path: &Path) -> io::Result<Self> {
        Self::of(File::open(path)?)
    }

    /// Reads what another source gives.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn of(source: impl Read + Send + 'static) -> io::Result<Self> {
        let read = Arc::new(AtomicU64::new(0));
        let mut source = BufReader::with_capacity(BUFFER, Counted { source, read: Arc::clone(&read) });
        let start = source.fill_buf()?;
        if let Some((_, what)) = OTHERS.iter().find(|(magic, _)| start.starts_with(magic)) {
            return Err(unsupported(what));
        }
        let content = match start {
            _ if start.starts_with(GZIP) => of_gzip(source)?,
            _ if start.starts_with(ZSTD) => of_zstd(source)?,
            _ => Box::new(source),
        };
        Ok(Self { content, read })
    }

    /// How many bytes of the file have been read, compressed as they are there.
    pub fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// What goes on saying so when the input was handed over.
    pub fn bytes_counter(&self) -> BytesCounter {
        BytesCounter(Arc::clone(&self.read))
    }
}

/// How many bytes of a file have been read.
#[derive(Clone, Debug)]
pub struct BytesCounter(Arc<AtomicU64>);

impl BytesCounter {
    /// So many, compressed as they are there.
    pub fn bytes_read(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.content.read(buffer)
    }
}

impl BufRead for Input {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.content.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.content.consume(amount);
    }
}

#[cfg(feature = "gzip")]
#[expect(clippy::unnecessary_wraps, reason = "without the feature it is an error")]
fn of_gzip(source: impl BufRead + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    Ok(Box::new(BufReader::with_capacity(BUFFER, flate2::bufread::MultiGzDecoder::new(source))))
}

#[cfg(not(feature = "gzip"))]
fn of_gzip(_: impl BufRead + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    Err(unsupported("compressed by gzip, which the feature `gzip` of `snowplow-analytics` reads"))
}

#[cfg(feature = "zstd")]
fn of_zstd(source: impl BufRead + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    let frames = zstd::stream::read::Decoder::with_buffer(source)?;
    Ok(Box::new(BufReader::with_capacity(BUFFER, frames)))
}

#[cfg(not(feature = "zstd"))]
fn of_zstd(_: impl BufRead + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    Err(unsupported("compressed by zstd, which the feature `zstd` of `snowplow-analytics` reads"))
}

fn unsupported(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, message)
}

/// Counts what is read.
struct Counted<R> {
    source: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.source.read(buffer)?;
        self.read.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}
