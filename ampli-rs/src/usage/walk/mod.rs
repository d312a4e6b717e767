//! Goes through the tokens of a file as Rust's grammar has them: items, statements, expressions, patterns and types.
//!
//! No tree is built. What is kept is what names mean (scopes and bindings) and the paths in expressions that may lead into
//! an SDK (mentions). The arguments of macros are gone through like code, because most of them are.

mod attribute;
mod control;
mod expression;
mod fate;
mod function;
mod item;
mod joined_name;
mod macro_call;
mod module;
mod path;
mod pattern;
mod statement;
mod type_name;
mod use_tree;
mod wrapper;

use std::path::PathBuf;
use std::rc::Rc;

use super::found::Found;
use super::lexer::Reason;
use super::mention::Fate;
use super::reach::Reach;
use super::scope::{ScopeId, Sight};
use super::source::Source;

/// Where a file lies, as far as its modules lie beside it.
#[derive(Debug, Clone)]
pub(super) struct Home {
    /// The folder of the file: what `#[path]` is relative to.
    pub(super) folder: PathBuf,
    /// The folder of the files of its modules.
    pub(super) children: PathBuf,
    /// How many files lie between it and the root of the crate.
    pub(super) depth: usize,
}

/// A local variable, or a parameter.
struct Local<'s> {
    name: &'s str,
    scope: ScopeId,
    /// The `let` that made it, when an event may be in it.
    named: Option<u32>,
}

/// What the code around an expression does with its value.
#[derive(Debug, Clone, Copy)]
enum Around {
    /// The arguments of a call, of this mention if it is one.
    Arguments(Option<u32>),
    /// What only looks at values.
    Unsent,
    /// A `let` that gives it a name.
    Named(u32),
    /// A statement that begins with this token, and ends with a semicolon.
    Statement(usize),
    /// The body of a function.
    Body,
}

/// Goes through one file.
pub(super) struct Walker<'s, 'f> {
    source: &'s Source,
    found: &'f mut Found,
    /// The file's index.
    file: u32,
    home: Home,
    /// The names of inline modules around.
    inline: Vec<String>,
    scope: ScopeId,
    reach: Reach,
    /// Whether the bodies of functions are gone through.
    bodies: bool,
    /// Whether `Default::default()` stands in the file.
    has_defaults: bool,
    /// Whether functions belong to a type, so that no scope knows their names.
    associated: bool,
    /// Whether `<` compares, because an expression is read.
    in_expression: bool,
    /// How many groups are open: texts without end must not use up the stack.
    depth: usize,
    locals: Vec<Local<'s>>,
    around: Vec<Around>,
    /// How often variables were used that may hold an event.
    uses: usize,
    /// The macro whose rules are gone through.
    defining: Option<&'s str>,
    /// The macro whose arguments are gone through.
    arguments_of: Option<Rc<str>>,
    malformed: Option<(usize, Reason)>,
}

/// Deeper code than this is left alone.
const DEEPEST: usize = 200;

impl<'s, 'f> Walker<'s, 'f> {
    pub(super) fn new(
        source: &'s Source,
        file: u32,
        home: Home,
        scope: ScopeId,
        found: &'f mut Found,
    ) -> Self {
        let reach = found.scope(scope).reach;
        Self {
            source,
            found,
            file,
            home,
            inline: Vec::new(),
            scope,
            reach,
            bodies: true,
            has_defaults: source.text.contains("Default::default()"),
            associated: false,
            in_expression: false,
            depth: 0,
            locals: Vec::new(),
            around: Vec::new(),
            uses: 0,
            defining: None,
            arguments_of: None,
            malformed: None,
        }
    }

    /// Declarations only: nobody is interested in what functions do.
    pub(super) fn without_bodies(mut self) -> Self {
        self.bodies = false;
        self
    }

    pub(super) fn reaching(mut self, reach: Reach) -> Self {
        self.reach = self.reach.max(reach);
        self
    }

    /// Goes through the whole file. Where it is no Rust, the first place and the reason are given back.
    pub(super) fn run(mut self) -> Option<(usize, Reason)> {
        self.items(0, self.source.len());
        self.malformed
    }

    /// The same for a file that has the code of a body in it, and no items of a module.
    pub(super) fn run_body(mut self) -> Option<(usize, Reason)> {
        self.as_body(|walker| walker.statements(0, walker.source.len()));
        self.malformed
    }

    /// A private name can be imported by the module that has it and those within.
    fn private(&self) -> Sight {
        Sight::Within(self.found.scope(self.scope).module)
    }

    /// Runs `walk` in a new block.
    fn in_block(&mut self, walk: impl FnOnce(&mut Self)) {
        let (outer, locals, reach) = (self.scope, self.locals.len(), self.reach);
        if self.depth >= DEEPEST {
            return;
        }
        self.depth += 1;
        self.scope = self.found.add_block(outer, reach);
        walk(self);
        self.scope = outer;
        self.reach = reach;
        self.locals.truncate(locals);
        self.depth -= 1;
    }

    /// Runs `walk` as the body of an item: what is local outside means nothing in it.
    fn as_body(&mut self, walk: impl FnOnce(&mut Self)) {
        let locals = std::mem::take(&mut self.locals);
        let associated = std::mem::replace(&mut self.associated, false);
        self.around.push(Around::Body);
        walk(self);
        self.around.pop();
        self.associated = associated;
        self.locals = locals;
    }

    /// Runs `walk` where values are `around`.
    fn within<T>(&mut self, around: Option<Around>, walk: impl FnOnce(&mut Self) -> T) -> T {
        let depth = self.around.len();
        self.around.extend(around);
        let result = walk(self);
        self.around.truncate(depth);
        result
    }

    /// What becomes of a value here.
    fn fate(&self) -> Fate {
        match self.around.last() {
            Some(Around::Arguments(_)) => Fate::HandedOn,
            Some(Around::Unsent) => Fate::Unsent,
            Some(Around::Named(named)) => Fate::Named(*named),
            Some(Around::Statement(_) | Around::Body) | None => Fate::Kept,
        }
    }

    /// The calls in whose arguments this is.
    fn enclosing_calls(&self) -> Vec<u32> {
        let calls = self
            .around
            .iter()
            .rev()
            .take_while(|around| !matches!(around, Around::Statement(_) | Around::Body));
        let mut calls: Vec<u32> = calls
            .filter_map(|around| match around {
                Around::Arguments(call) => *call,
                _ => None,
            })
            .collect();
        calls.reverse();
        calls
    }
}

#[cfg(test)]
mod tests;
