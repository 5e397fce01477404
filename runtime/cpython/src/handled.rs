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

/// Runs `work` in CPython while it handles what we handle.
#[inline]
pub fn outward<R>(work: impl FnOnce() -> R) -> R {
    match handled() {
        None => work(),
        Some(exception) => match converted(&exception) {
            None => work(),
            Some(object) => {
                drop(exception);
                // SAFETY: live exceptions or null; the reference is taken back.
                unsafe {
                    let before = PyErr_GetHandledException();
                    PyErr_SetHandledException(object.as_raw());
                    drop(object);
                    let result = work();
                    PyErr_SetHandledException(before);
                    drop(Owned::from_raw(before));
                    result
                }
            }
        },
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
