//! pyaot syntax.
