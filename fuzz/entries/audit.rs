//! Any text as a plan and a file of collected events that is held against it, in each form: read to its end, and what was
//! seen can be written down, read again, and put together with itself.

use std::fs;

use ampli_rs::audit::{self, Planned, Progress, Samples, Summary};
use ampli_rs::check::Settings;
use ampli_rs::collected::{Format, Input};
use ampli_rs::text::PlanText;

/// What stands between the plan and the events.
const NEXT: &str = "\n---\n";

pub(crate) fn run(text: &str) {
    let Some((plan, events)) = text.split_once(NEXT) else { return };
    let plan = PlanText::single("plan.json".to_owned(), plan.to_owned());
    let Ok(parsed) = ampli_rs::read(&plan, &Settings::default()) else { return };
    let planned = Planned::new(&parsed.plan, None);
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    let path = folder.path().join("events");
    fs::write(&path, events).expect("the folder can be written to");
    for format in Format::ALL.into_iter().map(Some).chain([None]) {
        for samples in [Samples::Redacted, Samples::Full] {
            let input = Input::file(&path, None);
            let mut summary = audit::file(&planned, &input, format, samples, &Progress::default());
            let written = serde_json::to_string(&summary).expect("a summary is JSON");
            let again: Summary = serde_json::from_str(&written).expect("what is written can be read");
            assert_eq!(serde_json::to_string(&again).ok().as_deref(), Some(written.as_str()));
            assert_eq!(summary.merge(again), Ok(true), "files that are in already count once");
        }
    }
}
