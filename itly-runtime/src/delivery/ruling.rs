//! What follows from the outcome of an attempt: decided without I/O.

use std::time::Duration;

use super::circuit::Verdict;
use super::outcome::{Fate, Outcome};
use super::parcel::History;
use super::random::Random;
use super::retry::RetryPolicy;
use super::stats::DropReason;

/// What is to become of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ruling {
    /// It was sent.
    Delivered,
    /// It is dropped.
    Lost { reason: DropReason, cause: String },
    /// It is sent again after the pause.
    Again { pause: Duration },
    /// It is sent again in two parts, at once.
    Halves { is_too_large: bool },
    /// Each message has its own fate; the pause is for those that do not name one, if they are to be sent again at all.
    Each { fates: Vec<Fate>, pause: Option<Duration> },
}

/// What is to become of one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lot<'a> {
    Sent,
    Lost(DropReason, &'a str),
    Again(Duration),
    FirstHalf,
    SecondHalf,
}

impl Ruling {
    /// What is to become of the message at `index` among `events`.
    pub(crate) fn lot(&self, index: usize, events: usize) -> Lot<'_> {
        match self {
            Self::Delivered => Lot::Sent,
            Self::Lost { reason, cause } => Lot::Lost(*reason, cause),
            Self::Again { pause } => Lot::Again(*pause),
            Self::Halves { .. } if index < events / 2 => Lot::FirstHalf,
            Self::Halves { .. } => Lot::SecondHalf,
            Self::Each { fates, pause } => match fates.get(index) {
                None | Some(Fate::Delivered) => Lot::Sent,
                Some(Fate::Rejected { cause }) => Lot::Lost(DropReason::Rejected, cause),
                Some(Fate::Retry { after }) => match after.or(*pause) {
                    Some(pause) => Lot::Again(pause),
                    None => Lot::Lost(DropReason::RetryExhausted, "the receiver asked for it too often"),
                },
            },
        }
    }

    /// How long some of the batch waits.
    pub(crate) fn pause(&self) -> Option<Duration> {
        match self {
            Self::Again { pause } => Some(*pause),
            Self::Each { fates, pause } => {
                let pauses = fates.iter().filter_map(|fate| match fate {
                    Fate::Retry { after } => after.or(*pause),
                    Fate::Delivered | Fate::Rejected { .. } => None,
                });
                pauses.max()
            }
            Self::Delivered | Self::Lost { .. } | Self::Halves { .. } => None,
        }
    }
}

/// Rules on the outcome of an attempt at `events` messages; without one, the destination panicked. An attempt that was
/// to find out whether the destination is back costs its messages no retry.
pub(crate) fn rule(
    outcome: Option<Outcome>,
    events: usize,
    is_probe: bool,
    history: &mut History,
    policy: &RetryPolicy,
    random: &mut Random,
) -> (Verdict, Ruling) {
    let is_single = events == 1;
    match outcome {
        Some(Outcome::Delivered) => (Verdict::Works, Ruling::Delivered),
        Some(Outcome::Failed { .. }) if is_probe => {
            (Verdict::Failed, Ruling::Again { pause: Duration::ZERO })
        }
        Some(Outcome::Failed { cause, retry_after }) => {
            let pause = history.attempts.pause(retry_after, policy, random);
            let is_wish = retry_after.is_some_and(|wish| !wish.is_zero());
            match pause {
                Some(pause) if is_wish => (Verdict::Paused(pause), Ruling::Again { pause }),
                Some(pause) => (Verdict::Failed, Ruling::Again { pause }),
                None => (Verdict::Failed, lost(DropReason::RetryExhausted, cause)),
            }
        }
        Some(Outcome::RateLimited { cause, retry_after }) => {
            match history.attempts.pause(retry_after, policy, random) {
                Some(pause) => (Verdict::Paused(pause), Ruling::Again { pause }),
                None => (Verdict::Works, lost(DropReason::RetryExhausted, cause)),
            }
        }
        Some(Outcome::TooLarge { cause }) if is_single => (Verdict::Works, lost(DropReason::TooLarge, cause)),
        Some(Outcome::TooLarge { .. }) => (Verdict::Works, Ruling::Halves { is_too_large: true }),
        Some(Outcome::Poisoned { cause }) if is_single || !history.search() => {
            (Verdict::Works, lost(DropReason::Rejected, cause))
        }
        Some(Outcome::Poisoned { .. }) => (Verdict::Works, Ruling::Halves { is_too_large: false }),
        Some(Outcome::Rejected { cause }) => (Verdict::Works, lost(DropReason::Rejected, cause)),
        Some(Outcome::Unauthorized { .. }) => {
            (Verdict::Unauthorized, Ruling::Again { pause: Duration::ZERO })
        }
        Some(Outcome::Sorted { fates, retry_after }) => sorted(fates, retry_after, history, policy, random),
        None => (Verdict::Works, lost(DropReason::Panic, "the destination panicked".to_owned())),
    }
}

fn lost(reason: DropReason, cause: String) -> Ruling {
    Ruling::Lost { reason, cause }
}

fn sorted(
    fates: Vec<Fate>,
    retry_after: Option<Duration>,
    history: &mut History,
    policy: &RetryPolicy,
    random: &mut Random,
) -> (Verdict, Ruling) {
    let leaves_open = fates.iter().any(|fate| matches!(fate, Fate::Retry { after: None }));
    let is_wish = retry_after.is_some_and(|wish| !wish.is_zero());
    let pause =
        if leaves_open || is_wish { history.attempts.pause(retry_after, policy, random) } else { None };
    let verdict = match pause {
        Some(pause) if is_wish => Verdict::Paused(pause),
        _ => Verdict::Works,
    };
    (verdict, Ruling::Each { fates, pause })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Lot, Ruling, rule};
    use crate::delivery::circuit::Verdict;
    use crate::delivery::outcome::{Fate, Outcome};
    use crate::delivery::parcel::History;
    use crate::delivery::random::Random;
    use crate::delivery::retry::RetryPolicy;
    use crate::delivery::stats::DropReason;

    fn ruled(outcome: Outcome, events: usize, is_probe: bool, retries: u32) -> (Verdict, Ruling) {
        let policy = RetryPolicy::new().max_retries(retries);
        rule(Some(outcome), events, is_probe, &mut History::new(0), &policy, &mut Random::seeded(1))
    }

    fn cause() -> String {
        "no".to_owned()
    }

    fn lost(reason: DropReason) -> Ruling {
        Ruling::Lost { reason, cause: cause() }
    }

    #[test]
    fn a_failure_is_repeated_until_the_retries_are_used_up_but_a_probe_costs_none() {
        let failed = || Outcome::Failed { cause: cause(), retry_after: None };
        assert!(matches!(ruled(failed(), 9, false, 1), (Verdict::Failed, Ruling::Again { .. })));
        assert_eq!(ruled(failed(), 9, false, 0), (Verdict::Failed, lost(DropReason::RetryExhausted)));
        let again = Ruling::Again { pause: Duration::ZERO };
        assert_eq!(ruled(failed(), 9, true, 0), (Verdict::Failed, again));
    }

    #[test]
    fn a_pause_that_is_asked_for_holds_for_the_whole_destination() {
        let pause = Duration::from_secs(7);
        for outcome in [
            Outcome::Failed { cause: cause(), retry_after: Some(pause) },
            Outcome::RateLimited { cause: cause(), retry_after: Some(pause) },
        ] {
            assert_eq!(ruled(outcome, 9, false, 0), (Verdict::Paused(pause), Ruling::Again { pause }));
        }
    }

    #[test]
    fn what_is_too_large_or_spoiled_is_halved_until_it_stands_alone() {
        let cases = [
            (Outcome::TooLarge { cause: cause() }, true, DropReason::TooLarge),
            (Outcome::Poisoned { cause: cause() }, false, DropReason::Rejected),
        ];
        for (outcome, is_too_large, reason) in cases {
            assert_eq!(
                ruled(outcome.clone(), 2, false, 0),
                (Verdict::Works, Ruling::Halves { is_too_large })
            );
            assert_eq!(ruled(outcome, 1, false, 0), (Verdict::Works, lost(reason)));
        }
        let halves = Ruling::Halves { is_too_large: true };
        let lots: Vec<_> = (0..5).map(|index| halves.lot(index, 5)).collect();
        let expected = [Lot::FirstHalf, Lot::FirstHalf, Lot::SecondHalf, Lot::SecondHalf, Lot::SecondHalf];
        assert_eq!(lots, expected);
    }

    #[test]
    fn the_search_for_bad_messages_ends_when_there_are_too_many() {
        let mut history = History::new(0);
        let mut random = Random::seeded(1);
        let policy = RetryPolicy::new();
        let mut searches = 0;
        loop {
            let outcome = Some(Outcome::Poisoned { cause: cause() });
            let mut part = history.of_part();
            match rule(outcome, 5, false, &mut history, &policy, &mut random).1 {
                Ruling::Halves { .. } => searches += 1,
                end => {
                    assert_eq!(end, lost(DropReason::Rejected));
                    break;
                }
            }
            let _ = part.search();
        }
        assert_eq!(searches, 17);
    }

    #[test]
    fn messages_with_fates_of_their_own_go_their_own_ways() {
        let second = Duration::from_secs(30);
        let fates = vec![
            Fate::Delivered,
            Fate::Rejected { cause: cause() },
            Fate::Retry { after: Some(Duration::ZERO) },
            Fate::Retry { after: Some(second) },
        ];
        let (verdict, ruling) = ruled(Outcome::Sorted { fates, retry_after: None }, 5, false, 0);
        assert_eq!((verdict, ruling.pause()), (Verdict::Works, Some(second)));
        let lots: Vec<_> = (0..5).map(|index| ruling.lot(index, 5)).collect();
        let expected = [
            Lot::Sent,
            Lot::Lost(DropReason::Rejected, "no"),
            Lot::Again(Duration::ZERO),
            Lot::Again(second),
            Lot::Sent,
        ];
        assert_eq!(lots, expected);
    }

    #[test]
    fn a_pause_that_is_asked_for_beside_fates_holds_for_the_whole_destination() {
        let sorted = |retry_after| Outcome::Sorted { fates: vec![Fate::Delivered], retry_after };
        let pause = Duration::from_secs(7);
        let (verdict, ruling) = ruled(sorted(Some(pause)), 1, false, 1);
        assert_eq!((verdict, ruling.lot(0, 1)), (Verdict::Paused(pause), Lot::Sent));
        // None at all is no wish.
        for nothing in [None, Some(Duration::ZERO)] {
            let (verdict, ruling) = ruled(sorted(nothing), 1, false, 1);
            assert_eq!((verdict, ruling.pause()), (Verdict::Works, None));
        }
    }

    #[test]
    fn a_fate_that_names_no_pause_gets_that_of_a_failed_batch() {
        let outcome = || Outcome::Sorted { fates: vec![Fate::Retry { after: None }], retry_after: None };
        let (verdict, ruling) = ruled(outcome(), 1, false, 1);
        // The pause is the message's, the destination works.
        assert_eq!(verdict, Verdict::Works);
        assert!(matches!(ruling.lot(0, 1), Lot::Again(pause) if !pause.is_zero()));
        assert!(matches!(
            ruled(outcome(), 1, false, 0).1.lot(0, 1),
            Lot::Lost(DropReason::RetryExhausted, _)
        ));
    }
}
