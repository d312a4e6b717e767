//! Moments as people and programs read them, in UTC.

const DAY: i64 = 86_400;

/// Year, month and day, and the second of the day, of microseconds since 1970-01-01.
///
/// The days are counted from the first of March, so that a leap day is a year's last
/// (Hinnant, `chrono`-Compatible Low-Level Date Algorithms).
fn parts(microseconds: i64) -> (i64, i64, i64, i64) {
    let seconds = microseconds.div_euclid(1_000_000);
    let days = seconds.div_euclid(DAY) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day, seconds.rem_euclid(DAY))
}

/// `2026-11-01T10:00:00Z`, for programs.
pub(crate) fn for_programs(microseconds: i64) -> String {
    let (year, month, day, second) = parts(microseconds);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// `2026-11-01 10:00`, for people.
pub(crate) fn for_people(microseconds: i64) -> String {
    let (year, month, day, second) = parts(microseconds);
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", second / 3_600, second / 60 % 60)
}

#[cfg(test)]
mod tests {
    use super::{for_people, for_programs};

    #[test]
    fn dates_are_those_of_the_calendar() {
        let cases = [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00Z"),
            (1_767_323_045_678_000, "2026-01-02T03:04:05Z"),
            (4_107_542_399_000_000, "2100-02-28T23:59:59Z"),
        ];
        for (moment, text) in cases {
            assert_eq!(for_programs(moment), text);
        }
        assert_eq!(for_people(1_767_323_045_678_000), "2026-01-02 03:04");
    }
}
