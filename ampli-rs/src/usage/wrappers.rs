//! Functions of the program that are told by their arguments which event to send.
//!
//! What a function does with a type that it is told is read from its tokens: nothing is inferred.

use std::rc::Rc;

use super::found::Wrapper;
use super::lexer::Kind;
use super::mention::{Argument, ArgumentKind, Mention};
use super::names::CONSTRUCTORS;
use super::place::Place;
use super::reach::Reach;
use super::scope::Spaces;
use super::source::Source;
use super::tree::Tree;

/// What a function does with the type that it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// It makes a value, and sends it.
    Sends,
    /// It makes a value, and gives it back.
    Gives,
}

/// What a mention in an argument comes to.
pub(super) enum Told {
    /// The event is sent.
    Sent(usize, usize),
    /// A value of the event is made and given back.
    Given(usize, usize),
}

/// Functions that tell others, farther than this, lead nowhere.
const LONGEST: usize = 8;

impl Tree<'_> {
    /// What the function does that `mention` tells its event.
    pub(super) fn told(&mut self, mention: &Mention, argument: &Argument) -> Option<(Told, Reach)> {
        if let Some(path) = &argument.callee
            && self.resolve(path, mention.scope, Spaces::VALUES, mention.local)?.0 != Place::Other
        {
            return None;
        }
        let wrappers = self.found.wrappers.get(&argument.name)?.clone();
        match argument.kind {
            ArgumentKind::Type { makes_default } => {
                let (Place::Type(sdk, event), reach) =
                    self.resolve(&mention.path, mention.scope, Spaces::TYPES, None)?
                else {
                    return None;
                };
                let used = |wrapper| self.use_of(wrapper, argument.position, makes_default, 0);
                let told = match wrappers.iter().find_map(used)? {
                    Use::Sends => Told::Sent(sdk, event),
                    Use::Gives => Told::Given(sdk, event),
                };
                Some((told, reach.max(mention.reach)))
            }
            ArgumentKind::Default => wrappers.iter().find_map(|wrapper| {
                // A method is called without its first parameter.
                let position = argument.position + usize::from(self.is_method(wrapper, argument));
                let (_, path) = wrapper.events.iter().find(|(own, _)| *own == position)?;
                match self.resolve(path, wrapper.scope, Spaces::TYPES, None)? {
                    (Place::Type(sdk, event), reach) => {
                        Some((Told::Sent(sdk, event), reach.max(mention.reach)))
                    }
                    _ => None,
                }
            }),
        }
    }

    fn is_method(&self, wrapper: &Wrapper, argument: &Argument) -> bool {
        let source = &self.sources[wrapper.file as usize];
        let receiver = (wrapper.parameters + 1..).take(4).find(|at| {
            !source.is_sign(*at, b'&')
                && source.kind(*at) != Some(Kind::Lifetime)
                && source.keyword(*at) != "mut"
        });
        argument.callee.is_none() && receiver.is_some_and(|at| source.keyword(at) == "self")
    }

    /// What `wrapper` does with its type parameter at `position`; `makes_default` says whether it is handed
    /// `Default::default()`.
    fn use_of(&self, wrapper: &Wrapper, position: usize, makes_default: bool, depth: usize) -> Option<Use> {
        let source = Rc::clone(&self.sources[wrapper.file as usize]);
        let name = type_parameter(&source, wrapper.name + 1, position)?;
        let is_name = |at: &usize| source.identifier(*at) == Some(name);
        let end = source.mate(wrapper.parameters);
        if (wrapper.parameters..end).any(|at| is_name(&at)) {
            // Other values are seen where they are made.
            return makes_default.then_some(Use::Sends);
        }
        let gives =
            (end..wrapper.body).take_while(|at| source.keyword(*at) != "where").any(|at| is_name(&at));
        let mut places = (wrapper.body..source.mate(wrapper.body)).filter(is_name);
        let makes = places.any(|at| makes_value(&source, at) || self.is_told_on(&source, at, depth));
        match (makes, gives) {
            (false, _) => None,
            (true, true) => Some(Use::Gives),
            (true, false) => Some(Use::Sends),
        }
    }

    /// Whether the type at `at` is told to another function, which sends it: `other::<T>(…)`.
    fn is_told_on(&self, source: &Source, at: usize, depth: usize) -> bool {
        if at < 4 || depth > LONGEST || !source.is_sign(at - 1, b'<') || !source.has(at - 3, b"::") {
            return false;
        }
        let Some(others) = source.identifier(at - 4).and_then(|name| self.found.wrappers.get(name)) else {
            return false;
        };
        let open = at + 2;
        let makes_default = source.is_open(open, b'(')
            && (open..source.mate(open)).any(|at| {
                source.keyword(at) == "Default"
                    && source.has(at + 1, b"::")
                    && source.keyword(at + 3) == "default"
            });
        others.iter().any(|other| self.use_of(other, 0, makes_default, depth + 1).is_some())
    }
}

/// Whether a value of the type at `at` is made there: `T::default()`, `<T as Default>::default()`, `let it: T = …`.
fn makes_value(source: &Source, at: usize) -> bool {
    let is_constructor = |at: usize| source.identifier(at).is_some_and(|name| CONSTRUCTORS.contains(&name));
    source.has(at + 1, b"::") && is_constructor(at + 3)
        || source.is_sign(at - 1, b'<') && source.keyword(at + 1) == "as"
        || source.is_sign(at - 1, b':') && !source.is_sign(at - 2, b':') && source.is_sign(at + 1, b'=')
}

/// The name of the parameter at `position` among those of types and constants in the list at `open`.
fn type_parameter(source: &Source, open: usize, position: usize) -> Option<&str> {
    if !source.is_sign(open, b'<') {
        return None;
    }
    let (mut at, mut depth, mut wanted) = (open + 1, 1_usize, position);
    let mut is_first = true;
    while depth > 0 && at < source.len() {
        if is_first && source.kind(at) != Some(Kind::Lifetime) {
            let name = at + usize::from(source.keyword(at) == "const");
            match wanted.checked_sub(1) {
                None => return source.identifier(name),
                Some(rest) => wanted = rest,
            }
        }
        is_first = depth == 1 && source.is_sign(at, b',');
        if source.is_sign(at, b'<') {
            depth += 1;
        } else if source.is_sign(at, b'>') && !source.has(at - 1, b"->") {
            depth -= 1;
        }
        at = source.past(at);
    }
    None
}
