//! Powers of ints.

use dashu_int::IBig;
use dashu_int::ops::{BitTest, DivRem};

use super::{
    MAX_BITS, as_big, div_mod_big, from_big, int_to_float, is_negative, is_zero, magnitude, to_i64,
    with_big,
};
use crate::error::{
    PyResult, raise_memory_error, raise_type_error, raise_value_error, raise_zero_division_error,
};
use crate::value::Value;

/// `a ** b`: an int, or a float when `b < 0`.
pub fn int_pow(a: &Value, b: &Value) -> PyResult<Value> {
    if is_negative(b) {
        if is_zero(a) {
            return Err(raise_zero_division_error(format_args!(
                "0.0 cannot be raised to a negative power"
            )));
        }
        let (x, y) = (int_to_float(a)?, int_to_float(b)?);
        return crate::float::float_pow(x, y);
    }
    if let (Some(base), Some(e)) = (a.as_small_int(), b.as_small_int())
        && let Some(small) = u32::try_from(e).ok().and_then(|e| base.checked_pow(e))
    {
        return Ok(Value::int(small));
    }
    let base = to_i64(a);
    match base {
        Some(0) if !is_zero(b) => return Ok(Value::int(0)),
        Some(1) => return Ok(Value::int(1)),
        Some(-1) => {
            let odd = with_big(b, |b| b.bit(0));
            return Ok(Value::int(if odd { -1 } else { 1 }));
        }
        _ => {}
    }
    let bits = with_big(a, |a| a.bit_len()) as u128;
    let exponent = to_i64(b).filter(|&e| bits * e as u128 <= MAX_BITS);
    match exponent {
        Some(e) => Ok(with_big(a, |a| from_big(a.pow(e as usize)))),
        None => Err(raise_memory_error()),
    }
}

/// `pow(a, b, m)` for ints.
pub fn pow_mod(a: &Value, b: &Value, m: &Value) -> PyResult<Value> {
    if let (Some(a), Some(b), Some(m)) = (a.as_small_int(), b.as_small_int(), m.as_small_int())
        && b >= 0
        && m > 0
    {
        return Ok(Value::int(pow_mod_small(a, b as u64, m as u64)));
    }
    let (Some(a), Some(b), Some(m)) = (as_big(a), as_big(b), as_big(m)) else {
        return Err(raise_type_error(format_args!(
            "pow() 3rd argument not allowed unless all arguments are integers"
        )));
    };
    if m == IBig::ZERO {
        return Err(raise_value_error(format_args!(
            "pow() 3rd argument cannot be 0"
        )));
    }
    let modulus = magnitude(&m);
    let (mut base, mut exponent) = (div_mod_big(&a, &modulus).1, b);
    if exponent < IBig::ZERO {
        match inverse(&base, &modulus) {
            Some(found) => base = found,
            None => {
                return Err(raise_value_error(format_args!(
                    "base is not invertible for the given modulus"
                )));
            }
        }
        exponent = -exponent;
    }
    let mut result = div_mod_big(&IBig::ONE, &modulus).1;
    for i in (0..exponent.bit_len()).rev() {
        result = (&result * &result) % &modulus;
        if exponent.bit(i) {
            result = (result * &base) % &modulus;
        }
    }
    Ok(from_big(div_mod_big(&result, &m).1))
}

/// `a` to the power `b` modulo `m`, which is positive.
fn pow_mod_small(a: i64, b: u64, m: u64) -> i64 {
    let times = |x: u64, y: u64| match x.checked_mul(y) {
        Some(product) => product % m,
        None => (u128::from(x) * u128::from(y) % u128::from(m)) as u64,
    };
    let mut base = a.rem_euclid(m as i64) as u64;
    let mut result = 1 % m;
    let mut left = b;
    while left > 0 {
        if left & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        left >>= 1;
    }
    result as i64
}

/// The inverse of `a` modulo `m`, by Euclid's algorithm.
fn inverse(a: &IBig, m: &IBig) -> Option<IBig> {
    let (mut r0, mut r1) = (m.clone(), a.clone());
    let (mut t0, mut t1) = (IBig::ZERO, IBig::ONE);
    while r1 != IBig::ZERO {
        let (quotient, rest) = r0.div_rem(&r1);
        let next = t0 - &quotient * &t1;
        (r0, r1) = (r1, rest);
        (t0, t1) = (t1, next);
    }
    (r0 == IBig::ONE).then(|| div_mod_big(&t0, m).1)
}
