//! For tests of programs that send events, and of plugins and destinations: none of it needs a network or waits for
//! time to pass.

mod clock;
mod reading;
mod recorded;
mod recorder;
mod reply;
mod request;
mod server;
mod tls;

pub use self::clock::ManualClock;
pub use self::reading::{PropertiesReader, ReadProperties, ReadValue, is_constant, read_choice};
pub use self::recorded::{RecordedCall, RecordedEvent};
pub use self::recorder::Recorder;
pub use self::reply::Reply;
pub use self::request::ReceivedRequest;
pub use self::server::ScriptedServer;
