//! What the command line says and does, one behaviour a file.

#[path = "../support/playground.rs"]
mod playground;
#[path = "../support/scripted_server.rs"]
mod scripted_server;

mod any_plan_is_checked;
mod broken_plans;
mod fetch_over_http;
mod pull_compares;
mod pull_writes;
mod real_plans_are_checked;
