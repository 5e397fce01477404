//! pyaot codegen.
