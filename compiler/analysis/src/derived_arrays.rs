//! Whether a class of the program may derive from `array.array`. Only CPython's can be derived from: such a
//! program gets all of the module from there.

use pyaot_syntax::tree::{Expr, ExprKind, Module, Place, StmtKind};

use crate::walk;

/// Whether a class derives from it, or may: some class has bases that the text does not tell, and `array.array`
/// is handed about as a value.
pub fn may_be(modules: &[Module]) -> bool {
    modules.iter().any(derives)
        || modules.iter().any(|module| is_unclear(module, modules))
            && modules.iter().any(hands_about)
}

/// Whether an expression is the module, or `array.array`, as bound by the only import of that name.
fn imported<'a>(expr: &Expr, module: &'a Module) -> Option<Option<&'a str>> {
    let ExprKind::Name { name, .. } = &expr.kind else {
        return None;
    };
    let (from, member) = module.imports.get(name)?;
    (from == "array").then_some(member.as_deref())
}

fn is_class(name: &str) -> bool {
    matches!(name, "array" | "ArrayType")
}

fn is_array(expr: &Expr, module: &Module) -> bool {
    match &expr.kind {
        ExprKind::Attribute { object, name } => {
            is_class(name) && imported(object, module) == Some(None)
        }
        _ => imported(expr, module).flatten().is_some_and(is_class),
    }
}

fn derives(module: &Module) -> bool {
    let mut bases = module.classes.iter().flat_map(|class| &class.bases);
    bases.any(|base| is_array(base, module))
}

/// Whether a class is made whose bases are not all written as classes of the program, of its library or of CPython's.
fn is_unclear(module: &Module, modules: &[Module]) -> bool {
    let is_clear = |base: &Expr| match &base.kind {
        ExprKind::Name { place, .. } if *place == Place::Builtin => true,
        ExprKind::Name { name, .. } => match module.imports.get(name) {
            Some((from, _)) => modules.iter().all(|other| other.name != *from),
            None => module.classes.iter().any(|class| class.name == *name),
        },
        ExprKind::Attribute { object, .. } => match &object.kind {
            ExprKind::Name { name, .. } => module
                .imports
                .get(name)
                .is_some_and(|(from, _)| modules.iter().all(|other| other.name != *from)),
            _ => false,
        },
        ExprKind::Subscript { object, .. } => matches!(object.kind, ExprKind::Name { .. }),
        _ => false,
    };
    let mut bases = module.classes.iter().flat_map(|class| &class.bases);
    if !bases.all(is_clear) {
        return true;
    }
    let mut makes = false;
    every_expression(module, &mut |expr| {
        makes |= match &expr.kind {
            ExprKind::Call { callee, args, .. } => match &callee.kind {
                ExprKind::Name { name, .. } if name == "type" => args.len() != 1,
                ExprKind::Name { name, .. } | ExprKind::Attribute { name, .. } => {
                    matches!(name.as_str(), "new_class" | "make_dataclass" | "__new__")
                }
                _ => false,
            },
            _ => false,
        };
    });
    makes
}

/// Whether `array.array` is more than called and asked about, or is imported in a way that does not tell.
fn hands_about(module: &Module) -> bool {
    let mut is_unclear = false;
    let mut mentions = 0_usize;
    let mut clear = 0_usize;
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| match &stmt.kind {
            StmtKind::Import {
                module: name,
                target,
                ..
            } if name == "array" => {
                is_unclear |= imported(target, module).is_none();
                clear += 1;
            }
            StmtKind::ImportFrom {
                module: name,
                level: 0,
                names,
                ..
            } if name == "array" => {
                is_unclear |= names.is_empty();
                for (_, target) in names {
                    is_unclear |= imported(target, module).is_none();
                    clear += 1;
                }
            }
            _ => {}
        });
    }
    let is_any = |expr: &Expr| imported(expr, module).is_some();
    let counted = |exprs: &[Expr]| exprs.iter().filter(|e| is_array(e, module)).count();
    every_expression(module, &mut |expr| {
        // An instance hands its class about.
        is_unclear |= match &expr.kind {
            ExprKind::Name { name, .. } => name == "type",
            ExprKind::Attribute { name, .. } => name == "__class__",
            _ => false,
        };
        mentions += usize::from(is_any(expr));
        clear += match &expr.kind {
            ExprKind::Call { callee, args, .. } => {
                let asks = match &callee.kind {
                    ExprKind::Name { name, .. } => {
                        matches!(name.as_str(), "isinstance" | "issubclass")
                    }
                    _ => false,
                };
                let asked: usize = match args.get(1) {
                    Some(classes) if asks => match &classes.kind {
                        ExprKind::Tuple(classes) => counted(classes),
                        _ => counted(core::slice::from_ref(classes)),
                    },
                    _ => 0,
                };
                counted(core::slice::from_ref(callee)) + asked
            }
            ExprKind::Compare { first, rest } => {
                let rest = rest.iter().filter(|(_, e)| is_array(e, module)).count();
                counted(core::slice::from_ref(first)) + rest
            }
            _ => 0,
        };
    });
    is_unclear || mentions > clear
}

fn every_expression<'a>(module: &'a Module, visit: &mut dyn FnMut(&'a Expr)) {
    for function in &module.functions {
        walk::expressions(function, module, visit);
    }
}
