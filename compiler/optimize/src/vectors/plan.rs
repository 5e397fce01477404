//! Which loops can be done two elements at a time.

use std::collections::HashMap;

use pyaot_abi::layout::DType;
use pyaot_ir::{
    BlockId, Compare, FloatBinary, FloatUnary, Function, Inst, ItemType, LocalId, MachineBinary,
    Op, Program, Terminator, ValueId,
};

use super::{LANES, SIZE};
use crate::graph::Loop;

/// A loop with more instructions is not worth a second one.
const LARGEST: usize = 80;

/// A loop that does no more than so much with an element takes eight at once.
const SHORT: usize = 4;

/// A distance that fits an address, in elements.
const FARTHEST: u64 = 1 << 24;

/// A sum of values and a number, as machine integers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sum {
    /// Ascending, with factors that are not 0.
    pub terms: Vec<(ValueId, i64)>,
    pub constant: i64,
}

impl Sum {
    fn number(constant: i64) -> Sum {
        Sum {
            terms: Vec::new(),
            constant,
        }
    }

    fn value(value: ValueId) -> Sum {
        Sum {
            terms: vec![(value, 1)],
            constant: 0,
        }
    }

    fn plus(mut self, other: Sum, factor: i64) -> Sum {
        for (value, by) in other.terms {
            match self.terms.binary_search_by_key(&value, |term| term.0) {
                Ok(at) => self.terms[at].1 += by * factor,
                Err(at) => self.terms.insert(at, (value, by * factor)),
            }
        }
        self.terms.retain(|term| term.1 != 0);
        self.constant = self
            .constant
            .wrapping_add(other.constant.wrapping_mul(factor));
        self
    }
}

/// What an access reads or writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Memory {
    /// The items of a list, with their number.
    List { list: ValueId, len: ValueId },
    /// A row of an array.
    Array,
}

/// A read or write of one element a turn.
#[derive(Clone, Debug)]
pub struct Access {
    pub memory: Memory,
    /// Where elements are counted from.
    pub base: ValueId,
    /// The parameter that the index follows, one by one; none where all turns read
    /// the same element.
    pub counter: Option<ValueId>,
    /// The rest of the index.
    pub rest: Sum,
    pub is_store: bool,
}

/// A loop to be done, and what is known of it.
pub struct Plan {
    pub header: BlockId,
    pub blocks: Vec<BlockId>,
    /// All that a turn does, in order.
    pub insts: Vec<Inst>,
    /// Where values of the loop are made.
    pub made: HashMap<ValueId, usize>,
    pub params: Vec<ValueId>,
    /// What the parameters are in the next turn.
    pub next: Vec<ValueId>,
    /// The parameter that is compared, and the value it stays below.
    pub counter: ValueId,
    pub end: ValueId,
    /// By place among the instructions.
    pub accesses: HashMap<usize, Access>,
    /// Values made outside that are divided by.
    pub divisors: Vec<ValueId>,
    /// Values that follow from a parameter which is no counter.
    serial: Vec<ValueId>,
}

impl Plan {
    /// Registers filled in a turn of the new loop: more where little is done with each.
    pub fn registers(&self) -> usize {
        let works = |inst: &&Inst| is_access(&inst.op) || is_paired(&inst.op);
        match self.insts.iter().filter(works).count() {
            0..=SHORT => 4,
            _ => 2,
        }
    }

    /// Turns of the loop that a turn of the new one does.
    pub fn step(&self) -> i64 {
        (self.registers() * LANES) as i64
    }

    /// Whether each turn has the same.
    pub fn is_uniform(&self, value: ValueId) -> bool {
        match self.made.get(&value) {
            Some(at) => self.insts[*at].op.is_constant(),
            None => !self.params.contains(&value),
        }
    }

    pub fn is_serial(&self, value: ValueId) -> bool {
        self.serial.contains(&value)
    }

    fn definition(&self, value: ValueId) -> Option<&Inst> {
        Some(&self.insts[*self.made.get(&value)?])
    }

    /// The value as a sum of parameters and values made outside.
    fn sum(&self, value: ValueId, constants: &HashMap<ValueId, i64>) -> Option<Sum> {
        if let Some(number) = constants.get(&value) {
            return Some(Sum::number(*number));
        }
        let Some(inst) = self.definition(value) else {
            return Some(Sum::value(value));
        };
        let arg = |n: usize| self.sum(inst.args[n], constants);
        match inst.op {
            Op::ConstI64(number) => Some(Sum::number(number)),
            Op::Nonnegative | Op::KnownSmall | Op::Within => arg(0),
            Op::Machine(MachineBinary::Add) => Some(arg(0)?.plus(arg(1)?, 1)),
            Op::Machine(MachineBinary::Sub) => Some(arg(0)?.plus(arg(1)?, -1)),
            _ => None,
        }
    }
}

pub fn is_access(op: &Op) -> bool {
    matches!(
        op,
        Op::TryGet(ItemType::Float)
            | Op::TrySet(ItemType::Float)
            | Op::ElementLoad {
                dtype: DType::F64,
                ..
            }
            | Op::ElementStore {
                dtype: DType::F64,
                ..
            }
    )
}

/// The blocks of a loop without branches, from its header to its test.
fn chain(function: &Function, found: &Loop, preds: &[Vec<BlockId>]) -> Option<Vec<BlockId>> {
    let mut blocks = vec![found.header];
    let mut here = found.header;
    loop {
        let block = function.block(here);
        if block.cold {
            return None;
        }
        let next = match &block.term {
            Terminator::Jump(next) => next,
            Terminator::OnError { ok, error } if !found.blocks.contains(&error.block) => ok,
            Terminator::Branch {
                then, otherwise, ..
            } if then.block == found.header && !found.blocks.contains(&otherwise.block) => {
                return (blocks.len() == found.blocks.len()).then_some(blocks);
            }
            _ => return None,
        };
        here = next.block;
        if !found.blocks.contains(&here)
            || blocks.contains(&here)
            || preds[here.index()].len() != 1
            || !next.args.is_empty()
        {
            return None;
        }
        blocks.push(here);
    }
}

pub fn plan(
    function: &Function,
    program: &Program,
    found: &Loop,
    preds: &[Vec<BlockId>],
) -> Option<Plan> {
    let blocks = chain(function, found, preds)?;
    let insts: Vec<Inst> = blocks
        .iter()
        .flat_map(|block| &function.block(*block).insts)
        .cloned()
        .collect();
    if insts.len() > LARGEST || !insts.iter().any(|inst| is_access(&inst.op)) {
        return None;
    }
    let latch = function.block(*blocks.last()?);
    let Terminator::Branch { cond, then, .. } = &latch.term else {
        return None;
    };
    let made = insts
        .iter()
        .enumerate()
        .filter_map(|(at, inst)| Some((inst.result?, at)))
        .collect();
    let mut plan = Plan {
        header: found.header,
        params: function.block(found.header).params.clone(),
        next: then.args.clone(),
        blocks,
        insts,
        made,
        counter: *cond,
        end: *cond,
        accesses: HashMap::new(),
        divisors: Vec::new(),
        serial: Vec::new(),
    };
    let constants = constants(function, &plan);
    // Counters that go up one by one.
    let mut counters = Vec::new();
    for (param, next) in plan.params.iter().zip(&plan.next) {
        let steady = Sum::value(*param);
        match plan.sum(*next, &constants) {
            Some(sum) if sum.terms == steady.terms && sum.constant == 1 => counters.push(*param),
            Some(sum) if sum.terms == steady.terms => {}
            _ => plan.serial.push(*param),
        }
    }
    let test = plan.definition(*cond)?;
    let (one, other) = match test.op {
        Op::MachineCompare(Compare::Lt) => (test.args[0], test.args[1]),
        Op::MachineCompare(Compare::Gt) => (test.args[1], test.args[0]),
        _ => return None,
    };
    let tested = plan.sum(one, &constants)?;
    let [(counter, 1)] = tested.terms[..] else {
        return None;
    };
    if tested.constant != 1 || !counters.contains(&counter) || plan.made.contains_key(&other) {
        return None;
    }
    if !plan.is_uniform(other) {
        return None;
    }
    (plan.counter, plan.end) = (counter, other);
    examine(function, program, &mut plan, &counters, &constants)?;
    order(&plan)?;
    Some(plan)
}

/// The numbers that values of the loop are computed with.
fn constants(function: &Function, plan: &Plan) -> HashMap<ValueId, i64> {
    let mut read: Vec<ValueId> = plan
        .insts
        .iter()
        .flat_map(|inst| inst.args.clone())
        .collect();
    read.sort_unstable();
    let insts = function.blocks.iter().flat_map(|block| &block.insts);
    insts
        .filter_map(|inst| match (&inst.op, inst.result) {
            (Op::ConstI64(number), Some(result)) if read.binary_search(&result).is_ok() => {
                Some((result, *number))
            }
            _ => None,
        })
        .collect()
}

/// Looks at each instruction; none where one of them cannot be done, or doing it
/// gains nothing.
fn examine(
    function: &Function,
    program: &Program,
    plan: &mut Plan,
    counters: &[ValueId],
    constants: &HashMap<ValueId, i64>,
) -> Option<()> {
    let locals = |local: LocalId| function.locals[local.index()].repr;
    let (mut stores, mut divides) = (false, false);
    for at in 0..plan.insts.len() {
        let inst = &plan.insts[at];
        let serial = inst.args.iter().any(|arg| plan.is_serial(*arg));
        if let Some(access) = access(plan, inst, counters, constants) {
            let access = access.filter(|_| !serial)?;
            stores |= access.is_store;
            if access.is_store && access.counter.is_none() {
                return None;
            }
            plan.accesses.insert(at, access);
            continue;
        }
        let info = inst.op.info(program, &locals);
        let counted = |value: &ValueId| function.repr(*value).is_counted();
        if !info.pure || inst.result.is_none() {
            return None;
        }
        if !inst.op.is_constant() && inst.args.iter().chain(&inst.result).any(counted) {
            return None;
        }
        let divided = match inst.op {
            Op::FloatTrueDiv | Op::Float(FloatBinary::Div) => Some(inst.args[1]),
            _ => None,
        };
        if info.raises {
            let steady = divided.filter(|divisor| plan.is_uniform(*divisor));
            // What a turn has written it may not write again.
            if serial || steady.is_none() && stores {
                return None;
            }
            match inst.op {
                Op::FloatTrueDiv | Op::Checked(_) => plan.divisors.extend(steady),
                _ => return None,
            }
        }
        let inst = &plan.insts[at];
        let long = divided.is_some() || inst.op == Op::FloatUnary(FloatUnary::Sqrt);
        divides |= long && !serial;
        if serial {
            plan.serial.extend(plan.insts[at].result);
        }
    }
    (stores || divides).then_some(())
}

/// What an instruction accesses, if it does: none inside where it cannot be said.
fn access(
    plan: &Plan,
    inst: &Inst,
    counters: &[ValueId],
    constants: &HashMap<ValueId, i64>,
) -> Option<Option<Access>> {
    if !is_access(&inst.op) {
        return None;
    }
    let args = &inst.args;
    let list = |known: usize| {
        let memory = Memory::List {
            list: args[0],
            len: *args.get(known + 1)?,
        };
        Some((memory, args[known], args[1], 0, known == 3))
    };
    let found = match inst.op {
        Op::TryGet(_) => list(2),
        Op::TrySet(_) => list(3),
        Op::ElementLoad { offset, .. } => Some((Memory::Array, args[1], args[2], offset, false)),
        Op::ElementStore { offset, .. } => Some((Memory::Array, args[2], args[3], offset, true)),
        _ => None,
    };
    Some(found.and_then(|(memory, base, index, offset, is_store)| {
        let outside = |value: ValueId| !plan.made.contains_key(&value) && plan.is_uniform(value);
        let known = match memory {
            Memory::List { list, len } => outside(list) && outside(len),
            Memory::Array => true,
        };
        if !known || !outside(base) || i64::from(offset) % SIZE != 0 {
            return None;
        }
        let mut rest = plan.sum(index, constants)?;
        rest.constant += i64::from(offset) / SIZE;
        let moving: Vec<(ValueId, i64)> = rest
            .terms
            .iter()
            .filter(|term| plan.params.contains(&term.0))
            .copied()
            .collect();
        let counter = match moving[..] {
            [] => None,
            [(counter, 1)] if counters.contains(&counter) => Some(counter),
            _ => return None,
        };
        rest.terms.retain(|term| Some(term.0) != counter);
        if rest.constant.unsigned_abs() > FARTHEST {
            return None;
        }
        Some(Access {
            memory,
            base,
            counter,
            rest,
            is_store,
        })
    }))
}

/// Whether accesses of the same place keep their order when some turns are done at
/// once: what one writes the other reads in the same turn or in one of the new loop's
/// turns before, or not at all.
fn order(plan: &Plan) -> Option<()> {
    let mut all: Vec<(&usize, &Access)> = plan.accesses.iter().collect();
    all.sort_unstable_by_key(|(at, _)| **at);
    for (n, (_, first)) in all.iter().enumerate() {
        for (_, second) in &all[n + 1..] {
            if !same_row(first, second) || !(first.is_store || second.is_store) {
                continue;
            }
            // What comes later in a turn must not be ahead.
            if second.rest.constant > first.rest.constant {
                return None;
            }
        }
    }
    Some(())
}

/// Whether both move along the same elements, a fixed number of them apart.
pub fn same_row(a: &Access, b: &Access) -> bool {
    a.base == b.base
        && a.counter.is_some()
        && a.counter == b.counter
        && a.rest.terms == b.rest.terms
}

/// Whether a float comes from an operation on registers of two.
pub fn is_paired(op: &Op) -> bool {
    matches!(
        op,
        Op::Float(_)
            | Op::FloatTrueDiv
            | Op::FloatUnary(FloatUnary::Neg | FloatUnary::Abs | FloatUnary::Sqrt)
    )
}
