use std::sync::Barrier;

use itly_runtime::testing::Recorder;
use itly_runtime::{Error, Itly, Options, UntypedEvent};

#[test]
fn the_second_load_changes_nothing() {
    let (first, second) = (Recorder::new(), Recorder::new());
    let itly = Itly::new();
    itly.load(Options::new().plugin(first.clone())).unwrap();
    assert_eq!(itly.load(Options::new().plugin(second.clone())), Err(Error::AlreadyInitialized));
    itly.track("u", &UntypedEvent::new("e")).unwrap();
    assert_eq!(first.all(None).len(), 1);
    second.assert_nothing_recorded();
}

#[test]
fn of_many_threads_one_loads() {
    static ITLY: Itly = Itly::new();
    let barrier = Barrier::new(8);
    let load = || {
        barrier.wait();
        ITLY.load(Options::new())
    };
    let answers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(load)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(answers.iter().filter(|answer| **answer == Err(Error::AlreadyInitialized)).count(), 7);
}
