//! The methods of float.

use crate::error::{PyResult, raise_overflow_error, raise_type_error, raise_value_error};
use crate::int::{int_from_float, int_lshift};
use crate::prelude::*;
use crate::reference::{Str, Tuple};
use crate::value::Value;

/// `a.is_integer()`.
pub fn float_is_integer(a: f64) -> bool {
    a.is_finite() && a.trunc() == a
}

/// `a.as_integer_ratio()`.
pub fn float_as_integer_ratio(a: f64) -> PyResult<Tuple> {
    if a.is_nan() {
        return Err(raise_value_error(format_args!(
            "cannot convert NaN to integer ratio"
        )));
    }
    if a.is_infinite() {
        return Err(raise_overflow_error(format_args!(
            "cannot convert Infinity to integer ratio"
        )));
    }
    let (mut whole, mut exponent) = (a, 0i64);
    while whole != whole.trunc() {
        whole *= 2.0;
        exponent += 1;
    }
    let denominator = int_lshift(&Value::int(1), &Value::int(exponent))?;
    Ok(Tuple::from_vec(vec![int_from_float(whole)?, denominator]))
}

/// `a.hex()`.
pub fn float_hex(a: f64) -> Str {
    if !a.is_finite() {
        return crate::float::float_repr(a);
    }
    let sign = if a.is_sign_negative() { "-" } else { "" };
    let bits = a.abs().to_bits();
    let mantissa = bits & ((1 << 52) - 1);
    let exponent = (bits >> 52) as i64;
    Str::new(&match (exponent, mantissa) {
        (0, 0) => format!("{sign}0x0.0p+0"),
        (0, _) => format!("{sign}0x0.{mantissa:013x}p-1022"),
        _ => format!("{sign}0x1.{mantissa:013x}p{:+}", exponent - 1023),
    })
}

/// `class.fromhex(text)`.
pub fn float_fromhex(class: &Value, text: &Str) -> PyResult<Value> {
    let made = Value::float(parse_hex(text.as_str())?);
    match class.as_type() {
        Some(ty) if core::ptr::eq(ty, &crate::float::FLOAT) => Ok(made),
        _ => crate::call::call(class, &[made]),
    }
}

/// `class.__getformat__(typestr)`.
pub fn float_getformat(_: &Value, typestr: &Value) -> PyResult<Str> {
    match typestr.as_str().map(Str::as_str) {
        Some("double" | "float") => Ok(Str::new("IEEE, little-endian")),
        Some(_) => Err(raise_value_error(format_args!(
            "__getformat__() argument 1 must be 'double' or 'float'"
        ))),
        None => Err(raise_type_error(format_args!(
            "__getformat__() argument must be str, not {}",
            typestr.argument_name()
        ))),
    }
}

fn parse_hex(text: &str) -> PyResult<f64> {
    let invalid = || raise_value_error(format_args!("invalid hexadecimal floating-point string"));
    let trimmed = text.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\x0b');
    let (negative, rest) = match trimmed.as_bytes().first() {
        Some(b'-') => (true, &trimmed[1..]),
        Some(b'+') => (false, &trimmed[1..]),
        _ => (false, trimmed),
    };
    let lower = rest.to_ascii_lowercase();
    let sign = if negative { -1.0 } else { 1.0 };
    match lower.as_str() {
        "inf" | "infinity" => return Ok(sign * f64::INFINITY),
        "nan" => return Ok(sign * f64::NAN),
        _ => {}
    }
    let digits = lower.strip_prefix("0x").unwrap_or(&lower);
    let (mantissa, exponent) = match digits.split_once('p') {
        Some((mantissa, exponent)) => {
            let plain = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            if plain.is_empty() || !plain.bytes().all(|c| c.is_ascii_digit()) {
                return Err(invalid());
            }
            let size = plain.parse::<i64>().unwrap_or(1 << 40).min(1 << 40);
            (
                mantissa,
                if exponent.starts_with('-') {
                    -size
                } else {
                    size
                },
            )
        }
        None => (digits, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all: Vec<u32> = match whole
        .chars()
        .chain(fraction.chars())
        .map(|c| c.to_digit(16))
        .collect()
    {
        Some(all) => all,
        None => return Err(invalid()),
    };
    if all.is_empty() {
        return Err(invalid());
    }
    let mut exponent = exponent - 4 * fraction.len() as i64;
    // Keep the leading 30 digits; whether any lower one is set decides ties.
    let (mut bits, mut sticky) = (0u128, false);
    for digit in all {
        if bits >> 120 == 0 {
            bits = bits << 4 | digit as u128;
        } else {
            sticky |= digit != 0;
            exponent += 4;
        }
    }
    match crate::int::scaled_to_float(bits, sticky, exponent) {
        Some(value) => Ok(sign * value),
        None => Err(raise_overflow_error(format_args!(
            "hexadecimal value too large to represent as a float"
        ))),
    }
}

/// `a.conjugate()`.
pub fn float_conjugate(a: f64) -> f64 {
    a
}

/// `a.real`.
pub fn float_real(a: f64) -> f64 {
    a
}

/// `a.imag`.
pub fn float_imag(_: f64) -> f64 {
    0.0
}

/// `a.__trunc__()`.
pub fn float_trunc(a: f64) -> PyResult<Value> {
    int_from_float(a)
}

/// `a.__int__()`.
pub fn float_int(a: f64) -> PyResult<Value> {
    int_from_float(a)
}

/// `a.__floor__()`.
pub fn float_floor(a: f64) -> PyResult<Value> {
    int_from_float(a.floor())
}

/// `a.__ceil__()`.
pub fn float_ceil(a: f64) -> PyResult<Value> {
    int_from_float(a.ceil())
}

/// `round(a)`.
pub fn float_round(a: f64) -> PyResult<Value> {
    int_from_float(a.round_ties_even())
}

/// `round(a, digits)`.
pub fn float_round_digits(a: f64, digits: i64) -> PyResult<f64> {
    if !a.is_finite() || a == 0.0 || digits > 323 {
        return Ok(a);
    }
    if digits < -308 {
        return Ok(0f64.copysign(a));
    }
    let result = if digits >= 0 {
        // The formatter rounds the exact value, half to even.
        format!("{a:.*}", digits as usize)
            .parse::<f64>()
            .unwrap_or(a)
    } else {
        round_to_tens(a, digits.unsigned_abs() as usize)
    };
    if result.is_infinite() {
        return Err(raise_overflow_error(format_args!(
            "rounded value too large to represent"
        )));
    }
    Ok(result)
}

/// Rounds to a multiple of `10^places` from the exact decimal digits.
fn round_to_tens(a: f64, places: usize) -> f64 {
    let exact = format!("{:.1100}", a.abs());
    let (whole, fraction) = exact.split_once('.').unwrap_or((&exact, ""));
    let padded = format!("{whole:0>width$}", width = places + 1);
    let (kept, dropped) = padded.split_at(padded.len() - places);
    let below = |text: &str| text.bytes().any(|c| c != b'0');
    let first = dropped.as_bytes().first().copied().unwrap_or(b'0');
    let rest = dropped.len() > 1 && below(&dropped[1..]) || below(fraction);
    let odd = kept.as_bytes().last().is_some_and(|c| (c - b'0') % 2 == 1);
    let up = first > b'5' || first == b'5' && (rest || odd);
    let mut digits: Vec<u8> = kept.bytes().collect();
    if up {
        let mut at = digits.len();
        loop {
            if at == 0 {
                digits.insert(0, b'1');
                break;
            }
            at -= 1;
            if digits[at] == b'9' {
                digits[at] = b'0';
            } else {
                digits[at] += 1;
                break;
            }
        }
    }
    let text = format!("{}e{places}", String::from_utf8_lossy(&digits));
    text.parse::<f64>().unwrap_or(0.0).copysign(a)
}

/// `a.__round__(digits)`.
pub fn float_round_method(a: f64, digits: &Value) -> PyResult<Value> {
    if digits.is_none() {
        return float_round(a);
    }
    Ok(Value::float(float_round_digits(
        a,
        crate::operation::to_i64_saturating(digits)?,
    )?))
}
