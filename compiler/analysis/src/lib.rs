//! pyaot analysis.
