//! What the queue synchronises with: the standard library, or a scheduler that tries orders of events (`--cfg shuttle`).

#[cfg(not(all(test, shuttle)))]
pub(crate) use std::sync::{Mutex, MutexGuard, PoisonError};
#[cfg(not(all(test, shuttle)))]
pub(crate) use std::thread::{Thread, ThreadId, current};

#[cfg(all(test, shuttle))]
pub(crate) use shuttle::sync::{Mutex, MutexGuard};
#[cfg(all(test, shuttle))]
pub(crate) use shuttle::thread::{Thread, ThreadId, current};
#[cfg(all(test, shuttle))]
pub(crate) use std::sync::PoisonError;
