use std::fmt;

/// A day, as plans write it: `2030-01-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The first day that clocks know.
    pub const EPOCH: Self = Self { year: 1970, month: 1, day: 1 };

    /// The day that `text` begins with, if nothing but a time of day follows; `None` for versions and everything else.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (day, rest) = text.split_at_checked(10)?;
        let is_day = day.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        if !is_day || !(rest.is_empty() || rest.starts_with(['T', 't', ' '])) {
            return None;
        }
        let date = Self {
            year: day[..4].parse().ok()?,
            month: day[5..7].parse().ok()?,
            day: day[8..].parse().ok()?,
        };
        ((1..=12).contains(&date.month) && (1..=31).contains(&date.day)).then_some(date)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_are_told_from_versions() {
        let shown = |text| Date::read(text).map(|date| date.to_string());
        assert_eq!(shown("2030-01-31").as_deref(), Some("2030-01-31"));
        assert_eq!(shown(" 2030-01-31T10:00:00Z ").as_deref(), Some("2030-01-31"));
        for text in [
            "",
            "130",
            "never",
            "2030-13-01",
            "2030-00-10",
            "2030-01-32",
            "2030-01-310",
            "1.0.0-beta.1",
            "２０３０-01",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_in_order() {
        let read = |text| Date::read(text).expect("a day");
        assert!(read("2029-12-31") < read("2030-01-01"));
        assert!(read("2030-01-31") < read("2030-02-01"));
        assert!(read("2030-02-01") < read("2030-02-10"));
    }
}
