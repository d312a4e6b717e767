//! Text to lock, with the number of every line that is wrong.

use super::conflict::{Conflict, Places, take_over, union};
use super::entry_lines::EntryLines;
use super::line::{EntryLine, Mistake, Token, inner_entry, outer_entry, tokens};
use super::names::{Entry, Key, Names};
use super::{LOCK_VERSION, Lock, PulledPlan, SourceNames, code};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::merge_markers::sides;

/// Deepest nesting of entries; schemas are nowhere near it.
const DEEPEST: usize = 200;

/// A lock that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The lock; of a conflicting one the union of both sides.
    pub lock: Lock,
    /// Both sides, if the file has conflict markers. A run that does not write the lock must not go on then.
    pub conflict: Option<Conflict>,
    /// What was put right in reading; no errors.
    pub findings: Diagnostics,
}

impl Lock {
    /// Reads the text of `ampli.lock`.
    ///
    /// # Errors
    ///
    /// Every line that means nothing, entries with two identifiers, and files of newer versions of this program.
    pub fn parse(text: &str) -> Result<Parsed, Diagnostics> {
        let (ours, theirs) = match sides(text) {
            None => {
                let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
                let Reader { lock, findings, .. } = read(lines, EntryLines::unwanted())?;
                return Ok(Parsed { lock, conflict: None, findings });
            }
            Some(Err(line)) => return Err(unreadable(line, "has conflict markers that do not match").into()),
            Some(Ok(sides)) => sides,
        };
        let ours = read(ours.into_iter(), EntryLines::wanted())?;
        let theirs = read(theirs.into_iter(), EntryLines::wanted())?;
        let mut findings = ours.findings;
        for finding in theirs.findings {
            if !findings.iter().any(|known| *known == finding) {
                findings.push(finding);
            }
        }
        let lock = union((&ours.lock, &ours.lines), (&theirs.lock, &theirs.lines), &mut findings);
        Ok(Parsed { lock, conflict: Some(Conflict { ours: ours.lock, theirs: theirs.lock }), findings })
    }
}

fn read<'a>(
    lines: impl Iterator<Item = (usize, &'a str)>,
    entry_lines: EntryLines,
) -> Result<Reader, Diagnostics> {
    let mut lines = lines.filter(|(_, line)| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with('#')
    });
    let mut reader = Reader { lines: entry_lines, ..Reader::default() };
    reader.read_version("lock", LOCK_VERSION, lines.next())?;
    reader.lock.naming = reader.read_version("naming", super::NAMING_VERSION, lines.next())?;
    for (number, line) in lines {
        reader.read_line(number, line);
    }
    reader.end_source();
    if reader.findings.has_errors() { Err(reader.findings) } else { Ok(reader) }
}

/// An entry whose inside is being read.
struct Open {
    key: Key,
    entry: Entry,
    line: usize,
    /// Whether the key comes after those of all its siblings before it, so that none of them can be the same.
    is_ordered: bool,
}

#[derive(Default)]
struct Reader {
    lock: Lock,
    source: Option<(String, SourceNames)>,
    open: Vec<Open>,
    lines: EntryLines,
    findings: Diagnostics,
}

impl Reader {
    fn read_version(
        &mut self,
        word: &str,
        known: u32,
        line: Option<(usize, &str)>,
    ) -> Result<u32, Diagnostics> {
        let (number, line) = line.unwrap_or((1, ""));
        let version = line.trim_end().strip_prefix(word).and_then(|rest| rest.strip_prefix(' '));
        let Some(version) = version.and_then(|version| version.parse::<u32>().ok()) else {
            let message = format!("line {number} of `ampli.lock` is not `{word}` and a version");
            let finding = Diagnostic::new(&code::UNREADABLE_LOCK, message).at_line(number, "");
            return Err(finding.help(RESTORE).into());
        };
        if version > known {
            let message = format!(
                "line {number} of `ampli.lock` says `{word} {version}`, but this ampli-rs knows `{word} {known}`: \
                 it was written by a newer ampli-rs"
            );
            let finding = Diagnostic::new(&code::NEWER_LOCK, message).at_line(number, "");
            return Err(finding.help("update ampli-rs").into());
        }
        Ok(version)
    }

    fn read_line(&mut self, number: usize, line: &str) {
        let line = line.trim_end_matches(['\r', ' ']);
        let text = line.trim_start_matches(' ');
        let indent = line.len() - text.len();
        let result = match tokens(text) {
            Err(mistake) => Err(mistake),
            Ok(_) if indent % 2 == 1 => Err("is indented by an odd number of spaces"),
            Ok(tokens) => self.read_tokens(number, indent / 2, &tokens),
        };
        if let Err(mistake) = result {
            self.findings.push(unreadable(number, mistake));
        }
    }

    fn read_tokens(&mut self, number: usize, depth: usize, tokens: &[Token<'_>]) -> Result<(), Mistake> {
        if depth == 0 {
            return self.start_source(number, tokens);
        }
        if depth > self.open.len() + 1 || depth > DEEPEST {
            return Err("is indented too far");
        }
        while self.open.len() >= depth {
            self.close();
        }
        let Some((_, source)) = &mut self.source else { return Err("belongs to no source") };
        if let (1, [Token::Bare("plan"), rest @ ..]) = (depth, tokens) {
            if source.plan.is_some() {
                return Err("says the plan again");
            }
            source.plan = Some(plan(rest)?);
            return Ok(());
        }
        let EntryLine { key, identifier, removed } = match self.open.last() {
            None => outer_entry(tokens)?,
            Some(parent) => inner_entry(&parent.key, tokens)?,
        };
        let siblings = self.open.last().map_or(&source.names, |parent| &parent.entry.inside);
        let is_ordered = siblings.iter().next_back().is_none_or(|(last, _)| *last < key);
        if !is_ordered {
            self.findings.push(unordered(number));
        }
        let entry = Entry { identifier, removed, inside: Names::default() };
        if let Some((source, _)) = &self.source {
            self.lines.note(source, self.open.iter().map(|open| &open.key), &key, number);
        }
        self.open.push(Open { key, entry, line: number, is_ordered });
        Ok(())
    }

    fn start_source(&mut self, number: usize, tokens: &[Token<'_>]) -> Result<(), Mistake> {
        self.end_source();
        let name = match tokens {
            [Token::Bare("source"), Token::Bare(name)] => (*name).to_owned(),
            [Token::Bare("source"), Token::Quoted(name)] => name.clone().into_owned(),
            _ => return Err("starts no source"),
        };
        if self.lock.sources.contains_key(&name) {
            return Err("starts a source that was there before");
        }
        if self.lock.sources.last_key_value().is_some_and(|(last, _)| *last > name) {
            self.findings.push(unordered(number));
        }
        self.source = Some((name, SourceNames::default()));
        Ok(())
    }

    fn end_source(&mut self) {
        while !self.open.is_empty() {
            self.close();
        }
        if let Some((name, names)) = self.source.take() {
            self.lock.sources.insert(name, names);
        }
    }

    /// Puts the innermost entry into its parent.
    fn close(&mut self) {
        let Some(Open { key, mut entry, line, is_ordered }) = self.open.pop() else { return };
        let Some((_, source)) = &mut self.source else { return };
        let siblings = self.open.last_mut().map_or(&mut source.names, |parent| &mut parent.entry.inside);
        if let Some(known) = (!is_ordered).then(|| siblings.get(&key)).flatten() {
            if known.identifier != entry.identifier {
                self.findings
                    .push(unreadable(line, "gives another identifier to a name that was there before"));
                return;
            }
            entry.removed &= known.removed;
            take_over(&mut entry.inside, &known.inside, &mut Places::Line(line), &mut self.findings);
        }
        siblings.insert(key, entry);
    }
}

fn plan(tokens: &[Token<'_>]) -> Result<PulledPlan, Mistake> {
    let (name, version, rest) = match tokens {
        [Token::Quoted(name), Token::Bare("version"), Token::Quoted(version), rest @ ..] => {
            (name, Some(version.clone().into_owned()), rest)
        }
        [Token::Quoted(name), rest @ ..] => (name, None, rest),
        _ => return Err("has no name of the plan"),
    };
    let [Token::Bare("content"), Token::Bare(content), Token::Bare("from"), Token::Quoted(from)] = rest
    else {
        return Err("does not say the plan's content and where it is from");
    };
    let is_hash = content.len() == 16 && content.bytes().all(|byte| byte.is_ascii_hexdigit());
    let content = u64::from_str_radix(content, 16).ok().filter(|_| is_hash);
    Ok(PulledPlan {
        name: name.clone().into_owned(),
        version,
        content: content.ok_or("has a content hash that is not 16 hexadecimal digits")?,
        from: from.clone().into_owned(),
    })
}

const RESTORE: &str = "take the file from version control again";

fn unreadable(line: usize, mistake: Mistake) -> Diagnostic {
    let message = format!("line {line} of `ampli.lock` {mistake}");
    Diagnostic::new(&code::UNREADABLE_LOCK, message).at_line(line, "").help(RESTORE)
}

fn unordered(line: usize) -> Diagnostic {
    let message = format!("line {line} of `ampli.lock` is not in order");
    Diagnostic::new(&code::UNORDERED_LOCK, message)
        .at_line(line, "")
        .help("run `ampli-rs pull`, which writes the file in order")
}
