//! Array views: native objects over memory that the bridge acquires.

use pyaot_abi::layout::{DType, Header, MAX_VIEW_DIMS, ViewObject};

use crate::error::{PyResult, raise_index_error, raise_type_error, raise_value_error};
use crate::reference::{Object, Ref, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for ViewObject {
    const TYPE: &'static Type = &VIEW;
    const LAYOUT: Layout = Layout::View;
}

/// The class of views; programs never see one.
static VIEW: Type = Type::builtin(
    "view",
    Layout::View,
    size_of::<ViewObject>(),
    &[&OBJECT],
    Slots {
        dealloc: view_dealloc,
        ..Slots::OBJECT
    },
);

unsafe fn view_dealloc(object: *mut Header) {
    // SAFETY: a dealloc slot gets objects of its own type.
    let buffer = unsafe { (*object.cast::<ViewObject>()).buffer };
    if let Some(hooks) = crate::foreign::hooks()
        && !buffer.is_null()
    {
        (hooks.view_release)(buffer);
    }
    // SAFETY: the object is dead and has no other resources.
    unsafe { dealloc_struct::<ViewObject>(object) }
}

fn dtype_of(code: i64) -> DType {
    DType::ALL[code as usize]
}

/// The row `view_acquire`.
pub fn view_acquire(array: &Value, dtype: i64, ndim: i64) -> PyResult<Value> {
    let dtype = dtype_of(dtype);
    let Some(hooks) = crate::foreign::active_hooks() else {
        return Err(raise_type_error(format_args!(
            "a NumPy array was expected, not '{}'",
            array.type_name()
        )));
    };
    let mut view = ViewObject {
        header: new_header(),
        data: core::ptr::null_mut(),
        shape: [1; MAX_VIEW_DIMS],
        strides: [0; MAX_VIEW_DIMS],
        ndim: ndim as u64,
        readonly: 1,
        dtype,
        buffer: core::ptr::null_mut(),
    };
    (hooks.view_acquire)(array, dtype, ndim as usize, &mut view)?;
    Ok(Ref::alloc(view).into())
}

/// The row `array_kind`.
pub fn array_kind(value: &Value) -> i64 {
    match crate::foreign::active_hooks() {
        Some(hooks) if value.is_foreign() => match (hooks.array_kind)(value) {
            Some((dtype, ndim)) => dtype as i64 + 16 * ndim as i64,
            None => -1,
        },
        _ => -1,
    }
}

/// The row `array_check`: a view that is made and dropped.
pub fn array_check(array: &Value, dtype: i64, ndim: i64) -> PyResult<()> {
    view_acquire(array, dtype, ndim).map(|_| ())
}

/// The row `numpy_function`.
pub fn numpy_function(which: i64, x: f64) -> PyResult<f64> {
    match crate::foreign::active_hooks() {
        Some(hooks) => (hooks.numpy_function)(which as usize, x),
        None => Err(raise_type_error(format_args!("NumPy is not there"))),
    }
}

/// The row `raise_view_index`.
pub fn raise_view_index(index: i64, axis: i64, size: i64) -> PyResult<()> {
    if matches!(index, i64::MIN | i64::MAX) {
        // An int beyond 64 bits; NumPy takes it for something else.
        return Err(raise_index_error(format_args!(
            "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices"
        )));
    }
    Err(raise_index_error(format_args!(
        "index {index} is out of bounds for axis {axis} with size {size}"
    )))
}

/// The row `raise_view_readonly`.
pub fn raise_view_readonly() -> PyResult<()> {
    Err(raise_value_error(format_args!(
        "assignment destination is read-only"
    )))
}

/// The row `scalar_from_float`.
pub fn scalar_from_float(value: f64, dtype: i64) -> Value {
    let made = crate::foreign::active_hooks()
        .map(|hooks| (hooks.scalar_from_float)(value, dtype_of(dtype)));
    match made {
        Some(Ok(scalar)) => scalar,
        // Without NumPy there is no scalar to make.
        _ => Value::float(value),
    }
}

/// The row `scalar_from_int`.
pub fn scalar_from_int(value: &Value, dtype: i64) -> Value {
    let number = crate::int::to_i64(value).unwrap_or_default();
    let made = crate::foreign::active_hooks()
        .map(|hooks| (hooks.scalar_from_int)(number, dtype_of(dtype)));
    match made {
        Some(Ok(scalar)) => scalar,
        _ => value.clone(),
    }
}
