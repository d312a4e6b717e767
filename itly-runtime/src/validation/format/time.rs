//! `full-date`, `full-time` and `date-time` of RFC 3339, section 5.6.

pub(super) fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return false;
    };
    is_date(date) && is_time(time)
}

pub(super) fn is_date(text: &str) -> bool {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return false;
    };
    let (Some(century), Some(year), Some(month), Some(day)) =
        (two_digits(y1, y2), two_digits(y3, y4), two_digits(m1, m2), two_digits(d1, d2))
    else {
        return false;
    };
    (1..=days_in_month(century * 100 + year, month)).contains(&day)
}

/// None of a month that does not exist.
fn days_in_month(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    }
}

pub(super) fn is_time(text: &str) -> bool {
    let Some((&[h1, h2, b':', m1, m2, b':', s1, s2], rest)) = text.as_bytes().split_first_chunk() else {
        return false;
    };
    let (Some(hour), Some(minute), Some(second)) =
        (two_digits(h1, h2), two_digits(m1, m2), two_digits(s1, s2))
    else {
        return false;
    };
    let Some(offset) = without_fraction(rest).and_then(offset_in_minutes) else {
        return false;
    };
    if hour > 23 || minute > 59 {
        return false;
    }
    let is_last_minute_of_day =
        (i64::from(hour * 60 + minute) - offset).rem_euclid(MINUTES_OF_DAY) == MINUTES_OF_DAY - 1;
    // A leap second ends a day of UTC, wherever the clock stands.
    second <= 59 || (second == 60 && is_last_minute_of_day)
}

const MINUTES_OF_DAY: i64 = 24 * 60;

/// What follows a fraction of a second; none when the fraction has no digits.
fn without_fraction(text: &[u8]) -> Option<&[u8]> {
    let Some(fraction) = text.strip_prefix(b".") else {
        return Some(text);
    };
    let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (digits > 0).then(|| &fraction[digits..])
}

fn offset_in_minutes(text: &[u8]) -> Option<i64> {
    if matches!(text, b"Z" | b"z") {
        return Some(0);
    }
    let &[sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] = text else {
        return None;
    };
    let (hours, minutes) = (two_digits(h1, h2)?, two_digits(m1, m2)?);
    let offset = i64::from(hours * 60 + minutes);
    (hours <= 23 && minutes <= 59).then_some(if sign == b'-' { -offset } else { offset })
}

fn two_digits(tens: u8, ones: u8) -> Option<u32> {
    let are_digits = tens.is_ascii_digit() && ones.is_ascii_digit();
    are_digits.then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_know_the_calendar() {
        for text in ["2024-02-29", "2000-02-29", "2023-12-31", "0000-01-01", "9999-04-30"] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2023-00-10",
            "2023-13-01",
            "2023-04-31",
            "2023-01-00",
            "2023-1-01",
            "20230101",
            "2023-01-01 ",
            "২023-01-0",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn times_need_an_offset() {
        for text in ["23:59:59Z", "00:00:00z", "08:30:06.283185Z", "08:30:06+23:59", "08:30:06-08:00"] {
            assert!(is_time(text), "{text}");
        }
        for text in [
            "24:00:00Z",
            "00:60:00Z",
            "08:30:06",
            "08:30:06.Z",
            "08:30:06+24:00",
            "08:30:06+08:60",
            "08:30:06+0800",
            "08:30:06Z+01:00",
            "8:30:06Z",
            "08:30:06 Z",
            "08:30:06.১Z",
        ] {
            assert!(!is_time(text), "{text}");
        }
    }

    #[test]
    fn a_leap_second_ends_a_day_of_utc() {
        for text in ["23:59:60Z", "23:59:60+00:00", "01:29:60+01:30", "15:59:60-08:00", "23:29:60+23:30"] {
            assert!(is_time(text), "{text}");
        }
        for text in ["22:59:60Z", "23:58:60Z", "23:59:61Z", "23:59:60+01:00", "00:29:60-23:29"] {
            assert!(!is_time(text), "{text}");
        }
    }

    #[test]
    fn a_moment_is_a_date_and_a_time() {
        assert!(is_date_time("1963-06-19T08:30:06.283185Z"));
        assert!(is_date_time("1963-06-19t08:30:06z"));
        assert!(is_date_time("1998-12-31T15:59:60.123-08:00"));
        for text in
            ["1963-06-19 08:30:06Z", "1963-06-19", "1963-06-19T", "T08:30:06Z", "1963-02-30T08:30:06Z"]
        {
            assert!(!is_date_time(text), "{text}");
        }
    }
}
