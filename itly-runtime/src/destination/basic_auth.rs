use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

/// The value of the header `Authorization` for a user with a password: RFC 7617.
pub(crate) fn basic_auth(user: &str, password: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}")))
}

#[cfg(test)]
mod tests {
    use super::basic_auth;

    #[test]
    fn the_example_of_the_standard() {
        assert_eq!(basic_auth("Aladdin", "open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }
}
