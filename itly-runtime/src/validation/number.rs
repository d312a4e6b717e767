use std::cmp::Ordering;
use std::fmt;

/// A number as JSON has it: whole numbers are exact beyond the 53 bits of a float.
#[derive(Debug, Clone, Copy)]
pub enum Number {
    /// A whole number.
    Integer(i64),
    /// A whole number beyond `i64`.
    Unsigned(u64),
    /// Any other number.
    Float(f64),
}

impl Number {
    /// The exact order of two numbers of whatever kinds; none when one is not a number.
    #[inline]
    pub(crate) fn order(self, other: Self) -> Option<Ordering> {
        // Nearly all numbers with rules are such.
        if let (Self::Integer(left), Self::Integer(right)) = (self, other) {
            return Some(left.cmp(&right));
        }
        self.order_of_kinds(other)
    }

    #[inline(never)]
    fn order_of_kinds(self, other: Self) -> Option<Ordering> {
        match (self.whole(), other.whole()) {
            (Whole::Is(left), Whole::Is(right)) => Some(left.cmp(&right)),
            (Whole::Is(left), Whole::Not(right)) => order_with_float(left, right),
            (Whole::Not(left), Whole::Is(right)) => order_with_float(right, left).map(Ordering::reverse),
            (Whole::Not(left), Whole::Not(right)) => left.partial_cmp(&right),
        }
    }

    /// Whether the number can stand in JSON.
    pub(crate) fn is_finite(self) -> bool {
        match self {
            Self::Float(number) => number.is_finite(),
            Self::Integer(_) | Self::Unsigned(_) => true,
        }
    }

    fn whole(self) -> Whole {
        match self {
            Self::Integer(number) => Whole::Is(i128::from(number)),
            Self::Unsigned(number) => Whole::Is(i128::from(number)),
            Self::Float(number) => Whole::Not(number),
        }
    }
}

enum Whole {
    Is(i128),
    Not(f64),
}

/// The order of a whole number of at most 65 bits with a float, without rounding either.
fn order_with_float(whole: i128, float: f64) -> Option<Ordering> {
    const BEYOND_EVERY_WHOLE: f64 = 1e30;
    if float.is_nan() {
        return None;
    }
    if float.abs() >= BEYOND_EVERY_WHOLE {
        return Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let floor = float.floor();
    let is_fraction = if float > floor { Ordering::Less } else { Ordering::Equal };
    Some(whole.cmp(&(floor as i128)).then(is_fraction))
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self::Unsigned(number)
    }
}

impl From<f64> for Number {
    fn from(number: f64) -> Self {
        Self::Float(number)
    }
}

/// Prints the shortest decimal that reads back as the number; a whole float goes without its `.0`.
impl fmt::Display for Number {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => write!(to, "{number}"),
            Self::Unsigned(number) => write!(to, "{number}"),
            Self::Float(number) => {
                let text = format!("{number:?}");
                to.write_str(text.strip_suffix(".0").unwrap_or(&text))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_different_kinds_are_compared_exactly() {
        use Number::{Float, Integer, Unsigned};
        let cases = [
            (Integer(9_007_199_254_740_993), Float(9_007_199_254_740_992.0), Ordering::Greater),
            (Integer(i64::MAX), Float(9_223_372_036_854_775_808.0), Ordering::Less),
            (Integer(-3), Float(-2.5), Ordering::Less),
            (Integer(-2), Float(-2.5), Ordering::Greater),
            (Integer(2), Float(2.5), Ordering::Less),
            (Integer(0), Float(-0.0), Ordering::Equal),
            (Unsigned(u64::MAX), Integer(-1), Ordering::Greater),
            (Unsigned(u64::MAX), Float(18_446_744_073_709_551_616.0), Ordering::Less),
            (Integer(i64::MIN), Float(-1e300), Ordering::Greater),
            (Unsigned(u64::MAX), Float(f64::INFINITY), Ordering::Less),
            (Float(0.5), Float(0.25), Ordering::Greater),
        ];
        for (left, right, expected) in cases {
            assert_eq!(left.order(right), Some(expected), "{left:?} {right:?}");
            assert_eq!(right.order(left), Some(expected.reverse()), "{right:?} {left:?}");
        }
        assert_eq!(Integer(1).order(Float(f64::NAN)), None);
    }

    #[test]
    fn a_number_prints_as_the_plan_would_write_it() {
        let printed =
            [Number::Integer(-5), Number::Unsigned(u64::MAX), Number::Float(5.0), Number::Float(0.1)]
                .map(|number| number.to_string());
        assert_eq!(printed, ["-5", "18446744073709551615", "5", "0.1"]);
        assert_eq!(Number::Float(1e300).to_string(), "1e300");
    }
}
