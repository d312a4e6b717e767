//! Destinations that come with the runtime, one file each.

#[cfg(feature = "console")]
mod console;
#[cfg(feature = "_post")]
mod http_sender;
#[cfg(feature = "jsonl")]
mod jsonl;
#[cfg(feature = "webhook")]
mod webhook;

#[cfg(feature = "console")]
pub use self::console::Console;
#[cfg(feature = "jsonl")]
pub use self::jsonl::JsonLines;
#[cfg(feature = "webhook")]
pub use self::webhook::Webhook;
