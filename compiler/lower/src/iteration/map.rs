//! `for` over `map` and `filter` of a known function: it is called directly.

use pyaot_abi::functions as rt;
use pyaot_analysis::{Atom, CtxId, Ty};
use pyaot_ir::{BlockId, LocalId, Op, Repr, ValueId};
use pyaot_syntax::tree::Expr;

use super::{Item, Iteration};
use crate::function::FunctionLower;
use crate::repr::{boundary_repr, repr_of};

/// What is called with the items.
enum Callee {
    /// A compiled function, and its object.
    Context(CtxId, LocalId),
    /// A row from a word to what the type says.
    Row(&'static rt::FnDecl, Ty),
    /// `filter(None, ...)`.
    Truth,
}

pub struct Mapping {
    callee: Callee,
    parts: Vec<Iteration>,
    filters: bool,
}

impl Mapping {
    pub fn parts(&self) -> &[Iteration] {
        &self.parts
    }
}

impl<'a> FunctionLower<'_, 'a> {
    /// `map(args...)` or `filter(args...)`.
    pub(super) fn iterate_map(&mut self, filters: bool, args: &'a [Expr]) -> Option<Iteration> {
        let (function, iterables) = args.split_first()?;
        if iterables.is_empty() || filters && iterables.len() != 1 {
            return None;
        }
        let callee = match self.ty(function).single()? {
            Atom::Function(key) => {
                let func = self.p.program.function(*key);
                let plain = func.params.positional.len() == iterables.len()
                    && func.params.all().count() == iterables.len();
                let ctx = *self.p.program.entries.get(key)?;
                if !plain || func.suspends() || !self.p.functions.contains_key(&ctx) {
                    return None;
                }
                let object = self.expr(function);
                Callee::Context(ctx, self.hold("function", object))
            }
            Atom::Builtin(name) if !filters && iterables.len() == 1 => {
                let (row, ty) = match *name {
                    "int" => (&rt::int::int_from_value, Ty::int()),
                    "float" => (&rt::float::float_from_value, Ty::float()),
                    "str" => (&rt::operation::value_str, Ty::str()),
                    "repr" => (&rt::operation::value_repr, Ty::str()),
                    "len" => (&rt::operation::value_len, Ty::int()),
                    _ => return None,
                };
                Callee::Row(row, ty)
            }
            Atom::None if filters => Callee::Truth,
            _ => return None,
        };
        let parts = iterables.iter().map(|arg| self.iterate(arg)).collect();
        Some(Iteration::Mapping(Box::new(Mapping {
            callee,
            parts,
            filters,
        })))
    }

    pub(super) fn next_mapped(&mut self, state: &mut Mapping, exhausted: BlockId) -> Item {
        let again = self.start_block();
        let mut items = Vec::new();
        for part in &mut state.parts {
            let item = self.next_item(part, exhausted);
            let (value, ty) = self.join_item(item);
            items.push((self.hold("item", value), ty));
        }
        let (result, ty) = self.call_mapped(&state.callee, &items);
        if !state.filters {
            return Item::One(result, ty);
        }
        let truth = self.truth(result, &ty);
        let next = self.b.new_block();
        self.b.branch(truth, next, again);
        self.b.switch_to(next);
        let (item, ty) = items.swap_remove(0);
        Item::One(self.get(item), ty)
    }

    fn call_mapped(&mut self, callee: &Callee, items: &[(LocalId, Ty)]) -> (ValueId, Ty) {
        match callee {
            Callee::Context(ctx, function) => {
                let context = self.p.program.context(*ctx);
                let mut args = Vec::new();
                if self.p.has_captures(context.func) {
                    let function = self.get(*function);
                    let given = self.b.function.repr(function);
                    args.push(self.coerce(function, given, Repr::Ref));
                }
                for ((item, ty), param) in items.iter().zip(&context.params) {
                    let value = self.get(*item);
                    let word = self.coerce(value, repr_of(ty), Repr::Value);
                    let value = self.adapt(word, Repr::Value, param);
                    args.push(self.coerce(value, repr_of(param), boundary_repr(param)));
                }
                let id = self.p.functions[ctx];
                let value = self.emit(Op::Call(id), &args);
                let given = self.b.function.repr(value);
                let ty = context.result.clone();
                (self.adapt(value, given, &ty), ty)
            }
            Callee::Row(row, ty) => {
                let (item, item_ty) = &items[0];
                let value = self.get(*item);
                let word = self.coerce(value, repr_of(item_ty), Repr::Value);
                let value = self.runtime(row, &[word]);
                let given = self.b.function.repr(value);
                (self.adapt(value, given, ty), ty.clone())
            }
            Callee::Truth => (self.get(items[0].0), items[0].1.clone()),
        }
    }
}
