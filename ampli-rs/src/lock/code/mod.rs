//! The kinds of findings about the lock, one a file.

mod conflicting_lock;
mod newer_lock;
mod unordered_lock;
mod unreadable_lock;

pub(super) use self::conflicting_lock::CONFLICTING_LOCK;
pub(super) use self::newer_lock::NEWER_LOCK;
pub(super) use self::unordered_lock::UNORDERED_LOCK;
pub(super) use self::unreadable_lock::UNREADABLE_LOCK;
use crate::diagnostic::Code;

/// All of them.
pub static CODES: &[&Code] = &[&UNREADABLE_LOCK, &NEWER_LOCK, &UNORDERED_LOCK, &CONFLICTING_LOCK];
