use super::stats::Drops;

/// What became of some events, as the callback of [`DeliverySettings::on_outcome`](crate::DeliverySettings::on_outcome)
/// sees it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct DeliveryReport<'a> {
    /// The destination's name.
    pub destination: &'a str,
    /// How many were sent.
    pub sent: u64,
    /// How many were dropped.
    pub dropped: Drops,
    /// Why the first of them was dropped, in words.
    pub cause: Option<&'a str>,
}

/// What the program does with it.
pub(crate) type OnOutcome = dyn Fn(&DeliveryReport<'_>) + Send + Sync;
