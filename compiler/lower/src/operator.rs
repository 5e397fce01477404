//! Operators: typed fast forms, else the runtime's generic ones.

use pyaot_abi::functions::{self as rt, FnDecl};
use pyaot_abi::layout::DType;
use pyaot_analysis::classes::{adds_itself, find_member};
use pyaot_analysis::facts::{complex_result, mixed_result};
use pyaot_analysis::program::OperatorCall;
use pyaot_analysis::{Atom, ClassKey, Ty};
use pyaot_ir::{Compare, FloatBinary, FloatUnary, IntBinary, ItemType, Op, Repr, ValueId};
use pyaot_syntax::tree::{BinaryOp, CompareOp, Expr, ExprKind, UnaryOp};

use crate::displays;
use crate::function::FunctionLower;
use crate::position::position_of;
use crate::repr::repr_of;
use crate::scalar::{scalar_dtype, scalar_type};

/// Rows of `a op b` and `a op= b`.
pub fn rows(op: BinaryOp) -> (&'static FnDecl, &'static FnDecl) {
    use rt::operation as o;
    match op {
        BinaryOp::Add => (&o::value_add, &o::value_iadd),
        BinaryOp::Sub => (&o::value_sub, &o::value_isub),
        BinaryOp::Mul => (&o::value_mul, &o::value_imul),
        BinaryOp::TrueDiv => (&o::value_truediv, &o::value_itruediv),
        BinaryOp::FloorDiv => (&o::value_floordiv, &o::value_ifloordiv),
        BinaryOp::Mod => (&o::value_mod, &o::value_imod),
        BinaryOp::Pow => (&o::value_pow, &o::value_ipow),
        BinaryOp::MatMul => (&o::value_matmul, &o::value_imatmul),
        BinaryOp::LShift => (&o::value_lshift, &o::value_ilshift),
        BinaryOp::RShift => (&o::value_rshift, &o::value_irshift),
        BinaryOp::And => (&o::value_and, &o::value_iand),
        BinaryOp::Or => (&o::value_or, &o::value_ior),
        BinaryOp::Xor => (&o::value_xor, &o::value_ixor),
    }
}

fn unary_row(op: UnaryOp) -> &'static FnDecl {
    match op {
        UnaryOp::Neg => &rt::operation::value_neg,
        UnaryOp::Pos => &rt::operation::value_pos,
        _ => &rt::operation::value_invert,
    }
}

pub fn int_operator(op: BinaryOp) -> Option<IntBinary> {
    Some(match op {
        BinaryOp::Add => IntBinary::Add,
        BinaryOp::Sub => IntBinary::Sub,
        BinaryOp::Mul => IntBinary::Mul,
        BinaryOp::FloorDiv => IntBinary::FloorDiv,
        BinaryOp::Mod => IntBinary::Mod,
        BinaryOp::LShift => IntBinary::Shl,
        BinaryOp::RShift => IntBinary::Shr,
        BinaryOp::And => IntBinary::And,
        BinaryOp::Or => IntBinary::Or,
        BinaryOp::Xor => IntBinary::Xor,
        BinaryOp::TrueDiv | BinaryOp::Pow | BinaryOp::MatMul => return None,
    })
}

/// Whether values of the type are tuples of no class derived from `tuple`.
fn is_tuple(ty: &Ty) -> bool {
    matches!(ty.single(), Some(Atom::Tuple(_) | Atom::TupleOf(_)))
}

fn is_list(ty: &Ty) -> bool {
    matches!(ty.single(), Some(Atom::List(_)))
}

impl<'a> FunctionLower<'_, 'a> {
    pub fn binary_expr(
        &mut self,
        expr: &'a Expr,
        op: BinaryOp,
        left: &'a Expr,
        right: &'a Expr,
    ) -> ValueId {
        if op == BinaryOp::Mod
            && let ExprKind::Str(template) = &left.kind
            && let Some(text) = self.percent_literal(expr, template, right)
        {
            return text;
        }
        let a = self.expr(left);
        let held = self.hold("left", a);
        let (ta, tb) = (self.ty(left), self.ty(right));
        if let (BinaryOp::Add, ExprKind::List(items), true) = (op, &right.kind, is_list(&ta))
            && !Self::has_star(items)
            && !matches!(self.items_of(&tb), Some(ItemType::Float | ItemType::Bool))
        {
            let mut operands = self.values(items.iter());
            operands.insert(0, self.get(held));
            self.b.position = position_of(expr);
            return self.runtime(&rt::list::list_with_items, &operands);
        }
        let b = self.expr(right);
        let a = self.get(held);
        self.b.position = position_of(expr);
        if let Some(call) = self.ctx.operators.get(&expr.id) {
            return self.operator_call(call, rows(op).0, (a, &ta), (b, &tb));
        }
        let square = op == BinaryOp::Pow && ta.is_int() && matches!(right.kind, ExprKind::Int(2));
        if square {
            return self.emit(Op::Int(IntBinary::Mul), &[a, a]);
        }
        let is_mixed = ta.is_mixed_number() && !ta.is_number();
        if op == BinaryOp::Pow && is_mixed && matches!(right.kind, ExprKind::Int(2)) {
            return self.runtime(&rt::operation::number_square, &[a]);
        }
        if let (BinaryOp::Pow, ExprKind::Int(n @ 2..=4), true) = (op, &right.kind, ta.is_complex())
        {
            return self.complex_power(a, &ta, *n, b);
        }
        // A product cannot raise.
        if let (BinaryOp::LShift, ExprKind::Int(places @ 0..=60), true) =
            (op, &right.kind, ta.is_int())
        {
            let scale = self.emit(Op::ConstInt(1 << places), &[]);
            return self.emit(Op::Int(IntBinary::Mul), &[a, scale]);
        }
        self.binary(op, a, &ta, b, &tb, &self.ty(expr), false)
    }

    /// The special method of an operator, of the left operand or reflected; `row` is what
    /// the runtime has for any objects.
    fn operator_call(
        &mut self,
        call: &OperatorCall,
        row: &'static FnDecl,
        a: (ValueId, &Ty),
        b: (ValueId, &Ty),
    ) -> ValueId {
        if a.1
            .may_be(|atom| matches!(atom, Atom::Instance(_) | Atom::Named(_)))
        {
            self.call_operator(call, a, &[b], |this, words| this.runtime(row, words))
        } else {
            self.call_operator(call, b, &[a], |this, words| {
                this.runtime(row, &[words[1], words[0]])
            })
        }
    }

    /// `old op= value`; the result with its type.
    pub fn binary_in_place(
        &mut self,
        target: &Expr,
        op: BinaryOp,
        (a, ta): (ValueId, &Ty),
        (b, tb): (ValueId, &Ty),
    ) -> (ValueId, Ty) {
        if let Some(call) = self.ctx.operators.get(&target.id) {
            let value = self.operator_call(call, rows(op).1, (a, ta), (b, tb));
            return (value, call.result.clone());
        }
        let ty = scalar_type(op, ta, tb).unwrap_or_else(|| match op {
            BinaryOp::Add if adds_itself(&self.p.program.classes, tb) => Ty::Dynamic,
            _ => in_place_type(op, &without_none(ta), &without_none(tb)),
        });
        let value = self.binary(op, a, ta, b, tb, &ty, true);
        let given = self.b.function.repr(value);
        (self.adapt(value, given, &ty), ty)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "an operator has two typed operands and a result"
    )]
    fn binary(
        &mut self,
        op: BinaryOp,
        a: ValueId,
        ta: &Ty,
        b: ValueId,
        tb: &Ty,
        result: &Ty,
        in_place: bool,
    ) -> ValueId {
        if let Some(ty) = scalar_type(op, ta, tb) {
            return self.scalar_binary(op, a, ta, b, tb, &ty);
        }
        let (plain, assigned) = rows(op);
        let row = if in_place { assigned } else { plain };
        let ((a, ta), (b, tb)) = &self.numbers_of((a, ta), (b, tb), row);
        let (a, b) = (*a, *b);
        let scalar = |ty: &Ty| ty.is_int() || ty.is_bool();
        if scalar(ta) && scalar(tb) && !result.is_bool() && result.may_be(|x| *x != Atom::Bool) {
            if let Some(operator) = int_operator(op)
                && result.is_int()
            {
                let a = self.int_of(a, ta);
                let b = self.int_of(b, tb);
                return self.emit(Op::Int(operator), &[a, b]);
            }
            if op == BinaryOp::TrueDiv {
                let a = self.int_of(a, ta);
                let b = self.int_of(b, tb);
                return self.emit(Op::IntTrueDiv, &[a, b]);
            }
        }
        if result.is_float() && ta.is_number() && tb.is_number() {
            return self.float_binary(op, a, ta, b, tb);
        }
        let mixed = ta.is_mixed_number() && tb.is_mixed_number();
        if op == BinaryOp::Pow && result.is_float() && mixed {
            return self.float_binary(op, a, ta, b, tb);
        }
        if (ta.is_float() || tb.is_float()) && mixed_result(op, ta, tb).is_some() {
            return self.float_binary(op, a, ta, b, tb);
        }
        if op == BinaryOp::Add && ta.is_str() && tb.is_str() {
            return self.runtime(&rt::str::str_concat, &[a, b]);
        }
        if op == BinaryOp::Add && ta.is(&Atom::Bytes) && tb.is(&Atom::Bytes) {
            return self.runtime(&rt::bytes::bytes_concat, &[a, b]);
        }
        if op == BinaryOp::Add && !in_place && is_list(ta) && is_list(tb) {
            return self.runtime(&rt::list::list_concat, &[a, b]);
        }
        if op == BinaryOp::Add && is_tuple(ta) && is_tuple(tb) {
            return self.runtime(&rt::tuple::tuple_concat, &[a, b]);
        }
        if complex_result(op, ta, tb).is_some()
            && matches!(op, BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul)
        {
            return self.complex_binary(op, (a, ta), (b, tb));
        }
        if op == BinaryOp::TrueDiv && ta.is_complex() && tb.is_mixed_number() {
            return self.complex_quotient((a, ta), (b, tb), row);
        }
        let may_be_real = ta.is_float() && tb.is_number() || ta.is_int() && tb.is_float();
        if op == BinaryOp::Pow && !in_place && may_be_real {
            return self.float_power((a, ta), (b, tb));
        }
        let a = self.coerce(a, repr_of(ta), Repr::Value);
        let b = self.coerce(b, repr_of(tb), Repr::Value);
        let row = match op {
            _ if !(ta.is_mixed_number() && tb.is_mixed_number()) => row,
            BinaryOp::Add => &rt::operation::number_add,
            BinaryOp::Sub => &rt::operation::number_sub,
            BinaryOp::Mul => &rt::operation::number_mul,
            BinaryOp::TrueDiv => &rt::operation::number_truediv,
            _ => row,
        };
        self.runtime(row, &[a, b])
    }

    /// Operands that are numbers, or `None` where `row` raises: the numbers, in
    /// the representations of their types without `None`. Others stay.
    fn numbers_of(
        &mut self,
        (a, ta): (ValueId, &Ty),
        (b, tb): (ValueId, &Ty),
        row: &'static FnDecl,
    ) -> ((ValueId, Ty), (ValueId, Ty)) {
        let (na, nb) = (without_none(ta), without_none(tb));
        if (na == *ta && nb == *tb) || !na.is_mixed_number() || !nb.is_mixed_number() {
            return ((a, ta.clone()), (b, tb.clone()));
        }
        let words = [
            self.coerce(a, repr_of(ta), Repr::Value),
            self.coerce(b, repr_of(tb), Repr::Value),
        ];
        let mut numbers = [a, b];
        for (n, (ty, number)) in [(ta, &na), (tb, &nb)].into_iter().enumerate() {
            if ty != number {
                let none = self.is_none(words[n]);
                self.guard(none, |this| {
                    this.runtime(row, &words);
                });
                numbers[n] = self.coerce(words[n], Repr::Value, repr_of(number));
            }
        }
        ((numbers[0], na), (numbers[1], nb))
    }

    /// The parts of a complex number, or of another number as one.
    pub fn complex_parts(&mut self, value: ValueId, ty: &Ty) -> [ValueId; 2] {
        if ty.is_complex() {
            return [&rt::float::complex_real, &rt::float::complex_imag]
                .map(|row| self.runtime(row, &[value]));
        }
        if ty.may_be(|atom| *atom == Atom::Complex) {
            let real = self.runtime(&rt::float::number_real, &[value]);
            return [real, self.runtime(&rt::float::number_imag, &[value])];
        }
        let real = self.f64_of(value, ty);
        [real, self.emit(Op::ConstF64(0.0), &[])]
    }

    /// `+`, `-` or `*` of numbers, at least one of them complex, as CPython computes it.
    fn complex_binary(
        &mut self,
        op: BinaryOp,
        (a, ta): (ValueId, &Ty),
        (b, tb): (ValueId, &Ty),
    ) -> ValueId {
        let (a, b) = (self.complex_parts(a, ta), self.complex_parts(b, tb));
        let mut float = |op: FloatBinary, a: ValueId, b: ValueId| self.emit(Op::Float(op), &[a, b]);
        let parts = match op {
            BinaryOp::Add => [0, 1].map(|n| float(FloatBinary::Add, a[n], b[n])),
            BinaryOp::Sub => [0, 1].map(|n| float(FloatBinary::Sub, a[n], b[n])),
            _ => self.complex_product(a, b),
        };
        self.runtime(&rt::float::complex_new, &parts)
    }

    /// `a / b` of a complex number by one that is not, as CPython computes it: `b` has an imaginary part
    /// of zero, which is divided by the real one and multiplied again. `row` raises where `b` is zero.
    fn complex_quotient(
        &mut self,
        (a, ta): (ValueId, &Ty),
        (b, tb): (ValueId, &Ty),
        row: &'static FnDecl,
    ) -> ValueId {
        let divisor = self.f64_of(b, tb);
        let zero = self.emit(Op::ConstF64(0.0), &[]);
        let is_zero = self.emit(Op::FloatCompare(Compare::Eq), &[divisor, zero]);
        let divisor = self.hold("divisor", divisor);
        self.guard(is_zero, |this| {
            let words = [(a, ta), (b, tb)].map(|(x, ty)| this.coerce(x, repr_of(ty), Repr::Value));
            this.runtime(row, &words);
        });
        let divisor = self.get(divisor);
        let zero = self.emit(Op::ConstF64(0.0), &[]);
        let parts = self.complex_parts(a, ta);
        let mut float = |op: FloatBinary, a: ValueId, b: ValueId| self.emit(Op::Float(op), &[a, b]);
        let ratio = float(FloatBinary::Div, zero, divisor);
        let more = float(FloatBinary::Mul, zero, ratio);
        let scale = float(FloatBinary::Add, divisor, more);
        let (real, imag) = (
            float(FloatBinary::Mul, parts[1], ratio),
            float(FloatBinary::Mul, parts[0], ratio),
        );
        let sums = [
            float(FloatBinary::Add, parts[0], real),
            float(FloatBinary::Sub, parts[1], imag),
        ];
        let parts = sums.map(|sum| float(FloatBinary::Div, sum, scale));
        self.runtime(&rt::float::complex_new, &parts)
    }

    fn complex_product(&mut self, a: [ValueId; 2], b: [ValueId; 2]) -> [ValueId; 2] {
        let mut float = |op: FloatBinary, a: ValueId, b: ValueId| self.emit(Op::Float(op), &[a, b]);
        let mut product = |x: usize, y: usize| float(FloatBinary::Mul, a[x], b[y]);
        let (real, imag) = (
            (product(0, 0), product(1, 1)),
            (product(0, 1), product(1, 0)),
        );
        [
            float(FloatBinary::Sub, real.0, real.1),
            float(FloatBinary::Add, imag.0, imag.1),
        ]
    }

    /// A complex number to a small power, as CPython computes it: by squaring, beginning with 1.
    fn complex_power(&mut self, a: ValueId, ta: &Ty, n: i64, exponent: ValueId) -> ValueId {
        let mut square = self.complex_parts(a, ta);
        let mut parts = [1.0, 0.0].map(|part| self.emit(Op::ConstF64(part), &[]));
        let mut mask = 1;
        while mask <= n {
            if n & mask != 0 {
                parts = self.complex_product(parts, square);
            }
            mask <<= 1;
            if mask <= n {
                square = self.complex_product(square, square);
            }
        }
        // A part that is not finite is rare, and may be an OverflowError.
        let infinity = self.emit(Op::ConstF64(f64::INFINITY), &[]);
        let finite = parts.map(|part| {
            let size = self.emit(Op::FloatUnary(FloatUnary::Abs), &[part]);
            self.emit(Op::FloatCompare(Compare::Lt), &[size, infinity])
        });
        let finite = self.emit(Op::BoolAnd, &finite);
        let rare = self.emit(Op::BoolNot, &[finite]);
        let held = parts.map(|part| self.hold("part", part));
        self.rarely(rare, |this| {
            let exponent = this.coerce(exponent, Repr::Int, Repr::Value);
            let power = this.runtime(&rt::operation::value_pow, &[a, exponent]);
            let parts = this.complex_parts(power, ta);
            held.into_iter()
                .zip(parts)
                .for_each(|(held, part)| this.set(held, part));
        });
        let parts = held.map(|held| self.get(held));
        self.runtime(&rt::float::complex_new, &parts)
    }

    /// `a ** b` where the result may be complex: not for a base from zero up.
    fn float_power(&mut self, (a, ta): (ValueId, &Ty), (b, tb): (ValueId, &Ty)) -> ValueId {
        let (real, other, end) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
        let result = self.new_local("power", Repr::Value);
        let (base, exponent) = (self.hold("base", a), self.hold("exponent", b));
        let is_real = if ta.is_int() {
            let zero = self.emit(Op::ConstInt(0), &[]);
            self.emit(Op::IntCompare(Compare::Ge), &[a, zero])
        } else {
            let zero = self.emit(Op::ConstF64(0.0), &[]);
            self.emit(Op::FloatCompare(Compare::Ge), &[a, zero])
        };
        self.b.branch(is_real, real, other);
        self.b.switch_to(real);
        let (a, b) = (self.get(base), self.get(exponent));
        let (a, b) = (self.f64_of(a, ta), self.f64_of(b, tb));
        let value = self.runtime(&rt::float::float_pow_real, &[a, b]);
        let value = self.coerce(value, Repr::F64, Repr::Value);
        self.set(result, value);
        self.b.jump(end, &[]);
        self.b.switch_to(other);
        let (a, b) = (self.get(base), self.get(exponent));
        let a = self.coerce(a, repr_of(ta), Repr::Value);
        let b = self.coerce(b, repr_of(tb), Repr::Value);
        let value = self.runtime(&rt::operation::value_pow, &[a, b]);
        self.set(result, value);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        self.get(result)
    }

    fn float_binary(&mut self, op: BinaryOp, a: ValueId, ta: &Ty, b: ValueId, tb: &Ty) -> ValueId {
        let a = self.f64_of(a, ta);
        let b = self.f64_of(b, tb);
        match op {
            BinaryOp::Add => self.emit(Op::Float(FloatBinary::Add), &[a, b]),
            BinaryOp::Sub => self.emit(Op::Float(FloatBinary::Sub), &[a, b]),
            BinaryOp::Mul => self.emit(Op::Float(FloatBinary::Mul), &[a, b]),
            BinaryOp::TrueDiv => self.emit(Op::FloatTrueDiv, &[a, b]),
            BinaryOp::FloorDiv => self.runtime(&rt::float::float_floordiv, &[a, b]),
            BinaryOp::Mod => self.runtime(&rt::float::float_mod, &[a, b]),
            _ => self.runtime(&rt::float::float_pow_real, &[a, b]),
        }
    }

    pub fn unary(&mut self, expr: &'a Expr, op: UnaryOp, operand: &'a Expr) -> ValueId {
        let value = self.expr(operand);
        let ty = self.ty(operand);
        if let Some(call) = self.ctx.operators.get(&expr.id) {
            self.b.position = position_of(expr);
            return self.call_operator(call, (value, &ty), &[], |this, words| {
                this.runtime(unary_row(op), words)
            });
        }
        let scalar = ty.is_int() || ty.is_bool();
        match op {
            UnaryOp::Not => {
                let truth = self.truth(value, &ty);
                self.emit(Op::BoolNot, &[truth])
            }
            UnaryOp::Neg if ty.scalar().is_some_and(|d| d.is_float()) => {
                let dtype = ty.scalar().expect("tested");
                let value = self.emit(Op::FloatUnary(FloatUnary::Neg), &[value]);
                self.tag(value, crate::scalar::Kind { dtype, is: None })
            }
            UnaryOp::Neg if matches!(ty.scalar(), Some(DType::I64 | DType::I32)) => {
                self.scalar_negated(value, &ty)
            }
            UnaryOp::Pos if ty.scalar().is_some_and(|d| d.is_float()) => value,
            UnaryOp::Neg if ty.is_float() => self.emit(Op::FloatUnary(FloatUnary::Neg), &[value]),
            UnaryOp::Pos if ty.is_float() => value,
            UnaryOp::Neg if ty.is_complex() => {
                let parts = self.complex_parts(value, &ty);
                let parts = parts.map(|part| self.emit(Op::FloatUnary(FloatUnary::Neg), &[part]));
                self.runtime(&rt::float::complex_new, &parts)
            }
            UnaryOp::Neg if scalar => {
                let value = self.int_of(value, &ty);
                self.emit(Op::IntNeg, &[value])
            }
            UnaryOp::Pos if scalar => self.int_of(value, &ty),
            UnaryOp::Invert if scalar => {
                let value = self.int_of(value, &ty);
                self.emit(Op::IntInvert, &[value])
            }
            UnaryOp::Neg | UnaryOp::Pos | UnaryOp::Invert => {
                let word = self.coerce(value, repr_of(&ty), Repr::Value);
                let row = match op {
                    UnaryOp::Neg if ty.is_mixed_number() => &rt::operation::number_neg,
                    _ => unary_row(op),
                };
                self.runtime(row, &[word])
            }
        }
    }

    // Comparison.

    /// A comparison; of one whose `truth` is all that is wanted, that may be what it gives.
    pub fn compare_expr(
        &mut self,
        expr: &'a Expr,
        first: &'a Expr,
        rest: &'a [(CompareOp, Expr)],
        truth: bool,
    ) -> ValueId {
        let truth = truth || self.repr(expr) == Repr::Bool;
        if let [(op, right)] = rest
            && let Some(items) = displays::compared(*op, first, right)
        {
            return self.compare_displays(expr, comparison(*op), items);
        }
        if let [(op, right)] = rest
            && matches!(
                op,
                CompareOp::Lt | CompareOp::Le | CompareOp::Gt | CompareOp::Ge
            )
            && let Some(told) = self.compare_magnitude(expr, comparison(*op), (first, right))
        {
            return told;
        }
        let left = self.expr(first);
        let mut left_ty = self.ty(first);
        let mut left = self.hold("left", left);
        if let [(op, right)] = rest {
            let right_ty = self.ty(right);
            let b = self.expr(right);
            let a = self.get(left);
            self.b.position = position_of(expr);
            if let Some(call) = self.ctx.comparisons.get(&expr.id) {
                let (receiver, other) = if call.reflected {
                    (b, (a, &left_ty))
                } else {
                    (a, (b, &right_ty))
                };
                let answer = self.call_special(call.ctx, receiver, &[other]);
                return if call.negated {
                    self.emit(Op::BoolNot, &[answer])
                } else {
                    answer
                };
            }
            return self.compare(*op, (a, &left_ty), (b, &right_ty), truth);
        }
        // Each link decides whether the next operand is evaluated at all.
        let repr = if truth { Repr::Bool } else { self.repr(expr) };
        let result = self.new_local("chain", repr);
        let end = self.b.new_block();
        for (n, (op, right)) in rest.iter().enumerate() {
            let right_ty = self.ty(right);
            let b = self.expr(right);
            let b = self.hold("right", b);
            let (a, value) = (self.get(left), self.get(b));
            self.b.position = position_of(expr);
            let one = self.compare(*op, (a, &left_ty), (value, &right_ty), truth);
            let given = self.b.function.repr(one);
            let holds = match given {
                Repr::Bool => one,
                _ if truth || n + 1 < rest.len() => {
                    self.runtime(&rt::operation::value_truth, &[one])
                }
                _ => one,
            };
            let stored = if truth {
                holds
            } else {
                self.coerce(one, given, repr)
            };
            self.set(result, stored);
            if n + 1 == rest.len() {
                self.b.jump(end, &[]);
                break;
            }
            let next = self.b.new_block();
            self.b.branch(holds, next, end);
            self.b.switch_to(next);
            (left, left_ty) = (b, right_ty);
        }
        self.b.switch_to(end);
        self.get(result)
    }

    fn negated(&mut self, value: ValueId, is: bool) -> ValueId {
        match is {
            true => self.emit(Op::BoolNot, &[value]),
            false => value,
        }
    }

    fn compare(
        &mut self,
        op: CompareOp,
        (a, ta): (ValueId, &Ty),
        (b, tb): (ValueId, &Ty),
        truth: bool,
    ) -> ValueId {
        match op {
            CompareOp::Is | CompareOp::IsNot => {
                let same = self.identical(a, ta, b, tb);
                self.negated(same, op == CompareOp::IsNot)
            }
            CompareOp::In | CompareOp::NotIn => {
                let found = self.contains(b, tb, a, ta);
                self.negated(found, op == CompareOp::NotIn)
            }
            _ => self.compare_values(comparison(op), (a, ta), (b, tb), truth),
        }
    }

    /// Compares by value; gives a `Bool` if `truth` is all that is wanted of what it gives.
    pub fn compare_values(
        &mut self,
        compare: Compare,
        (a, ta): (ValueId, &Ty),
        (b, tb): (ValueId, &Ty),
        truth: bool,
    ) -> ValueId {
        let scalar = |ty: &Ty| ty.is_int() || ty.is_bool();
        let row = comparison_row(compare);
        let ordered = !matches!(compare, Compare::Eq | Compare::Ne);
        let ((a, ta), (b, tb)) = &if ordered {
            self.numbers_of((a, ta), (b, tb), row)
        } else {
            ((a, ta.clone()), (b, tb.clone()))
        };
        let (a, b) = (*a, *b);
        let numpy = |x: &Ty, y: &Ty| scalar_dtype(x).is_some() && y.is_real();
        if numpy(ta, tb) || numpy(tb, ta) {
            return self.scalar_compare(compare, a, ta, b, tb);
        }
        if scalar(ta) && scalar(tb) {
            let a = self.int_of(a, ta);
            let b = self.int_of(b, tb);
            return self.emit(Op::IntCompare(compare), &[a, b]);
        }
        if ta.is_float() && tb.is_float() {
            return self.emit(Op::FloatCompare(compare), &[a, b]);
        }
        if scalar(ta) && tb.is_float() {
            let a = self.int_of(a, ta);
            return self.compare_int_float(compare, a, b);
        }
        if ta.is_float() && scalar(tb) {
            let b = self.int_of(b, tb);
            return self.compare_int_float(compare.swap(), b, a);
        }
        if !ordered && self.are_compared_by_identity(ta) && self.are_compared_by_identity(tb) {
            let same = self.identical(a, ta, b, tb);
            return self.negated(same, compare == Compare::Ne);
        }
        if ta.is_complex() && tb.is_complex() && !ordered {
            let (a, b) = (self.complex_parts(a, ta), self.complex_parts(b, tb));
            let [real, imag] =
                [0, 1].map(|n| self.emit(Op::FloatCompare(Compare::Eq), &[a[n], b[n]]));
            let equal = self.emit(Op::BoolAnd, &[real, imag]);
            return self.negated(equal, compare == Compare::Ne);
        }
        if ta.is_str() && tb.is_str() {
            if matches!(compare, Compare::Eq | Compare::Ne) {
                let equal = self.runtime(&rt::str::str_eq, &[a, b]);
                return self.negated(equal, compare == Compare::Ne);
            }
            let order = self.runtime(&rt::str::str_cmp, &[a, b]);
            let zero = self.i64(0);
            return self.emit(Op::MachineCompare(compare), &[order, zero]);
        }
        if truth && let Some(row) = text_test_row(compare) {
            // Either side asks the same: a text knows nothing but texts.
            let (text, (other, ty)) = match (ta.is_str(), tb.is_str()) {
                (false, true) => (Some(b), (a, ta)),
                (true, false) => (Some(a), (b, tb)),
                _ => (None, (a, ta)),
            };
            if let Some(text) = text {
                let other = self.coerce(other, repr_of(ty), Repr::Value);
                return self.runtime(row, &[other, text]);
            }
        }
        let a = self.coerce(a, repr_of(ta), Repr::Value);
        let b = self.coerce(b, repr_of(tb), Repr::Value);
        if ta.is_mixed_number() && tb.is_mixed_number() {
            return self.runtime(number_comparison_row(compare), &[a, b]);
        }
        let row = if truth { test_row(compare) } else { row };
        self.runtime(row, &[a, b])
    }

    /// Exact, as in Python: neither operand is rounded.
    fn compare_int_float(&mut self, compare: Compare, int: ValueId, float: ValueId) -> ValueId {
        let raw = self.emit(Op::IntToI64, &[int]);
        let number = self.emit(Op::I64ToF64, &[raw]);
        let told = self.emit(Op::FloatCompare(compare), &[number, float]);
        let told = self.hold("compared", told);
        // From here on doubles do not have all ints.
        const LARGEST: i64 = 1 << 53;
        let (low, high) = (self.i64(-LARGEST), self.i64(LARGEST));
        let below = self.emit(Op::MachineCompare(Compare::Lt), &[raw, low]);
        let above = self.emit(Op::MachineCompare(Compare::Gt), &[raw, high]);
        let is_large = self.emit(Op::BoolOr, &[below, above]);
        self.rarely(is_large, |this| {
            let exact = this.compare_large_int(compare, int, float);
            this.set(told, exact);
        });
        self.get(told)
    }

    /// Goes through a cold block if `cond`.
    pub fn rarely(&mut self, cond: ValueId, then: impl FnOnce(&mut Self)) {
        let (cold, next) = (self.b.new_block(), self.b.new_block());
        self.b.function.block_mut(cold).cold = true;
        self.b.branch(cond, cold, next);
        self.b.switch_to(cold);
        then(self);
        self.b.jump(next, &[]);
        self.b.switch_to(next);
    }

    fn compare_large_int(&mut self, compare: Compare, int: ValueId, float: ValueId) -> ValueId {
        let order = self.runtime(&rt::int::int_cmp_float, &[int, float]);
        let zero = self.i64(0);
        let result = self.emit(Op::MachineCompare(compare), &[order, zero]);
        let nan = self.emit(Op::FloatCompare(Compare::Ne), &[float, float]);
        if compare == Compare::Ne {
            self.emit(Op::BoolOr, &[result, nan])
        } else {
            let number = self.emit(Op::BoolNot, &[nan]);
            self.emit(Op::BoolAnd, &[result, number])
        }
    }

    /// Whether values of the type are equal to nothing but themselves.
    fn are_compared_by_identity(&self, ty: &Ty) -> bool {
        let classes = &self.p.program.classes;
        let has = |class: &ClassKey, name| find_member(classes, *class, name).is_some();
        let is_plain = |atom: &Atom| match atom {
            Atom::None => true,
            Atom::Instance(class) => !has(class, "__eq__") && !has(class, "__ne__"),
            _ => false,
        };
        !ty.is_bottom() && !ty.is_open() && ty.atoms().iter().all(is_plain)
    }

    pub fn identical(&mut self, a: ValueId, ta: &Ty, b: ValueId, tb: &Ty) -> ValueId {
        if let (Some(Atom::Class(a)), Some(Atom::Class(b))) = (ta.single(), tb.single()) {
            return self.emit(Op::ConstBool(a == b), &[]);
        }
        let a = self.coerce(a, repr_of(ta), Repr::Value);
        if tb.is(&Atom::None) {
            return self.is_none(a);
        }
        let b = self.coerce(b, repr_of(tb), Repr::Value);
        let may_be_float = |ty: &Ty| {
            ty.may_be(|atom| matches!(atom, Atom::Float | Atom::NonNegFloat | Atom::Scalar(_)))
        };
        if may_be_float(ta) && may_be_float(tb) {
            return self.runtime(&rt::operation::value_is, &[a, b]);
        }
        self.emit(Op::Is, &[a, b])
    }

    fn contains(&mut self, container: ValueId, tc: &Ty, item: ValueId, ti: &Ty) -> ValueId {
        match tc.single() {
            Some(Atom::Str) if ti.is_str() => {
                return self.runtime(&rt::str::str_contains, &[container, item]);
            }
            Some(Atom::Dict(_) | Atom::DefaultDict(_)) => {
                let item = self.coerce(item, repr_of(ti), Repr::Value);
                return self.runtime(&rt::dict::dict_contains, &[container, item]);
            }
            Some(Atom::Set(_)) => {
                let item = self.coerce(item, repr_of(ti), Repr::Value);
                return self.runtime(&rt::set::set_contains, &[container, item]);
            }
            _ => {}
        }
        let container = self.coerce(container, repr_of(tc), Repr::Value);
        let item = self.coerce(item, repr_of(ti), Repr::Value);
        self.runtime(&rt::operation::value_contains, &[container, item])
    }
}

/// The number type of a number that may be `None`; other types as they are.
fn without_none(ty: &Ty) -> Ty {
    let number = |atom: &Atom| {
        matches!(
            atom,
            Atom::Bool | Atom::Int | Atom::Float | Atom::NonNegFloat
        )
    };
    match ty.atoms() {
        [Atom::None, numbers @ ..] if !numbers.is_empty() && numbers.iter().all(number) => {
            Ty::Of(numbers.to_vec())
        }
        _ => ty.clone(),
    }
}

fn comparison_row(compare: Compare) -> &'static FnDecl {
    use rt::operation as o;
    match compare {
        Compare::Eq => &o::value_eq,
        Compare::Ne => &o::value_ne,
        Compare::Lt => &o::value_lt,
        Compare::Le => &o::value_le,
        Compare::Gt => &o::value_gt,
        Compare::Ge => &o::value_ge,
    }
}

/// As [`comparison_row`] for the truth of what it gives.
fn test_row(compare: Compare) -> &'static FnDecl {
    use rt::operation as o;
    match compare {
        Compare::Eq => &o::test_eq,
        Compare::Ne => &o::test_ne,
        Compare::Lt => &o::test_lt,
        Compare::Le => &o::test_le,
        Compare::Gt => &o::test_gt,
        Compare::Ge => &o::test_ge,
    }
}

/// As [`test_row`] for a text on either side.
fn text_test_row(compare: Compare) -> Option<&'static FnDecl> {
    match compare {
        Compare::Eq => Some(&rt::operation::test_eq_str),
        Compare::Ne => Some(&rt::operation::test_ne_str),
        _ => None,
    }
}

/// As [`comparison_row`] for operands of which it is known that they are numbers.
fn number_comparison_row(compare: Compare) -> &'static FnDecl {
    use rt::operation as o;
    match compare {
        Compare::Eq => &o::number_eq,
        Compare::Ne => &o::number_ne,
        Compare::Lt => &o::number_lt,
        Compare::Le => &o::number_le,
        Compare::Gt => &o::number_gt,
        Compare::Ge => &o::number_ge,
    }
}

fn comparison(op: CompareOp) -> Compare {
    match op {
        CompareOp::Eq => Compare::Eq,
        CompareOp::Ne => Compare::Ne,
        CompareOp::Lt => Compare::Lt,
        CompareOp::Le => Compare::Le,
        CompareOp::Gt => Compare::Gt,
        CompareOp::Ge => Compare::Ge,
        CompareOp::Is | CompareOp::IsNot | CompareOp::In | CompareOp::NotIn => {
            unreachable!("identity and membership are handled before")
        }
    }
}

/// The result of an augmented assignment as far as the operands tell;
/// what they do not is any value.
fn in_place_type(op: BinaryOp, a: &Ty, b: &Ty) -> Ty {
    let scalar = |ty: &Ty| ty.is_int() || ty.is_bool();
    if scalar(a) && scalar(b) {
        return match op {
            BinaryOp::TrueDiv => Ty::float(),
            BinaryOp::And | BinaryOp::Or | BinaryOp::Xor if !a.is_int() || !b.is_int() => {
                Ty::Dynamic
            }
            BinaryOp::Pow | BinaryOp::MatMul => Ty::Dynamic,
            _ => Ty::int(),
        };
    }
    let arithmetic = matches!(
        op,
        BinaryOp::Add
            | BinaryOp::Sub
            | BinaryOp::Mul
            | BinaryOp::TrueDiv
            | BinaryOp::FloorDiv
            | BinaryOp::Mod
    );
    if a.is_number() && b.is_number() && arithmetic {
        return Ty::float();
    }
    if let Some(ty) = mixed_result(op, a, b) {
        return ty;
    }
    if let Some(ty) = complex_result(op, a, b) {
        return ty;
    }
    match op {
        BinaryOp::Add if a.is_str() && b.is_str() => Ty::str(),
        BinaryOp::Add if matches!(a.single(), Some(Atom::List(_))) => a.clone(),
        BinaryOp::Mul if matches!(a.single(), Some(Atom::List(_))) && b.is_intlike() => a.clone(),
        BinaryOp::Add if a.single().and_then(Atom::numbers).is_some() && a == b => a.clone(),
        BinaryOp::Add if a.is(&Atom::ByteArray) && b.is(&Atom::Bytes) => a.clone(),
        BinaryOp::Add if a.is(&Atom::Bytes) && a == b => a.clone(),
        BinaryOp::Mul if a.single().and_then(Atom::numbers).is_some() && b.is_intlike() => {
            a.clone()
        }
        _ => Ty::Dynamic,
    }
}
