//! `cargo ampli`: the same command under cargo's name.

fn main() {}
