//! Calls that tell a function of the program which event is meant, without a value that says so: by a type argument
//! (`send::<SongPlayed>(…)`), or by a parameter that takes `Default::default()`.

use super::Walker;
use crate::usage::lexer::Kind;
use crate::usage::mention::{Argument, ArgumentKind, Fate, Manner, Mention};
use crate::usage::scope::Path;

impl Walker<'_, '_> {
    /// Notes what the call of the function or method whose name is at `name` is told by its arguments, which are at
    /// `open`. The call begins at `at`; `callee` is the path of a function, and `None` for a method.
    pub(super) fn told_by_arguments(
        &mut self,
        callee: Option<&Path>,
        (at, name, open): (usize, usize, usize),
    ) {
        if !self.bodies {
            return;
        }
        if self.source.has(name + 1, b"::") && self.source.is_sign(name + 3, b'<') {
            self.type_arguments(callee, (at, name, open));
        }
        if self.has_defaults {
            self.defaults(callee, name, open);
        }
    }

    fn type_arguments(&mut self, callee: Option<&Path>, (at, name, open): (usize, usize, usize)) {
        let source = self.source;
        let makes_default =
            self.parts(open + 1, source.mate(open)).into_iter().any(|part| self.is_default(part));
        let (mut next, mut position) = (name + 4, 0);
        while next + 1 < open {
            if source.kind(next) == Some(Kind::Lifetime) {
                next += 2;
                continue;
            }
            let found = self.path(next, open).filter(|(_, end)| {
                *end + 1 == open && source.is_sign(*end, b'>') || source.is_sign(*end, b',')
            });
            if let Some((path, end)) = found {
                let kind = ArgumentKind::Type { makes_default };
                let fate = self.fate_of(at, source.past(open));
                self.tell(path, self.name_before(end), fate, argument(source, callee, name, position, kind));
                next = end + 1;
            } else {
                next = self.skip_type(next, open).max(next) + 1;
            }
            position += 1;
        }
    }

    fn defaults(&mut self, callee: Option<&Path>, name: usize, open: usize) {
        for (position, part) in self.parts(open + 1, self.source.mate(open)).into_iter().enumerate() {
            if self.is_default(part) {
                let none = Path { start: crate::usage::scope::Start::Name, segments: Vec::new() };
                let argument = argument(self.source, callee, name, position, ArgumentKind::Default);
                // Of `Default::default()` the trait is what people look for.
                self.mention_argument(none, part.1 - 6, Fate::HandedOn, argument);
            }
        }
    }

    /// Whether an argument is `Default::default()`, or a borrow of it.
    pub(super) fn is_default(&self, (mut from, to): (usize, usize)) -> bool {
        let source = self.source;
        while source.is_sign(from, b'&') || source.keyword(from) == "mut" {
            from += 1;
        }
        to == from + 6
            && source.keyword(from) == "Default"
            && source.has(from + 1, b"::")
            && source.keyword(from + 3) == "default"
            && source.is_open(from + 4, b'(')
    }

    fn tell(&mut self, path: Path, name: usize, fate: Fate, argument: Argument) {
        if path.segments.last().is_some_and(|last| self.found.words.contains(last)) {
            self.mention_argument(path, name, fate, argument);
        }
    }

    fn mention_argument(&mut self, path: Path, name: usize, fate: Fate, argument: Argument) {
        let range = self.source.range(name);
        self.found.mentions.push(Mention {
            file: self.file,
            start: range.start as u32,
            end: range.end as u32,
            scope: self.scope,
            path,
            manner: Manner::Value,
            reach: self.reach,
            fate,
            within: self.enclosing_calls(),
            local: None,
            arguments_of: None,
            first_text: None,
            argument: Some(Box::new(argument)),
        });
    }
}

fn argument(
    source: &crate::usage::source::Source,
    callee: Option<&Path>,
    name: usize,
    position: usize,
    kind: ArgumentKind,
) -> Argument {
    let name = source.identifier(name).unwrap_or_default().into();
    Argument { callee: callee.cloned(), name, position, kind }
}
