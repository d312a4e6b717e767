//! Amounts as people read them.

/// `3.1 %`; what is little is not nothing.
pub(crate) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    match percent {
        0.0 => "0 %".to_owned(),
        percent if percent < 0.1 => "less than 0.1 %".to_owned(),
        percent if percent > 99.9 && percent < 100.0 => "more than 99.9 %".to_owned(),
        percent => {
            let text = format!("{percent:.1}");
            format!("{} %", text.strip_suffix(".0").unwrap_or(&text))
        }
    }
}

/// `30 of 90 events (33.3 %)`.
pub(super) fn of_events(count: u64, all: u64) -> String {
    let noun = if all == 1 { "event" } else { "events" };
    let share = if all == 0 { String::new() } else { format!(" ({})", percent(count as f64 / all as f64)) };
    format!("{} of {} {noun}{share}", grouped(count), grouped(all))
}

/// `once`, `1,234 times`.
pub(super) fn times(count: u64) -> String {
    if count == 1 { "once".to_owned() } else { format!("{} times", grouped(count)) }
}

/// `1,234,567`.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
