//! Gives what an inner loop reads again and again names of its own there.
//!
//! A value that lives across calls outside of the loop has one of few registers, or
//! memory, and the back end's allocator leaves it there inside the loop as well. The
//! copy made in front of the loop ([`Op::Apart`]) lives in the loop only, which calls
//! nothing where it is likely to run.

use std::collections::HashMap;

use pyaot_ir::{Block, BlockId, Function, Op, Program, Repr, ValueId};

use crate::emit;
use crate::graph::{self, Dominators, Loop};

/// No more values than a loop has registers for.
const MOST: usize = 8;
/// Larger loops have more to do than to fetch what they read.
const LARGEST: usize = 120;

pub fn run(function: &mut Function, _: &Program) {
    if !function.blocks.iter().any(calls) {
        return;
    }
    graph::compact(function);
    let preds = function.predecessors();
    let loops = graph::loops(&preds, &Dominators::new(&preds));
    let mut home = graph::homes(function);
    let mut changed = false;
    for (n, found) in loops.iter().enumerate() {
        let is_innermost = !loops[n + 1..]
            .iter()
            .any(|inner| found.blocks.contains(&inner.header));
        let around = loops[..n]
            .iter()
            .rev()
            .find(|outer| outer.header != found.header && outer.blocks.contains(&found.header));
        let Some(outer) = around.filter(|_| is_innermost) else {
            continue;
        };
        let inside = |block: &BlockId| found.blocks.contains(block);
        let calls = |block: &BlockId| calls(function.block(*block));
        if function.block(found.header).cold
            || found.blocks.iter().any(calls)
            || !outer
                .blocks
                .iter()
                .any(|block| !inside(block) && calls(block))
        {
            continue;
        }
        changed |= set_apart(function, found, &mut home);
    }
    if changed {
        graph::compact(function);
    }
}

/// Whether likely code calls here, and registers are lost.
fn calls(block: &Block) -> bool {
    let is_call = |op: &Op| {
        matches!(
            op,
            Op::Call(_) | Op::CallRuntime(_) | Op::InstanceNew(_) | Op::FloatBox | Op::NumberWord
        )
    };
    !block.cold && block.insts.iter().any(|inst| is_call(&inst.op))
}

fn set_apart(function: &mut Function, found: &Loop, home: &mut Vec<BlockId>) -> bool {
    let inside = |block: BlockId| found.blocks.contains(&block);
    let likely: Vec<BlockId> = found
        .blocks
        .iter()
        .copied()
        .filter(|block| !function.block(*block).cold)
        .collect();
    let size: usize = likely
        .iter()
        .map(|block| function.block(*block).insts.len())
        .sum();
    if size > LARGEST {
        return false;
    }
    let mut constant = vec![false; function.values.len()];
    for inst in function.blocks.iter().flat_map(|block| &block.insts) {
        if let Some(result) = inst.result {
            constant[result.index()] = inst.op.is_constant();
        }
    }
    let mut reads: Vec<(ValueId, usize)> = Vec::new();
    for block in &likely {
        let args = function.block(*block).insts.iter().flat_map(|i| &i.args);
        for value in args {
            let fits = !inside(home[value.index()])
                && !constant[value.index()]
                && !matches!(function.repr(*value), Repr::F64 | Repr::F64x2 | Repr::Bool);
            match reads.iter_mut().find(|(known, _)| known == value) {
                Some((_, times)) => *times += 1,
                None if fits => reads.push((*value, 1)),
                None => {}
            }
        }
    }
    reads.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    reads.truncate(MOST);
    if reads.is_empty() {
        return false;
    }
    let front = graph::put_in_front(function, found.header, inside);
    let mut insts = Vec::new();
    let mut apart = HashMap::new();
    for (value, _) in reads {
        let repr = function.repr(value);
        let copy = emit::push(function, &mut insts, Op::Apart(repr), &[value], repr);
        apart.insert(value, copy);
    }
    function.block_mut(front).insts = insts;
    home.resize(function.values.len(), front);
    for block in likely {
        for inst in &mut function.block_mut(block).insts {
            for arg in &mut inst.args {
                if let Some(copy) = apart.get(arg) {
                    *arg = *copy;
                }
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn an_inner_loop_reads_copies() {
        assert_pass(
            "apart",
            "function f(ref, i64) -> i64 stage counted {
            b0(v0:ref, v1:i64):
                v2:i64 = const_i64 0
                v3:i64 = const_i64 1
                jump b1(v2)
            b1(v4:i64):
                v5:i64 = call_runtime str_code v0, v4
                on_error b5, else b2(v2)
            b2(v6:i64):
                v7:i64 = machine add v6, v5
                v8:bool = machine_compare lt v7, v1
                branch v8, b2(v7), b3
            b3:
                v9:i64 = machine add v4, v3
                v10:bool = machine_compare lt v9, v1
                branch v10, b1(v9), b4
            b4:
                return v1
            b5 cold:
                return_error
            }",
            "function f(ref, i64) -> i64 stage counted {
            b0(v0:ref, v1:i64):
                v2:i64 = const_i64 0
                v3:i64 = const_i64 1
                jump b1(v2)
            b1(v4:i64):
                v5:i64 = call_runtime str_code v0, v4
                on_error b6, else b2(v2)
            b2(v11:i64):
                v12:i64 = apart i64 v5
                v13:i64 = apart i64 v1
                jump b3(v11)
            b3(v6:i64):
                v7:i64 = machine add v6, v12
                v8:bool = machine_compare lt v7, v13
                branch v8, b3(v7), b4
            b4:
                v9:i64 = machine add v4, v3
                v10:bool = machine_compare lt v9, v1
                branch v10, b1(v9), b5
            b5:
                return v1
            b6 cold:
                return_error
            }",
        );
    }
}
