//! `for` over `map` and `filter` of a known function: it is called directly.

use pyaot_abi::AbiType;
use pyaot_abi::functions as rt;
use pyaot_analysis::{Atom, CtxId, Ty};
use pyaot_ir::{BlockId, LocalId, Op, Repr, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind};

use super::{Item, Iteration};
use crate::function::FunctionLower;
use crate::repr::{boundary_repr, repr_of};
use crate::row::parameters;

/// What a call of `map` or `filter` calls, before anything is evaluated.
enum Mapped {
    Context(CtxId),
    Row(&'static rt::FnDecl, Ty),
    /// A method of the items, which are strs.
    Method(&'static rt::FnDecl, Ty),
    Truth,
}

/// What is called with the items.
enum Callee {
    /// A compiled function, and its object.
    Context(CtxId, LocalId),
    /// A row from a word to what the type says.
    Row(&'static rt::FnDecl, Ty),
    /// A row from a str, and the other arguments.
    Method(&'static rt::FnDecl, Ty, Vec<LocalId>),
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
    /// Whether a loop over `iterable` is over a `map`, `filter`, `zip` or `enumerate` that is not made.
    pub fn is_walked_in_place(&self, iterable: &Expr) -> bool {
        let ExprKind::Call {
            callee,
            args,
            keywords,
        } = &iterable.kind
        else {
            return false;
        };
        let spread = args.iter().any(|a| matches!(a.kind, ExprKind::Starred(_)));
        if !keywords.is_empty() || spread {
            return false;
        }
        match (self.ty(callee).single(), args.as_slice()) {
            (Some(Atom::Builtin("map")), args) => self.mapped(false, args).is_some(),
            (Some(Atom::Builtin("filter")), args) => self.mapped(true, args).is_some(),
            (Some(Atom::Builtin("zip")), [_, _, ..]) => true,
            (Some(Atom::Builtin("enumerate")), [_]) => true,
            _ => false,
        }
    }

    /// What `map(args...)` or `filter(args...)` calls, where that is known.
    fn mapped(&self, filters: bool, args: &[Expr]) -> Option<Mapped> {
        let (function, iterables) = args.split_first()?;
        if iterables.is_empty() || filters && iterables.len() != 1 {
            return None;
        }
        if let ([items], ExprKind::Attribute { object, name, .. }) = (iterables, &function.kind)
            && self.ty(object).is(&Atom::Builtin("str"))
        {
            let is_of_strs = self.item_type(&self.ty(items)).is_str();
            return self.method_of_strs(name).filter(|_| is_of_strs);
        }
        match self.ty(function).single()? {
            Atom::Function(key) => {
                let func = self.p.program.function(*key);
                let plain = func.params.positional.len() == iterables.len()
                    && func.params.all().count() == iterables.len();
                let ctx = *self.p.program.entries.get(key)?;
                let known = plain && !func.suspends() && self.p.functions.contains_key(&ctx);
                known.then_some(Mapped::Context(ctx))
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
                Some(Mapped::Row(row, ty))
            }
            Atom::None if filters => Some(Mapped::Truth),
            _ => None,
        }
    }

    /// A method of str that wants no arguments.
    fn method_of_strs(&self, name: &str) -> Option<Mapped> {
        let row = pyaot_analysis::rows::row("str", name)?;
        let ty = match row.result {
            AbiType::Str => Ty::str(),
            AbiType::Bool => Ty::bool(),
            _ => return None,
        };
        let rest = parameters(row.python?, row.params.len() - 1)?;
        let plain = rest.iter().all(|param| param.default.is_some());
        (plain && row.params[0].ty == AbiType::Str).then_some(Mapped::Method(row, ty))
    }

    /// `map(args...)` or `filter(args...)`.
    pub(super) fn iterate_map(&mut self, filters: bool, args: &'a [Expr]) -> Option<Iteration> {
        let mapped = self.mapped(filters, args)?;
        let (function, iterables) = args.split_first()?;
        let callee = match mapped {
            Mapped::Context(ctx) => {
                let object = self.expr(function);
                Callee::Context(ctx, self.hold("function", object))
            }
            Mapped::Row(row, ty) => Callee::Row(row, ty),
            Mapped::Method(row, ty) => {
                let spelled = parameters(row.python?, row.params.len() - 1)?;
                let mut rest = Vec::new();
                for (param, spelled) in row.params[1..].iter().zip(spelled) {
                    let value = self.default_literal(param.ty, &spelled.default?)?;
                    rest.push(self.hold("argument", value));
                }
                Callee::Method(row, ty, rest)
            }
            Mapped::Truth => Callee::Truth,
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
        // A StopIteration that the function raises ends the loop.
        let outer = self.b.handler;
        let caught = self.new_handler(outer);
        let mut made = None;
        self.region(Some(caught), |this| {
            made = Some(this.call_mapped(&state.callee, &items));
        });
        let (result, ty) = made.expect("what has been called gives something");
        let after = self.b.current_block();
        self.b.switch_to(caught);
        let ends = self.runtime(&rt::exception::exception_ends, &[]);
        let raised = self.new_handler(outer);
        self.b.branch(ends, exhausted, raised);
        self.b.switch_to(raised);
        self.propagate(outer);
        self.b.switch_to(after);
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
            Callee::Method(row, ty, rest) => {
                let mut args = vec![self.get(items[0].0)];
                args.extend(rest.iter().map(|argument| self.get(*argument)));
                (self.runtime(row, &args), ty.clone())
            }
            Callee::Truth => (self.get(items[0].0), items[0].1.clone()),
        }
    }
}
