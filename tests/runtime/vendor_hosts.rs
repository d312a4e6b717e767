//! Where each vendor's events go, by region, by API and by hosts of the program's own; and that no key is ever shown.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use itly_runtime::testing::ManualClock;
use itly_runtime::{
    Amplitude, Delivery, Destination, Mixpanel, Request, Response, RudderStack, Segment, Transport,
    TransportError,
};

use crate::support::delivery::{accounts, flush, push, settings};

/// A transport that keeps the URLs and sends nothing.
#[derive(Clone, Default)]
struct Urls(Arc<Mutex<Vec<String>>>);

impl Transport for Urls {
    fn send(&self, request: &Request<'_>, _timeout: Duration) -> Result<Response, TransportError> {
        self.0.lock().unwrap().push(request.url().to_owned());
        Ok(Response::new(200))
    }
}

/// The URL that an event goes to.
fn url<D: Destination + 'static>(make: impl FnOnce(Urls) -> D) -> String {
    let (urls, clock) = (Urls::default(), ManualClock::new());
    let delivery = Delivery::with_settings(make(urls.clone()), settings(&clock));
    push(&delivery, &["user-1"]);
    flush(&delivery, &clock);
    assert_eq!(accounts(&delivery), [1, 1, 0, 0]);
    urls.0.lock().unwrap().pop().unwrap()
}

#[test]
fn amplitude() {
    let amplitude = |urls| Amplitude::with_transport("key", urls);
    assert_eq!(url(amplitude), "https://api2.amplitude.com/2/httpapi");
    assert_eq!(url(|urls| amplitude(urls).batch_api()), "https://api2.amplitude.com/batch");
    assert_eq!(url(|urls| amplitude(urls).eu()), "https://api.eu.amplitude.com/2/httpapi");
    assert_eq!(url(|urls| amplitude(urls).batch_api().eu()), "https://api.eu.amplitude.com/batch");
    assert_eq!(url(|urls| amplitude(urls).host("https://e.example/a/")), "https://e.example/a/2/httpapi");
    assert_eq!(url(|urls| amplitude(urls).host("https://e.example/batch")), "https://e.example/batch");
}

#[test]
fn mixpanel() {
    let mixpanel = |urls| Mixpanel::with_transport("key", urls);
    assert_eq!(url(mixpanel), "https://api.mixpanel.com/import?strict=1");
    assert_eq!(url(|urls| mixpanel(urls).eu()), "https://api-eu.mixpanel.com/import?strict=1");
    assert_eq!(url(|urls| mixpanel(urls).india()), "https://api-in.mixpanel.com/import?strict=1");
    let account =
        |urls| mixpanel(urls).service_account("user", "secret", "7").host("https://e.example/import");
    assert_eq!(url(account), "https://e.example/import?strict=1&project_id=7");
}

#[test]
fn segment_and_rudderstack() {
    let segment = |urls| Segment::with_transport("key", urls);
    assert_eq!(url(segment), "https://api.segment.io/v1/batch");
    assert_eq!(url(|urls| segment(urls).eu()), "https://events.eu1.segmentapis.com/v1/batch");
    let rudderstack = |urls| RudderStack::with_transport("key", urls).host("https://plane.example/v1/batch/");
    assert_eq!(url(rudderstack), "https://plane.example/v1/batch");
}

#[test]
fn no_key_is_shown() {
    let amplitude = Amplitude::with_transport("hidden", Urls::default()).header("X", "hidden");
    let mixpanel =
        Mixpanel::with_transport("hidden", Urls::default()).service_account("hidden", "hidden", "7");
    let segment = Segment::with_transport("hidden", Urls::default()).header("X", "hidden");
    let rudderstack =
        RudderStack::with_transport("hidden", Urls::default()).host("https://u:hidden@e.example");
    let shown = format!("{amplitude:?} {mixpanel:?} {segment:?} {rudderstack:?}");
    assert!(!shown.contains("hidden"), "{shown}");
    assert!(shown.contains("https://api2.amplitude.com"), "{shown}");
}
