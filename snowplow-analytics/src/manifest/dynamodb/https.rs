//! DynamoDB itself.

use std::io;

use serde_json::Value;

use super::client::{DynamoAnswer, DynamoClient};
use crate::aws::{self, CredentialSource, Patience, Refusal, Request};

/// What speaks to DynamoDB.
#[derive(Debug)]
pub(super) struct Https {
    endpoint: String,
    region: String,
    credentials: Box<dyn CredentialSource>,
    agent: ureq::Agent,
    pub(super) patience: Patience,
}

impl Https {
    pub(super) fn new(region: String, credentials: Box<dyn CredentialSource>) -> Self {
        let endpoint = format!("https://dynamodb.{region}.amazonaws.com");
        Self { endpoint, region, credentials, agent: aws::agent(), patience: Patience::default() }
    }

    /// Asks another server.
    pub(super) fn ask(&mut self, url: &str) {
        url.trim_end_matches('/').clone_into(&mut self.endpoint);
    }
}

impl DynamoClient for Https {
    fn place(&self) -> String {
        self.endpoint.clone()
    }

    fn call(&self, operation: &str, request: &str) -> io::Result<DynamoAnswer> {
        match self.patience.until_answered(|| self.call_once(operation, request)) {
            Ok(text) => Ok(DynamoAnswer::Done(text)),
            Err(Refusal { kind, error, .. }) if kind.is_empty() => Err(error),
            Err(Refusal { kind, error, .. }) => Ok(DynamoAnswer::Refused { kind, error }),
        }
    }
}

impl Https {
    fn call_once(&self, operation: &str, request: &str) -> Result<String, Refusal> {
        let credentials = self.credentials.credentials().map_err(Refusal::of_credentials)?;
        let headers = vec![
            ("content-type", "application/x-amz-json-1.0".to_owned()),
            ("host", aws::host(&self.endpoint).to_owned()),
            ("x-amz-target", format!("DynamoDB_20120810.{operation}")),
        ];
        let signed = Request {
            service: "dynamodb",
            region: &self.region,
            method: "POST",
            path: "/",
            query: "",
            headers,
            body: request.as_bytes(),
        };
        let mut call = self.agent.post(format!("{}/", self.endpoint));
        for (name, value) in signed.signed(&credentials, aws::unix_seconds()) {
            call = call.header(name, value);
        }
        let mut answer = call.send(request.as_bytes()).map_err(Refusal::of_transport)?;
        let text = answer.body_mut().read_to_string().map_err(Refusal::of_transport)?;
        if answer.status().is_success() { Ok(text) } else { Err(refusal(answer.status().as_u16(), &text)) }
    }
}

/// An answer that refuses.
fn refusal(status: u16, text: &str) -> Refusal {
    let document: Value = serde_json::from_str(text).unwrap_or_default();
    let kind = document["__type"].as_str().and_then(|kind| kind.rsplit('#').next());
    let kind = kind.map_or_else(|| status.to_string(), str::to_owned);
    let message = document["message"].as_str().or(document["Message"].as_str());
    let message = message.unwrap_or_else(|| text.lines().next().unwrap_or_default());
    let known = match kind.as_str() {
        "AccessDeniedException" => io::ErrorKind::PermissionDenied,
        _ => io::ErrorKind::Other,
    };
    Refusal { status, error: io::Error::new(known, format!("{kind}: {message}")), kind }
}
