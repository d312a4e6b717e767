use std::fmt;
use std::time::Duration;

const MILLISECONDS_A_DAY: u64 = 86_400_000;

/// The last millisecond of the year 9999, the last one that RFC 3339 can write.
const LAST: u64 = 253_402_300_799_999;

/// A point in time: milliseconds since the Unix epoch, UTC.
///
/// ```
/// use itly_runtime::Timestamp;
///
/// assert_eq!(Timestamp::from_unix_milliseconds(1_767_323_045_678).to_string(), "2026-01-02T03:04:05.678Z");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u64);

impl Timestamp {
    /// The length of [`to_rfc3339`](Self::to_rfc3339) in bytes.
    pub const RFC3339_LENGTH: usize = 24;

    /// The point `milliseconds` after the Unix epoch; what lies beyond the year 9999 becomes its end.
    pub const fn from_unix_milliseconds(milliseconds: u64) -> Self {
        Self(if milliseconds > LAST { LAST } else { milliseconds })
    }

    /// Milliseconds since the Unix epoch.
    pub const fn unix_milliseconds(self) -> u64 {
        self.0
    }

    /// How long after `earlier` this is; nothing if it is not later.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }

    /// RFC 3339 in UTC with milliseconds, all of it ASCII: `2026-01-02T03:04:05.678Z`.
    pub fn to_rfc3339(self) -> [u8; Self::RFC3339_LENGTH] {
        let (year, month, day) = civil_date(self.0 / MILLISECONDS_A_DAY);
        let in_day = self.0 % MILLISECONDS_A_DAY;
        let mut text = *b"0000-00-00T00:00:00.000Z";
        write_digits(&mut text[0..4], year);
        write_digits(&mut text[5..7], month);
        write_digits(&mut text[8..10], day);
        write_digits(&mut text[11..13], in_day / 3_600_000);
        write_digits(&mut text[14..16], in_day / 60_000 % 60);
        write_digits(&mut text[17..19], in_day / 1000 % 60);
        write_digits(&mut text[20..23], in_day % 1000);
        text
    }
}

impl From<Duration> for Timestamp {
    /// The point that lies `since_epoch` after the Unix epoch.
    fn from(since_epoch: Duration) -> Self {
        Self::from_unix_milliseconds(milliseconds(since_epoch))
    }
}

/// The same in whole milliseconds, as many as there can be.
pub(super) fn milliseconds(since_epoch: Duration) -> u64 {
    since_epoch.as_secs().saturating_mul(1000).saturating_add(u64::from(since_epoch.subsec_millis()))
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(std::str::from_utf8(&self.to_rfc3339()).unwrap_or_default())
    }
}

fn write_digits(places: &mut [u8], mut number: u64) {
    for place in places.iter_mut().rev() {
        *place = b'0' + (number % 10) as u8;
        number /= 10;
    }
}

/// Year, month and day of a day counted from the Unix epoch: Howard Hinnant's `civil_from_days`, which counts the
/// years from March, so that the leap day is the last one.
fn civil_date(days_since_epoch: u64) -> (u64, u64, u64) {
    let days = days_since_epoch + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::{MILLISECONDS_A_DAY, Timestamp, civil_date};

    fn text(milliseconds: u64) -> String {
        Timestamp::from_unix_milliseconds(milliseconds).to_string()
    }

    #[test]
    fn known_points_in_time() {
        assert_eq!(text(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(text(951_782_400_000), "2000-02-29T00:00:00.000Z");
        assert_eq!(text(1_709_251_199_999), "2024-02-29T23:59:59.999Z");
        assert_eq!(text(4_107_542_400_000), "2100-03-01T00:00:00.000Z");
        assert_eq!(text(u64::MAX), "9999-12-31T23:59:59.999Z");
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let last = 253_402_300_799_999 / MILLISECONDS_A_DAY;
        let mut before = civil_date(0);
        for number in 1..=last {
            let (year, month, day) = civil_date(number);
            let leap =
                before.0.is_multiple_of(4) && (!before.0.is_multiple_of(100) || before.0.is_multiple_of(400));
            let length = match before.1 {
                2 => 28 + u64::from(leap),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            let expected = match before {
                (year, 12, 31) => (year + 1, 1, 1),
                (year, month, day) if day == length => (year, month + 1, 1),
                (year, month, day) => (year, month, day + 1),
            };
            assert_eq!((year, month, day), expected);
            before = expected;
        }
    }
}
