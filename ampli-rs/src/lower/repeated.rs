//! What is found in a type that many events name is told once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Location;

/// The findings, each place once. One that several events lead to is about none of them.
pub(super) fn once(findings: Diagnostics) -> Diagnostics {
    let mut told: Vec<Diagnostic> = Vec::new();
    let mut known: HashMap<(&str, String, Option<Location>), usize> = HashMap::new();
    for finding in findings {
        let place = finding.labels.first().map(|label| label.location.clone());
        match known.entry((finding.code.id, finding.message.clone(), place)) {
            Entry::Vacant(new) => {
                new.insert(told.len());
                told.push(finding);
            }
            Entry::Occupied(same) => {
                let first = &mut told[*same.get()];
                if first.event != finding.event {
                    first.event = None;
                }
            }
        }
    }
    let mut once = Diagnostics::new();
    once.extend(told);
    once
}

#[cfg(test)]
mod tests {
    use super::once;
    use crate::diagnostic::{Diagnostic, Diagnostics};
    use crate::lower::code::UNION_DEGRADED;
    use crate::pointer::Location;

    #[test]
    fn a_place_that_two_events_lead_to_is_told_once_and_of_neither() {
        let about = |place: &str, event: &str| {
            Diagnostic::new(&UNION_DEGRADED, "").at(&Location::root(0).key(place), "").of_event(event)
        };
        let mut found = Diagnostics::new();
        found.extend([about("bed", "Seed Sown"), about("bed", "Row Watered"), about("row", "Row Watered")]);
        let told: Vec<_> = once(found).into_iter().map(|finding| finding.event).collect();
        assert_eq!(told, [None, Some("Row Watered".to_owned())]);
    }
}
