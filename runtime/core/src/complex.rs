//! complex.

use pyaot_abi::layout::ComplexObject;

use crate::args::Args;
use crate::error::{
    PyResult, raise_overflow_error, raise_type_error, raise_value_error, raise_zero_division_error,
};
use crate::prelude::*;
use crate::reference::{Object, Ref, Str, Tuple, dealloc_struct, new_header};
use crate::types::{BinaryOp, CompareOp, Layout, OBJECT, Slots, Type, UnaryOp, operators};
use crate::value::Value;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for ComplexObject {
    const TYPE: &'static Type = &COMPLEX;
    const LAYOUT: Layout = Layout::Complex;
}

/// A number as its two parts.
pub type Parts = (f64, f64);

fn parts(this: &Value) -> Parts {
    let this = this.downcast::<ComplexObject>().expect("complex");
    (this.real, this.imag)
}

/// `complex`.
pub static COMPLEX: Type = Type::builtin(
    "complex",
    Layout::Complex,
    size_of::<ComplexObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<ComplexObject>,
        repr: Some(|this| Ok(Str::new(&repr_text(parts(this))))),
        format: Some(|this, spec| {
            if spec.byte_len == 0 {
                return crate::operation::value_str(this);
            }
            let (real, imag) = parts(this);
            crate::format_value::complex_format(real, imag, spec)
        }),
        hash: Some(|this| {
            let (real, imag) = parts(this);
            let one = |x: f64| if x.is_nan() { 0 } else { crate::float::hash(x) };
            let hash = one(real).wrapping_add(one(imag).wrapping_mul(1000003));
            Ok(if hash == -1 { -2 } else { hash })
        }),
        compare: Some(complex_compare),
        truth: Some(|this| Ok(parts(this) != (0.0, 0.0))),
        binary: Some(complex_binary),
        binary_ops: operators(&[
            BinaryOp::Add,
            BinaryOp::Sub,
            BinaryOp::Mul,
            BinaryOp::TrueDiv,
            BinaryOp::Pow,
        ]),
        unary: Some(|op, this| {
            let (real, imag) = parts(this);
            Ok(match op {
                UnaryOp::Neg => Some(complex_new(-real, -imag)),
                UnaryOp::Pos => Some(complex_new(real, imag)),
                UnaryOp::Abs => Some(Value::float(complex_abs(real, imag)?)),
                UnaryOp::Invert => None,
            })
        }),
        new: Some(complex_from_args),
        ..Slots::OBJECT
    },
)
.subclassable();

/// A complex object.
pub fn complex_new(real: f64, imag: f64) -> Value {
    Ref::alloc(ComplexObject {
        header: new_header(),
        real,
        imag,
    })
    .into()
}

/// `a.conjugate()`.
pub fn complex_conjugate(a: &Value) -> Value {
    let (real, imag) = parts(a);
    complex_new(real, -imag)
}

/// `a.__complex__()`.
pub fn complex_complex(a: &Value) -> Value {
    let (real, imag) = parts(a);
    complex_new(real, imag)
}

/// `a.__getnewargs__()`.
pub fn complex_getnewargs(a: &Value) -> Tuple {
    let (real, imag) = parts(a);
    Tuple::from_vec(vec![Value::float(real), Value::float(imag)])
}

/// `a.real`.
pub fn complex_real(a: &Value) -> f64 {
    parts(a).0
}

/// `a.imag`.
pub fn complex_imag(a: &Value) -> f64 {
    parts(a).1
}

/// The real part of any number. OverflowError where an int is too large.
pub fn number_real(a: &Value) -> PyResult<f64> {
    Ok(operand(a)?.map_or(f64::NAN, |(real, _)| real))
}

/// The imaginary part of any number.
pub fn number_imag(a: &Value) -> f64 {
    a.downcast::<ComplexObject>().map_or(0.0, |a| a.imag)
}

/// `abs(a)`, by its parts.
pub fn complex_abs(real: f64, imag: f64) -> PyResult<f64> {
    let result = real.hypot(imag);
    if result.is_infinite() && real.is_finite() && imag.is_finite() {
        return Err(raise_overflow_error(format_args!(
            "absolute value too large"
        )));
    }
    Ok(result)
}

/// A part as text: as repr, without a useless fraction.
fn part_text(x: f64) -> String {
    let text = crate::float::repr_text(x);
    text.strip_suffix(".0").map(str::to_string).unwrap_or(text)
}

fn repr_text((real, imag): Parts) -> String {
    let imag_text = part_text(imag);
    if real == 0.0 && real.is_sign_positive() {
        return format!("{imag_text}j");
    }
    let sign = if imag_text.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{imag_text}j)", part_text(real))
}

/// The parts of any number.
fn operand(value: &Value) -> PyResult<Option<Parts>> {
    if let Some(number) = value.downcast::<ComplexObject>() {
        return Ok(Some((number.real, number.imag)));
    }
    if let Some(x) = value.as_float() {
        return Ok(Some((x, 0.0)));
    }
    if crate::int::is_int(value) {
        return Ok(Some((crate::int::int_to_float(value)?, 0.0)));
    }
    Ok(None)
}

fn complex_compare(this: &Value, other: &Value, op: CompareOp) -> PyResult<Option<Value>> {
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(None);
    }
    let (real, imag) = parts(this);
    let equal = if other.downcast::<ComplexObject>().is_some() {
        (real, imag) == parts(other)
    } else if other.as_float().is_some() || crate::int::is_int(other) {
        imag == 0.0 && crate::operation::compare_bool(CompareOp::Eq, &Value::float(real), other)?
    } else {
        return Ok(None);
    };
    Ok(Some(Value::bool(equal == (op == CompareOp::Eq))))
}

fn complex_binary(
    op: BinaryOp,
    this: &Value,
    other: &Value,
    reflected: bool,
) -> PyResult<Option<Value>> {
    let Some(y) = operand(other)? else {
        return Ok(None);
    };
    let x = parts(this);
    let (a, b) = if reflected { (y, x) } else { (x, y) };
    let (real, imag) = match op {
        BinaryOp::Add => (a.0 + b.0, a.1 + b.1),
        BinaryOp::Sub => (a.0 - b.0, a.1 - b.1),
        BinaryOp::Mul => multiply(a, b),
        BinaryOp::TrueDiv => divide(a, b)?,
        BinaryOp::Pow => power(a, b)?,
        _ => return Ok(None),
    };
    Ok(Some(complex_new(real, imag)))
}

fn multiply(a: Parts, b: Parts) -> Parts {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

/// Division scaled by the larger part of the divisor, as CPython does it.
pub fn divide(a: Parts, b: Parts) -> PyResult<Parts> {
    if b == (0.0, 0.0) {
        return Err(raise_zero_division_error(format_args!(
            "complex division by zero"
        )));
    }
    if b.0.is_nan() || b.1.is_nan() {
        return Ok((f64::NAN, f64::NAN));
    }
    if b.0.abs() >= b.1.abs() {
        let ratio = b.1 / b.0;
        let scale = b.0 + b.1 * ratio;
        Ok(((a.0 + a.1 * ratio) / scale, (a.1 - a.0 * ratio) / scale))
    } else {
        let ratio = b.0 / b.1;
        let scale = b.0 * ratio + b.1;
        Ok(((a.0 * ratio + a.1) / scale, (a.1 * ratio - a.0) / scale))
    }
}

/// `a ** b`: by squaring for small whole exponents, else in polar form.
fn power(a: Parts, b: Parts) -> PyResult<Parts> {
    // Also what CPython says where the angle of the result is not known.
    let undefined =
        || raise_zero_division_error(format_args!("0.0 to a negative or complex power"));
    if a == (0.0, 0.0) && (b.1 != 0.0 || b.0 < 0.0) {
        return Err(undefined());
    }
    let result = if b.1 == 0.0 && b.0.fract() == 0.0 && b.0.abs() <= 100.0 {
        let whole = b.0 as i64;
        let (mut result, mut square, mut mask) = ((1.0, 0.0), a, 1u64);
        let bits = whole.unsigned_abs();
        while mask <= bits {
            if bits & mask != 0 {
                result = multiply(result, square);
            }
            mask <<= 1;
            square = multiply(square, square);
        }
        if whole < 0 {
            if result == (0.0, 0.0) {
                return Err(undefined());
            }
            divide((1.0, 0.0), result)?
        } else {
            result
        }
    } else if a == (0.0, 0.0) {
        (0.0, 0.0)
    } else {
        let size = a.0.hypot(a.1);
        let mut length = size.powf(b.0);
        let angle = a.1.atan2(a.0);
        let mut phase = angle * b.0;
        if b.1 != 0.0 {
            length /= (angle * b.1).exp();
            phase += b.1 * size.ln();
        }
        if phase.is_infinite() {
            return Err(undefined());
        }
        (length * phase.cos(), length * phase.sin())
    };
    if result.0.is_infinite() || result.1.is_infinite() {
        return Err(raise_overflow_error(format_args!("complex exponentiation")));
    }
    Ok(result)
}

/// `a ** b` of floats whose result is complex.
pub fn pow_of_negative(a: f64, b: f64) -> PyResult<Value> {
    let (real, imag) = power((a, 0.0), (b, 0.0))?;
    Ok(complex_new(real, imag))
}

/// `complex(real=0, imag=0)`.
fn complex_from_args(ty: &'static Type, args: Args<'_>) -> PyResult<Value> {
    let mut given: [Option<Value>; 2] = [None, None];
    crate::args::check_at_most("complex", &args, 2)?;
    for (place, value) in given.iter_mut().zip(args.positional()) {
        *place = Some(value.clone());
    }
    for (name, value) in args.keywords() {
        match name.as_str() {
            "real" => given[0] = Some(value.clone()),
            "imag" => given[1] = Some(value.clone()),
            other => {
                return Err(raise_type_error(format_args!(
                    "'{other}' is an invalid keyword argument for complex()"
                )));
            }
        }
    }
    if let Some(text) = given[0].as_ref().and_then(Value::as_str) {
        if given[1].is_some() {
            return Err(raise_type_error(format_args!(
                "complex() can't take second arg if first is a string"
            )));
        }
        let Some((real, imag)) = parse(text.as_str()) else {
            if has_stray_underscore(text.as_str()) {
                return Err(raise_value_error(format_args!(
                    "could not convert string to complex: {}",
                    crate::operation::value_repr(text.as_value())?.as_str()
                )));
            }
            return Err(raise_value_error(format_args!(
                "complex() arg is a malformed string"
            )));
        };
        return Ok(Ref::alloc_as(
            ty,
            ComplexObject {
                header: new_header(),
                real,
                imag,
            },
        )
        .into());
    }
    if given[1]
        .as_ref()
        .is_some_and(|imag| imag.as_str().is_some())
    {
        return Err(raise_type_error(format_args!(
            "complex() second arg can't be a string"
        )));
    }
    if let ([Some(only), None], true) = (&given, core::ptr::eq(ty, &COMPLEX))
        && only.downcast_exact::<ComplexObject>().is_some()
    {
        return Ok(only.clone());
    }
    // A complex alone is taken as it is: adding to a part would lose the sign of a zero.
    if let [Some(only), None] = &given
        && only.downcast::<ComplexObject>().is_some()
    {
        let (real, imag) = parts(only);
        return Ok(Ref::alloc_as(
            ty,
            ComplexObject {
                header: new_header(),
                real,
                imag,
            },
        )
        .into());
    }
    let real = number_argument(given[0].as_ref(), "first")?;
    let imag = number_argument(given[1].as_ref(), "second")?;
    // Only parts that are there take part: adding zeros would lose their signs.
    let is_complex = |value: &Option<Value>| {
        value
            .as_ref()
            .is_some_and(|value| value.as_float().is_none() && !crate::int::is_int(value))
    };
    let object = ComplexObject {
        header: new_header(),
        real: if is_complex(&given[1]) {
            real.0 - imag.1
        } else {
            real.0
        },
        imag: if is_complex(&given[0]) {
            imag.0 + real.1
        } else {
            imag.0
        },
    };
    Ok(Ref::alloc_as(ty, object).into())
}

fn number_argument(value: Option<&Value>, which: &str) -> PyResult<Parts> {
    let Some(value) = value else {
        return Ok((0.0, 0.0));
    };
    if let Some(parts) = operand(value)? {
        return Ok(parts);
    }
    if which == "first"
        && let Some(result) = from_special(value)?
    {
        return Ok(result);
    }
    let slots = value.ty().slots();
    if slots.to_float().is_none() && slots.index().is_none() {
        let or_string = if which == "first" { " a string or" } else { "" };
        return Err(raise_type_error(format_args!(
            "complex() {which} argument must be{or_string} a number, not '{}'",
            value.type_name()
        )));
    }
    Ok((crate::operation::value_to_float(value)?, 0.0))
}

/// What `value.__complex__()` gives, if its class has one.
fn from_special(value: &Value) -> PyResult<Option<Parts>> {
    crate::method::offer(&COMPLEX, &crate::exports::float::methods::complex_complex);
    let Some(result) = crate::attribute::call_special(value, crate::name!("__complex__"), &[])?
    else {
        return Ok(None);
    };
    if result.downcast::<ComplexObject>().is_some() {
        crate::int::warn_of_subclass("__complex__", &COMPLEX, &result)?;
        return Ok(Some(parts(&result)));
    }
    Err(raise_type_error(format_args!(
        "__complex__ returned non-complex (type {})",
        result.type_name()
    )))
}

/// A number as `cmath` takes it: `__complex__`, `__float__` or `__index__`.
pub fn to_complex(value: &Value) -> PyResult<Parts> {
    if let Some(parts) = operand(value)? {
        return Ok(parts);
    }
    match from_special(value)? {
        Some(parts) => Ok(parts),
        None => Ok((crate::operation::value_to_float(value)?, 0.0)),
    }
}

/// An underscore that does not stand between two digits.
fn has_stray_underscore(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (0..bytes.len()).any(|at| bytes[at] == b'_' && !(at > 0 && digit(at - 1) && digit(at + 1)))
}

/// A complex from text, as `complex(text)` reads it.
fn parse(text: &str) -> Option<Parts> {
    let mut text = text.trim();
    if let Some(inner) = text.strip_prefix('(') {
        text = inner.strip_suffix(')')?.trim();
    }
    if text.contains(char::is_whitespace) {
        return None;
    }
    let Some(body) = text.strip_suffix(['j', 'J']) else {
        return crate::float::parse(text).map(|real| (real, 0.0));
    };
    // The sign that begins the imaginary part is the last one that is not an exponent's.
    let bytes = body.as_bytes();
    let split = (0..bytes.len()).rev().find(|&i| {
        matches!(bytes[i], b'+' | b'-') && (i == 0 || !matches!(bytes[i - 1], b'e' | b'E'))
    });
    let (real, imag) = match split {
        Some(at) => (&body[..at], &body[at..]),
        None => ("", body),
    };
    let imag = match imag {
        "" | "+" => 1.0,
        "-" => -1.0,
        _ => crate::float::parse(imag)?,
    };
    let real = if real.is_empty() {
        0.0
    } else {
        crate::float::parse(real)?
    };
    Some((real, imag))
}
