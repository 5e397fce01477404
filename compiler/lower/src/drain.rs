//! Builtins that use up a generator, a `map`, a `zip` and the like on the spot: what they make of
//! the items is made while the generator runs in place.

use pyaot_abi::functions as rt;
use pyaot_analysis::{Atom, Ty};
use pyaot_ir::{Compare, FloatBinary, IntBinary, LocalId, Op, Repr, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind};

use crate::function::FunctionLower;
use crate::iteration::Item;
use crate::position::position_of;
use crate::repr::repr_of;

/// What the use of an item counts for where it is copied.
const COPIED: usize = 20;

impl<'a> FunctionLower<'_, 'a> {
    /// `name(arg)`, where the items of `arg` come from a generator that can
    /// run in place.
    pub fn drain(&mut self, expr: &'a Expr, name: &str, arg: &'a Expr) -> Option<ValueId> {
        let is_inline = matches!(arg.kind, ExprKind::InlineGenerator { .. });
        if !is_inline && !self.is_drained(arg) {
            return None;
        }
        let ty = self.ty(expr);
        match name {
            "sum" if ty.is_int() => Some(self.sum_of_ints(arg)),
            "sum" if self.drained_item(arg).is_float() => Some(self.sum_of_floats(arg)),
            "sum" if self.drained_item(arg).is_mixed_number() => {
                Some(self.sum_of_words(expr, arg, &rt::operation::number_add))
            }
            "sum" => Some(self.sum_of_words(expr, arg, &rt::operation::value_add)),
            "min" | "max" if matches!(repr_of(&ty), Repr::Int | Repr::F64) => (ty.is_number()
                && self.drained_item(arg) == ty)
                .then(|| self.extreme(name, arg, &ty)),
            "any" | "all" if !is_inline => Some(self.any_all_drained(arg, name == "any")),
            "list" if !is_inline => {
                let list = self.runtime(&rt::list::list_from_items, &[]);
                let held = self.hold("list", list);
                self.each_item(arg, &mut |this, item, item_ty| {
                    let list = this.get(held);
                    this.list_append(list, &ty, item, item_ty);
                });
                Some(self.get(held))
            }
            "set" if !is_inline => {
                let set = self.runtime(&rt::set::set_new, &[]);
                let held = self.hold("set", set);
                self.each_item(arg, &mut |this, item, ty| {
                    let item = this.coerce(item, repr_of(ty), Repr::Value);
                    let set = this.get(held);
                    this.runtime_unit(&rt::set::set_add, &[set, item]);
                });
                Some(self.get(held))
            }
            "tuple" if !is_inline => {
                let list = self.drained_list(arg);
                Some(self.runtime(&rt::tuple::tuple_from_iterable, &[list]))
            }
            "sorted" if !is_inline => {
                let list = self.drained_list(arg);
                let (key, reverse) = (self.none(), self.emit(Op::ConstBool(false), &[]));
                let reverse = self.coerce(reverse, Repr::Bool, Repr::Value);
                self.b.position = position_of(expr);
                Some(self.runtime(&rt::builtins::builtins_sorted, &[list, key, reverse]))
            }
            "dict" if self.gives_pairs(arg) && matches!(ty.single(), Some(Atom::Dict(_))) => {
                Some(self.dict_of_pairs(expr, arg))
            }
            "bytes" | "bytearray" if is_inline => Some(self.bytes_drained(arg, name, &ty)),
            _ => None,
        }
    }

    /// Whether the items of `arg` come one by one without an object that gives them.
    pub fn is_drained(&mut self, arg: &Expr) -> bool {
        self.runs_in_place(arg, COPIED) || self.is_walked_in_place(arg)
    }

    /// The items of `arg` in a list of words, itself one.
    pub fn drained_list(&mut self, arg: &'a Expr) -> ValueId {
        let list = self.runtime(&rt::list::list_from_items, &[]);
        let held = self.hold("list", list);
        self.each_item(arg, &mut |this, item, ty| {
            let item = this.coerce(item, repr_of(ty), Repr::Value);
            let list = this.get(held);
            this.emit_unit(Op::ListAppend, &[list, item]);
        });
        let list = self.get(held);
        self.coerce(list, Repr::Ref, Repr::Value)
    }

    /// Whether `arg` is a `zip` of two or an `enumerate`.
    fn gives_pairs(&self, arg: &Expr) -> bool {
        let ExprKind::Call { callee, args, .. } = &arg.kind else {
            return false;
        };
        match self.ty(callee).single() {
            Some(Atom::Builtin("zip")) => args.len() == 2,
            Some(Atom::Builtin("enumerate")) => true,
            _ => false,
        }
    }

    /// `dict(arg)` of what gives pairs, which need not be made.
    fn dict_of_pairs(&mut self, expr: &'a Expr, arg: &'a Expr) -> ValueId {
        let dict = self.runtime(&rt::dict::dict_new, &[]);
        let held = self.hold("dict", dict);
        let source = self.source(arg, None, false, COPIED);
        let position = position_of(expr);
        let kept = self.for_loop(source, position, &mut |this, item, _| {
            let mut words = vec![this.get(held)];
            if let Item::Many(parts) = item {
                for part in parts {
                    let (value, ty) = this.join_item(part);
                    words.push(this.coerce(value, repr_of(&ty), Repr::Value));
                }
            }
            this.runtime_unit(&rt::dict::dict_setitem, &words);
        });
        self.let_go(&kept);
        self.get(held)
    }

    /// `bytes(arg)` or `bytearray(arg)`, which refuses an item before the next one is made.
    fn bytes_drained(&mut self, arg: &'a Expr, name: &str, ty: &Ty) -> ValueId {
        let is_bytes = name == "bytes";
        let builder = self.runtime(&rt::bytes::bytes_builder, &[]);
        let held = self.hold("bytes", builder);
        self.each_item(arg, &mut |this, item, ty| {
            let item = this.coerce(item, repr_of(ty), Repr::Value);
            let (builder, is_bytes) = (this.get(held), this.emit(Op::ConstBool(is_bytes), &[]));
            this.runtime_unit(&rt::bytes::bytes_put, &[builder, item, is_bytes]);
        });
        let builder = self.get(held);
        match is_bytes {
            true => {
                let made = self.runtime(&rt::bytes::bytes_built, &[builder]);
                self.coerce(made, Repr::Ref, repr_of(ty))
            }
            false => self.coerce(builder, Repr::Value, repr_of(ty)),
        }
    }

    /// The type of the items.
    fn drained_item(&self, arg: &Expr) -> Ty {
        match &arg.kind {
            ExprKind::InlineGenerator { element, .. } => self.ty(element),
            _ => self.item_type(&self.ty(arg)),
        }
    }

    fn each_item(&mut self, arg: &'a Expr, each: &mut dyn FnMut(&mut Self, ValueId, &Ty)) {
        if let ExprKind::InlineGenerator { element, clauses } = &arg.kind {
            return self.comprehension("<genexpr>", clauses, &mut |this| {
                let item = this.expr(element);
                let ty = this.ty(element);
                each(this, item, &ty);
            });
        }
        let position = self.b.position;
        let source = self.source(arg, None, false, COPIED);
        let held = self.for_loop(source, position, &mut |this, item, _| {
            let (item, ty) = this.join_item(item);
            each(this, item, &ty);
        });
        self.let_go(&held);
    }

    fn sum_of_ints(&mut self, arg: &'a Expr) -> ValueId {
        let zero = self.emit(Op::ConstInt(0), &[]);
        let total = self.hold("total", zero);
        self.each_item(arg, &mut |this, item, ty| {
            let item = this.int_of(item, ty);
            let sum = this.get(total);
            let sum = this.emit(Op::Int(IntBinary::Add), &[sum, item]);
            this.set(total, sum);
        });
        self.get(total)
    }

    /// An empty sum is the int 0.
    fn sum_of_floats(&mut self, arg: &'a Expr) -> ValueId {
        let zero = self.emit(Op::ConstF64(0.0), &[]);
        let total = self.hold("total", zero);
        let some = self.flag();
        self.each_item(arg, &mut |this, item, _| {
            let sum = this.get(total);
            let sum = this.emit(Op::Float(FloatBinary::Add), &[sum, item]);
            this.set(total, sum);
            this.raise_flag(some);
        });
        let result = self.new_local("sum", Repr::Value);
        let (empty, full, end) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
        let is_some = self.get(some);
        self.b.branch(is_some, full, empty);
        self.b.switch_to(full);
        let sum = self.get(total);
        let sum = self.coerce(sum, Repr::F64, Repr::Value);
        self.set(result, sum);
        self.b.jump(end, &[]);
        self.b.switch_to(empty);
        let zero = self.emit(Op::ConstInt(0), &[]);
        let zero = self.coerce(zero, Repr::Int, Repr::Value);
        self.set(result, zero);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        self.get(result)
    }

    /// Of values that `add` adds, each before the next one is asked for, which an error shows.
    fn sum_of_words(&mut self, expr: &'a Expr, arg: &'a Expr, add: &'static rt::FnDecl) -> ValueId {
        let zero = self.emit(Op::ConstInt(0), &[]);
        let zero = self.coerce(zero, Repr::Int, Repr::Value);
        let total = self.hold("total", zero);
        self.each_item(arg, &mut |this, item, ty| {
            let item = this.coerce(item, repr_of(ty), Repr::Value);
            this.b.position = position_of(expr);
            let sum = this.get(total);
            let sum = this.runtime(add, &[sum, item]);
            this.set(total, sum);
        });
        self.get(total)
    }

    /// `min(arg)` or `max(arg)` of ints or floats.
    fn extreme(&mut self, name: &str, arg: &'a Expr, ty: &Ty) -> ValueId {
        let compare = if name == "min" {
            Compare::Lt
        } else {
            Compare::Gt
        };
        let op = match repr_of(ty) {
            Repr::F64 => Op::FloatCompare(compare),
            _ => Op::IntCompare(compare),
        };
        let start = match repr_of(ty) {
            Repr::F64 => self.emit(Op::ConstF64(0.0), &[]),
            _ => self.emit(Op::ConstInt(0), &[]),
        };
        let best = self.hold("best", start);
        let some = self.flag();
        self.each_item(arg, &mut |this, item, _| {
            let item = this.hold("item", item);
            let (first, other) = (this.b.new_block(), this.b.new_block());
            let (better, next) = (this.b.new_block(), this.b.new_block());
            let is_some = this.get(some);
            this.b.branch(is_some, other, first);
            this.b.switch_to(first);
            this.raise_flag(some);
            this.b.jump(better, &[]);
            this.b.switch_to(other);
            let operands = [this.get(item), this.get(best)];
            let is_better = this.emit(op.clone(), &operands);
            this.b.branch(is_better, better, next);
            this.b.switch_to(better);
            let value = this.get(item);
            this.set(best, value);
            this.b.jump(next, &[]);
            this.b.switch_to(next);
        });
        let is_some = self.get(some);
        let empty = self.emit(Op::BoolNot, &[is_some]);
        self.guard(empty, |this| {
            let class = this.str("ValueError");
            let text = this.str(&format!("{name}() arg is an empty sequence"));
            this.runtime_unit(&rt::exception::raise_builtin, &[class, text]);
        });
        self.get(best)
    }

    fn any_all_drained(&mut self, arg: &'a Expr, is_any: bool) -> ValueId {
        let answer = self.emit(Op::ConstBool(!is_any), &[]);
        let result = self.hold("answer", answer);
        let (found, end) = (self.b.new_block(), self.b.new_block());
        let position = self.b.position;
        let source = self.source(arg, None, false, COPIED);
        let held = self.for_loop(source, position, &mut |this, item, next| {
            let (item, ty) = this.join_item(item);
            let truth = this.truth(item, &ty);
            if is_any {
                this.b.branch(truth, found, next);
            } else {
                this.b.branch(truth, next, found);
            }
        });
        self.let_go(&held);
        self.b.jump(end, &[]);
        self.b.switch_to(found);
        self.let_go(&held);
        let answer = self.emit(Op::ConstBool(is_any), &[]);
        self.set(result, answer);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        self.get(result)
    }

    fn flag(&mut self) -> LocalId {
        let no = self.emit(Op::ConstBool(false), &[]);
        self.hold("some", no)
    }

    fn raise_flag(&mut self, flag: LocalId) {
        let yes = self.emit(Op::ConstBool(true), &[]);
        self.set(flag, yes);
    }
}
