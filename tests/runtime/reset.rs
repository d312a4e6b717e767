use std::time::Duration;

use itly_runtime::testing::Recorder;
use itly_runtime::{Error, Hooks, Itly, Options, UntypedEvent};

use crate::support::probe::Probe;
use crate::support::transcript::Transcript;

#[test]
fn every_plugin_forgets_the_user_and_nothing_else() {
    let (transcript, recorder, itly) = (Transcript::default(), Recorder::new(), Itly::new());
    let probe = |id| Probe::new(id).with_hooks(Hooks::RESET);
    let options = Options::new().plugin(probe("one")).plugin(recorder.clone()).plugin(probe("two"));
    itly.load(options.logger(transcript.clone())).unwrap();
    itly.track("u", &UntypedEvent::new("e")).unwrap();
    transcript.take();
    itly.reset().unwrap();
    assert_eq!(transcript.lines(), ["[itly-core] reset()", "[plugin-one] reset()", "[plugin-two] reset()"]);
    recorder.assert_tracked("u", &UntypedEvent::new("e"));

    itly.shutdown(Duration::ZERO).unwrap();
    assert_eq!(itly.reset(), Err(Error::Shutdown));
}
