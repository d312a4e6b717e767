//! One mistake is one finding, also when two stages see it.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, visible};

/// Findings of the checks, each with those of later stages that tell the same and more of it: names that are alike
/// and the identifiers that come of them, a source that is not used and its SDK without events, a renamed event and
/// its old identifier that it can't have.
static TOLD_BY: &[(&str, &[&str])] =
    &[("AMP0212", &["AMP0301", "AMP0309", "AMP0310"]), ("AMP0217", &["AMP0402"]), ("AMP0315", &["AMP0307"])];

/// The findings of `earlier` that `later` does not tell again.
#[must_use]
pub fn without_retold(earlier: Diagnostics, later: &Diagnostics) -> Diagnostics {
    let mut kept = Diagnostics::new();
    kept.extend(earlier.into_iter().filter(|finding| {
        let told_by = TOLD_BY.iter().find(|(code, _)| *code == finding.code.id);
        !told_by.is_some_and(|(_, codes)| {
            let others: Vec<&Diagnostic> =
                later.iter().filter(|other| codes.contains(&other.code.id)).collect();
            !others.is_empty() && covers(&others, finding)
        })
    }));
    kept
}

/// Whether `findings` point at all that `other` points at, or at what it is in.
fn covers(findings: &[&Diagnostic], other: &Diagnostic) -> bool {
    let mut places = other.labels.iter().map(|label| &label.location);
    let labels = findings.iter().flat_map(|finding| &finding.labels);
    places.all(|place| labels.clone().any(|label| place.is_within(&label.location)))
}

/// Events of which a finding shows the place, at most.
const SHOWN: usize = 3;

/// The findings, those that say the same of several events as one. What makes an event unusable is told of each.
#[must_use]
pub fn together(findings: Diagnostics) -> Diagnostics {
    let mut told: Vec<(Diagnostic, usize)> = Vec::new();
    let mut known: HashMap<(&str, String, Option<String>, Vec<String>), usize> = HashMap::new();
    for finding in findings {
        let texts = finding.labels.iter().map(|label| label.text.clone()).collect();
        let key = (finding.code.id, finding.message.clone(), finding.help.clone(), texts);
        let is_of_one = finding.event.is_some() && finding.severity < Severity::Error;
        match known.get(&key).filter(|_| is_of_one) {
            Some(first) => {
                let (first, count) = &mut told[*first];
                *count += 1;
                if *count <= SHOWN {
                    first.labels.extend(finding.labels);
                }
            }
            None => {
                if is_of_one {
                    known.insert(key, told.len());
                }
                told.push((finding, 1));
            }
        }
    }
    let mut together = Diagnostics::new();
    together.extend(told.into_iter().map(|(finding, count)| of_events(finding, count)));
    together
}

fn of_events(mut finding: Diagnostic, count: usize) -> Diagnostic {
    if count > 1
        && let Some(event) = finding.event.take()
    {
        let plural = if count == 2 { "event" } else { "events" };
        finding.message =
            format!("{}, in `{}` and {} more {plural}", finding.message, visible(&event), count - 1);
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::{together, without_retold};
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

    #[test]
    fn what_several_findings_point_at_is_told_by_all_of_them() {
        let mut later = about(&COLLISION, &["siteId", "site_id"]);
        later.append(about(&COLLISION, &["siteId", "site id"]));
        assert_eq!(without_retold(about(&SIMILAR, &["siteId", "site_id", "site id"]), &later).len(), 0);
    }

    #[test]
    fn what_is_the_same_in_several_events_is_one_finding() {
        let of = |event: &str, message: &str| {
            let place = Location::root(0).key(event);
            Diagnostic::new(&COLLISION, message).at(&place, "becomes `a_2`").of_event(event)
        };
        let mut findings = Diagnostics::new();
        let events = ["Seed Sown", "Row Watered", "Bed Dug", "Bed Raked", "Plot Sold"];
        findings.extend(events.iter().map(|event| of(event, "`a` and `A` ask for `a`")));
        findings.push(of("Bed Dug", "`b` and `B` ask for `b`"));
        let told: Vec<_> = together(findings).into_iter().collect();
        assert_eq!(told[0].message, "`a` and `A` ask for `a`, in `Seed Sown` and 4 more events");
        assert_eq!((told[0].labels.len(), &told[0].event), (3, &None));
        assert_eq!((told[1].message.as_str(), told.len()), ("`b` and `B` ask for `b`", 2));
        assert_eq!(told[1].event.as_deref(), Some("Bed Dug"));
    }
}
