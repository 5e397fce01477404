//! Writes the turns of short loops down one after the other: `for dx in (-1, 0, 1)`,
//! `for i in range(3)`. Their counters become constants, so what they are compared
//! with is decided, rows and remainders that stand in the loop around depend on its
//! counter alone, and nothing is counted.
//!
//! The loop's test counts a parameter of its header up from one constant to another.
//! Inner loops come first; what is known of their turns makes the loop around smaller.
//! Only loops of few instructions in all turns together are written down, and loops
//! that run but once, or that call, not at all: they would be larger, not faster.

use std::collections::HashMap;

use pyaot_ir::{
    Block, BlockId, Compare, Edge, Function, IntBinary, MachineBinary, Op, Program, Terminator,
    ValueId,
};

use crate::emit::push;
use crate::graph::{self, Dominators, Loop};
use crate::{cse, fold, locals, simplify_cfg, ssa};

/// Loops of more turns stay.
const MOST_TURNS: i64 = 8;
/// So many instructions may all turns of a loop come to; a call that is unlikely
/// counts for several.
const LARGEST: usize = 240;
const CALL: usize = 6;
/// A function does not grow by more than this.
const MOST_GROWTH: usize = 600;

pub fn run(function: &mut Function, program: &Program) {
    let mut growth = 0;
    loop {
        graph::compact(function);
        let Some((found, count, size)) = find(function, growth) else {
            break;
        };
        growth += size;
        unroll(function, &found, &count);
        ssa::run(function, program);
        fold::run(function, program);
        simplify_cfg::run(function, program);
    }
    if growth > 0 {
        cse::run(function, program);
        simplify_cfg::run(function, program);
    }
}

/// How a loop counts.
struct Count {
    /// The place of the counter among the parameters of the header.
    place: usize,
    /// What it is in each turn.
    turns: Vec<i64>,
    /// What makes a constant of its kind.
    constant: fn(i64) -> Op,
    /// The block inside that the header leads to, and the one outside.
    inside: Edge,
    outside: Edge,
}

/// The next loop to be written down, and how large it becomes.
fn find(function: &Function, growth: usize) -> Option<(Loop, Count, usize)> {
    let is_short = |block: &Block| matches!(block.term, Terminator::Branch { .. });
    if !function.blocks.iter().any(is_short) {
        return None;
    }
    let preds = function.predecessors();
    let loops = graph::loops(&preds, &Dominators::new(&preds));
    let once = function.result.is_none() || function.is_entry;
    for (n, found) in loops.iter().enumerate().rev() {
        let around =
            |outer: &Loop| outer.header != found.header && outer.blocks.contains(&found.header);
        let is_innermost = !loops[n + 1..]
            .iter()
            .any(|inner| found.blocks.contains(&inner.header));
        if !is_innermost || function.block(found.header).cold {
            continue;
        }
        let is_hot = loops[..n].iter().any(around);
        let Some(count) = count(function, &preds, found) else {
            continue;
        };
        let Some(turn) = cost(function, found) else {
            continue;
        };
        let size = turn * count.turns.len();
        if size <= LARGEST && growth + size <= MOST_GROWTH && (is_hot || !once) {
            let found = Loop {
                header: found.header,
                blocks: found.blocks.clone(),
            };
            return Some((found, count, size));
        }
    }
    None
}

/// How large a turn is; `None` where it is likely to call.
fn cost(function: &Function, found: &Loop) -> Option<usize> {
    let mut size = 0;
    for block in &found.blocks {
        let block = function.block(*block);
        for inst in &block.insts {
            let is_call = matches!(inst.op, Op::Call(_) | Op::CallRuntime(_));
            if is_call && !block.cold {
                return None;
            }
            size += if is_call { CALL } else { 1 };
        }
    }
    Some(size)
}

fn count(function: &Function, preds: &[Vec<BlockId>], found: &Loop) -> Option<Count> {
    let header = function.block(found.header);
    let Terminator::Branch {
        cond,
        then,
        otherwise,
    } = &header.term
    else {
        return None;
    };
    let is_inside = |block: BlockId| found.blocks.contains(&block);
    if !is_inside(then.block) || is_inside(otherwise.block) || then.block == found.header {
        return None;
    }
    let definition = |value: ValueId| {
        let insts = function.blocks.iter().flat_map(|block| &block.insts);
        insts.into_iter().find(|inst| inst.result == Some(value))
    };
    let number = |value: ValueId| match definition(value)?.op {
        Op::ConstI64(n) | Op::ConstInt(n) => Some(n),
        _ => None,
    };
    let test = header
        .insts
        .iter()
        .find(|inst| inst.result == Some(*cond))?;
    let machine = match test.op {
        Op::MachineCompare(Compare::Lt) => true,
        Op::IntCompare(Compare::Lt) => false,
        _ => return None,
    };
    let counter = test.args[0];
    let place = header.params.iter().position(|param| *param == counter)?;
    let end = number(test.args[1])?;
    let (mut start, mut step) = (None, None);
    let agrees = |known: &mut Option<i64>, n: Option<i64>| {
        let n = n?;
        (*known.get_or_insert(n) == n).then_some(())
    };
    for pred in &preds[found.header.index()] {
        let edges = function.block(*pred).term.edges();
        for edge in edges.filter(|edge| edge.block == found.header) {
            let given = edge.args[place];
            if !is_inside(*pred) {
                agrees(&mut start, number(given))?;
                continue;
            }
            let sum = definition(given)?;
            let adds = match sum.op {
                Op::Machine(MachineBinary::Add) => machine,
                Op::Int(IntBinary::Add) => !machine,
                _ => false,
            };
            if !adds || sum.args[0] != counter {
                return None;
            }
            agrees(&mut step, number(sum.args[1]))?;
        }
    }
    let (start, step) = (start?, step?);
    let near = |n: i64| n.abs() < 1 << 32;
    if step <= 0 || ![start, step, end].into_iter().all(near) {
        return None;
    }
    let turns = (end - start + step - 1) / step;
    (1..=MOST_TURNS).contains(&turns).then(|| Count {
        place,
        turns: (0..turns).map(|turn| start + turn * step).collect(),
        constant: if machine { Op::ConstI64 } else { Op::ConstInt },
        inside: then.clone(),
        outside: otherwise.clone(),
    })
}

/// Copies the loop once for each turn, and its header once more for the way out. What it
/// makes and others read become variables until the pass `ssa`'s machinery has run.
fn unroll(function: &mut Function, found: &Loop, count: &Count) {
    let read = locals::read_outside(function, &found.blocks, "unrolled");
    let last = count.turns.len();
    let headers: Vec<BlockId> = (0..=last)
        .map(|_| {
            let params = function.block(found.header).params.clone();
            let reprs: Vec<_> = params.iter().map(|param| function.repr(*param)).collect();
            let params = reprs.into_iter().map(|repr| function.new_value(repr));
            let params = params.collect();
            let id = function.new_block(None);
            function.block_mut(id).params = params;
            id
        })
        .collect();
    for (turn, header) in headers.iter().enumerate() {
        let blocks = match turn {
            _ if turn == last => std::slice::from_ref(&found.header),
            _ => &found.blocks[..],
        };
        let onward = headers.get(turn + 1).copied();
        copy_turn(function, blocks, *header, onward, count, turn, &read);
    }
    for id in function.block_ids().collect::<Vec<_>>() {
        let is_inside = found.blocks.contains(&id) || headers.contains(&id);
        for edge in function.block_mut(id).term.edges_mut() {
            if !is_inside && edge.block == found.header {
                edge.block = headers[0];
            }
        }
    }
}

fn copy_turn(
    function: &mut Function,
    blocks: &[BlockId],
    header: BlockId,
    onward: Option<BlockId>,
    count: &Count,
    turn: usize,
    read: &[(ValueId, pyaot_ir::LocalId)],
) {
    let original = blocks[0];
    let mut values: HashMap<ValueId, ValueId> = HashMap::new();
    let mut copies: HashMap<BlockId, BlockId> = HashMap::new();
    let params = function.block(original).params.clone();
    let fresh = function.block(header).params.clone();
    values.extend(params.iter().copied().zip(fresh));
    for id in blocks {
        let copy = match *id == original {
            true => header,
            false => function.new_block(None),
        };
        copies.insert(*id, copy);
        for value in function.block(*id).made().collect::<Vec<_>>() {
            let repr = function.repr(value);
            values
                .entry(value)
                .or_insert_with(|| function.new_value(repr));
        }
    }
    // The counter as this turn has it.
    let mut known = Vec::new();
    let constant = if let Some(n) = count.turns.get(turn) {
        let counter = params[count.place];
        let repr = function.repr(counter);
        let constant = push(function, &mut known, (count.constant)(*n), &[], repr);
        Some((counter, constant))
    } else {
        None
    };
    let mut kept = HashMap::new();
    for (value, local) in read {
        if let Some(copy) = values.get(value) {
            kept.insert(*copy, *local);
        }
    }
    for id in blocks {
        let mut copy = function.block(*id).clone();
        if *id == original {
            let edge = match onward {
                Some(_) => count.inside.clone(),
                None => count.outside.clone(),
            };
            copy.term = Terminator::Jump(edge);
        }
        for param in &mut copy.params {
            *param = values[param];
        }
        for inst in &mut copy.insts {
            inst.result = inst.result.map(|result| values[&result]);
        }
        copy.each_read(|value| {
            *value = match constant {
                Some((counter, constant)) if *value == counter => constant,
                _ => values.get(value).copied().unwrap_or(*value),
            };
        });
        for edge in copy.term.edges_mut() {
            edge.block = match (copies.get(&edge.block), onward) {
                (Some(_), Some(onward)) if edge.block == original => onward,
                (Some(copy), _) => *copy,
                (None, _) => edge.block,
            };
        }
        if *id == original {
            copy.insts.splice(0..0, std::mem::take(&mut known));
        }
        *function.block_mut(copies[id]) = copy;
    }
    for id in blocks {
        locals::set(function, copies[id], &kept);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn two_turns_become_two_bodies() {
        assert_pass(
            "unroll",
            "function f(ref) -> i64 stage ssa {
            b0(v0:ref):
                v1:i64 = const_i64 0
                v2:i64 = const_i64 1
                v3:i64 = const_i64 2
                jump b1(v1, v1)
            b1(v4:i64, v5:i64):
                v6:bool = machine_compare lt v4, v3
                branch v6, b2, b3
            b2:
                v7:i64 = list_len v0
                v8:i64 = machine add v5, v7
                v9:i64 = machine mul v8, v4
                v10:i64 = machine add v4, v2
                jump b1(v10, v9)
            b3:
                return v5
            }",
            "function f(ref) -> i64 stage ssa {
            b0(v0:ref):
                v1:i64 = const_i64 0
                v2:i64 = const_i64 1
                v3:i64 = const_i64 2
                v18:bool = const_bool true
                v30:bool = const_bool false
                v19:i64 = list_len v0
                v25:i64 = list_len v0
                return v25
            }",
        );
    }
}
