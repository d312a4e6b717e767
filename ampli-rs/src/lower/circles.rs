//! Which names lead back to themselves.

use std::collections::{BTreeMap, HashMap};

/// For each name the names that it leads to.
pub(super) type Leads<'p> = BTreeMap<&'p str, Vec<&'p str>>;

/// The names in circles: those that all lead to each other, or one alone. What a circle leads to comes before it; names that
/// lead nowhere known are left out.
pub(super) fn circles<'p>(leads: &Leads<'p>) -> Vec<Vec<&'p str>> {
    let mut search = Search { leads, visits: HashMap::new(), open: Vec::new(), circles: Vec::new() };
    for start in leads.keys() {
        search.go(start);
    }
    search.circles
}

/// Tarjan's algorithm without recursion: a chain of names can be as long as the plan.
struct Search<'s, 'p> {
    leads: &'s Leads<'p>,
    visits: HashMap<&'p str, Visit>,
    /// Names that were met and whose circle is not known yet, in that order.
    open: Vec<&'p str>,
    circles: Vec<Vec<&'p str>>,
}

/// A name that was met.
struct Visit {
    /// How many were met before.
    number: usize,
    /// The number of the first open name that it leads to.
    first: usize,
    is_open: bool,
}

impl<'p> Search<'_, 'p> {
    fn go(&mut self, start: &'p str) {
        let leads = self.leads;
        let mut way = Vec::new();
        let mut met = Some(start);
        loop {
            if let Some(name) = met.take()
                && let Some(names) = leads.get(name)
                && self.enter(name)
            {
                way.push((name, names.iter()));
            }
            let Some((name, names)) = way.last_mut() else { return };
            let name = *name;
            if let Some(next) = names.next() {
                self.pass_back(
                    name,
                    self.visits.get(next).filter(|visit| visit.is_open).map(|visit| visit.number),
                );
                met = Some(*next);
            } else {
                way.pop();
                let first = self.leave(name);
                if let Some((outer, _)) = way.last() {
                    self.pass_back(outer, first);
                }
            }
        }
    }

    /// Whether the name is met for the first time.
    fn enter(&mut self, name: &'p str) -> bool {
        let number = self.visits.len();
        let is_new = !self.visits.contains_key(name);
        if is_new {
            self.visits.insert(name, Visit { number, first: number, is_open: true });
            self.open.push(name);
        }
        is_new
    }

    /// Notes that `name` leads to an open name of that number.
    fn pass_back(&mut self, name: &'p str, number: Option<usize>) {
        if let (Some(number), Some(visit)) = (number, self.visits.get_mut(name)) {
            visit.first = visit.first.min(number);
        }
    }

    /// Closes the circle if `name` was the first of it that was met, and else tells the number of the first one.
    fn leave(&mut self, name: &'p str) -> Option<usize> {
        let visit = self.visits.get(name)?;
        if visit.first != visit.number {
            return Some(visit.first);
        }
        let start = self.open.iter().rposition(|open| *open == name)?;
        let circle = self.open.split_off(start);
        for member in &circle {
            self.visits.entry(member).and_modify(|visit| visit.is_open = false);
        }
        self.circles.push(circle);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Leads, circles};

    #[test]
    fn what_leads_back_is_one_circle_and_what_it_leads_to_comes_before() {
        let leads: Leads<'_> = [
            ("bed", vec!["row", "soil"]),
            ("garden", vec!["bed", "bed", "elsewhere"]),
            ("plant", vec!["bed"]),
            ("row", vec!["plant"]),
            ("seed", vec!["seed"]),
            ("soil", vec![]),
        ]
        .into();
        assert_eq!(
            circles(&leads),
            [vec!["soil"], vec!["bed", "row", "plant"], vec!["garden"], vec!["seed"]]
        );
    }

    #[test]
    fn a_long_chain_is_gone_through() {
        let names: Vec<String> = (0..100_000).map(|number| format!("{number:06}")).collect();
        let mut leads: Leads<'_> =
            names.windows(2).map(|pair| (pair[0].as_str(), vec![pair[1].as_str()])).collect();
        leads.insert(&names[99_999], vec![&names[0]]);
        assert_eq!(circles(&leads).len(), 1);
    }
}
