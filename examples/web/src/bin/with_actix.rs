//! A web server with actix-web whose requests are events in PostHog: of whoever made them.
//!
//! `POSTHOG_API_KEY=phc_… cargo run --bin with_actix`

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::TcpListener;
use std::time::Duration;

use actix_web::dev::{Payload, Server};
use actix_web::http::header::COOKIE;
use actix_web::{App, FromRequest, HttpRequest, HttpServer, post};
use itly_runtime::{Delivery, Environment, Itly, Options, PostHog, UntypedEvent};

static ITLY: Itly = Itly::new();

/// Whoever made the request, by the key of the session.
struct Visitor(String);

impl FromRequest for Visitor {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let cookies = request.headers().get(COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let session = cookies.split("; ").find_map(|cookie| cookie.strip_prefix("session="));
        ready(Ok(Self(session.unwrap_or_default().to_owned())))
    }
}

impl Visitor {
    fn capture(&self, event: UntypedEvent<'_>) {
        // A program that goes on without analytics has nothing to do about it.
        let _ = ITLY.track(&self.0, &event);
    }
}

#[post("/purchase")]
async fn purchase(visitor: Visitor) -> &'static str {
    visitor.capture(UntypedEvent::new("purchase").property("amount", 42));
    "thank you"
}

/// A server that is about to run.
fn server(posthog: PostHog, listener: TcpListener) -> Result<Server, Box<dyn std::error::Error>> {
    let posthog = Delivery::new(posthog);
    ITLY.load(Options::new().environment(Environment::Production).plugin(posthog))?;
    Ok(HttpServer::new(|| App::new().service(purchase)).listen(listener)?.run())
}

/// Serves until the server is stopped, and then sends what is still queued.
async fn serve(server: Server) -> Result<(), Box<dyn std::error::Error>> {
    server.await?;
    ITLY.shutdown_async(Duration::from_secs(5))?.await;
    Ok(())
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let posthog = PostHog::new(std::env::var("POSTHOG_API_KEY")?);
    let listener = TcpListener::bind("127.0.0.1:3000")?;
    serve(server(posthog, listener)?).await
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use itly_runtime::testing::ScriptedServer;
    use itly_runtime::{HttpTransport, PostHog};

    #[actix_web::test]
    async fn a_request_is_an_event_of_its_visitor() {
        let receiver = ScriptedServer::start([]);
        let posthog =
            PostHog::with_transport("phc_test", HttpTransport::without_proxy()).host(&receiver.url(""));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = super::server(posthog, listener).unwrap();
        let handle = server.handle();
        let client = actix_web::rt::task::spawn_blocking(move || {
            web::post(address, "/purchase", "theme=dark; session=s-1")
        });
        let serving = actix_web::rt::spawn(async { super::serve(server).await.unwrap() });
        assert_eq!(client.await.unwrap(), "thank you");
        handle.stop(true).await;
        serving.await.unwrap();
        let [request] = receiver.requests().try_into().unwrap();
        let event = r#""event":"purchase""#;
        assert!(request.text().contains(event) && request.text().contains(r#""distinct_id":"s-1""#));
    }
}
