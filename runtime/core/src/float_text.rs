//! Text of floats: `repr`, the e, f, g formats, and parsing.

use crate::prelude::*;

/// How to lay out a float.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// `1.5e+10`, the precision counts digits behind the point.
    Exponent,
    /// `15.00`, the precision counts digits behind the point.
    Fixed,
    /// Whichever of both is shorter, the precision counts digits.
    General,
    /// The shortest digits that read back as the same float.
    Shortest,
}

/// The digits of `|x|` without point, and where the point belongs: before
/// digit number `point`. No zeros at the end, except for zero itself.
fn digits(x: f64, style: Style, precision: usize) -> (String, i64) {
    // No float has more digits than this; more would only be zeros.
    let precision = precision.min(1100);
    let text = match style {
        Style::Shortest => return shortest(x.abs()),
        Style::Exponent => format!("{:.*e}", precision, x.abs()),
        Style::General => format!("{:.*e}", precision.max(1) - 1, x.abs()),
        Style::Fixed => {
            let text = format!("{:.*}", precision, x.abs());
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
            let all = [whole, fraction].concat();
            let digits = all.trim_start_matches('0');
            let point = whole.len() as i64 - (all.len() - digits.len()) as i64;
            let digits = digits.trim_end_matches('0');
            return if digits.is_empty() {
                ("0".into(), 1)
            } else {
                (digits.into(), point)
            };
        }
    };
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return ("0".into(), 1);
    }
    (digits.into(), exponent.parse::<i64>().unwrap_or(0) + 1)
}

/// The shortest digits that read back as `x`, which is not negative; of two
/// equally close ones the even one.
fn shortest(x: f64) -> (String, i64) {
    let mut buffer = ryu::Buffer::new();
    let text = buffer.format_finite(x);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = String::with_capacity(20);
    digits.push_str(whole);
    digits.push_str(fraction);
    let leading = digits.len() - digits.trim_start_matches('0').len();
    if leading == digits.len() {
        return ("0".into(), 1);
    }
    digits.drain(..leading);
    digits.truncate(digits.trim_end_matches('0').len());
    (
        digits,
        whole.len() as i64 - leading as i64 + exponent.parse::<i64>().unwrap_or(0),
    )
}

/// How [`format_float`] lays out its text.
#[derive(Clone, Copy, Debug)]
pub struct FloatFormat {
    pub style: Style,
    pub precision: usize,
    /// Appends `.0` where neither point nor exponent would show.
    pub dot_zero: bool,
    /// Keeps the point, and in general style the zeros behind it.
    pub alternate: bool,
    pub upper: bool,
}

impl FloatFormat {
    /// What `repr` uses.
    const REPR: FloatFormat = FloatFormat {
        style: Style::Shortest,
        precision: 0,
        dot_zero: true,
        alternate: false,
        upper: false,
    };
}

/// A float with a few decimals, without memory of its own.
pub(crate) struct Fixed {
    bytes: [u8; Fixed::LONGEST],
    start: usize,
    /// Where the point is, or would be.
    point: usize,
}

impl Fixed {
    /// A sign, digits and a point.
    const LONGEST: usize = 40;
    const MAX_DECIMALS: usize = 17;

    /// `x`, where whole numbers of 128 bits hold all of it: the number is
    /// scaled exactly, and rounded half to even once.
    pub(crate) fn new(x: f64, decimals: usize) -> Option<Fixed> {
        const FRACTION: u32 = f64::MANTISSA_DIGITS - 1;
        let bits = x.to_bits();
        let exponent = (bits >> FRACTION) as u32 & 0x7FF;
        // Below the point are `shift` bits.
        let shift = (1023 + FRACTION).checked_sub(exponent)?;
        let is_zero = x == 0.0;
        if decimals > Fixed::MAX_DECIMALS
            || !is_zero && (!(1..=120).contains(&shift) || exponent == 0)
        {
            return None;
        }
        let (mantissa, shift) = match is_zero {
            true => (0, 1),
            false => (bits & ((1 << FRACTION) - 1) | 1 << FRACTION, shift),
        };
        let scale = 10u64.pow(decimals as u32);
        // Less than 2^53 * 2^57.
        let scaled = u128::from(mantissa) * u128::from(scale);
        let (whole, rest) = (scaled >> shift, scaled & ((1 << shift) - 1));
        let half = 1u128 << (shift - 1);
        let up = rest > half || rest == half && whole & 1 == 1;
        let mut left = u64::try_from(whole).ok()? + u64::from(up);
        let mut fixed = Fixed {
            bytes: [0; Fixed::LONGEST],
            start: Fixed::LONGEST,
            point: Fixed::LONGEST,
        };
        for _ in 0..decimals {
            fixed.put(b'0' + (left % 10) as u8);
            left /= 10;
        }
        if decimals > 0 {
            fixed.put(b'.');
            fixed.point = fixed.start;
        }
        while left >= 10 {
            fixed.put(b'0' + (left % 10) as u8);
            left /= 10;
        }
        fixed.put(b'0' + left as u8);
        if x.is_sign_negative() {
            fixed.put(b'-');
        }
        Some(fixed)
    }

    #[inline]
    fn put(&mut self, byte: u8) {
        self.start -= 1;
        self.bytes[self.start] = byte;
    }

    pub(crate) fn as_str(&self) -> &str {
        // SAFETY: digits, a point and a sign.
        unsafe { core::str::from_utf8_unchecked(&self.bytes[self.start..]) }
    }

    /// How many digits there are before the point.
    pub(crate) fn whole_digits(&self) -> usize {
        self.point - self.start - usize::from(self.bytes[self.start] == b'-')
    }
}

/// The text of `x`; a sign only where it is negative.
pub fn format_float(x: f64, format: FloatFormat) -> String {
    let cased = |text: &str| {
        if format.upper {
            text.to_ascii_uppercase()
        } else {
            text.to_string()
        }
    };
    if x.is_nan() {
        return cased("nan");
    }
    if x.is_infinite() {
        return cased(if x < 0.0 { "-inf" } else { "inf" });
    }
    if format.style == Style::Fixed && !format.alternate && format.precision <= 1100 {
        // The standard library lays these out in the same way.
        return match Fixed::new(x, format.precision) {
            Some(fixed) => fixed.as_str().to_string(),
            None => format!("{x:.*}", format.precision),
        };
    }
    let precision = format.precision as i64;
    let (digits, mut point) = digits(x, format.style, format.precision);
    let n_digits = digits.len() as i64;
    // Digits are shown from position 0, or before it, up to `end`.
    let (use_exponent, end) = match format.style {
        Style::Exponent => (true, precision + 1),
        Style::Fixed => (false, point + precision),
        Style::General => {
            let precision = precision.max(1);
            let end = if format.alternate {
                precision
            } else {
                n_digits
            };
            (
                point <= -4 || point > precision - i64::from(format.dot_zero),
                end,
            )
        }
        Style::Shortest => (point <= -4 || point > 16, n_digits),
    };
    let exponent = point - 1;
    if use_exponent {
        point = 1;
    }
    let start = if point <= 0 { point - 1 } else { 0 };
    let end = if !use_exponent && format.dot_zero {
        end.max(point + 1)
    } else {
        end.max(point)
    };
    let mut out = String::with_capacity((end - start) as usize + 8);
    if x.is_sign_negative() {
        out.push('-');
    }
    let push_digits = |out: &mut String, from: i64, to: i64| {
        // Positions before the first and behind the last digit hold zeros.
        let zeros = |n: i64| core::iter::repeat_n('0', n.max(0) as usize);
        out.extend(zeros(to.min(0) - from));
        let (first, last) = (from.clamp(0, n_digits), to.clamp(0, n_digits));
        out.push_str(&digits[first as usize..last as usize]);
        out.extend(zeros(to - from.max(n_digits)));
    };
    if point > start && point < end {
        push_digits(&mut out, start, point);
        out.push('.');
        push_digits(&mut out, point, end);
    } else {
        push_digits(&mut out, start, end);
    }
    if end <= point && format.alternate {
        out.push('.');
    }
    if use_exponent {
        let sign = if exponent < 0 { '-' } else { '+' };
        out.push_str(&format!(
            "{}{sign}{:02}",
            if format.upper { 'E' } else { 'e' },
            exponent.abs()
        ));
    }
    out
}

/// `repr(x)`.
pub fn repr(x: f64) -> String {
    with_repr(x, str::to_string)
}

/// Hands `repr(x)` to `take`.
pub fn with_repr<T>(x: f64, take: impl FnOnce(&str) -> T) -> T {
    // Where no exponent shows both lay it out alike.
    if x == 0.0 || (1e-4..1e16).contains(&x.abs()) {
        return take(ryu::Buffer::new().format_finite(x));
    }
    take(&format_float(x, FloatFormat::REPR))
}

/// What `float(text)` gives: surrounding space, underscores between digits
/// and digits of any script are allowed. `None`: not a float.
pub fn parse(text: &str) -> Option<f64> {
    let text = text.trim_matches(crate::unicode::is_space);
    if text.bytes().all(|c| c.is_ascii() && c != b'_') {
        return parse_ascii(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut previous = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let c = crate::unicode::decimal(c)
            .and_then(|value| char::from_digit(value, 10))
            .unwrap_or(c);
        if c == '_' {
            let next_is_digit = chars
                .peek()
                .is_some_and(|&next| crate::unicode::decimal(next).is_some());
            if !previous.is_ascii_digit() || !next_is_digit {
                return None;
            }
        } else {
            plain.push(c);
        }
        previous = c;
    }
    parse_ascii(&plain)
}

/// As [`parse`], of text without space and underscores.
fn parse_ascii(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let first = unsigned.bytes().next()?;
    if !first.is_ascii_digit() && first != b'.' {
        // The standard library takes the same words in any case: inf, infinity, nan.
        let known = ["inf", "infinity", "nan"]
            .iter()
            .any(|word| unsigned.eq_ignore_ascii_case(word));
        if !known {
            return None;
        }
    }
    let value: f64 = text.parse().ok()?;
    // Rust keeps no sign on NaN from text; CPython does not show one either.
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortest() {
        for (x, text) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e16, "1e+16"),
            (9999999999999998.0, "9999999999999998.0"),
            (123456789012345680.0, "1.2345678901234568e+17"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1.5e300, "1.5e+300"),
            (5e-324, "5e-324"),
            (f64::INFINITY, "inf"),
            (f64::NAN, "nan"),
        ] {
            assert_eq!(repr(x), text);
        }
    }

    #[test]
    fn parsing() {
        assert_eq!(parse(" 1_0.5e1_0 "), Some(10.5e10));
        assert_eq!(parse("٣.٥"), Some(3.5));
        assert_eq!(parse("-Infinity"), Some(f64::NEG_INFINITY));
        assert!(parse("nan").is_some_and(f64::is_nan));
        for bad in [
            "", " ", "1__0", "_1", "1_", "1e", ".", "e5", "0x10", "1 2", "infi", "1._5", "--1",
        ] {
            assert_eq!(parse(bad), None, "{bad:?}");
        }
        assert_eq!(parse("1."), Some(1.0));
        assert_eq!(parse(".5"), Some(0.5));
    }
}
