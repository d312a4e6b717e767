//! For tests of programs that send events, and of plugins and destinations: none of it needs a network or waits for
//! time to pass.

mod clock;
mod reply;
mod request;
mod server;

pub use self::clock::ManualClock;
pub use self::reply::Reply;
pub use self::request::ReceivedRequest;
pub use self::server::ScriptedServer;
