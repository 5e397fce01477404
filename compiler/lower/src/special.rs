//! Special methods of known classes, called directly where an operation of
//! the language or a builtin would look them up.

use pyaot_abi::functions as rt;
use pyaot_analysis::classes::{Member, find_member};
use pyaot_analysis::program::CtxId;
use pyaot_analysis::{Atom, ClassKey, Ty};
use pyaot_ir::{LocalId, Op, Repr, ValueId};
use pyaot_syntax::tree::Expr;

use crate::function::FunctionLower;
use crate::repr::{boundary_repr, repr_of};

/// How a `with` statement leaves its manager.
#[derive(Clone, Copy)]
pub enum Exit {
    /// By the bound `__exit__` in the local.
    Bound(LocalId),
    /// By the bound `__aexit__` in the local, whose result is awaited.
    Awaited(LocalId),
    /// By the method of the class of the manager in the local.
    Method(LocalId, CtxId),
}

impl<'a> FunctionLower<'_, 'a> {
    /// A direct call of a special method.
    pub fn call_special(
        &mut self,
        ctx: CtxId,
        receiver: ValueId,
        args: &[(ValueId, &Ty)],
    ) -> ValueId {
        let context = self.p.program.context(ctx);
        let given = self.b.function.repr(receiver);
        let mut values = vec![self.coerce(receiver, given, boundary_repr(&context.params[0]))];
        for ((value, ty), param) in args.iter().zip(&context.params[1..]) {
            values.push(self.coerce(*value, repr_of(ty), boundary_repr(param)));
        }
        self.emit(Op::Call(self.p.functions[&ctx]), &values)
    }

    /// The version of a class's special method that takes arguments of any type.
    fn special_entry(&self, class: ClassKey, name: &str) -> Option<CtxId> {
        match find_member(&self.p.program.classes, class, name)? {
            (_, Member::Method(key)) if !self.p.program.function(*key).suspends() => {
                self.p.program.method_entries.get(&(class, *key)).copied()
            }
            _ => None,
        }
    }

    /// The truth of an instance by its class's own method, as `Bool`.
    pub fn instance_truth(&mut self, value: ValueId, ty: &Ty) -> Option<ValueId> {
        let Some(Atom::Instance(class)) = ty.single() else {
            return None;
        };
        let ctx = self.special_entry(*class, "__bool__")?;
        let context = self.p.program.context(ctx);
        let fits = context.result.is_bool() && context.params.len() == 1;
        fits.then(|| self.call_special(ctx, value, &[]))
    }

    /// Evaluates and enters a `with` statement's manager: how it is left, and
    /// what entering it gives.
    pub fn enter_manager(&mut self, manager: &'a Expr, is_async: bool) -> (Exit, ValueId) {
        let position = self.b.position;
        let ty = self.ty(manager);
        if !is_async && let Some((enter, exit)) = self.context_methods(&ty) {
            let value = self.expr(manager);
            let held = self.hold("manager", value);
            let value = self.get(held);
            self.b.position = position;
            return (
                Exit::Method(held, exit),
                self.call_special(enter, value, &[]),
            );
        }
        let (exit_row, enter_row) = if is_async {
            (&rt::awaiting::async_exit_method, &rt::awaiting::async_enter)
        } else {
            (&rt::object::context_exit_method, &rt::object::context_enter)
        };
        let value = self.value(manager);
        let held = self.hold("manager", value);
        let value = self.get(held);
        self.b.position = position;
        let exit = self.runtime(exit_row, &[value]);
        let exit = self.hold("exit", exit);
        let value = self.get(held);
        let entered = self.runtime(enter_row, &[value]);
        let exit = if is_async {
            Exit::Awaited(exit)
        } else {
            Exit::Bound(exit)
        };
        (exit, entered)
    }

    /// `__enter__` and `__exit__` of the class of a `with` statement's
    /// manager, where both can be called directly.
    fn context_methods(&self, manager: &Ty) -> Option<(CtxId, CtxId)> {
        let Some(Atom::Instance(class)) = manager.single() else {
            return None;
        };
        let enter = self.special_entry(*class, "__enter__")?;
        let exit = self.special_entry(*class, "__exit__")?;
        let params = |ctx: CtxId| &self.p.program.context(ctx).params;
        let takes_details = match params(exit).as_slice() {
            [_, details] => matches!(details.single(), Some(Atom::TupleOf(_))),
            [_, details @ ..] => details.len() == 3 && details.iter().all(|ty| *ty == Ty::Dynamic),
            [] => false,
        };
        (params(enter).len() == 1 && takes_details).then_some((enter, exit))
    }

    /// Leaves a `with` statement without an exception.
    pub fn leave_manager(&mut self, exit: Exit) {
        match exit {
            Exit::Bound(method) => {
                let (method, none) = (self.get(method), self.unbound());
                self.runtime_unit(&rt::object::context_exit, &[method, none]);
            }
            Exit::Awaited(method) => {
                let (method, none) = (self.get(method), self.unbound());
                self.runtime_unit(&rt::awaiting::async_exit, &[method, none]);
            }
            Exit::Method(manager, ctx) => {
                let mut values = vec![self.get(manager)];
                let details = [self.none(), self.none(), self.none()];
                if self.p.program.context(ctx).params.len() == 2 {
                    values.push(self.runtime(&rt::tuple::tuple_from_items, &details));
                } else {
                    values.extend(details);
                }
                self.emit(Op::Call(self.p.functions[&ctx]), &values);
            }
        }
    }
    /// Leaves a `with` statement with the exception in the local; the truth
    /// of what `__exit__` gives, as `Bool`.
    pub fn leave_manager_raising(&mut self, exit: Exit, exception: LocalId) -> ValueId {
        let (row, method) = match exit {
            Exit::Bound(method) => (&rt::object::context_exit, self.get(method)),
            Exit::Awaited(method) => (&rt::awaiting::async_exit, self.get(method)),
            Exit::Method(manager, _) => {
                let manager = self.get(manager);
                let manager = self.coerce(manager, Repr::Ref, Repr::Value);
                let method = self.runtime(&rt::object::context_exit_method, &[manager]);
                (&rt::object::context_exit, method)
            }
        };
        let exception = self.get(exception);
        self.runtime(row, &[method, exception])
    }
}
