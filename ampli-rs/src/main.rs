//! The `ampli-rs` command.

fn main() {}
