//! Puts the new loop in front of a loop, behind its guard.

use std::collections::HashMap;

use pyaot_ir::{BlockId, Compare, Edge, Function, MachineBinary, Op, Repr, Terminator, ValueId};

use super::body::{Body, add_terms, fresh};
use super::plan::{Access, Memory, Plan, same_row};
use super::{SIZE, Writer};
use crate::graph;

/// What is known of an access in front of the loop.
struct Reach {
    /// The index in the first turn, constants aside.
    start: ValueId,
    /// The least and greatest that comes to it.
    constants: (i64, i64),
}

/// The tests of a guard.
struct Guard<'a> {
    writer: Writer<'a>,
    plan: &'a Plan,
    /// What the parameters are in the first turn.
    params: Vec<ValueId>,
    /// How many turns there are.
    turns: ValueId,
    /// Whether all tests so far came out well.
    all: Option<ValueId>,
}

impl Guard<'_> {
    fn number(&mut self, n: i64) -> ValueId {
        self.writer.emit(Op::ConstI64(n), &[], Repr::I64)
    }

    fn machine(&mut self, op: MachineBinary, a: ValueId, b: ValueId) -> ValueId {
        self.writer.emit(Op::Machine(op), &[a, b], Repr::I64)
    }

    fn add(&mut self, a: ValueId, n: i64) -> ValueId {
        if n == 0 {
            return a;
        }
        let n = self.number(n);
        self.machine(MachineBinary::Add, a, n)
    }

    fn compare(&mut self, op: Compare, a: ValueId, b: ValueId) -> ValueId {
        self.writer
            .emit(Op::MachineCompare(op), &[a, b], Repr::Bool)
    }

    fn need(&mut self, test: ValueId) {
        self.all = Some(match self.all {
            Some(all) => self.writer.emit(Op::BoolAnd, &[all, test], Repr::Bool),
            None => test,
        });
    }

    /// Ends a block of the guard: on where all is well, else to the loop itself.
    fn close(&mut self, block: BlockId) -> BlockId {
        let Some(cond) = self.all.take() else {
            return block;
        };
        let next = self.writer.function.new_block(None);
        let insts = std::mem::take(&mut self.writer.insts);
        let block = self.writer.function.block_mut(block);
        block.insts.extend(insts);
        block.term = Terminator::Branch {
            cond,
            then: Edge::to(next),
            otherwise: Edge {
                block: self.plan.header,
                args: self.params.clone(),
            },
        };
        next
    }

    fn param(&self, param: ValueId) -> ValueId {
        let place = self.plan.params.iter().position(|p| *p == param);
        place.map_or(param, |place| self.params[place])
    }

    /// Enough turns, counted from no negative number.
    fn count(&mut self) {
        let start = self.param(self.plan.counter);
        let zero = self.number(0);
        let positive = self.compare(Compare::Ge, start, zero);
        self.need(positive);
        let more = self.compare(Compare::Lt, start, self.plan.end);
        self.need(more);
        self.turns = self.machine(MachineBinary::Sub, self.plan.end, start);
        let step = self.number(self.plan.step());
        let enough = self.compare(Compare::Gt, self.turns, step);
        self.need(enough);
    }

    fn start(&mut self, access: &Access) -> ValueId {
        let terms = &access.rest.terms;
        match access.counter {
            Some(counter) => {
                let start = self.param(counter);
                add_terms(&mut self.writer, start, terms)
            }
            None => {
                let zero = self.number(0);
                add_terms(&mut self.writer, zero, terms)
            }
        }
    }

    /// How far an access reaches beyond its first index: to the last turn's, if it moves.
    fn length(&mut self, access: &Access) -> ValueId {
        match access.counter {
            Some(_) => self.turns,
            None => self.number(1),
        }
    }

    /// The indices lie within the list.
    fn within(&mut self, access: &Access, reach: &Reach) {
        let Memory::List { len, .. } = access.memory else {
            return;
        };
        let (least, greatest) = reach.constants;
        let zero = self.number(0);
        let least = self.add(reach.start, least);
        let not_before = self.compare(Compare::Ge, least, zero);
        self.need(not_before);
        let turns = self.length(access);
        let room = self.machine(MachineBinary::Sub, len, turns);
        let greatest = self.add(reach.start, greatest);
        let not_behind = self.compare(Compare::Le, greatest, room);
        self.need(not_behind);
    }

    /// What one writes the other does not touch.
    fn apart(&mut self, (a, at_a): (&Access, &Reach), (b, at_b): (&Access, &Reach)) {
        match (a.memory, b.memory) {
            (Memory::List { list: one, .. }, Memory::List { list: other, .. })
                if a.base != b.base =>
            {
                let same = self.writer.emit(Op::Is, &[one, other], Repr::Bool);
                let distinct = self.writer.emit(Op::BoolNot, &[same], Repr::Bool);
                self.need(distinct);
            }
            (Memory::List { .. }, Memory::List { .. }) | (Memory::Array, Memory::Array) => {
                let (start_a, end_a) = self.bytes(a, at_a);
                let (start_b, end_b) = self.bytes(b, at_b);
                let before = self.compare(Compare::Le, end_a, start_b);
                let behind = self.compare(Compare::Le, end_b, start_a);
                let apart = self.writer.emit(Op::BoolOr, &[before, behind], Repr::Bool);
                self.need(apart);
            }
            _ => {}
        }
    }

    /// Where the elements of an access begin and end, in bytes: from the start of
    /// memory, or of the items of the list.
    fn bytes(&mut self, access: &Access, reach: &Reach) -> (ValueId, ValueId) {
        let size = self.number(SIZE);
        let first = self.add(reach.start, reach.constants.0);
        let mut start = self.machine(MachineBinary::Mul, first, size);
        if access.memory == Memory::Array {
            start = self.machine(MachineBinary::Add, access.base, start);
        }
        let length = self.length(access);
        let length = self.add(length, reach.constants.1 - reach.constants.0);
        let length = self.machine(MachineBinary::Mul, length, size);
        let end = self.machine(MachineBinary::Add, start, length);
        (start, end)
    }
}

/// Carries out a plan.
pub fn apply(function: &mut Function, plan: &Plan) {
    let front = graph::put_in_front(function, plan.header, |id| plan.blocks.contains(&id));
    let params = function.block(front).params.clone();
    let mut guard = Guard {
        writer: Writer {
            function,
            insts: Vec::new(),
        },
        plan,
        params,
        turns: plan.end,
        all: None,
    };
    guard.count();
    let front = guard.close(front);
    test_accesses(&mut guard);
    for divisor in &plan.divisors {
        // A constant is no zero: it would not raise.
        let divisor = guard.steady(*divisor);
        let zero = guard.writer.emit(Op::ConstF64(0.0), &[], Repr::F64);
        let op = Op::FloatCompare(Compare::Ne);
        let nonzero = guard.writer.emit(op, &[divisor, zero], Repr::Bool);
        guard.need(nonzero);
    }
    let front = guard.close(front);
    enter(guard, front);
}

impl Guard<'_> {
    /// A value that all turns have, computed in front.
    fn steady(&mut self, value: ValueId) -> ValueId {
        let Some(at) = self.plan.made.get(&value) else {
            return value;
        };
        let inst = self.plan.insts[*at].clone();
        let repr = self.writer.function.repr(value);
        self.writer.emit(inst.op, &inst.args, repr)
    }
}

/// Tests the indices of accesses, and those that write against the others. Those of
/// one row are tested as one.
fn test_accesses(guard: &mut Guard) {
    let mut all: Vec<(&usize, &Access)> = guard.plan.accesses.iter().collect();
    all.sort_unstable_by_key(|(at, _)| **at);
    let mut rows: Vec<(Access, Reach)> = Vec::new();
    for (_, access) in all {
        let constant = access.rest.constant;
        let known = rows.iter_mut().find(|(row, _)| {
            same_row(row, access)
                || row.counter.is_none()
                    && row.base == access.base
                    && access.counter.is_none()
                    && row.rest.terms == access.rest.terms
        });
        if let Some((row, reach)) = known {
            row.is_store |= access.is_store;
            let (least, greatest) = reach.constants;
            reach.constants = (least.min(constant), greatest.max(constant));
            continue;
        }
        let reach = Reach {
            start: guard.start(access),
            constants: (constant, constant),
        };
        rows.push((access.clone(), reach));
    }
    for (n, (row, reach)) in rows.iter().enumerate() {
        guard.within(row, reach);
        for (other, at) in &rows[n + 1..] {
            if row.is_store || other.is_store {
                guard.apart((row, reach), (other, at));
            }
        }
    }
}

/// Writes what all turns share, and the new loop.
fn enter(guard: Guard, mut front: BlockId) {
    let plan = guard.plan;
    let params = guard.params.clone();
    let mut guard = guard;
    let mut steady = HashMap::new();
    for at in 0..plan.insts.len() {
        let inst = &plan.insts[at];
        let Some(result) = inst.result else { continue };
        if inst.op.is_constant() {
            let value = guard.steady(result);
            steady.insert(result, value);
        }
        let Some(access) = plan
            .accesses
            .get(&at)
            .filter(|access| access.counter.is_none())
        else {
            continue;
        };
        let start = guard.start(access);
        let index = guard.add(start, access.rest.constant);
        let value = guard.writer.function.new_value(Repr::F64);
        let mut load = inst.clone();
        load.result = Some(value);
        match load.op {
            Op::ElementLoad { dtype, .. } => {
                load.op = Op::ElementLoad { dtype, offset: 0 };
                load.args[2] = index;
                guard.writer.insts.push(load);
            }
            _ => {
                load.args[1] = index;
                guard.writer.insts.push(load);
                let next = guard.writer.function.new_block(None);
                let insts = std::mem::take(&mut guard.writer.insts);
                let block = guard.writer.function.block_mut(front);
                block.insts.extend(insts);
                block.term = Terminator::OnError {
                    ok: Edge::to(next),
                    error: Edge {
                        block: plan.header,
                        args: params.clone(),
                    },
                };
                front = next;
            }
        }
        steady.insert(result, value);
    }
    let mut steady_pairs = HashMap::new();
    let floats = plan.insts.iter().flat_map(|inst| &inst.args);
    for value in floats {
        let same = plan.is_uniform(*value) || steady.contains_key(value);
        if same
            && guard.writer.function.repr(*value) == Repr::F64
            && !steady_pairs.contains_key(value)
        {
            let one = steady.get(value).copied().unwrap_or(*value);
            let pair = guard.writer.emit(Op::PairSplat, &[one], Repr::F64x2);
            steady_pairs.insert(*value, pair);
        }
    }
    let step = guard.number(plan.step());
    let limit = guard.machine(MachineBinary::Sub, plan.end, step);
    let Guard { writer, .. } = guard;
    let Writer { function, insts } = writer;
    let start = fresh(function, &plan.params);
    let inside = function.new_block(None);
    function.block_mut(inside).params = start.clone();
    let block = function.block_mut(front);
    block.insts.extend(insts);
    block.term = Terminator::Jump(Edge {
        block: inside,
        args: params,
    });
    let mut body = Body {
        writer: Writer {
            function,
            insts: Vec::new(),
        },
        plan,
        block: inside,
        turns: Default::default(),
        scalars: Default::default(),
        pairs: HashMap::new(),
        steady,
        steady_pairs,
        places: HashMap::new(),
    };
    let end = body.write(&start);
    let counted = plan.params.iter().position(|param| *param == plan.counter);
    let counter = counted.map_or(plan.counter, |place| end[place]);
    let less = Op::MachineCompare(Compare::Lt);
    let more = body.writer.emit(less, &[counter, limit], Repr::Bool);
    let (last, insts) = (body.block, body.writer.insts);
    let function = body.writer.function;
    let block = function.block_mut(last);
    block.insts = insts;
    block.term = Terminator::Branch {
        cond: more,
        then: Edge {
            block: inside,
            args: end.clone(),
        },
        otherwise: Edge {
            block: plan.header,
            args: end,
        },
    };
}
