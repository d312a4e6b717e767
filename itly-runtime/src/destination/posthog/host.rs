/// Where PostHog's cloud in the United States takes events, which is where they go unless the program says otherwise.
pub(super) const UNITED_STATES: &str = "https://us.i.posthog.com";
const EUROPEAN_UNION: &str = "https://eu.i.posthog.com";

/// The address that takes events for `host`: that of a cloud if `host` is the address of its web pages, the default if it
/// is empty, and otherwise `host` as it is, without slashes at its end.
pub(super) fn normalised(host: &str) -> String {
    let host = host.trim().trim_end_matches('/');
    let name = host.split_once("://").map_or(host, |(_, name)| name);
    match name.to_ascii_lowercase().as_str() {
        "" | "app.posthog.com" | "us.posthog.com" => UNITED_STATES.to_owned(),
        "eu.posthog.com" => EUROPEAN_UNION.to_owned(),
        _ => host.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{EUROPEAN_UNION, UNITED_STATES, normalised};

    #[test]
    fn the_addresses_of_web_pages_become_those_that_take_events() {
        for host in [
            "",
            "  ",
            "/",
            "https://app.posthog.com",
            "https://us.posthog.com/",
            " HTTP://App.PostHog.com// ",
        ] {
            assert_eq!(normalised(host), UNITED_STATES, "{host}");
        }
        for host in ["https://eu.posthog.com", "eu.posthog.com/"] {
            assert_eq!(normalised(host), EUROPEAN_UNION, "{host}");
        }
    }

    #[test]
    fn any_other_address_stays_what_it_is() {
        let cases = [
            ("https://us.i.posthog.com", "https://us.i.posthog.com"),
            ("https://eu.i.posthog.com/", "https://eu.i.posthog.com"),
            (" https://posthog.example.com/ingest/ ", "https://posthog.example.com/ingest"),
            ("http://localhost:8000", "http://localhost:8000"),
            ("https://app.posthog.com.example.com", "https://app.posthog.com.example.com"),
        ];
        for (host, expected) in cases {
            assert_eq!(normalised(host), expected);
        }
    }
}
