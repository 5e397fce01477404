//! The contract between compiled code and the runtime.
//!
//! Everything both sides must agree on is declared here once: how a
//! value sits in a machine word ([`value`]), where fields lie inside
//! heap objects ([`layout`]), and which functions compiled code may call
//! ([`functions`]). The compiler reads these declarations; the runtime
//! expands them into its exported symbols. Nothing here does any work.
#![no_std]
#![forbid(unsafe_code)]

pub mod functions;
pub mod layout;
pub mod value;

pub use functions::{AbiType, FnDecl, Param};

/// Modules the runtime itself provides: importing them does not need CPython.
pub const NATIVE_MODULES: &[&str] = &[];
