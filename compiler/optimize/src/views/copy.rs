//! Doubles a loop behind a guard.

use std::collections::HashMap;

use pyaot_ir::{
    BlockId, Compare, Edge, Function, Inst, LocalId, MachineBinary, Op, Position, Repr, Terminator,
    ValueId,
};

use super::bounds::{LARGEST_VALUE, Linear};
use super::{Need, Plan, Proved, continue_without};
use crate::emit;
use crate::locals;
use crate::params::Replacements;

/// Instructions for one block.
struct Emitter<'a> {
    function: &'a mut Function,
    insts: Vec<Inst>,
    position: Position,
    /// What the loop makes, for a guard in front of it.
    inside: HashMap<ValueId, Inst>,
}

impl Emitter<'_> {
    fn emit(&mut self, op: Op, args: &[ValueId], repr: Repr) -> ValueId {
        let result = self.function.new_value(repr);
        self.insts.push(Inst {
            position: self.position,
            ..emit::inst(self.function, op, args, result)
        });
        result
    }

    fn number(&mut self, n: i64) -> ValueId {
        self.emit(Op::ConstI64(n), &[], Repr::I64)
    }

    fn machine(&mut self, op: MachineBinary, a: ValueId, b: ValueId) -> ValueId {
        self.emit(Op::Machine(op), &[a, b], Repr::I64)
    }

    fn compare(&mut self, op: Compare, a: ValueId, b: ValueId) -> ValueId {
        self.emit(Op::MachineCompare(op), &[a, b], Repr::Bool)
    }

    /// A value that the loop makes, but could be made in front.
    fn outside(&mut self, value: ValueId) -> ValueId {
        let Some(inst) = self.inside.get(&value).cloned() else {
            return value;
        };
        let args: Vec<ValueId> = inst.args.iter().map(|arg| self.outside(*arg)).collect();
        let repr = self.function.repr(value);
        self.emit(inst.op, &args, repr)
    }

    fn sum(&mut self, sum: &Linear) -> ValueId {
        let mut total = self.number(sum.constant);
        for (value, by) in &sum.terms {
            let (value, by) = (self.outside(*value), self.number(*by));
            let part = self.machine(MachineBinary::Mul, value, by);
            total = self.machine(MachineBinary::Add, total, part);
        }
        total
    }

    /// Compares a sum with what is at most a length.
    fn compare_sum(&mut self, op: Compare, sum: &Linear, with: ValueId) -> ValueId {
        if !sum.is_near_value() {
            let sum = self.sum(sum);
            return self.compare(op, sum, with);
        }
        // The constant on the other side: the value may be as large as it likes.
        let value = self.outside(sum.terms[0].0);
        let mut with = with;
        if sum.constant != 0 {
            let constant = self.number(sum.constant);
            with = self.machine(MachineBinary::Sub, with, constant);
        }
        self.compare(op, value, with)
    }

    fn test(&mut self, need: &Need) -> ValueId {
        match need {
            Need::Moderate(value) => {
                let (lo, hi) = (self.number(-LARGEST_VALUE), self.number(LARGEST_VALUE));
                let value = self.outside(*value);
                let above = self.compare(Compare::Ge, value, lo);
                let below = self.compare(Compare::Le, value, hi);
                self.emit(Op::BoolAnd, &[above, below], Repr::Bool)
            }
            Need::NotNegative(sum) => {
                let zero = self.number(0);
                self.compare_sum(Compare::Ge, sum, zero)
            }
            Need::Below(sum, view, axis) => {
                let size = self.emit(Op::ViewShape(*axis), &[*view], Repr::I64);
                self.compare_sum(Compare::Lt, sum, size)
            }
            Need::Reaches(sum, list, item) => {
                let size = self.emit(Op::StorageLen(*item), &[*list], Repr::I64);
                self.compare_sum(Compare::Lt, sum, size)
            }
            Need::Spells(sum, text) => {
                let size = self.emit(Op::StrNarrow, &[*text], Repr::I64);
                self.compare_sum(Compare::Lt, sum, size)
            }
            Need::Writable(view) => self.emit(Op::ViewIsWritable, &[*view], Repr::Bool),
            Need::Packed(view, axes, dtype) => {
                let stride = self.emit(Op::ViewStride(axes - 1), &[*view], Repr::I64);
                let size = self.number(i64::from(dtype.size()));
                self.compare(Compare::Eq, stride, size)
            }
        }
    }
}

/// Carries out a plan.
pub fn apply(function: &mut Function, plan: &Plan, replacements: &mut Replacements) {
    // What is read behind the loop two loops make from now on.
    let homes = locals::read_outside(function, &plan.blocks, "after");
    let copies = copy_blocks(function, plan, &homes.into_iter().collect());
    let headers = guard(function, plan, copies[&plan.header]);
    for id in &plan.blocks {
        make_direct(function, *id, plan, &headers, replacements);
    }
}

/// Copies the loop, on values of its own; which block became which.
fn copy_blocks(
    function: &mut Function,
    plan: &Plan,
    homes: &HashMap<ValueId, LocalId>,
) -> HashMap<BlockId, BlockId> {
    let mut blocks = HashMap::new();
    let mut values: HashMap<ValueId, ValueId> = HashMap::new();
    for id in &plan.blocks {
        blocks.insert(*id, function.new_block(None));
        for value in function.block(*id).made().collect::<Vec<_>>() {
            let fresh = function.new_value(function.repr(value));
            values.insert(value, fresh);
        }
    }
    let renamed = |value: &mut ValueId| {
        if let Some(new) = values.get(value) {
            *value = *new;
        }
    };
    for id in &plan.blocks {
        let mut copy = function.block(*id).clone();
        copy.cold = true;
        copy.params.iter_mut().for_each(renamed);
        for inst in &mut copy.insts {
            inst.result.iter_mut().for_each(renamed);
        }
        copy.each_read(renamed);
        for edge in copy.term.edges_mut() {
            if let Some(target) = blocks.get(&edge.block) {
                edge.block = *target;
            }
        }
        *function.block_mut(blocks[id]) = copy;
    }
    let of_copies: HashMap<ValueId, LocalId> = homes
        .iter()
        .map(|(value, local)| (values[value], *local))
        .collect();
    for id in &plan.blocks {
        locals::set(function, *id, homes);
        locals::set(function, blocks[id], &of_copies);
    }
    blocks
}

/// What a view says, read in front of the loop.
struct Header {
    data: ValueId,
    /// Of all axes but the last.
    strides: Vec<ValueId>,
}

/// Puts the guard in front of the loop, and the reading of headers.
fn guard(function: &mut Function, plan: &Plan, slow: BlockId) -> HashMap<ValueId, Header> {
    let id = function.new_block(None);
    let fast = function.new_block(None);
    let reprs: Vec<Repr> = {
        let params = &function.block(plan.header).params;
        params.iter().map(|param| function.repr(*param)).collect()
    };
    let params: Vec<ValueId> = reprs.iter().map(|repr| function.new_value(*repr)).collect();
    for from in function.block_ids().collect::<Vec<_>>() {
        if from == id || plan.blocks.contains(&from) {
            continue;
        }
        for edge in function.block_mut(from).term.edges_mut() {
            if edge.block == plan.header {
                edge.block = id;
            }
        }
    }
    let made = plan.blocks.iter().flat_map(|id| &function.block(*id).insts);
    let inside = made
        .filter_map(|inst| Some((inst.result?, inst.clone())))
        .collect();
    let mut emitter = Emitter {
        function,
        insts: Vec::new(),
        position: Position::NONE,
        inside,
    };
    let mut all = emitter.emit(Op::ConstBool(true), &[], Repr::Bool);
    for need in &plan.needs {
        let one = emitter.test(need);
        all = emitter.emit(Op::BoolAnd, &[all, one], Repr::Bool);
    }
    let tests = std::mem::take(&mut emitter.insts);
    let mut headers = HashMap::new();
    for need in &plan.needs {
        let Need::Packed(view, axes, _) = need else {
            continue;
        };
        let data = emitter.emit(Op::ViewData, &[*view], Repr::I64);
        let strides = (0..axes - 1)
            .map(|axis| emitter.emit(Op::ViewStride(axis), &[*view], Repr::I64))
            .collect();
        headers.insert(*view, Header { data, strides });
    }
    let addresses = std::mem::take(&mut emitter.insts);
    let block = function.block_mut(fast);
    block.insts = addresses;
    block.term = Terminator::Jump(Edge {
        block: plan.header,
        args: params.clone(),
    });
    let block = function.block_mut(id);
    block.params = params.clone();
    block.insts = tests;
    block.term = Terminator::Branch {
        cond: all,
        then: Edge::to(fast),
        otherwise: Edge {
            block: slow,
            args: params,
        },
    };
    headers
}

/// Takes the tests out of a block of the guarded loop, and addresses elements
/// directly.
fn make_direct(
    function: &mut Function,
    id: BlockId,
    plan: &Plan,
    headers: &HashMap<ValueId, Header>,
    replacements: &mut Replacements,
) {
    if function.block(id).cold {
        return;
    }
    let insts = std::mem::take(&mut function.block_mut(id).insts);
    let mut removed_last = false;
    let mut emitter = Emitter {
        function,
        insts: Vec::with_capacity(insts.len()),
        position: Position::NONE,
        inside: HashMap::new(),
    };
    for inst in insts {
        emitter.position = inst.position;
        removed_last = false;
        match (&inst.op, inst.result) {
            (Op::ViewIndex { .. }, Some(result)) if plan.proved.contains_key(&result) => {
                let value = match plan.proved[&result] {
                    Proved::Same(index) => index,
                    Proved::FromEnd(view, axis, index) => {
                        let size = emitter.emit(Op::ViewShape(axis), &[view], Repr::I64);
                        emitter.machine(MachineBinary::Add, size, index)
                    }
                };
                replacements.grow(value);
                replacements.set(result, value);
                removed_last = true;
            }
            (Op::ViewWritable, _) if plan.writable.contains(&inst.args[0]) => removed_last = true,
            (Op::ViewLoad(dtype), _) if headers.contains_key(&inst.args[0]) => {
                let (base, index, offset) =
                    address(&mut emitter, &inst.args[1..], &inst, plan, headers);
                emitter.insts.push(Inst {
                    op: Op::ElementLoad {
                        dtype: *dtype,
                        offset,
                    },
                    args: vec![inst.args[0], base, index],
                    ..inst
                });
            }
            (Op::ViewStore(dtype), _) if headers.contains_key(&inst.args[0]) => {
                let (base, index, offset) =
                    address(&mut emitter, &inst.args[2..], &inst, plan, headers);
                emitter.insts.push(Inst {
                    op: Op::ElementStore {
                        dtype: *dtype,
                        offset,
                    },
                    args: vec![inst.args[0], inst.args[1], base, index],
                    ..inst
                });
            }
            (Op::StrCode, _) if plan.within.contains(&(id, inst.args[0], inst.args[1])) => {
                emitter.insts.push(Inst {
                    op: Op::StrByte,
                    args: inst.args[..2].to_vec(),
                    ..inst
                });
                removed_last = true;
            }
            _ if let [list, index, ..] = inst.args[..]
                && plan.within.contains(&(id, list, index)) =>
            {
                let known = emitter.emit(Op::Within, &[index], Repr::I64);
                let mut inst = inst;
                inst.args[1] = known;
                emitter.insts.push(inst);
            }
            _ => emitter.insts.push(inst),
        }
    }
    let insts = emitter.insts;
    let block = function.block_mut(id);
    block.insts = insts;
    if removed_last {
        continue_without(block);
    }
}

/// Where the row of an element starts, the place in it, and bytes to add.
fn address(
    emitter: &mut Emitter,
    indices: &[ValueId],
    inst: &Inst,
    plan: &Plan,
    headers: &HashMap<ValueId, Header>,
) -> (ValueId, ValueId, i32) {
    let view = inst.args[0];
    let header = &headers[&view];
    let mut base = header.data;
    let (last, rows) = indices.split_last().expect("an index an axis");
    for (index, stride) in rows.iter().zip(&header.strides) {
        let part = emitter.machine(MachineBinary::Mul, *index, *stride);
        base = emitter.machine(MachineBinary::Add, base, part);
    }
    let mut index = *last;
    if let Some(Proved::Same(of)) = plan.proved.get(&index) {
        index = *of;
    }
    let (Op::ViewLoad(dtype) | Op::ViewStore(dtype)) = inst.op else {
        return (base, index, 0);
    };
    match plan.offsets.get(&index) {
        Some((of, by)) => (base, *of, (*by * i64::from(dtype.size())) as i32),
        None => (base, index, 0),
    }
}
