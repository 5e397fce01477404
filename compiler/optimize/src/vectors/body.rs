//! The loop that does some turns at once.

use std::collections::HashMap;

use pyaot_ir::{
    BlockId, Edge, FloatBinary, Function, Inst, MachineBinary, Op, Repr, Terminator, ValueId,
};

use super::plan::{Access, Plan, is_paired};
use super::{LANES, SIZE, Writer};

/// Writes the turns of a register, then those of the next.
pub struct Body<'a> {
    pub writer: Writer<'a>,
    pub plan: &'a Plan,
    /// The block that is written.
    pub block: BlockId,
    /// Parameters of the loop as they are in the turns of a register.
    pub turns: [HashMap<ValueId, ValueId>; LANES],
    /// What those turns have computed so far, one by one and together.
    pub scalars: [HashMap<ValueId, ValueId>; LANES],
    pub pairs: HashMap<ValueId, ValueId>,
    /// What all turns have: computed in front.
    pub steady: HashMap<ValueId, ValueId>,
    pub steady_pairs: HashMap<ValueId, ValueId>,
    /// Indices in the first turn of the new loop's turn, by counter and terms.
    pub places: HashMap<(ValueId, Vec<(ValueId, i64)>), ValueId>,
}

impl Body<'_> {
    /// Writes one turn of the new loop from `start`, what the parameters are; what
    /// they are behind it.
    pub fn write(&mut self, start: &[ValueId]) -> Vec<ValueId> {
        let plan = self.plan;
        let first: HashMap<ValueId, ValueId> = zip(&plan.params, start);
        let mut now = start.to_vec();
        for n in 0..plan.registers() {
            self.turns = Default::default();
            self.turns[0] = zip(&plan.params, &now);
            self.scalars = Default::default();
            self.pairs.clear();
            // Counters are known in all turns before anything is computed.
            for lane in 0..LANES {
                let counts = |value: &ValueId| !plan.is_serial(*value);
                let moved: Vec<(ValueId, ValueId)> = plan
                    .params
                    .iter()
                    .zip(&plan.next)
                    .filter(|(param, _)| counts(param))
                    .map(|(param, next)| (*param, self.scalar(*next, lane)))
                    .collect();
                match self.turns.get_mut(lane + 1) {
                    Some(turn) => turn.extend(moved),
                    None => now = self.replace(&now, &moved),
                }
            }
            let before: Vec<ValueId> = plan.params.iter().map(|p| self.turns[0][p]).collect();
            for at in 0..plan.insts.len() {
                self.step(at, &first, n, &before);
            }
            for lane in 0..LANES {
                let moved: Vec<(ValueId, ValueId)> = plan
                    .params
                    .iter()
                    .zip(&plan.next)
                    .filter(|(param, _)| plan.is_serial(**param))
                    .map(|(param, next)| (*param, self.scalar(*next, lane)))
                    .collect();
                match self.turns.get_mut(lane + 1) {
                    Some(turn) => turn.extend(moved),
                    None => now = self.replace(&now, &moved),
                }
            }
        }
        now
    }

    fn replace(&self, now: &[ValueId], moved: &[(ValueId, ValueId)]) -> Vec<ValueId> {
        let new = |param| moved.iter().find(|(of, _)| of == param).map(|(_, to)| *to);
        let params = self.plan.params.iter().zip(now);
        params
            .map(|(param, old)| new(param).unwrap_or(*old))
            .collect()
    }

    /// Ends the block where `inst` fails, or the condition is true, and goes on in a
    /// new one; the loop itself does the turns from `before` on then.
    fn leave(&mut self, cond: Option<ValueId>, before: &[ValueId]) {
        let next = self.writer.function.new_block(None);
        let error = Edge {
            block: self.plan.header,
            args: before.to_vec(),
        };
        let block = self.writer.function.block_mut(self.block);
        block.insts = std::mem::take(&mut self.writer.insts);
        block.term = match cond {
            Some(cond) => Terminator::Branch {
                cond,
                then: error,
                otherwise: Edge::to(next),
            },
            None => Terminator::OnError {
                ok: Edge::to(next),
                error,
            },
        };
        self.block = next;
    }

    /// Does an instruction that cannot wait until its result is wanted.
    fn step(
        &mut self,
        at: usize,
        first: &HashMap<ValueId, ValueId>,
        register: usize,
        before: &[ValueId],
    ) {
        let plan = self.plan;
        let inst = &plan.insts[at];
        if let Some(access) = plan.accesses.get(&at) {
            self.access(inst, access, first, register);
            return;
        }
        match (&inst.op, inst.result) {
            (Op::Checked(_), Some(result)) => {
                for lane in 0..LANES {
                    self.compute(result, inst, lane);
                    self.leave(None, before);
                }
            }
            (Op::FloatTrueDiv, Some(_)) if !plan.divisors.contains(&inst.args[1]) => {
                let divisor = self.pair(inst.args[1]);
                let zero = self.writer.emit(Op::PairHasZero, &[divisor], Repr::Bool);
                self.leave(Some(zero), before);
            }
            _ => {}
        }
    }

    fn access(
        &mut self,
        inst: &Inst,
        access: &Access,
        first: &HashMap<ValueId, ValueId>,
        register: usize,
    ) {
        let Some(counter) = access.counter else {
            return;
        };
        let key = (counter, access.rest.terms.clone());
        let index = match self.places.get(&key) {
            Some(index) => *index,
            None => {
                let index = add_terms(&mut self.writer, first[&counter], &access.rest.terms);
                self.places.insert(key, index);
                index
            }
        };
        let element = access.rest.constant + (register * LANES) as i64;
        let offset = (element * SIZE) as i32;
        let at = [access.base, index];
        match inst.result {
            Some(result) => {
                let pair = self.writer.emit(Op::PairLoad(offset), &at, Repr::F64x2);
                self.pairs.insert(result, pair);
            }
            None => {
                let stored = match inst.op {
                    Op::TrySet(_) => inst.args[2],
                    _ => inst.args[1],
                };
                let pair = self.pair(stored);
                let function = &*self.writer.function;
                let args = [at[0], at[1], pair];
                let store = crate::emit::inst(function, Op::PairStore(offset), &args, None);
                self.writer.insts.push(store);
            }
        }
    }

    /// A value as it is in one of the turns.
    fn scalar(&mut self, value: ValueId, lane: usize) -> ValueId {
        if let Some(known) = self.steady.get(&value) {
            return *known;
        }
        if let Some(param) = self.turns[lane].get(&value) {
            return *param;
        }
        let plan = self.plan;
        let Some(made) = plan.made.get(&value) else {
            return value;
        };
        if let Some(known) = self.scalars[lane].get(&value) {
            return *known;
        }
        let inst = &plan.insts[*made];
        let paired = self.pairs.contains_key(&value)
            || is_paired(&inst.op) && !plan.is_serial(value) && !plan.is_uniform(value);
        if !paired {
            return self.compute(value, inst, lane);
        }
        let pair = self.pair(value);
        let item = self
            .writer
            .emit(Op::PairItem(lane as u32), &[pair], Repr::F64);
        self.scalars[lane].insert(value, item);
        item
    }

    fn compute(&mut self, value: ValueId, inst: &Inst, lane: usize) -> ValueId {
        let args: Vec<ValueId> = inst
            .args
            .iter()
            .map(|arg| self.scalar(*arg, lane))
            .collect();
        let repr = self.writer.function.repr(value);
        let result = self.writer.function.new_value(repr);
        self.writer.insts.push(Inst {
            args,
            result: Some(result),
            ..inst.clone()
        });
        self.scalars[lane].insert(value, result);
        result
    }

    /// A float as it is in the turns of a register.
    fn pair(&mut self, value: ValueId) -> ValueId {
        if let Some(pair) = self.steady_pairs.get(&value).or(self.pairs.get(&value)) {
            return *pair;
        }
        let plan = self.plan;
        let inst = plan.made.get(&value).map(|at| &plan.insts[*at]);
        let pair = match inst {
            Some(inst) if is_paired(&inst.op) && !plan.is_serial(value) => {
                let args: Vec<ValueId> = inst.args.iter().map(|arg| self.pair(*arg)).collect();
                let op = match inst.op {
                    Op::Float(op) => Op::PairFloat(op),
                    Op::FloatUnary(op) => Op::PairUnary(op),
                    _ => Op::PairFloat(FloatBinary::Div),
                };
                self.writer.emit(op, &args, Repr::F64x2)
            }
            _ => {
                let both = [self.scalar(value, 0), self.scalar(value, 1)];
                self.writer.emit(Op::PairOf, &both, Repr::F64x2)
            }
        };
        self.pairs.insert(value, pair);
        pair
    }
}

fn zip(params: &[ValueId], values: &[ValueId]) -> HashMap<ValueId, ValueId> {
    params.iter().copied().zip(values.iter().copied()).collect()
}

/// `start` and the terms of a sum.
pub fn add_terms(writer: &mut Writer, start: ValueId, terms: &[(ValueId, i64)]) -> ValueId {
    let mut sum = start;
    for (value, factor) in terms {
        let (op, part) = match factor {
            1 => (MachineBinary::Add, *value),
            -1 => (MachineBinary::Sub, *value),
            _ => {
                let factor = writer.emit(Op::ConstI64(*factor), &[], Repr::I64);
                let product = Op::Machine(MachineBinary::Mul);
                let part = writer.emit(product, &[*value, factor], Repr::I64);
                (MachineBinary::Add, part)
            }
        };
        sum = writer.emit(Op::Machine(op), &[sum, part], Repr::I64);
    }
    sum
}

/// New values for the parameters of a loop.
pub fn fresh(function: &mut Function, params: &[ValueId]) -> Vec<ValueId> {
    let reprs: Vec<Repr> = params.iter().map(|param| function.repr(*param)).collect();
    reprs
        .into_iter()
        .map(|repr| function.new_value(repr))
        .collect()
}
