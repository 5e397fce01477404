//! Operators on numbers that are written out (`10**9 + 7`, `1 << 20`), computed once as CPython's compiler does.
//!
//! Later stages fold what they know the types of; this is for the others, and for powers, which are calls.

use crate::tree::{BinaryOp, Expr, ExprKind, UnaryOp};

/// Ints up to this magnitude are exact as floats.
const EXACT: u128 = 1 << 53;

#[derive(Clone, Copy)]
enum Number {
    Int(i128),
    Float(f64),
}

impl Number {
    fn of(expr: &Expr) -> Option<Number> {
        match &expr.kind {
            ExprKind::Int(n) => Some(Number::Int((*n).into())),
            ExprKind::BigInt(digits) => digits.parse().ok().map(Number::Int),
            ExprKind::Float(x) => Some(Number::Float(*x)),
            ExprKind::Unary {
                op: UnaryOp::Neg,
                operand,
            } => match Number::of(operand)? {
                Number::Int(n) => n.checked_neg().map(Number::Int),
                Number::Float(x) => Some(Number::Float(-x)),
            },
            _ => None,
        }
    }

    fn float(self) -> Option<f64> {
        match self {
            Number::Float(x) => Some(x),
            Number::Int(n) => (n.unsigned_abs() <= EXACT).then_some(n as f64),
        }
    }

    fn kind(self) -> ExprKind {
        match self {
            Number::Float(x) => ExprKind::Float(x),
            Number::Int(n) => match n.try_into() {
                Ok(n) => ExprKind::Int(n),
                Err(_) => ExprKind::BigInt(n.to_string()),
            },
        }
    }
}

/// The number that `left op right` is, where both are written out. `None` where it is an error or large,
/// which is left to the program.
pub(crate) fn fold(op: BinaryOp, left: &Expr, right: &Expr) -> Option<ExprKind> {
    let (a, b) = (Number::of(left)?, Number::of(right)?);
    let result = match (a, b) {
        (Number::Int(a), Number::Int(b)) => ints(op, a, b)
            .map(Number::Int)
            .or_else(|| floats(op, a, b))?,
        _ => floats_only(op, a.float()?, b.float()?).map(Number::Float)?,
    };
    Some(result.kind())
}

fn ints(op: BinaryOp, a: i128, b: i128) -> Option<i128> {
    match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        BinaryOp::FloorDiv => Some(a.checked_div_euclid(b)?).filter(|_| b > 0),
        BinaryOp::Mod => Some(a.checked_rem_euclid(b)?).filter(|_| b > 0),
        BinaryOp::Pow => a.checked_pow(b.try_into().ok()?),
        BinaryOp::LShift => a.checked_mul(2_i128.checked_pow(b.try_into().ok()?)?),
        BinaryOp::RShift => Some(a >> u32::try_from(b).ok()?.min(127)),
        BinaryOp::And => Some(a & b),
        BinaryOp::Or => Some(a | b),
        BinaryOp::Xor => Some(a ^ b),
        BinaryOp::TrueDiv | BinaryOp::MatMul => None,
    }
}

/// What gives a float of two ints.
fn floats(op: BinaryOp, a: i128, b: i128) -> Option<Number> {
    let is_power = op == BinaryOp::Pow && b < 0;
    let (x, y) = (Number::Int(a).float()?, Number::Int(b).float()?);
    (is_power || op == BinaryOp::TrueDiv)
        .then(|| floats_only(op, x, y))?
        .map(Number::Float)
}

fn floats_only(op: BinaryOp, x: f64, y: f64) -> Option<f64> {
    let result = match op {
        BinaryOp::Add => x + y,
        BinaryOp::Sub => x - y,
        BinaryOp::Mul => x * y,
        BinaryOp::TrueDiv => x / y,
        // Others are complex, or errors.
        BinaryOp::Pow if x > 0.0 => x.powf(y),
        _ => return None,
    };
    result.is_finite().then_some(result)
}
