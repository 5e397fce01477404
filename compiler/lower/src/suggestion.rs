//! "Did you mean: 'x'?" of a NameError: which of the names in sight are near
//! the one that nothing binds.

use std::collections::HashSet;

use pyaot_abi::functions as rt;
use pyaot_abi::similar::{closest, nearness};
use pyaot_abi::value::UNBOUND;
use pyaot_ir::{Op, Repr, ValueId};
use pyaot_syntax::predefined;
use pyaot_syntax::tree::{Expr, ExprKind, Module, StmtKind};

use crate::function::FunctionLower;

/// Globals that a module has before it binds any, in their order.
const IMPLICIT: [&str; 9] = [
    "__name__",
    "__doc__",
    "__package__",
    "__loader__",
    "__spec__",
    "__annotations__",
    "__builtins__",
    "__file__",
    "__cached__",
];

impl FunctionLower<'_, '_> {
    /// The value of a name that nothing in sight binds: NameError, unless
    /// `builtins` has it by the time it is read.
    pub fn unknown_name(&mut self, name: &str) -> ValueId {
        let text = self.str(name);
        let mut args = vec![text];
        for (meant, is_bound) in self.meant(name) {
            let meant = self.str(&meant);
            args.push(self.coerce(meant, Repr::Ref, Repr::Value));
            args.push(self.coerce(is_bound, Repr::Bool, Repr::Value));
        }
        self.runtime(&rt::object::name_get, &args)
    }

    /// What may be meant, the likeliest first, each with whether it is bound:
    /// a variable of the function, else a global, else a builtin.
    fn meant(&mut self, name: &str) -> Vec<(String, ValueId)> {
        if let Some(local) = self.meant_local(name) {
            let always = self.emit(Op::ConstBool(true), &[]);
            return vec![(local, always)];
        }
        let globals = self.module.globals.iter().enumerate();
        let globals = globals.map(|(index, name)| (name.as_str(), Some(index as u32)));
        let implicit = IMPLICIT.iter().map(|name| (*name, None));
        let mut near: Vec<(usize, &str, Option<u32>)> = implicit
            .chain(globals)
            .filter_map(|(global, index)| Some((nearness(name, global)?, global, index)))
            .collect();
        // Those as near as each other stay in the order of the module.
        near.sort_by_key(|(distance, ..)| *distance);
        let mut meant = Vec::new();
        for (_, global, index) in near {
            let is_bound = match index {
                Some(index) => self.is_global_bound(index),
                None => self.emit(Op::ConstBool(true), &[]),
            };
            meant.push((global.to_string(), is_bound));
        }
        if let Some(builtin) = closest(name, predefined::in_order()) {
            let always = self.emit(Op::ConstBool(true), &[]);
            meant.push((builtin.to_string(), always));
        }
        meant
    }

    /// The nearest variable of the function. Class bodies and comprehensions
    /// have frames of their own, without its variables.
    fn meant_local(&self, name: &str) -> Option<String> {
        if self.key.function == Module::BODY || !self.within.is_empty() {
            return None;
        }
        let mut elsewhere = HashSet::new();
        pyaot_analysis::walk::expressions(self.func, self.module, &mut |expr| {
            if let ExprKind::ListComp { clauses, .. }
            | ExprKind::InlineGenerator { clauses, .. }
            | ExprKind::SetComp { clauses, .. }
            | ExprKind::DictComp { clauses, .. } = &expr.kind
            {
                let vars = clauses.iter().flat_map(|clause| &clause.vars);
                elsewhere.extend(vars.map(|var| var.index()));
            }
        });
        let vars = self.func.vars.iter().enumerate();
        let own = vars
            .filter(|(index, var)| !elsewhere.contains(index) && (var.is_param || !var.captured));
        closest(name, own.map(|(_, var)| var.name.as_str())).map(str::to_string)
    }

    fn is_global_bound(&mut self, index: u32) -> ValueId {
        let early = self.early(self.key.module);
        if early.is_some_and(|early| early.is_bound(index)) {
            return self.emit(Op::ConstBool(true), &[]);
        }
        let Some(&slot) = self.p.globals.get(&(self.key.module, index)) else {
            // Only the body has it, in a variable: bound by what stands above.
            let (name, line) = (&self.module.globals[index as usize], self.b.position.line);
            let mut is_above = false;
            let mut look = |target: &Expr| {
                is_above |= target.span.line <= line
                    && matches!(&target.kind, ExprKind::Name { name: bound, .. } if bound == name);
            };
            for (n, stmt) in self.func.body.iter().enumerate() {
                // An assignment binds when its value is there.
                let is_this = n == self.top_statement;
                if !is_this || !matches!(stmt.kind, StmtKind::Assign { .. }) {
                    pyaot_analysis::walk::targets(std::slice::from_ref(stmt), &mut look);
                }
            }
            return self.emit(Op::ConstBool(is_above), &[]);
        };
        let repr = self.p.ir.globals[slot.index()].repr;
        let value = self.emit(Op::GlobalGet(slot), &[]);
        if repr == Repr::F64 {
            return self.emit(Op::IsBoundF64, &[value]);
        }
        let unbound = self.emit(Op::IsWord(UNBOUND), &[value]);
        self.emit(Op::BoolNot, &[unbound])
    }
}
