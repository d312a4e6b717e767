//! The adapter to the `log` crate.

use std::sync::Mutex;

use itly_runtime::{Itly, LogLogger, Logger, Options};

struct Collected(Mutex<Vec<String>>);

impl log::Log for Collected {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.target() == "itly"
    }

    fn log(&self, record: &log::Record<'_>) {
        let line = format!("{} {} {}", record.level(), record.target(), record.args());
        self.0.lock().unwrap().push(line);
    }

    fn flush(&self) {}
}

static COLLECTED: Collected = Collected(Mutex::new(Vec::new()));

#[test]
fn lines_keep_their_level() {
    log::set_logger(&COLLECTED).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    LogLogger.debug("1");
    LogLogger.warn("2");
    LogLogger.error("3 {}");
    Itly::new().load(Options::new().disabled(true).logger(LogLogger)).unwrap();
    assert_eq!(
        *COLLECTED.0.lock().unwrap(),
        ["DEBUG itly 1", "WARN itly 2", "ERROR itly 3 {}", "INFO itly [itly-core] disabled = True"]
    );
}
