use std::fmt;

use super::Vendor;
use crate::failure::Failure;
use crate::fetch::location::{has_scheme, without_secrets};

/// A plan at a vendor, as `segment:tp_1`, `avo:WORKSPACE/BRANCH` or `amplitude:WORKSPACE/BRANCH@1.2.0`.
#[derive(Clone, PartialEq, Eq)]
pub struct Locator {
    /// Whose API it is read through.
    pub vendor: Vendor,
    /// The vendor's id of the plan, workspace or project; for Iglu the registry's address.
    pub plan: String,
    /// The branch, for vendors that have branches; `None`: the main one.
    pub branch: Option<String>,
    /// The version of the plan, for vendors that serve older ones; `None`: the latest.
    pub version: Option<String>,
}

impl Locator {
    /// The locator that `text` is; `None` when it does not start with the word of a vendor.
    pub fn parse(text: &str) -> Option<Self> {
        let (word, rest) = text.split_once(':')?;
        let vendor = Vendor::ALL.into_iter().find(|vendor| vendor.word() == word)?;
        let (rest, version) = if vendor.has_versions() { split_version(rest) } else { (rest, None) };
        let (plan, branch) =
            if vendor.has_branches() { rest.split_once('/').unwrap_or((rest, "")) } else { (rest, "") };
        Some(Self {
            vendor,
            plan: plan.to_owned(),
            branch: (!branch.is_empty()).then(|| branch.to_owned()),
            version: version.map(str::to_owned),
        })
    }

    /// The same plan in the version `version`; `None` where the vendor serves no older ones, and where the locator names
    /// one itself.
    #[must_use]
    pub fn at_version(&self, version: &str) -> Option<Self> {
        let may_be_asked_for = self.vendor.has_versions() && self.version.is_none();
        may_be_asked_for.then(|| Self { version: Some(version.to_owned()), ..self.clone() })
    }

    /// Where the API is that it is read through, unless `base_url` says otherwise.
    pub fn address<'a>(&'a self, base_url: Option<&'a str>) -> &'a str {
        match self.vendor.base_url() {
            Some(usual) => base_url.unwrap_or(usual),
            None => &self.plan,
        }
    }

    /// Whether everything that the vendor must know is said.
    ///
    /// # Errors
    /// When it is not; the message says how such a location is written.
    pub fn check(&self) -> Result<(), Failure> {
        // An Amplitude token mostly opens one workspace only, which then need not be named.
        if self.plan.is_empty() && self.vendor != Vendor::Amplitude {
            return Err(Failure::new(
                format!("`{self}` does not say which {}", self.vendor.subject()),
                format!("write `{}`", self.vendor.usage()),
            ));
        }
        Ok(())
    }
}

/// A version starts with a digit; what else stands after an `@` belongs to the name.
fn split_version(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once('@') {
        Some((rest, version)) if version.starts_with(|first: char| first.is_ascii_digit()) => {
            (rest, Some(version))
        }
        _ => (text, None),
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:", self.vendor.word())?;
        if self.vendor != Vendor::Iglu {
            formatter.write_str(&self.plan)?;
        } else if has_scheme(&self.plan) {
            formatter.write_str(&without_secrets(&self.plan))?;
        } else {
            // An address without scheme may hold a password all the same.
            let shown = without_secrets(&format!("https://{}", self.plan));
            formatter.write_str(shown.trim_start_matches("https://"))?;
        }
        if let Some(branch) = &self.branch {
            write!(formatter, "/{branch}")?;
        }
        if let Some(version) = &self.version {
            write!(formatter, "@{version}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Locator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Locator({self})")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Locator, Vendor};

    fn parts(text: &str) -> (Vendor, String, Option<String>, Option<String>) {
        let Locator { vendor, plan, branch, version } = Locator::parse(text).unwrap();
        (vendor, plan, branch, version)
    }

    #[test]
    fn branch_and_version_are_read_where_the_vendor_has_them() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(parts("segment:tp_1@2"), (Vendor::Segment, "tp_1@2".to_owned(), None, None));
        assert_eq!(parts("rudderstack:tp_1@2"), (Vendor::RudderStack, "tp_1".to_owned(), None, some("2")));
        assert_eq!(parts("avo:ws/fix/it"), (Vendor::Avo, "ws".to_owned(), some("fix/it"), None));
        assert_eq!(
            parts("amplitude:Garden/fix@home@1.2"),
            (Vendor::Amplitude, "Garden".to_owned(), some("fix@home"), some("1.2"))
        );
        assert_eq!(parts("amplitude:"), (Vendor::Amplitude, String::new(), None, None));
    }

    #[test]
    fn it_is_shown_as_it_is_written_but_without_secrets() {
        for text in ["segment:tp_1", "avo:ws/fix/it", "amplitude:Garden/main@1.2", "iglu:host:81/api"] {
            assert_eq!(Locator::parse(text).unwrap().to_string(), text);
        }
        let shown = |text: &str| format!("{:?}", Locator::parse(text).unwrap());
        assert_eq!(shown("iglu:https://me:secret@host/api?key=1"), "Locator(iglu:https://host/api?…)");
        assert_eq!(shown("iglu:me:secret@host/api"), "Locator(iglu:host/api)");
    }

    #[test]
    fn paths_and_other_addresses_are_none() {
        for text in ["plan.json", "C:\\plan.json", "https://host/plan", "mixpanel:1", "./segment:tp_1"] {
            assert_eq!(Locator::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_version_is_asked_for_where_there_are_some_and_none_is_named() {
        let at = |text: &str| Some(Locator::parse(text).unwrap().at_version("3.0.0")?.to_string());
        assert_eq!(at("amplitude:Garden/main").as_deref(), Some("amplitude:Garden/main@3.0.0"));
        assert_eq!(at("amplitude:Garden@1.2"), None);
        assert_eq!(at("segment:tp_1"), None);
    }

    #[test]
    fn a_place_that_names_nothing_is_refused() {
        assert_eq!(
            Locator::parse("segment:").unwrap().check().unwrap_err().to_string(),
            "`segment:` does not say which tracking plan\nhelp: write `segment:PLAN_ID`",
        );
        assert_eq!(Locator::parse("amplitude:").unwrap().check(), Ok(()));
    }

    proptest! {
        #[test]
        fn whatever_a_registry_is_called_its_password_is_not_shown(
            scheme in "(https?://)?",
            user in "[^/?#\\\\]{0,12}",
            rest in "[^@]{0,40}",
        ) {
            let locator = Locator::parse(&format!("iglu:{scheme}{user}:PASSWORD@host/{rest}")).unwrap();
            prop_assert!(!locator.to_string().contains("PASSWORD"), "{}", locator);
        }

        #[test]
        fn what_is_shown_is_the_same_place(text in "(amplitude|segment|rudderstack|avo|posthog):[^\n]{0,30}") {
            let locator = Locator::parse(&text).unwrap();
            prop_assert_eq!(Locator::parse(&locator.to_string()), Some(locator));
        }
    }
}
