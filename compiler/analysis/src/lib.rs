//! Types, by one whole-program inference, and what falls back to CPython.
//!
//! [`check`] takes the modules of a program and returns a typed
//! [`Program`]. User errors end here: later stages assert.
#![forbid(unsafe_code)]

pub mod annotations;
pub mod bind;
pub mod classes;
mod codec;
mod data_descriptor;
pub mod early;
pub mod frames;
pub mod graph;
mod infer;
mod live_dict;
mod names;
mod print;
pub mod program;
pub mod report;
pub mod rows;
mod store_order;
pub mod ty;
mod unsupported;
pub mod walk;

use std::collections::HashMap;

use pyaot_diagnostics::Diagnostic;
use pyaot_syntax::tree::Module;

pub use infer::facts;
pub use program::{Context, CtxId, Program, Reason};
pub use ty::{Atom, ClassKey, FuncKey, ModuleId, SiteId, Ty};

/// Types the program. Diagnostics are warnings about the user's code.
pub fn check(
    modules: Vec<Module>,
    module_ids: &HashMap<String, ModuleId>,
) -> (Program, Vec<Diagnostic>) {
    let in_cpython = unsupported::find(&modules);
    let mut program = infer::Infer::new(&modules, module_ids, in_cpython)
        .run()
        .finish();
    let warnings = names::unknown(&modules);
    program.modules = modules;
    (program, warnings)
}
