//! Functions that only look at things: nothing changes while they run, and no
//! Python code runs but their own.

use pyaot_abi::functions::exception;
use pyaot_ir::{Function, Inst, Op, Program, Repr};

/// Whether the function is one of those.
pub(crate) fn is_quiet(program: &Program, function: &Function) -> bool {
    let mut insts = function.blocks.iter().flat_map(|block| &block.insts);
    insts.all(|inst| is_quiet_inst(program, inst))
}

fn is_quiet_inst(program: &Program, inst: &Inst) -> bool {
    match &inst.op {
        // What is read stays where it was, so that its release is not its end. What is made
        // has nothing to do when it dies.
        Op::FieldGet { .. } | Op::GlobalGet(_) | Op::Retain | Op::Release => true,
        Op::CallRuntime(row) if row.only_raises() || **row == exception::traceback_add => true,
        op => {
            let info = op.info(program, &|_| Repr::Value);
            info.pure && !info.raises
        }
    }
}
