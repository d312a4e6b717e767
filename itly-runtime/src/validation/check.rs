/// One rule of the plan that a value breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The path of the value: `properties.items[0].price`.
    pub path: String,
    /// What is wrong with it: `must be greater than or equal to 5`.
    pub phrase: String,
}

/// Collects every rule that an event breaks.
pub struct Checker<'a> {
    violations: &'a mut Vec<Violation>,
}

impl<'a> Checker<'a> {
    /// A checker that appends to `violations`.
    pub(crate) fn new(violations: &'a mut Vec<Violation>) -> Self {
        Self { violations }
    }
}
