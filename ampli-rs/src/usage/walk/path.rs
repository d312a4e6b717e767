//! Paths in expressions, and what is made of them: calls, literals, macros, values.

use super::use_tree::normalised;
use super::{Around, Walker};
use crate::usage::lexer::Kind;
use crate::usage::mention::{Manner, Mention, NamedUse};
use crate::usage::names::{CONSTRUCTORS, UNKNOWN};
use crate::usage::scope::{Path, ScopeId, Start};

impl<'s> Walker<'s, '_> {
    /// The path at `at`, and what is behind it and its generic arguments.
    pub(super) fn path(&self, mut at: usize, to: usize) -> Option<(Path, usize)> {
        let source = self.source;
        let mut path = Path { start: Start::Name, segments: Vec::new() };
        if source.has(at, b"::") {
            path.start = Start::Global;
            at += 2;
        } else if source.is_sign(at, b'$') && source.keyword(at + 1) == "crate" {
            at += 1;
        }
        if at < to && self.is_joined_name(at) {
            path.segments.push(self.joined_name(at));
            at = source.mate(at);
        } else if at >= to || !self.push_segment(&mut path, at) {
            return None;
        }
        at += 1;
        loop {
            if at < to && source.is_sign(at, b'<') && self.is_type_position(at) {
                at = self.skip_angles(at, to);
            }
            if at + 2 >= to || !source.has(at, b"::") {
                return Some((path, at));
            }
            if source.is_sign(at + 2, b'<') {
                at = self.skip_angles(at + 2, to);
            } else if source.identifier(at + 2).is_some() {
                self.push_segment(&mut path, at + 2);
                at += 3;
            } else if self.is_joined_name(at + 2) {
                path.segments.push(self.joined_name(at + 2));
                at = source.past(at + 2);
            } else {
                return Some((path, at));
            }
        }
    }

    /// Whether the `<` at `at` begins generic arguments although no `::` is before it: behind a type, not in an expression.
    fn is_type_position(&self, at: usize) -> bool {
        !self.in_expression && self.source.is_sign(at, b'<')
    }

    /// A path in an expression; behind it and what belongs to it.
    pub(super) fn path_expression(&mut self, at: usize, to: usize, literals: bool) -> usize {
        let was = std::mem::replace(&mut self.in_expression, true);
        let found = self.path(at, to);
        self.in_expression = was;
        let Some((path, next)) = found else { return (at + 1).min(to) };
        if let Some(name) = self.defining
            && self.source.has(next, b"::")
            && self.source.is_sign(next + 2, b'$')
        {
            self.found.completed_by.entry(name.into()).or_default().push((self.scope, path));
            return (next + 4).min(to);
        }
        let name = self.name_before(next);
        let makes_value = path.segments.last().is_some_and(|last| CONSTRUCTORS.contains(&&**last));
        // Of `Type::new` the type is what people look for.
        let name = if makes_value && name >= at + 3 { self.name_before(name - 2) } else { name };
        self.used_path(path, (at, name, next), to, literals)
    }

    /// `<Type>::name` and `<Type as Trait>::name`.
    pub(super) fn qualified_path(&mut self, at: usize, to: usize) -> usize {
        let source = self.source;
        let next = self.skip_angles(at, to);
        if next <= at + 1 || !source.has(next, b"::") {
            // Not of a path: in macros tags look like that.
            return at + 1;
        }
        let Some(name) = source.identifier(next + 2) else { return next };
        let Some((mut path, end)) = self.path(at + 1, next) else { return (next + 3).min(to) };
        path.segments.push(normalised(name));
        self.used_path(path, (at, self.name_before(end), next + 3), to, true)
    }

    /// What is done with a path: the tokens are where it starts, the name to point at, and what is behind it.
    fn used_path(&mut self, path: Path, tokens: (usize, usize, usize), to: usize, literals: bool) -> usize {
        let source = self.source;
        let (at, name, next) = tokens;
        let behind = source.kind(next).filter(|_| next < to);
        match behind {
            Some(Kind::Sign(b'!'))
                if matches!(source.kind(next + 1), Some(Kind::Open(_))) && next + 1 < to =>
            {
                self.call_of_macro(&path, next + 1);
                source.past(next + 1)
            }
            Some(Kind::Open(b'(')) => {
                let end = source.past(next);
                let mention = self.mention(&path, Manner::Call, (at, name, end), Some(next + 1));
                self.told_by_arguments(Some(&path), (at, self.name_before(next), next));
                let around = self.around_arguments(&path, mention);
                self.within(around, |walker| walker.group(next));
                end
            }
            Some(Kind::Open(b'{')) if literals && self.is_literal(&path, next) => {
                let end = source.past(next);
                self.mention(&path, Manner::Literal, (at, name, end), None);
                self.fields(next);
                end
            }
            _ => {
                self.mention(&path, Manner::Value, (at, name, next), None);
                next
            }
        }
    }

    /// Whether braces behind a path are those of a struct literal: they are in code, but not always in macros, and
    /// patterns are there too.
    fn is_literal(&self, path: &Path, open: usize) -> bool {
        let source = self.source;
        let close = source.mate(open);
        let is_type = path.segments.last().is_none_or(|last| last.starts_with(char::is_uppercase));
        let is_pattern = close >= 2 && source.has(close - 2, b"..") || source.has(close + 1, b"=>");
        is_type && !is_pattern
    }

    /// The fields of a struct literal.
    fn fields(&mut self, open: usize) {
        let source = self.source;
        let (mut at, to) = (open + 1, source.mate(open));
        while at < to {
            self.attributes(&mut at, to);
            let is_named = source.is_sign(at + 1, b':') && !source.has(at + 1, b"::");
            at = self.expression_before_comma(if is_named { at + 2 } else { at }, to) + 1;
        }
    }

    /// Notes a path that may lead into an SDK, and uses of variables that may hold an event. The tokens are where the path
    /// starts, the name to point at, what is behind the arguments, and the first argument.
    pub(super) fn mention(
        &mut self,
        path: &Path,
        manner: Manner,
        (at, name, end): (usize, usize, usize),
        first: Option<usize>,
    ) -> Option<u32> {
        let local = self.local(path);
        if let (Some((_, Some(named))), Manner::Value) = (local, manner) {
            let fate = self.fate_of(at, end);
            let within = self.enclosing_calls();
            self.uses += 1;
            if let Some(named) = self.found.named.get_mut(named as usize) {
                named.uses.push(NamedUse { fate, within });
            }
            return None;
        }
        if !self.bodies || !self.is_interesting(path) {
            return None;
        }
        // Of a name in brackets all of them.
        let (start, end_of_name) = (self.source.mate(name).min(name), name);
        let range = self.source.range(start).start..self.source.range(end_of_name).end;
        let first = first.filter(|first| self.source.kind(*first) == Some(Kind::Text));
        let mention = Mention {
            file: self.file,
            start: range.start as u32,
            end: range.end as u32,
            scope: self.scope,
            path: path.clone(),
            manner,
            reach: self.reach,
            fate: self.fate_of(at, end),
            within: self.enclosing_calls(),
            local: local.map(|(scope, _)| scope),
            arguments_of: self.arguments_of.clone(),
            argument: None,
            first_text: first.map(|first| self.source.token_text(first).into()),
        };
        self.found.mentions.push(mention);
        Some((self.found.mentions.len() - 1) as u32)
    }

    /// The last name before `next`, where generic arguments may stand between.
    pub(super) fn name_before(&self, next: usize) -> usize {
        let mut at = next.saturating_sub(1);
        if self.source.is_sign(at, b'>') {
            let mut depth = 0_usize;
            while at > 0 {
                match self.source.kind(at) {
                    Some(Kind::Sign(b'>')) if !self.source.has(at - 1, b"->") => depth += 1,
                    Some(Kind::Sign(b'<')) => depth = depth.saturating_sub(1),
                    Some(Kind::Close(_)) => at = self.source.mate(at),
                    _ if depth == 0 && self.source.identifier(at).is_some() => break,
                    _ => {}
                }
                at -= 1;
            }
        }
        at
    }

    /// The variable that the path is, innermost first: its scope, and the `let` that may have put an event into it.
    fn local(&self, path: &Path) -> Option<(ScopeId, Option<u32>)> {
        let [name] = path.segments.as_slice() else { return None };
        if path.start != Start::Name {
            return None;
        }
        let local = self.locals.iter().rev().find(|local| local.name == &**name)?;
        Some((local.scope, local.named))
    }

    /// Whether the path may lead to an event: by its last name, or the one before the name of a constructor.
    fn is_interesting(&self, path: &Path) -> bool {
        let words = &self.found.words;
        match path.segments.as_slice() {
            [.., of_type, last] if CONSTRUCTORS.contains(&&**last) => words.contains(of_type),
            [] => path.start == Start::SelfType,
            [.., last] if **last == *UNKNOWN => true,
            [last] => {
                words.contains(last) || path.start == Start::SelfType && CONSTRUCTORS.contains(&&**last)
            }
            [.., last] => words.contains(last),
        }
    }

    /// What the arguments of a call come to.
    fn around_arguments(&self, path: &Path, mention: Option<u32>) -> Option<Around> {
        let segments: Vec<&str> = path.segments.iter().map(|segment| &**segment).collect();
        match segments.as_slice() {
            [.., "Some" | "Ok" | "Err"] | [.., "Box" | "Rc" | "Arc" | "Cow" | "Pin", _] => None,
            [.., "drop" | "forget" | "size_of_val" | "type_name_of_val"] => Some(Around::Unsent),
            _ => Some(Around::Arguments(mention)),
        }
    }
}
