use std::time::Duration;

use itly_runtime::testing::Recorder;
use itly_runtime::{Itly, Logger, Options, UntypedEvent};

struct Broken;

impl Logger for Broken {
    fn debug(&self, _message: &str) {
        panic!("no debug");
    }

    fn info(&self, _message: &str) {
        panic!("no info");
    }

    fn warn(&self, _message: &str) {
        panic!("no warn");
    }

    fn error(&self, _message: &str) {
        panic!("no error");
    }
}

#[test]
fn calls_go_on_without_the_logger() {
    let (recorder, itly) = (Recorder::new(), Itly::new());
    itly.load(Options::new().plugin(recorder.clone()).logger(Broken)).unwrap();
    itly.track("u", &UntypedEvent::new("e")).unwrap();
    itly.shutdown(Duration::ZERO).unwrap();
    recorder.assert_tracked("u", &UntypedEvent::new("e"));
}
