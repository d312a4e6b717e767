//! Several requests at once, for plans that take one for each of their events.

use std::panic;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crate::failure::Failure;

/// What `ask` gives for each of `items`, in their order, with so many requests `at_once`.
///
/// # Errors
/// When one of them fails: then no more are begun.
pub(super) fn each<I: Sync, A: Send>(
    items: &[I],
    at_once: usize,
    ask: impl Fn(&I) -> Result<A, Failure> + Sync,
) -> Result<Vec<A>, Failure> {
    let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let work = || {
        let mut answers = Vec::new();
        while !failed.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { break };
            let answer = ask(item);
            failed.fetch_or(answer.is_err(), Ordering::Relaxed);
            answers.push((index, answer));
        }
        answers
    };
    let mut answers: Vec<_> = thread::scope(|scope| {
        let count = at_once.clamp(1, items.len().max(1));
        let workers: Vec<_> = (0..count).map(|_| scope.spawn(work)).collect();
        let done = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|cause| panic::resume_unwind(cause)));
        done.flatten().collect()
    });
    answers.sort_by_key(|(index, _)| *index);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::each;
    use crate::failure::Failure;

    #[test]
    fn answers_come_in_the_order_of_the_questions() {
        let items: Vec<u32> = (0..100).collect();
        for at_once in [0, 1, 3, 1000] {
            assert_eq!(each(&items, at_once, |item| Ok(item + 1)), Ok((1..101).collect()));
        }
        assert_eq!(each(&[], 3, |item: &u32| Ok(*item)), Ok(Vec::new()));
    }

    #[test]
    fn nothing_is_begun_after_a_failure() {
        let asked = Mutex::new(Vec::new());
        let outcome = each(&[0, 1, 2, 3], 1, |item| {
            asked.lock().unwrap().push(*item);
            if *item == 1 { Err(Failure::new("no", "help")) } else { Ok(()) }
        });
        assert_eq!(outcome, Err(Failure::new("no", "help")));
        assert_eq!(*asked.lock().unwrap(), [0, 1]);
    }
}
