//! `for` over `reversed` of what has a length: from the last place down.

use pyaot_analysis::{Atom, Ty};
use pyaot_ir::{BlockId, Compare, LocalId, MachineBinary, Op, Repr};
use pyaot_syntax::tree::Expr;

use super::{Item, Iteration};
use crate::function::FunctionLower;

/// A walk through a sequence from its end.
pub struct Backwards {
    pub sequence: LocalId,
    /// The type of the sequence.
    ty: Ty,
    /// The place of the next item.
    k: LocalId,
}

impl<'a> FunctionLower<'_, 'a> {
    /// `reversed(inner)`, where that needs no iterator.
    pub(super) fn iterate_reversed(&mut self, inner: &'a Expr) -> Option<Iteration> {
        if let Some(args) = self.range_arguments(inner) {
            return Some(self.iterate_range(args, true));
        }
        let ty = self.ty(inner);
        let length = match ty.single()? {
            Atom::List(_) => Op::ListLen,
            Atom::Tuple(_) | Atom::TupleOf(_) => Op::TupleLen,
            _ => return None,
        };
        let value = self.expr(inner);
        let sequence = self.hold("sequence", value);
        let object = self.get(sequence);
        let length = self.emit(length, &[object]);
        let k = self.hold("k", length);
        self.step(k, MachineBinary::Sub);
        Some(Iteration::Backwards(Backwards { sequence, ty, k }))
    }

    pub(super) fn next_backwards(&mut self, state: &Backwards, exhausted: BlockId) -> Item {
        let (index, zero) = (self.get(state.k), self.i64(0));
        self.leave_unless(Compare::Ge, index, zero, exhausted);
        let item = self.item_type(&state.ty);
        let is_list = matches!(state.ty.single(), Some(Atom::List(_)));
        if is_list {
            // It may have become shorter, which ends the iteration.
            let list = self.get(state.sequence);
            let (index, length) = (self.get(state.k), self.emit(Op::ListLen, &[list]));
            self.leave_unless_below(index, length, exhausted);
        }
        let args = [self.get(state.sequence), self.get(state.k)];
        let value = if is_list {
            self.list_get(args, &item)
        } else {
            self.emit(Op::TupleIndex, &args)
        };
        self.step(state.k, MachineBinary::Sub);
        let given: Repr = self.b.function.repr(value);
        Item::One(self.adapt(value, given, &item), item)
    }
}
