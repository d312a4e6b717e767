/// Which tracking plan an SDK was generated from.
///
/// Written by generated code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrackingPlan {
    /// The plan's name.
    pub name: &'static str,
    /// The plan's version, in the vendor's spelling.
    pub version: Option<&'static str>,
    /// The vendor's stable id of the plan.
    pub id: Option<&'static str>,
    /// The branch of the plan.
    pub branch: Option<&'static str>,
    /// The source for which the SDK was generated.
    pub source: &'static str,
    /// The hash of the plan's content: equal content has equal hashes.
    pub content: &'static str,
}
