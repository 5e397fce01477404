//! Where globals are bound and unbound.

use std::collections::{BTreeMap, BTreeSet};

use pyaot_syntax::tree::{Expr, ExprKind, Module, Place, Stmt, StmtKind};

use crate::walk;

/// How often each global of a module is bound, and which are unbound.
#[derive(Default)]
pub(super) struct Bindings {
    pub(super) counts: BTreeMap<u32, usize>,
    pub(super) unbound: BTreeSet<u32>,
}

impl Bindings {
    pub(super) fn of<'a>(module: &'a Module, attributes: &mut BTreeSet<&'a str>) -> Bindings {
        let mut found = Bindings::default();
        for body in walk::bodies(module) {
            walk::statements(body, &mut |stmt| {
                found.statement(stmt, attributes);
            });
        }
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                if let ExprKind::Walrus { target, .. } = &expr.kind {
                    found.bind(target, attributes);
                }
            });
        }
        found
    }

    fn statement<'a>(&mut self, stmt: &'a Stmt, attributes: &mut BTreeSet<&'a str>) {
        let mut bind = |target: &'a Expr| self.bind(target, attributes);
        match &stmt.kind {
            StmtKind::Assign { targets, .. } => targets.iter().for_each(bind),
            StmtKind::AugAssign { target, .. }
            | StmtKind::AnnAssign { target, .. }
            | StmtKind::For { target, .. }
            | StmtKind::FunctionDef { target, .. }
            | StmtKind::ClassDef { target, .. }
            | StmtKind::Import { target, .. } => bind(target),
            StmtKind::ImportFrom { names, .. } => {
                names.iter().for_each(|(_, target)| bind(target));
            }
            StmtKind::With { items, .. } => {
                items.iter().flat_map(|item| &item.target).for_each(bind);
            }
            StmtKind::Delete(targets) => {
                targets.iter().for_each(&mut bind);
                targets.iter().for_each(|target| self.unbind(target));
            }
            StmtKind::Try { handlers, .. } => {
                for target in handlers.iter().flat_map(|handler| &handler.target) {
                    bind(target);
                }
                for target in handlers.iter().flat_map(|handler| &handler.target) {
                    self.unbind(target);
                }
            }
            StmtKind::Expr(_)
            | StmtKind::Return(_)
            | StmtKind::If { .. }
            | StmtKind::While { .. }
            | StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Pass
            | StmtKind::Release(_)
            | StmtKind::Raise { .. }
            | StmtKind::Assert { .. } => {}
        }
    }

    fn bind<'a>(&mut self, target: &'a Expr, attributes: &mut BTreeSet<&'a str>) {
        match &target.kind {
            ExprKind::Name {
                place: Place::Global(index),
                ..
            } => *self.counts.entry(*index).or_default() += 1,
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|item| self.bind(item, attributes));
            }
            ExprKind::Starred(inner) => self.bind(inner, attributes),
            ExprKind::Attribute { name, .. } => {
                attributes.insert(name);
            }
            _ => {}
        }
    }

    fn unbind(&mut self, target: &Expr) {
        match &target.kind {
            ExprKind::Name { .. } => self.unbound.extend(named(target)),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|item| self.unbind(item));
            }
            _ => {}
        }
    }
}

/// The global that reading a name may read.
pub(super) fn global(place: &Place) -> Option<u32> {
    match place {
        Place::Global(index) | Place::ClassVar(_, Some(index)) => Some(*index),
        _ => None,
    }
}

/// Globals that a statement binds on every way through it.
pub(super) fn binds(stmt: &Stmt) -> BTreeSet<u32> {
    fn add(target: &Expr, found: &mut BTreeSet<u32>) {
        match &target.kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|item| add(item, found));
            }
            ExprKind::Starred(inner) => add(inner, found),
            _ => found.extend(named(target)),
        }
    }
    let all = |body: &[Stmt]| body.iter().flat_map(binds).collect::<BTreeSet<u32>>();
    let mut found = BTreeSet::new();
    match &stmt.kind {
        StmtKind::Assign { targets, .. } => {
            targets.iter().for_each(|target| add(target, &mut found));
        }
        StmtKind::AnnAssign {
            target,
            value: Some(_),
            ..
        }
        | StmtKind::FunctionDef { target, .. }
        | StmtKind::ClassDef { target, .. }
        | StmtKind::Import { target, .. } => add(target, &mut found),
        StmtKind::ImportFrom {
            names,
            is_star: false,
            ..
        } => {
            names.iter().for_each(|(_, target)| add(target, &mut found));
        }
        StmtKind::If { body, orelse, .. } => {
            found = &all(body) & &all(orelse);
        }
        StmtKind::Try {
            body,
            handlers,
            orelse,
            finally,
            is_star: false,
        } => {
            found = &all(body) | &all(orelse);
            for handler in handlers {
                if !matches!(
                    handler.body.last().map(|stmt| &stmt.kind),
                    Some(StmtKind::Raise { .. })
                ) {
                    found = &found & &all(&handler.body);
                }
            }
            found.extend(all(finally));
        }
        _ => {}
    }
    found
}

/// The global that a target is.
pub(super) fn named(target: &Expr) -> Option<u32> {
    match &target.kind {
        ExprKind::Name {
            place: Place::Global(index),
            ..
        } => Some(*index),
        _ => None,
    }
}
