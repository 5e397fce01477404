//! The module graph: which files the program is made of, and which of
//! its globals are private to the main body.

use std::collections::{BTreeSet, HashMap};

use pyaot_diagnostics::Diagnostic;
use pyaot_syntax::tree::{Expr, ExprKind, Module, Place, Stmt, StmtKind};

use crate::ty::ModuleId;
use crate::walk;

/// Finds and reads the source of a module beside the program: parsed, or
/// `None` when there is no such file.
pub type Loader<'a> = dyn FnMut(&str) -> Option<Result<Module, Vec<Diagnostic>>> + 'a;

/// All modules of the program, the main one first, and their names.
pub fn load(
    main: Module,
    loader: &mut Loader<'_>,
) -> (Vec<Module>, HashMap<String, ModuleId>, Vec<Diagnostic>) {
    let mut modules = vec![main];
    let mut names = HashMap::new();
    let mut diagnostics = Vec::new();
    let mut missing = BTreeSet::new();
    let mut next = 0;
    while next < modules.len() {
        for name in imports(&modules[next]) {
            if names.contains_key(&name) || missing.contains(&name) {
                continue;
            }
            match loader(&name) {
                Some(Ok(module)) => {
                    names.insert(name, ModuleId(modules.len() as u32));
                    modules.push(module);
                }
                Some(Err(errors)) => {
                    diagnostics.extend(errors);
                    missing.insert(name);
                }
                None => {
                    missing.insert(name);
                }
            }
        }
        next += 1;
    }
    (modules, names, diagnostics)
}

/// Names of modules an import statement of `module` may mean.
fn imports(module: &Module) -> Vec<String> {
    let mut out = Vec::new();
    for function in &module.functions {
        walk::statements(&function.body, &mut |stmt| match &stmt.kind {
            StmtKind::Import { module: name, .. } => {
                let mut prefix = String::new();
                for part in name.split('.') {
                    if !prefix.is_empty() {
                        prefix.push('.');
                    }
                    prefix.push_str(part);
                    out.push(prefix.clone());
                }
            }
            StmtKind::ImportFrom {
                module: name,
                level,
                names,
                ..
            } => {
                let full = absolute_name(module, name, *level);
                out.push(full.clone());
                out.extend(names.iter().map(|(name, _)| format!("{full}.{name}")));
            }
            _ => {}
        });
    }
    out
}

/// The dotted name an import in `from` means.
pub fn absolute_name(from: &Module, module: &str, level: u32) -> String {
    absolute(&from.name, &from.path, module, level)
}

/// The dotted name an import means in the module `from` with that file.
pub fn absolute(from: &str, path: &str, module: &str, level: u32) -> String {
    if level == 0 {
        return module.to_string();
    }
    let mut parts: Vec<&str> = from.split('.').collect();
    // The text of a package is in the package, a module beside its siblings.
    let is_package = std::path::Path::new(path).ends_with("__init__.py");
    for _ in u32::from(is_package)..level {
        parts.pop();
    }
    if !module.is_empty() {
        parts.push(module);
    }
    parts.join(".")
}

/// The modules a dotted name passes through, the outermost first, if
/// `find` knows all of them.
pub fn compiled_path(
    name: &str,
    mut find: impl FnMut(&str) -> Option<ModuleId>,
) -> Option<Vec<ModuleId>> {
    let ends = name.match_indices('.').map(|(at, _)| at);
    let ends = ends.chain([name.len()]);
    ends.map(|end| find(&name[..end])).collect()
}

/// Globals of the main module that no function uses: they can be plain
/// variables of its body. A `class` body runs in the main body too.
pub fn local_globals(main: &Module) -> BTreeSet<u32> {
    let mut all: BTreeSet<u32> = (0..main.globals.len() as u32).collect();
    for function in main.functions.iter().skip(1) {
        walk::expressions(function, main, &mut |expr| {
            if let ExprKind::Name {
                place: Place::Global(index) | Place::ClassVar(_, Some(index)),
                ..
            } = &expr.kind
            {
                all.remove(index);
            }
        });
    }
    // Definitions keep their global slots: direct calls test them.
    for function in &main.functions {
        walk::statements(&function.body, &mut |stmt| {
            remove_definition(stmt, &mut all)
        });
    }
    all
}

fn remove_definition(stmt: &Stmt, all: &mut BTreeSet<u32>) {
    if let StmtKind::FunctionDef { target, .. } | StmtKind::ClassDef { target, .. } = &stmt.kind
        && let Expr {
            kind:
                ExprKind::Name {
                    place: Place::Global(index),
                    ..
                },
            ..
        } = target
    {
        all.remove(index);
    }
}
