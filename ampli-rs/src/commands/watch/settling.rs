/// Tells when something has changed and come to rest: editors and `git` write in several steps.
#[derive(Debug)]
pub(super) struct Settling<S> {
    acted_on: S,
    last: S,
}

impl<S: PartialEq + Clone> Settling<S> {
    /// Nothing has changed since `now`.
    pub(super) fn new(now: S) -> Self {
        Self { acted_on: now.clone(), last: now }
    }

    /// Takes in what is seen now, and tells whether to act.
    pub(super) fn look(&mut self, now: S) -> bool {
        let rests = now == self.last;
        self.last = now;
        let acts = rests && self.last != self.acted_on;
        if acts {
            self.acted_on = self.last.clone();
        }
        acts
    }
}

#[cfg(test)]
mod tests {
    use super::Settling;

    #[test]
    fn a_change_is_acted_upon_once_it_rests() {
        let mut settling = Settling::new(1);
        let acts: Vec<bool> = [1, 2, 3, 3, 3, 4, 3, 3, 1, 1].map(|seen| settling.look(seen)).into();
        let when: Vec<usize> = (0..acts.len()).filter(|index| acts[*index]).collect();
        assert_eq!(when, [3, 9]);
    }
}
