//! Items: what they declare, and what is in them.

use super::Walker;
use super::attribute::Attributes;
use crate::usage::lexer::{Kind, Reason};
use crate::usage::scope::{Binding, Meaning, Path, Sight, Spaces, Start};

/// Words that may stand before `fn`, `trait`, `impl`, `mod`, `static` and `extern`.
const QUALIFIERS: [&str; 7] = ["default", "const", "async", "unsafe", "extern", "safe", "gen"];

/// Words that items begin with.
const ITEMS: [&str; 14] = [
    "pub", "use", "mod", "fn", "struct", "enum", "trait", "impl", "type", "const", "static", "extern",
    "unsafe", "async",
];

impl<'s> Walker<'s, '_> {
    /// Goes through the items of a module.
    pub(super) fn items(&mut self, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            let attributes = self.attributes(&mut at, to);
            if at >= to {
                return;
            }
            if self.defining.is_some()
                && let Some(next) = self.item_fragment(at, to)
            {
                at = next;
                continue;
            }
            let reach = self.reach;
            self.reach = self.reach_of(&attributes);
            let next = self.item(at, to, &attributes).or_else(|| self.item_macro(at, to));
            self.reach = reach;
            at = match next {
                Some(next) => next.max(at + 1),
                None => {
                    // The rules of a macro need not be Rust.
                    let is_rust = self.defining.is_none() && !self.source.is_sign(at, b';');
                    if is_rust && self.malformed.is_none() {
                        self.malformed = Some((self.source.range(at).start, Reason::NoItem));
                    }
                    self.source.past(at)
                }
            };
        }
    }

    /// In the rules of a macro, `$name` and `$( items )*` among items; behind it.
    fn item_fragment(&mut self, at: usize, to: usize) -> Option<usize> {
        let source = self.source;
        match source.kind(at)? {
            Kind::Sign(b'$') if source.is_open(at + 1, b'(') => {
                self.items(at + 2, source.mate(at + 1));
                Some(source.past(at + 1))
            }
            Kind::Sign(b'$') => Some((at + 2).min(to)),
            Kind::Sign(b'*' | b'+' | b'?' | b',') => Some(at + 1),
            _ => None,
        }
    }

    /// Takes in the item at `at`, and gives what is behind it; `None` when there is no item.
    pub(super) fn item(&mut self, at: usize, to: usize, attributes: &Attributes) -> Option<usize> {
        let (start, sight) = self.visibility(at);
        let source = self.source;
        let is_visible = start > at;
        let key = self.skip_qualifiers(start);
        let reach = self.reach;
        let next = match source.keyword(key) {
            "fn" if key + 1 < to && !source.is_open(key + 1, b'(') => self.function(key + 1, to, sight),
            "use" if key == start => self.use_item(key + 1, to, sight, reach),
            "mod" if source.identifier(key + 1).is_some() => self.module(key + 1, sight, reach, attributes),
            "struct" if self.names(key) => self.structure(key + 1, to, sight),
            "enum" if self.names(key) => self.nominal(key + 1, to, sight),
            "union" if self.names(key) && key == start => self.nominal(key + 1, to, sight),
            "trait" if self.names(key) => self.trait_item(key + 1, to, sight),
            "auto" if source.keyword(key + 1) == "trait" => self.nominal(key + 2, to, sight),
            "type" if self.names(key) => self.alias(key + 1, to, sight),
            "impl" if !source.is_sign(key + 1, b'.') => self.implementation(key + 1, to),
            "static" if self.is_static(key) => self.constant(key + 1, to, sight),
            "crate" if key > start && source.keyword(key - 1) == "extern" => {
                self.extern_crate(key + 1, to, sight, reach)
            }
            "macro_rules" if source.is_sign(key + 1, b'!') => self.macro_rules(key + 2, to)?,
            "macro" if self.names(key) => self.skip_item(key + 1, to),
            _ if key > start && source.keyword(key - 1) == "const" && self.is_constant(key) => {
                self.constant(key, to, sight)
            }
            _ if key > start && source.is_open(key, b'{') && self.is_extern_block(start, key) => {
                self.items(key + 1, source.mate(key));
                source.past(key)
            }
            _ if is_visible => start,
            _ => return None,
        };
        Some(next)
    }

    /// Whether a name follows the keyword at `key`.
    fn names(&self, key: usize) -> bool {
        self.source.identifier(key + 1).is_some() || self.source.is_sign(key + 1, b'$')
    }

    fn is_static(&self, key: usize) -> bool {
        let name = key + 1 + usize::from(self.source.keyword(key + 1) == "mut");
        self.source.identifier(name).is_some() && self.source.is_sign(name + 1, b':')
    }

    fn is_constant(&self, name: usize) -> bool {
        self.source.identifier(name).is_some()
            && (self.source.is_sign(name + 1, b':') || self.source.is_sign(name + 1, b'<'))
    }

    fn is_extern_block(&self, start: usize, open: usize) -> bool {
        (start..open).any(|at| self.source.keyword(at) == "extern")
    }

    fn visibility(&self, at: usize) -> (usize, Sight) {
        if self.source.keyword(at) != "pub" {
            return (at, self.private());
        }
        if !self.source.is_open(at + 1, b'(') {
            return (at + 1, Sight::Everyone);
        }
        let scope = self.found.scope(self.scope);
        let sight = match self.source.keyword(at + 2) {
            "crate" => Sight::Within(scope.root),
            "super" if self.source.mate(at + 1) == at + 3 => {
                Sight::Within(scope.parent.unwrap_or(scope.root))
            }
            "self" => self.private(),
            "in" | "super" => Sight::Within(scope.root),
            // The parentheses of a tuple struct's field.
            _ => return (at + 1, Sight::Everyone),
        };
        (self.source.past(at + 1), sight)
    }

    fn skip_qualifiers(&self, start: usize) -> usize {
        let mut at = start;
        while QUALIFIERS.contains(&self.source.keyword(at)) {
            at += 1;
            if self.source.keyword(at - 1) == "extern" && self.source.kind(at) == Some(Kind::Text) {
                at += 1;
            }
        }
        at
    }

    /// Makes the name at `at` one of the program's own.
    pub(super) fn bind_own(&mut self, at: usize, spaces: Spaces, sight: Sight) {
        let reach = self.reach;
        if let Some(name) = self.source.identifier(at).filter(|_| !self.associated) {
            let name = super::use_tree::normalised(name);
            self.found.bind(self.scope, &name, Binding { spaces, meaning: Meaning::Own, sight, reach });
        }
    }

    /// Behind the end of an item: its block, or its semicolon.
    pub(super) fn skip_item(&self, mut at: usize, to: usize) -> usize {
        while at < to {
            match self.source.kind(at) {
                Some(Kind::Sign(b';')) => return at + 1,
                Some(Kind::Open(b'{')) => return self.source.past(at),
                _ => at = self.source.past(at),
            }
        }
        to
    }

    /// A struct. Those of tuples and units are functions and constants too.
    fn structure(&mut self, at: usize, to: usize, sight: Sight) -> usize {
        let generics = at + 1;
        let next =
            if self.source.is_sign(generics, b'<') { self.skip_angles(generics, to) } else { generics };
        let is_value = self.source.is_open(next, b'(') || self.source.is_sign(next, b';');
        self.bind_own(at, if is_value { Spaces::BOTH } else { Spaces::TYPES }, sight);
        self.skip_item(at, to)
    }

    fn nominal(&mut self, at: usize, to: usize, sight: Sight) -> usize {
        self.bind_own(at, Spaces::TYPES, sight);
        self.skip_item(at, to)
    }

    /// `type Name = Path;` means what the path means; any other type is the program's own.
    fn alias(&mut self, at: usize, to: usize, sight: Sight) -> usize {
        let source = self.source;
        let mut equals = at + 1;
        while equals < to && !source.is_sign(equals, b'=') && !source.is_sign(equals, b';') {
            equals =
                if source.is_sign(equals, b'<') { self.skip_angles(equals, to) } else { source.past(equals) };
        }
        let path = self.path(equals + 1, to).filter(|(_, next)| source.is_sign(*next, b';'));
        match (path, source.identifier(at).filter(|_| !self.associated)) {
            (Some((path, _)), Some(name)) => {
                let reach = self.reach;
                let binding = Binding { spaces: Spaces::TYPES, meaning: Meaning::Path(path), sight, reach };
                self.found.bind(self.scope, &super::use_tree::normalised(name), binding);
            }
            _ => self.bind_own(at, Spaces::TYPES, sight),
        }
        while equals < to && !source.is_sign(equals, b';') {
            equals = source.past(equals);
        }
        equals + 1
    }

    /// A constant or a static, whose name is at `at`.
    fn constant(&mut self, at: usize, to: usize, sight: Sight) -> usize {
        let source = self.source;
        let at = at + usize::from(source.keyword(at) == "mut");
        self.bind_own(at, Spaces::VALUES, sight);
        let mut next = at + 1;
        while next < to && !source.is_sign(next, b'=') && !source.is_sign(next, b';') {
            next = if source.is_sign(next, b'<') { self.skip_angles(next, to) } else { source.past(next) };
        }
        if !self.bodies || !source.is_sign(next, b'=') {
            while next < to && !source.is_sign(next, b';') {
                next = source.past(next);
            }
            return next + 1;
        }
        let mut end = next;
        self.as_body(|walker| end = walker.expression(next + 1, to));
        end + 1
    }

    fn trait_item(&mut self, at: usize, to: usize, sight: Sight) -> usize {
        self.bind_own(at, Spaces::TYPES, sight);
        self.members(at + 1, to, None)
    }

    /// `impl … Type { … }`.
    fn implementation(&mut self, at: usize, to: usize) -> usize {
        let source = self.source;
        let mut at = if source.is_sign(at, b'<') { self.skip_angles(at, to) } else { at };
        let mut type_start = at;
        while at < to
            && !source.is_open(at, b'{')
            && !source.is_sign(at, b';')
            && source.keyword(at) != "where"
        {
            if source.keyword(at) == "for" && !source.is_sign(at + 1, b'<') {
                type_start = at + 1;
            }
            at = if source.is_sign(at, b'<') { self.skip_angles(at, to) } else { source.past(at) };
        }
        let self_type = self.path(type_start, at).map(|(path, _)| path);
        self.members(at, to, self_type)
    }

    /// The block of a trait or an implementation, which begins behind `at`.
    fn members(&mut self, mut at: usize, to: usize, self_type: Option<Path>) -> usize {
        while at < to && !self.source.is_open(at, b'{') && !self.source.is_sign(at, b';') {
            at = self.source.past(at);
        }
        if self.bodies && self.source.is_open(at, b'{') {
            // `Self` of a type that is called by its alias `Self` would lead nowhere.
            let self_type = self_type.filter(|path| path.start != Start::SelfType);
            self.in_block(|walker| {
                walker.found.scope_mut(walker.scope).self_type = self_type;
                let associated = std::mem::replace(&mut walker.associated, true);
                walker.items(at + 1, walker.source.mate(at));
                walker.associated = associated;
            });
        }
        self.source.past(at)
    }

    /// A macro that is called where items stand.
    fn item_macro(&mut self, at: usize, to: usize) -> Option<usize> {
        let (path, next) = self.path(at, to)?;
        if !self.source.is_sign(next, b'!') {
            return None;
        }
        let open = next + 1 + usize::from(self.source.identifier(next + 1).is_some());
        if !matches!(self.source.kind(open), Some(Kind::Open(_))) {
            return None;
        }
        match self.has_items(open) {
            true => self.wrapped_items(open),
            false => self.call_among_items(&path, open),
        }
        Some(self.source.past(open))
    }

    /// Whether the arguments of a macro are items: `cfg_unix! { mod other; }`.
    fn has_items(&self, open: usize) -> bool {
        let mut at = open + 1;
        while self.source.is_sign(at, b'#') && self.source.is_open(at + 1, b'[') {
            at = self.source.past(at + 1);
        }
        ITEMS.contains(&self.source.keyword(at))
    }

    /// The items among the arguments of a macro stand where the macro stands, as far as anyone can know.
    fn wrapped_items(&mut self, open: usize) {
        let malformed = self.malformed;
        self.items(open + 1, self.source.mate(open));
        // What the macro takes need not be Rust.
        self.malformed = malformed;
    }
}
