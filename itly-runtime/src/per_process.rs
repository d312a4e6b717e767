//! Values that a forked child may not share with its parent: queues whose thread stayed behind, locks that someone held,
//! connections, seeds of ids.

use std::sync::OnceLock;

/// A value of this process. A child that is forked from it finds a new one in its place, and never touches the old one.
///
/// To look is as cheap as comparing two numbers: a handler that `pthread_atfork` registers does the counting.
pub(crate) struct PerProcess<T> {
    first: Generation<T>,
    make: Box<dyn Fn() -> T + Send + Sync>,
}

struct Generation<T> {
    /// Nothing if forks can't be noticed here.
    guard: Option<forkguard::Guard>,
    value: T,
    next: OnceLock<Box<Generation<T>>>,
}

impl<T> PerProcess<T> {
    /// A value that `make` makes, now and in each child.
    pub(crate) fn new(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let first = Generation::new(make());
        Self { first, make: Box::new(make) }
    }

    /// The value of this process.
    pub(crate) fn get(&self) -> &T {
        let mut generation = &self.first;
        while generation.is_of_ancestor() {
            generation = generation.next.get_or_init(|| Box::new(Generation::new((self.make)())));
        }
        &generation.value
    }
}

impl<T> Generation<T> {
    fn new(value: T) -> Self {
        Self { guard: forkguard::Guard::try_new().ok(), value, next: OnceLock::new() }
    }

    fn is_of_ancestor(&self) -> bool {
        // A guard answers once; its copy leaves it as it is.
        self.guard.clone().is_some_and(|mut guard| guard.detected_fork())
    }
}
