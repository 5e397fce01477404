//! One recursion limit for both sides.
//!
//! CPython counts the frames of a thread down in the thread's state; compiled
//! code counts its own up. The count is handed over whenever control crosses,
//! and so are the frames themselves ([`crate::frame`]).

use pyaot_core::recursion::{depth, limit, set_depth, set_limit};
use pyo3_ffi as ffi;

/// How CPython 3.11's `PyThreadState` begins.
#[repr(C)]
pub(crate) struct ThreadState {
    links: [*mut u8; 2],
    interpreter: *mut u8,
    flags: [i32; 2],
    recursion_remaining: i32,
    recursion_limit: i32,
    headroom_and_tracing: [i32; 3],
    /// Where the evaluation loop keeps its innermost frame.
    pub(crate) evaluation: *mut crate::frame::Evaluation,
    tracing: [*mut u8; 4],
    raised: [*mut u8; 3],
    /// What the innermost code handles.
    pub(crate) handling: *mut Handling,
}

/// A place of CPython's stack of exceptions that are being handled.
#[repr(C)]
pub(crate) struct Handling {
    exception: *mut ffi::PyObject,
    outer: *mut Handling,
}

impl Handling {
    /// Whether an exception is handled here or further out.
    #[inline]
    pub(crate) fn is_any(&self) -> bool {
        // SAFETY: the stack is intact as long as the thread's code stands still.
        let outer = unsafe { self.outer.as_ref() };
        // SAFETY: `None` lives for ever.
        let is_none = self.exception.is_null() || self.exception == unsafe { ffi::Py_None() };
        !is_none || outer.is_some_and(Handling::is_any)
    }
}

/// The state of the thread that holds the interpreter, or null.
#[inline]
pub(crate) fn state() -> *mut ThreadState {
    // SAFETY: the interpreter runs; the caller holds it.
    unsafe { ffi::PyThreadState_Get() }.cast()
}

/// Runs `work` in CPython with the frames there are on our side.
#[inline]
pub fn outward<R>(work: impl FnOnce() -> R) -> R {
    let ours = depth();
    let state = state();
    // SAFETY: the state of this thread lives as long as the thread.
    unsafe {
        let (remaining, limit) = ((*state).recursion_remaining, (*state).recursion_limit);
        // There are never more frames than fit an i32.
        (*state).recursion_remaining = limit.wrapping_sub(ours as i32);
        let result = crate::frame::outward(state, work);
        crate::thread::arrive(state);
        set_depth(ours);
        (*state).recursion_remaining = remaining;
        if (*state).recursion_limit != limit {
            limit_changed(state, limit);
        }
        result
    }
}

/// CPython's limit is another than it was.
#[cold]
unsafe fn limit_changed(state: *mut ThreadState, before: i32) {
    // SAFETY: the caller passes the state of this thread.
    unsafe {
        let after = (*state).recursion_limit;
        set_limit(i64::from(after));
        (*state).recursion_remaining = (*state)
            .recursion_remaining
            .saturating_add(after.saturating_sub(before));
    }
}

/// Runs `work`, code of ours that CPython calls, with the frames of CPython.
#[inline]
pub fn inward<R>(work: impl FnOnce() -> R) -> R {
    let ours = depth();
    let state = state();
    // SAFETY: the state of this thread lives as long as the thread.
    unsafe {
        set_depth(i64::from(
            (*state).recursion_limit - (*state).recursion_remaining,
        ));
        if i64::from((*state).recursion_limit) != limit() {
            set_limit(i64::from((*state).recursion_limit));
        }
    }
    crate::thread::arrive(state);
    let result = crate::frame::inward(work);
    set_depth(ours);
    result
}

/// Frames that the bridge may need beyond the limit for work of its own.
const HEADROOM: i32 = 200;

/// Runs `work` of the bridge, which calls CPython, as if that many frames were not there:
/// what has to be done about a RecursionError must not end in another.
pub fn with_headroom<R>(work: impl FnOnce() -> R) -> R {
    let (ours, state) = (depth(), state());
    set_depth(ours - i64::from(HEADROOM));
    // SAFETY: the state of this thread lives as long as the thread.
    let remaining = unsafe {
        let remaining = (*state).recursion_remaining;
        (*state).recursion_remaining = remaining.saturating_add(HEADROOM);
        remaining
    };
    let result = work();
    // SAFETY: as above.
    unsafe { (*state).recursion_remaining = remaining };
    set_depth(ours);
    result
}

/// Gives CPython, which has just started, the limit the program has set.
pub fn take_limit() {
    // SAFETY: the limit was checked when it was set.
    unsafe { ffi::Py_SetRecursionLimit(limit() as core::ffi::c_int) };
}

/// Puts CPython's limit at `limit`.
pub fn set_python_limit(limit: i32) {
    // SAFETY: the interpreter runs and the caller holds it; the limit is positive.
    unsafe { ffi::Py_SetRecursionLimit(limit) };
}
