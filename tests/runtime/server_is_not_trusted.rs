//! A receiver whose certificate is not trusted gets no event; they wait until it is.

use std::sync::Arc;
use std::time::Duration;

use itly_runtime::testing::ManualClock;
use itly_runtime::{Delivery, HttpTransport, Request, ReqwestTransport, Transport, TransportError, Webhook};

use crate::support::delivery::{accounts, flush, object, push, settings};
use crate::support::tls_server::TlsServer;

fn transports() -> [Arc<dyn Transport>; 2] {
    [Arc::new(HttpTransport::without_proxy()), Arc::new(ReqwestTransport::without_proxy())]
}

fn trusting_only(pem: &[u8]) -> [Result<Arc<dyn Transport>, TransportError>; 2] {
    [
        HttpTransport::without_proxy().trusting_only(pem).map(|transport| Arc::new(transport) as _),
        ReqwestTransport::without_proxy().trusting_only(pem).map(|transport| Arc::new(transport) as _),
    ]
}

#[test]
fn the_events_wait_until_the_certificate_is_trusted() {
    for (stranger, friend) in transports().into_iter().zip(trusting_only(TlsServer::start().certificate())) {
        let (server, clock) = (TlsServer::start(), ManualClock::new());
        let at = |transport| Webhook::with_transport(server.url(), transport);
        // It does not trust anybody but another server.
        for unaware in [stranger, friend.unwrap()] {
            let delivery = Delivery::with_settings(at(unaware), settings(&clock));
            push(&delivery, &["a", "b"]);
            while delivery.stats().last_error.is_none() {
                std::thread::yield_now();
            }
            let cause = delivery.stats().last_error.unwrap();
            assert!(cause.starts_with("the connection to the receiver failed: "), "{cause}");
            assert!(cause.contains("certificate"), "{cause}");
            assert_eq!(accounts(&delivery), [2, 0, 0, 2]);
        }
        assert!(server.bodies().is_empty());

        for (nth, trusting) in trusting_only(server.certificate()).into_iter().enumerate() {
            let delivery = Delivery::with_settings(at(trusting.unwrap()), settings(&clock));
            push(&delivery, &["a", "b"]);
            flush(&delivery, &clock);
            assert_eq!(accounts(&delivery), [2, 2, 0, 0]);
            assert_eq!(server.bodies()[nth], format!("[{},{}]", object("a"), object("b")));
        }
    }
}

#[test]
fn what_is_no_certificate_is_refused_at_once() {
    let empty =
        "the transport can't be set up: there is no certificate in the PEM text of its root certificates";
    for pem in ["", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"] {
        for refused in trusting_only(pem.as_bytes()) {
            let error = refused.err().unwrap();
            assert!(error.is_final());
            assert_eq!(error.to_string(), empty);
        }
    }
    for refused in trusting_only(b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n") {
        let error = refused.err().unwrap().to_string();
        let start = "the transport can't be set up: its root certificates are malformed: ";
        assert!(error.starts_with(start), "{error}");
    }
}

#[test]
fn a_request_to_a_trusted_receiver_is_answered() {
    let server = TlsServer::start();
    for transport in trusting_only(server.certificate()) {
        let request = Request::post(server.url(), b"[1]");
        let response = transport.unwrap().send(&request, Duration::from_secs(60)).unwrap();
        assert_eq!((response.status, response.body.as_slice()), (200, b"{}".as_slice()));
    }
    assert_eq!(server.bodies(), ["[1]", "[1]"]);
}
