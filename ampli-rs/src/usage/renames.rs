//! What programs call things instead: names under which an event may be sent as well.

use std::collections::{BTreeSet, HashMap};

use memchr::memchr;
use memchr::memmem::Finder;

use super::packages::Packages;
use super::words::{Words, is_whole, of_text};

/// Other names that files give to anything.
#[derive(Debug, Default)]
pub(super) struct Renames {
    /// By the name that they stand for, until they are learned.
    others: HashMap<Box<str>, Vec<Rename>>,
    /// Others that were learned, and the packages that give them.
    givers: HashMap<Box<str>, BTreeSet<Option<usize>>>,
}

/// Another name, and the package that gives it.
#[derive(Debug)]
struct Rename {
    other: Box<str>,
    package: Option<usize>,
}

/// Other names of events.
#[derive(Debug, Default)]
pub(super) struct Learned {
    pub(super) words: Words,
    /// The packages that give them: only these and those that use them can know the names.
    pub(super) packages: BTreeSet<Option<usize>>,
}

impl Renames {
    /// Takes in the names that `text`, a file of `package`, gives.
    pub(super) fn add(&mut self, text: &str, package: Option<usize>) {
        for (name, other) in of_source(text) {
            self.others.entry(name.into()).or_default().push(Rename { other: other.into(), package });
        }
    }

    /// Adds to `words` what they are called instead, also by several steps; tells these names.
    ///
    /// Another name says something only to those who can know it: `type Other = Name` of a stranger means another `Name`.
    pub(super) fn learn(&mut self, words: &mut Words, packages: &mut Packages) -> Learned {
        let mut learned = Learned::default();
        let mut waiting: Vec<Box<str>> =
            self.others.keys().filter(|name| words.contains(name)).cloned().collect();
        while let Some(name) = waiting.pop() {
            for Rename { other, package } in self.known_others(&name, packages) {
                // What else is a word has been looked for in all packages.
                if words.contains(&other) && !self.givers.contains_key(&other) {
                    continue;
                }
                words.insert(&other);
                learned.words.insert(&other);
                learned.packages.insert(package);
                self.givers.entry(other.clone()).or_default().insert(package);
                waiting.push(other);
            }
        }
        learned
    }

    /// Takes out the others of `name` that are given by those who know it.
    fn known_others(&mut self, name: &str, packages: &mut Packages) -> Vec<Rename> {
        let Some(others) = self.others.get_mut(name) else { return Vec::new() };
        let givers = self.givers.get(name);
        let mut knows = |package| givers.is_none_or(|givers| packages.sees_any(package, givers));
        others.extract_if(.., |rename| knows(rename.package)).collect()
    }
}

/// Names and what `text` calls them instead: `use path::name as other;`, `type Other = path::Name;`.
fn of_source(text: &str) -> Vec<(&str, &str)> {
    let mut renames = Vec::new();
    behind("use", text).for_each(|rest| add_imports(rest, &mut renames));
    renames.extend(behind("type", text).filter_map(alias));
    renames
}

/// The other names in what follows `use`, unless it is prose.
fn add_imports<'t>(text: &'t str, renames: &mut Vec<(&'t str, &'t str)>) {
    let end = text.find([';', '(', '"', '`', '=', '!', '|', '<', '>', '?']);
    let Some(tree) = end.filter(|end| text[*end..].starts_with(';')).and_then(|end| text.get(..end)) else {
        return;
    };
    let is_raw = |start: usize| tree[start..].starts_with("r#");
    let mut words = of_text(tree).filter(|(_, start)| !is_raw(*start)).map(|(word, _)| word);
    let mut last = "";
    while let Some(word) = words.next() {
        if word == "as" {
            // By `_` nothing can be called.
            let other = words.next().filter(|other| *other != "_");
            renames.extend(other.map(|other| (last, other)));
        } else {
            last = word;
        }
    }
}

/// A name and another for it, when what follows `type` is a path to something.
fn alias(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let end = memchr(b';', bytes.get(..LONGEST_ALIAS).unwrap_or(bytes))?;
    let (head, path) = text.get(..end)?.split_once('=')?;
    let (other, _) = of_text(head).next()?;
    let path = path.split_once('<').map_or(path, |(path, _)| path);
    let (name, _) = of_text(path).last()?;
    Some((name, other))
}

/// Behind `type`, longer texts than this are something else.
const LONGEST_ALIAS: usize = 500;

/// What stands behind `keyword` in `text`, wherever that is a whole word.
fn behind<'t>(keyword: &str, text: &'t str) -> impl Iterator<Item = &'t str> {
    let (length, bytes) = (keyword.len(), text.as_bytes());
    let found = Finder::new(keyword).into_owned();
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + found.find(bytes.get(from..)?)?;
            from = start + length;
            if is_whole(bytes, start..from) {
                return text.get(from..);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::packages::Packages;
    use super::super::words::Words;
    use super::{Renames, of_source};

    #[test]
    fn other_names_are_found() {
        let imports = "use itly::{song_played as sp, r#match as m, SongPlayed as r#type, other};";
        assert_eq!(of_source(imports), [("song_played", "sp"), ("match", "m"), ("SongPlayed", "type")]);
        assert_eq!(of_source("use a::{b as r, T as _, c as d};"), [("b", "r"), ("c", "d")]);
        let alias = "pub type Played<'a> = itly::SongPlayed<'a>; fn f(e: SongPlayed)";
        assert_eq!(of_source(alias), [("SongPlayed", "Played")]);
        assert_eq!(of_source("use itly::song_played; song_played as usize; type"), []);
        assert_eq!(of_source("of use (song as s; that) is"), []);
    }

    #[test]
    fn names_are_learned_by_several_steps_and_by_those_who_know_them() {
        let mut words = Words::default();
        words.insert("song_played");
        let (mut renames, mut packages) = (Renames::default(), Packages::default());
        renames.add("use b::sp as s;", Some(1));
        renames.add("use itly::song_played as sp; use other::x as y;", Some(1));
        renames.add("use strange::sp as z;", Some(2));
        let learned = renames.learn(&mut words, &mut packages);
        assert!(["song_played", "sp", "s"].iter().all(|name| words.contains(name)));
        assert!(["y", "z"].iter().all(|name| !words.contains(name)));
        assert!(learned.words.contains("s") && !learned.words.contains("song_played"));
        assert_eq!(learned.packages, [Some(1)].into());
        assert!(renames.learn(&mut words, &mut packages).packages.is_empty());

        // Another package gives the same name, and what it was not known to mean there is known now.
        renames.add("use itly::song_played as sp;", Some(2));
        renames.add("use x::y as song_played; use itly::song_played as song_played;", Some(3));
        let learned = renames.learn(&mut words, &mut packages);
        assert!(learned.words.contains("sp") && learned.words.contains("z"));
        assert_eq!(learned.packages, [Some(2)].into());
    }
}
