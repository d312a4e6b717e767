//! Dates and times, as they stand in enriched events.

use std::fmt;

/// A date and time in UTC, to the nanosecond.
///
/// ```
/// use snowplow_analytics::Timestamp;
///
/// let timestamp = Timestamp::parse("2013-11-26 00:03:57.8").unwrap();
/// assert_eq!(timestamp.to_string(), "2013-11-26T00:03:57.800Z");
/// assert_eq!(timestamp.unix_milliseconds(), 1_385_424_237_800);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp {
    /// Days since 1970-01-01.
    days: i64,
    second_of_day: u32,
    nanosecond: u32,
}

const SECONDS_OF_A_DAY: u32 = 86_400;

impl Timestamp {
    /// Reads `yyyy-MM-dd HH:mm:ss`, with a `T` in the place of the blank if need be, and with up to nine digits of a
    /// second. `24:00:00` is the beginning of the next day, and `23:59:60` counts as `23:59:59`, as in the Scala SDK.
    pub fn parse(text: &str) -> Option<Self> {
        let (timestamp, seconds) = Self::read(text.as_bytes())?;
        seconds.then_some(timestamp)
    }

    /// A whole second since 1970-01-01.
    #[cfg(any(feature = "dynamodb", feature = "s3"))]
    pub(crate) const fn of_unix_seconds(seconds: i64) -> Self {
        let day = SECONDS_OF_A_DAY as i64;
        Self { days: seconds.div_euclid(day), second_of_day: seconds.rem_euclid(day) as u32, nanosecond: 0 }
    }

    /// Whether it is a date and a time, for which hours and minutes are enough.
    pub(crate) fn is_date_and_time(text: &str) -> bool {
        Self::read(text.as_bytes()).is_some()
    }

    /// Milliseconds since 1970-01-01, rounded down.
    pub const fn unix_milliseconds(&self) -> i64 {
        self.unix_seconds() * 1_000 + self.nanosecond as i64 / 1_000_000
    }

    /// Whole seconds since 1970-01-01.
    pub const fn unix_seconds(&self) -> i64 {
        self.days * SECONDS_OF_A_DAY as i64 + self.second_of_day as i64
    }

    /// Nanoseconds since the last whole second.
    pub const fn nanosecond(&self) -> u32 {
        self.nanosecond
    }

    /// The timestamp, and whether its seconds are written.
    fn read(text: &[u8]) -> Option<(Self, bool)> {
        let (head, tail) = text.split_at_checked(16)?;
        let dashed =
            head[4] == b'-' && head[7] == b'-' && matches!(head[10], b' ' | b'T') && head[13] == b':';
        let part = |from: usize, to: usize| number(&head[from..to]);
        let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
        let (hour, minute) = (part(11, 13)?, part(14, 16)?);
        let (second, nanosecond, seconds) = read_seconds(tail)?;
        if !dashed || !(1..=12).contains(&month) || day == 0 || day > days_in(year, month) {
            return None;
        }
        let (second, extra_day) = match (hour, minute, second) {
            (24, 0, 0) if nanosecond == 0 => (0, 1),
            (23, 59, 60) => (SECONDS_OF_A_DAY - 1, 0),
            (0..24, 0..60, 0..60) => (hour * 3_600 + minute * 60 + second, 0),
            _ => return None,
        };
        let days = days_since_1970(year, month, day) + extra_day;
        Some((Self { days, second_of_day: second, nanosecond }, seconds))
    }
}

/// Reads `:ss` and a fraction, or nothing.
fn read_seconds(tail: &[u8]) -> Option<(u32, u32, bool)> {
    match tail {
        [] => Some((0, 0, false)),
        [b':', tens, ones] => Some((number(&[*tens, *ones])?, 0, true)),
        [b':', tens, ones, b'.', fraction @ ..] if matches!(fraction.len(), 1..=9) => {
            let nanosecond = number(fraction)? * 10_u32.pow(9 - fraction.len() as u32);
            Some((number(&[*tens, *ones])?, nanosecond, true))
        }
        _ => None,
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    digits
        .iter()
        .try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
}

/// How many days the month has.
pub(crate) const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of the proleptic Gregorian calendar: the year begins in March, so that the leap day is its last.
fn days_since_1970(year: u32, month: u32, day: u32) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let month = i64::from((month + 9) % 12);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// As an instant of Java prints itself: with no, three, six or nine digits of a second.
impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = date(self.days);
        let (hour, minute, second) =
            (self.second_of_day / 3_600, self.second_of_day / 60 % 60, self.second_of_day % 60);
        // Only the last moments of 9999 can be followed by a longer year.
        let sign = if year > 9_999 { "+" } else { "" };
        write!(formatter, "{sign}{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        match self.nanosecond {
            0 => formatter.write_str("Z"),
            nanosecond if nanosecond.is_multiple_of(1_000_000) => {
                write!(formatter, ".{:03}Z", nanosecond / 1_000_000)
            }
            nanosecond if nanosecond.is_multiple_of(1_000) => {
                write!(formatter, ".{:06}Z", nanosecond / 1_000)
            }
            nanosecond => write!(formatter, ".{nanosecond:09}Z"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Timestamp;

    fn printed(text: &str) -> Option<String> {
        Timestamp::parse(text).map(|timestamp| timestamp.to_string())
    }

    #[test]
    fn sound_timestamps_are_printed_like_instants() {
        let cases = [
            ("2013-11-26 00:03:57.885", "2013-11-26T00:03:57.885Z"),
            ("2013-11-26T00:03:57", "2013-11-26T00:03:57Z"),
            ("2013-11-26 00:03:57.1", "2013-11-26T00:03:57.100Z"),
            ("2013-11-26 00:03:57.811000001", "2013-11-26T00:03:57.811000001Z"),
            ("2013-11-26 00:03:57.8110", "2013-11-26T00:03:57.811Z"),
            ("2013-11-26 00:03:57.8111", "2013-11-26T00:03:57.811100Z"),
            ("2016-02-29 24:00:00", "2016-03-01T00:00:00Z"),
            ("9999-12-31 24:00:00", "+10000-01-01T00:00:00Z"),
            ("2016-12-31 23:59:60.5", "2016-12-31T23:59:59.500Z"),
            ("0000-01-01 00:00:00", "0000-01-01T00:00:00Z"),
        ];
        for (text, expected) in cases {
            assert_eq!(printed(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_none() {
        for text in [
            "",
            "garbage here now",
            "2013-11-26",
            "2013-11-26 00:03",
            "2013-11-26 00:03:57Z",
            "2013-11-26  00:03:57",
            "2013-02-29 00:00:00",
            "2013-13-01 00:00:00",
            "2013-00-01 00:00:00",
            "2013-01-00 00:00:00",
            "2013-01-01 24:00:01",
            "2013-01-01 25:00:00",
            "2013-01-01 00:60:00",
            "2013-01-01 00:00:60",
            "2013-01-01 00:00:00.",
            "2013-01-01 00:00:00.1234567890",
            "2013-01-01 00:00:00+01",
            "２013-01-01 00:00:00",
            "2013-01-01 00:00:0é",
            "+013-01-01 00:00:00",
        ] {
            assert_eq!(printed(text), None, "{text}");
        }
        assert!(Timestamp::is_date_and_time("2013-11-26 00:03"));
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(seconds in -62_167_219_200..253_402_300_800_i64, nanosecond in 0..1_000_000_000_u32) {
            let timestamp = Timestamp {
                days: seconds.div_euclid(86_400),
                second_of_day: seconds.rem_euclid(86_400) as u32,
                nanosecond,
            };
            let printed = timestamp.to_string();
            prop_assert_eq!(Timestamp::parse(printed.trim_end_matches('Z')), Some(timestamp));
            prop_assert_eq!(timestamp.unix_seconds(), seconds);
        }

        #[test]
        fn any_text_is_survived(text in "[0-9:. TZé-]{0,30}") {
            let _ = Timestamp::parse(&text);
        }
    }
}
