//! Destinations that come with the runtime, one file each.

#[cfg(feature = "_vendor")]
mod address;
#[cfg(feature = "amplitude")]
mod amplitude;
#[cfg(feature = "_basic_auth")]
mod basic_auth;
#[cfg(feature = "console")]
mod console;
#[cfg(feature = "_post")]
mod http_sender;
#[cfg(feature = "iteratively")]
mod iteratively;
#[cfg(feature = "jsonl")]
mod jsonl;
#[cfg(any(feature = "amplitude", feature = "_segment_form"))]
mod layers;
#[cfg(feature = "_vendor")]
mod members;
mod missing;
#[cfg(feature = "mixpanel")]
mod mixpanel;
#[cfg(feature = "posthog")]
mod posthog;
#[cfg(feature = "_vendor")]
mod reply;
#[cfg(feature = "rudderstack")]
mod rudderstack;
#[cfg(all(test, feature = "_vendor"))]
mod sample;
#[cfg(feature = "segment")]
mod segment;
#[cfg(feature = "_segment_form")]
mod segment_form;
#[cfg(feature = "snowplow")]
mod snowplow;
#[cfg(feature = "webhook")]
mod webhook;

#[cfg(feature = "amplitude")]
pub use self::amplitude::{Amplitude, AmplitudeOptions, AmplitudePlan};
#[cfg(feature = "console")]
pub use self::console::Console;
#[cfg(feature = "iteratively")]
pub use self::iteratively::Iteratively;
#[cfg(feature = "jsonl")]
pub use self::jsonl::{JsonLines, Rotation};
pub(crate) use self::missing::Missing;
#[cfg(feature = "mixpanel")]
pub use self::mixpanel::{Mixpanel, MixpanelOptions};
#[cfg(feature = "posthog")]
pub use self::posthog::{PostHog, PostHogOptions, PostHogProtocol};
#[cfg(feature = "rudderstack")]
pub use self::rudderstack::RudderStack;
#[cfg(feature = "segment")]
pub use self::segment::Segment;
#[cfg(feature = "_segment_form")]
pub use self::segment_form::SegmentOptions;
#[cfg(feature = "snowplow")]
pub use self::snowplow::{
    SelfDescribingJson, Snowplow, SnowplowOptions, SnowplowPlatform, SnowplowSubject, StructuredEvent,
};
#[cfg(feature = "webhook")]
pub use self::webhook::{Webhook, WebhookBody, WebhookBodyError};
