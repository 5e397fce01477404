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

/// Runs `work`, code of ours that CPython calls and which may not know what an exception is that is
/// pending: it handles what CPython handles.
#[inline]
pub fn inward<R>(work: impl FnOnce() -> R) -> R {
    pyaot_core::error::around_pending(|| {
        // SAFETY: the state of this thread, whose stack of exceptions stands still.
        let is_any = unsafe { (*(*crate::recursion::state()).handling).is_any() };
        match is_any.then(handled_there).flatten() {
            Some(exception) => {
                pyaot_core::exception::push_handled(vec![exception.clone()]);
                let result = work();
                pyaot_core::exception::exception_leave(&exception);
                result
            }
            None => work(),
        }
    })
}

/// What CPython handles and we do not.
#[cold]
fn handled_there() -> Option<Value> {
    // SAFETY: a short access.
    if unsafe { *CONVERTING.get() } {
        return None;
    }
    // SAFETY: a new reference, or null.
    let theirs = unsafe { Owned::from_raw(PyErr_GetHandledException()) }?;
    let theirs = convert::from_python(theirs);
    let is_known = handled().is_some_and(|ours| ours.is(&theirs));
    (!is_known).then_some(theirs)
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
