//! Whether to ask again after an answer, and when. Computed only: nothing here waits.

use std::time::Duration;

/// Longest time that a server may make us wait.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// The wait before asking again after `failed` failed attempts; `None`: no more.
///
/// Each wait is twice the one before. A longer one that the server asks for is respected when it is bearable.
pub(super) fn wait(failed: u32, retries: u32, asked_for: Option<Duration>) -> Option<Duration> {
    if failed > retries {
        return None;
    }
    let own = FIRST_WAIT.saturating_mul(1 << failed.saturating_sub(1).min(6)).min(LONGEST_WAIT);
    let wait = asked_for.unwrap_or_default().max(own);
    (wait <= LONGEST_WAIT).then_some(wait)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::wait;

    #[test]
    fn waits_double_and_end() {
        let waits: Vec<_> =
            (1..=4).map(|failed| wait(failed, 3, None).map(|wait| wait.as_millis())).collect();
        assert_eq!(waits, [Some(500), Some(1000), Some(2000), None]);
        assert_eq!(wait(1, 0, None), None);
        assert_eq!(wait(100, 1000, None), Some(Duration::from_secs(32)));
    }

    #[test]
    fn the_server_decides_within_reason() {
        let asked = |seconds| wait(1, 3, Some(Duration::from_secs(seconds)));
        assert_eq!(asked(2), Some(Duration::from_secs(2)));
        assert_eq!(asked(0), Some(Duration::from_millis(500)));
        assert_eq!(asked(3600), None);
    }
}
