use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How long the value of a `Retry-After` header asks for: a number of seconds, or an HTTP date in the preferred form
/// of RFC 9110 (`Sun, 06 Nov 1994 08:49:37 GMT`). Nothing for anything else, for zero and for the past.
pub(crate) fn parse_retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    let pause = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number beyond any clock is still a wish for a long pause.
        Duration::from_secs(value.parse().unwrap_or(u64::MAX))
    } else {
        http_date(value)?.duration_since(now).ok()?
    };
    (!pause.is_zero()).then_some(pause)
}

fn http_date(text: &str) -> Option<SystemTime> {
    let (_, date) = text.split_once(", ")?;
    let mut parts = date.split(' ');
    let day: u64 = number(parts.next()?, 2)?;
    let month = month(parts.next()?)?;
    let year: u64 = number(parts.next()?, 4)?;
    let mut time = parts.next()?.split(':');
    let (hour, minute, second) =
        (number(time.next()?, 2)?, number(time.next()?, 2)?, number(time.next()?, 2)?);
    let is_complete = parts.next() == Some("GMT") && parts.next().is_none() && time.next().is_none();
    let is_in_range = (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60 && year >= 1970;
    let seconds = days_since_epoch(year, month, day)? * 86_400 + hour * 3600 + minute * 60 + second;
    (is_complete && is_in_range).then(|| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)))?
}

fn number(text: &str, digits: usize) -> Option<u64> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

fn month(name: &str) -> Option<u64> {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let index = NAMES.iter().position(|other| *other == name)?;
    Some(index as u64 + 1)
}

/// Howard Hinnant's `days_from_civil`, which counts the years from March, so that the leap day is the last one.
fn days_since_epoch(year: u64, month: u64, day: u64) -> Option<u64> {
    let year = if month <= 2 { year.checked_sub(1)? } else { year };
    let (era, year_of_era) = (year / 400, year % 400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day.checked_sub(1)?;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era).checked_sub(719_468)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use proptest::prelude::*;

    use super::parse_retry_after;

    fn seconds_at(value: &str, now: u64) -> Option<u64> {
        parse_retry_after(value, UNIX_EPOCH + Duration::from_secs(now)).map(|pause| pause.as_secs())
    }

    #[test]
    fn seconds_and_dates_are_understood() {
        assert_eq!(seconds_at("120", 0), Some(120));
        assert_eq!(seconds_at(" 3 ", 0), Some(3));
        assert_eq!(seconds_at("Thu, 01 Jan 1970 00:00:09 GMT", 2), Some(7));
        assert_eq!(seconds_at("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_000), Some(777));
        assert_eq!(seconds_at("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_198), Some(1));
        // A leap second.
        assert_eq!(seconds_at("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_799), Some(1));
        assert_eq!(seconds_at("99999999999999999999999", 0), Some(u64::MAX));
    }

    #[test]
    fn what_asks_for_no_pause_is_ignored() {
        let values = [
            "",
            "0",
            "-3",
            "1.5",
            "soon",
            "Thu, 01 Jan 1970 00:00:02 GMT",
            "Thu, 01 Jan 1960 00:00:02 GMT",
            "Thu, 00 Jan 1999 00:00:02 GMT",
            "Thu, 01 Jab 1999 00:00:02 GMT",
            "Thu, 01 Jan 1999 00:00:02 CET",
            "Thu, 01 Jan 1999 24:00:02 GMT",
            "Thu, 01 Jan 1999 00:60:02 GMT",
            "Thu, 01 Jan 1999 00:00:61 GMT",
            "Thu, 1 Jan 1999 00:00:02 GMT",
            "Thu, +1 Jan 1999 00:00:02 GMT",
            "Thu, 01 Jan 1999 00:00 GMT",
            "Thu, 01 Jan 1999 00:00:02 GMT and more",
        ];
        for value in values {
            assert_eq!(seconds_at(value, 2), None, "{value}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_pause_or_none(text in any::<String>(), now in 0..4_000_000_000_u64) {
            let _ = seconds_at(&text, now);
            let _ = seconds_at(&format!("Thu, {text}"), now);
        }
    }
}
