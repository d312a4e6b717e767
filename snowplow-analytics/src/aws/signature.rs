//! Signature Version 4: who asks, and that nobody has changed the request.

use sha2::{Digest, Sha256};

use super::Credentials;
use crate::timestamp::Timestamp;

/// What is signed, besides the body.
pub(crate) struct Request<'a> {
    pub(crate) service: &'a str,
    pub(crate) region: &'a str,
    pub(crate) method: &'a str,
    /// As it stands in the URL, so that nothing in it has to be escaped.
    pub(crate) path: &'a str,
    /// Names and values, escaped, in the order of the names, as they stand in the URL.
    pub(crate) query: &'a str,
    /// Names in lower case.
    pub(crate) headers: Vec<(&'a str, String)>,
    pub(crate) body: &'a [u8],
}

impl Request<'_> {
    /// All headers, those of the signature included, for a request at this second.
    pub(crate) fn signed(mut self, credentials: &Credentials, unix_seconds: i64) -> Vec<(String, String)> {
        let time: String = Timestamp::of_unix_seconds(unix_seconds).to_string().replace(['-', ':'], "");
        let day = &time[..8];
        self.headers.push(("x-amz-date", time.clone()));
        self.headers.extend(credentials.session_token.clone().map(|token| ("x-amz-security-token", token)));
        self.headers.sort();
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| *name).collect();
        let names = names.join(";");
        let lines: String =
            self.headers.iter().map(|(name, value)| format!("{name}:{}\n", value.trim())).collect();
        let (method, path, query) = (self.method, self.path, self.query);
        let body = digest_text(self.body);
        let canonical = format!("{method}\n{path}\n{query}\n{lines}\n{names}\n{body}");
        let scope = format!("{day}/{}/{}/aws4_request", self.region, self.service);
        let text = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", digest_text(canonical.as_bytes()));
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

/// The SHA-256, as hexadecimal digits.
pub(crate) fn digest_text(bytes: &[u8]) -> String {
    hexadecimal(&digest(bytes))
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
            method: "POST",
            path: "/",
            query: "",
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

    /// As botocore signs it.
    #[test]
    fn paths_queries_and_tokens_are_signed() {
        let request = Request {
            service: "s3",
            region: "us-east-1",
            method: "GET",
            path: "/a%20b",
            query: "Param1=value%2F1&Param2=value2",
            headers: vec![
                ("x-amz-content-sha256", digest_text(b"")),
                ("host", "example.amazonaws.com".to_owned()),
            ],
            body: b"",
        };
        let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        let headers = request.signed(&credentials.session_token("the+token/x=="), 1_440_938_160);
        assert_eq!(
            headers.last().unwrap().1,
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, \
             SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token, \
             Signature=59f5f390defebd21ce9bf5d313e05cbb6d2352307e8ddc9c3cee32251a1b40cb"
        );
    }
}
