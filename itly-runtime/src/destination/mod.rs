//! Destinations that come with the runtime, one file each.

#[cfg(feature = "console")]
mod console;
#[cfg(feature = "_post")]
mod http_sender;
#[cfg(feature = "iteratively")]
mod iteratively;
#[cfg(feature = "jsonl")]
mod jsonl;
#[cfg(feature = "snowplow")]
mod snowplow;
#[cfg(feature = "webhook")]
mod webhook;

#[cfg(feature = "console")]
pub use self::console::Console;
#[cfg(feature = "iteratively")]
pub use self::iteratively::Iteratively;
#[cfg(feature = "jsonl")]
pub use self::jsonl::{JsonLines, Rotation};
#[cfg(feature = "snowplow")]
pub use self::snowplow::{
    SelfDescribingJson, Snowplow, SnowplowOptions, SnowplowPlatform, SnowplowSubject, StructuredEvent,
};
#[cfg(feature = "webhook")]
pub use self::webhook::{Webhook, WebhookBody, WebhookBodyError};
