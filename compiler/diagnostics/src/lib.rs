//! pyaot diagnostics.
