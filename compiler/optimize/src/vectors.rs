//! Takes two elements at a time in loops over floats that lie side by side.
//!
//! A loop without branches that reads and writes `a[i + c]` of lists of floats or
//! arrays of doubles gets a second loop in front, which does four or eight turns at once
//! in registers of two doubles. A guard tests before that all indices lie within, and
//! that what is written is not read under another name; it needs no copy of the
//! loop, for the loop itself does what is left, a turn at least, and all of it where
//! the guard fails. So what is read behind the loop comes from the loop as before.
//!
//! Each element is computed by the same operations on the same numbers. Sums that
//! go through the loop are added in their order, one by one; such a loop is worth it
//! only where it divides.

mod body;
mod guard;
mod plan;

use pyaot_ir::{Function, Inst, Op, Program, Repr, ValueId};

use crate::emit;
use crate::graph::{self, Dominators};

/// Elements in a register.
const LANES: usize = 2;
/// Bytes of an element.
const SIZE: i64 = 8;

pub fn run(function: &mut Function, program: &Program) {
    let computes = |inst: &Inst| matches!(inst.op, Op::Float(_) | Op::FloatTrueDiv);
    let wanted = |inst: &Inst| plan::is_access(&inst.op) || computes(inst);
    if !graph::any_likely(function, wanted) {
        return;
    }
    graph::compact(function);
    let preds = function.predecessors();
    let loops = graph::loops(&preds, &Dominators::new(&preds));
    let plans: Vec<plan::Plan> = loops
        .iter()
        .filter_map(|found| plan::plan(function, program, found, &preds))
        .collect();
    for plan in &plans {
        guard::apply(function, plan);
    }
    graph::compact(function);
}

/// Instructions for one block.
struct Writer<'a> {
    function: &'a mut Function,
    insts: Vec<Inst>,
}

impl Writer<'_> {
    fn emit(&mut self, op: Op, args: &[ValueId], repr: Repr) -> ValueId {
        emit::push(self.function, &mut self.insts, op, args, repr)
    }
}
