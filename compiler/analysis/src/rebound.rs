//! Builtins, and members of native modules, that the program puts others in
//! place of: `builtins.print = log`, `time.sleep = skip`. They are looked up
//! each time they are read.

use std::collections::{BTreeMap, BTreeSet};

use pyaot_syntax::predefined;
use pyaot_syntax::tree::{Expr, ExprKind, Module, StmtKind};

use crate::walk;

/// What the program puts others in place of, as far as the text says so.
pub struct Rebound {
    pub builtins: BTreeSet<String>,
    /// Module and name.
    pub members: BTreeSet<(String, String)>,
}

/// Whether `name` of the native module `module` is among `members`.
pub fn replaces(members: &BTreeSet<(String, String)>, module: &str, name: &str) -> bool {
    let is = |(owner, member): &(String, String)| owner == module && member == name;
    members.iter().any(is)
}

const BUILTINS: &str = "builtins";

/// Looks through the text of all modules.
pub fn find(modules: &[Module]) -> Rebound {
    let mut found = BTreeSet::new();
    for module in modules {
        let names = names_of_modules(module);
        for body in walk::bodies(module) {
            let mut target = |target: &Expr| found.extend(stored(target, &names));
            walk::targets(body, &mut target);
            walk::statements(body, &mut |stmt| {
                if let StmtKind::Delete(targets) = &stmt.kind {
                    targets.iter().for_each(&mut target);
                }
            });
        }
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                found.extend(handed(expr, &names));
            });
        }
    }
    let (builtins, members): (BTreeSet<_>, BTreeSet<_>) = found
        .into_iter()
        .partition(|(module, _)| module == BUILTINS);
    let builtins = builtins.into_iter().map(|(_, name)| name);
    Rebound {
        builtins: builtins
            .filter(|name| predefined::is_builtin(name))
            .collect(),
        members,
    }
}

/// Whether members of the module of that name are followed.
fn is_followed(module: &str) -> bool {
    module == BUILTINS || pyaot_abi::NATIVE_MODULES.contains(&module)
}

/// The names that `builtins` and native modules have in a module's text: by
/// imports, and by assignments of such names to others.
fn names_of_modules(module: &Module) -> BTreeMap<String, String> {
    let mut names = BTreeMap::from([("__builtins__".to_string(), BUILTINS.to_string())]);
    let mut note = |name: &str, stands_for: &str| {
        let stands_for = names
            .get(stands_for)
            .cloned()
            .or_else(|| is_followed(stands_for).then(|| stands_for.to_string()));
        if let Some(stands_for) = stands_for {
            names.insert(name.to_string(), stands_for);
        }
    };
    for (local, (imported, member)) in &module.imports {
        if member.is_none() {
            note(local, imported);
        }
    }
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| match &stmt.kind {
            StmtKind::Import { module, target, .. } => {
                if let ExprKind::Name { name, .. } = &target.kind {
                    note(name, module);
                }
            }
            StmtKind::Assign { targets, value } => {
                if let ExprKind::Name { name: value, .. } = &value.kind {
                    for target in targets {
                        if let ExprKind::Name { name, .. } = &target.kind {
                            note(name, value);
                        }
                    }
                }
            }
            _ => {}
        });
    }
    names
}

type Names = BTreeMap<String, String>;

/// The module that an expression names.
fn module_of<'a>(expr: &Expr, names: &'a Names) -> Option<&'a str> {
    match &expr.kind {
        ExprKind::Name { name, .. } => names.get(name).map(String::as_str),
        _ => None,
    }
}

fn only_looks(callee: &Expr) -> bool {
    matches!(&callee.kind, ExprKind::Name { name, .. } if name == "getattr" || name == "hasattr")
}

fn text(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Str(text) => Some(text),
        _ => None,
    }
}

fn member(module: &str, name: &str) -> (String, String) {
    (module.to_string(), name.to_string())
}

/// What `module.name` or `vars(module)["name"]`, as a target, stores.
fn stored(target: &Expr, names: &Names) -> Option<(String, String)> {
    match &target.kind {
        ExprKind::Attribute { object, name } => Some(member(module_of(object, names)?, name)),
        ExprKind::Subscript { object, index } => {
            let module = match &object.kind {
                ExprKind::Attribute { object, name } if name == "__dict__" => {
                    module_of(object, names)
                }
                ExprKind::Call { args, .. } => args.iter().find_map(|arg| module_of(arg, names)),
                _ => module_of(object, names),
            };
            Some(member(module?, text(index)?))
        }
        _ => None,
    }
}

/// What a call like `setattr(module, "name", value)` or
/// `patch("module.name")` may store.
fn handed(expr: &Expr, names: &Names) -> Option<(String, String)> {
    match &expr.kind {
        ExprKind::Call { callee, args, .. } => match args.as_slice() {
            [object, name, ..] if !only_looks(callee) => {
                Some(member(module_of(object, names)?, text(name)?))
            }
            _ => None,
        },
        ExprKind::Str(text) => {
            let (module, name) = text.rsplit_once('.')?;
            is_followed(module).then(|| member(module, name))
        }
        _ => None,
    }
}
