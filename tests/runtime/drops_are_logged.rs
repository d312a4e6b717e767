//! The first loss is worth a line, those of the next minute are counted, and the sum is told at the end.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use itly_runtime::testing::ManualClock;
use itly_runtime::{
    Clock, Delivery, DeliverySettings, Environment, Logger, Plugin, PluginLoadOptions, PrefixedLogger,
};

use crate::support::delivery::{Collector, accounts, push};

#[derive(Default)]
struct Lines(Mutex<Vec<String>>);

impl Lines {
    fn add(&self, level: &str, message: &str) {
        self.0.lock().unwrap().push(format!("{level} {message}"));
    }
}

impl Logger for Lines {
    fn debug(&self, message: &str) {
        self.add("debug", message);
    }

    fn info(&self, message: &str) {
        self.add("info", message);
    }

    fn warn(&self, message: &str) {
        self.add("warn", message);
    }

    fn error(&self, message: &str) {
        self.add("error", message);
    }
}

#[test]
fn once_and_in_the_end() {
    let (collector, clock, lines) = (Collector::shut(), ManualClock::new(), Arc::new(Lines::default()));
    let settings = DeliverySettings::new().queue_events(2).clock(clock.clone());
    let delivery = Delivery::with_settings(collector.clone(), settings);
    let logger = PrefixedLogger::of_plugin(Some(Arc::clone(&lines) as Arc<dyn Logger>), "collector");
    delivery.load(&PluginLoadOptions::new(Environment::Production, logger)).unwrap();
    push(&delivery, &["a", "b", "c", "d", "e"]);
    collector.open();
    delivery.shutdown(clock.now() + Duration::from_secs(5)).unwrap();
    assert_eq!(
        *lines.0.lock().unwrap(),
        [
            "warn [plugin-collector] 1 event was dropped, lastly as `queue_full`",
            r#"warn [plugin-collector] 3 of 5 events were dropped: {"queue_full": 3}; last error: none"#,
        ]
    );
    assert_eq!(accounts(&delivery), [5, 2, 3, 0]);
}
