//! Functions: their parameters and bodies.

use super::Walker;
use super::pattern::End;
use crate::usage::found::Wrapper;
use crate::usage::lexer::Kind;
use crate::usage::scope::{Path, Sight, Spaces};

impl<'s> Walker<'s, '_> {
    /// Takes in the function whose name is at `at`; behind it.
    pub(super) fn function(&mut self, at: usize, to: usize, sight: Sight) -> usize {
        let source = self.source;
        self.bind_own(at, Spaces::VALUES, sight);
        let mut open = at + 1 + usize::from(source.is_sign(at, b'$'));
        if source.is_sign(open, b'<') {
            open = self.skip_angles(open, to);
        }
        if !source.is_open(open, b'(') {
            return self.skip_item(at, to);
        }
        let body = self.body_after(source.past(open), to);
        if !source.is_open(body, b'{') {
            return (body + 1).min(to);
        }
        let mut events = Vec::new();
        if self.bodies {
            self.as_body(|walker| {
                events = walker.parameters(open + 1, source.mate(open));
                walker.block(body);
            });
        }
        if open > at + 1 || !events.is_empty() {
            let wrapper =
                Wrapper { file: self.file, scope: self.scope, name: at, parameters: open, body, events };
            let name = source.identifier(at).unwrap_or_default();
            self.found.wrappers.entry(name.into()).or_default().push(wrapper);
        }
        source.past(body)
    }

    /// Where the body begins behind a signature: its brace, or the semicolon of a function without one.
    fn body_after(&self, mut at: usize, to: usize) -> usize {
        while at < to {
            match self.source.kind(at) {
                Some(Kind::Open(b'{') | Kind::Sign(b';')) => return at,
                Some(Kind::Sign(b'<')) => at = self.skip_angles(at, to),
                _ => at = self.source.past(at),
            }
        }
        to
    }

    /// Declares the parameters between `from` and `to`. Given back are those whose types may be events.
    fn parameters(&mut self, from: usize, to: usize) -> Vec<(usize, Path)> {
        let mut at = from;
        let mut names = Vec::new();
        let (mut events, mut position) = (Vec::new(), 0);
        while at < to {
            if self.source.is_sign(at, b'#') && self.source.is_open(at + 1, b'[') {
                at = self.source.past(at + 1);
                continue;
            }
            at = self.pattern(at, to, End::Parameter, &mut names);
            if at < to && self.source.is_sign(at, b':') {
                events.extend(self.event_type(at + 1, to).map(|path| (position, path)));
                at = self.skip_type(at + 1, to);
            }
            while at < to && !self.source.is_sign(at, b',') {
                at = self.source.past(at);
            }
            at += 1;
            position += 1;
        }
        self.declare(names, None);
        events
    }

    /// The path of the type at `at`, borrowed or not, if it may be an event.
    pub(super) fn event_type(&self, mut at: usize, to: usize) -> Option<Path> {
        let source = self.source;
        while source.is_sign(at, b'&')
            || source.kind(at) == Some(Kind::Lifetime)
            || source.keyword(at) == "mut"
        {
            at += 1;
        }
        let (path, _) = self.path(at, to)?;
        path.segments.last().is_some_and(|last| self.found.words.contains(last)).then_some(path)
    }
}
