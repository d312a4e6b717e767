//! One mistake is one finding, also when two stages see it.

use crate::diagnostic::{Diagnostic, Diagnostics};

/// Findings of the checks, each with those of later stages that tell the same and more of it: names that are alike
/// and the identifiers that come of them, a source that is not used and its SDK without events, a renamed event and
/// its old identifier that it can't have.
static TOLD_BY: &[(&str, &[&str])] =
    &[("AMP0212", &["AMP0301", "AMP0309", "AMP0310"]), ("AMP0217", &["AMP0402"]), ("AMP0315", &["AMP0307"])];

/// The findings of `earlier` that none of `later` tells again.
#[must_use]
pub fn without_retold(earlier: Diagnostics, later: &Diagnostics) -> Diagnostics {
    let mut kept = Diagnostics::new();
    kept.extend(earlier.into_iter().filter(|finding| {
        let told_by = TOLD_BY.iter().find(|(code, _)| *code == finding.code.id);
        !told_by.is_some_and(|(_, codes)| {
            later.iter().any(|other| codes.contains(&other.code.id) && covers(other, finding))
        })
    }));
    kept
}

/// Whether `finding` points at all that `other` points at, or at what it is in.
fn covers(finding: &Diagnostic, other: &Diagnostic) -> bool {
    let mut places = other.labels.iter().map(|label| &label.location);
    places.all(|place| finding.labels.iter().any(|label| place.is_within(&label.location)))
}

#[cfg(test)]
mod tests {
    use super::without_retold;
    use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
    use crate::pointer::Location;

    static SIMILAR: Code =
        Code { id: "AMP0212", name: "similar-names", severity: Severity::Warning, source: "" };
    static COLLISION: Code =
        Code { id: "AMP0301", name: "name-collision", severity: Severity::Warning, source: "" };

    fn about(code: &'static Code, keys: &[&str]) -> Diagnostics {
        let at = |finding: Diagnostic, key: &&str| finding.at(&Location::root(0).key(key), "");
        keys.iter().fold(Diagnostic::new(code, ""), at).into()
    }

    #[test]
    fn what_points_at_the_same_is_told_once() {
        let left = |later: &[&str]| {
            without_retold(about(&SIMILAR, &["siteId", "site_id"]), &about(&COLLISION, later)).len()
        };
        assert_eq!(left(&["site_id", "siteId", "site id"]), 0);
        assert_eq!(left(&["siteId", "site id"]), 1);
    }
}
