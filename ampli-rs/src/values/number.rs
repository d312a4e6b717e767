//! Numbers of JSON compared without losing digits.

use std::cmp::Ordering;

use serde_json::Number;

/// The order of two numbers by value: integers of 64 bits exactly, against fractions by what they stand for.
pub(crate) fn compare(left: &Number, right: &Number) -> Ordering {
    match (integer(left), integer(right)) {
        (Some(left), Some(right)) => left.cmp(&right),
        (Some(left), None) => compare_mixed(left, float(right)),
        (None, Some(right)) => compare_mixed(right, float(left)).reverse(),
        (None, None) => float(left).total_cmp(&float(right)),
    }
}

/// The whole number that `number` is, `1.0` included; `None` for fractions and what 128 bits can't hold.
pub(crate) fn integer(number: &Number) -> Option<i128> {
    let exact = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    exact.or_else(|| whole(float(number)))
}

/// The smallest whole number that is not less.
pub(crate) fn ceiling(number: &Number) -> Option<i128> {
    integer(number).or_else(|| whole(float(number).ceil()))
}

/// The largest whole number that is not more.
pub(crate) fn floor(number: &Number) -> Option<i128> {
    integer(number).or_else(|| whole(float(number).floor()))
}

/// The number as floating point; JSON numbers are never NaN.
pub(crate) fn float(number: &Number) -> f64 {
    number.as_f64().unwrap_or_default()
}

fn whole(value: f64) -> Option<i128> {
    // Beyond 2^100 no plan means a whole number to the last digit.
    (value.fract() == 0.0 && value.abs() < 1.3e30).then_some(value as i128)
}

/// The order of a whole number and a fraction, or a number of enormous size.
fn compare_mixed(left: i128, right: f64) -> Ordering {
    match whole(right.floor()) {
        Some(below) if left <= below => Ordering::Less,
        Some(_) => Ordering::Greater,
        None if right > 0.0 => Ordering::Less,
        None => Ordering::Greater,
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{ceiling, compare, floor};

    fn number(text: &str) -> serde_json::Number {
        serde_json::from_str(text).expect("a number")
    }

    #[test]
    fn no_digit_is_lost() {
        let order = |left, right| compare(&number(left), &number(right));
        assert_eq!(order("9007199254740993", "9007199254740992"), Ordering::Greater);
        assert_eq!(order("1", "1.0"), Ordering::Equal);
        assert_eq!(order("1", "1.5"), Ordering::Less);
        assert_eq!(order("-1", "-1.5"), Ordering::Greater);
        assert_eq!(order("18446744073709551615", "1e300"), Ordering::Less);
        assert_eq!(order("-1e300", "-9223372036854775808"), Ordering::Less);
        assert_eq!(order("0.25", "0.5"), Ordering::Less);
    }

    #[test]
    fn fractions_are_rounded_to_either_side() {
        assert_eq!((ceiling(&number("1.2")), floor(&number("1.8"))), (Some(2), Some(1)));
        assert_eq!((ceiling(&number("-0.5")), floor(&number("-0.5"))), (Some(0), Some(-1)));
        assert_eq!(ceiling(&number("1e300")), None);
    }
}
