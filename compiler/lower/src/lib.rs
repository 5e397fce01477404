//! pyaot lower.
