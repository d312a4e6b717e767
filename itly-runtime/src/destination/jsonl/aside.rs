//! The files that were set aside, beside the one that is being written.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::stamp::Timestamp;

/// What stands between the stem and the extension of a file's name, in its order: `-20260102T030405678Z`, and a number for
/// those that would have the name of another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    time: String,
    number: u32,
}

/// The form of a mark's time, with `0` for each digit.
const TIME_FORM: &str = "00000000T000000000Z";

impl Mark {
    /// The mark of a file that is set aside `now`, after `last`: when the clock was put back, it goes by the last one's
    /// time.
    fn after(last: Option<Self>, now: Timestamp) -> Self {
        let time: String = now.to_string().chars().filter(|each| !matches!(each, '-' | ':' | '.')).collect();
        match last {
            Some(last) if last.time >= time => Self { number: last.number.saturating_add(1), ..last },
            _ => Self { time, number: 0 },
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let (time, number) = text.split_once('-').unwrap_or((text, "0"));
        let form: String = time.chars().map(|each| if each.is_ascii_digit() { '0' } else { each }).collect();
        let number = number.parse().ok()?;
        (form == TIME_FORM).then(|| Self { time: time.to_owned(), number })
    }

    fn text(&self) -> String {
        match self.number {
            0 => self.time.clone(),
            number => format!("{}-{number}", self.time),
        }
    }
}

/// Sets the file at `path` aside, and deletes the oldest so that no more than `keep` are left. If it is not there, someone
/// else has taken it away.
pub(super) fn set_aside(path: &Path, now: Timestamp, keep: usize) -> io::Result<()> {
    let mut files = files_aside(path)?;
    let mark = Mark::after(files.last().map(|(mark, _)| mark.clone()), now);
    let aside = path.with_file_name(name(path, &mark));
    match fs::rename(path, &aside) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        renamed => {
            renamed?;
            files.push((mark, aside));
        }
    }
    let surplus = files.len().saturating_sub(keep);
    for (_, path) in &files[..surplus] {
        // What can't be deleted now is surplus the next time as well.
        let _ = fs::remove_file(path);
    }
    Ok(())
}

/// The files that were made of the one at `path`, oldest first. Files with other names are none of ours.
fn files_aside(path: &Path) -> io::Result<Vec<(Mark, PathBuf)>> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if let Some(mark) = mark_of(path, &entry.file_name()) {
            files.push((mark, entry.path()));
        }
    }
    files.sort();
    Ok(files)
}

/// The name of the file at `path` with a mark before its extension.
fn name(path: &Path, mark: &Mark) -> OsString {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{}", mark.text()));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    name
}

fn mark_of(path: &Path, candidate: &OsStr) -> Option<Mark> {
    let candidate = candidate.to_string_lossy();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let middle = candidate.strip_prefix(&*stem)?.strip_prefix('-')?;
    let Some(extension) = path.extension() else { return Mark::parse(middle) };
    Mark::parse(middle.strip_suffix(&*extension.to_string_lossy())?.strip_suffix('.')?)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Mark, mark_of, name};
    use crate::stamp::Timestamp;

    #[test]
    fn marks_go_up_whatever_the_clock_does() {
        let mut last: Option<Mark> = None;
        let times = [1_767_323_045_678, 1_767_323_045_678, 0, 1_767_323_045_679];
        let marks = times.map(|time| {
            let mark = Mark::after(last.take(), Timestamp::from_unix_milliseconds(time));
            last = Some(mark.clone());
            mark.text()
        });
        let expected =
            ["20260102T030405678Z", "20260102T030405678Z-1", "20260102T030405678Z-2", "20260102T030405679Z"];
        assert_eq!(marks, expected);
        assert!(Mark::parse(expected[1]) < Mark::parse("20260102T030405678Z-10"));
    }

    #[test]
    fn a_name_says_of_which_file_it_is() {
        let mark = Mark { time: "20260102T030405678Z".to_owned(), number: 3 };
        for path in ["events.jsonl", "logs/events", "/a/b.c/x.y.z", "é.jsonl"] {
            let path = Path::new(path);
            assert_eq!(mark_of(path, &name(path, &mark)), Some(mark.clone()), "{path:?}");
        }
        let path = Path::new("events.jsonl");
        for other in [
            "events.jsonl",
            "events-1.jsonl",
            "events-20260102.jsonl",
            "events-20260102T030405678Z.txt",
            "events-20260102T030405678Z-.jsonl",
            "events-20260102T030405678Z-x.jsonl",
            "events-2026O102T030405678Z.jsonl",
            "more-events-20260102T030405678Z.jsonl",
            "events-more-20260102T030405678Z.jsonl",
        ] {
            assert_eq!(mark_of(path, other.as_ref()), None, "{other}");
        }
    }
}
