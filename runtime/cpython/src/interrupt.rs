//! Signals: CPython's handlers only set a flag that its own loop looks at.

use pyo3_ffi as ffi;

/// Runs the Python handlers of signals that have arrived.
pub fn run_handlers() -> pyaot_core::error::PyResult<()> {
    // SAFETY: the thread holds the GIL.
    if unsafe { ffi::PyErr_CheckSignals() } != 0 {
        return Err(crate::exception::fetch());
    }
    Ok(())
}
