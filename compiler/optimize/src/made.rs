//! Which lists are certainly not the same.

use pyaot_abi::functions::{FnDecl, list};
use pyaot_ir::{BlockId, Function, Inst, Op, ValueId};

use crate::graph::Dominators;

pub struct Made {
    dominators: Dominators,
    /// The block in which each value is made, and where in it.
    place: Vec<(BlockId, usize)>,
    /// Whether an instruction makes the value, a list that nobody else has then.
    fresh: Vec<bool>,
    /// Whether the value is such a list, and has no other name and no other holder as long as the
    /// function runs.
    kept: Vec<bool>,
    /// What each value is another name of.
    root: Vec<ValueId>,
}

impl Made {
    pub fn new(function: &Function, preds: &[Vec<BlockId>]) -> Made {
        let n = function.values.len();
        let mut made = Made {
            dominators: Dominators::new(preds),
            place: vec![(Function::ENTRY, 0); n],
            fresh: vec![false; n],
            kept: Vec::new(),
            root: (0..n as u32).map(ValueId).collect(),
        };
        for id in function.block_ids() {
            let block = function.block(id);
            for param in &block.params {
                made.place[param.index()] = (id, 0);
            }
            for (k, inst) in block.insts.iter().enumerate() {
                let Some(result) = inst.result else { continue };
                made.place[result.index()] = (id, k + 1);
                match inst.op {
                    Op::CallRuntime(row) => made.fresh[result.index()] = makes_list(row),
                    Op::Cast(_) => made.root[result.index()] = made.root[inst.args[0].index()],
                    _ => {}
                }
            }
        }
        made.kept = made.fresh.clone();
        for id in function.block_ids() {
            let block = function.block(id);
            for inst in &block.insts {
                let inside = usize::from(looks_inside(inst));
                for other in &inst.args[inside.min(inst.args.len())..] {
                    made.kept[other.index()] = false;
                }
            }
            for other in block.term.edges().flat_map(|edge| &edge.args) {
                made.kept[other.index()] = false;
            }
        }
        made
    }

    /// Whether `list`, where both are at hand, cannot be `other`: it was there when the
    /// function made that, or was made by another instruction, or came from where the other was
    /// never put.
    pub fn are_apart(&self, list: ValueId, other: ValueId) -> bool {
        let (list, other) = (self.root[list.index()], self.root[other.index()]);
        if list == other || !self.fresh[other.index()] {
            return false;
        }
        let ((block, at), (later, then)) = (self.place[list.index()], self.place[other.index()]);
        let before = match block == later {
            true => at < then,
            false => self.dominators.dominates(block, later),
        };
        before || self.fresh[list.index()] || self.kept[other.index()]
    }
    /// Whether the function makes the list.
    pub fn is_fresh(&self, list: ValueId) -> bool {
        self.fresh[self.root[list.index()].index()]
    }
}

/// Whether a runtime function gives a list that nobody else has.
fn makes_list(row: &FnDecl) -> bool {
    let rows = [
        &list::list_from_items,
        &list::list_from_items_and_room,
        &list::list_with_capacity,
        &list::list_from_iterable,
        &list::list_repeat,
        &list::list_part,
        &list::list_of_floats,
        &list::list_of_bools,
    ];
    rows.iter().any(|known| std::ptr::eq(*known, row))
}

/// Whether the first operand of an instruction is a list that it reads or changes, and
/// does not hand on.
fn looks_inside(inst: &Inst) -> bool {
    matches!(
        inst.op,
        Op::ListLen
            | Op::ListGet
            | Op::ListSet
            | Op::ListAppend
            | Op::TypedGet(_)
            | Op::TypedSet(_)
            | Op::TypedAppend(_)
            | Op::TryListGet
            | Op::TryGet(_)
            | Op::TrySet(_)
            | Op::TryReplace
            | Op::ListItems
            | Op::StorageLen(_)
            | Op::Retain
            | Op::Release
            | Op::KeepAlive
    )
}
