//! Whether a program looks at the frames of its callers.

use pyaot_syntax::tree::{ExprKind, Module, StmtKind};

use crate::walk;

/// Modules that look at the frames below the innermost for those who use them.
const MODULES: &[&str] = &[
    "bdb", "doctest", "inspect", "logging", "pdb", "trace", "warnings",
];

/// Names of the functions and attributes that lead to frames.
const NAMES: &[&str] = &[
    "_current_frames",
    "_getframe",
    "currentframe",
    "extract_stack",
    "f_back",
    "format_stack",
    "print_stack",
    "walk_stack",
];

/// Whether some module of the program does.
pub fn are_looked_at(modules: &[Module]) -> bool {
    let is_module = |name: &str| {
        let package = name.split_once('.').map_or(name, |(package, _)| package);
        MODULES.contains(&package)
    };
    let is_name = |name: &str| NAMES.contains(&name);
    let modules = modules.iter().filter(|module| !module.is_library);
    let mut functions = modules.flat_map(|module| {
        let functions = module.functions.iter();
        functions.map(move |function| (module, function))
    });
    functions.any(|(module, function)| {
        let mut found = false;
        walk::expressions(function, module, &mut |expr| {
            found |= match &expr.kind {
                ExprKind::Attribute { name, .. } => is_name(name),
                ExprKind::Str(text) => is_name(text),
                _ => false,
            };
        });
        walk::statements(&function.body, &mut |stmt| {
            found |= match &stmt.kind {
                StmtKind::Import { module, .. } => is_module(module),
                StmtKind::ImportFrom { module, names, .. } => {
                    is_module(module) || names.iter().any(|(name, _)| is_name(name))
                }
                _ => false,
            };
        });
        found
    })
}
