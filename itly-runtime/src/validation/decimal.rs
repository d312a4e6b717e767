use std::fmt::{self, Write};

use super::Number;

/// The size of a number, read as the decimal that it prints as: `digits * 10^exponent`.
///
/// `0.3` is three tenths here, which is what JSON says, and not the binary fraction nearest to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Decimal {
    digits: u64,
    exponent: i32,
}

/// Whether `value` is a whole multiple of `divisor`; every number is one of a divisor that is no number or zero.
pub(crate) fn is_multiple(value: Number, divisor: Number) -> bool {
    if let (Number::Integer(value), Number::Integer(divisor @ 1..)) = (value, divisor) {
        return value % divisor == 0;
    }
    match (Decimal::of(value), Decimal::of(divisor)) {
        (Some(value), Some(divisor)) if divisor.digits > 0 => value.is_multiple_of(divisor),
        _ => true,
    }
}

impl Decimal {
    /// None for a number that is not finite.
    fn of(number: Number) -> Option<Self> {
        match number {
            Number::Integer(number) => Some(Self { digits: number.unsigned_abs(), exponent: 0 }),
            Number::Unsigned(number) => Some(Self { digits: number, exponent: 0 }),
            Number::Float(number) => Self::of_float(number),
        }
    }

    fn of_float(number: f64) -> Option<Self> {
        if !number.is_finite() {
            return None;
        }
        let mut text = Scientific { bytes: [0; 32], length: 0 };
        write!(text, "{:e}", number.abs()).ok()?;
        let (mantissa, exponent) = std::str::from_utf8(&text.bytes[..text.length]).ok()?.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = whole.bytes().chain(fraction.bytes());
        Some(Self {
            digits: digits.fold(0, |digits, digit| digits * 10 + u64::from(digit - b'0')),
            exponent: exponent - i32::try_from(fraction.len()).ok()?,
        })
    }

    fn is_multiple_of(self, divisor: Self) -> bool {
        const LARGEST_POWER_OF_TEN: u32 = 19;
        let shift = self.exponent - divisor.exponent;
        let size = u128::from(divisor.digits);
        if self.digits == 0 {
            true
        } else if shift >= 0 {
            let value = u128::from(self.digits) % size;
            (value * power_of_ten(shift.unsigned_abs(), size)).is_multiple_of(size)
        } else if shift.unsigned_abs() > LARGEST_POWER_OF_TEN {
            false
        } else {
            let power = 10_u64.pow(shift.unsigned_abs());
            self.digits.is_multiple_of(power) && (self.digits / power).is_multiple_of(divisor.digits)
        }
    }
}

/// `10^exponent` modulo `modulus`, which is below 2^64 so that no product overflows.
fn power_of_ten(mut exponent: u32, modulus: u128) -> u128 {
    let mut result = 1 % modulus;
    let mut base = 10 % modulus;
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        exponent /= 2;
    }
    result
}

/// Text on the stack: 17 digits, a point, and an exponent of at most five characters fit.
struct Scientific {
    bytes: [u8; 32],
    length: usize,
}

impl fmt::Write for Scientific {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_divided_as_they_are_written() {
        use Number::{Float, Integer, Unsigned};
        let cases = [
            (Float(0.3), Float(0.1), true),
            (Float(0.0075), Float(0.0001), true),
            (Float(0.00751), Float(0.0001), false),
            (Float(1_070_468.14), Float(0.01), true),
            (Float(19.99), Float(0.01), true),
            (Float(4.5), Float(1.5), true),
            (Integer(35), Float(1.5), false),
            (Integer(-6), Integer(3), true),
            (Integer(-7), Integer(3), false),
            (Float(10.0), Integer(5), true),
            (Float(10.5), Integer(5), false),
            (Float(0.0), Float(0.3), true),
            (Float(-0.0), Integer(7), true),
            (Integer(9_007_199_254_740_993), Integer(9_007_199_254_740_993), true),
            (Unsigned(u64::MAX), Integer(2), false),
            (Unsigned(u64::MAX), Integer(5), true),
            (Float(1e308), Float(0.5), true),
            (Float(1e308), Float(1e-308), true),
            (Float(1e308), Integer(7), false),
            (Float(1e-8), Float(1e8), false),
            (Integer(1), Float(1e300), false),
            (Integer(i64::MIN), Integer(2), true),
        ];
        for (value, divisor, expected) in cases {
            assert_eq!(is_multiple(value, divisor), expected, "{value} by {divisor}");
        }
    }

    #[test]
    fn a_divisor_that_cannot_be_asks_nothing() {
        assert!(is_multiple(Number::Integer(1), Number::Integer(0)));
        assert!(is_multiple(Number::Integer(1), Number::Float(f64::NAN)));
    }
}
