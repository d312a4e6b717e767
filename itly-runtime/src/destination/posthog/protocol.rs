/// How PostHog is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum PostHogProtocol {
    /// `POST /batch/`, which every PostHog understands: a batch is taken or refused as a whole.
    #[default]
    V0,
    /// `POST /i/v1/analytics/events`: the key is in a header, and the answer tells the fate of each event.
    V1,
}

/// The endpoints as [`Destination::endpoint`](crate::Destination::endpoint) numbers them: AI events have one of their own,
/// which speaks the protocol v0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Endpoint {
    Events = 0,
    AiEvents = 1,
}

impl Endpoint {
    pub(super) const fn of_number(number: usize) -> Self {
        if number == Self::AiEvents as usize { Self::AiEvents } else { Self::Events }
    }

    pub(super) const fn path(self, protocol: PostHogProtocol) -> &'static str {
        match (self, protocol) {
            (Self::AiEvents, _) => "/i/v0/ai/batch/",
            (Self::Events, PostHogProtocol::V0) => "/batch/",
            (Self::Events, PostHogProtocol::V1) => "/i/v1/analytics/events",
        }
    }

    /// What the endpoint speaks when the program chose `protocol`.
    pub(super) const fn protocol(self, protocol: PostHogProtocol) -> PostHogProtocol {
        match self {
            Self::Events => protocol,
            Self::AiEvents => PostHogProtocol::V0,
        }
    }
}
