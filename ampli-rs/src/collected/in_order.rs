//! Work on many files at once whose results come in the order of the files.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Does `work` for each number below `count`, on as many threads as `threads` says.
///
/// The smallest number that is not done is always being worked on, so that whoever waits for its [`Turn`] gets it.
///
/// # Errors
/// The first error of `work`, which ends all of it.
pub fn in_order<E: Send>(
    count: usize,
    threads: NonZero<usize>,
    work: impl Fn(&Turn<'_>) -> Result<(), E> + Sync,
) -> Result<(), E> {
    let order = Order { next: AtomicUsize::new(0), state: Mutex::default(), moved: Condvar::new() };
    let failure = Mutex::new(None);
    let worker = || {
        while !order.is_stopped() {
            let number = order.next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                break;
            }
            let turn = Turn { number, order: &order };
            let done = work(&turn);
            let is_done = done.is_ok();
            if let Err(error) = done {
                failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            }
            turn.end(is_done);
        }
    };
    thread::scope(|scope| {
        for _ in 0..threads.get().min(count) {
            scope.spawn(worker);
        }
    });
    failure.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
}

/// The place of a piece of work among the others.
#[derive(Debug)]
pub struct Turn<'a> {
    number: usize,
    order: &'a Order,
}

/// What the threads share.
#[derive(Debug)]
struct Order {
    /// The piece that is begun next.
    next: AtomicUsize,
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// The smallest number that is not done.
    turn: usize,
    is_stopped: bool,
}

impl Turn<'_> {
    /// Which piece of work it is, from 0.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Whether all pieces before this one are done.
    pub fn has_come(&self) -> bool {
        self.order.state().turn == self.number
    }

    /// Waits until all pieces before this one are done. `false`: an error has ended all of it.
    pub fn wait(&self) -> bool {
        let waits = |state: &mut State| state.turn != self.number && !state.is_stopped;
        let state = self.order.moved.wait_while(self.order.state(), waits);
        !state.unwrap_or_else(PoisonError::into_inner).is_stopped
    }

    fn end(&self, is_done: bool) {
        if is_done && self.wait() {
            self.order.state().turn += 1;
        } else {
            self.order.state().is_stopped = true;
        }
        self.order.moved.notify_all();
    }
}

impl Order {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_stopped(&self) -> bool {
        self.state().is_stopped
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;
    use std::sync::Mutex;

    use super::in_order;

    fn threads() -> NonZero<usize> {
        NonZero::new(4).unwrap()
    }

    #[test]
    fn whoever_waits_comes_in_order() {
        let seen = Mutex::new(Vec::new());
        let done = in_order(100, threads(), |turn| {
            assert!(turn.wait() && turn.has_come());
            seen.lock().unwrap().push(turn.number());
            Ok::<(), ()>(())
        });
        assert_eq!(done, Ok(()));
        assert_eq!(seen.into_inner().unwrap(), (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn an_error_ends_the_others() {
        let done =
            in_order(1_000_000, threads(), |turn| if turn.number() == 5 { Err("five") } else { Ok(()) });
        assert_eq!(done, Err("five"));
        assert_eq!(in_order(0, threads(), |_| Err("none")), Ok(()));
    }
}
