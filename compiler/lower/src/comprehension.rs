//! Comprehensions, and generator expressions consumed on the spot.

use pyaot_abi::functions as rt;
use pyaot_analysis::Ty;
use pyaot_ir::{BlockId, CodeId, LocalId, Op, Repr, ValueId};
use pyaot_syntax::tree::{Comprehension, Expr, VarId};

use crate::function::{FunctionLower, Storage};
use crate::waiting::is_bounded_source;

/// What the inner part of a comprehension counts for where it is copied.
const COPIED: usize = 50;

impl<'a> FunctionLower<'_, 'a> {
    /// Runs `inner` for every combination of items; control then goes on
    /// behind all loops.
    pub fn comprehension(
        &mut self,
        frame: &str,
        clauses: &'a [Comprehension],
        inner: &mut dyn FnMut(&mut Self),
    ) {
        self.comprehension_loops(Some(frame), clauses, inner);
        self.release_variables(clauses);
    }

    /// The end of the frame that a comprehension has in CPython.
    fn release_variables(&mut self, clauses: &[Comprehension]) {
        for clause in clauses {
            self.release(&clause.vars);
        }
    }

    /// Variables that nothing reads any more let go what they hold.
    pub fn release(&mut self, vars: &[VarId]) {
        for var in vars {
            let Some(Storage::Local(local)) = self.vars.get(var).copied() else {
                continue;
            };
            if self.b.function.locals[local.index()].keeps {
                let repr = self.b.function.locals[local.index()].repr;
                let unbound = self.unbound();
                let unbound = self.coerce(unbound, Repr::Value, repr);
                self.set(local, unbound);
            }
        }
    }

    /// Goes on with code that has a frame of its own in CPython, called where
    /// the present code stands, with the variables of `clauses`; gives what
    /// [`Self::leave_frame`] restores.
    pub fn enter_frame(&mut self, name: &str, clauses: &'a [Comprehension]) -> (CodeId, u32) {
        self.within.push(clauses);
        let old = (self.b.code, self.b.frames);
        let outer = (self.b.code, self.b.position);
        self.b.code = self.p.inner_code(name, outer);
        self.b.frames += 1;
        old
    }

    pub fn leave_frame(&mut self, old: (CodeId, u32)) {
        self.within.pop();
        (self.b.code, self.b.frames) = old;
    }

    /// The loops; returns the locals that hold what they iterate over,
    /// innermost first. All but the first iterable belongs to the frame called
    /// `frame`.
    fn comprehension_loops(
        &mut self,
        frame: Option<&str>,
        clauses: &'a [Comprehension],
        inner: &mut dyn FnMut(&mut Self),
    ) -> Vec<LocalId> {
        let Some((clause, rest)) = clauses.split_first() else {
            inner(self);
            return Vec::new();
        };
        let target = Some(&clause.target);
        let source = self.source(&clause.iterable, target, clause.is_async, COPIED);
        let outer = frame.map(|name| self.enter_frame(name, clauses));
        // Only the first iterable sees the names of a class body.
        let class_body = self.class_body.take();
        self.fresh_cells(clause);
        let mut all_held = Vec::new();
        let position = self.b.position;
        let bounded = is_bounded_source(&source);
        let held = self.for_loop(source, position, &mut |this, item, next| {
            this.assign_item(&clause.target, item);
            if !bounded {
                this.let_others_run(clause.iterable.span);
                this.b.position = position;
            }
            for condition in &clause.conditions {
                let then = this.b.new_block();
                this.condition(condition, then, next);
                this.b.switch_to(then);
            }
            all_held.extend(this.comprehension_loops(None, rest, inner));
        });
        self.let_go(&held);
        if let Some(outer) = outer {
            self.leave_frame(outer);
        }
        self.class_body = class_body;
        all_held.extend(held);
        all_held
    }

    /// Lambdas made by one run of a comprehension share its variables, not
    /// those of the next run.
    fn fresh_cells(&mut self, clause: &Comprehension) {
        for var in &clause.vars {
            if let Some(Storage::Cell(local)) = self.vars.get(var).copied() {
                let unbound = self.unbound();
                let cell = self.runtime(&rt::object::cell_new, &[unbound]);
                let cell = self.coerce(cell, Repr::Value, Repr::Ref);
                self.set(local, cell);
            }
        }
    }

    pub fn list_comprehension(
        &mut self,
        frame: &str,
        element: &'a Expr,
        clauses: &'a [Comprehension],
        ty: &Ty,
    ) -> ValueId {
        let list = self.runtime(&rt::list::list_from_items, &[]);
        let held = self.hold("list", list);
        self.comprehension(frame, clauses, &mut |this| {
            let item = this.expr(element);
            let list = this.get(held);
            this.list_append(list, ty, item, &this.ty(element));
        });
        self.get(held)
    }

    pub fn set_comprehension(
        &mut self,
        element: &'a Expr,
        clauses: &'a [Comprehension],
    ) -> ValueId {
        let set = self.runtime(&rt::set::set_new, &[]);
        let held = self.hold("set", set);
        self.comprehension("<setcomp>", clauses, &mut |this| {
            let item = this.value(element);
            let set = this.get(held);
            this.runtime_unit(&rt::set::set_add, &[set, item]);
        });
        self.get(held)
    }

    pub fn dict_comprehension(
        &mut self,
        key: &'a Expr,
        value: &'a Expr,
        clauses: &'a [Comprehension],
    ) -> ValueId {
        let dict = self.runtime(&rt::dict::dict_new, &[]);
        let held = self.hold("dict", dict);
        self.comprehension("<dictcomp>", clauses, &mut |this| {
            let key = this.value(key);
            let key = this.hold("key", key);
            let value = this.value(value);
            let (dict, key) = (this.get(held), this.get(key));
            this.runtime_unit(&rt::dict::dict_setitem, &[dict, key, value]);
        });
        self.get(held)
    }

    /// `any(...)` / `all(...)` over a generator: stops at the first answer.
    pub fn any_all(
        &mut self,
        element: &'a Expr,
        clauses: &'a [Comprehension],
        is_any: bool,
    ) -> ValueId {
        let answer = self.emit(Op::ConstBool(!is_any), &[]);
        let result = self.hold("answer", answer);
        let found = self.b.new_block();
        let end: BlockId = self.b.new_block();
        let held = self.comprehension_loops(Some("<genexpr>"), clauses, &mut |this| {
            let next = this.b.new_block();
            if is_any {
                this.condition(element, found, next);
            } else {
                this.condition(element, next, found);
            }
            this.b.switch_to(next);
        });
        self.release_variables(clauses);
        self.b.jump(end, &[]);
        self.b.switch_to(found);
        self.let_go(&held);
        self.release_variables(clauses);
        let answer = self.emit(Op::ConstBool(is_any), &[]);
        self.set(result, answer);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        self.get(result)
    }
}
