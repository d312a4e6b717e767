//! Any text as `ampli.toml`.

pub(crate) fn run(text: &str) {
    let _ = ampli_rs::config::parse("ampli.toml", text);
}
