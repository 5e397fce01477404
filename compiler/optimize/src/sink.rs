//! Moves computations to the one way on which they are needed: what a loop
//! computes in every turn for after its end is computed there.

use pyaot_ir::{BlockId, Edge, Function, Inst, Op, Program, Repr, Terminator, ValueId};

/// What is made of sunk values may sink behind them.
const ROUNDS: usize = 3;

pub fn run(function: &mut Function, program: &Program) {
    for _ in 0..ROUNDS {
        if !sink(function, program) {
            break;
        }
    }
}

/// Where a value is read.
#[derive(Clone, Copy, PartialEq)]
enum Reader {
    Nobody,
    /// Passed along one edge, by block and number, and only there.
    Edge(BlockId, usize),
    /// Anywhere in one block.
    Block(BlockId),
    Elsewhere,
}

impl Reader {
    fn and(self, other: Reader) -> Reader {
        match (self, other) {
            (Reader::Nobody, reader) => reader,
            (one, another) if one == another => one,
            (Reader::Edge(a, _) | Reader::Block(a), Reader::Edge(b, _) | Reader::Block(b))
                if a == b =>
            {
                Reader::Block(a)
            }
            _ => Reader::Elsewhere,
        }
    }
}

fn readers(function: &Function) -> Vec<Reader> {
    let mut readers = vec![Reader::Nobody; function.values.len()];
    for id in function.block_ids() {
        let block = function.block(id);
        let args = block
            .insts
            .iter()
            .flat_map(|inst| inst.args.iter().copied());
        for value in args.chain(block.term.uses()) {
            readers[value.index()] = readers[value.index()].and(Reader::Block(id));
        }
        for (n, edge) in block.term.edges().enumerate() {
            for value in &edge.args {
                readers[value.index()] = readers[value.index()].and(Reader::Edge(id, n));
            }
        }
    }
    readers
}

fn sink(function: &mut Function, program: &Program) -> bool {
    let readers = readers(function);
    let mut pred_counts = vec![0u32; function.blocks.len()];
    for block in &function.blocks {
        for edge in block.term.edges() {
            pred_counts[edge.block.index()] += 1;
        }
    }
    let mut changed = false;
    for n in 0..function.blocks.len() {
        let id = BlockId(n as u32);
        let targets: Vec<BlockId> = function
            .block(id)
            .term
            .edges()
            .map(|edge| edge.block)
            .collect();
        if targets.len() < 2 {
            continue;
        }
        // By which edge each instruction leaves.
        let leaves = |inst: &Inst| -> Option<usize> {
            let edge = match readers[inst.result?.index()] {
                Reader::Edge(block, edge) if block == id => edge,
                Reader::Block(block) if pred_counts[block.index()] == 1 => {
                    targets.iter().position(|target| *target == block)?
                }
                _ => return None,
            };
            is_sinkable(inst, function, program).then_some(edge)
        };
        let edges: Vec<Option<usize>> = function.block(id).insts.iter().map(leaves).collect();
        if edges.iter().all(Option::is_none) {
            continue;
        }
        changed = true;
        let mut moved = [Vec::new(), Vec::new()];
        let insts = std::mem::take(&mut function.block_mut(id).insts);
        for (inst, edge) in insts.into_iter().zip(edges) {
            match edge {
                Some(edge) => moved[edge].push(inst),
                None => function.block_mut(id).insts.push(inst),
            }
        }
        for (edge, insts) in moved.into_iter().enumerate() {
            let target = targets[edge];
            if insts.is_empty() {
                continue;
            }
            // What the target itself reads goes there, what it is passed before.
            if pred_counts[target.index()] == 1 && function.block(target).params.is_empty() {
                function.block_mut(target).insts.splice(0..0, insts);
            } else {
                put_on_edge(function, id, edge, insts);
            }
        }
    }
    changed
}

fn is_sinkable(inst: &Inst, function: &Function, program: &Program) -> bool {
    let op = &inst.op;
    // An object that is asked something need not live until the answer is read.
    let is_object = |arg: &ValueId| matches!(function.repr(*arg), Repr::Value | Repr::Ref);
    if !matches!(op, Op::Cast(_)) && inst.args.iter().any(is_object) {
        return false;
    }
    let info = op.info(program, &|local| function.locals[local.index()].repr);
    info.pure && !info.raises && !info.operands.is_empty()
}

fn put_on_edge(function: &mut Function, id: BlockId, n: usize, insts: Vec<Inst>) {
    let between = function.new_block(None);
    let cold = function.block(id).cold;
    let Some(edge) = function.block_mut(id).term.edges_mut().nth(n) else {
        return;
    };
    let onward = std::mem::replace(edge, Edge::to(between));
    let cold = cold || function.block(onward.block).cold;
    let data = function.block_mut(between);
    data.insts = insts;
    data.cold = cold;
    data.term = Terminator::Jump(onward);
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn what_one_way_needs_is_computed_there() {
        assert_pass(
            "sink",
            "function f(bool, i64) -> i64 stage ssa {
            b0(v0:bool, v1:i64):
                v2:i64 = machine mul v1, v1
                branch v0, b1, b2
            b1:
                return v2
            b2:
                return v1
            }",
            "function f(bool, i64) -> i64 stage ssa {
            b0(v0:bool, v1:i64):
                branch v0, b1, b2
            b1:
                v2:i64 = machine mul v1, v1
                return v2
            b2:
                return v1
            }",
        );
    }
}
