//! Straightens control flow: blocks that only follow one another become
//! one, blocks that only jump are skipped, and a jump to a branch whose
//! condition it decides goes where the branch would.

use pyaot_ir::{Edge, Function, Op, Program, Terminator, ValueId};

use crate::graph;
use crate::params::{self, Replacements};

/// One kind of change uncovers another, but seldom more than once.
const ROUNDS: usize = 4;

pub fn run(function: &mut Function, _: &Program) {
    for _ in 0..ROUNDS {
        graph::compact(function);
        let mut changed = params::prune(function);
        changed |= skip_empty(function);
        graph::compact(function);
        changed |= merge(function);
        if !changed {
            break;
        }
    }
    graph::compact(function);
}

/// What an edge into an empty block is replaced by.
fn substitute(params: &[ValueId], args: &[ValueId], onward: &Edge) -> Edge {
    let place = |value: &ValueId| match params.iter().position(|param| param == value) {
        Some(n) => args[n],
        None => *value,
    };
    Edge {
        block: onward.block,
        args: onward.args.iter().map(place).collect(),
    }
}

/// The blocks without instructions whose parameters are read only by their
/// own terminator.
fn empty_blocks(function: &Function) -> Vec<bool> {
    let mut home = vec![u32::MAX; function.values.len()];
    let mut empty: Vec<bool> = function
        .blocks
        .iter()
        .map(|block| block.insts.is_empty())
        .collect();
    empty[0] = false;
    for (n, block) in function.blocks.iter().enumerate() {
        for param in &block.params {
            home[param.index()] = n as u32;
        }
    }
    for (n, block) in function.blocks.iter().enumerate() {
        let args = block.insts.iter().flat_map(|inst| inst.args.iter());
        let edges = block.term.edges().flat_map(|edge| edge.args.iter());
        for value in args.chain(edges).copied().chain(block.term.uses()) {
            let home = home[value.index()];
            if home != u32::MAX && home != n as u32 {
                empty[home as usize] = false;
            }
        }
    }
    empty
}

fn skip_empty(function: &mut Function) -> bool {
    let empty = empty_blocks(function);
    let mut constants: Vec<Option<bool>> = vec![None; function.values.len()];
    for block in &function.blocks {
        for inst in &block.insts {
            if let (Op::ConstBool(b), Some(result)) = (&inst.op, inst.result) {
                constants[result.index()] = Some(*b);
            }
        }
    }
    let mut changed = false;
    for n in 0..function.blocks.len() {
        let mut term = std::mem::replace(&mut function.blocks[n].term, Terminator::None);
        for edge in term.edges_mut() {
            // A cycle of empty blocks is an endless loop: stop somewhere.
            for _ in 0..8 {
                let Some(onward) = onward(function, n, edge, &empty, &constants) else {
                    break;
                };
                *edge = onward;
                changed = true;
            }
        }
        if let Terminator::Branch {
            then, otherwise, ..
        } = &term
            && then == otherwise
        {
            term = Terminator::Jump(then.clone());
            changed = true;
        }
        function.blocks[n].term = term;
    }
    changed
}

/// Where `edge` out of block `from` leads in the end, if its target does
/// nothing.
fn onward(
    function: &Function,
    from: usize,
    edge: &Edge,
    empty: &[bool],
    constants: &[Option<bool>],
) -> Option<Edge> {
    let target = function.block(edge.block);
    let unlikely = target.cold && !function.blocks[from].cold;
    if !empty[edge.block.index()] || edge.block.index() == from {
        return None;
    }
    match &target.term {
        // The cold block tells that the way is unlikely.
        Terminator::Jump(next) if next.block != edge.block => {
            if unlikely && !function.block(next.block).cold {
                return None;
            }
            Some(substitute(&target.params, &edge.args, next))
        }
        Terminator::Branch {
            cond,
            then,
            otherwise,
        } => {
            let place = target.params.iter().position(|param| param == cond)?;
            let next = if constants[edge.args[place].index()]? {
                then
            } else {
                otherwise
            };
            Some(substitute(&target.params, &edge.args, next))
        }
        _ => None,
    }
}

/// Appends to each block the one that follows it and nothing else.
fn merge(function: &mut Function) -> bool {
    let mut pred_counts = vec![0u32; function.blocks.len()];
    for block in &function.blocks {
        for edge in block.term.edges() {
            pred_counts[edge.block.index()] += 1;
        }
    }
    let mut replacements = Replacements::new(function);
    let mut changed = false;
    let mut gone = vec![false; function.blocks.len()];
    for n in 0..function.blocks.len() {
        if gone[n] {
            continue;
        }
        while let Terminator::Jump(edge) = &function.blocks[n].term {
            let next = edge.block;
            if next == Function::ENTRY || next.index() == n || pred_counts[next.index()] != 1 {
                break;
            }
            let args = edge.args.clone();
            let next_block = std::mem::replace(function.block_mut(next), empty_block());
            for (param, arg) in next_block.params.iter().zip(args) {
                replacements.set(*param, arg);
            }
            let block = &mut function.blocks[n];
            block.insts.extend(next_block.insts);
            block.term = next_block.term;
            block.cold &= next_block.cold;
            gone[next.index()] = true;
            changed = true;
        }
    }
    if changed {
        replacements.apply(function);
    }
    changed
}

fn empty_block() -> pyaot_ir::Block {
    pyaot_ir::Block {
        params: Vec::new(),
        insts: Vec::new(),
        term: Terminator::Unreachable,
        handler: None,
        cold: true,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn a_branch_on_a_known_value_is_threaded() {
        // t = True if b else False; return 1 if t else 2
        assert_pass(
            "simplify_cfg",
            "function f(bool) -> int stage ssa {
            b0(v0:bool):
                branch v0, b2, b3
            b1(v1:bool):
                branch v1, b4, b5
            b2:
                v2:bool = const_bool true
                jump b1(v2)
            b3:
                v3:bool = const_bool false
                jump b1(v3)
            b4:
                v4:int = const_int 1
                return v4
            b5:
                v5:int = const_int 2
                return v5
            }",
            "function f(bool) -> int stage ssa {
            b0(v0:bool):
                branch v0, b1, b2
            b1:
                v2:bool = const_bool true
                v4:int = const_int 1
                return v4
            b2:
                v3:bool = const_bool false
                v5:int = const_int 2
                return v5
            }",
        );
    }
}
