//! Views of foreign memory through the buffer protocol.

use pyaot_abi::layout::{DType, MAX_VIEW_DIMS, ViewObject};
use pyaot_core::error::{PyResult, raise_type_error};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::to_python;
use crate::ndarray;
use crate::reference::Borrowed;

/// Fills in a view of an array's memory. The array must have items of the
/// predicted dtype, aligned and in native byte order.
pub fn view_acquire(
    array: &Value,
    dtype: DType,
    ndim: usize,
    view: &mut ViewObject,
) -> PyResult<()> {
    let owned = to_python(array)?;
    if ndarray::view(owned.borrow(), dtype, ndim, view) {
        return Ok(());
    }
    let Some(buffer) = acquire(owned.borrow()) else {
        return Err(raise_type_error(format_args!(
            "an array of {} with {ndim} dimension{} was expected, not '{}'",
            dtype.name(),
            if ndim == 1 { "" } else { "s" },
            array.type_name()
        )));
    };
    // What an array without elements would have held does not matter.
    let empty = buffer.len == 0 && buffer.ndim as usize == ndim && ndim <= MAX_VIEW_DIMS;
    if !empty && !fits(&buffer, dtype, ndim) {
        let found = describe(&buffer, owned.borrow());
        release(buffer);
        return Err(raise_type_error(format_args!(
            "an array of {} with {ndim} dimension{} was expected, not {found}",
            dtype.name(),
            if ndim == 1 { "" } else { "s" },
        )));
    }
    view.data = buffer.buf.cast();
    view.ndim = ndim as u64;
    view.readonly = (buffer.readonly != 0) as u64;
    view.dtype = dtype;
    for i in 0..ndim {
        // SAFETY: a buffer asked for with strides has a shape and strides of `ndim` entries.
        unsafe {
            view.shape[i] = *buffer.shape.add(i) as i64;
            view.strides[i] = *buffer.strides.add(i) as i64;
        }
    }
    view.buffer = Box::into_raw(buffer).cast();
    Ok(())
}

/// The object's buffer, writable if it can be.
fn acquire(object: Borrowed<'_>) -> Option<Box<ffi::Py_buffer>> {
    // SAFETY: a live object; the buffer is filled on success only.
    unsafe {
        if ffi::PyObject_CheckBuffer(object.as_raw()) == 0 {
            return None;
        }
        let mut buffer: Box<ffi::Py_buffer> = Box::new(core::mem::zeroed());
        for flags in [ffi::PyBUF_RECORDS, ffi::PyBUF_RECORDS_RO] {
            if ffi::PyObject_GetBuffer(object.as_raw(), &mut *buffer, flags) == 0 {
                return Some(buffer);
            }
            ffi::PyErr_Clear();
        }
        None
    }
}

#[expect(
    clippy::boxed_local,
    reason = "CPython knows the buffer by the address in the box"
)]
fn release(mut buffer: Box<ffi::Py_buffer>) {
    // SAFETY: an acquired buffer, released once.
    unsafe { ffi::PyBuffer_Release(&mut *buffer) };
}

fn format_of(buffer: &ffi::Py_buffer) -> &str {
    if buffer.format.is_null() {
        return "B";
    }
    // SAFETY: a C string that lives as long as the buffer.
    unsafe { core::ffi::CStr::from_ptr(buffer.format) }
        .to_str()
        .unwrap_or("?")
}

/// Whether the buffer holds aligned items of `dtype` in native byte order.
fn fits(buffer: &ffi::Py_buffer, dtype: DType, ndim: usize) -> bool {
    let size = dtype.size() as isize;
    if buffer.ndim as usize != ndim || ndim > MAX_VIEW_DIMS || buffer.itemsize != size {
        return false;
    }
    let format = format_of(buffer);
    let native_order = if cfg!(target_endian = "little") {
        '<'
    } else {
        '>'
    };
    let kind = format
        .strip_prefix(['@', '=', native_order])
        .unwrap_or(format);
    let right_kind = match dtype {
        DType::F64 => kind == "d",
        DType::F32 => kind == "f",
        // The item size has been checked, so `l` is as long as needed.
        DType::I64 | DType::I32 => matches!(kind, "l" | "q" | "i"),
        DType::U8 => kind == "B",
        DType::Bool => kind == "?",
    };
    // SAFETY: a buffer asked for with strides has strides of `ndim` entries.
    let aligned_strides = (0..ndim).all(|i| unsafe { *buffer.strides.add(i) } % size == 0);
    right_kind && buffer.buf as isize % size == 0 && aligned_strides && buffer.suboffsets.is_null()
}

/// What an array is, for the message that it is something else.
fn describe(buffer: &ffi::Py_buffer, object: Borrowed<'_>) -> String {
    let dtype = object
        .attribute_opt(c"dtype")
        .and_then(|dtype| crate::convert::to_text(&dtype));
    let dtype = dtype.unwrap_or_else(|| format!("format '{}'", format_of(buffer)));
    let s = if buffer.ndim == 1 { "" } else { "s" };
    format!("one of {dtype} with {} dimension{s}", buffer.ndim)
}

/// Element type and dimensions of a NumPy array (exactly `numpy.ndarray`:
/// elements of other buffers are Python numbers).
pub fn array_kind(value: &Value) -> Option<(DType, usize)> {
    let object = to_python(value).ok()?;
    ndarray::kind(object.borrow())
}

/// Gives a view's memory back.
pub fn view_release(buffer: *mut u8) {
    if ndarray::release(buffer) {
        return;
    }
    // SAFETY: core passes the `buffer` of an acquired view, once.
    release(unsafe { Box::from_raw(buffer.cast::<ffi::Py_buffer>()) });
}
