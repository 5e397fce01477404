//! float.

use pyaot_abi::layout::{FloatObject, Header};
use pyaot_abi::value::IMMORTAL;

use crate::args::Args;
use crate::error::{PyResult, raise_type_error, raise_value_error, raise_zero_division_error};
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Object, Ref, Str, dealloc_struct, new_header};
use crate::types::{BinaryOp, CompareOp, Layout, OBJECT, Slots, Type, UnaryOp, operators};
use crate::value::Value;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for FloatObject {
    const TYPE: &'static Type = &FLOAT;
    const LAYOUT: Layout = Layout::Float;
}

/// The slots of `float`.
pub(crate) const SLOTS: Slots = Slots {
    dealloc: dealloc_struct::<FloatObject>,
    repr: Some(|this| Ok(float_repr(number(this)))),
    format: Some(crate::format_value::float_slot),
    hash: Some(|this| {
        let x = number(this);
        Ok(hash(x))
    }),
    compare: Some(float_compare),
    truth: Some(|this| Ok(number(this) != 0.0)),
    binary: Some(float_binary),
    binary_ops: operators(&[
        BinaryOp::Add,
        BinaryOp::Sub,
        BinaryOp::Mul,
        BinaryOp::TrueDiv,
        BinaryOp::FloorDiv,
        BinaryOp::Mod,
        BinaryOp::Pow,
        BinaryOp::DivMod,
    ]),
    unary: Some(|op, this| {
        let x = number(this);
        Ok(match op {
            UnaryOp::Neg => Some(Value::float(-x)),
            UnaryOp::Pos => Some(Value::float(x)),
            UnaryOp::Abs => Some(Value::float(x.abs())),
            UnaryOp::Invert => None,
        })
    }),
    to_float: Some(|this| Ok(number(this))),
    new: Some(float_new_from),
    ..Slots::OBJECT
};

/// `float`.
#[unsafe(export_name = "pyaot_float_type")]
pub static FLOAT: Type = Type::core(
    "float",
    Layout::Float,
    size_of::<FloatObject>(),
    &[&OBJECT],
    SLOTS,
)
.subclassable();

#[inline]
fn number(this: &Value) -> f64 {
    this.as_float().expect("float")
}

pub use crate::complex::{
    complex_abs, complex_complex, complex_conjugate, complex_getnewargs, complex_imag, complex_new,
    complex_real, number_imag, number_real,
};
pub use crate::float_method::*;

/// A float, or else the int that the number is.
pub fn float_or_int(number: f64, is_float: bool) -> Value {
    if is_float {
        Value::float(number)
    } else {
        Value::int(number as i64)
    }
}

/// A float.
#[inline]
pub fn float_new(value: f64) -> Value {
    match pyaot_abi::value::float_word(value) {
        // SAFETY: a word that refers to nothing.
        Some(word) => unsafe { Value::from_raw(word) },
        None => float_object(value),
    }
}

/// The most usual of the floats that are objects; they are counted like any other, and live for ever.
/// Compiled code knows the address of the first.
#[unsafe(export_name = "pyaot_float_zero")]
static ZERO: Global<FloatObject> = Global::new(constant(0.0));
static INFINITY: Global<FloatObject> = Global::new(constant(f64::INFINITY));

const fn constant(value: f64) -> FloatObject {
    FloatObject {
        header: Header {
            refcount: IMMORTAL,
            ty: (&raw const FLOAT).cast(),
        },
        value,
    }
}

fn float_object(value: f64) -> Value {
    const INFINITE: u64 = f64::INFINITY.to_bits();
    let known = match value.to_bits() {
        0 => Some(&ZERO),
        INFINITE => Some(&INFINITY),
        _ => None,
    };
    if let Some(known) = known {
        // SAFETY: an object that lives for ever.
        return unsafe { Value::from_raw(known.get() as u64) };
    }
    Ref::alloc(FloatObject {
        header: new_header(),
        value,
    })
    .into()
}

/// The operand of a float operator: a float or an int.
fn operand(value: &Value) -> PyResult<Option<f64>> {
    if let Some(x) = value.as_float() {
        return Ok(Some(x));
    }
    if crate::int::is_int(value) {
        return crate::int::int_to_float(value).map(Some);
    }
    Ok(None)
}

fn float_binary(
    op: BinaryOp,
    this: &Value,
    other: &Value,
    reflected: bool,
) -> PyResult<Option<Value>> {
    let Some(y) = operand(other)? else {
        return Ok(None);
    };
    let x = number(this);
    let (a, b) = if reflected { (y, x) } else { (x, y) };
    Ok(Some(match op {
        BinaryOp::Add => Value::float(a + b),
        BinaryOp::Sub => Value::float(a - b),
        BinaryOp::Mul => Value::float(a * b),
        BinaryOp::TrueDiv => Value::float(float_truediv(a, b)?),
        BinaryOp::FloorDiv => Value::float(float_floordiv(a, b)?),
        BinaryOp::Mod => Value::float(float_mod(a, b)?),
        BinaryOp::Pow => float_pow(a, b)?,
        BinaryOp::DivMod => {
            if b == 0.0 {
                return Err(raise_zero_division_error(format_args!("float divmod()")));
            }
            let (quotient, rest) = div_mod(a, b);
            crate::reference::Tuple::from_vec(vec![Value::float(quotient), Value::float(rest)])
                .into()
        }
        _ => return Ok(None),
    }))
}

fn float_compare(this: &Value, other: &Value, op: CompareOp) -> PyResult<Option<Value>> {
    let x = number(this);
    let order = if let Some(y) = other.as_float() {
        x.partial_cmp(&y)
    } else if crate::int::is_int(other) {
        crate::int::order_float(other, x).map(core::cmp::Ordering::reverse)
    } else {
        return Ok(None);
    };
    Ok(Some(Value::bool(match order {
        Some(order) => op.accepts(order),
        None => op == CompareOp::Ne,
    })))
}

/// `a / b`.
pub fn float_truediv(a: f64, b: f64) -> PyResult<f64> {
    if b == 0.0 {
        return Err(raise_zero_division_error(format_args!(
            "float division by zero"
        )));
    }
    Ok(a / b)
}

/// Floor quotient and modulo; `b` is not 0.
fn div_mod(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest != 0.0 {
        if (b < 0.0) != (rest < 0.0) {
            rest += b;
            quotient -= 1.0;
        }
    } else {
        rest = 0f64.copysign(b);
    }
    let floor = if quotient != 0.0 {
        let floor = quotient.floor();
        if quotient - floor > 0.5 {
            floor + 1.0
        } else {
            floor
        }
    } else {
        0f64.copysign(a / b)
    };
    (floor, rest)
}

/// `a // b`.
pub fn float_floordiv(a: f64, b: f64) -> PyResult<f64> {
    if b == 0.0 {
        return Err(raise_zero_division_error(format_args!(
            "float floor division by zero"
        )));
    }
    Ok(div_mod(a, b).0)
}

/// `a % b`.
pub fn float_mod(a: f64, b: f64) -> PyResult<f64> {
    if b == 0.0 {
        return Err(raise_zero_division_error(format_args!("float modulo")));
    }
    Ok(div_mod(a, b).1)
}

/// `a ** b`: a float, or a complex for a negative base and a fractional exponent.
pub fn float_pow(a: f64, b: f64) -> PyResult<Value> {
    if a == 0.0 && b < 0.0 && b.is_finite() {
        return Err(raise_zero_division_error(format_args!(
            "0.0 cannot be raised to a negative power"
        )));
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b.fract() != 0.0 {
        return crate::complex::pow_of_negative(a, b);
    }
    let result = a.powf(b);
    if result.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(crate::error::raise_with_args(
            &crate::exception::OVERFLOW_ERROR,
            vec![Value::int(34), Value::str("Numerical result out of range")],
        ));
    }
    Ok(Value::float(result))
}

/// The row `float_power`.
pub fn float_power(a: f64, b: f64) -> f64 {
    a.powf(b)
}

/// The row `float_pow_real`.
pub fn float_pow_real(a: f64, b: f64) -> PyResult<f64> {
    let result = a.powf(b);
    if (a == 0.0 && b < 0.0) || result.is_infinite() {
        // The rare cases that may be errors.
        float_pow(a, b)?;
    }
    Ok(result)
}

/// `repr(a)`.
pub fn float_repr(a: f64) -> Str {
    crate::float_text::with_repr(a, Str::of_ascii)
}

pub use crate::float_text::{parse, repr as repr_text};
pub use crate::format_value::float_format;

/// `hash(x)`, the same as that of an equal int; of a nan by its identity.
pub fn hash(x: f64) -> i64 {
    if x.is_nan() {
        return (x.to_bits().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 4) as i64;
    }
    if x.is_infinite() {
        return if x > 0.0 { 314159 } else { -314159 };
    }
    if x == 0.0 {
        return 0;
    }
    const BITS: i64 = 61;
    let bits = x.abs().to_bits();
    let (mantissa, exponent) = match (bits >> 52) as i64 {
        0 => (bits, -1074),
        exponent => (bits & ((1 << 52) - 1) | 1 << 52, exponent - 1075),
    };
    // Multiplying by 2^e modulo 2^61-1 is a rotation.
    let rotation = exponent.rem_euclid(BITS) as u32;
    let wide = (mantissa as u128) << rotation;
    let hash = crate::int::hash_remainder(wide) as i64;
    match if x < 0.0 { -hash } else { hash } {
        -1 => -2,
        hash => hash,
    }
}

/// `float(x=0.0)`.
/// `float(object)` of CPython's own `float`.
fn by_cpython(object: &Value) -> PyResult<f64> {
    let builtins = crate::foreign::foreign_import(crate::name!("builtins"))?;
    let given = core::slice::from_ref(object);
    let made = crate::call::call_method(&builtins, crate::name!("float"), given)?;
    crate::operation::value_to_float(&made)
}

fn float_new_from(ty: &'static Type, args: Args<'_>) -> PyResult<Value> {
    let shares = crate::user_slots::has_own_init(ty);
    let value = match args.unpack_half("float", shares, 1)? {
        [value] => float_from_value(value)?,
        _ => 0.0,
    };
    if core::ptr::eq(ty, &FLOAT) {
        return Ok(Value::float(value));
    }
    Ok(Ref::alloc_as(
        ty,
        FloatObject {
            header: new_header(),
            value,
        },
    )
    .into())
}

/// How many nans have been made of text.
static NANS: Global<u64> = Global::new(0);

/// A nan with the sign of `nan` that is identical to no other: `float("nan")`
/// is a new object each time.
fn new_nan(nan: f64) -> f64 {
    // SAFETY: a short access.
    let number = unsafe {
        *NANS.get() += 1;
        *NANS.get()
    };
    f64::from_bits(f64::NAN.to_bits() | number & 0xFFFF_FFFF).copysign(nan)
}

/// `float(value)`.
pub fn float_from_value(value: &Value) -> PyResult<f64> {
    if let Some(text) = value.to_str() {
        return match parse(text.as_str()) {
            Some(x) if x.is_nan() => Ok(new_nan(x)),
            Some(x) => Ok(x),
            None => Err(raise_value_error(format_args!(
                "could not convert string to float: {}",
                crate::operation::value_repr(value)?.as_str()
            ))),
        };
    }
    if let Some(data) = crate::bytes::native_contents(value) {
        return match parse(&crate::bytes::as_number_text(&data)) {
            Some(x) => Ok(x),
            None => Err(raise_value_error(format_args!(
                "could not convert string to float: {}",
                crate::operation::value_repr(value)?.as_str()
            ))),
        };
    }
    let slots = value.ty().slots();
    if value.is_foreign() {
        // A text or bytes, if it is no number.
        let found = crate::operation::value_to_float(value);
        return match crate::error::catch(found, &crate::exception::TYPE_ERROR)? {
            Some(x) => Ok(x),
            None => by_cpython(value),
        };
    }
    if let Some(to_float) = slots.to_float().filter(|_| value.ty().is_heap_type()) {
        // Also of a class derived from float.
        return to_float(value);
    }
    if slots.to_float().is_none() && slots.index().is_none() {
        return Err(raise_type_error(format_args!(
            "float() argument must be a string or a real number, not '{}'",
            value.type_name()
        )));
    }
    crate::operation::value_to_float(value)
}
