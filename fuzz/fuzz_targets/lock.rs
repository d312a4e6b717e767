#![no_main]

use ampli_rs::lock::Lock;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(parsed) = Lock::parse(text) {
        let written = parsed.lock.to_text();
        let again = Lock::parse(&written).expect("what is written can be read");
        assert_eq!(again.lock.to_text(), written);
    }
});
