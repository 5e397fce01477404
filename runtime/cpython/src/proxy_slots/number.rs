//! Numbers: conversions and operators of proxies.

use pyaot_core::error::PyResult;
use pyaot_core::types::{BinaryOp, UnaryOp};
use pyaot_core::value::Value;
use pyaot_core::{attribute, operation};
use pyo3_ffi as ffi;

use super::value;
use crate::proxy::{finish, inward, unwrap};
use crate::reference::{Borrowed, Raw};

pub(crate) unsafe extern "C" fn index(object: Raw) -> Raw {
    // SAFETY: here and below CPython passes live objects, one of them a proxy.
    unsafe { inward(|| finish(operation::index(&value(object)))) }
}

pub(crate) unsafe extern "C" fn int(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        inward(|| {
            let object = value(object);
            finish(
                match attribute::call_special(&object, pyaot_core::name!("__int__"), &[]) {
                    Ok(Some(int)) => Ok(int),
                    Ok(None) => operation::index(&object),
                    Err(raised) => Err(raised),
                },
            )
        })
    }
}

pub(crate) unsafe extern "C" fn float(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { inward(|| finish(operation::value_to_float(&value(object)).map(Value::float))) }
}

fn unary(op: UnaryOp, object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { inward(|| finish(operation::unary(op, &value(object)))) }
}

/// `a op b`, where at least one of the two is a proxy. NotImplemented lets
/// Python try the other operand.
fn binary(op: BinaryOp, a: Raw, b: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        let a_is_ours = unwrap(Borrowed::new(a)).is_some();
        let b_is_ours = unwrap(Borrowed::new(b)).is_some();
        let (a, b) = (value(a), value(b));
        inward(|| finish(try_binary(op, &a, &b, a_is_ours, b_is_ours)))
    }
}

fn try_binary(
    op: BinaryOp,
    a: &Value,
    b: &Value,
    a_is_ours: bool,
    b_is_ours: bool,
) -> PyResult<Value> {
    if a_is_ours
        && let Some(binary) = a.ty().slots().binary()
        && let Some(result) = binary(op, a, b, false)?
    {
        return Ok(result);
    }
    // With proxies on both sides Python calls the slot only once.
    if b_is_ours
        && !(a_is_ours && core::ptr::eq(a.ty(), b.ty()))
        && let Some(binary) = b.ty().slots().binary()
        && let Some(result) = binary(op, b, a, true)?
    {
        return Ok(result);
    }
    Ok(Value::NOT_IMPLEMENTED)
}

fn inplace(op: BinaryOp, a: Raw, b: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        let (a, b) = (value(a), value(b));
        inward(|| {
            finish(match a.ty().slots().inplace() {
                Some(inplace) => {
                    inplace(op, &a, &b).map(|result| result.unwrap_or(Value::NOT_IMPLEMENTED))
                }
                None => Ok(Value::NOT_IMPLEMENTED),
            })
        })
    }
}

type Unary = unsafe extern "C" fn(Raw) -> Raw;
type Binary = unsafe extern "C" fn(Raw, Raw) -> Raw;

macro_rules! unary_slots {
    ($($function:ident $op:ident $slot:ident;)*) => {
        $( unsafe extern "C" fn $function(object: Raw) -> Raw { unary(UnaryOp::$op, object) } )*
        /// Unary operators with their slots.
        pub static UNARY: &[(UnaryOp, i32, Unary)] = &[$((UnaryOp::$op, ffi::$slot, $function)),*];
    };
}

macro_rules! binary_slots {
    ($($function:ident $inplace:ident $op:ident $slot:ident $inplace_slot:ident;)*) => {
        $(
            unsafe extern "C" fn $function(a: Raw, b: Raw) -> Raw { binary(BinaryOp::$op, a, b) }
            unsafe extern "C" fn $inplace(a: Raw, b: Raw) -> Raw { inplace(BinaryOp::$op, a, b) }
        )*
        /// Binary operators with their slots and those of their in-place forms.
        pub static BINARY: &[(BinaryOp, i32, Binary, i32, Binary)] =
            &[$((BinaryOp::$op, ffi::$slot, $function, ffi::$inplace_slot, $inplace)),*];
    };
}

unary_slots! {
    neg Neg Py_nb_negative;
    pos Pos Py_nb_positive;
    invert Invert Py_nb_invert;
    abs Abs Py_nb_absolute;
}

binary_slots! {
    add iadd Add Py_nb_add Py_nb_inplace_add;
    sub isub Sub Py_nb_subtract Py_nb_inplace_subtract;
    mul imul Mul Py_nb_multiply Py_nb_inplace_multiply;
    truediv itruediv TrueDiv Py_nb_true_divide Py_nb_inplace_true_divide;
    floordiv ifloordiv FloorDiv Py_nb_floor_divide Py_nb_inplace_floor_divide;
    modulo imodulo Mod Py_nb_remainder Py_nb_inplace_remainder;
    matmul imatmul MatMul Py_nb_matrix_multiply Py_nb_inplace_matrix_multiply;
    lshift ilshift LShift Py_nb_lshift Py_nb_inplace_lshift;
    rshift irshift RShift Py_nb_rshift Py_nb_inplace_rshift;
    and iand And Py_nb_and Py_nb_inplace_and;
    or ior Or Py_nb_or Py_nb_inplace_or;
    xor ixor Xor Py_nb_xor Py_nb_inplace_xor;
}

pub(crate) unsafe extern "C" fn divmod(a: Raw, b: Raw) -> Raw {
    binary(BinaryOp::DivMod, a, b)
}

pub(crate) unsafe extern "C" fn power(a: Raw, b: Raw, modulus: Raw) -> Raw {
    // SAFETY: as above; None is a live object.
    if unsafe { modulus == ffi::Py_None() } {
        return binary(BinaryOp::Pow, a, b);
    }
    // Only the base is asked, and only for three arguments.
    // SAFETY: as above.
    unsafe {
        inward(|| {
            let name = pyaot_core::name!("__pow__");
            let is_ours = unwrap(Borrowed::new(a)).is_some();
            let (a, arguments) = (value(a), [value(b), value(modulus)]);
            if !is_ours {
                return finish(Ok(Value::NOT_IMPLEMENTED));
            }
            let result = attribute::call_special(&a, name, &arguments);
            finish(result.map(|result| result.unwrap_or(Value::NOT_IMPLEMENTED)))
        })
    }
}

pub(crate) unsafe extern "C" fn inplace_power(a: Raw, b: Raw, _modulus: Raw) -> Raw {
    inplace(BinaryOp::Pow, a, b)
}
