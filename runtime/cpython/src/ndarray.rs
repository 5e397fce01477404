//! A look into NumPy's arrays that asks nobody.
//!
//! The buffer protocol takes NumPy a few hundred instructions and some
//! allocations; a program that makes arrays in a loop asks for each. The
//! fields below have had these places since NumPy 1.7, and are what NumPy's
//! own macros read in compiled extensions.

use core::ffi::{c_char, c_int, c_long};

use pyaot_abi::layout::{DType, MAX_VIEW_DIMS, ViewObject};
use pyaot_core::memory::Global;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::reference::{Borrowed, Owned};

#[repr(C)]
struct Array {
    head: ffi::PyObject,
    data: *mut u8,
    ndim: c_int,
    shape: *const ffi::Py_ssize_t,
    strides: *const ffi::Py_ssize_t,
    base: *mut ffi::PyObject,
    descr: *const Descr,
    flags: c_int,
}

#[repr(C)]
struct Descr {
    head: ffi::PyObject,
    scalar_class: *mut ffi::PyTypeObject,
    kind: c_char,
    letter: c_char,
    byte_order: c_char,
    flags: c_char,
    number: c_int,
}

const WRITEABLE: c_int = 0x400;

/// Marks what a view holds as a reference to an array, not a buffer.
const IS_ARRAY: usize = 1;

/// `numpy.ndarray`, once an array has been seen.
static CLASS: Global<*mut ffi::PyTypeObject> = Global::new(core::ptr::null_mut());

/// The array's fields, when it is exactly a `numpy.ndarray`.
fn fields(object: Borrowed<'_>) -> Option<&Array> {
    // SAFETY: the GIL is held; the class was checked, and its instances start like this.
    unsafe {
        let class = object.type_pointer();
        if class != *CLASS.get() {
            let name = core::ffi::CStr::from_ptr((*class).tp_name);
            let is_static = (*class).tp_flags & ffi::Py_TPFLAGS_HEAPTYPE == 0;
            if !is_static
                || name != c"numpy.ndarray"
                || (*class).tp_basicsize < size_of::<Array>() as isize
            {
                return None;
            }
            *CLASS.get() = class;
        }
        Some(&*object.as_raw().cast::<Array>())
    }
}

/// The element type, when it is one of ours in native byte order.
fn dtype_of(array: &Array) -> Option<DType> {
    // SAFETY: an array has a descriptor.
    let descr = unsafe { &*array.descr };
    if !matches!(descr.byte_order as u8, b'=' | b'|') {
        return None;
    }
    // NumPy numbers its types by C's: bool, char, unsigned char, short, ...
    Some(match descr.number {
        0 => DType::Bool,
        2 => DType::U8,
        5 => DType::I32,
        7 if size_of::<c_long>() == 8 => DType::I64,
        7 => DType::I32,
        9 => DType::I64,
        11 => DType::F32,
        12 => DType::F64,
        _ => return None,
    })
}

/// An array whose items a view can reach, and their type: aligned, and in
/// steps of whole items.
fn viewable(object: Borrowed<'_>) -> Option<(&Array, DType)> {
    let array = fields(object)?;
    let dtype = dtype_of(array)?;
    let size = dtype.size() as isize;
    let ndim = array.ndim as usize;
    let steps = (1..=MAX_VIEW_DIMS).contains(&ndim)
        // SAFETY: an array has `ndim` strides.
        && (0..ndim).all(|i| unsafe { *array.strides.add(i) } % size == 0);
    (steps && array.data as isize % size == 0).then_some((array, dtype))
}

/// Fills in a view where that takes a look at the array only; whether it did.
pub fn view(object: Borrowed<'_>, dtype: DType, ndim: usize, view: &mut ViewObject) -> bool {
    let Some((array, found)) = viewable(object) else {
        return false;
    };
    if found != dtype || array.ndim as usize != ndim {
        return false;
    }
    for i in 0..ndim {
        // SAFETY: shape and strides have `ndim` entries.
        unsafe {
            view.shape[i] = *array.shape.add(i) as i64;
            view.strides[i] = *array.strides.add(i) as i64;
        }
    }
    view.data = array.data;
    view.ndim = ndim as u64;
    view.readonly = (array.flags & WRITEABLE == 0) as u64;
    view.dtype = dtype;
    view.buffer = object
        .to_owned()
        .into_raw()
        .cast::<u8>()
        .map_addr(|address| address | IS_ARRAY);
    true
}

/// The address of one element, its type, and whether it may be written; `None`
/// where NumPy has to look at it, as it does for indices out of range.
pub fn element(object: Borrowed<'_>, indices: &[Value]) -> Option<(*mut u8, DType, bool)> {
    let array = fields(object)?;
    let dtype = dtype_of(array)?;
    if indices.is_empty() || array.ndim as usize != indices.len() {
        return None;
    }
    let mut at = array.data;
    for (axis, index) in indices.iter().enumerate() {
        let index = index.as_small_int()?;
        // SAFETY: shape and strides have `ndim` entries; the index is in range.
        unsafe {
            let size = *array.shape.add(axis) as i64;
            let index = if index < 0 { index + size } else { index };
            if !(0..size).contains(&index) {
                return None;
            }
            at = at.offset(index as isize * *array.strides.add(axis));
        }
    }
    Some((at, dtype, array.flags & WRITEABLE != 0))
}

/// Gives back what a view made here holds; whether it was made here.
pub fn release(held: *mut u8) -> bool {
    if held.addr() & IS_ARRAY == 0 {
        return false;
    }
    let array = held
        .map_addr(|address| address & !IS_ARRAY)
        .cast::<ffi::PyObject>();
    // SAFETY: the view owned this reference.
    drop(unsafe { Owned::from_raw(array) });
    true
}

/// Element type and dimensions of an array that a view can be of.
pub fn kind(object: Borrowed<'_>) -> Option<(DType, usize)> {
    viewable(object).map(|(array, dtype)| (dtype, array.ndim as usize))
}
