//! Native validation: the plugin `schema-validator`, and what it says.

use itly_runtime::testing::Recorder;
use itly_runtime::{Error, Itly, Options, PlanValidator, Properties, UntypedEvent};

use crate::support::song::SongPlayed;

fn loaded() -> (Itly, Recorder) {
    let (itly, recorder) = (Itly::new(), Recorder::new());
    let validator = PlanValidator::new(&["Song Played", "group"]);
    itly.load(Options::new().plugin(validator).plugin(recorder.clone())).unwrap();
    (itly, recorder)
}

fn refusal(answer: Result<(), Error>) -> String {
    answer.unwrap_err().to_string()
}

#[test]
fn all_violations_are_in_one_response() {
    let (itly, recorder) = loaded();
    let event = SongPlayed { title: "far too long", rating: 6, volume: Some(f64::NAN) };
    let Err(Error::Invalid(error)) = itly.track("u", &event) else { panic!("the event is invalid") };
    assert_eq!(error.event(), "Song Played");
    assert_eq!(error.failures().len(), 1);
    assert_eq!(error.failures()[0].plugin_id(), "schema-validator");
    assert_eq!(
        error.to_string(),
        "Passed in Song Played properties did not validate against your tracking plan. \
         `properties.title` does not meet maximum length of 10. \
         `properties.rating` must be less than or equal to 5. \
         `properties.volume` is not of a type(s) number."
    );
    recorder.assert_nothing_recorded();
}

#[test]
fn an_event_that_the_plan_does_not_have_is_invalid() {
    let (itly, recorder) = loaded();
    let refused = refusal(itly.track("u", &UntypedEvent::new("Song Plaid")));
    assert_eq!(refused, "Event 'Song Plaid' not found in tracking plan.");
    itly.track("u", &UntypedEvent::new("Song Played").property("anything", 1)).unwrap();
    assert_eq!(recorder.all(None).len(), 1);
}

#[test]
fn system_events_without_properties_need_no_place_in_the_plan() {
    let (itly, _) = loaded();
    itly.identify("u", None).unwrap();
    itly.identify("u", Some(&Properties::new())).unwrap();
    itly.page("u", None, None, None).unwrap();
    itly.screen("u", None, None).unwrap();
    itly.group("u", "g", Some(&Properties::from([("size", 3)]))).unwrap();

    let properties = Properties::from([("plan", "pro")]);
    for (name, answer) in [
        ("identify", itly.identify("u", Some(&properties))),
        ("page", itly.page("u", None, None, Some(&properties))),
        ("screen", itly.screen("u", None, Some(&properties))),
    ] {
        let expected =
            format!("'{name}' schema is empty but properties were found. properties={{\"plan\":\"pro\"}}");
        assert_eq!(refusal(answer), expected);
    }
}
