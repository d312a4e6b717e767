use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The moment that a text of RFC 3339 tells: `2025-01-02T08:34:05.678+05:30`.
pub(crate) fn parse(text: &str) -> Option<SystemTime> {
    let (date, rest) = text.split_once(['T', 't', ' '])?;
    let (time, offset) = split_offset(rest)?;
    let mut date = date.splitn(3, '-').map(number);
    let days = days_since_epoch(date.next()??, date.next()??, date.next()??)?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let mut time = time.splitn(3, ':').map(number);
    let (hours, minutes, seconds) = (time.next()??, time.next()??, time.next()??);
    if hours > 23 || minutes > 59 || seconds > 60 {
        return None;
    }
    let seconds = days * 86_400 + hours * 3600 + minutes * 60 + seconds - offset;
    let fraction = nanoseconds(fraction)?;
    let since_epoch = Duration::from_secs(seconds.unsigned_abs());
    let second =
        if seconds < 0 { UNIX_EPOCH.checked_sub(since_epoch) } else { UNIX_EPOCH.checked_add(since_epoch) };
    second?.checked_add(fraction)
}

/// The time of day, and how many seconds it is ahead of UTC.
fn split_offset(text: &str) -> Option<(&str, i64)> {
    if let Some(time) = text.strip_suffix(['Z', 'z']) {
        return Some((time, 0));
    }
    let place = text.rfind(['+', '-'])?;
    let (hours, minutes) = text[place + 1..].split_once(':')?;
    let seconds = number(hours)? * 3600 + number(minutes)? * 60;
    Some((&text[..place], if text[place..].starts_with('-') { -seconds } else { seconds }))
}

fn number(digits: &str) -> Option<i64> {
    let is_number =
        !digits.is_empty() && digits.len() < 10 && digits.bytes().all(|digit| digit.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

/// What stands behind the point of a number of seconds.
fn nanoseconds(digits: &str) -> Option<Duration> {
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let nine = is_number.then(|| format!("{digits:0<9.9}"))?;
    Some(Duration::from_nanos(number(&nine)?.unsigned_abs()))
}

/// Howard Hinnant's `days_from_civil`, which counts the years from March, so that the leap day is the last one.
fn days_since_epoch(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::parse;

    /// In milliseconds.
    fn since_epoch(text: &str) -> Option<i64> {
        let time = parse(text)?;
        Some(match time.duration_since(UNIX_EPOCH) {
            Ok(since) => since.as_millis() as i64,
            Err(before) => -(before.duration().as_millis() as i64),
        })
    }

    #[test]
    fn offsets_lead_to_utc() {
        let cases = [
            ("1970-01-01T00:00:00Z", 0),
            ("2025-01-02T08:34:05+05:30", 1_735_787_045_000),
            ("2025-01-02T03:04:05Z", 1_735_787_045_000),
            ("2025-01-01t22:04:05.6789-05:00", 1_735_787_045_678),
            ("2024-02-29 00:00:00z", 1_709_164_800_000),
            ("1969-12-31T23:59:59.500Z", -500),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000),
        ];
        for (text, expected) in cases {
            assert_eq!(since_epoch(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        let cases = [
            "",
            "2025-01-02",
            "2025-01-02T03:04:05",
            "2025-13-02T03:04:05Z",
            "2025-01-32T03:04:05Z",
            "2025-01-02T24:04:05Z",
            "2025-01-02T03:04Z",
            "2025-01-02T03:04:05.Z",
            "2025-01-02T03:04:05+0530",
            "2025-01-+2T03:04:05Z",
            "2025-01-02T03:04:05.67890123é4Z",
            "é-01-02T03:04:05Z",
        ];
        for text in cases {
            assert_eq!(since_epoch(text), None, "{text}");
        }
    }
}
