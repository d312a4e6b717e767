use serde::Serialize;

use super::Lines;

/// A crate's `Cargo.toml`: values as TOML writes them, with their quotes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Manifest {
    /// Comment lines at the top.
    pub header: Lines,
    /// The package's name.
    pub name: String,
    /// The package's description.
    pub description: String,
    /// The oldest compiler that the code is made for.
    pub rust_version: String,
    /// Whether there is a feature `testing`.
    pub has_testing: bool,
    /// The line that names the runtime.
    pub dependency: String,
}
