//! Accesses of lists in loops that leave these lists as long as they are.

use pyaot_ir::{BlockId, ItemType, LocalId, Op, Repr, ValueId};

use super::bounds::{Bounds, Linear};
use super::{Finder, Need, Plan, need};
use crate::graph::Loop;

/// Loops over lists with more instructions than this are not copied, nor is more than
/// twice that in all: the tests saved are cheap ones.
pub const LARGEST: usize = 250;

impl Finder<'_> {
    /// An access of an item: whether a guard can see to it that there is one.
    pub(super) fn item(
        &self,
        bounds: &Bounds,
        facts: &[Linear],
        plan: &mut Plan,
        (block, list, index): (BlockId, ValueId, ValueId),
        item: ItemType,
    ) {
        let sum = bounds.expand(index);
        if let Some(greatest) = self.within_bounds(bounds, facts, plan, &sum) {
            need(&mut plan.needs, Need::Reaches(greatest, list, item));
            plan.within.insert((block, list, index));
        }
    }

    /// The lists that the loop appends numbers to, where nothing else in it makes a list
    /// longer or shorter, releases an object (whose `__del__` might) or runs code of the program.
    pub(super) fn appended(&self, found: &Loop) -> Option<Vec<ValueId>> {
        let mut longer = Vec::new();
        let mut quiet = |block: &BlockId| self.is_quiet(*block, &mut longer);
        found.blocks.iter().all(&mut quiet).then_some(longer)
    }

    fn is_quiet(&self, block: BlockId, longer: &mut Vec<ValueId>) -> bool {
        let function = self.function;
        let block = function.block(block);
        // What a variable held before is released when it is assigned.
        let replaces = |param: &ValueId| {
            function.repr(*param).is_counted() && function.repr(*param) != Repr::Int
        };
        !block.params.iter().any(replaces)
            && block.insts.iter().all(|inst| match &inst.op {
                Op::TryListGet | Op::TryGet(_) | Op::TrySet(_) | Op::ListLen => true,
                Op::ListProbe | Op::NeedItem | Op::TryReplace => true,
                Op::TypedAppend(_) => {
                    longer.push(inst.args[0]);
                    true
                }
                Op::FieldGet { .. } | Op::CellGet | Op::GlobalGet(_) => true,
                Op::TupleGet(_) | Op::TupleIndex => true,
                Op::FieldSet { repr, .. } => !repr.is_counted(),
                op => {
                    let locals = |local: LocalId| function.locals[local.index()].repr;
                    op.info(self.program, &locals).pure
                }
            })
    }
}
