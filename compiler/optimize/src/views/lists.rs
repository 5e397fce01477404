//! Accesses of lists in loops that leave these lists as long as they are.

use pyaot_ir::{BlockId, Inst, Op, ValueId};

use super::bounds::{Bounds, Linear};
use super::{Finder, Need, Plan, need};
use crate::graph::Loop;
use crate::steady;

/// Loops over lists with more instructions than this are not copied, nor is more than
/// twice that in all: the tests saved are cheap ones.
pub const LARGEST: usize = 250;

impl Finder<'_> {
    /// An access of an item: whether a guard can see to it that there is one, by what
    /// that needs of the greatest index.
    pub(super) fn item(
        &self,
        bounds: &Bounds,
        facts: &[Linear],
        plan: &mut Plan,
        (block, list, index): (BlockId, ValueId, ValueId),
        wanted: impl FnOnce(Linear) -> Need,
    ) {
        let sum = bounds.expand(index);
        if let Some(greatest) = self.within_bounds(bounds, facts, plan, &sum) {
            need(&mut plan.needs, wanted(greatest));
            plan.within.insert((block, list, index));
        }
    }

    /// The lists that the loop appends numbers to, where nothing else in it makes a list
    /// longer or shorter, releases an object (whose `__del__` might) or runs code of the program.
    pub(super) fn appended(&self, found: &Loop) -> Option<Vec<ValueId>> {
        let mut longer = Vec::new();
        let mut also = |inst: &Inst| {
            if let Op::TypedAppend(_) = inst.op {
                longer.push(inst.args[0]);
                return true;
            }
            matches!(
                inst.op,
                Op::TryListGet
                    | Op::TryGet(_)
                    | Op::TrySet(_)
                    | Op::ListProbe
                    | Op::NeedItem
                    | Op::TryReplace
            )
        };
        let mut blocks = found.blocks.iter().map(|id| self.function.block(*id));
        let all = blocks
            .all(|block| steady::is_steady_block(block, self.function, self.program, &mut also));
        all.then_some(longer)
    }
}
