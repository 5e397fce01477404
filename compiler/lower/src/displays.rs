//! Tuples that are written down only to be compared or hashed, as special methods do:
//! `(self.x, self.y) == (other.x, other.y)`, `hash((self.x, self.y))`. They are not made.

use pyaot_abi::functions as rt;
use pyaot_analysis::Ty;
use pyaot_ir::{BlockId, Compare, LocalId, Op, ValueId};
use pyaot_syntax::tree::{CompareOp, Expr, ExprKind};

use crate::function::FunctionLower;
use crate::position::position_of;
use crate::repr::repr_of;

/// Longer ones are made.
const MOST_ITEMS: usize = 8;

/// The items of a tuple display without `*`.
pub fn items(expr: &Expr) -> Option<&[Expr]> {
    match &expr.kind {
        ExprKind::Tuple(items)
            if (1..=MOST_ITEMS).contains(&items.len())
                && !items
                    .iter()
                    .any(|item| matches!(item.kind, ExprKind::Starred(_))) =>
        {
            Some(items)
        }
        _ => None,
    }
}

/// The items of two displays of one length whose comparison is one of their items.
pub fn compared<'a>(
    op: CompareOp,
    first: &'a Expr,
    second: &'a Expr,
) -> Option<(&'a [Expr], &'a [Expr])> {
    use CompareOp::{Eq, Ge, Gt, Le, Lt, Ne};
    let (first, second) = (items(first)?, items(second)?);
    (matches!(op, Eq | Ne | Lt | Le | Gt | Ge) && first.len() == second.len())
        .then_some((first, second))
}

impl<'a> FunctionLower<'_, 'a> {
    fn held_items(&mut self, items: &'a [Expr]) -> Vec<(LocalId, Ty)> {
        let mut held = Vec::new();
        for item in items {
            let value = self.expr(item);
            held.push((self.hold("item", value), self.ty(item)));
        }
        held
    }

    /// Compares two tuples by their items: the first two that differ decide.
    pub fn compare_displays(
        &mut self,
        expr: &'a Expr,
        compare: Compare,
        (first, second): (&'a [Expr], &'a [Expr]),
    ) -> ValueId {
        let (first, second) = (self.held_items(first), self.held_items(second));
        self.b.position = position_of(expr);
        let repr = self.repr(expr);
        let result = self.new_local("compared", repr);
        let end = self.b.new_block();
        for ((a, ta), (b, tb)) in first.iter().zip(&second) {
            let (differ, next) = (self.b.new_block(), self.b.new_block());
            self.branch_on_equal((*a, ta), (*b, tb), next, differ);
            self.b.switch_to(differ);
            let decided = match compare {
                Compare::Eq | Compare::Ne => self.emit(Op::ConstBool(compare == Compare::Ne), &[]),
                _ => {
                    let (a, b) = (self.get(*a), self.get(*b));
                    let truth = repr == pyaot_ir::Repr::Bool;
                    self.compare_values(compare, (a, ta), (b, tb), truth)
                }
            };
            let given = self.b.function.repr(decided);
            let decided = self.coerce(decided, given, repr);
            self.set(result, decided);
            self.b.jump(end, &[]);
            self.b.switch_to(next);
        }
        let equal = matches!(compare, Compare::Eq | Compare::Le | Compare::Ge);
        let equal = self.emit(Op::ConstBool(equal), &[]);
        let given = self.b.function.repr(equal);
        let equal = self.coerce(equal, given, repr);
        self.set(result, equal);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        self.get(result)
    }

    /// Goes to `same` where containers take two items for one: where they are
    /// identical or equal.
    fn branch_on_equal(
        &mut self,
        (first, ta): (LocalId, &Ty),
        (second, tb): (LocalId, &Ty),
        same: BlockId,
        differ: BlockId,
    ) {
        let whole = |ty: &Ty| ty.is_int() || ty.is_bool();
        let is_float = ta.is_float() && tb.is_float();
        let by_value = whole(ta) && whole(tb) || ta.is_str() && tb.is_str();
        if !is_float && !by_value {
            // Asking an object whether it equals itself may do anything.
            let other = self.b.new_block();
            let (a, b) = (self.get(first), self.get(second));
            let identical = self.identical(a, ta, b, tb);
            self.b.branch(identical, same, other);
            self.b.switch_to(other);
        }
        let (a, b) = (self.get(first), self.get(second));
        let equal = self.compare_values(Compare::Eq, (a, ta), (b, tb), true);
        if is_float {
            // A nan is not equal to itself, but identical.
            let other = self.b.new_block();
            self.b.branch(equal, same, other);
            self.b.switch_to(other);
            let nan = self.emit(Op::FloatCompare(Compare::Ne), &[a, a]);
            let ask = self.b.new_block();
            self.b.function.block_mut(ask).cold = true;
            self.b.branch(nan, ask, differ);
            self.b.switch_to(ask);
            let (a, b) = (self.get(first), self.get(second));
            let identical = self.identical(a, ta, b, tb);
            self.b.branch(identical, same, differ);
        } else {
            self.b.branch(equal, same, differ);
        }
    }

    /// `hash((a, b))`.
    pub fn hash_display(&mut self, expr: &'a Expr, items: &'a [Expr]) -> ValueId {
        let held = self.held_items(items);
        self.b.position = position_of(expr);
        let mut words = Vec::new();
        for (item, ty) in &held {
            let value = self.get(*item);
            words.push(self.coerce(value, repr_of(ty), pyaot_ir::Repr::Value));
        }
        self.runtime(&rt::tuple::tuple_hash_items, &words)
    }
}
