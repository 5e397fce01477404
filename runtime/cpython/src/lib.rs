//! The bridge: what a program that may reach CPython is linked with instead
//! of core alone. It contains core, and registers itself with it.
//!
//! Start with [`hooks`] (what core asks of the bridge), [`convert`] (values
//! across the border) and [`proxy`] (our objects on Python's side).

pub mod attribute;
pub mod buffer;
pub mod byte_sharing;
pub mod call;
pub mod class;
pub mod code;
pub mod convert;
pub mod derived;
pub mod exception;
pub mod exception_class;
pub mod foreign_class;
mod frame;
pub mod handled;
pub mod hooks;
pub mod instance;
pub mod interpreter;
pub mod interrupt;
pub mod ndarray;
pub mod object_wrappers;
pub mod operation;
pub mod output;
pub mod proxy;
pub mod proxy_class;
pub mod proxy_slots;
pub mod recursion;
pub mod reference;
pub mod scalar;
pub mod sharing;
pub mod signature;
mod spare;
pub mod thread;
pub mod traceback;
pub mod ufunc;
