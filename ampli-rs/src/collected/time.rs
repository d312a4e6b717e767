//! When events happened, in the forms of all vendors.

use snowplow_analytics::Timestamp;

use super::raw::Raw;

/// Microseconds since 1970-01-01 of a date and time with a zone (`2026-01-02T03:04:05.678Z`, `… +01:00`), or of one in UTC
/// without.
pub(super) fn parse(text: &str) -> Option<i64> {
    let (local, offset) = split_zone(text.trim());
    let local = Timestamp::parse(local)?;
    Some((local.unix_seconds() - offset?) * 1_000_000 + i64::from(local.nanosecond() / 1_000))
}

/// The same of a JSON value, which may be milliseconds since 1970-01-01 as well.
pub(super) fn of(value: Raw<'_>) -> Option<i64> {
    match value.string() {
        Some(text) => parse(&text),
        None => value.text().parse::<i64>().ok()?.checked_mul(1_000),
    }
}

/// The text without its zone, and the seconds that the zone is ahead of UTC.
fn split_zone(text: &str) -> (&str, Option<i64>) {
    if let Some(local) = text.strip_suffix(['Z', 'z']).or_else(|| text.strip_suffix(" UTC")) {
        return (local, Some(0));
    }
    // The date has dashes too, and is ten characters long.
    let Some(at) = text.get(10..).and_then(|time| time.rfind(['+', '-'])) else { return (text, Some(0)) };
    let (local, zone) = text.split_at(10 + at);
    (local, offset(zone))
}

/// The seconds of `+01:00`, `-0530` or `+01`.
fn offset(zone: &str) -> Option<i64> {
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone[1..].chars().filter(|letter| *letter != ':').collect();
    let is_sound = matches!(digits.len(), 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let hours: i64 = digits.get(..2).filter(|_| is_sound)?.parse().ok()?;
    let minutes: i64 = digits.get(2..4).map_or(Some(0), |minutes| minutes.parse().ok())?;
    Some(sign * (hours * 3_600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::{of, parse};
    use crate::collected::raw::Raw;
    use crate::collected::tape::Tape;

    fn of_json(text: &str) -> Option<i64> {
        of(Raw::new(Tape::default().read(text).unwrap()))
    }

    #[test]
    fn all_forms_mean_one_moment() {
        for text in [
            "2026-01-02T03:04:05.678Z",
            "2026-01-02T04:04:05.678+01:00",
            "2026-01-01 21:34:05.678-0530",
            "2026-01-02 03:04:05.678000",
            "2026-01-02 03:04:05.678 UTC",
            "2026-01-02T03:04:05.678+00",
        ] {
            assert_eq!(parse(text), Some(1_767_323_045_678_000), "{text}");
        }
        assert_eq!(of_json("1767323045678"), Some(1_767_323_045_678_000));
    }

    #[test]
    fn what_is_no_time_has_none() {
        for text in
            ["", "soon", "2026-13-01T00:00:00Z", "2026-01-02T03:04:05+1", "2026-01-02", "é2026-01-02T"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
        for text in ["null", "9223372036854775807", "1.5", "{}"] {
            assert_eq!(of_json(text), None, "{text}");
        }
    }
}
