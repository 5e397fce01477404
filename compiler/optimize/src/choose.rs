//! Computes both sides of a short `if` in a loop, and chooses between what
//! they give: whether a number is even is a guess that the machine gets wrong every second time,
//! and a wrong guess costs more than both sides.
//!
//! That is done where the condition is computed from numbers alone. One that looks at
//! an item waits for memory, which a guess does not. Where a side may fail ([`Op::Checked`]), what the
//! block did before is what happens then: it is kept as cold code.

use std::collections::HashMap;

use pyaot_ir::{Block, BlockId, Edge, Function, Inst, MachineBinary, Op, Program, Repr};
use pyaot_ir::{Terminator, ValueId};

use crate::emit::inst;
use crate::graph::{self, Dominators};

/// Instructions of both sides together.
const MOST: usize = 6;
/// Values to choose.
const CHOICES: usize = 2;
/// How far back the condition is looked at.
const DEPTH: usize = 4;

pub fn run(function: &mut Function, _: &Program) {
    let branches = |block: &Block| !block.cold && matches!(block.term, Terminator::Branch { .. });
    if !function.blocks.iter().any(branches) {
        return;
    }
    let preds = function.predecessors();
    let mut in_loop = vec![false; function.blocks.len()];
    for found in graph::loops(&preds, &Dominators::new(&preds)) {
        for block in found.blocks {
            in_loop[block.index()] = true;
        }
    }
    let pred_counts: Vec<usize> = preds.iter().map(Vec::len).collect();
    let mut any = false;
    for id in function.block_ids().filter(|id| in_loop[id.index()]) {
        if let Some(choice) = find(function, id, &pred_counts) {
            choice.apply(function, id);
            any = true;
        }
    }
    if any {
        graph::compact(function);
    }
}

/// One side of an `if`.
struct Side {
    blocks: Vec<BlockId>,
    insts: Vec<Inst>,
    /// Where it leads.
    join: Edge,
}

/// An `if` to be replaced.
struct Choice {
    cond: ValueId,
    then: Side,
    otherwise: Side,
}

fn find(function: &Function, id: BlockId, pred_counts: &[usize]) -> Option<Choice> {
    let block = function.block(id);
    let Terminator::Branch {
        cond,
        then,
        otherwise,
    } = &block.term
    else {
        return None;
    };
    if block.cold {
        return None;
    }
    let then = side(function, then, pred_counts)?;
    let otherwise = side(function, otherwise, pred_counts)?;
    if then.join.block != otherwise.join.block || then.insts.len() + otherwise.insts.len() > MOST {
        return None;
    }
    let pairs = || then.join.args.iter().zip(&otherwise.join.args);
    let chosen = || pairs().filter(|(a, b)| a != b);
    let numbers = chosen().all(|(a, _)| function.repr(*a) == Repr::I64);
    let few = chosen().count() <= CHOICES;
    (numbers && few && is_of_numbers(function, *cond)).then_some(Choice {
        cond: *cond,
        then,
        otherwise,
    })
}

/// What happens from an edge on up to where other ways join, if it is computing alone.
fn side(function: &Function, edge: &Edge, pred_counts: &[usize]) -> Option<Side> {
    let mut edge = edge;
    let (mut blocks, mut insts) = (Vec::new(), Vec::new());
    while pred_counts[edge.block.index()] == 1 {
        let block = function.block(edge.block);
        if block.cold || !edge.args.is_empty() || insts.len() + block.insts.len() > MOST {
            return None;
        }
        blocks.push(edge.block);
        insts.extend(block.insts.iter().cloned());
        edge = match &block.term {
            Terminator::Jump(edge) => edge,
            Terminator::OnError { ok, error } if function.block(error.block).cold => ok,
            _ => return None,
        };
    }
    let join = edge.clone();
    let simple = !insts.is_empty() && insts.iter().all(|inst| is_cheap(&inst.op));
    simple.then_some(Side {
        blocks,
        insts,
        join,
    })
}

fn is_cheap(op: &Op) -> bool {
    match op {
        Op::Machine(op) => !matches!(
            op,
            MachineBinary::Div
                | MachineBinary::Rem
                | MachineBinary::UnsignedDiv
                | MachineBinary::UnsignedRem
        ),
        Op::Checked(_) | Op::KnownSmall | Op::Nonnegative | Op::Within | Op::ConstI64(_) => true,
        _ => false,
    }
}

/// Whether a condition depends on numbers in registers, as far as one can see.
fn is_of_numbers(function: &Function, cond: ValueId) -> bool {
    let mut work = vec![cond];
    for _ in 0..DEPTH {
        for value in std::mem::take(&mut work) {
            let mut insts = function.blocks.iter().flat_map(|block| &block.insts);
            let Some(made) = insts.find(|inst| inst.result == Some(value)) else {
                continue;
            };
            match &made.op {
                op if op.is_constant() => {}
                Op::MachineCompare(_) | Op::NeedSmall | Op::Cast(_) => work.extend(&made.args),
                op if is_cheap(op) => work.extend(&made.args),
                _ => return false,
            }
        }
    }
    true
}

impl Choice {
    fn apply(self, function: &mut Function, id: BlockId) {
        let fails = |inst: &Inst| matches!(inst.op, Op::Checked(_));
        let mut insts = self.then.insts.iter().chain(&self.otherwise.insts);
        let cold = function.new_block(None);
        let before = std::mem::replace(&mut function.block_mut(id).term, Terminator::None);
        let kept = insts.any(fails);
        if kept {
            let block = function.block_mut(cold);
            (block.term, block.cold) = (before, true);
        } else {
            function.block_mut(cold).term = Terminator::Unreachable;
        }
        for side in self.then.blocks.iter().chain(&self.otherwise.blocks) {
            function.block_mut(*side).cold = kept;
        }
        let mut at = id;
        let mut names: HashMap<ValueId, ValueId> = HashMap::new();
        for inst in self.then.insts.iter().chain(&self.otherwise.insts) {
            let mut copy = inst.clone();
            for arg in &mut copy.args {
                *arg = names.get(arg).copied().unwrap_or(*arg);
            }
            if let Some(result) = inst.result {
                let name = function.new_value(function.repr(result));
                names.insert(result, name);
                copy.result = Some(name);
            }
            let ends = fails(&copy);
            function.block_mut(at).insts.push(copy);
            if ends {
                let next = function.new_block(None);
                function.block_mut(at).term = Terminator::OnError {
                    ok: Edge::to(next),
                    error: Edge::to(cold),
                };
                at = next;
            }
        }
        let name = |value: ValueId| names.get(&value).copied().unwrap_or(value);
        let mut join = self.then.join;
        for (a, b) in join.args.iter_mut().zip(&self.otherwise.join.args) {
            let (one, other) = (name(*a), name(*b));
            *a = one;
            if one != other {
                let chosen = function.new_value(function.repr(one));
                let select = inst(function, Op::Select, &[self.cond, one, other], chosen);
                function.block_mut(at).insts.push(select);
                *a = chosen;
            }
        }
        function.block_mut(at).term = Terminator::Jump(join);
    }
}

#[cfg(test)]
mod tests {
    use pyaot_ir::{Compare, IntBinary, Op, Repr};

    use crate::testing::{Source, count};

    #[test]
    fn a_loop_over_numbers_takes_one_way() {
        // while n < m: if n & 1: s = s + n  else: s = s ^ n
        let mut source = Source::with(&[Repr::Int], Repr::Int);
        let m = source.builder.param(0);
        let (i, s) = (source.variable("i", 0), source.variable("s", 1));
        source.count_up(i, m, |source| {
            let (n, one) = (source.get(i), source.int(1));
            let odd = source.emit(Op::Int(IntBinary::And), &[n, one]);
            let is_odd = source.emit(Op::IntCompare(Compare::Eq), &[odd, one]);
            let b = &mut source.builder;
            let (then, otherwise, end) = (b.new_block(), b.new_block(), b.new_block());
            b.branch(is_odd, then, otherwise);
            for (block, op) in [(then, IntBinary::Add), (otherwise, IntBinary::Xor)] {
                source.builder.switch_to(block);
                let args = [source.get(s), source.get(i)];
                let sum = source.emit(Op::Int(op), &args);
                source.set(s, sum);
                source.builder.jump(end, &[]);
            }
            source.builder.switch_to(end);
        });
        let value = source.get(s);
        let function = source.finish_with(value, &["version"]);
        assert_eq!(count(&function, |op| *op == Op::Select), 1);
    }
}
