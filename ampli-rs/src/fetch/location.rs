use std::fmt;
use std::path::{Path, PathBuf};

#[cfg(feature = "cli")]
use super::vendor::Locator;

/// Where a plan is.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// Standard input, written `-`.
    StandardInput,
    /// A file or a folder.
    Path(PathBuf),
    /// An address that starts with `http://` or `https://`. May contain secrets: it is shown without them.
    Url(String),
    /// A plan at a vendor, such as `segment:tp_1`.
    #[cfg(feature = "cli")]
    Vendor(Locator),
}

impl Location {
    /// The place that `text` names; a relative path is relative to `folder`.
    pub fn new(text: &str, folder: &Path) -> Self {
        #[cfg(feature = "cli")]
        if let Some(locator) = Locator::parse(text) {
            return Self::Vendor(locator);
        }
        if text == "-" {
            Self::StandardInput
        } else if text.starts_with("http://") || text.starts_with("https://") {
            Self::Url(text.to_owned())
        } else {
            Self::Path(folder.join(text))
        }
    }
}

#[cfg(feature = "cli")]
impl Location {
    /// The same plan in the version `version`; `None` where no older versions are served, and where the location names
    /// one itself.
    #[must_use]
    pub fn at_version(&self, version: &str) -> Option<Self> {
        match self {
            Self::Vendor(locator) => locator.at_version(version).map(Self::Vendor),
            Self::StandardInput | Self::Path(_) | Self::Url(_) => None,
        }
    }
}

/// Without user, password, query and fragment, where secrets may be.
impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StandardInput => formatter.write_str("standard input"),
            Self::Path(path) => write!(formatter, "{}", path.display()),
            Self::Url(url) => formatter.write_str(&without_secrets(url)),
            #[cfg(feature = "cli")]
            Self::Vendor(locator) => locator.fmt(formatter),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Location({self})")
    }
}

/// The host of an address, with its port if it names one; an address may lack its scheme.
#[cfg(feature = "cli")]
pub fn host(url: &str) -> Option<String> {
    let rest = if has_scheme(url) { url.split_once("://").map_or(url, |(_, rest)| rest) } else { url };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    (!host.is_empty()).then(|| host.to_lowercase())
}

/// Whether an address says by which protocol; `://` may also stand in its path.
#[cfg(feature = "cli")]
pub(super) fn has_scheme(url: &str) -> bool {
    url.split_once("://").is_some_and(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

pub(super) fn without_secrets(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let more = if rest.contains('?') { "?…" } else { "" };
    format!("{scheme}://{host}{path}{more}")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::{Location, host};

    #[test]
    fn an_address_is_shown_without_secrets() {
        let shown = |text: &str| Location::new(text, Path::new("")).to_string();
        assert_eq!(shown("https://me:secret@host:81/a/plan.json"), "https://host:81/a/plan.json");
        assert_eq!(shown("https://host/plan?key=secret#part"), "https://host/plan?…");
        assert_eq!(shown("http://host?key=a@b"), "http://host?…");
        assert_eq!(shown("-"), "standard input");
        assert_eq!(
            format!("{:?}", Location::new("http://a:b@host/", Path::new(""))),
            "Location(http://host/)"
        );
    }

    #[test]
    fn a_relative_path_is_relative_to_the_folder() {
        assert_eq!(Location::new("plan.json", Path::new("app")), Location::Path("app/plan.json".into()));
    }

    #[test]
    fn the_host_is_what_tokens_are_kept_by() {
        let hosts =
            ["https://me:secret@Host:81/a?b", "host/://other", "http://[::1]:8/x", "https://"].map(host);
        assert_eq!(
            hosts,
            [Some("host:81"), Some("host"), Some("[::1]:8"), None].map(|host| host.map(str::to_owned))
        );
    }

    proptest! {
        #[test]
        fn whatever_an_address_holds_its_password_is_not_shown(
            user in "[^/?#\\\\]{0,12}",
            host in "[a-z.:0-9\\[\\]]{0,12}",
            rest in any::<String>(),
        ) {
            let url = format!("https://{user}:PASSWORD@{host}/{rest}");
            let shown = Location::new(&url, Path::new("")).to_string();
            prop_assert!(!shown.contains("PASSWORD"), "{}", shown);
            let secret = format!("http://{host}/?key=PASSWORD#{}", rest.replace("PASSWORD", ""));
            let shown = Location::new(&secret, Path::new("")).to_string();
            prop_assert!(!shown.contains("PASSWORD"), "{}", shown);
        }
    }
}
