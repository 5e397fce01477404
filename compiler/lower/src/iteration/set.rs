//! `for` over a set: place by place, without an iterator.

use pyaot_abi::functions as rt;
use pyaot_analysis::Ty;
use pyaot_ir::{BlockId, Compare, LocalId, Op, Repr, ValueId};

use super::Item;
use crate::function::FunctionLower;

/// A walk through a set, as CPython's iterators make it.
pub struct SetIteration {
    pub set: LocalId,
    /// Where to look for the next item.
    place: LocalId,
    /// The length it had at first.
    used: LocalId,
    item: Ty,
}

impl FunctionLower<'_, '_> {
    pub(super) fn iterate_set(&mut self, set: ValueId, item: Ty) -> SetIteration {
        let set = self.hold("set", set);
        let object = self.get(set);
        let length = self.emit(Op::SetLen, &[object]);
        SetIteration {
            set,
            place: self.counter(),
            used: self.hold("used", length),
            item,
        }
    }

    pub(super) fn next_of_set(&mut self, state: &SetIteration, exhausted: BlockId) -> Item {
        let set = self.get(state.set);
        let (length, used) = (self.emit(Op::SetLen, &[set]), self.get(state.used));
        let changed = self.emit(Op::MachineCompare(Compare::Ne), &[length, used]);
        self.guard(changed, |this| {
            this.runtime_unit(&rt::set::set_changed, &[]);
        });
        let (set, place) = (self.get(state.set), self.get(state.place));
        let place = self.runtime(&rt::set::set_next_place, &[set, place]);
        self.set(state.place, place);
        let (place, zero) = (self.get(state.place), self.i64(0));
        self.leave_unless(Compare::Ge, place, zero, exhausted);
        let (set, place) = (self.get(state.set), self.get(state.place));
        let word = self.emit(Op::SetItem, &[set, place]);
        self.advance(state.place);
        Item::One(
            self.adapt(word, Repr::Value, &state.item),
            state.item.clone(),
        )
    }
}
