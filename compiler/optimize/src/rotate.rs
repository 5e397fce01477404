//! Moves the test of a loop to its end: one jump a turn instead of two, and
//! a place in front of the body that is reached only if the loop runs.
//!
//! The header is copied; every edge back to it leads to the copy, and what
//! stays is the test before the first turn. Values of the header are then
//! made in two places: they become variables for a moment, and the pass
//! `ssa`'s machinery puts block parameters where the two meet.

use pyaot_ir::{BlockId, Function, LocalId, Op, Program, Terminator, ValueId};

use crate::emit::inst;
use crate::graph::{self, Dominators, Loop};
use crate::{locals, ssa};

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
    let locals = locals::read_outside(function, &[header], "rotated");
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
    copy.each_read(|read| {
        if let Some((_, new)) = renamed.iter().find(|(old, _)| old == read) {
            *read = *new;
        }
    });
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
