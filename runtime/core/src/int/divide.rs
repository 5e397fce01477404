//! Division of ints.

use dashu_int::IBig;
use dashu_int::ops::{BitTest, DivRem};

use super::wide::{div_mod, from_wide, wide_pair};
use super::{from_big, is_zero, with_big};
use crate::error::{PyResult, raise_overflow_error, raise_zero_division_error};
// Where something else brings the standard library, floats have its methods.
#[allow(unused_imports)]
use crate::prelude::*;
use crate::value::Value;

/// `x // y` of Python; `y` is not 0 and the pair not (MIN, -1).
#[inline]
pub fn floor_div_i64(x: i64, y: i64) -> i64 {
    let quotient = x / y;
    if x % y != 0 && (x < 0) != (y < 0) {
        quotient - 1
    } else {
        quotient
    }
}

/// `x % y` of Python; `y` is not 0.
#[inline]
pub fn floor_mod_i64(x: i64, y: i64) -> i64 {
    let rest = x % y;
    if rest != 0 && (rest < 0) != (y < 0) {
        rest + y
    } else {
        rest
    }
}

pub(super) fn div_mod_big(a: &IBig, b: &IBig) -> (IBig, IBig) {
    let (quotient, rest) = a.div_rem(b);
    if rest != IBig::ZERO && (rest < IBig::ZERO) != (*b < IBig::ZERO) {
        (quotient - IBig::ONE, rest + b)
    } else {
        (quotient, rest)
    }
}

/// `a // b`.
pub fn int_floordiv(a: &Value, b: &Value) -> PyResult<Value> {
    if is_zero(b) {
        return Err(raise_zero_division_error(format_args!(
            "integer division or modulo by zero"
        )));
    }
    if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
        return Ok(Value::int(floor_div_i64(x, y)));
    }
    if let Some((x, y)) = wide_pair(a, b)
        && let Some((quotient, _)) = div_mod(x, y)
    {
        return Ok(from_wide(quotient));
    }
    Ok(with_big(a, |a| {
        with_big(b, |b| from_big(div_mod_big(a, b).0))
    }))
}

/// `a % b`.
pub fn int_mod(a: &Value, b: &Value) -> PyResult<Value> {
    if is_zero(b) {
        return Err(raise_zero_division_error(format_args!(
            "integer modulo by zero"
        )));
    }
    if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
        return Ok(Value::int(floor_mod_i64(x, y)));
    }
    if let Some((x, y)) = wide_pair(a, b)
        && let Some((_, rest)) = div_mod(x, y)
    {
        return Ok(from_wide(rest));
    }
    Ok(with_big(a, |a| {
        with_big(b, |b| from_big(div_mod_big(a, b).1))
    }))
}

/// `a / b`, correctly rounded.
pub fn int_truediv(a: &Value, b: &Value) -> PyResult<f64> {
    if is_zero(b) {
        return Err(raise_zero_division_error(format_args!("division by zero")));
    }
    if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int())
        && x.unsigned_abs() <= 1 << 53
        && y.unsigned_abs() <= 1 << 53
    {
        return Ok(x as f64 / y as f64);
    }
    match with_big(a, |a| with_big(b, |b| divide_rounded(a, b))) {
        Some(result) => Ok(result),
        None => Err(raise_overflow_error(format_args!(
            "integer division result too large for a float"
        ))),
    }
}

/// `a / b` rounded to the nearest float, half to even; `None` on overflow.
pub(super) fn divide_rounded(a: &IBig, b: &IBig) -> Option<f64> {
    let negative = (*a < IBig::ZERO) != (*b < IBig::ZERO);
    let (a, b) = (magnitude(a), magnitude(b));
    if a == IBig::ZERO {
        return Some(if negative { -0.0 } else { 0.0 });
    }
    // Scale so that the quotient has 64 or 65 bits below which a sticky bit tells the rest.
    let scale = a.bit_len() as i64 - b.bit_len() as i64 - 64;
    let (quotient, rest) = if scale > 0 {
        a.div_rem(&(b << scale as usize))
    } else {
        (a << (-scale) as usize).div_rem(&b)
    };
    let bits = u128::try_from(quotient).expect("at most 65 bits");
    let value = scaled_to_float(bits, rest != IBig::ZERO, scale)?;
    Some(if negative { -value } else { value })
}

/// `bits * 2^exponent` (plus a little when `sticky`) as a float, half to even.
pub fn scaled_to_float(bits: u128, sticky: bool, exponent: i64) -> Option<f64> {
    if bits == 0 {
        return Some(0.0);
    }
    let length = 128 - bits.leading_zeros() as i64;
    let top = exponent + length;
    if top > 1024 {
        return None;
    }
    // The weight of the last kept bit: 53 bits, fewer for subnormal results.
    let last = (top - 53).max(-1074);
    let drop = last - exponent;
    let mut mantissa;
    if drop <= 0 {
        mantissa = bits << (-drop);
    } else if drop > 127 {
        return Some(0.0);
    } else {
        mantissa = bits >> drop;
        let half = 1u128 << (drop - 1);
        let rest = bits & ((1u128 << drop) - 1);
        if rest > half || rest == half && (sticky || mantissa & 1 == 1) {
            mantissa += 1;
        }
    }
    // At most 2^53, so exact; powers of two are applied in two exact steps.
    let value = mantissa as f64;
    let result = if last < -1000 {
        value * 2f64.powi(-1000) * 2f64.powi((last + 1000) as i32)
    } else {
        value * 2f64.powi(last as i32)
    };
    result.is_finite().then_some(result)
}

pub(super) fn magnitude(n: &IBig) -> IBig {
    if *n < IBig::ZERO { -n } else { n.clone() }
}
