//! Where events go.

use std::fs::File;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use super::locations;
use crate::failure::Failure;
use crate::partial_file::PartialFile;

/// Standard output, a pipe or device, or a file that gets its name when all is in it.
pub(super) enum Destination {
    StandardOutput,
    Device(File),
    File(PartialFile),
}

impl Destination {
    /// Opens what the user names.
    pub(super) fn open(target: Option<&Path>, force: bool) -> Result<Self, Failure> {
        let Some(target) = target else { return Ok(Self::StandardOutput) };
        let unwritten = |error| Failure::file("write", target, &error);
        match target.metadata() {
            Ok(about) if about.is_dir() => Err(unwritten(ErrorKind::IsADirectory.into())),
            // What can't be replaced by a file is written into: `/dev/null`, the pipes of a shell.
            Ok(about) if !about.is_file() => {
                File::options().write(true).open(target).map(Self::Device).map_err(unwritten)
            }
            Ok(_) if !force => Err(locations::is_there(target)),
            _ => PartialFile::create(target).map(Self::File).map_err(unwritten),
        }
    }

    pub(super) fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        match self {
            Self::StandardOutput => io::stdout().lock().write_all(lines),
            Self::Device(device) => device.write_all(lines),
            Self::File(partial) => partial.write_all(lines),
        }
    }

    /// Says that all has been written.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::StandardOutput => io::stdout().lock().flush(),
            Self::Device(_) => Ok(()),
            Self::File(partial) => partial.finish(),
        }
    }
}
