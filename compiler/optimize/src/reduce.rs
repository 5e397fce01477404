//! Adds instead of multiplying: what is a multiple of a loop's counter goes up by as much in
//! each turn. `start + k * step`, an item of a range, is kept as a counter of its own.
//!
//! Machine arithmetic is modulo 2^64, so the sum is the product whatever overflows.

use std::collections::{HashMap, HashSet};

use pyaot_ir::{BlockId, Function, Inst, MachineBinary, Op, Program, Repr, ValueId};

use crate::emit;
use crate::graph::{self, Dominators, Loop};
use crate::params::Replacements;

/// Each counter takes a register: so many of a loop are worth it.
const MOST: usize = 2;

/// A value `offset + factor * counter`, kept as a parameter of the loop's header.
struct Reduction {
    value: ValueId,
    factor: ValueId,
    offset: Option<ValueId>,
    /// The counter among the header's parameters, and what it goes up by.
    place: usize,
    by: i64,
}

pub fn run(function: &mut Function, _program: &Program) {
    let multiplies = |inst: &Inst| inst.op == Op::Machine(MachineBinary::Mul);
    if !graph::any_likely(function, multiplies) {
        return;
    }
    graph::compact(function);
    let preds = function.predecessors();
    let loops = graph::loops(&preds, &Dominators::new(&preds));
    let mut replacements = Replacements::new(function);
    let mut changed = false;
    let mut seen = vec![false; function.blocks.len()];
    for found in loops.iter().rev() {
        // Of loops with one header the inner one was first.
        let inner = found.blocks.iter().any(|block| seen[block.index()]);
        for block in &found.blocks {
            seen[block.index()] = true;
        }
        if inner || function.block(found.header).cold {
            continue;
        }
        let reductions = find(function, found, &preds);
        if !reductions.is_empty() {
            apply(function, found, &reductions, &mut replacements);
            changed = true;
        }
    }
    if changed {
        for value in (0..function.values.len() as u32).map(ValueId) {
            replacements.grow(value);
        }
        replacements.apply(function);
        graph::compact(function);
    }
}

fn find(function: &Function, found: &Loop, preds: &[Vec<BlockId>]) -> Vec<Reduction> {
    let mut insts = found
        .blocks
        .iter()
        .flat_map(|id| &function.block(*id).insts);
    if !insts.any(|inst| inst.op == Op::Machine(MachineBinary::Mul)) {
        return Vec::new();
    }
    let mut made: HashMap<ValueId, &Inst> = HashMap::new();
    let mut inside: HashSet<ValueId> = HashSet::new();
    let mut readers: HashMap<ValueId, usize> = HashMap::new();
    for id in &found.blocks {
        let block = function.block(*id);
        // The pass `vectors` knows such loops by their form.
        let of_floats = |inst: &Inst| inst.result.is_some_and(|v| function.repr(v) == Repr::F64);
        if block.insts.iter().any(of_floats) {
            return Vec::new();
        }
        for value in block.made() {
            inside.insert(value);
        }
        for inst in &block.insts {
            if let Some(result) = inst.result {
                made.insert(result, inst);
            }
        }
    }
    for block in &function.blocks {
        for value in block.reads() {
            *readers.entry(value).or_default() += 1;
        }
    }
    let outside = |value: ValueId| !inside.contains(&value);
    let steps = steps(function, found, preds, &made);
    let mut products: Vec<Reduction> = Vec::new();
    for id in &found.blocks {
        let block = function.block(*id);
        for inst in block.insts.iter().filter(|_| !block.cold) {
            let (Op::Machine(op), Some(result)) = (&inst.op, inst.result) else {
                continue;
            };
            let (a, b) = (inst.args[0], inst.args[1]);
            for (a, b) in [(a, b), (b, a)] {
                match op {
                    MachineBinary::Mul if outside(b) && constant(function, b).is_none() => {
                        if let Some((place, by)) = steps.get(&a).copied() {
                            products.push(Reduction {
                                value: result,
                                factor: b,
                                offset: None,
                                place,
                                by,
                            });
                            break;
                        }
                    }
                    MachineBinary::Add if outside(b) && readers.get(&a) == Some(&1) => {
                        let product = products
                            .iter_mut()
                            .find(|product| product.value == a && product.offset.is_none());
                        if let Some(product) = product {
                            product.value = result;
                            product.offset = Some(b);
                            break;
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    products.truncate(MOST);
    products
}

/// The parameters of the header that go up by a constant, each by which.
fn steps(
    function: &Function,
    found: &Loop,
    preds: &[Vec<BlockId>],
    made: &HashMap<ValueId, &Inst>,
) -> HashMap<ValueId, (usize, i64)> {
    let mut steps = HashMap::new();
    let latches: Vec<BlockId> = preds[found.header.index()]
        .iter()
        .copied()
        .filter(|pred| found.blocks.contains(pred))
        .collect();
    for (place, param) in function.block(found.header).params.iter().enumerate() {
        let mut step = None;
        let all = latches.iter().all(|latch| {
            let mut edges = function.block(*latch).term.edges();
            edges.all(|edge| {
                if edge.block != found.header {
                    return true;
                }
                let by = made.get(&edge.args[place]).and_then(|inst| {
                    let counts = inst.op == Op::Machine(MachineBinary::Add)
                        && inst.args[0] == *param
                        && function.repr(*param) == Repr::I64;
                    counts.then(|| constant(function, inst.args[1]))?
                });
                by.is_some() && (step.is_none() || step == by) && {
                    step = by;
                    true
                }
            })
        });
        if let Some(by) = step.filter(|_| all) {
            steps.insert(*param, (place, by));
        }
    }
    steps
}

/// The number, if it is one that the entry makes, as all constants are.
fn constant(function: &Function, value: ValueId) -> Option<i64> {
    let insts = &function.block(Function::ENTRY).insts;
    let inst = insts.iter().find(|inst| inst.result == Some(value))?;
    match inst.op {
        Op::ConstI64(n) => Some(n),
        _ => None,
    }
}

/// Gives the loop its new counters.
fn apply(
    function: &mut Function,
    found: &Loop,
    reductions: &[Reduction],
    replacements: &mut Replacements,
) {
    let is_inside = |block: BlockId| found.blocks.contains(&block);
    let front = graph::put_in_front(function, found.header, is_inside);
    for reduction in reductions {
        let mul = Op::Machine(MachineBinary::Mul);
        let add = Op::Machine(MachineBinary::Add);
        let start = function.block(front).params[reduction.place];
        let mut insts = std::mem::take(&mut function.block_mut(front).insts);
        let args = [start, reduction.factor];
        let mut first = emit::push(function, &mut insts, mul.clone(), &args, Repr::I64);
        if let Some(offset) = reduction.offset {
            first = emit::push(
                function,
                &mut insts,
                add.clone(),
                &[offset, first],
                Repr::I64,
            );
        }
        let step = match reduction.by {
            1 => reduction.factor,
            by => {
                let by = emit::push(function, &mut insts, Op::ConstI64(by), &[], Repr::I64);
                emit::push(
                    function,
                    &mut insts,
                    mul,
                    &[by, reduction.factor],
                    Repr::I64,
                )
            }
        };
        function.block_mut(front).insts = insts;
        let now = function.new_value(Repr::I64);
        function.block_mut(found.header).params.push(now);
        for id in found.blocks.iter().copied().chain([front]) {
            let leads = |function: &Function| {
                let mut edges = function.block(id).term.edges();
                edges.any(|edge| edge.block == found.header)
            };
            if !leads(function) {
                continue;
            }
            let given = if id == front {
                first
            } else {
                let mut insts = Vec::new();
                let next = emit::push(function, &mut insts, add.clone(), &[now, step], Repr::I64);
                function.block_mut(id).insts.splice(0..0, insts);
                next
            };
            for edge in function.block_mut(id).term.edges_mut() {
                if edge.block == found.header {
                    edge.args.push(given);
                }
            }
        }
        replacements.grow(reduction.value.max(now));
        replacements.set(reduction.value, now);
        // The operation itself.
        for id in &found.blocks {
            let insts = &mut function.block_mut(*id).insts;
            insts.retain(|inst| inst.result != Some(reduction.value));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn an_item_of_a_range_is_counted_up() {
        assert_pass(
            "reduce",
            "function f(i64, i64, i64) -> i64 stage ssa {
            b0(v0:i64, v1:i64, v2:i64):
                v3:i64 = const_i64 0
                v4:i64 = const_i64 1
                jump b1(v3, v3)
            b1(v5:i64, v6:i64):
                v7:i64 = machine mul v5, v1
                v8:i64 = machine add v0, v7
                v9:i64 = machine xor v6, v8
                v10:i64 = machine add v5, v4
                v11:bool = machine_compare lt v10, v2
                branch v11, b1(v10, v9), b2
            b2:
                return v9
            }",
            "function f(i64, i64, i64) -> i64 stage ssa {
            b0(v0:i64, v1:i64, v2:i64):
                v3:i64 = const_i64 0
                v4:i64 = const_i64 1
                jump b1(v3, v3)
            b1(v12:i64, v13:i64):
                v14:i64 = machine mul v12, v1
                v15:i64 = machine add v0, v14
                jump b2(v12, v13, v15)
            b2(v5:i64, v6:i64, v16:i64):
                v17:i64 = machine add v16, v1
                v7:i64 = machine mul v5, v1
                v9:i64 = machine xor v6, v16
                v10:i64 = machine add v5, v4
                v11:bool = machine_compare lt v10, v2
                branch v11, b2(v10, v9, v17), b3
            b3:
                return v9
            }",
        );
    }
}
