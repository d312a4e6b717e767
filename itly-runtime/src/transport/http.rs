use std::fmt;
use std::io;
use std::time::Duration;

use ureq::tls::{PemItem, RootCerts, TlsConfig};

use super::Transport;
use super::redirect;
use super::request::Request;
use super::response::Response;
use super::transport_error::TransportError;
use crate::per_process::PerProcess;

/// HTTP/1.1 over TCP or TLS (rustls with Mozilla's root certificates), on kept-alive connections.
///
/// It heeds the variables `ALL_PROXY`, `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, and takes compressed answers.
/// Redirects are followed three times at most, with the same body, and only within the same host or from `http` to
/// `https` on it.
pub struct HttpTransport {
    /// Not a connection may be shared with a forked child.
    agent: PerProcess<ureq::Agent>,
    proxy: Option<ureq::Proxy>,
}

impl HttpTransport {
    /// A transport with connections of its own.
    pub fn new() -> Self {
        Self::with(ureq::Proxy::try_from_env(), RootCerts::WebPki)
    }

    /// The same without a proxy, whatever the environment says.
    pub fn without_proxy() -> Self {
        Self::with(None, RootCerts::WebPki)
    }

    /// The same by way of the proxy at `url`, whatever the environment says: `http://user:password@host:port`, also
    /// `socks5://`.
    ///
    /// # Errors
    ///
    /// If `url` is not that of a proxy.
    pub fn with_proxy(url: &str) -> Result<Self, TransportError> {
        let proxy =
            ureq::Proxy::new(url).map_err(|_| TransportError::setup("the URL of the proxy is malformed"))?;
        Ok(Self::with(Some(proxy), RootCerts::WebPki))
    }

    /// Trusts the certificates in `pem`, and what they have signed, instead of Mozilla's root certificates: for a
    /// receiver or a proxy with a certificate authority of its own.
    ///
    /// # Errors
    ///
    /// If `pem` has no certificate, or a malformed one.
    pub fn trusting_only(self, pem: &[u8]) -> Result<Self, TransportError> {
        let mut certificates = Vec::new();
        for item in ureq::tls::parse_pem(pem) {
            match item {
                Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
                Ok(_) => {}
                Err(error) => return Err(TransportError::malformed_certificates(&error)),
            }
        }
        if certificates.is_empty() {
            return Err(TransportError::no_certificates());
        }
        Ok(Self::with(self.proxy, RootCerts::new_with_certs(&certificates)))
    }

    fn with(proxy: Option<ureq::Proxy>, trusted: RootCerts) -> Self {
        let config = ureq::Agent::config_builder()
            .proxy(proxy.clone())
            .tls_config(TlsConfig::builder().root_certs(trusted).build())
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("itly-runtime/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: PerProcess::new(move || config.new_agent()), proxy }
    }

    fn send_once(&self, request: &Request<'_>, timeout: Duration) -> Result<Response, ureq::Error> {
        let mut builder = ureq::http::Request::builder().method(request.method()).uri(request.url());
        for (name, value) in request.headers() {
            builder = builder.header(name, value);
        }
        let answer = match request.method() {
            "GET" => self.run(builder.body(())?, timeout)?,
            _ => self.run(builder.body(request.body())?, timeout)?,
        };
        read(answer)
    }

    fn run(
        &self,
        request: ureq::http::Request<impl ureq::AsSendBody>,
        timeout: Duration,
    ) -> Result<ureq::http::Response<ureq::Body>, ureq::Error> {
        let agent = self.agent.get();
        let request = agent.configure_request(request).timeout_global(Some(timeout)).build();
        agent.run(request)
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: &Request<'_>, timeout: Duration) -> Result<Response, TransportError> {
        redirect::follow(request, timeout, |request, left| self.send_once(request, left))
            .map_err(|error| transport_error(&error, timeout))
    }
}

impl Default for HttpTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("HttpTransport").finish_non_exhaustive()
    }
}

fn read(mut answer: ureq::http::Response<ureq::Body>) -> Result<Response, ureq::Error> {
    let mut response = Response::new(answer.status().as_u16());
    for (name, value) in answer.headers() {
        if let Ok(value) = value.to_str() {
            response = response.with_header(name.as_str(), value);
        }
    }
    // What is left unread closes the connection.
    let body = answer.body_mut().with_config().limit(u64::MAX).reader();
    Ok(response.with_body_of(body)?)
}

fn transport_error(error: &ureq::Error, timeout: Duration) -> TransportError {
    match error {
        ureq::Error::Timeout(phase) => TransportError::timeout(format!("{timeout:?} were up: {phase}")),
        ureq::Error::Io(error) if is_timeout(error) => TransportError::timeout(error.to_string()),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) | ureq::Error::InvalidProxyUrl => {
            TransportError::request(error.to_string())
        }
        _ => TransportError::connection(error.to_string()),
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)
}
