use serde_json::{Value, json};

use crate::bed_planted::event;
use crate::{CHUNK, CHUNKS};

/// The event of the others' libraries, context included: they take maps.
fn properties(number: u32) -> Value {
    let event = event(number);
    json!({
        "version": "1.0",
        "region": "eu-west-1",
        "gardenId": event.garden_id,
        "note": event.note,
        "layout": event.layout.text(),
        "depth": event.depth,
        "area": event.area,
        "organic": event.organic,
        "crops": event.crops,
        "soil": { "kind": event.soil.kind.text(), "acidity": event.soil.acidity },
    })
}

pub(crate) fn posthog(url: &str) {
    let mut options = posthog_rs::ClientOptionsBuilder::default();
    let client = posthog_rs::client(options.api_key("key".to_owned()).host(url).build().expect("complete options"));
    for chunk in 0..CHUNKS {
        for number in 0..CHUNK {
            let mut event = posthog_rs::Event::new("Bed Planted", "some-user-id");
            let Value::Object(properties) = properties(chunk * CHUNK + number) else { unreachable!() };
            for (name, value) in properties {
                event.insert_prop(name, value).expect("JSON is a property");
            }
            client.capture(event);
        }
        client.flush();
    }
    client.shutdown();
}

pub(crate) fn segment(url: &str) {
    use segment::message::{Track, User};
    use segment::{AutoBatcher, Batcher, HttpClient};

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let client = HttpClient::new(reqwest::Client::new(), url.to_owned());
        let mut batcher = AutoBatcher::new(client, Batcher::new(None), "key".to_owned());
        for chunk in 0..CHUNKS {
            for number in 0..CHUNK {
                let track = Track {
                    user: User::UserId { user_id: "some-user-id".to_owned() },
                    event: "Bed Planted".to_owned(),
                    properties: properties(chunk * CHUNK + number),
                    ..Track::default()
                };
                batcher.push(track).await.expect("is sent");
            }
            batcher.flush().await.expect("is sent");
        }
    });
}

pub(crate) fn snowplow(url: &str) {
    use snowplow_tracker::{SelfDescribingEvent, Snowplow};

    let mut tracker = Snowplow::create_tracker("ns", "app", url, None);
    for chunk in 0..CHUNKS {
        for number in 0..CHUNK {
            let event = SelfDescribingEvent::builder()
                .schema("iglu:com.acme/bed_planted/jsonschema/1-0-0")
                .data(properties(chunk * CHUNK + number))
                .build()
                .expect("a whole event");
            tracker.track(event, None).expect("is stored");
        }
        // It says that the store is empty if its full batches have all gone by themselves.
        let _ = tracker.flush();
    }
    tracker.close_emitter().expect("ends");
}
