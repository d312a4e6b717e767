//! Many files as JSON lines, a thread a file.

use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::bad_line::{BadLine, BadReason};
use super::input::Input;
use super::lines::{Content, Line, Lines};
use crate::transform::{Compatibility, Transformer};

/// So many bytes are handed over at a time, at least.
const BLOCK: usize = 256 << 10;

/// Where events and bad lines go. It is called by several threads.
pub trait Sink: Sync {
    /// Takes events of a file: JSON objects, each with a line feed behind it. The blocks of one file come in the order of
    /// the file.
    ///
    /// # Errors
    ///
    /// What keeps it from taking more, which ends the run.
    fn events(&self, file: &Path, lines: &[u8]) -> io::Result<()>;

    /// Takes a line that is no event.
    ///
    /// # Errors
    ///
    /// What keeps it from taking more, which ends the run.
    fn bad_line(&self, line: &BadLine<'_>) -> io::Result<()>;
}

/// How files are transformed.
///
/// ```
/// use std::io::{self, Write};
/// use std::path::Path;
/// use std::sync::Mutex;
///
/// use snowplow_analytics::{BadLine, Compatibility, Files, Sink};
///
/// struct Output(Mutex<Vec<u8>>);
///
/// impl Sink for Output {
///     fn events(&self, _: &Path, lines: &[u8]) -> io::Result<()> {
///         self.0.lock().unwrap().write_all(lines)
///     }
///
///     fn bad_line(&self, line: &BadLine<'_>) -> io::Result<()> {
///         writeln!(self.0.lock().unwrap(), "bad line {}: {}", line.line, line.reason)
///     }
/// }
///
/// # let folder = tempfile::tempdir()?;
/// let file = folder.path().join("events.tsv");
/// std::fs::write(&file, "web".to_owned() + &"\t".repeat(130) + "\nnonsense\n")?;
///
/// let output = Output(Mutex::default());
/// let reports = Files::new(Compatibility::Python).transform(&[file], &output)?;
/// assert_eq!((reports[0].lines, reports[0].events, reports[0].bad), (2, 1, 1));
/// let written = output.0.into_inner().unwrap();
/// assert_eq!(written, b"bad line 2: 1 field in place of 131\n{\"app_id\":\"web\"}\n");
/// # Ok::<(), io::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Files {
    compatibility: Compatibility,
    geo_location: bool,
    threads: NonZero<usize>,
    line_limit: usize,
}

/// What became of a file: `lines == events + bad + other`.
#[derive(Debug)]
#[non_exhaustive]
pub struct FileReport {
    /// The file.
    pub path: PathBuf,
    /// How many lines were read.
    pub lines: u64,
    /// How many of them are events.
    pub events: u64,
    /// How many are none.
    pub bad: u64,
    /// How many are empty, or the names of the fields as a header.
    pub other: u64,
    /// How many bytes were read, compressed as they are in the file.
    pub bytes: u64,
    /// In how many entities a name was written twice, so that only its last value could be kept.
    pub repeated_names: u64,
    /// Why the rest of the file could not be read.
    pub failure: Option<FileFailure>,
}

/// Why a file could not be read to its end.
#[derive(Debug)]
#[non_exhaustive]
pub struct FileFailure {
    /// So many lines were read before.
    pub after_line: u64,
    /// So many bytes of the file were read before, compressed as they are there.
    pub after_byte: u64,
    /// What happened.
    pub error: io::Error,
}

impl Files {
    /// As many threads as the machine has, and lines of up to 32 MiB.
    pub fn new(compatibility: Compatibility) -> Self {
        let threads = thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
        let line_limit = Lines::<Input>::DEFAULT_LIMIT;
        Self { compatibility, geo_location: true, threads, line_limit }
    }

    /// Whether `geo_location` is added.
    #[must_use]
    pub fn geo_location(mut self, added: bool) -> Self {
        self.geo_location = added;
        self
    }

    /// How many files are read at the same time.
    #[must_use]
    pub fn threads(mut self, threads: NonZero<usize>) -> Self {
        self.threads = threads;
        self
    }

    /// How many bytes a line may have.
    #[must_use]
    pub fn line_limit(mut self, bytes: usize) -> Self {
        self.line_limit = bytes;
        self
    }

    /// Transforms the files, and reports on each, in their order.
    ///
    /// # Errors
    ///
    /// The first error of the sink. What is wrong with files and lines is reported, not returned.
    pub fn transform(&self, files: &[PathBuf], sink: &impl Sink) -> io::Result<Vec<FileReport>> {
        let shared =
            Shared { next: AtomicUsize::new(0), stopped: AtomicBool::new(false), done: Mutex::default() };
        let threads = self.threads.get().min(files.len());
        let ended = thread::scope(|scope| {
            let workers: Vec<_> =
                (0..threads).map(|_| scope.spawn(|| self.work(files, sink, &shared))).collect();
            workers.into_iter().try_for_each(|worker| match worker.join() {
                Ok(ended) => ended,
                Err(panic) => std::panic::resume_unwind(panic),
            })
        });
        ended?;
        let mut done = shared.done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(place, _)| *place);
        Ok(done.into_iter().map(|(_, report)| report).collect())
    }

    /// Transforms what was opened, here and now; reports and bad lines call it `name`.
    ///
    /// # Errors
    ///
    /// The first error of the sink. What is wrong with the input and its lines is reported, not returned.
    pub fn transform_input(
        &self,
        name: &Path,
        input: io::Result<Input>,
        sink: &impl Sink,
    ) -> io::Result<FileReport> {
        let mut transformer = Transformer::new(self.compatibility).geo_location(self.geo_location);
        self.read_input(name, input, &mut transformer, &mut Vec::new(), sink)
    }

    fn work(&self, files: &[PathBuf], sink: &impl Sink, shared: &Shared) -> io::Result<()> {
        let mut transformer = Transformer::new(self.compatibility).geo_location(self.geo_location);
        let mut block = Vec::with_capacity(BLOCK + BLOCK / 4);
        while !shared.stopped.load(Ordering::Relaxed) {
            let place = shared.next.fetch_add(1, Ordering::Relaxed);
            let Some(path) = files.get(place) else { break };
            let report = self.read_input(path, Input::open(path), &mut transformer, &mut block, sink);
            let report = report.inspect_err(|_| shared.stopped.store(true, Ordering::Relaxed))?;
            shared.done.lock().unwrap_or_else(PoisonError::into_inner).push((place, report));
        }
        Ok(())
    }

    /// The errors are those of the sink.
    fn read_input(
        &self,
        path: &Path,
        input: io::Result<Input>,
        transformer: &mut Transformer,
        block: &mut Vec<u8>,
        sink: &impl Sink,
    ) -> io::Result<FileReport> {
        let mut report = FileReport::new(path);
        let repeated_before = transformer.repeated_names();
        let input = match input {
            Ok(input) => input,
            Err(error) => {
                report.failure = Some(FileFailure { after_line: 0, after_byte: 0, error });
                return Ok(report);
            }
        };
        block.clear();
        let mut lines = Lines::new(input).limit(self.line_limit);
        loop {
            let reason = match lines.next_line() {
                Ok(Some(line)) => report.line(&line, transformer, block),
                Ok(None) => break,
                Err(error) => {
                    let after_byte = lines.input().bytes_read();
                    report.failure = Some(FileFailure { after_line: report.lines, after_byte, error });
                    break;
                }
            };
            if let Some(reason) = reason {
                sink.bad_line(&BadLine { file: path, line: report.lines, reason, bytes: lines.bytes() })?;
            }
            if block.len() >= BLOCK {
                sink.events(path, block)?;
                block.clear();
            }
        }
        if !block.is_empty() {
            sink.events(path, block)?;
        }
        report.bytes = lines.input().bytes_read();
        report.repeated_names = transformer.repeated_names() - repeated_before;
        Ok(report)
    }
}

/// What the threads share.
struct Shared {
    /// The file that is read next.
    next: AtomicUsize,
    stopped: AtomicBool,
    done: Mutex<Vec<(usize, FileReport)>>,
}

impl FileReport {
    fn new(path: &Path) -> Self {
        let path = path.to_owned();
        Self { path, lines: 0, events: 0, bad: 0, other: 0, bytes: 0, repeated_names: 0, failure: None }
    }

    /// Counts the line, and writes its event; returns why it is none.
    fn line(
        &mut self,
        line: &Line<'_>,
        transformer: &mut Transformer,
        block: &mut Vec<u8>,
    ) -> Option<BadReason> {
        self.lines = line.number;
        let reason = match line.content {
            Content::Text(text) if text.is_empty() || is_header(line.number, text) => {
                self.other += 1;
                return None;
            }
            Content::Text(text) => match transformer.line(text, block) {
                Ok(()) => {
                    block.push(b'\n');
                    self.events += 1;
                    return None;
                }
                Err(error) => BadReason::Event(error),
            },
            Content::NotUtf8(at) => BadReason::NotUtf8(at),
            Content::TooLong(length) => BadReason::TooLong(length),
            Content::CutOff => BadReason::CutOff,
        };
        self.bad += 1;
        Some(reason)
    }
}

/// Whether it is the line of names with which files begin that people have made.
fn is_header(number: u64, text: &str) -> bool {
    number == 1 && text.starts_with("app_id\tplatform\tetl_tstamp\t")
}
