//! Generated code stands next to its plan, is reviewed, and is compiled as part of the tests.

#[path = "../../fixtures/golden/shapes/sdk/mod.rs"]
pub(crate) mod shapes;
