//! Ints and floats of CPython that are used again.
//!
//! Most numbers that cross live for one call. One that nobody else refers to
//! is put aside instead of freed, and is the next one made: nobody can tell.

use pyaot_core::memory::Global;
use pyo3_ffi as ffi;

use crate::reference::{Owned, Raw};

/// How many of a kind are kept.
const ROOM: usize = 64;

struct Stack {
    objects: [Raw; ROOM],
    len: usize,
}

impl Stack {
    const fn new() -> Stack {
        Stack {
            objects: [core::ptr::null_mut(); ROOM],
            len: 0,
        }
    }

    #[inline]
    fn pop(&mut self) -> Option<Owned> {
        let len = self.len.checked_sub(1)?;
        self.len = len;
        // SAFETY: an object whose only reference is ours.
        unsafe { Owned::from_raw(self.objects[len]) }
    }

    /// Keeps an object whose only reference is the caller's, if there is room.
    #[inline]
    fn push(&mut self, object: Owned) {
        if let Some(place) = self.objects.get_mut(self.len) {
            *place = object.into_raw();
            self.len += 1;
        }
    }
}

static INTS: Global<Stack> = Global::new(Stack::new());
static FLOATS: Global<Stack> = Global::new(Stack::new());

/// How CPython 3.11 lays out an int of one digit.
#[repr(C)]
struct SmallInt {
    head: ffi::PyVarObject,
    digit: u32,
}

/// Ints from here on are not shared by the interpreter.
const UNSHARED: i64 = 257;
/// What fits a digit is below.
const DIGIT: i64 = 1 << 30;

/// The int object for `n`.
#[inline]
pub fn int(n: i64) -> Option<Owned> {
    // SAFETY: short accesses; a spare int has room for one digit and is nobody
    // else's.
    unsafe {
        if (UNSHARED..DIGIT).contains(&n)
            && let Some(spare) = (*INTS.get()).pop()
        {
            let place = spare.as_raw().cast::<SmallInt>();
            (*place).head.ob_size = 1;
            (*place).digit = n as u32;
            return Some(spare);
        }
        Owned::from_raw(ffi::PyLong_FromLongLong(n))
    }
}

/// The float object for `x`.
#[inline]
pub fn float(x: f64) -> Option<Owned> {
    // SAFETY: short accesses; a spare float is nobody else's.
    unsafe {
        if let Some(spare) = (*FLOATS.get()).pop() {
            (*spare.as_raw().cast::<ffi::PyFloatObject>()).ob_fval = x;
            return Some(spare);
        }
        Owned::from_raw(ffi::PyFloat_FromDouble(x))
    }
}

/// Gives up a reference to an object that is probably a number.
#[inline]
pub fn release(object: Owned) {
    let raw = object.as_raw();
    // SAFETY: a live object; an int other than 0 has a digit.
    unsafe {
        if (*raw).ob_refcnt == 1 {
            if object.borrow().is_exactly(&raw mut ffi::PyLong_Type) {
                // Large ones would keep their memory for a small one.
                if matches!((*raw.cast::<ffi::PyVarObject>()).ob_size, -2..=-1 | 1..=2) {
                    (*INTS.get()).push(object);
                }
            } else if object.borrow().is_exactly(&raw mut ffi::PyFloat_Type) {
                (*FLOATS.get()).push(object);
            }
        }
    }
}
