//! For tests of programs that send events, and of plugins and destinations: none of it needs a network or waits for
//! time to pass.

mod reading;
mod recorded;
mod recorder;

pub use self::reading::{PropertiesReader, ReadProperties, ReadValue};
pub use self::recorded::{RecordedCall, RecordedEvent};
pub use self::recorder::Recorder;
