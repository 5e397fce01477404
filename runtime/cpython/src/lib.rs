//! The bridge: what a program that may reach CPython is linked with instead
//! of core alone. It contains core, and registers itself with it.
//!
//! Start with [`hooks`] (what core asks of the bridge), [`convert`] (values
//! across the border) and [`proxy`] (our objects on Python's side).

#![deny(clippy::undocumented_unsafe_blocks)]

mod abstract_classes;
mod array_sharing;
mod attribute;
mod awaiting;
mod buffer;
mod byte_sharing;
mod call;
mod class;
mod class_attribute;
mod class_cell;
mod code;
mod constant;
mod convert;
mod copied;
mod copies;
mod cycles;
mod deferred;
mod derived;
mod enumeration;
mod evaluate;
mod exception;
mod exception_class;
mod foreign_class;
mod frame;
mod handled;
mod hookless;
pub mod hooks;
mod importer;
mod instance;
pub mod interpreter;
mod interrupt;
mod known_functions;
mod moved;
mod ndarray;
mod object_wrappers;
mod offered;
mod operation;
mod output;
mod proxy;
mod proxy_class;
mod proxy_slots;
mod quiet;
mod recode;
mod recursion;
mod reference;
mod regex;
mod scalar;
mod sharing;
mod spare;
mod stream;
mod texts;
mod thread;
mod traceback;
mod ufunc;
