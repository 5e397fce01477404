//! Compiles a function twice where its int parameters decide whether the
//! arithmetic in its loops fits machine integers: once for parameters within
//! 32 bits, or for those that are not negative and within 64 (states of random numbers,
//! hashes, sets of bits), which a test at the start sends there, and once for all others.
//!
//! Products of two short parameters, and what loops count up to them, fit a
//! machine integer; so does what a mask leaves of the others. The pass `ranges` finds
//! little left to check in the first copy. The other one is kept as it is, out of the way.

use pyaot_ir::{
    Block, BlockId, Compare, Edge, Function, Inst, Op, Program, Repr, Terminator, ValueId,
};

use crate::emit::push;
use crate::graph::{self, Dominators};
use crate::params::Replacements;
use crate::ranges::{Analysis, Interval, analyse, low_only};

/// What guarded parameters are, one of these.
const GUARDS: [Interval; 2] = [SHORT, Interval::U64];
const SHORT: Interval = Interval {
    lo: -(1 << 31),
    hi: (1 << 31) - 1,
};
/// Functions with more instructions than this are not doubled.
const LARGEST: usize = 600;
/// More parameters than this are not tested.
const MOST: usize = 6;

pub fn run(function: &mut Function, program: &Program) {
    graph::compact(function);
    let ints: Vec<ValueId> = int_params(function);
    let size: usize = function.blocks.iter().map(|block| block.insts.len()).sum();
    if ints.is_empty() || ints.len() > MOST || size > LARGEST {
        return;
    }
    let preds = function.predecessors();
    let dominators = Dominators::new(&preds);
    let mut hot = vec![false; function.blocks.len()];
    for found in graph::loops(&preds, &dominators) {
        for block in found.blocks {
            hot[block.index()] = !function.block(block).cold;
        }
    }
    if !hot.contains(&true) {
        return;
    }
    let children = dominators.children();
    let open = |guarded: &[ValueId], guard: Interval| {
        let claims: Vec<(ValueId, Interval)> =
            guarded.iter().map(|param| (*param, guard)).collect();
        unresolved(
            function,
            &analyse(function, program, &preds, &children, &claims),
            &hot,
        )
    };
    let now = open(&[], SHORT);
    if now == 0 {
        return;
    }
    // Twice the code is worth it where most of the tests go.
    let found = GUARDS.map(|guard| (open(&ints, guard), guard));
    let Some((best, guard)) = found.into_iter().find(|(left, _)| *left <= now / 2) else {
        return;
    };
    let mut guarded = ints.clone();
    for param in &ints {
        let without: Vec<ValueId> = guarded.iter().copied().filter(|p| p != param).collect();
        if open(&without, guard) == best {
            guarded = without;
        }
    }
    duplicate(function, &guarded, guard);
    graph::compact(function);
}

/// The int parameters that are read.
fn int_params(function: &Function) -> Vec<ValueId> {
    let mut read = vec![false; function.values.len()];
    for block in &function.blocks {
        let args = block.insts.iter().flat_map(|inst| inst.args.iter());
        let edges = block.term.edges().flat_map(|edge| edge.args.iter());
        for value in args.chain(edges) {
            read[value.index()] = true;
        }
    }
    let params = function.blocks[0].params.iter().copied();
    params
        .filter(|p| read[p.index()] && function.repr(*p) == Repr::Int)
        .collect()
}

/// Operations in loops that need tests because an int may be anything.
fn unresolved(function: &Function, analysis: &Analysis, hot: &[bool]) -> usize {
    let blocks = function.blocks.iter().zip(hot).filter(|(_, hot)| **hot);
    let low_only = low_only(function, analysis);
    let open = |value: ValueId| {
        let known = analysis.at(value);
        !(known.fits_i64() || known.fits_u64() || low_only[value.index()])
    };
    blocks
        .flat_map(|(block, _)| &block.insts)
        .filter(|inst| match &inst.op {
            Op::Int(_) | Op::IntNeg | Op::IntInvert | Op::RangeItem => {
                inst.result.is_some_and(open)
            }
            // With one number known, the other is compared saturated.
            Op::IntCompare(_) => open(inst.args[0]) && open(inst.args[1]),
            _ => false,
        })
        .count()
}

fn duplicate(function: &mut Function, guarded: &[ValueId], guard: Interval) {
    let n = function.blocks.len() as u32;
    let mut shared = vec![false; function.values.len()];
    for param in &function.blocks[0].params {
        shared[param.index()] = true;
    }
    copy_blocks(function, &shared);
    // The entry becomes the test; what it did moves behind.
    let fast = BlockId(2 * n);
    let entry = function.block(Function::ENTRY);
    let (params, cold) = (entry.params.clone(), entry.cold);
    let mut moved = function.blocks[0].clone();
    moved.params.clear();
    function.blocks.push(moved);
    let (mut tests, mut words) = (Vec::new(), Vec::new());
    let mut replacements = Replacements::new(function);
    let mut all = None;
    for param in guarded {
        let (word, fits) = test(function, &mut tests, &mut words, *param, guard);
        all = Some(match all {
            None => fits,
            Some(others) => push(
                function,
                &mut tests,
                Op::BoolAnd,
                &[others, fits],
                Repr::Bool,
            ),
        });
        replacements.grow(word);
        replacements.set(*param, word);
    }
    let Some(cond) = all else { return };
    // Only the first copy and the moved entry read the new words.
    for block in (1..n).chain([2 * n]) {
        replacements.apply_to_block(function.block_mut(BlockId(block)));
    }
    function.block_mut(fast).insts.splice(0..0, words);
    function.blocks[0] = Block {
        params,
        insts: tests,
        term: Terminator::Branch {
            cond,
            then: Edge::to(fast),
            otherwise: Edge::to(BlockId(n)),
        },
        handler: None,
        cold,
    };
}

/// Tests a parameter: a word of which the pass `ranges` sees where it lies, made behind
/// the tests if it can, and whether it is the parameter.
fn test(
    function: &mut Function,
    tests: &mut Vec<Inst>,
    words: &mut Vec<Inst>,
    param: ValueId,
    guard: Interval,
) -> (ValueId, ValueId) {
    let mut emit = |op, args: &[ValueId], repr| push(function, tests, op, args, repr);
    if guard == SHORT {
        let number = emit(Op::IntToI64, &[param], Repr::I64);
        let mut tested = |op, bound: i128| {
            let bound = emit(Op::ConstI64(bound as i64), &[], Repr::I64);
            emit(Op::MachineCompare(op), &[number, bound], Repr::Bool)
        };
        let above = tested(Compare::Ge, guard.lo);
        let below = tested(Compare::Le, guard.hi);
        let fits = emit(Op::BoolAnd, &[above, below], Repr::Bool);
        let word = push(function, words, Op::SmallFromI64, &[number], Repr::Int);
        return (word, fits);
    }
    let number = emit(Op::IntLow, &[param], Repr::I64);
    let word = emit(Op::IntFromU64, &[number], Repr::Int);
    let fits = emit(Op::IntCompare(Compare::Eq), &[param, word], Repr::Bool);
    (word, fits)
}

/// Appends a cold copy of all blocks, on values of its own but for those that
/// are `shared`: the entry's parameters and perhaps constants in the entry,
/// which its copy does not have. Returns the copy of each value.
pub fn copy_blocks(function: &mut Function, shared: &[bool]) -> Vec<ValueId> {
    let n = function.blocks.len();
    let mut values: Vec<ValueId> = Vec::with_capacity(function.values.len());
    for (value, shared) in shared.iter().enumerate() {
        values.push(if *shared {
            ValueId(value as u32)
        } else {
            function.new_value(function.values[value].repr)
        });
    }
    for block in 0..n {
        let mut copy = function.blocks[block].clone();
        if block == 0 {
            copy.params.clear();
            let ours = |inst: &Inst| inst.result.is_none_or(|result| !shared[result.index()]);
            copy.insts.retain(ours);
        }
        copy.params
            .iter_mut()
            .for_each(|param| *param = values[param.index()]);
        for inst in &mut copy.insts {
            inst.args
                .iter_mut()
                .for_each(|arg| *arg = values[arg.index()]);
            inst.result = inst.result.map(|result| values[result.index()]);
        }
        if let Some(value) = copy.term.use_mut() {
            *value = values[value.index()];
        }
        for edge in copy.term.edges_mut() {
            edge.block = BlockId(edge.block.0 + n as u32);
            edge.args
                .iter_mut()
                .for_each(|arg| *arg = values[arg.index()]);
        }
        copy.cold = true;
        function.blocks.push(copy);
    }
    values
}

#[cfg(test)]
mod tests {
    use pyaot_ir::{Function, IntBinary, Op, Repr};

    use crate::testing::{Source, count};

    /// `i = s = 0; while i < n: s = i * m; i += 1`
    fn products(disable: &[&str]) -> Function {
        let mut source = Source::with(&[Repr::Int, Repr::Int], Repr::Int);
        let (n, m) = (source.builder.param(0), source.builder.param(1));
        let (i, s) = (source.variable("i", 0), source.variable("s", 0));
        source.count_up(i, n, |source| {
            let now = source.get(i);
            let product = source.emit(Op::Int(IntBinary::Mul), &[now, m]);
            source.set(s, product);
        });
        let value = source.get(s);
        source.finish_with(value, disable)
    }

    #[test]
    fn products_of_parameters_are_machine_integers_in_one_copy() {
        let hot_products = |function: &Function| {
            let blocks = function.blocks.iter().filter(|block| !block.cold);
            let insts = blocks.flat_map(|block| &block.insts);
            insts
                .filter(|inst| inst.op == Op::Int(IntBinary::Mul))
                .count()
        };
        let (versioned, plain) = (products(&["tier"]), products(&["version", "tier"]));
        assert_eq!(hot_products(&plain), 1);
        assert_eq!(hot_products(&versioned), 0);
        assert_eq!(count(&versioned, |op| *op == Op::Int(IntBinary::Mul)), 1);
    }
}
