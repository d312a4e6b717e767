//! Every transport does the same.

use std::time::Duration;

use itly_runtime::testing::{Reply, ScriptedServer};
use itly_runtime::{HttpTransport, Request, ReqwestTransport, Transport, TransportError};

const MINUTE: Duration = Duration::from_secs(60);

fn transports() -> [Box<dyn Transport>; 2] {
    [Box::new(HttpTransport::without_proxy()), Box::new(ReqwestTransport::without_proxy())]
}

fn by_proxy(url: &str) -> [Result<Box<dyn Transport>, TransportError>; 2] {
    [
        HttpTransport::with_proxy(url).map(|transport| Box::new(transport) as _),
        ReqwestTransport::with_proxy(url).map(|transport| Box::new(transport) as _),
    ]
}

#[test]
fn an_answer_comes_whatever_its_status() {
    for transport in transports() {
        let server =
            ScriptedServer::start([Reply::status(418).header("X-Leaves", "Assam").body("short and stout")]);
        let url = server.url("/tea?pot=1");
        let request = Request::post(&url, b"hot water").header("X-Sugar", "two");
        let response = transport.send(&request, MINUTE).unwrap();
        assert_eq!((response.status, response.header("x-leaves")), (418, Some("Assam")));
        assert_eq!(response.body, b"short and stout");
        let received = &server.requests()[0];
        assert_eq!((received.method.as_str(), received.path.as_str()), ("POST", "/tea?pot=1"));
        assert_eq!((received.header("X-Sugar"), received.text().as_str()), (Some("two"), "hot water"));
        let agent = concat!("itly-runtime/", env!("CARGO_PKG_VERSION"));
        assert_eq!(received.header("User-Agent"), Some(agent));
    }
}

#[test]
fn what_is_asked_for_has_no_body() {
    for transport in transports() {
        let server = ScriptedServer::start([Reply::status(302).header("Location", "/other?a=b")]);
        let url = server.url("/i?a=%20b");
        let response = transport.send(&Request::get(&url).header("X-Sugar", "two"), MINUTE).unwrap();
        assert_eq!(response.status, 200);
        for (received, path) in server.requests().iter().zip(["/i?a=%20b", "/other?a=b"]) {
            assert_eq!((received.method.as_str(), received.path.as_str()), ("GET", path));
            assert_eq!((received.header("X-Sugar"), received.body.len()), (Some("two"), 0));
            assert_eq!((received.header("Content-Length"), received.header("Content-Type")), (None, None));
        }
    }
}

#[test]
fn connections_are_kept() {
    for transport in transports() {
        let server = ScriptedServer::start([]);
        let url = server.url("/events");
        for _ in 0..3 {
            transport.send(&Request::post(&url, b"[]"), MINUTE).unwrap();
        }
        let connections: Vec<usize> = server.requests().iter().map(|request| request.connection).collect();
        assert_eq!(connections, [connections[0]; 3]);
    }
}

#[test]
fn a_redirect_is_followed_with_body_and_headers_within_the_host() {
    for transport in transports() {
        let server = ScriptedServer::start([Reply::status(302).header("Location", "/new")]);
        let url = server.url("/old");
        let response =
            transport.send(&Request::post(&url, b"[1]").header("X-Key", "secret"), MINUTE).unwrap();
        assert_eq!(response.status, 200);
        let requests = server.requests();
        let last = &requests[1];
        assert_eq!((last.method.as_str(), last.path.as_str(), last.text().as_str()), ("POST", "/new", "[1]"));
        assert_eq!(last.header("X-Key"), Some("secret"));
    }
}

#[test]
fn the_time_is_up_in_the_head_and_in_the_body() {
    for transport in transports() {
        let slow = Reply::status(200).body(vec![b'x'; 100_000]).byte_by_byte();
        let server = ScriptedServer::start([Reply::hang(), slow]);
        let url = server.url("/events");
        for _ in 0..2 {
            let error = transport.send(&Request::post(&url, b"[]"), Duration::from_millis(200)).unwrap_err();
            assert!(error.is_timeout(), "{error}");
            assert!(!error.is_final());
        }
    }
}

#[test]
fn a_connection_that_breaks_is_no_answer() {
    for transport in transports() {
        let cut = Reply::status(200).body("0123456789").truncated();
        let server = ScriptedServer::start([Reply::reset(), cut]);
        let url = server.url("/events?key=secret");
        for _ in 0..2 {
            let error = transport.send(&Request::post(&url, b"[]"), MINUTE).unwrap_err();
            assert!(!error.is_timeout() && !error.is_final(), "{error}");
            let message = error.to_string();
            assert!(message.starts_with("the connection to the receiver failed: "), "{message}");
            assert!(!message.contains("secret"), "{message}");
        }
    }
}

#[test]
fn what_is_malformed_is_not_tried_again() {
    for transport in transports() {
        for (url, header) in [("no address", "value"), ("http://127.0.0.1:1/", "line\nbreak")] {
            let error =
                transport.send(&Request::post(url, b"[]").header("X-Key", header), MINUTE).unwrap_err();
            assert!(error.is_final(), "{url}: {error}");
        }
    }
}

#[test]
fn a_proxy_is_asked_for_the_place() {
    for (index, expected) in ["collector.example:80", "http://collector.example/events"].iter().enumerate() {
        let server = ScriptedServer::start([]);
        let transport = by_proxy(&server.url("")).into_iter().nth(index).unwrap().unwrap();
        // One asks for a tunnel, which the server does not build, the other for the address as a whole.
        let _ = transport.send(&Request::post("http://collector.example/events", b"[]"), MINUTE);
        assert_eq!(server.requests()[0].path, *expected);
    }
    for transport in by_proxy("no address") {
        let error = transport.err().unwrap();
        assert_eq!(error.to_string(), "the transport can't be set up: the URL of the proxy is malformed");
    }
}
