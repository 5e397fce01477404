//! Moves the test of a loop to its end: one jump a turn instead of two, and
//! a place in front of the body that is reached only if the loop runs.
//!
//! The header is copied; every edge back to it leads to the copy, and what
//! stays is the test before the first turn. Values of the header are then
//! made in two places: they become variables for a moment, and the pass
//! `ssa`'s machinery puts block parameters where the two meet.

use pyaot_ir::{Block, BlockId, Function, LocalId, Op, Program, Terminator, ValueId};

use crate::emit::inst;
use crate::graph::{self, Dominators, Loop};
use crate::ssa;

/// Headers with more instructions than this are not copied.
const LARGEST: usize = 16;

pub fn run(function: &mut Function, program: &Program) {
    graph::compact(function);
    let preds = function.predecessors();
    let dominators = Dominators::new(&preds);
    let mut rotated = false;
    for found in graph::loops(&preds, &dominators) {
        if is_worth_it(function, &found) {
            rotate(function, &found);
            rotated = true;
        }
    }
    if rotated {
        ssa::run(function, program);
    }
}

/// Whether the header is a short test of whether to go on.
fn is_worth_it(function: &Function, found: &Loop) -> bool {
    let header = function.block(found.header);
    let Terminator::Branch {
        then, otherwise, ..
    } = &header.term
    else {
        return false;
    };
    let inside = |block: BlockId| found.blocks.contains(&block);
    let leaves = inside(then.block) != inside(otherwise.block);
    // A loop of one block tests at its end already.
    let short = then.block != found.header && otherwise.block != found.header;
    leaves && short && !header.cold && header.insts.len() <= LARGEST
}

fn rotate(function: &mut Function, found: &Loop) {
    let header = found.header;
    let defined: Vec<ValueId> = {
        let block = function.block(header);
        block
            .params
            .iter()
            .copied()
            .chain(block.insts.iter().filter_map(|inst| inst.result))
            .collect()
    };
    let locals = make_locals(function, header, &defined);
    let (copy, renamed) = copy_block(function, header);
    for block in &found.blocks {
        for edge in function.block_mut(*block).term.edges_mut() {
            if edge.block == header {
                edge.block = copy;
            }
        }
    }
    // The copy may test its own way back in a loop of two blocks.
    for edge in function.block_mut(copy).term.edges_mut() {
        if edge.block == header {
            edge.block = copy;
        }
    }
    assign(function, header, locals.iter().copied());
    let copied = locals.iter().map(|(value, local)| {
        let same = renamed.iter().find(|(old, _)| old == value);
        (same.map_or(*value, |(_, new)| *new), *local)
    });
    assign(function, copy, copied);
}

/// A local for each of the values of `header` that other blocks read; their
/// reads become reads of the local.
fn make_locals(
    function: &mut Function,
    header: BlockId,
    defined: &[ValueId],
) -> Vec<(ValueId, LocalId)> {
    let mut local_of: Vec<Option<LocalId>> = vec![None; function.values.len()];
    let mut is_defined = vec![false; function.values.len()];
    for value in defined {
        is_defined[value.index()] = true;
    }
    let mut locals = Vec::new();
    for n in 0..function.blocks.len() {
        if n == header.index() {
            continue;
        }
        let reads = {
            let block = &function.blocks[n];
            let args = block
                .insts
                .iter()
                .flat_map(|inst| inst.args.iter().copied());
            let edges = block
                .term
                .edges()
                .flat_map(|edge| edge.args.iter().copied());
            let all = args.chain(edges).chain(block.term.uses());
            let mut reads: Vec<ValueId> = all
                .filter(|value| is_defined.get(value.index()) == Some(&true))
                .collect();
            reads.sort_unstable();
            reads.dedup();
            reads
        };
        let mut gets = Vec::new();
        for value in reads {
            let local = match local_of[value.index()] {
                Some(local) => local,
                None => {
                    let local = function.new_local("rotated", function.repr(value));
                    local_of[value.index()] = Some(local);
                    locals.push((value, local));
                    local
                }
            };
            let got = function.new_value(function.repr(value));
            replace_in_block(&mut function.blocks[n], value, got);
            gets.push(inst(function, Op::LocalGet(local), &[], got));
        }
        function.blocks[n].insts.splice(0..0, gets);
    }
    locals
}

fn replace_in_block(block: &mut Block, old: ValueId, new: ValueId) {
    let args = block.insts.iter_mut().flat_map(|inst| inst.args.iter_mut());
    args.filter(|arg| **arg == old).for_each(|arg| *arg = new);
    if let Some(value) = block.term.use_mut()
        && *value == old
    {
        *value = new;
    }
    for edge in block.term.edges_mut() {
        edge.args
            .iter_mut()
            .filter(|arg| **arg == old)
            .for_each(|arg| *arg = new);
    }
}

/// A new block that does what `block` does, on values of its own; which ones
/// stand for which.
fn copy_block(function: &mut Function, block: BlockId) -> (BlockId, Vec<(ValueId, ValueId)>) {
    let mut copy = function.block(block).clone();
    let mut renamed: Vec<(ValueId, ValueId)> = Vec::new();
    for param in &mut copy.params {
        let fresh = function.new_value(function.repr(*param));
        renamed.push((*param, fresh));
        *param = fresh;
    }
    for inst in &mut copy.insts {
        if let Some(result) = &mut inst.result {
            let fresh = function.new_value(function.repr(*result));
            renamed.push((*result, fresh));
            *result = fresh;
        }
    }
    for (old, new) in &renamed {
        replace_in_block(&mut copy, *old, *new);
    }
    function.blocks.push(copy);
    (BlockId(function.blocks.len() as u32 - 1), renamed)
}

/// Sets the locals at the end of `block`, which makes the values.
fn assign(function: &mut Function, block: BlockId, sets: impl Iterator<Item = (ValueId, LocalId)>) {
    for (value, local) in sets {
        let set = inst(function, Op::LocalSet(local), &[value], None);
        function.block_mut(block).insts.push(set);
    }
}

#[cfg(test)]
mod tests {
    use pyaot_ir::{Function, Op};

    use crate::testing::{Source, count};

    fn counting_loop(disable: &[&str]) -> Function {
        let mut source = Source::new();
        let n = source.builder.param(0);
        let i = source.variable("i", 0);
        source.count_up(i, n, |_| {});
        let value = source.get(i);
        source.finish_with(value, disable)
    }

    #[test]
    fn a_loop_is_one_block_with_its_test_at_the_end() {
        let single = |function: &Function| {
            function
                .blocks
                .iter()
                .enumerate()
                .any(|(n, block)| block.term.edges().any(|edge| edge.block.index() == n))
        };
        let is_test = |op: &Op| matches!(op, Op::MachineCompare(_));
        let (rotated, plain) = (counting_loop(&[]), counting_loop(&["rotate"]));
        assert!(single(&rotated) && !single(&plain));
        assert_eq!(count(&rotated, is_test), count(&plain, is_test) + 1);
    }
}
