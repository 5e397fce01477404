//! Which functions have a fast copy, and which ints are machine integers in it.

use pyaot_ir::{
    Block, FuncId, Function, Inst, IntBinary, ItemType, Op, Program, Raw, Repr, Terminator, ValueId,
};

use super::mixed::{self, NumberOp, Numbers};
use crate::graph::{self, Dominators};
use crate::ranges::{analyse, low_only};

/// Functions with more instructions than this in likely code are not doubled.
const LARGEST: usize = 800;
/// Outside loops, so many operations must gain.
const FEWEST: usize = 4;

/// What becomes of the ints of a function.
pub struct Plan {
    /// The machine integer of each int that has one.
    twins: Vec<Option<ValueId>>,
    /// Numbers that are ints or floats: their twins are doubles.
    pub numbers: Numbers,
}

/// Whether a second copy may be worth its size.
pub fn is_candidate(function: &Function) -> bool {
    let likely = function.blocks.iter().filter(|block| !block.cold);
    let size: usize = likely.map(|block| block.insts.len()).sum();
    size <= LARGEST && function.blocks.iter().any(gains)
}

impl Plan {
    /// `None` where a second copy would not be worth its size.
    /// Only ints are asked for in versions of functions that take and give machine integers.
    pub fn find(function: &mut Function, program: &Program, with_numbers: bool) -> Option<Plan> {
        let (native, mut numbers, found) = {
            let preds = function.predecessors();
            let dominators = Dominators::new(&preds);
            let mut in_loop = vec![false; function.blocks.len()];
            for found in graph::loops(&preds, &dominators) {
                for block in found.blocks {
                    in_loop[block.index()] = true;
                }
            }
            let children = dominators.children();
            let analysis = analyse(function, program, &preds, &children, &[]);
            let low = low_only(function, &analysis);
            let open = |value: ValueId| {
                function.repr(value) == Repr::Int && !analysis.at(value).fits_i64()
            };
            // Computed modulo 2^64 in either copy.
            let gains = |value: ValueId| {
                open(value) && !analysis.at(value).fits_u64() && !low[value.index()]
            };
            let (numbers, found) = match with_numbers {
                true => Numbers::find(function, &in_loop),
                false => (Numbers::default(), Vec::new()),
            };
            let native = wanted(function, program, &in_loop, &open, &gains, numbers.gains)?;
            (native, numbers, found)
        };
        let mut twins = vec![None; function.values.len()];
        numbers.give_flags(function, &found);
        for value in found {
            twins[value.index()] = Some(function.new_value(Repr::F64));
        }
        for (value, is_native) in native.into_iter().enumerate() {
            if is_native {
                twins[value] = Some(function.new_value(Repr::I64));
            }
        }
        Some(Plan { twins, numbers })
    }

    /// The machine integer of `value` in the fast copy, if it is one there.
    pub fn twin(&self, value: ValueId) -> Option<ValueId> {
        self.twins.get(value.index()).copied().flatten()
    }

    pub fn is_native(&self, value: ValueId) -> bool {
        self.twin(value).is_some()
    }

    /// What the fast copy computes with doubles at the end of a block.
    pub fn number_op(&self, block: &Block) -> Option<NumberOp> {
        mixed::number_op(block).filter(|_| self.numbers.gains != (0, 0))
    }

    /// Whether a block's last instruction does the same as before in the fast copy, but leaves where the
    /// runtime would be called.
    pub fn leaves(&self, block: &Block) -> bool {
        leaving_end(block).is_some() || self.number_op(block).is_some()
    }
}

/// What the fast copy does in place of an access of a list: the same, but it
/// leaves where the runtime would be called.
pub fn leaving(op: &Op) -> Option<Op> {
    match op {
        Op::ListGet => Some(Op::TryListGet),
        Op::TypedGet(item) => Some(Op::TryGet(*item)),
        Op::TypedSet(item) => Some(Op::TrySet(*item)),
        _ => None,
    }
}

/// The raw version of a function, if it has one.
pub fn raw_version(callee: FuncId, program: &Program) -> Option<(Raw, &Function)> {
    let raw = program.function(callee).raw?;
    Some((raw, program.function(raw.function)))
}

/// As [`leaving`], for the instruction that ends a block by an error edge.
pub fn leaving_end(block: &Block) -> Option<Op> {
    let last = block.insts.last().filter(|_| raises(&block.term))?;
    leaving(&last.op).filter(|_| !block.cold)
}

/// Whether there is something that the fast copy does better.
fn gains(block: &Block) -> bool {
    let mut ops = block.insts.iter().map(|inst| &inst.op);
    let arithmetic = |op: &Op| {
        matches!(
            op,
            Op::Int(_) | Op::IntNeg | Op::IntInvert | Op::IntCompare(_) | Op::RangeItem
        )
    };
    leaving_end(block).is_some()
        || mixed::number_op(block).is_some()
        || !block.cold && ops.any(arithmetic)
}

/// The ints that `open` says may be anything and that likely code computes
/// with, starting with those that are `worthwhile`; `None` if there are too few to matter.
fn wanted(
    function: &Function,
    program: &Program,
    in_loop: &[bool],
    open: &dyn Fn(ValueId) -> bool,
    worthwhile: &dyn Fn(ValueId) -> bool,
    (mut inside, mut outside): (usize, usize),
) -> Option<Vec<bool>> {
    let mut native = vec![false; function.values.len()];
    let mut work = Vec::new();
    // A raw version is there for this.
    let is_raw = function.result == Some(Repr::I64) || function.params.contains(&Repr::I64);
    for (block, in_loop) in function.blocks.iter().zip(in_loop) {
        if block.cold {
            continue;
        }
        if leaving_end(block).is_some() && *in_loop {
            inside += 1;
        }
        for inst in &block.insts {
            let gains = match &inst.op {
                Op::Int(_) | Op::IntNeg | Op::IntInvert | Op::RangeItem => {
                    inst.result.is_some_and(worthwhile)
                }
                Op::IntCompare(_) => inst.args.iter().all(|arg| worthwhile(*arg)),
                Op::Call(callee) if let Some((_, raw)) = raw_version(*callee, program) => {
                    let args = inst.args.iter().zip(&raw.params);
                    let native = args.filter(|(_, repr)| **repr == Repr::I64);
                    work.extend(native.map(|(arg, _)| *arg));
                    work.extend(inst.result.filter(|_| raw.result == Some(Repr::I64)));
                    *in_loop || is_raw
                }
                Op::NumberBits(_) => {
                    work.extend(inst.args.last());
                    false
                }
                Op::TypedGet(ItemType::Int) | Op::TypedSet(ItemType::Int) => {
                    work.extend(inst.args.iter().chain(&inst.result));
                    false
                }
                _ => false,
            };
            if gains {
                *(if *in_loop { &mut inside } else { &mut outside }) += 1;
                if !matches!(inst.op, Op::Call(_)) {
                    work.extend(inst.args.iter().chain(&inst.result));
                }
            }
        }
    }
    // What runs once, as the body of a module does, gains nothing outside loops.
    let once = function.result.is_none() || function.is_entry;
    let fewest = if is_raw { 1 } else { FEWEST };
    if inside == 0 && (once || outside < fewest) {
        return None;
    }
    let sources = sources(function);
    while let Some(value) = work.pop() {
        if open(value) && !std::mem::replace(&mut native[value.index()], true) {
            work.extend(&sources[value.index()]);
        }
    }
    Some(native)
}

/// The values that must be native where a value is.
fn sources(function: &Function) -> Vec<Vec<ValueId>> {
    let mut sources = vec![Vec::new(); function.values.len()];
    for block in &function.blocks {
        for inst in &block.insts {
            if let (Some(result), true) = (inst.result, is_computed(inst)) {
                sources[result.index()].extend(&inst.args);
            }
        }
        for edge in block.term.edges() {
            for (arg, param) in edge.args.iter().zip(&function.block(edge.block).params) {
                sources[param.index()].push(*arg);
            }
        }
    }
    sources
}

fn is_computed(inst: &Inst) -> bool {
    matches!(
        inst.op,
        Op::Int(IntBinary::Add | IntBinary::Sub | IntBinary::Mul) | Op::IntNeg | Op::Select
    )
}

/// Whether a block's last instruction ends it.
pub fn raises(term: &Terminator) -> bool {
    matches!(term, Terminator::OnError { .. })
}
