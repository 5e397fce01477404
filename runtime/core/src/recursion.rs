//! The recursion limit, and guards for operations that walk objects which
//! may contain themselves.
//!
//! Compiled code counts its frames in a register and leaves the number in
//! `pyaot_frame_depth` when it calls the runtime; an entry of compiled code
//! finds it there and leaves it as it was. Runtime functions that recurse
//! through values count themselves as CPython's do ([`enter`]).

use pyaot_abi::layout::Limits;

use crate::error::{PyResult, Raised, raise_recursion_error};
use crate::memory::Global;
use crate::prelude::*;
use crate::value::Value;

/// Python frames, the main module's included, where compiled code called.
#[unsafe(export_name = "pyaot_frame_depth")]
static DEPTH: Global<i64> = Global::new(1);
/// How many there may be, and the limit of the stack in use.
#[unsafe(export_name = "pyaot_limits")]
pub(crate) static LIMITS: Global<Limits> = Global::new(Limits {
    frames: 1000,
    stack: 0,
});

/// How many Python frames there are.
#[inline]
pub fn depth() -> i64 {
    // SAFETY: a short access.
    unsafe { *DEPTH.get() }
}

/// Puts back what [`depth`] gave, or says how many frames another thread has.
#[inline]
pub fn set_depth(depth: i64) {
    // SAFETY: a short access.
    unsafe { *DEPTH.get() = depth };
}

/// What `sys.getrecursionlimit()` gives.
#[inline]
pub fn limit() -> i64 {
    // SAFETY: a short access.
    unsafe { (*LIMITS.get()).frames }
}

/// Puts a limit in force and makes room for that many frames.
pub fn set_limit(limit: i64) {
    // SAFETY: a short access.
    unsafe { (*LIMITS.get()).frames = limit };
    crate::start::make_room(limit as u64);
}

/// A frame of the runtime's own, until dropped.
pub struct Frame(i64);

/// Counts a frame for an operation that calls itself through values; `doing`
/// ends the message when there are too many.
#[inline]
pub fn enter(doing: &str) -> PyResult<Frame> {
    crate::start::check_stack(doing)?;
    let depth = depth();
    if depth >= limit() {
        return Err(too_deep(doing));
    }
    set_depth(depth + 1);
    Ok(Frame(depth))
}

impl Drop for Frame {
    #[inline]
    fn drop(&mut self) {
        set_depth(self.0);
    }
}

/// Raises RecursionError.
#[cold]
pub fn too_deep(doing: &str) -> Raised {
    raise_recursion_error(format_args!("maximum recursion depth exceeded{doing}"))
}

/// Objects whose `repr` is being made.
static ACTIVE: Global<Vec<u64>> = Global::new(Vec::new());

/// Exchanges them for those of another thread.
pub fn exchange_shown(other: &mut Vec<u64>) {
    // SAFETY: a short access.
    core::mem::swap(unsafe { &mut *ACTIVE.get() }, other);
}

/// Marks an object as being shown, until dropped.
pub struct ReprGuard(());

impl ReprGuard {
    /// `None` when the object is being shown already: it contains itself.
    pub fn enter(object: &Value) -> Option<ReprGuard> {
        // SAFETY: a short access.
        let active = unsafe { &mut *ACTIVE.get() };
        if active.contains(&object.as_raw()) {
            return None;
        }
        active.push(object.as_raw());
        Some(ReprGuard(()))
    }
}

impl Drop for ReprGuard {
    fn drop(&mut self) {
        // SAFETY: a short access; guards end in the reverse of the order they began.
        unsafe { (*ACTIVE.get()).pop() };
    }
}
