//! `for` over a dict and over what `keys`, `values` and `items` give: place by
//! place, without an iterator and without pairs.

use pyaot_abi::functions as rt;
use pyaot_abi::value::UNBOUND;
use pyaot_analysis::{Atom, Ty};
use pyaot_ir::{BlockId, Compare, LocalId, MachineBinary, Op, Repr, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind};

use super::{Item, Iteration};
use crate::function::FunctionLower;

/// A walk through a dict, as CPython's iterators make it.
pub struct DictIteration {
    pub dict: LocalId,
    /// Where to look for the next entry.
    place: LocalId,
    /// The length it had at first.
    used: LocalId,
    /// How many entries are still expected.
    left: LocalId,
    /// The types of what is asked for.
    key: Option<Ty>,
    value: Option<Ty>,
}

impl<'a> FunctionLower<'_, 'a> {
    /// `dict.keys()`, `dict.values()` and `dict.items()`.
    pub(super) fn iterate_view(&mut self, iterable: &'a Expr) -> Option<Iteration> {
        let ExprKind::Call {
            callee,
            args,
            keywords,
        } = &iterable.kind
        else {
            return None;
        };
        let (ExprKind::Attribute { object, name }, [], []) =
            (&callee.kind, args.as_slice(), keywords.as_slice())
        else {
            return None;
        };
        let ty = self.ty(object);
        let Some(Atom::Dict(site) | Atom::DefaultDict(site)) = ty.single() else {
            return None;
        };
        let (key, value) = self.p.program.site(*site);
        let (key, value) = match name.as_str() {
            "keys" => (Some(key.clone()), None),
            "values" => (None, Some(value.clone())),
            "items" => (Some(key.clone()), Some(value.clone())),
            _ => return None,
        };
        let dict = self.expr(object);
        Some(Iteration::Dict(self.iterate_dict(dict, key, value)))
    }

    pub(super) fn iterate_dict(
        &mut self,
        dict: ValueId,
        key: Option<Ty>,
        value: Option<Ty>,
    ) -> DictIteration {
        let dict = self.hold("dict", dict);
        let object = self.get(dict);
        let length = self.emit(Op::DictLen, &[object]);
        DictIteration {
            dict,
            place: self.counter(),
            used: self.hold("used", length),
            left: self.hold("left", length),
            key,
            value,
        }
    }

    pub(super) fn next_entry(&mut self, state: &DictIteration, exhausted: BlockId) -> Item {
        let dict = self.get(state.dict);
        let (length, used) = (self.emit(Op::DictLen, &[dict]), self.get(state.used));
        let changed = self.emit(Op::MachineCompare(Compare::Ne), &[length, used]);
        self.fail_if_changed(changed, true);
        // Over places whose entries were deleted.
        let again = self.start_block();
        let dict = self.get(state.dict);
        let (place, places) = (self.get(state.place), self.emit(Op::DictPlaces, &[dict]));
        self.leave_unless_below(place, places, exhausted);
        let at = self.get(state.place);
        let at = self.hold("at", at);
        self.advance(state.place);
        let (dict, place) = (self.get(state.dict), self.get(at));
        let key = self.emit(Op::DictKey, &[dict, place]);
        let deleted = self.emit(Op::IsWord(UNBOUND), &[key]);
        let next = self.b.new_block();
        self.b.branch(deleted, again, next);
        self.b.switch_to(next);
        let (left, zero) = (self.get(state.left), self.i64(0));
        let changed = self.emit(Op::MachineCompare(Compare::Eq), &[left, zero]);
        self.fail_if_changed(changed, false);
        self.step(state.left, MachineBinary::Sub);
        let mut parts = Vec::new();
        for (op, ty) in [(Op::DictKey, &state.key), (Op::DictValue, &state.value)] {
            if let Some(ty) = ty {
                let (dict, place) = (self.get(state.dict), self.get(at));
                let word = self.emit(op, &[dict, place]);
                parts.push(Item::One(self.adapt(word, Repr::Value, ty), ty.clone()));
            }
        }
        match parts.len() {
            1 => parts.remove(0),
            _ => Item::Many(parts),
        }
    }

    fn fail_if_changed(&mut self, changed: ValueId, size: bool) {
        self.guard(changed, |this| {
            let size = this.emit(Op::ConstBool(size), &[]);
            this.runtime_unit(&rt::dict::dict_changed, &[size]);
        });
    }
}
