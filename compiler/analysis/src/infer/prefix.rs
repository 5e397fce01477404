//! Attributes whose names are computed behind a text that is known: `getattr(self, "visit_" + kind)`.
//!
//! Of an object of a known class that can only be what the class has under names that begin so.
//! Where these are methods, no other name is reached.

use pyaot_syntax::tree::{
    BinaryOp, Expr, ExprKind, FStringPart, Function, Module, Place, StmtKind, VarId,
};

use super::call::Args;
use super::{Frame, Infer};
use crate::classes::{Member, find_member, lineage};
use crate::ty::{Atom, ClassKey, Ty};
use crate::walk;

impl<'a> Infer<'a> {
    /// What `getattr(object, prefix + ..., default)` gives, where that is certain.
    pub(super) fn read_by_prefix(
        &mut self,
        frame: &Frame<'a>,
        object: &Ty,
        args: &Args<'a>,
    ) -> Option<Ty> {
        let module = self.module(frame.key.module);
        let name = args.exprs.get(1)?;
        if matches!(name.kind, ExprKind::Str(_)) {
            return None;
        }
        let prefix = prefix(frame.func, module, name, true)?;
        if args.types[1].single() != Some(&Atom::Str) {
            return None;
        }
        let mut found: Vec<Atom> = Vec::new();
        for atom in object.atoms() {
            let Atom::Instance(class) = atom else {
                return None;
            };
            self.methods_by_prefix(*class, prefix, &mut found)?;
        }
        if object.is_open() || object.atoms().is_empty() {
            return None;
        }
        for atom in &found {
            if let Atom::Method(_, key) | Atom::Function(key) = atom {
                self.needs_object.insert(*key);
                self.by_prefix.insert(*key);
            }
        }
        let default = args.types.get(2).cloned().unwrap_or(Ty::BOTTOM);
        let found = found.into_iter().map(Ty::from).collect::<Vec<_>>();
        Some(found.iter().fold(default, |all, one| self.join(&all, one)))
    }

    /// Puts what instances have under names with that prefix into `found`, if all of them are methods.
    fn methods_by_prefix(
        &self,
        class: ClassKey,
        prefix: &str,
        found: &mut Vec<Atom>,
    ) -> Option<()> {
        let info = &self.classes[&class];
        let is_seen = info.is_typed
            && !self.loose.contains(&class)
            && !self.escaped_classes.contains(&class)
            && !info.fields.iter().any(|(name, _)| name.starts_with(prefix))
            && !self
                .stored_outside
                .iter()
                .any(|(owner, name)| *owner == class && name.starts_with(prefix));
        let member = |name: &str| find_member(&self.classes, class, name);
        if !is_seen || member("__getattr__").is_some() || member("__getattribute__").is_some() {
            return None;
        }
        for base in lineage(&self.classes, class) {
            let members = &self.classes[&base].members;
            for name in members.keys().filter(|name| name.starts_with(prefix)) {
                let atom = match member(name)?.1 {
                    Member::Method(key) => Atom::Method(class, *key),
                    Member::Static(key) => Atom::Function(*key),
                    _ => return None,
                };
                if !found.contains(&atom) {
                    found.push(atom);
                }
            }
        }
        Some(())
    }
}

/// The text that the text of an expression certainly begins with, if it tells names from those of Python
/// itself. Of variables only those are followed that are set by statements of the function.
fn prefix<'a>(
    function: &'a Function,
    module: &'a Module,
    expr: &'a Expr,
    follow: bool,
) -> Option<&'a str> {
    let text = match &expr.kind {
        ExprKind::Binary {
            op: BinaryOp::Add,
            left,
            ..
        } => return prefix(function, module, left, follow),
        ExprKind::Binary {
            op: BinaryOp::Mod,
            left,
            ..
        } => match &left.kind {
            ExprKind::Str(text) => text.split('%').next()?,
            _ => return None,
        },
        ExprKind::Str(text) => text,
        ExprKind::FString(parts) => match parts.first()? {
            FStringPart::Text(text) => text,
            FStringPart::Value { .. } => return None,
        },
        ExprKind::Call { callee, .. } => match &callee.kind {
            ExprKind::Attribute { object, name } if name == "format" => match &object.kind {
                ExprKind::Str(text) => text.split(['{', '}']).next()?,
                _ => return None,
            },
            _ => return None,
        },
        ExprKind::Name {
            place: Place::Local(var),
            ..
        } if follow => {
            return prefix_of_variable(function, module, *var);
        }
        _ => return None,
    };
    let tells = !text.starts_with("__") && text.contains(|c| c != '_');
    tells.then_some(text)
}

/// The prefix of all texts that a variable is set to.
fn prefix_of_variable<'a>(
    function: &'a Function,
    module: &'a Module,
    var: VarId,
) -> Option<&'a str> {
    let known = &function.vars[var.index()];
    if known.captured || known.is_param {
        return None;
    }
    let is_it = |expr: &Expr| matches!(&expr.kind, ExprKind::Name { place: Place::Local(v), .. } if *v == var);
    let mut prefixes = Vec::new();
    walk::statements(&function.body, &mut |stmt| {
        if let StmtKind::Assign { targets, value } = &stmt.kind
            && let [target] = targets.as_slice()
            && is_it(target)
        {
            prefixes.push(prefix(function, module, value, false));
        }
    });
    let mut bindings = 0;
    walk::targets(&function.body, &mut |target| {
        bindings += usize::from(is_it(target))
    });
    walk::expressions(function, module, &mut |expr| {
        if let ExprKind::Walrus { target, .. } = &expr.kind {
            bindings += usize::from(is_it(target));
        }
    });
    let first = (*prefixes.first()?)?;
    let same = bindings == prefixes.len() && prefixes.iter().all(|other| *other == Some(first));
    same.then_some(first)
}
