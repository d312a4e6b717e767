#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = ampli_rs::config::parse("ampli.toml", text);
});
