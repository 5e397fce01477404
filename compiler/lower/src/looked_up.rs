//! Methods are looked up before the arguments of their calls: whose receiver has none of that
//! name fails before an argument does something, or fails.

use pyaot_abi::functions as rt;
use pyaot_analysis::{Atom, CtxId};
use pyaot_ir::LocalId;
use pyaot_syntax::tree::{Expr, ExprKind, Module, Place};

use crate::function::FunctionLower;
use crate::position::position_of;

/// A call of `receiver.name` where the receiver may have no such method.
pub(crate) struct LookedUp<'a> {
    pub(crate) expr: &'a Expr,
    pub(crate) receiver: LocalId,
    pub(crate) name: &'a str,
    values: Vec<&'a Expr>,
}

impl<'a> LookedUp<'a> {
    /// `values`: all that the call evaluates.
    pub(crate) fn before(
        expr: &'a Expr,
        receiver: LocalId,
        name: &'a str,
        values: impl Iterator<Item = &'a Expr>,
    ) -> LookedUp<'a> {
        LookedUp {
            expr,
            receiver,
            name,
            values: values.collect(),
        }
    }

    /// Whether an argument does something, which must not be if there is no method.
    pub(crate) fn is_seen(&self, lower: &FunctionLower<'_, 'a>) -> bool {
        self.values.iter().any(|value| lower.acts(value))
    }

    fn may_fail(&self, lower: &FunctionLower<'_, 'a>) -> bool {
        let fails =
            |value: &&'a Expr| may_fail(value) || is_nowhere(value) || lower.may_be_unset(value);
        self.values.iter().any(fails)
    }
}

impl<'a> FunctionLower<'_, 'a> {
    /// Whether an expression may do more than give a value or fail.
    pub(crate) fn acts(&self, expr: &Expr) -> bool {
        let mut found = false;
        pyaot_analysis::walk::expression(expr, self.module, &mut |expr| {
            found |= matches!(
                expr.kind,
                ExprKind::Call { .. }
                    | ExprKind::Await(_)
                    | ExprKind::Yield(_)
                    | ExprKind::YieldFrom(_)
                    | ExprKind::Walrus { .. }
                    | ExprKind::ListComp { .. }
                    | ExprKind::SetComp { .. }
                    | ExprKind::DictComp { .. }
                    | ExprKind::InlineGenerator { .. }
                    | ExprKind::GeneratorExp { .. }
            );
        });
        found
    }

    /// Whether it is a global that the body of the module, which this is, may not have set yet.
    fn may_be_unset(&self, value: &Expr) -> bool {
        let ExprKind::Name {
            place: Place::Global(index),
            ..
        } = value.kind
        else {
            return false;
        };
        let early = self.early(self.key.module);
        self.key.function == Module::BODY && !early.is_some_and(|early| early.is_bound(index))
    }

    /// AttributeError if there is no such method.
    pub(crate) fn check_method(&mut self, call: &LookedUp<'a>) {
        self.b.position = position_of(call.expr);
        let (object, text) = (self.get(call.receiver), self.str(call.name));
        self.runtime_unit(&rt::object::method_check, &[object, text]);
    }

    /// The same before arguments that do something, where the method is none of `targets`.
    pub(crate) fn check_other_method(&mut self, call: &LookedUp<'a>, targets: &[(Atom, CtxId)]) {
        if !call.is_seen(self) {
            return;
        }
        let known = self.b.new_block();
        for (atom, _) in targets {
            let receiver = self.get(call.receiver);
            let is = self.is_of(receiver, atom);
            let next = self.b.new_block();
            self.b.branch(is, known, next);
            self.b.switch_to(next);
        }
        self.check_method(call);
        self.b.jump(known, &[]);
        self.b.switch_to(known);
    }

    /// Evaluates the arguments of a call whose method is looked up only now: where one of them
    /// fails, the error is that there is no method, if so.
    pub(crate) fn with_method<T>(
        &mut self,
        call: &LookedUp<'a>,
        evaluate: impl FnOnce(&mut Self) -> T,
    ) -> T {
        if call.is_seen(self) || !call.may_fail(self) {
            return evaluate(self);
        }
        let outer = self.b.handler;
        let failed = self.new_handler(outer);
        let mut evaluated = None;
        self.region(Some(failed), |this| evaluated = Some(evaluate(this)));
        let after = self.b.current_block();
        self.b.switch_to(failed);
        self.b.position = position_of(call.expr);
        let (object, text) = (self.get(call.receiver), self.str(call.name));
        self.runtime_unit(&rt::object::method_check_late, &[object, text]);
        self.propagate(outer);
        self.b.switch_to(after);
        evaluated.expect("the region was lowered")
    }
}

/// Whether an operand may raise: all but a constant, or a variable.
fn may_fail(value: &Expr) -> bool {
    !value.kind.is_literal() && !matches!(value.kind, ExprKind::Name { .. })
}

/// Whether it is a name that nobody gives a value.
fn is_nowhere(value: &Expr) -> bool {
    matches!(&value.kind, ExprKind::Name { name, place: Place::Builtin }
        if !pyaot_syntax::predefined::is_builtin(name))
}
