//! `abs(z) > 2` of a complex number.
//!
//! How large it is comes of `hypot`, which is right to the last digit and takes longer than all else in
//! such a loop. Beside a constant, the sum of the squares mostly says as much: it is off by less than
//! a billionth, and only what is closer than that to the square of the constant, too large for a
//! square, or no number, is asked in full.

use pyaot_abi::functions as rt;
use pyaot_ir::{Compare, FloatBinary, Op, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind, Place};

use crate::function::FunctionLower;
use crate::position::position_of;

/// How far from the square of the constant the sum of the squares has to be.
const MARGIN: f64 = 1e-9;
/// Sums of squares are exact enough up to here.
const LARGEST: f64 = 1e300;

impl<'a> FunctionLower<'_, 'a> {
    /// The comparison of such a magnitude with a constant, if it is one.
    pub fn compare_magnitude(
        &mut self,
        expr: &'a Expr,
        compare: Compare,
        (left, right): (&'a Expr, &'a Expr),
    ) -> Option<ValueId> {
        if let Some((number, limit)) = self.magnitude(left).zip(constant(right)) {
            return self.compare_squares(expr, compare, number, limit);
        }
        let (limit, number) = constant(left).zip(self.magnitude(right))?;
        self.compare_squares(expr, compare.swap(), number, limit)
    }

    /// The complex number of which the expression is the magnitude.
    fn magnitude(&self, expr: &'a Expr) -> Option<&'a Expr> {
        let ExprKind::Call {
            callee,
            args,
            keywords,
        } = &expr.kind
        else {
            return None;
        };
        let is_abs = matches!(&callee.kind, ExprKind::Name { name, place: Place::Builtin } if name == "abs")
            && !self.p.program.rebound_builtins.contains("abs");
        match args.as_slice() {
            [arg] if is_abs && keywords.is_empty() && self.ty(arg).is_complex() => Some(arg),
            _ => None,
        }
    }

    fn compare_squares(
        &mut self,
        expr: &'a Expr,
        compare: Compare,
        number: &'a Expr,
        limit: f64,
    ) -> Option<ValueId> {
        let is_less = match compare {
            Compare::Lt | Compare::Le => true,
            Compare::Gt | Compare::Ge => false,
            Compare::Eq | Compare::Ne => return None,
        };
        let value = self.expr(number);
        let ty = self.ty(number);
        let parts = self.complex_parts(value, &ty);
        self.b.position = position_of(expr);
        let [real, imag] = parts.map(|x| self.emit(Op::Float(FloatBinary::Mul), &[x, x]));
        let sum = self.emit(Op::Float(FloatBinary::Add), &[real, imag]);
        let square = limit * limit;
        let [below, above, largest] = [square * (1.0 - MARGIN), square * (1.0 + MARGIN), LARGEST]
            .map(|x| self.emit(Op::ConstF64(x), &[]));
        let less = self.emit(Op::FloatCompare(Compare::Lt), &[sum, below]);
        let more = self.emit(Op::FloatCompare(Compare::Gt), &[sum, above]);
        let finite = self.emit(Op::FloatCompare(Compare::Lt), &[sum, largest]);
        let more = self.emit(Op::BoolAnd, &[more, finite]);
        let told = self.hold("compared", if is_less { less } else { more });
        let sure = self.emit(Op::BoolOr, &[less, more]);
        let unsure = self.emit(Op::BoolNot, &[sure]);
        self.rarely(unsure, |this| {
            let size = this.runtime(&rt::float::complex_abs, &parts);
            let limit = this.emit(Op::ConstF64(limit), &[]);
            let exact = this.emit(Op::FloatCompare(compare), &[size, limit]);
            this.set(told, exact);
        });
        Some(self.get(told))
    }
}

/// A constant of which the square is neither too large nor too small.
fn constant(expr: &Expr) -> Option<f64> {
    let number = match expr.kind {
        ExprKind::Int(n @ 1..=1_000_000_000) => n as f64,
        ExprKind::Float(x) => x,
        _ => return None,
    };
    (1e-100..1e100).contains(&number).then_some(number)
}
