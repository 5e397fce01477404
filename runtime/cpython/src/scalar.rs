//! NumPy scalars without NumPy: made, read, added and compared here where the
//! result is plain. What warns, wraps or raises is left to NumPy (`None`).

use pyaot_abi::layout::DType;
use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::types::{BinaryOp, CompareOp};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::ndarray;
use crate::reference::{Borrowed, Owned, import, new_str};

/// A scalar object of up to eight bytes.
#[repr(C)]
struct Scalar {
    head: ffi::PyObject,
    value: [u8; 8],
}

/// Ints up to this magnitude are exact as floats.
const EXACT: i64 = 1 << 53;

/// NumPy's scalar classes, by dtype; looked up on first use.
static CLASSES: Global<[Option<Owned>; DType::ALL.len()]> =
    Global::new([const { None }; DType::ALL.len()]);
/// `np.False_` and `np.True_`.
static BOOLS: Global<[Option<Owned>; 2]> = Global::new([const { None }; 2]);

fn class(dtype: DType) -> PyResult<Owned> {
    // SAFETY: short accesses.
    if let Some(known) = unsafe { (&(*CLASSES.get()))[dtype as usize].clone() } {
        return Ok(known);
    }
    let name = if dtype == DType::Bool {
        "bool_"
    } else {
        dtype.name()
    };
    let class = import(c"numpy")?
        .borrow()
        .attribute(new_str(name)?.borrow())?;
    // SAFETY: a short access.
    unsafe { (&mut (*CLASSES.get()))[dtype as usize] = Some(class.clone()) };
    Ok(class)
}

/// A new scalar with these bytes.
fn make(dtype: DType, value: [u8; 8]) -> PyResult<Value> {
    let class = class(dtype)?;
    let class = class.as_raw().cast::<ffi::PyTypeObject>();
    // SAFETY: a ready class of NumPy, whose instances hold their value behind the head.
    unsafe {
        let alloc = (*class).tp_alloc.unwrap_or(ffi::PyType_GenericAlloc);
        let object = Owned::checked(alloc(class, 0))?;
        let bytes = (&raw mut (*object.as_raw().cast::<Scalar>()).value).cast::<u8>();
        core::ptr::copy_nonoverlapping(value.as_ptr(), bytes, dtype.size() as usize);
        Ok(object.into_value())
    }
}

fn padded<const N: usize>(bytes: [u8; N]) -> [u8; 8] {
    let mut value = [0; 8];
    value[..N].copy_from_slice(&bytes);
    value
}

fn bool_scalar(value: bool) -> PyResult<Value> {
    // SAFETY: short accesses.
    if let Some(known) = unsafe { (&(*BOOLS.get()))[usize::from(value)].clone() } {
        return Ok(known.into_value());
    }
    // SAFETY: a singleton.
    let plain = unsafe { Owned::checked(ffi::PyBool_FromLong(i64::from(value)))? };
    let made = class(DType::Bool)?.borrow().call(&[plain.borrow()])?;
    // SAFETY: a short access.
    unsafe { (&mut (*BOOLS.get()))[usize::from(value)] = Some(made.clone()) };
    Ok(made.into_value())
}

/// A NumPy scalar of a floating dtype.
pub fn scalar_from_float(value: f64, dtype: DType) -> PyResult<Value> {
    match dtype {
        DType::F32 => make(dtype, padded((value as f32).to_ne_bytes())),
        _ => make(dtype, value.to_ne_bytes()),
    }
}

/// A NumPy scalar of an integer or bool dtype; the value fits.
pub fn scalar_from_int(value: i64, dtype: DType) -> PyResult<Value> {
    match dtype {
        DType::Bool => bool_scalar(value != 0),
        DType::U8 => make(dtype, padded([value as u8])),
        DType::I32 => make(dtype, padded((value as i32).to_ne_bytes())),
        _ => make(dtype, value.to_ne_bytes()),
    }
}

#[derive(Clone, Copy)]
enum Number {
    Float(f64),
    Int(i64),
}

impl Number {
    fn float(self) -> Option<f64> {
        match self {
            Number::Float(x) => Some(x),
            Number::Int(n) => (n.abs() <= EXACT).then_some(n as f64),
        }
    }
}

/// The number in a Python float, a small int, an np.float64 or an np.int64,
/// and whether it is one of the latter.
fn number(value: &Value) -> Option<(Number, bool)> {
    if let Some(n) = value.as_small_int() {
        return Some((Number::Int(n), false));
    }
    let Some(object) = Borrowed::of(value) else {
        return Some((Number::Float(value.as_exact_float()?), false));
    };
    let class = object.type_pointer().cast::<ffi::PyObject>();
    // SAFETY: a short access; instances of the class are laid out like this.
    unsafe {
        let known = &*CLASSES.get();
        let is = |dtype: DType| {
            let known = known[dtype as usize].as_ref();
            known.is_some_and(|known| known.as_raw() == class)
        };
        let bytes = || (*object.as_raw().cast::<Scalar>()).value;
        if is(DType::F64) {
            Some((Number::Float(f64::from_ne_bytes(bytes())), true))
        } else if is(DType::I64) {
            Some((Number::Int(i64::from_ne_bytes(bytes())), true))
        } else {
            None
        }
    }
}

fn two(a: &Value, b: &Value) -> Option<(Number, Number)> {
    let ((x, one), (y, other)) = (number(a)?, number(b)?);
    (one || other).then_some((x, y))
}

/// `a op b`, one of them a scalar.
pub fn binary(op: BinaryOp, a: &Value, b: &Value) -> Option<PyResult<Value>> {
    let (a, b) = two(a, b)?;
    if let (Number::Int(x), Number::Int(y)) = (a, b)
        && op != BinaryOp::TrueDiv
    {
        let result = match op {
            BinaryOp::Add => x.checked_add(y),
            BinaryOp::Sub => x.checked_sub(y),
            BinaryOp::Mul => x.checked_mul(y),
            BinaryOp::FloorDiv if y > 0 => Some(x.div_euclid(y)),
            BinaryOp::Mod if y > 0 => Some(x.rem_euclid(y)),
            BinaryOp::And => Some(x & y),
            BinaryOp::Or => Some(x | y),
            BinaryOp::Xor => Some(x ^ y),
            _ => None,
        };
        return Some(scalar_from_int(result?, DType::I64));
    }
    let (x, y) = (a.float()?, b.float()?);
    let result = match op {
        BinaryOp::Add => x + y,
        BinaryOp::Sub => x - y,
        BinaryOp::Mul => x * y,
        BinaryOp::TrueDiv if y != 0.0 => x / y,
        _ => return None,
    };
    // Others come with a warning, if not from their like.
    result
        .is_finite()
        .then(|| scalar_from_float(result, DType::F64))
}

/// `a op b`, one of them a scalar.
pub fn compare(op: CompareOp, a: &Value, b: &Value) -> Option<PyResult<Value>> {
    let order = match two(a, b)? {
        (Number::Int(x), Number::Int(y)) => Some(x.cmp(&y)),
        (x, y) => x.float()?.partial_cmp(&y.float()?),
    };
    let result = match op {
        CompareOp::Lt => order.is_some_and(|order| order.is_lt()),
        CompareOp::Le => order.is_some_and(|order| order.is_le()),
        CompareOp::Eq => order.is_some_and(|order| order.is_eq()),
        CompareOp::Ne => order.is_none_or(|order| order.is_ne()),
        CompareOp::Gt => order.is_some_and(|order| order.is_gt()),
        CompareOp::Ge => order.is_some_and(|order| order.is_ge()),
    };
    Some(bool_scalar(result))
}

/// The truth of `np.True_` and `np.False_`, once they have been seen.
pub fn truth(value: &Value) -> Option<bool> {
    let object = Borrowed::of(value)?.as_raw();
    // SAFETY: a short access.
    let known = unsafe { &*BOOLS.get() };
    let is = |bool: &Option<Owned>| bool.as_ref().is_some_and(|known| known.as_raw() == object);
    match known {
        [_, yes] if is(yes) => Some(true),
        [no, _] if is(no) => Some(false),
        _ => None,
    }
}

/// One index, or a tuple of them.
fn with_indices<T>(key: &Value, then: impl FnOnce(&[Value]) -> Option<T>) -> Option<T> {
    match key.as_tuple() {
        Some(tuple) => then(tuple.items()),
        None => then(core::slice::from_ref(key)),
    }
}

/// `array[key]` where that is one element.
pub fn element(array: &Value, key: &Value) -> Option<PyResult<Value>> {
    let array = Borrowed::of(array)?;
    let (at, dtype, _) = with_indices(key, |indices| ndarray::element(array, indices))?;
    let mut value = [0; 8];
    // SAFETY: an element of that many bytes.
    unsafe { core::ptr::copy_nonoverlapping(at, value.as_mut_ptr(), dtype.size() as usize) };
    Some(match dtype {
        DType::Bool => bool_scalar(value[0] != 0),
        _ => make(dtype, value),
    })
}

/// `array[key] = value` where that is one element and the value fits; whether
/// it was stored.
pub fn store(array: &Value, key: &Value, value: &Value) -> Option<()> {
    let array = Borrowed::of(array)?;
    let (number, _) = number(value)?;
    let (at, dtype, writable) = with_indices(key, |indices| ndarray::element(array, indices))?;
    if !writable {
        return None;
    }
    let bytes = match (dtype, number) {
        (DType::F64, number) => number.float()?.to_ne_bytes(),
        (DType::F32, number) => {
            let wide = number.float()?;
            let single = wide as f32;
            (single.is_finite() || !wide.is_finite()).then(|| padded(single.to_ne_bytes()))?
        }
        (DType::I64, Number::Int(n)) => n.to_ne_bytes(),
        (DType::I32, Number::Int(n)) => padded(i32::try_from(n).ok()?.to_ne_bytes()),
        (DType::U8, Number::Int(n)) => padded([u8::try_from(n).ok()?]),
        _ => return None,
    };
    // SAFETY: an element of that many bytes, writable.
    unsafe { core::ptr::copy_nonoverlapping(bytes.as_ptr(), at, dtype.size() as usize) };
    Some(())
}
