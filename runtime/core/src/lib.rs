//! The runtime: what compiled programs call, and what they are started by.
//!
//! The functions compiled code calls are declared in `pyaot_abi::functions`;
//! their bodies live here, one module a subject, and `exports` makes the
//! symbols. The rest is what the bodies share: values, classes with their
//! slots, memory, exceptions.
#![no_std]
#![deny(clippy::undocumented_unsafe_blocks)]

extern crate alloc;

pub mod prelude;

// What everything stands on.
pub mod arena;
pub mod args;
pub mod array;
pub mod error;
pub mod exports;
pub mod gc;
mod member;
pub mod memory;
pub mod reference;
pub mod types;
pub mod value;

// Objects, classes, calls.
pub mod abstract_class;
pub mod async_generator;
pub mod attribute;
pub mod awaiting;
pub mod base64;
pub mod call;
pub mod class;
pub mod class_body;
pub mod context;
pub mod coroutine;
pub mod descriptor;
pub mod enumeration;
pub mod function;
pub mod functools;
pub mod method;
pub mod module;
pub mod namedtuple;
pub mod namespace;
pub mod native_module;
pub mod recursion;
pub mod signature;
pub mod slot_wrapper;
pub mod traceback;
pub mod user_slots;

// Text: characters, encodings, numbers, formatting.
pub mod codec;
pub mod field;
pub mod float_math;
pub mod float_text;
pub mod format_value;
pub mod number_format;
pub mod pattern;
pub mod percent;
pub mod posix;
pub mod siphash;
pub mod slicing;
pub mod table;
pub mod template;
pub mod unicode;

// The subjects of the function table.
pub mod bisect;
pub mod buffer;
pub mod builtins;
pub mod bytes;
pub mod cmath;
pub mod complex;
pub mod copy;
pub mod deep;
pub mod deque;
pub mod dict;
pub mod exception;
pub mod exception_group;
pub mod file;
pub mod float;
pub mod float_method;
pub mod foreign;
pub mod frame;
pub mod generator;
pub mod generic_alias;
pub mod heapq;
pub mod identity;
pub mod int;
pub mod int_method;
pub mod io;
pub mod iter;
pub mod itertools;
pub mod json;
pub mod key;
pub mod layouts;
pub mod list;
pub mod mapping_proxy;
pub mod math;
pub mod math_int;
pub mod math_special;
pub mod object;
mod often;
pub mod operation;
pub mod operator;
pub mod random;
pub mod re;
pub mod records;
pub mod reduce;
mod sequence;
pub mod set;
mod sha512;
pub mod str;
pub mod surrogate;
pub mod sys;
pub mod time;
pub mod tuple;
pub mod union;

pub use iter::again;

pub mod interrupt;
pub mod start;
pub mod system;
