//! Threads of Python that call compiled code.
//!
//! One runs at a time, the one that holds the interpreter. It may change
//! wherever CPython is called, so what a thread is in the middle of is put aside when
//! the next one arrives in our code ([`arrive`]).

use std::collections::HashMap;

use pyaot_core::exception::Aside;
use pyaot_core::memory::Global;

use crate::recursion::ThreadState;

/// Whose exceptions are those being handled.
static PRESENT: Global<*mut ThreadState> = Global::new(core::ptr::null_mut());
/// What the other threads are in the middle of.
static ABSENT: Global<Option<HashMap<*mut ThreadState, Aside>>> = Global::new(None);

/// Our code goes on in the thread of that state.
#[inline]
pub fn arrive(state: *mut ThreadState) {
    // SAFETY: a short access.
    if unsafe { *PRESENT.get() } != state {
        change(state);
    }
}

#[cold]
fn change(state: *mut ThreadState) {
    // SAFETY: short accesses; the values that are exchanged are not looked at.
    unsafe {
        let absent = (*ABSENT.get()).get_or_insert_default();
        let before = core::mem::replace(&mut *PRESENT.get(), state);
        if before.is_null() {
            return;
        }
        let mut aside = absent.remove(&state).unwrap_or_default();
        aside.exchange();
        if !aside.is_empty() {
            absent.insert(before, aside);
        }
    }
}

/// The thread the program runs on.
static MAIN: Global<u64> = Global::new(0);

fn this_thread() -> u64 {
    // SAFETY: no preconditions.
    unsafe { libc::pthread_self() as u64 }
}

/// Remembers the thread the program runs on.
pub fn set_main() {
    // SAFETY: called once, when the interpreter starts.
    unsafe { *MAIN.get() = this_thread() };
}

/// Runs `work` with a stack limit that fits the stack it runs on: compiled
/// prologues compare with one limit, set for the program's own stack.
#[inline]
pub fn on_this_stack<R>(work: impl FnOnce() -> R) -> R {
    // SAFETY: a short access.
    if unsafe { *MAIN.get() } == this_thread() {
        return work();
    }
    on_other_stack(work)
}

#[cold]
fn on_other_stack<R>(work: impl FnOnce() -> R) -> R {
    let old = pyaot_core::start::replace_stack_limit(stack_limit());
    let result = work();
    pyaot_core::start::replace_stack_limit(old);
    result
}

/// Room below the limit for the runtime's own functions.
const HEADROOM: u64 = 256 << 10;

/// The lowest address compiled code may use on this thread's stack.
fn stack_limit() -> u64 {
    // SAFETY: the attributes are initialised by the first call and destroyed by the last.
    unsafe {
        let mut attributes: libc::pthread_attr_t = core::mem::zeroed();
        if libc::pthread_getattr_np(libc::pthread_self(), &mut attributes) != 0 {
            return 0;
        }
        let (mut base, mut size) = (core::ptr::null_mut(), 0);
        libc::pthread_attr_getstack(&attributes, &mut base, &mut size);
        libc::pthread_attr_destroy(&mut attributes);
        base as u64 + HEADROOM.min(size as u64 / 2)
    }
}
