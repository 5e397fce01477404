//! Which owned values are live at the start of each block.

use pyaot_ir::{BlockId, Function, ValueId};

use super::ownership::Ownership;

/// Sparse: most values live in one block, so the sets are short.
pub struct Liveness {
    /// Roots live at the start of each block, its own parameters aside,
    /// ascending.
    live_in: Vec<Vec<ValueId>>,
}

impl Liveness {
    pub fn new(function: &Function, ownership: &Ownership) -> Liveness {
        let n = function.blocks.len();
        let mut definition = vec![u32::MAX; function.values.len()];
        // Blocks each root is used in; a block may repeat only consecutively.
        let mut uses: Vec<Vec<BlockId>> = vec![Vec::new(); function.values.len()];
        for id in function.block_ids() {
            for value in function.block(id).made() {
                definition[value.index()] = id.0;
            }
        }
        for id in function.block_ids() {
            for value in function.block(id).reads() {
                if ownership.is_owned(value) {
                    let root = ownership.root(value);
                    let uses = &mut uses[root.index()];
                    if definition[root.index()] != id.0 && uses.last() != Some(&id) {
                        uses.push(id);
                    }
                }
            }
        }
        let preds = function.predecessors();
        let mut live_in: Vec<Vec<ValueId>> = vec![Vec::new(); n];
        let mut marked = vec![u32::MAX; n];
        for value in 0..function.values.len() as u32 {
            let home = definition[value as usize];
            let mut worklist = std::mem::take(&mut uses[value as usize]);
            while let Some(block) = worklist.pop() {
                if block.0 == home || marked[block.index()] == value {
                    continue;
                }
                marked[block.index()] = value;
                live_in[block.index()].push(ValueId(value));
                worklist.extend(&preds[block.index()]);
            }
        }
        Liveness { live_in }
    }

    pub fn at_start(&self, block: BlockId) -> &[ValueId] {
        &self.live_in[block.index()]
    }
}
