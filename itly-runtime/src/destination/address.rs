/// The URL of `path`, which starts with a slash, at `host`: a URL as people write it, with or without a slash at its end,
/// and with or without the path.
pub(crate) fn address(host: &str, path: &str) -> String {
    let host = host.trim().trim_end_matches('/');
    let host = host.strip_suffix(path).unwrap_or(host);
    format!("{host}{path}")
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn however_the_host_is_written() {
        for host in ["http://h", "http://h/", " http://h// ", "http://h/v1/batch", "http://h/v1/batch/"] {
            assert_eq!(address(host, "/v1/batch"), "http://h/v1/batch");
        }
        assert_eq!(address("http://h/proxy/", "/v1/batch"), "http://h/proxy/v1/batch");
    }
}
