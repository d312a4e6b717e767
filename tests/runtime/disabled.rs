use std::time::Duration;

use itly_runtime::testing::Recorder;
use itly_runtime::{Itly, Options};

use crate::support::probe::{Probe, song};
use crate::support::transcript::Transcript;

#[test]
fn the_whole_transcript_is_one_line() {
    let (transcript, recorder) = (Transcript::default(), Recorder::new());
    let itly = Itly::new();
    let options = Options::new().disabled(true).plugin(Probe::new("custom")).plugin(recorder.clone());
    itly.load(options.logger(transcript.clone())).unwrap();
    itly.identify("u", None).unwrap();
    itly.track("u", &song("invalid", true)).unwrap();
    itly.flush(Duration::ZERO).unwrap();
    itly.shutdown(Duration::ZERO).unwrap();

    assert_eq!(transcript.lines(), ["[itly-core] disabled = True"]);
    recorder.assert_nothing_recorded();
}
