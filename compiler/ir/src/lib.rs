//! pyaot ir.
