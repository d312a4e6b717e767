use std::time::Duration;

use itly_runtime::{Error, Itly, Options, UntypedEvent};

use crate::support::probe::Probe;
use crate::support::transcript::Transcript;

#[test]
fn a_refused_call_reaches_no_plugin_and_no_log() {
    let transcript = Transcript::default();
    let itly = Itly::new();
    itly.load(Options::new().plugin(Probe::new("custom")).logger(transcript.clone())).unwrap();
    itly.shutdown(Duration::ZERO).unwrap();
    transcript.take();

    assert_eq!(itly.track("u", &UntypedEvent::new("e")), Err(Error::Shutdown));
    assert_eq!(itly.alias("u", "p"), Err(Error::Shutdown));
    assert_eq!(itly.shutdown(Duration::MAX), Err(Error::Shutdown));
    assert!(transcript.lines().is_empty());
}
