//! Builtins, and members of native modules, that the program puts others in
//! place of: `builtins.print = log`, `time.sleep = skip`. They are looked up
//! each time they are read.

use std::collections::BTreeSet;

use pyaot_syntax::predefined;
use pyaot_syntax::tree::{Expr, ExprKind, Module, StmtKind};

use crate::walk;

/// The names of builtins that some module assigns, deletes or has replaced, as
/// far as the text says so.
pub fn builtins(modules: &[Module]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for module in modules {
        let mut aliases = BTreeSet::from(["__builtins__"]);
        for function in &module.functions {
            walk::statements(&function.body, &mut |stmt| {
                if let StmtKind::Import { module, target, .. } = &stmt.kind
                    && let (ExprKind::Name { name, .. }, "builtins") = (&target.kind, &**module)
                {
                    aliases.insert(name);
                }
            });
        }
        for function in &module.functions {
            let mut target = |target: &Expr| found.extend(stored(target, &aliases));
            walk::targets(&function.body, &mut target);
            walk::statements(&function.body, &mut |stmt| {
                if let StmtKind::Delete(targets) = &stmt.kind {
                    targets.iter().for_each(&mut target);
                }
            });
            walk::expressions(function, module, &mut |expr| {
                found.extend(handed(expr, &aliases));
            });
        }
    }
    found.retain(|name| predefined::is_builtin(name));
    found
}

/// The members of native modules that some module assigns or deletes, with their modules.
pub fn members(modules: &[Module]) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for module in modules {
        let mut target = |target: &Expr| {
            if let ExprKind::Attribute { object, name } = &target.kind
                && let ExprKind::Name { name: local, .. } = &object.kind
                && let Some((imported, None)) = module.imports.get(local)
                && pyaot_abi::NATIVE_MODULES.contains(&imported.as_str())
            {
                found.insert((imported.clone(), name.clone()));
            }
        };
        for function in &module.functions {
            walk::targets(&function.body, &mut target);
            walk::statements(&function.body, &mut |stmt| {
                if let StmtKind::Delete(targets) = &stmt.kind {
                    targets.iter().for_each(&mut target);
                }
            });
        }
    }
    found
}

fn is_builtins(expr: &Expr, aliases: &BTreeSet<&str>) -> bool {
    matches!(&expr.kind, ExprKind::Name { name, .. } if aliases.contains(name.as_str()))
}

fn only_looks(callee: &Expr) -> bool {
    matches!(&callee.kind, ExprKind::Name { name, .. } if name == "getattr" || name == "hasattr")
}

fn text(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Str(text) => Some(text.clone()),
        _ => None,
    }
}

/// What `builtins.name` or `vars(builtins)["name"]`, as a target, stores.
fn stored(target: &Expr, aliases: &BTreeSet<&str>) -> Option<String> {
    match &target.kind {
        ExprKind::Attribute { object, name } => is_builtins(object, aliases).then(|| name.clone()),
        ExprKind::Subscript { object, index } => {
            let holds = match &object.kind {
                ExprKind::Attribute { object, name } => {
                    name == "__dict__" && is_builtins(object, aliases)
                }
                ExprKind::Call { args, .. } => args.iter().any(|arg| is_builtins(arg, aliases)),
                _ => is_builtins(object, aliases),
            };
            holds.then(|| text(index)).flatten()
        }
        _ => None,
    }
}

/// What a call like `setattr(builtins, "name", value)` or
/// `patch("builtins.name")` may store.
fn handed(expr: &Expr, aliases: &BTreeSet<&str>) -> Option<String> {
    match &expr.kind {
        ExprKind::Call { callee, args, .. } => match args.as_slice() {
            [object, name, ..] if is_builtins(object, aliases) && !only_looks(callee) => text(name),
            _ => None,
        },
        ExprKind::Str(text) => text.strip_prefix("builtins.").map(str::to_string),
        _ => None,
    }
}
