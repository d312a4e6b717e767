//! A web server with axum whose requests are events in PostHog: of whoever made them.
//!
//! `POSTHOG_API_KEY=phc_… cargo run --bin with_axum`

use std::convert::Infallible;
use std::future::Future;
use std::time::Duration;

use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::routing::post;
use itly_runtime::{Delivery, Environment, Itly, Options, PostHog, UntypedEvent};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

static ITLY: Itly = Itly::new();

/// Whoever made the request, by the key of the session.
struct Visitor(String);

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let cookies = parts.headers.get(COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let session = cookies.split("; ").find_map(|cookie| cookie.strip_prefix("session="));
        Ok(Self(session.unwrap_or_default().to_owned()))
    }
}

impl Visitor {
    fn capture(&self, event: UntypedEvent<'_>) {
        // A program that goes on without analytics has nothing to do about it.
        let _ = ITLY.track(&self.0, &event);
    }
}

async fn purchase(visitor: Visitor) -> &'static str {
    visitor.capture(UntypedEvent::new("purchase").property("amount", 42));
    "thank you"
}

/// Serves until `stop` is over, and then sends what is still queued.
async fn serve(
    posthog: PostHog,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Box<dyn std::error::Error>> {
    let posthog = Delivery::new(posthog);
    ITLY.load(Options::new().environment(Environment::Production).plugin(posthog))?;
    let app = Router::new().route("/purchase", post(purchase));
    axum::serve(listener, app).with_graceful_shutdown(stop).await?;
    ITLY.shutdown_async(Duration::from_secs(5))?.await;
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let posthog = PostHog::new(std::env::var("POSTHOG_API_KEY")?);
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    let mut terminate = signal(SignalKind::terminate())?;
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    serve(posthog, listener, stop).await
}

#[cfg(test)]
mod tests {
    use itly_runtime::testing::ScriptedServer;
    use itly_runtime::{HttpTransport, PostHog};
    use tokio::net::TcpListener;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn a_request_is_an_event_of_its_visitor() {
        let receiver = ScriptedServer::start([]);
        let posthog =
            PostHog::with_transport("phc_test", HttpTransport::without_proxy()).host(&receiver.url(""));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let client = std::thread::spawn(move || {
            let answer = web::post(address, "/purchase", "theme=dark; session=s-1");
            stop.send(()).unwrap();
            answer
        });
        let until = async { stopped.await.unwrap() };
        super::serve(posthog, listener, until).await.unwrap();
        assert_eq!(client.join().unwrap(), "thank you");
        let [request] = receiver.requests().try_into().unwrap();
        let event = r#""event":"purchase""#;
        assert!(request.text().contains(event) && request.text().contains(r#""distinct_id":"s-1""#));
    }
}
