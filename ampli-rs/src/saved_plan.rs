//! The plan that is saved beside the SDK: normalised, for offline runs and for later comparisons.

use crate::hash::fnv1a;
use crate::parse::own::{self, Keys};
use crate::plan::Plan;

/// The name of the file in the SDK's folder.
pub const FILE_NAME: &str = "tracking-plan.json";

/// A plan in the project's own format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedPlan {
    /// The text, without keys.
    pub text: String,
    /// The hash by which the content is known in `ampli.lock` and in the SDK. Keys are no part of it.
    pub content: u64,
}

impl SavedPlan {
    /// `plan` as it is saved.
    pub fn new(plan: &Plan) -> Self {
        let text = own::write(plan, Keys::Omit);
        Self { content: fnv1a(text.as_bytes()), text }
    }

    /// The same with keys: an SDK that has keys in its code must get them from offline runs too.
    #[cfg(feature = "cli")]
    pub(crate) fn with_keys(plan: &Plan) -> Self {
        Self { text: own::write(plan, Keys::Include), ..Self::new(plan) }
    }
}
