//! One run at a time writes in a project; the others wait for their turn.
//!
//! Two runs at once would each read `ampli.lock`, add their names, and the later one would overwrite what the first
//! has added. The operating system holds the turn and ends it with the process, however that ends.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

use super::console::Console;
use crate::failure::Failure;

/// How often to look whether the other run has come to its end.
const LOOK: Duration = Duration::from_millis(50);

/// How long to wait before the user is told why nothing happens.
const PATIENCE: Duration = Duration::from_millis(500);

/// How long to wait at all: plans are fetched before, and what is left to be done takes seconds.
const LONGEST: Duration = Duration::from_secs(60);

/// The right to write in a project, until it is dropped.
pub(super) struct Turn {
    /// `None`: the file system knows no locks, and the user must take care.
    _held: Option<File>,
}

impl Turn {
    /// Waits until no other run writes in `folder`.
    ///
    /// # Errors
    /// When the other run does not come to its end.
    pub(super) fn take(folder: &Path, console: &Console) -> Result<Self, Failure> {
        let folder = if folder == Path::new("") { Path::new(".") } else { folder };
        let Ok(handle) = handle(folder) else { return Ok(Self { _held: None }) };
        let told = || {
            let shown = folder.display();
            console.say(format_args!("waiting for another `ampli-rs` that writes in `{shown}`"));
        };
        match wait(|| handle.try_lock(), told, std::thread::sleep) {
            Waited::Taken => Ok(Self { _held: Some(handle) }),
            Waited::Unsupported => Ok(Self { _held: None }),
            Waited::TooLong => Err(Failure::new(
                format!("another `ampli-rs` has been writing in `{}` for {LONGEST:?}", folder.display()),
                "wait for its end or stop it, then run the command again; nothing was written",
            )),
        }
    }
}

/// What the turn is held by: the folder itself, so that no file has to lie about in it.
#[cfg(unix)]
fn handle(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// What the turn is held by: a file elsewhere, as folders can't be locked here and locked files can't be read.
#[cfg(not(unix))]
fn handle(folder: &Path) -> io::Result<File> {
    let path = folder.canonicalize()?;
    let key = crate::hash::fnv1a(path.to_string_lossy().as_bytes());
    let file = std::env::temp_dir().join(format!("ampli-rs-{key:016x}.lock"));
    File::options().create(true).truncate(false).write(true).open(file)
}

/// How waiting ended.
#[derive(Debug, PartialEq, Eq)]
enum Waited {
    Taken,
    TooLong,
    Unsupported,
}

fn wait(
    mut try_lock: impl FnMut() -> Result<(), TryLockError>,
    told: impl FnOnce(),
    pause: impl Fn(Duration),
) -> Waited {
    let mut waited = Duration::ZERO;
    let mut told = Some(told);
    loop {
        match try_lock() {
            Ok(()) => return Waited::Taken,
            Err(TryLockError::Error(_)) => return Waited::Unsupported,
            Err(TryLockError::WouldBlock) if waited >= LONGEST => return Waited::TooLong,
            Err(TryLockError::WouldBlock) => {}
        }
        if waited >= PATIENCE
            && let Some(told) = told.take()
        {
            told();
        }
        pause(LOOK);
        waited += LOOK;
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::fs::TryLockError;
    use std::io::ErrorKind;
    use std::time::Duration;

    use super::{LONGEST, PATIENCE, Waited, wait};

    /// How waiting ends when the lock is held for `held`, how long it takes, and after how long it is told of.
    fn waited(held: Duration) -> (Waited, Duration, Option<Duration>) {
        let (clock, told) = (Cell::new(Duration::ZERO), Cell::new(None));
        let try_lock = || if clock.get() < held { Err(TryLockError::WouldBlock) } else { Ok(()) };
        let outcome = wait(try_lock, || told.set(Some(clock.get())), |pause| clock.set(clock.get() + pause));
        (outcome, clock.get(), told.get())
    }

    #[test]
    fn a_free_turn_is_taken_at_once() {
        assert_eq!(waited(Duration::ZERO), (Waited::Taken, Duration::ZERO, None));
    }

    #[test]
    fn a_short_wait_is_not_worth_a_word() {
        let short = Duration::from_millis(200);
        assert_eq!(waited(short), (Waited::Taken, short, None));
    }

    #[test]
    fn a_long_wait_is_told_of_and_ends() {
        let long = Duration::from_secs(5);
        assert_eq!(waited(long), (Waited::Taken, long, Some(PATIENCE)));
        assert_eq!(waited(Duration::MAX), (Waited::TooLong, LONGEST, Some(PATIENCE)));
    }

    #[test]
    fn a_file_system_without_locks_is_no_reason_to_stop() {
        let unsupported = || Err(TryLockError::Error(ErrorKind::Unsupported.into()));
        assert_eq!(wait(unsupported, || {}, |_| {}), Waited::Unsupported);
    }
}
