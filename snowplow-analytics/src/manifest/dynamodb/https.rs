//! DynamoDB itself.

use std::io;

use serde_json::Value;

use super::client::{DynamoAnswer, DynamoClient};
use crate::aws::{self, Credentials, Request, into_io};

/// What speaks to DynamoDB.
#[derive(Debug)]
pub(super) struct Https {
    endpoint: String,
    region: String,
    credentials: Credentials,
    agent: ureq::Agent,
}

impl Https {
    pub(super) fn new(region: String, credentials: Credentials) -> Self {
        let endpoint = format!("https://dynamodb.{region}.amazonaws.com");
        Self { endpoint, region, credentials, agent: aws::agent() }
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
        for (name, value) in signed.signed(&self.credentials, aws::unix_seconds()) {
            call = call.header(name, value);
        }
        let mut answer = call.send(request.as_bytes()).map_err(into_io)?;
        let text = answer.body_mut().read_to_string().map_err(into_io)?;
        if answer.status().is_success() {
            return Ok(DynamoAnswer::Done(text));
        }
        let document: Value = serde_json::from_str(&text).unwrap_or_default();
        let kind = document["__type"].as_str().and_then(|kind| kind.rsplit('#').next());
        let kind = kind.map_or_else(|| answer.status().to_string(), str::to_owned);
        let message = document["message"].as_str().or(document["Message"].as_str()).unwrap_or(&text);
        Ok(DynamoAnswer::Refused { kind, message: message.to_owned() })
    }
}
