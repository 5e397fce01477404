//! Types, by one whole-program inference, and what falls back to CPython.
//!
//! [`check`] takes the modules of a program and returns a typed
//! [`Program`]. User errors end here: later stages assert.
#![forbid(unsafe_code)]

pub mod alone;
mod always_set;
pub mod annotations;
pub mod bind;
pub mod classes;
mod codec;
mod complex_zeros;
mod data_descriptor;
mod derived_arrays;
pub mod early;
pub mod enumerations;
pub mod frames;
mod generics;
pub mod graph;
mod idle_imports;
pub mod importable;
mod infer;
mod live_dict;
mod names;
mod print;
pub mod program;
pub mod reach;
mod rebound;
pub mod report;
pub mod rows;
mod store_order;
pub mod ty;
mod type_names;
mod unsupported;
pub mod walk;

use std::collections::{BTreeSet, HashMap};

use pyaot_diagnostics::Diagnostic;
use pyaot_syntax::tree::Module;

use reach::Reach;

pub use infer::facts;
pub use program::{Context, CtxId, Guess, Guessed, Program, Reason};
pub use ty::{Atom, ClassKey, FuncKey, ModuleId, SiteId, Ty};

/// How often inference starts again to make fields of attributes that only show then.
const MAX_RESTARTS: usize = 2;

/// What code that is not in methods of a class does to it.
#[derive(Default)]
pub struct Outside {
    /// Attributes that it stores in instances.
    pub stored: BTreeSet<(ClassKey, String)>,
    /// Attributes of the class that change what stores, reads or makes
    /// instances do: what may be data descriptors, and special methods for that.
    pub described: BTreeSet<(ClassKey, String)>,
    /// Named tuples whose class it changes.
    pub changed_tuples: BTreeSet<ClassKey>,
    /// Names of classes under which it stores anything in modules: what derives from such a name
    /// may derive from something else.
    pub exchanged: BTreeSet<String>,
}

/// Types the program. Diagnostics are warnings about the user's code.
pub fn check(
    mut modules: Vec<Module>,
    module_ids: &HashMap<String, ModuleId>,
) -> (Program, Vec<Diagnostic>) {
    let in_cpython = unsupported::find(&modules);
    let reach = Reach::of(&modules);
    let mut outside = Outside::default();
    let mut result =
        infer::Infer::new(&modules, module_ids, in_cpython.clone(), &outside, &reach).run();
    let is_class = |name: &str| {
        let mut classes = modules.iter().flat_map(|module| &module.classes);
        classes.any(|class| class.qualname == name)
    };
    // What code outside of a class stores in its instances, or gives the class to stand for their
    // attributes, is known once the types are: with it, inference starts again.
    // The same without the named tuples whose classes turn out to be changed: these have to go.
    for restarts in 0.. {
        let size = |outside: &Outside| {
            let changed = outside.changed_tuples.len();
            outside.stored.len() + outside.described.len() + changed + outside.exchanged.len()
        };
        let before = size(&outside);
        if restarts < MAX_RESTARTS {
            outside.stored.append(&mut result.infer.stored_outside);
        }
        outside.described.append(&mut result.infer.described);
        outside
            .changed_tuples
            .append(&mut result.infer.changed_tuples);
        let exchanged = std::mem::take(&mut result.infer.exchanged);
        outside
            .exchanged
            .extend(exchanged.into_iter().filter(|name| is_class(name)));
        if size(&outside) == before {
            break;
        }
        result =
            infer::Infer::new(&modules, module_ids, in_cpython.clone(), &outside, &reach).run();
    }
    let zeros = complex_zeros::find(&modules, &result.infer);
    if !zeros.is_empty() {
        drop(result);
        complex_zeros::write(&mut modules, &zeros);
        result =
            infer::Infer::new(&modules, module_ids, in_cpython.clone(), &outside, &reach).run();
    }
    let seen = std::mem::take(&mut result.infer.escaped_classes);
    let mut program = result.finish();
    program.always_set = always_set::find(&modules, &program.classes, &seen, &reach);
    let warnings = names::unknown(&modules);
    program.modules = modules;
    (program, warnings)
}
