//! Requests to AWS, signed: Signature Version 4, as far as a `POST` without a query needs it.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::timestamp::Timestamp;

/// Who asks, for AWS.
#[derive(Clone)]
pub struct Credentials {
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
}

impl Credentials {
    /// A pair of keys.
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<String>) -> Self {
        let (access_key_id, secret_access_key) = (access_key_id.into(), secret_access_key.into());
        Self { access_key_id, secret_access_key, session_token: None }
    }

    /// With the token of a role or session.
    #[must_use]
    pub fn session_token(mut self, token: impl Into<String>) -> Self {
        self.session_token = Some(token.into());
        self
    }

    /// Those of the environment: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, and `AWS_SESSION_TOKEN` if it is set.
    pub fn from_environment() -> Option<Self> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let credentials = Self::new(variable("AWS_ACCESS_KEY_ID")?, variable("AWS_SECRET_ACCESS_KEY")?);
        Some(Self { session_token: variable("AWS_SESSION_TOKEN"), ..credentials })
    }
}

/// Without the secrets.
impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .finish_non_exhaustive()
    }
}

/// What is signed, besides the body.
pub(super) struct Request<'a> {
    pub(super) service: &'a str,
    pub(super) region: &'a str,
    pub(super) path: &'a str,
    /// Names in lower case.
    pub(super) headers: Vec<(&'a str, String)>,
    pub(super) body: &'a [u8],
}

impl Request<'_> {
    /// All headers, those of the signature included, for a request at this second.
    pub(super) fn signed(mut self, credentials: &Credentials, unix_seconds: i64) -> Vec<(String, String)> {
        let time: String = Timestamp::of_unix_seconds(unix_seconds).to_string().replace(['-', ':'], "");
        let day = &time[..8];
        self.headers.push(("x-amz-date", time.clone()));
        self.headers.extend(credentials.session_token.clone().map(|token| ("x-amz-security-token", token)));
        self.headers.sort();
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| *name).collect();
        let names = names.join(";");
        let lines: String =
            self.headers.iter().map(|(name, value)| format!("{name}:{}\n", value.trim())).collect();
        let canonical =
            format!("POST\n{}\n\n{lines}\n{names}\n{}", self.path, hexadecimal(&digest(self.body)));
        let scope = format!("{day}/{}/{}/aws4_request", self.region, self.service);
        let text =
            format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", hexadecimal(&digest(canonical.as_bytes())));
        let secret = format!("AWS4{}", credentials.secret_access_key);
        let key = [day, self.region, self.service, "aws4_request"]
            .iter()
            .fold(secret.into_bytes(), |key, part| hmac(&key, part.as_bytes()).to_vec());
        let signature = hexadecimal(&hmac(&key, text.as_bytes()));
        let id = &credentials.access_key_id;
        let authorization =
            format!("AWS4-HMAC-SHA256 Credential={id}/{scope}, SignedHeaders={names}, Signature={signature}");
        let headers = self.headers.into_iter().map(|(name, value)| (name.to_owned(), value));
        headers.chain([("authorization".to_owned(), authorization)]).collect()
    }
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// HMAC with SHA-256 (RFC 2104).
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    const BLOCK: usize = 64;
    let shortened = digest(key);
    let key = if key.len() > BLOCK { &shortened } else { key };
    let padded = |pad: u8| {
        let mut block = [pad; BLOCK];
        block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
        block
    };
    let inner = digest(&[padded(0x36).as_slice(), message].concat());
    digest(&[padded(0x5c).as_slice(), &inner].concat())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_authenticated_as_in_rfc_4231() {
        let short = hmac(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(hexadecimal(&short), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        let long = hmac(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First");
        assert_eq!(hexadecimal(&long), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    /// `post-vanilla` of the test suite of Signature Version 4.
    #[test]
    fn requests_are_signed_as_in_the_suite_of_aws() {
        let request = Request {
            service: "service",
            region: "us-east-1",
            path: "/",
            headers: vec![("host", "example.amazonaws.com".to_owned())],
            body: b"",
        };
        let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        let headers = request.signed(&credentials, 1_440_938_160);
        assert_eq!(
            headers.last().unwrap().1,
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
             SignedHeaders=host;x-amz-date, \
             Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
        );
        assert_eq!(format!("{credentials:?}"), "Credentials { access_key_id: \"AKIDEXAMPLE\", .. }");
    }
}
