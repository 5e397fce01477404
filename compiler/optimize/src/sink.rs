//! Moves computations to the one way on which they are needed: what a loop
//! computes in every turn for after its end is computed there.

use pyaot_ir::{BlockId, Edge, Function, Inst, Op, Program, Terminator};

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
    Elsewhere,
}

fn readers(function: &Function) -> Vec<Reader> {
    let mut readers = vec![Reader::Nobody; function.values.len()];
    for id in function.block_ids() {
        let block = function.block(id);
        let args = block.insts.iter().flat_map(|inst| inst.args.iter().copied());
        for value in args.chain(block.term.uses()) {
            readers[value.index()] = Reader::Elsewhere;
        }
        for (n, edge) in block.term.edges().enumerate() {
            for value in &edge.args {
                let reader = &mut readers[value.index()];
                let here = Reader::Edge(id, n);
                *reader = if *reader == Reader::Nobody || *reader == here {
                    here
                } else {
                    Reader::Elsewhere
                };
            }
        }
    }
    readers
}

fn sink(function: &mut Function, program: &Program) -> bool {
    let readers = readers(function);
    let mut changed = false;
    for n in 0..function.blocks.len() {
        let id = BlockId(n as u32);
        if function.block(id).term.edges().count() < 2 {
            continue;
        }
        let wanted = |inst: &Inst, function: &Function| -> Option<usize> {
            let Reader::Edge(block, edge) = readers[inst.result?.index()] else { return None };
            (block == id && is_sinkable(&inst.op, function, program)).then_some(edge)
        };
        let edges: Vec<Option<usize>> =
            function.block(id).insts.iter().map(|inst| wanted(inst, function)).collect();
        for edge in 0..2 {
            if edges.contains(&Some(edge)) {
                move_to_edge(function, id, edge, &edges);
                changed = true;
            }
        }
    }
    changed
}

fn is_sinkable(op: &Op, function: &Function, program: &Program) -> bool {
    let info = op.info(program, &|local| function.locals[local.index()].repr);
    info.pure && !info.raises && !info.operands.is_empty()
}

/// Moves the instructions for that edge to a block on it.
fn move_to_edge(function: &mut Function, id: BlockId, n: usize, edges: &[Option<usize>]) {
    let mut moved = Vec::new();
    let block = function.block_mut(id);
    let insts = std::mem::take(&mut block.insts);
    // Those for the first edge may have gone already: count from the end.
    let gone = edges.len() - insts.len();
    let mut marks: Vec<Option<usize>> = edges.to_vec();
    if gone > 0 {
        marks.retain(|mark| *mark != Some(0));
    }
    for (inst, mark) in insts.into_iter().zip(marks) {
        if mark == Some(n) { moved.push(inst) } else { block.insts.push(inst) }
    }
    let cold = block.cold;
    let between = function.new_block(None);
    let Some(edge) = function.block_mut(id).term.edges_mut().nth(n) else { return };
    let onward = std::mem::replace(edge, Edge::to(between));
    let cold = cold || function.block(onward.block).cold;
    let data = function.block_mut(between);
    data.insts = moved;
    data.cold = cold;
    data.term = Terminator::Jump(onward);
}
