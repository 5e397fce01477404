//! The general copy and the ways into it.

use std::collections::HashMap;

use pyaot_ir::{BlockId, Edge, Function, LocalId, Op, Terminator, ValueId};

use super::hoist::Hoists;
use super::plan::Plan;
use crate::emit::inst;
use crate::graph;
use crate::locals;
use crate::version::copy_blocks;

/// Where the fast copy is left, and what is needed from there on.
pub struct Exits {
    /// For each block with tests, the values live at its start, its own
    /// parameters and what both copies share aside.
    live: Vec<Option<Vec<ValueId>>>,
    /// Values that are the same in both copies.
    shared: Vec<bool>,
}

impl Exits {
    pub fn new(
        function: &Function,
        plan: &Plan,
        guards: &[Vec<ValueId>],
        hoists: &Hoists,
    ) -> Exits {
        let mut shared = vec![false; function.values.len()];
        let entry = &function.blocks[0];
        for param in &entry.params {
            shared[param.index()] = true;
        }
        for inst in entry.insts.iter().filter(|i| i.op.is_constant()) {
            if let Some(result) = inst.result {
                shared[result.index()] = true;
            }
        }
        let mut live = vec![None; function.blocks.len()];
        for (n, block) in function.blocks.iter().enumerate() {
            let mut results = block.insts.iter().filter_map(|inst| inst.result);
            let tests = plan.leaves(block)
                || plan.numbers.tests(function, block)
                || hoists.at(BlockId(n as u32)).is_some()
                || !guards[n].is_empty()
                || results.any(|result| plan.is_native(result));
            if tests {
                live[n] = Some(Vec::new());
            }
        }
        graph::live_at(function, &mut live, &shared);
        Exits { live, shared }
    }

    /// Appends the general copy and the exits into it; the exit of each block.
    pub fn build(
        &self,
        function: &mut Function,
        plan: &Plan,
        guards: &[Vec<ValueId>],
    ) -> Vec<Option<BlockId>> {
        let n = function.blocks.len();
        let values = copy_blocks(function, &self.shared);
        let mut homes: HashMap<ValueId, LocalId> = HashMap::new();
        for value in self.live.iter().flatten().flatten() {
            let repr = function.repr(*value);
            homes
                .entry(values[value.index()])
                .or_insert_with(|| function.new_local("", repr));
        }
        for block in n..2 * n {
            locals::keep(function, BlockId(block as u32), &homes);
        }
        let mut exits = vec![None; n];
        for (block, live) in self.live.iter().enumerate() {
            let Some(live) = live else { continue };
            let id = function.new_block(None);
            let mut insts = Vec::new();
            let mut word = |function: &mut Function, value: ValueId| match plan.twin(value) {
                // Not a machine integer before its test.
                Some(twin) if !guards[block].contains(&value) => {
                    let (op, args) = match plan.numbers.flag(value) {
                        Some(flag) => (Op::NumberWord, vec![twin, flag]),
                        None => (Op::IntFromI64, vec![twin]),
                    };
                    let word = function.new_value(function.repr(value));
                    insts.push(inst(function, op, &args, word));
                    word
                }
                _ => value,
            };
            let taken: Vec<(LocalId, ValueId)> = live
                .iter()
                .map(|value| (homes[&values[value.index()]], word(function, *value)))
                .collect();
            let params = function.blocks[block].params.clone();
            let params = if block == 0 { Vec::new() } else { params };
            let args = params.iter().map(|param| word(function, *param)).collect();
            for (local, value) in taken {
                insts.push(inst(function, Op::LocalSet(local), &[value], None));
            }
            let exit = function.block_mut(id);
            exit.insts = insts;
            exit.term = Terminator::Jump(Edge {
                block: BlockId((n + block) as u32),
                args,
            });
            exit.cold = true;
            exits[block] = Some(id);
        }
        exits
    }
}
