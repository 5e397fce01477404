//! Ints of up to two machine words, which hashes and random numbers are
//! computed with: they need no library.

use dashu_int::{IBig, Sign};

use super::IntObject;
use crate::value::Value;

/// The int, if it fits.
#[inline]
pub(super) fn wide(value: &Value) -> Option<i128> {
    if let Some(n) = value.as_small_int() {
        return Some(n.into());
    }
    let (sign, words) = value.downcast::<IntObject>()?.value.as_sign_words();
    let magnitude = match words {
        [] => 0,
        [low] => u128::from(*low),
        [low, high] => u128::from(*low) | u128::from(*high) << 64,
        _ => return None,
    };
    let n = i128::try_from(magnitude).ok()?;
    Some(if sign == Sign::Negative { -n } else { n })
}

/// Both ints, if they fit.
#[inline(never)]
pub(super) fn wide_pair(a: &Value, b: &Value) -> Option<(i128, i128)> {
    Some((wide(a)?, wide(b)?))
}

/// An int of any size that fits.
#[inline(never)]
pub(super) fn from_wide(n: i128) -> Value {
    match i64::try_from(n) {
        Ok(small) => Value::int(small),
        Err(_) => super::from_big(IBig::from(n)),
    }
}

/// `x * y` of factors of one word each.
#[inline]
pub(super) fn multiply(x: i128, y: i128) -> Option<i128> {
    let a = u64::try_from(x.unsigned_abs()).ok()?;
    let b = u64::try_from(y.unsigned_abs()).ok()?;
    let product = i128::try_from(u128::from(a) * u128::from(b)).ok()?;
    Some(if (x < 0) != (y < 0) {
        -product
    } else {
        product
    })
}

/// `(x // y, x % y)`; `y` is not 0.
#[inline(never)]
pub(super) fn div_mod(x: i128, y: i128) -> Option<(i128, i128)> {
    if y > 0 && y & (y - 1) == 0 {
        return Some((x >> y.trailing_zeros(), x & (y - 1)));
    }
    if let (Ok(x), Ok(y)) = (u64::try_from(x), u64::try_from(y)) {
        return Some(((x / y).into(), (x % y).into()));
    }
    let (quotient, rest) = (x.checked_div(y)?, x.checked_rem(y)?);
    if rest != 0 && (rest < 0) != (y < 0) {
        return Some((quotient - 1, rest + y));
    }
    Some((quotient, rest))
}
