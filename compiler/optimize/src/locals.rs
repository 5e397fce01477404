//! Values that become variables for a moment: two places come to make them,
//! and the machinery of the pass `ssa` puts block parameters where the two meet.

use std::collections::HashMap;

use pyaot_ir::{BlockId, Edge, Function, LocalId, Op, Terminator, ValueId};

use crate::emit::{inst, push};

/// A variable for each value that the blocks `inside` make and others read,
/// as they are met; the others read it from there.
pub fn read_outside(
    function: &mut Function,
    inside: &[BlockId],
    name: &str,
) -> Vec<(ValueId, LocalId)> {
    let mut is_inside = vec![false; function.blocks.len()];
    let mut is_made = vec![false; function.values.len()];
    for id in inside {
        is_inside[id.index()] = true;
        for value in function.block(*id).made() {
            is_made[value.index()] = true;
        }
    }
    let mut locals = Vec::new();
    let mut local_of: HashMap<ValueId, LocalId> = HashMap::new();
    for id in function.block_ids().filter(|id| !is_inside[id.index()]) {
        let reads = function.block(id).reads();
        let mut reads: Vec<ValueId> = reads.filter(|value| is_made[value.index()]).collect();
        reads.sort_unstable();
        reads.dedup();
        let mut gets = Vec::new();
        for value in reads {
            let repr = function.repr(value);
            let local = *local_of.entry(value).or_insert_with(|| {
                let local = function.new_local(name, repr);
                locals.push((value, local));
                local
            });
            let got = push(function, &mut gets, Op::LocalGet(local), &[], repr);
            function.block_mut(id).each_read(|read| {
                if *read == value {
                    *read = got;
                }
            });
        }
        function.block_mut(id).insts.splice(0..0, gets);
    }
    locals
}

/// Has a block keep values in variables, and read them from there where
/// another block has made them.
pub fn keep(function: &mut Function, id: BlockId, locals: &HashMap<ValueId, LocalId>) {
    let own: Vec<ValueId> = function.block(id).made().collect();
    let mut gets = Vec::new();
    let mut read_here: HashMap<ValueId, ValueId> = HashMap::new();
    for value in function.block(id).reads().collect::<Vec<_>>() {
        if let Some(local) = locals.get(&value)
            && !own.contains(&value)
            && !read_here.contains_key(&value)
        {
            let repr = function.repr(value);
            let copy = push(function, &mut gets, Op::LocalGet(*local), &[], repr);
            read_here.insert(value, copy);
        }
    }
    function.block_mut(id).each_read(|read| {
        if let Some(copy) = read_here.get(read) {
            *read = *copy;
        }
    });
    set(function, id, locals);
    function.block_mut(id).insts.splice(0..0, gets);
}

/// Has a block keep the values that it makes.
pub fn set(function: &mut Function, id: BlockId, locals: &HashMap<ValueId, LocalId>) {
    let set = |function: &Function, value: ValueId| {
        let local = locals.get(&value)?;
        Some(inst(function, Op::LocalSet(*local), &[value], None))
    };
    let block = function.block(id);
    let (cold, raises) = (block.cold, matches!(block.term, Terminator::OnError { .. }));
    let params = block.params.iter();
    let mut insts: Vec<_> = params.filter_map(|param| set(function, *param)).collect();
    let mut late = None;
    for (n, inst) in block.insts.iter().enumerate() {
        insts.push(inst.clone());
        let set = inst.result.and_then(|result| set(function, result));
        if raises && n + 1 == block.insts.len() {
            late = set;
        } else {
            insts.extend(set);
        }
    }
    function.block_mut(id).insts = insts;
    // The result of an instruction that raises exists on one edge only.
    let Some(late) = late else { return };
    let between = function.new_block(None);
    if let Terminator::OnError { ok, .. } = &mut function.block_mut(id).term {
        let onward = std::mem::replace(ok, Edge::to(between));
        let block = function.block_mut(between);
        block.insts.push(late);
        block.term = Terminator::Jump(onward);
        block.cold = cold;
    }
}
