use std::time::Duration;

use itly_runtime::{
    Delivery, Destination, HttpTransport, Itly, Needs, Options, PlanValidator, PostHog, Segment, Snowplow,
};

use crate::bed_planted::{GardenContext, event};
use crate::{CHUNK, CHUNKS};

const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn posthog(url: &str) {
    run(PostHog::with_transport("key", HttpTransport::without_proxy()).host(url));
}

pub(crate) fn segment(url: &str) {
    run(Segment::with_transport("key", HttpTransport::without_proxy()).host(url));
}

pub(crate) fn snowplow(url: &str) {
    run(Snowplow::with_transport(url, HttpTransport::without_proxy()).vendor("com.acme"));
}

fn run(destination: impl Destination + 'static) {
    let delivery = Delivery::new(destination);
    let itly = Itly::new();
    let context = GardenContext { version: "1.0", region: "eu-west-1" };
    let options = Options::<Needs<GardenContext>>::new().context(context);
    let validator = PlanValidator::new(&["Bed Planted", "context"]);
    itly.load(options.plugin(validator).plugin(delivery.clone())).expect("loads once");
    for chunk in 0..CHUNKS {
        for number in 0..CHUNK {
            itly.track("some-user-id", &event(chunk * CHUNK + number)).expect("the event is valid");
        }
        itly.flush(PATIENCE).expect("flushes");
    }
    itly.shutdown(PATIENCE).expect("shuts down once");
    assert_eq!(delivery.stats().sent, u64::from(CHUNK * CHUNKS), "everything arrives");
}
