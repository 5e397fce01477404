//! `d.setdefault(key, [])`: what stands for a missing key is made only where it is missing.

use pyaot_abi::functions as rt;
use pyaot_abi::value::UNBOUND;
use pyaot_analysis::{Atom, Ty};
use pyaot_ir::{LocalId, Op, Repr, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind};

use crate::function::FunctionLower;
use crate::position::position_of;

/// Whether nobody can tell how often a key of this type is hashed and compared.
fn is_hashed_unseen(ty: &Ty) -> bool {
    let unseen = |atom: &Atom| match atom {
        Atom::None | Atom::Bool | Atom::Int | Atom::Float | Atom::Str | Atom::Bytes => true,
        Atom::Tuple(items) => items.iter().all(is_hashed_unseen),
        Atom::TupleOf(item) => is_hashed_unseen(item),
        _ => false,
    };
    !ty.atoms().is_empty() && ty.atoms().iter().all(unseen)
}

impl<'a> FunctionLower<'_, 'a> {
    /// Whether these are the arguments of a `setdefault` for [`Self::find_or_make`].
    pub(crate) fn is_made_if_missing(&self, name: &str, args: &'a [Expr]) -> bool {
        match args {
            [key, default] => {
                name == "setdefault"
                    && !matches!(key.kind, ExprKind::Starred(_))
                    && is_hashed_unseen(&self.ty(key))
                    && self.is_fresh(default)
            }
            _ => false,
        }
    }

    /// Whether evaluating this makes a new container and does nothing else.
    fn is_fresh(&self, expr: &'a Expr) -> bool {
        let is_constant = |item: &Expr| {
            matches!(
                item.kind,
                ExprKind::None | ExprKind::True | ExprKind::False | ExprKind::Int(_)
            ) || matches!(item.kind, ExprKind::Float(_) | ExprKind::Str(_))
        };
        match &expr.kind {
            ExprKind::List(items) | ExprKind::Set(items) => items.iter().all(is_constant),
            ExprKind::Dict(items) => items.is_empty(),
            ExprKind::Call {
                callee,
                args,
                keywords,
            } => {
                let made = match self.ty(callee).single() {
                    Some(Atom::Builtin(name)) => ["list", "dict", "set"].contains(name),
                    _ => false,
                };
                made && args.is_empty() && keywords.is_empty()
            }
            _ => false,
        }
    }

    /// `object.setdefault(key, default)` of a dict, where the default [`Self::is_fresh`].
    pub(crate) fn set_fresh_default(
        &mut self,
        expr: &'a Expr,
        object: &'a Expr,
        key: &'a Expr,
        default: &'a Expr,
    ) -> ValueId {
        let dict = self.expr(object);
        let dict = self.hold("dict", dict);
        let key = self.value(key);
        let key = self.hold("key", key);
        self.b.position = position_of(expr);
        let word = self.find_or_make(expr, dict, key, default);
        let ty = self.ty(expr);
        self.adapt(word, Repr::Value, &ty)
    }

    /// What `dict` has for `key`, which is what `default` makes where it had nothing.
    pub(crate) fn find_or_make(
        &mut self,
        expr: &'a Expr,
        dict: LocalId,
        key: LocalId,
        default: &'a Expr,
    ) -> ValueId {
        let args = [self.get(dict), self.get(key)];
        let found = self.runtime(&rt::dict::dict_find, &args);
        let found = self.hold("found", found);
        let word = self.get(found);
        let missing = self.emit(Op::IsWord(UNBOUND), &[word]);
        let (make, end) = (self.b.new_block(), self.b.new_block());
        self.b.branch(missing, make, end);
        self.b.switch_to(make);
        let made = self.value(default);
        self.set(found, made);
        self.b.position = position_of(expr);
        let args = [self.get(dict), self.get(key), self.get(found)];
        self.runtime_unit(&rt::dict::dict_setitem, &args);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        self.get(found)
    }
}
