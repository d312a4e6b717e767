//! Collected events held against a plan.

mod tape;
mod verdict;
