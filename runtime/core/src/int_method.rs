//! The methods of int.

use dashu_int::IBig;
use dashu_int::ops::BitTest;

use crate::error::{PyResult, raise_overflow_error, raise_type_error, raise_value_error};
use crate::int::{INT, as_big, from_big, is_int, to_i64};
use crate::prelude::*;
use crate::reference::{Bytes, Str, Tuple};
use crate::value::Value;

fn big(a: &Value) -> IBig {
    as_big(a).expect("int")
}

fn magnitude(n: IBig) -> IBig {
    if n < IBig::ZERO { -n } else { n }
}

/// `a.__pow__(exp, modulus)`.
pub fn int_pow_method(a: &Value, exp: &Value, modulus: &Value) -> PyResult<Value> {
    if !is_int(exp) || !modulus.is_none() && !is_int(modulus) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    crate::builtins::builtins_pow(a, exp, modulus)
}

/// `a.bit_length()`.
pub fn int_bit_length(a: &Value) -> i64 {
    match to_i64(a) {
        Some(n) => 64 - n.unsigned_abs().leading_zeros() as i64,
        None => magnitude(big(a)).bit_len() as i64,
    }
}

/// `a.bit_count()`.
pub fn int_bit_count(a: &Value) -> i64 {
    match to_i64(a) {
        Some(n) => n.unsigned_abs().count_ones() as i64,
        None => {
            let (_, words) = big(a).into_parts();
            words
                .as_words()
                .iter()
                .map(|word| word.count_ones() as i64)
                .sum()
        }
    }
}

fn is_little(byteorder: &Str) -> PyResult<bool> {
    match byteorder.as_str() {
        "little" => Ok(true),
        "big" => Ok(false),
        _ => Err(raise_value_error(format_args!(
            "byteorder must be either 'little' or 'big'"
        ))),
    }
}

/// `a.to_bytes(length, byteorder, signed=signed)`.
pub fn int_to_bytes(a: &Value, length: i64, byteorder: &Str, signed: bool) -> PyResult<Bytes> {
    let little = is_little(byteorder)?;
    if length < 0 {
        return Err(raise_value_error(format_args!(
            "length argument must be non-negative"
        )));
    }
    let length = crate::operation::repeat_count(length, 1)?;
    if let Some(n) = a.as_small_int()
        && fits(n, length, signed)
    {
        let mut bytes = n.to_le_bytes();
        let bytes = &mut bytes[..length];
        if !little {
            bytes.reverse();
        }
        return Ok(Bytes::new(bytes));
    }
    let value = big(a);
    let negative = value < IBig::ZERO;
    if negative && !signed {
        return Err(raise_overflow_error(format_args!(
            "can't convert negative int to unsigned"
        )));
    }
    // Below zero, the bits of -n - 1 are those of n turned over.
    let bits = magnitude(if negative { -value - IBig::ONE } else { value });
    let needed = bits.bit_len() + signed as usize;
    if needed > length * 8 && !(signed && length == 0 && bits == IBig::ZERO) {
        return Err(raise_overflow_error(format_args!("int too big to convert")));
    }
    let (_, bits) = bits.into_parts();
    let mut bytes = bits.to_le_bytes().to_vec();
    bytes.resize(length, 0);
    if negative {
        for byte in &mut bytes {
            *byte = !*byte;
        }
    }
    if !little {
        bytes.reverse();
    }
    Ok(Bytes::new(&bytes))
}

/// Whether an int is written with so many bytes, few enough for a register.
fn fits(n: i64, length: usize, signed: bool) -> bool {
    // What is left of the number, and of its sign.
    match (length, signed) {
        (0 | 9.., _) => false,
        (_, false) => n >= 0 && (length == 8 || n >> (8 * length) == 0),
        (_, true) => matches!(n >> (8 * length - 1), 0 | -1),
    }
}

/// The int that a few bytes are.
fn short_int(bytes: &[u8], little: bool, signed: bool) -> Option<i64> {
    if !(1..=7).contains(&bytes.len()) {
        return None;
    }
    let fold = |n: i64, byte: &u8| n << 8 | i64::from(*byte);
    let n = match little {
        true => bytes.iter().rev().fold(0, fold),
        false => bytes.iter().fold(0, fold),
    };
    let spare = 64 - 8 * bytes.len();
    Some(if signed { n << spare >> spare } else { n })
}

/// `class.from_bytes(bytes, byteorder, signed=signed)`.
pub fn int_from_bytes(
    class: &Value,
    bytes: &Value,
    byteorder: &Str,
    signed: bool,
) -> PyResult<Value> {
    let little = is_little(byteorder)?;
    let is_int = class.as_type().is_some_and(|ty| core::ptr::eq(ty, &INT));
    if let Some(bytes) = bytes.as_bytes()
        && let Some(n) = short_int(bytes.as_slice(), little, signed)
        && is_int
    {
        return Ok(Value::int(n));
    }
    let mut data = bytes_argument(bytes)?;
    if !little {
        data.reverse();
    }
    let negative = signed && data.last().is_some_and(|top| top & 0x80 != 0);
    if negative {
        for byte in &mut data {
            *byte = !*byte;
        }
    }
    let value = IBig::from(dashu_int::UBig::from_le_bytes(&data));
    let made = from_big(if negative { -value - IBig::ONE } else { value });
    if is_int {
        return Ok(made);
    }
    crate::call::call(class, &[made])
}

/// The bytes of a bytes-like object or an iterable of small ints.
fn bytes_argument(value: &Value) -> PyResult<Vec<u8>> {
    if let Some(bytes) = crate::bytes::any_contents(value)? {
        return Ok(bytes.into_owned());
    }
    if value.as_str().is_some() || value.ty().slots().iter().is_none() {
        return Err(raise_type_error(format_args!(
            "cannot convert '{}' object to bytes",
            value.type_name()
        )));
    }
    let mut data = Vec::new();
    let iterator = crate::iter::value_iter(value)?;
    while let Some(item) = crate::iter::iter_next(&iterator)? {
        match u8::try_from(crate::operation::to_i64_saturating(&item)?) {
            Ok(byte) => data.push(byte),
            Err(_) => {
                return Err(raise_value_error(format_args!(
                    "bytes must be in range(0, 256)"
                )));
            }
        }
    }
    Ok(data)
}

macro_rules! same {
    ($($name:ident)*) => { $(
        #[doc = concat!("The row `", stringify!($name), "`: the int itself.")]
        pub fn $name(a: &Value) -> Value {
            a.clone()
        }
    )* };
}
same!(int_conjugate int_real int_numerator int_trunc int_floor int_ceil);

/// `a.imag`.
pub fn int_imag(_: &Value) -> Value {
    Value::int(0)
}

/// `a.denominator`.
pub fn int_denominator(_: &Value) -> Value {
    Value::int(1)
}

/// `a.as_integer_ratio()`.
pub fn int_as_integer_ratio(a: &Value) -> Tuple {
    Tuple::from_slice(&[a.clone(), Value::int(1)])
}

/// `a.__round__(digits)`.
pub fn int_round(a: &Value, digits: &Value) -> PyResult<Value> {
    if digits.is_none() {
        return Ok(a.clone());
    }
    let digits = crate::operation::to_i64_saturating(digits)?;
    if digits >= 0 {
        return Ok(a.clone());
    }
    // Beyond the number of its digits everything rounds to 0.
    if digits.unsigned_abs() > int_bit_length(a) as u64 {
        return Ok(Value::int(0));
    }
    let unit = IBig::from(10).pow(digits.unsigned_abs() as usize);
    let value = big(a);
    let negative = value < IBig::ZERO;
    let value = magnitude(value);
    let rest = &value % &unit;
    let down = &value - &rest;
    let twice = &rest * IBig::from(2);
    let odd = (&down / &unit).bit(0);
    let rounded = if twice > unit || twice == unit && odd {
        down + unit
    } else {
        down
    };
    Ok(from_big(if negative { -rounded } else { rounded }))
}
