//! `duration` of RFC 3339, appendix A: units stand in order, and none between two may be left out.

pub(super) fn is_duration(text: &str) -> bool {
    let Some(spans) = text.strip_prefix('P') else {
        return false;
    };
    if let Some(weeks) = spans.strip_suffix('W') {
        return is_number(weeks);
    }
    match spans.split_once('T') {
        None => are_spans(spans, "YMD"),
        Some(("", time)) => are_spans(time, "HMS"),
        Some((date, time)) => are_spans(date, "YMD") && are_spans(time, "HMS"),
    }
}

/// Whether `text` is a run of numbers, each with one of the `units`, which follow one another without a gap.
fn are_spans(text: &str, units: &str) -> bool {
    let mut next_unit = None;
    let mut rest = text;
    while let Some(digits) = rest.find(|each: char| !each.is_ascii_digit()) {
        let (number, from_unit) = rest.split_at(digits);
        let unit = from_unit.chars().next().and_then(|unit| units.find(unit));
        match unit {
            Some(unit) if !number.is_empty() && next_unit.is_none_or(|next| next == unit) => {
                next_unit = Some(unit + 1);
                rest = &from_unit[1..];
            }
            _ => return false,
        }
    }
    next_unit.is_some() && rest.is_empty()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_by_the_grammar() {
        for text in
            ["P4DT12H30M5S", "P4Y", "PT0S", "P0D", "P1M", "PT1M", "PT36H", "P1DT12H", "P2W", "P1Y2M3D"]
        {
            assert!(is_duration(text), "{text}");
        }
        for text in [
            "P",
            "PT",
            "P1",
            "PT1D",
            "4DT12H30M5S",
            "P1YT",
            "P1D2H",
            "P2D1Y",
            "P2S",
            "P1Y2W",
            "P1W2D",
            "P1Y2D",
            "PT1H2S",
            "P1.5D",
            "P-1D",
            "p1d",
            "P২Y",
            "PT1H1H",
            "P1W ",
            "PW",
            "P1é",
        ] {
            assert!(!is_duration(text), "{text}");
        }
    }
}
