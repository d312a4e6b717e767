//! Whether options still lack the plan's context: known to the compiler, so that it can't be forgotten.

use std::marker::PhantomData;

use super::Options;
use crate::context::Context;
use crate::properties::Properties;
use crate::typed_event::WriteProperties;

/// The state of options that lack nothing.
pub enum Ready {}

/// The state of options that lack a context `C`, because the plan requires some of its properties.
pub struct Needs<C>(PhantomData<fn(C)>);

/// The state of options that may be given a context `C`, none of whose properties the plan requires.
pub struct Offers<C>(PhantomData<fn(C)>);

/// Options that lack nothing that `load` needs: a context that was forgotten is an error of the compiler.
///
/// ```compile_fail,E0277
/// use itly_runtime::{Loadable, Needs, Options, Properties};
///
/// fn load(options: impl Loadable) {}
///
/// load(Options::<Needs<Properties<'_>>>::new());
/// ```
#[diagnostic::on_unimplemented(
    message = "these options lack the context that the tracking plan requires",
    label = "the context is missing",
    note = "call `.context(Context::new(…))` on the options"
)]
pub trait Loadable {
    /// The same options, ready to be loaded.
    fn into_ready(self) -> Options;
}

impl Loadable for Options {
    fn into_ready(self) -> Options {
        self
    }
}

impl<C> Loadable for Options<Offers<C>> {
    fn into_ready(self) -> Options {
        self.with_state()
    }
}

impl<C: WriteProperties> Options<Needs<C>> {
    /// Sets the context: the properties that every event gets.
    pub fn context(self, context: C) -> Options {
        self.with_context(Context::new(&context))
    }
}

impl<C: WriteProperties> Options<Offers<C>> {
    /// Sets the context: the properties that every event gets.
    pub fn context(self, context: C) -> Options {
        self.with_context(Context::new(&context))
    }
}

impl Options {
    /// Sets a context that no type of the plan stands behind: the properties that every event gets.
    pub fn untyped_context(self, properties: Properties<'_>) -> Options {
        self.with_context(Context::new(&properties))
    }
}

impl<S> Options<S> {
    fn with_context(mut self, context: Context) -> Options {
        self.settings.context = Some(context);
        self.with_state()
    }
}
