//! What is fuzzed: a function for each parser, which takes any text and must come back. The corpus is also run by the
//! ordinary tests, on every compiler.

mod audit;
mod collected;
mod config;
mod diff;
mod enriched;
mod fixes;
mod json;
mod lock;
mod pattern;
mod plan;
mod properties;
mod schema;
mod schemas;
mod spool;
mod table;
mod usage;
mod value;
mod yaml;

/// A function that takes any text.
type Entry = fn(&str);

/// The entries by their names, which are those of their fuzz targets and of the folders of their seeds.
pub(crate) const ALL: [(&str, Entry); 18] = [
    ("audit", audit::run),
    ("collected", collected::run),
    ("config", config::run),
    ("diff", diff::run),
    ("enriched", enriched::run),
    ("fixes", fixes::run),
    ("json", json::run),
    ("lock", lock::run),
    ("pattern", pattern::run),
    ("plan", plan::run),
    ("properties", properties::run),
    ("schema", schema::run),
    ("schemas", schemas::run),
    ("spool", spool::run),
    ("table", table::run),
    ("usage", usage::run),
    ("value", value::run),
    ("yaml", yaml::run),
];

/// Runs an entry.
pub(crate) fn run(name: &str, text: &str) {
    ALL.iter().filter(|(entry, _)| *entry == name).for_each(|(_, run)| run(text));
}
