//! Any text as `ampli.lock`.

use ampli_rs::lock::Lock;

pub(crate) fn run(text: &str) {
    if let Ok(parsed) = Lock::parse(text) {
        let written = parsed.lock.to_text();
        let again = Lock::parse(&written).expect("what is written can be read");
        assert_eq!(again.lock.to_text(), written);
    }
}
