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

/// Runs the Python handlers of signals that have arrived.
pub fn run_handlers() -> pyaot_core::error::PyResult<()> {
    // SAFETY: the thread holds the GIL.
    if unsafe { ffi::PyErr_CheckSignals() } != 0 {
        return Err(crate::exception::fetch());
    }
    Ok(())
}
