//! What the tests of generated code share.

pub(crate) mod generated;
pub(crate) mod program;
pub(crate) mod scratch;
pub(crate) mod sdk;
pub(crate) mod torture;
pub(crate) mod words;
