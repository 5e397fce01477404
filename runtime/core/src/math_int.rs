//! The `math` module: functions of ints.

use dashu_int::IBig;
use dashu_int::ops::{Gcd, SquareRoot};

use crate::error::{PyResult, raise_overflow_error, raise_value_error};
use crate::int::{as_big, from_big, is_negative, to_i64};
use crate::reference::Tuple;
use crate::value::Value;

fn magnitude(value: &Value) -> PyResult<IBig> {
    Ok(magnitude_of(&crate::operation::index(value)?))
}

fn magnitude_of(int: &Value) -> IBig {
    let n = as_big(int).expect("int");
    if n < IBig::ZERO { -n } else { n }
}

/// `math.gcd(*integers)`.
pub fn math_gcd(integers: &Tuple) -> PyResult<Value> {
    let mut result = IBig::ZERO;
    for value in integers.items() {
        result = common(&result, &magnitude(value)?);
    }
    Ok(from_big(result))
}

/// `math.gcd(a, b)` of ints.
pub fn math_gcd_ints(a: &Value, b: &Value) -> Value {
    match (a.as_small_int(), b.as_small_int()) {
        (Some(a), Some(b)) => Value::int(common_small(a.unsigned_abs(), b.unsigned_abs()) as i64),
        _ => from_big(common(&magnitude_of(a), &magnitude_of(b))),
    }
}

/// `math.lcm(a, b)` of ints.
pub fn math_lcm_ints(a: &Value, b: &Value) -> Value {
    if let (Some(a), Some(b)) = (a.as_small_int(), b.as_small_int()) {
        let (a, b) = (a.unsigned_abs(), b.unsigned_abs());
        if a == 0 || b == 0 {
            return Value::int(0);
        }
        if let Some(multiple) = (a / common_small(a, b)).checked_mul(b)
            && let Ok(multiple) = i64::try_from(multiple)
        {
            return Value::int(multiple);
        }
    }
    from_big(multiple(&magnitude_of(a), magnitude_of(b)))
}

/// The greatest common divisor of two small ints, by Stein's algorithm.
fn common_small(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let twos = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        (a, b) = (a.min(b), a.abs_diff(b));
    }
    a << twos
}

/// The greatest common divisor of two ints that are not negative.
fn common(a: &IBig, b: &IBig) -> IBig {
    if *a == IBig::ZERO {
        b.clone()
    } else if *b == IBig::ZERO {
        a.clone()
    } else {
        IBig::from(a.gcd(b))
    }
}

/// `math.lcm(*integers)`.
pub fn math_lcm(integers: &Tuple) -> PyResult<Value> {
    let mut result = IBig::ONE;
    for value in integers.items() {
        result = multiple(&result, magnitude(value)?);
    }
    Ok(from_big(result))
}

/// The least common multiple of two ints that are not negative.
fn multiple(a: &IBig, b: IBig) -> IBig {
    if *a == IBig::ZERO || b == IBig::ZERO {
        return IBig::ZERO;
    }
    a / common(a, &b) * b
}

/// The product of `from..=to`, halved until the parts are short.
fn product(from: u64, to: u64) -> IBig {
    if to < from {
        return IBig::ONE;
    }
    if to - from < 16 {
        return (from..=to).fold(IBig::ONE, |product, n| product * IBig::from(n));
    }
    let middle = from + (to - from) / 2;
    product(from, middle) * product(middle + 1, to)
}

/// `math.factorial(x)`.
pub fn math_factorial(x: &Value) -> PyResult<Value> {
    if is_negative(x) {
        return Err(raise_value_error(format_args!(
            "factorial() not defined for negative values"
        )));
    }
    match to_i64(x) {
        Some(n) if n < 1 << 32 => Ok(from_big(product(2, n as u64))),
        Some(_) => Err(crate::error::raise_memory_error()),
        None => Err(raise_overflow_error(format_args!(
            "factorial() argument should not exceed {}",
            i64::MAX
        ))),
    }
}

/// `math.isqrt(n)`.
pub fn math_isqrt(n: &Value) -> PyResult<Value> {
    if is_negative(n) {
        return Err(raise_value_error(format_args!(
            "isqrt() argument must be nonnegative"
        )));
    }
    if let Some(n) = n.as_small_int() {
        return Ok(Value::int(n.isqrt()));
    }
    let (_, n) = as_big(n).expect("int").into_parts();
    Ok(from_big(IBig::from(n.sqrt())))
}

fn not_negative(n: &Value, what: &str) -> PyResult<()> {
    if is_negative(n) {
        return Err(raise_value_error(format_args!(
            "{what} must be a non-negative integer"
        )));
    }
    Ok(())
}

/// `n * (n - 1) * ... * (n - k + 1)`.
fn falling(n: &IBig, k: u64) -> IBig {
    if let Ok(small) = u64::try_from(n) {
        return product(small - k + 1, small);
    }
    (0..k).fold(IBig::ONE, |product, i| product * (n - IBig::from(i)))
}

/// `math.comb(n, k)`.
pub fn math_comb(n: &Value, k: &Value) -> PyResult<Value> {
    not_negative(n, "n")?;
    not_negative(k, "k")?;
    let (n, k) = (as_big(n).expect("int"), as_big(k).expect("int"));
    if k > n {
        return Ok(Value::int(0));
    }
    let other = &n - &k;
    let smaller = if other < k { other } else { k };
    match u64::try_from(&smaller) {
        Ok(k) => Ok(from_big(falling(&n, k) / product(2, k))),
        Err(_) => Err(raise_overflow_error(format_args!(
            "min(n - k, k) must not exceed {}",
            u64::MAX
        ))),
    }
}

/// `math.perm(n, k)`.
pub fn math_perm(n: &Value, k: &Value) -> PyResult<Value> {
    if k.is_none() {
        return math_factorial(n);
    }
    let k = crate::operation::index(k)?;
    not_negative(n, "n")?;
    not_negative(&k, "k")?;
    let (n, k) = (as_big(n).expect("int"), as_big(&k).expect("int"));
    if k > n {
        return Ok(Value::int(0));
    }
    match u64::try_from(&k) {
        Ok(k) => Ok(from_big(falling(&n, k))),
        Err(_) => Err(raise_overflow_error(format_args!(
            "k must not exceed {}",
            u64::MAX
        ))),
    }
}
