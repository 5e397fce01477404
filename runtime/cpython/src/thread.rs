//! Threads of Python that call compiled code.

use pyaot_core::memory::Global;

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
