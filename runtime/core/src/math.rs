//! The `math` module: functions of floats.

use core::ffi::c_int;

use crate::error::{PyResult, Raised, raise_overflow_error, raise_type_error, raise_value_error};
use crate::exports::{MethodRow, float, int};
use crate::method::offer;
use crate::name;
use crate::operation::value_to_float;
use crate::prelude::*;
use crate::reference::{Str, Tuple};
use crate::value::Value;

pub use crate::math_int::{
    math_comb, math_factorial, math_gcd, math_gcd_ints, math_isqrt, math_lcm, math_lcm_ints,
    math_perm,
};
pub use crate::math_special::{math_gamma, math_lgamma};

// Rust brings a `cbrt` of its own, which rounds differently from the one
// CPython's results come from.
core::arch::global_asm!(".symver pyaot_libm_cbrt, cbrt@GLIBC_2.2.5");

#[link(name = "m")]
unsafe extern "C" {
    safe fn erf(x: f64) -> f64;
    safe fn erfc(x: f64) -> f64;
    #[link_name = "pyaot_libm_cbrt"]
    safe fn cbrt(x: f64) -> f64;
    safe fn exp2(x: f64) -> f64;
    safe fn expm1(x: f64) -> f64;
    safe fn log1p(x: f64) -> f64;
    safe fn sinh(x: f64) -> f64;
    safe fn cosh(x: f64) -> f64;
    safe fn tanh(x: f64) -> f64;
    safe fn asinh(x: f64) -> f64;
    safe fn acosh(x: f64) -> f64;
    safe fn atanh(x: f64) -> f64;
    safe fn remainder(x: f64, y: f64) -> f64;
    safe fn nextafter(x: f64, y: f64) -> f64;
    safe fn ldexp(x: f64, exponent: c_int) -> f64;
    fn frexp(x: f64, exponent: *mut c_int) -> f64;
}

/// The constants of the module.
pub const CONSTANTS: &[(&str, f64)] = &[
    ("pi", core::f64::consts::PI),
    ("e", core::f64::consts::E),
    ("tau", core::f64::consts::TAU),
    ("inf", f64::INFINITY),
    ("nan", f64::NAN),
];

#[cold]
pub fn domain_error() -> Raised {
    raise_value_error(format_args!("math domain error"))
}

#[cold]
pub fn range_error() -> Raised {
    raise_overflow_error(format_args!("math range error"))
}

/// The result of a function of one argument, checked as CPython does: a new
/// nan is a domain error, a new infinity a range error, or a domain error
/// for functions that cannot overflow.
fn checked(x: f64, result: f64, can_overflow: bool) -> PyResult<f64> {
    if result.is_nan() && !x.is_nan() {
        return Err(domain_error());
    }
    if result.is_infinite() && x.is_finite() {
        return Err(if can_overflow {
            range_error()
        } else {
            domain_error()
        });
    }
    Ok(result)
}

macro_rules! one_argument {
    ($($name:ident |$x:ident| $result:expr, $can_overflow:literal;)*) => { $(
        #[doc = concat!("The row `", stringify!($name), "`.")]
        pub fn $name($x: f64) -> PyResult<f64> {
            checked($x, $result, $can_overflow)
        }
    )* };
}

one_argument! {
    math_sqrt |x| x.sqrt(), false;
    math_cbrt |x| cbrt(x), false;
    math_exp |x| x.exp(), true;
    math_exp2 |x| exp2(x), true;
    math_expm1 |x| expm1(x), true;
    math_sin |x| x.sin(), false;
    math_cos |x| x.cos(), false;
    math_tan |x| x.tan(), false;
    math_asin |x| x.asin(), false;
    math_acos |x| x.acos(), false;
    math_atan |x| x.atan(), false;
    math_sinh |x| sinh(x), true;
    math_cosh |x| cosh(x), true;
    math_tanh |x| tanh(x), false;
    math_asinh |x| asinh(x), false;
    math_acosh |x| acosh(x), false;
    math_atanh |x| atanh(x), false;
    math_log1p |x| log1p(x), false;
}

macro_rules! pure {
    ($($name:ident |$($x:ident),*| $result:expr => $ty:ty;)*) => { $(
        #[doc = concat!("The row `", stringify!($name), "`.")]
        pub fn $name($($x: f64),*) -> $ty {
            $result
        }
    )* };
}

pure! {
    math_erf |x| erf(x) => f64;
    math_erfc |x| erfc(x) => f64;
    math_fabs |x| x.abs() => f64;
    math_degrees |x| x * (180.0 / core::f64::consts::PI) => f64;
    math_radians |x| x * (core::f64::consts::PI / 180.0) => f64;
    math_isnan |x| x.is_nan() => bool;
    math_isinf |x| x.is_infinite() => bool;
    math_isfinite |x| x.is_finite() => bool;
    math_atan2 |y, x| y.atan2(x) => f64;
    math_copysign |x, y| x.copysign(y) => f64;
    math_nextafter |x, y| nextafter(x, y) => f64;
}

/// `math.ulp(x)`.
pub fn math_ulp(x: f64) -> f64 {
    let x = x.abs();
    if !x.is_finite() {
        return x;
    }
    let above = nextafter(x, f64::INFINITY);
    if above.is_infinite() {
        x - nextafter(x, 0.0)
    } else {
        above - x
    }
}

/// `math.pow(x, y)`.
pub fn math_pow(x: f64, y: f64) -> PyResult<f64> {
    let result = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if result.is_nan() {
            return Err(domain_error());
        }
        if result.is_infinite() {
            return Err(if x == 0.0 {
                domain_error()
            } else {
                range_error()
            });
        }
    }
    Ok(result)
}

/// `math.fmod(x, y)`.
pub fn math_fmod(x: f64, y: f64) -> PyResult<f64> {
    if y.is_infinite() && x.is_finite() {
        return Ok(x);
    }
    let result = x % y;
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error());
    }
    Ok(result)
}

/// `math.remainder(x, y)`.
pub fn math_remainder(x: f64, y: f64) -> PyResult<f64> {
    let result = remainder(x, y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error());
    }
    Ok(result)
}

/// `math.ldexp(x, exponent)`.
pub fn math_ldexp(x: f64, exponent: &Value) -> PyResult<f64> {
    let is_theirs =
        exponent.is_foreign() && crate::foreign::isinstance_of_native(exponent, &crate::int::INT);
    let exponent = &match is_theirs {
        true => crate::operation::index(exponent)?,
        false => exponent.clone(),
    };
    if !crate::int::is_int(exponent) {
        return Err(raise_type_error(format_args!(
            "Expected an int as second argument to ldexp."
        )));
    }
    if x == 0.0 || !x.is_finite() {
        return Ok(x);
    }
    // Any exponent beyond this overflows or vanishes as well.
    let exponent = crate::int::int_to_i64_saturating(exponent).clamp(-100_000, 100_000);
    let result = ldexp(x, exponent as c_int);
    if result.is_infinite() {
        return Err(range_error());
    }
    Ok(result)
}

/// Mantissa and exponent of a float.
fn split_float(x: f64) -> (f64, i64) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let mut exponent = 0;
    // SAFETY: the exponent goes to a local.
    let mantissa = unsafe { frexp(x, &mut exponent) };
    (mantissa, exponent as i64)
}

/// `math.frexp(x)`.
pub fn math_frexp(x: f64) -> Tuple {
    let (mantissa, exponent) = split_float(x);
    Tuple::from_vec(vec![Value::float(mantissa), Value::int(exponent)])
}

/// `math.modf(x)`.
pub fn math_modf(x: f64) -> Tuple {
    let (fraction, whole) = if x.is_infinite() {
        (0f64.copysign(x), x)
    } else if x.is_nan() {
        (x, x)
    } else {
        ((x - x.trunc()).copysign(x), x.trunc())
    };
    Tuple::from_vec(vec![Value::float(fraction), Value::float(whole)])
}

/// A logarithm of any number; ints too large for a float are scaled first.
fn logarithm(x: &Value, log: fn(f64) -> f64) -> PyResult<f64> {
    if crate::int::is_int(x) {
        if crate::int::is_negative(x) || crate::int::to_i64(x) == Some(0) {
            return Err(domain_error());
        }
        if crate::int::int_bit_length(x) > 1023 {
            let exponent = crate::int::int_bit_length(x) - 64;
            let top = crate::int::int_rshift(x, &Value::int(exponent))?;
            let mantissa = crate::int::int_to_float(&top)?;
            // As a number below 1 and its exponent, as CPython splits it.
            let (mantissa, more) = split_float(mantissa);
            return Ok(log(mantissa) + log(2.0) * (exponent + more) as f64);
        }
        return Ok(log(crate::int::int_to_float(x)?));
    }
    float_logarithm(value_to_float(x)?, log)
}

/// `math.log(x, base)`.
pub fn math_log(x: &Value, base: Option<&Value>) -> PyResult<f64> {
    let result = logarithm(x, f64::ln)?;
    match base {
        Some(base) => crate::float::float_truediv(result, logarithm(base, f64::ln)?),
        None => Ok(result),
    }
}

/// A logarithm of a float.
fn float_logarithm(x: f64, log: fn(f64) -> f64) -> PyResult<f64> {
    if x <= 0.0 {
        Err(domain_error())
    } else {
        Ok(log(x))
    }
}

/// `math.log(x)` of a float.
pub fn math_log_float(x: f64) -> PyResult<f64> {
    float_logarithm(x, f64::ln)
}

/// `math.log2(x)` of a float.
pub fn math_log2_float(x: f64) -> PyResult<f64> {
    float_logarithm(x, f64::log2)
}

/// `math.log10(x)` of a float.
pub fn math_log10_float(x: f64) -> PyResult<f64> {
    float_logarithm(x, f64::log10)
}

/// `math.log2(x)`.
pub fn math_log2(x: &Value) -> PyResult<f64> {
    logarithm(x, f64::log2)
}

/// `math.log10(x)`.
pub fn math_log10(x: &Value) -> PyResult<f64> {
    logarithm(x, f64::log10)
}

/// A rounding function: the argument's own method, else through float.
fn rounded(
    x: &Value,
    method: &'static Str,
    of_int: &'static MethodRow,
    of_float: &'static MethodRow,
    round: fn(f64) -> f64,
) -> PyResult<Value> {
    if let Some(x) = x.as_float() {
        return crate::int::int_from_float(round(x));
    }
    offer(&crate::int::INT, of_int);
    offer(&crate::float::FLOAT, of_float);
    if let Some(result) = crate::attribute::call_special(x, method, &[])? {
        return Ok(result);
    }
    crate::int::int_from_float(round(value_to_float(x)?))
}

/// `math.floor(x)`.
pub fn math_floor(x: &Value) -> PyResult<Value> {
    let (of_int, of_float) = (&int::methods::int_floor, &float::methods::float_floor);
    rounded(x, name!("__floor__"), of_int, of_float, f64::floor)
}

/// `math.ceil(x)`.
pub fn math_ceil(x: &Value) -> PyResult<Value> {
    let (of_int, of_float) = (&int::methods::int_ceil, &float::methods::float_ceil);
    rounded(x, name!("__ceil__"), of_int, of_float, f64::ceil)
}

/// `math.floor(x)` of a float.
pub fn math_floor_float(x: f64) -> PyResult<Value> {
    crate::int::int_from_float(x.floor())
}

/// `math.ceil(x)` of a float.
pub fn math_ceil_float(x: f64) -> PyResult<Value> {
    crate::int::int_from_float(x.ceil())
}

/// `math.trunc(x)` of a float.
pub fn math_trunc_float(x: f64) -> PyResult<Value> {
    crate::int::int_from_float(x)
}

/// `math.trunc(x)`.
pub fn math_trunc(x: &Value) -> PyResult<Value> {
    if let Some(x) = x.as_float() {
        return crate::int::int_from_float(x);
    }
    offer(&crate::int::INT, &int::methods::int_trunc);
    offer(&crate::float::FLOAT, &float::methods::float_trunc);
    match crate::attribute::call_special(x, name!("__trunc__"), &[])? {
        Some(result) => Ok(result),
        None => Err(raise_type_error(format_args!(
            "type {} doesn't define __trunc__ method",
            x.type_name()
        ))),
    }
}

fn floats(values: &[Value]) -> PyResult<Vec<f64>> {
    values.iter().map(value_to_float).collect()
}

/// `math.hypot(*coordinates)`.
pub fn math_hypot(coordinates: &Tuple) -> PyResult<f64> {
    Ok(norm(&mut floats(coordinates.items())?))
}

/// `math.hypot(x, y)` of floats.
pub fn math_hypot_float(x: f64, y: f64) -> f64 {
    norm(&mut [x, y])
}

/// `math.dist(p, q)`.
pub fn math_dist(p: &Value, q: &Value) -> PyResult<f64> {
    let (p, q) = (
        floats(&crate::iter::collect(p)?)?,
        floats(&crate::iter::collect(q)?)?,
    );
    if p.len() != q.len() {
        return Err(raise_value_error(format_args!(
            "both points must have the same number of dimensions"
        )));
    }
    Ok(norm(
        &mut p.iter().zip(&q).map(|(a, b)| a - b).collect::<Vec<_>>(),
    ))
}

/// A float as the exact sum of two with half the digits each.
fn split(x: f64) -> (f64, f64) {
    let scaled = x * 134217729.0;
    let high = scaled - (scaled - x);
    (high, x - high)
}

/// The length of a vector, with squares summed exactly and one correction
/// step after the root.
fn norm(vector: &mut [f64]) -> f64 {
    let mut max = 0f64;
    let mut has_nan = false;
    for x in vector.iter_mut() {
        *x = x.abs();
        has_nan |= x.is_nan();
        max = max.max(*x);
    }
    if max.is_infinite() {
        return max;
    }
    if has_nan {
        return f64::NAN;
    }
    if max == 0.0 || vector.len() <= 1 {
        return max;
    }
    // Of most numbers the exponent can be read, and 2 to that power written, as bits.
    let biased = max.to_bits() >> 52;
    if (1..=2044).contains(&biased) {
        let scale = f64::from_bits((2045 - biased) << 52);
        let back = f64::from_bits((biased + 1) << 52);
        return norm_scaled(vector, scale) * back;
    }
    let (_, exponent) = split_float(max);
    if exponent < -1023 {
        // No scale is large enough: parts of the largest item, one sum.
        let (mut sum, mut low) = (1.0, 0.0);
        for x in vector.iter() {
            let square = (x / max) * (x / max);
            let old = sum;
            sum += square;
            low += (old - sum) + square;
        }
        return max * (sum - 1.0 + low).sqrt();
    }
    let scale = ldexp(1.0, -exponent as c_int);
    norm_scaled(vector, scale) / scale
}

/// That of a vector times `scale`, a power of two with which no item is above 1.
#[inline]
fn norm_scaled(vector: &[f64], scale: f64) -> f64 {
    // The sum begins with 1 so that what is added is always smaller.
    let (mut sum, mut low1, mut low2, mut low3) = (1.0, 0.0, 0.0, 0.0);
    let add = |sum: &mut f64, low: &mut f64, x: f64| {
        let old = *sum;
        *sum += x;
        *low += (old - *sum) + x;
    };
    for x in vector.iter() {
        let (high, low) = split(x * scale);
        add(&mut sum, &mut low1, high * high);
        add(&mut sum, &mut low2, 2.0 * high * low);
        low3 += low * low;
    }
    let root = (sum - 1.0 + (low1 + low2 + low3)).sqrt();
    let (high, low) = split(root);
    add(&mut sum, &mut low1, -high * high);
    add(&mut sum, &mut low2, -2.0 * high * low);
    add(&mut sum, &mut low3, -low * low);
    let rest = sum - 1.0 + (low1 + low2 + low3);
    root + rest / (2.0 * root)
}

/// `math.fsum(iterable)`: the sum without rounding errors, kept as partial
/// sums that do not overlap.
pub fn math_fsum(iterable: &Value) -> PyResult<f64> {
    let mut partials: Vec<f64> = Vec::new();
    let (mut special, mut infinite) = (0.0, 0.0);
    let iterator = crate::iter::value_iter(iterable)?;
    while let Some(item) = crate::iter::iter_next(&iterator)? {
        let start = value_to_float(&item)?;
        let mut x = start;
        let mut kept = 0;
        for i in 0..partials.len() {
            let mut y = partials[i];
            if x.abs() < y.abs() {
                (x, y) = (y, x);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        partials.truncate(kept);
        if x != 0.0 {
            if !x.is_finite() {
                if start.is_finite() {
                    return Err(raise_overflow_error(format_args!(
                        "intermediate overflow in fsum"
                    )));
                }
                if start.is_infinite() {
                    infinite += start;
                }
                special += start;
                partials.clear();
            } else {
                partials.push(x);
            }
        }
    }
    if special != 0.0 || special.is_nan() {
        if f64::is_nan(infinite) {
            return Err(raise_value_error(format_args!("-inf + inf in fsum")));
        }
        return Ok(special);
    }
    Ok(sum_partials(&partials))
}

/// The partial sums, largest last, as one float rounded half to even.
fn sum_partials(partials: &[f64]) -> f64 {
    let Some((&last, mut rest)) = partials.split_last() else {
        return 0.0;
    };
    let mut high = last;
    let mut low = 0.0;
    while let Some((&y, before)) = rest.split_last() {
        rest = before;
        let x = high;
        high = x + y;
        low = y - (high - x);
        if low != 0.0 {
            break;
        }
    }
    // A tie is decided by the next partial.
    if let Some(&next) = rest.last()
        && (low < 0.0 && next < 0.0 || low > 0.0 && next > 0.0)
    {
        let y = low * 2.0;
        let x = high + y;
        if y == x - high {
            high = x;
        }
    }
    high
}

/// `math.prod(iterable, start=start)`.
pub fn math_prod(iterable: &Value, start: &Value) -> PyResult<Value> {
    let mut product = start.clone();
    let iterator = crate::iter::value_iter(iterable)?;
    while let Some(item) = crate::iter::iter_next(&iterator)? {
        product = crate::operation::value_mul(&product, &item)?;
    }
    Ok(product)
}

/// `math.isclose(a, b, rel_tol=rel_tol, abs_tol=abs_tol)`.
pub fn math_isclose(a: f64, b: f64, rel_tol: f64, abs_tol: f64) -> PyResult<bool> {
    if rel_tol < 0.0 || abs_tol < 0.0 {
        return Err(raise_value_error(format_args!(
            "tolerances must be non-negative"
        )));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let difference = (b - a).abs();
    Ok(difference <= (rel_tol * b).abs()
        || difference <= (rel_tol * a).abs()
        || difference <= abs_tol)
}
