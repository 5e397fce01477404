//! Programs built by hand as IR, compiled, linked with a small C runtime, run.

mod arithmetic;
mod common;
mod objects;
