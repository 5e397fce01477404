//! Fresh lists and dicts: what a call of CPython's made and nobody there refers to any more becomes ours at
//! once, with the fresh containers in it. What it holds is read in place from then on, and shared only
//! if it is handed over again.

use pyaot_core::reference::{Dict, List};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{from_borrowed, from_python};
use crate::quiet::is_plain;
use crate::reference::{Borrowed, Owned, Raw};

/// Containers in each other that are moved; deeper ones stay CPython's.
const DEPTH: usize = 100;

/// As [`from_python`] for what a call gives.
#[inline]
pub fn from_result(object: Owned) -> Value {
    // SAFETY: a live object.
    let is_fresh = unsafe { ffi::Py_REFCNT(object.as_raw()) } == 1;
    let ty = object.borrow().type_pointer();
    if (ty == &raw mut ffi::PyList_Type || ty == &raw mut ffi::PyDict_Type)
        && is_fresh
        && let Some(value) = moved(object.borrow(), DEPTH)
    {
        return value;
    }
    from_python(object)
}

/// A container of ours with what a list or dict holds that one reference alone keeps alive.
#[inline]
fn moved(object: Borrowed<'_>, depth: usize) -> Option<Value> {
    if object.is_exactly(&raw mut ffi::PyList_Type) && depth > 0 {
        return Some(moved_list(object.as_raw(), depth));
    }
    if object.is_exactly(&raw mut ffi::PyDict_Type) && depth > 0 {
        return moved_dict(object.as_raw(), depth);
    }
    None
}

fn moved_list(list: Raw, depth: usize) -> Value {
    // SAFETY: a live list, which nothing changes: converting runs no code of the program.
    let items = unsafe {
        let n = ffi::PyList_GET_SIZE(list);
        let items = (0..n).map(|i| part(ffi::PyList_GET_ITEM(list, i), depth));
        items.collect()
    };
    List::from_vec(items).into()
}

fn moved_dict(dict: Raw, depth: usize) -> Option<Value> {
    let entries = || {
        let mut at = 0;
        core::iter::from_fn(move || {
            let (mut key, mut value) = (core::ptr::null_mut(), core::ptr::null_mut());
            // SAFETY: a live dict, which nothing changes meanwhile.
            let more = unsafe { ffi::PyDict_Next(dict, &mut at, &mut key, &mut value) } != 0;
            more.then_some((key, value))
        })
    };
    // Others may run code to be compared.
    // SAFETY: live objects.
    if !entries().all(|(key, _)| unsafe { is_plain(key) }) {
        return None;
    }
    let moved = Dict::new();
    for (key, value) in entries() {
        // SAFETY: live objects.
        let (key, value) = unsafe { (from_borrowed(Borrowed::new(key)), part(value, depth)) };
        if let Err(raised) = moved.set(&key, &value) {
            drop(pyaot_core::error::take_pending(raised));
            return None;
        }
    }
    Some(moved.into())
}

/// An item of a container that is moved.
///
/// # Safety
/// A live object.
unsafe fn part(item: Raw, depth: usize) -> Value {
    // SAFETY: as promised by the caller.
    let (item, is_fresh) = unsafe { (Borrowed::new(item), ffi::Py_REFCNT(item) == 1) };
    let moved = is_fresh.then(|| moved(item, depth - 1)).flatten();
    moved.unwrap_or_else(|| from_borrowed(item))
}
