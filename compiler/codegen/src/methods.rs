//! Which built-in methods and functions a program can look up by name.
//!
//! The linker keeps what is referred to, and a table of all methods would
//! refer to all of the runtime. But a name that is looked up is a text of
//! the program, unless the program calls something that takes any name,
//! such as `getattr`; so the table is made for each program. Methods that the
//! runtime looks up itself it links itself, where it does so.

use std::collections::HashSet;

use pyaot_abi::functions::{ALL, FnDecl, by_name};
use pyaot_abi::{LOOKED_UP_BY, NATIVE_MODULES, OFFERED_NAMES, OPEN_NAMES};
use pyaot_ir::Program;

/// The rows to be found by name, in the order of the table. `called`: the
/// rows the code calls.
pub(crate) fn found(program: &Program, called: &[&'static FnDecl]) -> Vec<&'static FnDecl> {
    let texts: HashSet<&str> = program.strings().iter().map(String::as_str).collect();
    // What is in a module that is not imported cannot be found there.
    let imported = |row: &FnDecl| match row.python_name() {
        Some((owner, _)) => !NATIVE_MODULES.contains(&owner) || texts.contains(owner),
        None => true,
    };
    let rows = || {
        let rows = ALL.iter().flat_map(|rows| rows.iter().copied());
        rows.filter(|row| imported(row))
    };
    let is_called = |name: &str| called.iter().any(|row| row.name == name);
    let is_found = |row: &FnDecl| {
        let name = row.python_name();
        name.is_some_and(|(_, name)| texts.contains(name))
    };
    let looked_up: HashSet<&str> = LOOKED_UP_BY
        .iter()
        .filter(|(row, _)| is_called(row) || by_name(row).is_some_and(&is_found))
        .map(|(_, name)| *name)
        .collect();
    let wanted: Vec<&'static FnDecl> = rows()
        .filter(|row| {
            row.python_name().is_some_and(|(_, name)| {
                texts.contains(name)
                    || looked_up.contains(name)
                    || name.starts_with("__") && !OFFERED_NAMES.contains(&name)
            })
        })
        .collect();
    // CPython sees our objects, and asks them for what it likes.
    let open = program.python.is_some()
        || OPEN_NAMES.iter().any(|name| texts.contains(name))
        || called.iter().chain(&wanted).any(|row| row.names);
    if open {
        rows().filter(|row| row.python.is_some()).collect()
    } else {
        wanted
    }
}
