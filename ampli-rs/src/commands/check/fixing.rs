//! `check --fix`: what is settled in the text of a local plan without anybody thinking about it.

use std::path::{Path, PathBuf};

use crate::amend;
use crate::check::Settings;
use crate::diagnostic::locate::{self, Place};
use crate::diagnostic::{Amendment, Part, visible};
use crate::failure::Failure;
use crate::fetch::Location;
use crate::output::{self, Change, Disk, Output, OutputFile, Ownership};
use crate::text::{Document, PlanText};

use super::super::console::Console;
use super::super::summary::number;
use super::super::turn::Turn;

/// One change may call for another. A plan that is not settled after so many rounds is settled by the next run.
const ROUNDS: usize = 8;

/// Characters of a change that are shown.
const SHOWN: usize = 60;

/// UTF-8 with a mark, which is no part of the text and stays.
const UTF8_MARK: &str = "\u{feff}";

/// A plan on disk, as it is and as it is to be.
pub(super) struct Fixed {
    before: PlanText,
    after: PlanText,
    /// What was changed, with its place, by document.
    made: Vec<Vec<String>>,
    /// Changes that can't be made in the text as it is written.
    pub(super) left: usize,
}

impl Fixed {
    /// The plan with everything settled that can be.
    pub(super) fn of(text: PlanText, rules: &Settings) -> Self {
        let made = vec![Vec::new(); text.documents.len()];
        let mut fixed = Self { after: text.clone(), before: text, made, left: 0 };
        for _ in 0..ROUNDS {
            let Ok(parsed) = crate::read(&fixed.after, rules) else { break };
            let fixes: Vec<&Amendment> =
                parsed.findings.iter().flat_map(|finding| finding.amendments()).collect();
            if fixed.round(&fixes) == 0 {
                break;
            }
        }
        fixed
    }

    /// Makes the changes, as far as they can be made, and tells how many that are.
    fn round(&mut self, fixes: &[&Amendment]) -> usize {
        self.left = 0;
        let mut count = 0;
        for ((document, lines), index) in self.after.documents.iter_mut().zip(&mut self.made).zip(0..) {
            let own: Vec<&Amendment> =
                fixes.iter().filter(|fix| fix.location().document == index).copied().collect();
            if own.is_empty() {
                continue;
            }
            let amended = amend::amended(&document.text, &own);
            self.left += own.len() - amended.made.len();
            count += amended.made.len();
            lines.extend(said(document, &amended.made));
            document.text = amended.text;
        }
        count
    }

    /// How many changes were made.
    pub(super) fn count(&self) -> usize {
        self.made.iter().map(Vec::len).sum()
    }

    fn changed(&self) -> impl Iterator<Item = (&Document, &Document, &[String])> {
        let pairs = self.before.documents.iter().zip(&self.after.documents).zip(&self.made);
        let changed = pairs.filter(|((before, after), _)| before.text != after.text);
        changed.map(|((before, after), made)| (before, after, made.as_slice()))
    }

    /// The changes as a unified diff.
    pub(super) fn difference(&self) -> String {
        let changes = self.changed().map(|(before, after, _)| Change {
            path: PathBuf::from(&before.name),
            before: Some(before.text.clone()),
            after: Some(&after.text),
        });
        output::compare(Path::new(""), &changes.collect::<Vec<_>>())
    }

    /// Tells what was changed, file by file.
    pub(super) fn tell(&self, console: &Console) {
        for (document, _, made) in self.changed() {
            console.say(format_args!("{} in {}:", number(made.len(), "change"), visible(&document.name)));
            for line in made {
                console.say(format_args!("  {line}"));
            }
        }
    }

    /// Writes what was changed: all files or none.
    pub(super) fn write(&self, console: &Console) -> Result<(), Failure> {
        let mut files = Vec::new();
        let mut permissions = Vec::new();
        for (before, after, _) in self.changed() {
            // What a link leads to is changed, and the link stays.
            let named = Path::new(&before.name);
            let failed = |error| Failure::file("read", named, &error);
            let path = named.canonicalize().map_err(failed)?;
            let there = std::fs::read_to_string(&path).map_err(failed)?;
            let text = there.strip_prefix(UTF8_MARK).unwrap_or(&there);
            if text != before.text {
                return Err(Failure::new(
                    format!("`{}` was changed while it was checked", before.name),
                    "run the command again when the plan is saved",
                ));
            }
            let mark = &there[..there.len() - text.len()];
            permissions.push((path.clone(), std::fs::metadata(&path).map_err(failed)?.permissions()));
            files.push(OutputFile { path, text: [mark, &after.text].concat(), ownership: Ownership::Name });
        }
        let Some(root) = files.first().and_then(|file| file.path.parent()).map(Path::to_owned) else {
            return Ok(());
        };
        let _turn = Turn::take(&root, console)?;
        let precious = Some(files[0].path.clone()).filter(|_| files.len() == 1);
        output::write(&Disk, &Output { root, folders: Vec::new(), precious, files, ..Output::default() })?;
        for (path, permission) in permissions {
            std::fs::set_permissions(&path, permission)
                .map_err(|error| Failure::file("write", &path, &error))?;
        }
        Ok(())
    }
}

/// What is said of the changes, in the order of the text: `12:5: removed "minLength": 0`.
fn said(document: &Document, made: &[&Amendment]) -> Vec<String> {
    let text = &document.text;
    let targets = made.iter().flat_map(|fix| {
        let pointer = &fix.location().pointer;
        [(pointer, Part::Key), (pointer, Part::Value)]
    });
    let places = locate::places(text, &targets.collect::<Vec<_>>());
    let line = |(fix, places): (&&Amendment, &[Option<Place>])| {
        let [Some(key), Some(value)] = places else { return None };
        let what = match fix {
            Amendment::Remove(_) => {
                let start = key.range.start.min(value.range.start);
                format!("removed {}", cut(text.get(start..value.range.end)?))
            }
            Amendment::Add { key, value, .. } => format!("added \"{key}\": {}", value.to_value()),
        };
        Some((key.start, format!("{}:{}: {what}", key.start.line, key.start.column)))
    };
    let mut lines: Vec<_> = made.iter().zip(places.chunks(2)).filter_map(line).collect();
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

/// A part of the text on one line, as far as it is shown.
fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", visible(&line[..end])),
        None => visible(&line).into_owned(),
    }
}

/// That only plans on disk can be changed.
pub(super) fn refuse_elsewhere(location: &Location, offline: bool) -> Result<(), Failure> {
    if offline {
        return Err(Failure::new(
            "the saved plan is not changed: the next `pull` would write it anew",
            "change the plan where it comes from",
        ));
    }
    match location {
        Location::Path(_) => Ok(()),
        elsewhere => Err(Failure::new(
            format!("`{elsewhere}` can't be changed from here: only plans in files can"),
            "run `ampli-rs check` without `--fix`, and change the plan where it is",
        )),
    }
}
