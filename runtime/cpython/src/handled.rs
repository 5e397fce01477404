//! The exception that compiled code handles, as `sys.exc_info()` and
//! `traceback.print_exc()` of CPython see it.

use pyaot_core::error::take_pending;
use pyaot_core::exception::handled;
use pyaot_core::memory::Global;
use pyaot_core::value::Value;

use crate::convert;
use crate::reference::{Owned, Raw};

unsafe extern "C" {
    /// New in 3.11, not declared by pyo3-ffi: a new reference, or null.
    fn PyErr_GetHandledException() -> Raw;
    /// The exception may be null.
    fn PyErr_SetHandledException(exception: Raw);
}

/// An exception is being converted, which calls CPython too.
static CONVERTING: Global<bool> = Global::new(false);

/// What CPython handled before, where that had to be changed.
pub struct Before(Option<Raw>);

/// Lets CPython handle what we handle, until [`end`].
#[inline]
pub fn begin() -> Before {
    if pyaot_core::exception::handled_len() == 0 {
        return Before(None);
    }
    Before(begin_handling())
}

#[cold]
fn begin_handling() -> Option<Raw> {
    let object = converted(&handled()?)?;
    // SAFETY: live exceptions or null; the reference is given back by `end`.
    unsafe {
        let before = PyErr_GetHandledException();
        PyErr_SetHandledException(object.as_raw());
        Some(before)
    }
}

/// Puts back what [`begin`] has changed.
#[inline]
pub fn end(before: Before) {
    if let Before(Some(before)) = before {
        end_handling(before);
    }
}

#[cold]
fn end_handling(before: Raw) {
    // SAFETY: a live exception or null; the reference is ours.
    unsafe {
        PyErr_SetHandledException(before);
        drop(Owned::from_raw(before));
    }
}

#[cold]
fn converted(exception: &Value) -> Option<Owned> {
    // SAFETY: short accesses.
    unsafe {
        if core::mem::replace(&mut *CONVERTING.get(), true) {
            return None;
        }
        let object = convert::to_python(exception);
        *CONVERTING.get() = false;
        object.map_err(|raised| drop(take_pending(raised))).ok()
    }
}
