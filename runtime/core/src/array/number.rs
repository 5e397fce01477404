//! What the typecodes of arrays mean: how large items are, which values they take.

use crate::error::{PyResult, Raised, raise_overflow_error, raise_type_error, raise_value_error};
use crate::operation;
use crate::reference::Str;
use crate::value::Value;

/// The typecodes there are.
pub const CODES: &str = "buBhHiIlLqQfd";

/// Bytes of an item.
pub fn size(code: u8) -> usize {
    match code {
        b'b' | b'B' => 1,
        b'h' | b'H' => 2,
        b'i' | b'I' | b'f' | b'u' => 4,
        _ => 8,
    }
}

/// The int behind `value`.
fn int(value: &Value) -> PyResult<Value> {
    operation::index(value)
}

fn too_small(what: &str) -> Raised {
    raise_overflow_error(format_args!("{what} is less than minimum"))
}

fn too_large(what: &str) -> Raised {
    raise_overflow_error(format_args!("{what} is greater than maximum"))
}

/// An int of the C type `long`.
fn long(value: &Value, message: &str) -> PyResult<i64> {
    if let Some(n) = value.as_small_int() {
        return Ok(n);
    }
    crate::int::to_i64(&int(value)?).ok_or_else(|| raise_overflow_error(format_args!("{message}")))
}

/// An int that lies in a range; `what` is what messages call it.
fn within(value: &Value, (low, high): (i64, i64), what: &str) -> PyResult<i64> {
    let n = long(value, "Python int too large to convert to C long")?;
    if n < low {
        return Err(too_small(what));
    }
    if n > high {
        return Err(too_large(what));
    }
    Ok(n)
}

/// An int without sign of 64 bits.
fn unsigned(value: &Value, negative: &str, large: &str) -> PyResult<u64> {
    let n = int(value)?;
    if crate::int::is_negative(&n) {
        return Err(raise_overflow_error(format_args!("{negative}")));
    }
    if let Some(n) = crate::int::to_i64(&n) {
        return Ok(n as u64);
    }
    let big = crate::int::as_big(&n).and_then(|big| u64::try_from(big).ok());
    big.ok_or_else(|| raise_overflow_error(format_args!("{large}")))
}

fn unsigned_long(value: &Value) -> PyResult<u64> {
    unsigned(
        value,
        "can't convert negative value to unsigned int",
        "Python int too large to convert to C unsigned long",
    )
}

/// The bits of an item with that value.
pub fn to_bits(code: u8, value: &Value) -> PyResult<u64> {
    Ok(match code {
        b'b' => {
            let short = within(
                value,
                (i16::MIN.into(), i16::MAX.into()),
                "signed short integer",
            )?;
            if short < i8::MIN.into() {
                return Err(too_small("signed char"));
            }
            if short > i8::MAX.into() {
                return Err(too_large("signed char"));
            }
            short as u64
        }
        b'B' => within(value, (0, u8::MAX.into()), "unsigned byte integer")? as u64,
        b'h' => within(
            value,
            (i16::MIN.into(), i16::MAX.into()),
            "signed short integer",
        )? as u64,
        b'H' => {
            let n = within(value, (i32::MIN.into(), i32::MAX.into()), "signed integer")?;
            if n < 0 {
                return Err(too_small("unsigned short"));
            }
            if n > u16::MAX.into() {
                return Err(too_large("unsigned short"));
            }
            n as u64
        }
        b'i' => within(value, (i32::MIN.into(), i32::MAX.into()), "signed integer")? as u64,
        b'I' => {
            let n = unsigned_long(value)?;
            if n > u32::MAX.into() {
                return Err(too_large("unsigned int"));
            }
            n
        }
        b'l' => long(value, "Python int too large to convert to C long")? as u64,
        b'L' => unsigned_long(value)?,
        b'q' => long(value, "int too big to convert")? as u64,
        b'Q' => unsigned(
            value,
            "can't convert negative int to unsigned",
            "int too big to convert",
        )?,
        b'f' => u64::from((operation::value_to_float(value)? as f32).to_bits()),
        b'd' => operation::value_to_float(value)?.to_bits(),
        _ => character(value)?,
    })
}

fn character(value: &Value) -> PyResult<u64> {
    let text = value.as_str().map(Str::as_str);
    let mut characters = text.unwrap_or_default().chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => Ok(u64::from(crate::surrogate::code_of(only))),
        _ => Err(raise_type_error(format_args!(
            "array item must be unicode character"
        ))),
    }
}

/// The value of an item with these bits, of which only as many count as the item has.
pub fn from_bits(code: u8, bits: u64) -> PyResult<Value> {
    Ok(match code {
        b'b' => Value::int(i64::from(bits as i8)),
        b'B' => Value::int(i64::from(bits as u8)),
        b'h' => Value::int(i64::from(bits as i16)),
        b'H' => Value::int(i64::from(bits as u16)),
        b'i' => Value::int(i64::from(bits as i32)),
        b'I' => Value::int(i64::from(bits as u32)),
        b'l' | b'q' => crate::int::int_from_i64(bits as i64),
        b'L' | b'Q' => crate::int::int_from_u64(bits as i64),
        b'f' => Value::float(f64::from(f32::from_bits(bits as u32))),
        b'd' => Value::float(f64::from_bits(bits)),
        _ => Str::from_char(to_char(bits as u32)?).into(),
    })
}

/// An item of an array of characters.
pub fn to_char(bits: u32) -> PyResult<char> {
    crate::surrogate::char_of(bits).ok_or_else(|| {
        raise_value_error(format_args!(
            "character U+{bits:x} is not in range [U+0000; U+10ffff]"
        ))
    })
}
