//! Ctrl-C while the interpreter runs: CPython is told, and core's handler
//! sees to compiled code.

use pyo3_ffi as ffi;

extern "C" fn notify() {
    // SAFETY: documented as safe in signal handlers.
    unsafe { ffi::PyErr_SetInterrupt() };
}

/// Before the interpreter starts: it only handles SIGINT if nobody else does.
pub fn before_start() {
    pyaot_core::interrupt::uninstall();
}

/// After it has started.
pub fn after_start() {
    pyaot_core::interrupt::install(Some(notify));
}

/// Where CPython 3.11's interpreter state says that its evaluation loop has something else to do.
const EVAL_BREAKER: usize = 100;

/// Tells compiled code where to look whether threads or signals wait. That
/// is a place no public header names, so it is tried out first: a pending call must show there.
pub fn tell_where_others_wait() {
    extern "C" fn nothing(_: *mut core::ffi::c_void) -> core::ffi::c_int {
        0
    }
    // SAFETY: the interpreter runs and this thread holds it. The state is
    // longer than what is read of it, and there for ever.
    unsafe {
        let state = ffi::PyInterpreterState_Get().cast::<u8>();
        let word = state.add(EVAL_BREAKER).cast::<i32>().cast_const();
        let shows = |expected: i32| word.read_volatile() == expected;
        let before = shows(0);
        if ffi::Py_AddPendingCall(Some(nothing), core::ptr::null_mut()) != 0 {
            return;
        }
        let during = shows(1);
        if ffi::Py_MakePendingCalls() == 0 && before && during && shows(0) {
            pyaot_core::interrupt::set_waiting(word);
        }
    }
}

/// The hook `let_others_run`.
pub fn let_others_run() -> pyaot_core::error::PyResult<()> {
    crate::sharing::outward(|| {
        // SAFETY: the thread holds the interpreter, and gets it back.
        unsafe {
            // Handlers of signals are among the pending calls.
            if ffi::Py_MakePendingCalls() != 0 {
                return Err(crate::exception::fetch());
            }
            let state = ffi::PyEval_SaveThread();
            ffi::PyEval_RestoreThread(state);
        }
        Ok(())
    })
}

/// The hook `while_others_run`.
pub fn while_others_run(wait: &mut dyn FnMut()) {
    // SAFETY: the thread holds the interpreter, and gets it back before anything is touched.
    crate::sharing::outward(|| unsafe {
        let state = ffi::PyEval_SaveThread();
        wait();
        ffi::PyEval_RestoreThread(state);
    });
}

/// Runs the Python handlers of signals that have arrived.
pub fn run_handlers() -> pyaot_core::error::PyResult<()> {
    // SAFETY: the thread holds the GIL.
    if unsafe { ffi::PyErr_CheckSignals() } != 0 {
        return Err(crate::exception::fetch());
    }
    Ok(())
}
