//! What a loop may do for passes to count on what they have read in front of it.

use pyaot_ir::{Block, Function, Inst, LocalId, Op, Program, Repr, ValueId};

/// Whether the instruction releases no object, changes nothing that holds one or says
/// how many there are, and runs no code of the program.
pub fn is_steady(inst: &Inst, function: &Function, program: &Program) -> bool {
    match &inst.op {
        Op::FieldGet { .. } | Op::CellGet | Op::GlobalGet(_) => true,
        Op::TupleGet(_) | Op::TupleIndex | Op::ListLen | Op::StorageLen(_) => true,
        Op::FieldSet { repr, .. } => !repr.is_counted(),
        op => {
            let locals = |local: LocalId| function.locals[local.index()].repr;
            op.info(program, &locals).pure
        }
    }
}

/// Whether that is so of all a block does, before there are counts, but for
/// what the caller allows as well.
pub fn is_steady_block(
    block: &Block,
    function: &Function,
    program: &Program,
    also: impl FnMut(&Inst) -> bool,
) -> bool {
    is_steady_block_but(block, function, program, |_| false, also)
}

/// The same, where some parameters hold no objects.
pub fn is_steady_block_but(
    block: &Block,
    function: &Function,
    program: &Program,
    is_number: impl Fn(ValueId) -> bool,
    mut also: impl FnMut(&Inst) -> bool,
) -> bool {
    // What a variable held before is released when it is assigned.
    let counted = |repr: Repr| repr.is_counted() && repr != Repr::Int;
    let replaces = |param: &ValueId| counted(function.repr(*param)) && !is_number(*param);
    !block.params.iter().any(replaces)
        && block
            .insts
            .iter()
            .all(|inst| also(inst) || is_steady(inst, function, program))
}
