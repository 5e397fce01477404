//! pyaot optimize.
