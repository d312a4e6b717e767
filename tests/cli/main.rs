//! What the command line does, by behaviour.

#[path = "../support/scripted_server.rs"]
mod scripted_server;

mod fetch_over_http;
