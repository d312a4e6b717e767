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

    use super::Location;

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
