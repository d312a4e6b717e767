//! Where a server may send those who ask it.

use std::net::{IpAddr, Ipv6Addr};

use reqwest::Url;

/// So often a question is sent elsewhere.
pub(in crate::fetch) const MOST: usize = 10;

/// Why who was asked at `from` may not send us to `to`, as the rest of a sentence about `to`; `None` if it may.
///
/// A plan becomes code: it comes over a channel that is no worse than the one that the user has named. And a server on the
/// net has no business with what listens on this machine, or with the service by which clouds tell machines their keys.
pub(in crate::fetch) fn refusal(from: &Url, to: &Url) -> Option<&'static str> {
    if !matches!(to.scheme(), "http" | "https") {
        return Some("which is no address of the web");
    }
    if from.scheme() == "https" && to.scheme() == "http" {
        return Some("where anybody on the way could change it");
    }
    (is_near(to) && !is_loopback(from)).then_some("which only this machine reaches")
}

/// Whether the address is one of this machine: it is reached without proxy, and what is sent to it no one else can read.
pub(in crate::fetch) fn is_loopback(url: &Url) -> bool {
    is_localhost(url) || address(url).is_some_and(|address| address.is_loopback())
}

/// Whether the address means this machine, or what is on its own cable.
fn is_near(url: &Url) -> bool {
    let is_near = |address| match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_unspecified() || address.is_link_local(),
        IpAddr::V6(address) => {
            address.is_loopback() || address.is_unspecified() || address.is_unicast_link_local()
        }
    };
    is_localhost(url) || address(url).is_some_and(is_near)
}

fn is_localhost(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_suffix('.').unwrap_or(host);
    host == "localhost" || host.ends_with(".localhost")
}

/// The number that the host is written as; one of IPv4 also where it is written as one of IPv6.
fn address(url: &Url) -> Option<IpAddr> {
    let host = url.host_str()?;
    match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(host) => host.parse::<Ipv6Addr>().ok().map(|address| address.to_canonical()),
        None => host.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use reqwest::Url;

    use super::{is_loopback, refusal};

    fn to(from: &str, to: &str) -> Option<&'static str> {
        let from = Url::parse(from).unwrap();
        refusal(&from, &from.join(to).unwrap())
    }

    #[test]
    fn elsewhere_on_the_web_is_followed() {
        for next in ["/other", "https://other.example/plan", "//10.0.0.1/plan", "https://[2001:db8::1]/"] {
            assert_eq!(to("https://plans.example/plan.json", next), None, "{next}");
        }
        assert_eq!(to("http://plans.example/", "https://plans.example/"), None);
        assert_eq!(
            to("http://127.0.0.1:81/", "http://localhost:82/"),
            None,
            "it is this machine that says so"
        );
    }

    #[test]
    fn files_and_programs_are_not() {
        for next in ["file:///etc/passwd", "ftp://plans.example/", "data:application/json,{}", "javascript:1"]
        {
            assert_eq!(to("https://plans.example/", next), Some("which is no address of the web"), "{next}");
        }
    }

    #[test]
    fn what_is_private_stays_private() {
        let said = Some("where anybody on the way could change it");
        assert_eq!(to("https://plans.example/", "http://plans.example/"), said);
        assert_eq!(to("https://plans.example:8443/", "http://plans.example:8443/"), said);
    }

    #[test]
    fn nobody_on_the_net_reaches_this_machine_through_us() {
        let hosts = [
            "127.0.0.1",
            "127.1",
            "0x7f000001",
            "2130706433",
            "0.0.0.0",
            "localhost",
            "LOCALHOST.",
            "a.localhost",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[fe80::1]",
            "169.254.169.254",
            "[::ffff:a9fe:a9fe]",
        ];
        for host in hosts {
            let said = to("http://plans.example/", &format!("http://{host}/latest/meta-data"));
            assert_eq!(said, Some("which only this machine reaches"), "{host}");
        }
    }

    #[test]
    fn this_machine_has_several_names() {
        let is = |url: &str| is_loopback(&Url::parse(url).unwrap());
        for url in ["http://localhost:1", "http://127.9.9.9/", "http://[::1]:1/", "http://api.localhost/"] {
            assert!(is(url), "{url}");
        }
        for url in [
            "http://0.0.0.0/",
            "http://169.254.169.254/",
            "http://localhost.evil.example/",
            "http://[fe80::1]/",
        ] {
            assert!(!is(url), "{url}");
        }
    }
}
