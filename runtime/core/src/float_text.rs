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

/// `x` with a few decimals, where whole numbers of 128 bits hold all of it: the
/// number is scaled exactly, and rounded half to even once.
fn fixed(x: f64, decimals: usize) -> Option<String> {
    const MAX_DECIMALS: usize = 17;
    const FRACTION: u32 = f64::MANTISSA_DIGITS - 1;
    let bits = x.to_bits();
    let exponent = (bits >> FRACTION) as u32 & 0x7FF;
    // Below the point are `shift` bits.
    let shift = (1023 + FRACTION).checked_sub(exponent)?;
    if decimals > MAX_DECIMALS || !(1..=120).contains(&shift) || exponent == 0 {
        return None;
    }
    let mantissa = bits & ((1 << FRACTION) - 1) | 1 << FRACTION;
    let scale = 10u64.pow(decimals as u32);
    // Less than 2^53 * 2^57.
    let scaled = u128::from(mantissa) * u128::from(scale);
    let (whole, rest) = (scaled >> shift, scaled & ((1 << shift) - 1));
    let half = 1u128 << (shift - 1);
    let up = rest > half || rest == half && whole & 1 == 1;
    let digits = u64::try_from(whole).ok()? + u64::from(up);
    let (whole, decimal) = (digits / scale, digits % scale);
    let sign = if x.is_sign_negative() { "-" } else { "" };
    Some(match decimals {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{decimal:0decimals$}"),
    })
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
        return fixed(x, format.precision).unwrap_or_else(|| format!("{x:.*}", format.precision));
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
    // Where no exponent shows both lay it out alike.
    if x == 0.0 || (1e-4..1e16).contains(&x.abs()) {
        return ryu::Buffer::new().format_finite(x).to_string();
    }
    format_float(x, FloatFormat::REPR)
}

/// What `float(text)` gives: surrounding space, underscores between digits
/// and digits of any script are allowed. `None`: not a float.
pub fn parse(text: &str) -> Option<f64> {
    let text = text.trim_matches(crate::unicode::is_space);
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
