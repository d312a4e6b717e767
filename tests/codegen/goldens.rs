//! Generated code stands next to its plan, is reviewed, and is compiled as part of the tests.

// As it was generated: not in the style of this project.
#[rustfmt::skip]
#[path = "../../fixtures/golden/shapes/sdk/mod.rs"]
pub(crate) mod shapes;
