//! `+` and `*` of sequences. CPython asks operands first as numbers (which a class that
//! derives from a sequence is where it has an operator of its own), then as sequences.

use crate::attribute::type_lookup;
use crate::error::{PyResult, raise_type_error};
use crate::operation::{has_sequence_slots, is_index};
use crate::str::intern;
use crate::types::{BinaryOp, Layout, Type};
use crate::value::Value;

/// The built-in sequence that `ty` is or derives from: a class with `+` and `*`, but not `-`.
fn base(ty: &'static Type) -> Option<&'static Type> {
    if ty.layout() == Layout::Instance {
        return None;
    }
    let [add, sub, mul] = [BinaryOp::Add, BinaryOp::Sub, BinaryOp::Mul].map(BinaryOp::bit);
    let is_sequence = |ty: &Type| ty.slots().binary_ops() & (add | sub | mul) == add | mul;
    let built_in = ty.mro().iter().find(|class| !class.is_heap_type())?;
    is_sequence(built_in).then_some(*built_in)
}

/// Whether `ty` is or derives from a built-in sequence.
pub(crate) fn is_one(ty: &'static Type) -> bool {
    base(ty).is_some()
}

/// Whether `a op b` has to be told by [`operate`]: classes of the program meet sequences.
#[inline]
pub(crate) fn concerns(op: BinaryOp, a: &Value, b: &Value) -> bool {
    matches!(op, BinaryOp::Add | BinaryOp::Mul)
        && !b.is_foreign()
        && (a.ty().is_heap_type() || b.ty().is_heap_type())
        && (base(a.ty()).is_some() || base(b.ty()).is_some())
}

/// Whether a class of the program, not a built-in one, gives `ty` the method.
fn owns(ty: &'static Type, name: &'static str) -> bool {
    ty.is_heap_type()
        && type_lookup(ty, &intern(name))
            .is_some_and(|found| found.ty().layout() != Layout::MethodDescriptor)
}

/// Whether values of `ty` are asked for `op` as numbers.
fn is_number(ty: &'static Type, op: BinaryOp) -> bool {
    match base(ty) {
        Some(_) => owns(ty, op.method()) || owns(ty, op.reflected_method()),
        None => ty.slots().binary().is_some(),
    }
}

/// `a op b`, or `a op= b`; `None` where neither knows how.
pub(crate) fn operate(
    op: BinaryOp,
    a: &Value,
    b: &Value,
    in_place: bool,
) -> PyResult<Option<Value>> {
    if in_place && let Some(result) = number_in_place(op, a, b)? {
        return Ok(Some(result));
    }
    if let Some(result) = numbers(op, a, b)? {
        return Ok(Some(result));
    }
    match op {
        BinaryOp::Add => concatenate(a, b, in_place),
        _ => repeat(a, b, in_place),
    }
}

/// `a op= b` by an `__iadd__` or `__imul__` of the program. The `+=` of a built-in base
/// counts as one of numbers too, and comes before an `__add__` of the class.
fn number_in_place(op: BinaryOp, a: &Value, b: &Value) -> PyResult<Option<Value>> {
    let ty = a.ty();
    if !ty.is_heap_type() {
        return Ok(None);
    }
    let slots = match base(ty) {
        Some(base) if !owns(ty, op.inplace_method()) => match op {
            BinaryOp::Add => base.slots(),
            _ => return Ok(None),
        },
        _ => ty.slots(),
    };
    match slots.inplace() {
        Some(inplace) => inplace(op, a, b),
        None => Ok(None),
    }
}

/// `a op b` by what the operands' classes do as numbers.
fn numbers(op: BinaryOp, a: &Value, b: &Value) -> PyResult<Option<Value>> {
    crate::operation::in_order(op, a, b, |ty| {
        ty.slots().binary().filter(|_| is_number(ty, op))
    })
}

fn concatenate(a: &Value, b: &Value, in_place: bool) -> PyResult<Option<Value>> {
    let (ty, op) = (a.ty(), BinaryOp::Add);
    let Some(base) = base(ty) else {
        return Ok(None);
    };
    if in_place
        && !owns(ty, op.inplace_method())
        && let Some(extend) = base.slots().inplace()
    {
        return extend(op, a, b);
    }
    match base.slots().binary() {
        Some(concat) if !owns(ty, op.method()) => concat(op, a, b, false),
        _ => Ok(None),
    }
}

fn repeat(a: &Value, b: &Value, in_place: bool) -> PyResult<Option<Value>> {
    let op = BinaryOp::Mul;
    let repeats = |value: &Value| {
        let ty = value.ty();
        base(ty).filter(|_| !owns(ty, op.method()) && !owns(ty, op.reflected_method()))
    };
    if in_place && let Some(base) = base(a.ty()) {
        let own = owns(a.ty(), op.inplace_method());
        if let Some(repeat) = base.slots().inplace().filter(|_| !own) {
            check_count(b)?;
            return repeat(op, a, b);
        }
    }
    let (sequence, count) = match (repeats(a), repeats(b)) {
        (Some(_), _) => (a, b),
        // What could repeat itself is asked to do so in place, and nobody after it.
        (None, Some(_)) if !(in_place && has_sequence_slots(a.ty())) => (b, a),
        _ => return Ok(None),
    };
    check_count(count)?;
    match repeats(sequence).and_then(|base| base.slots().binary()) {
        Some(repeat) => repeat(op, sequence, count, false),
        None => Ok(None),
    }
}

fn check_count(count: &Value) -> PyResult<()> {
    if is_index(count) {
        return Ok(());
    }
    Err(raise_type_error(format_args!(
        "can't multiply sequence by non-int of type '{}'",
        count.type_name()
    )))
}
