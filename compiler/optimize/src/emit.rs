//! Writing instructions that the program does not have: they belong to no line.

use pyaot_ir::{Function, Inst, Op, Repr, ValueId};

/// An instruction of the function's own code.
pub fn inst(
    function: &Function,
    op: Op,
    args: &[ValueId],
    result: impl Into<Option<ValueId>>,
) -> Inst {
    Inst::new(function.code, op, args, result)
}

/// Appends an instruction; its result, a new value.
pub fn push(
    function: &mut Function,
    insts: &mut Vec<Inst>,
    op: Op,
    args: &[ValueId],
    repr: Repr,
) -> ValueId {
    let result = function.new_value(repr);
    insts.push(inst(function, op, args, result));
    result
}
