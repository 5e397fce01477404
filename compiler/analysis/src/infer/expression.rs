//! Expressions: their types.

use pyaot_syntax::tree::{
    BinaryOp, Comprehension, Expr, ExprKind, FStringPart, Function, StmtKind,
};

use super::operator::is_never_negative;
use super::{Frame, Infer, Part};
use crate::ty::{Atom, FuncKey, Ty};

impl<'a> Infer<'a> {
    /// The type of an expression, recorded for `lower`.
    pub(super) fn expr(&mut self, frame: &mut Frame<'a>, expr: &'a Expr) -> Ty {
        frame.forget(expr.id);
        let ty = self.expr_type(frame, expr);
        let ty = self.normal(&ty);
        self.record(frame, expr.id, &ty);
        ty
    }

    fn expr_type(&mut self, frame: &mut Frame<'a>, expr: &'a Expr) -> Ty {
        match &expr.kind {
            ExprKind::None => Ty::none(),
            ExprKind::True | ExprKind::False => Ty::bool(),
            ExprKind::Int(_) | ExprKind::BigInt(_) => Ty::int(),
            ExprKind::Float(x) if *x >= 0.0 => Atom::NonNegFloat.into(),
            ExprKind::Float(_) => Ty::float(),
            ExprKind::Str(_) => Ty::str(),
            ExprKind::Bytes(_) => Atom::Bytes.into(),
            ExprKind::Complex(_) => Ty::complex(),
            ExprKind::Ellipsis => Ty::Dynamic,
            ExprKind::Name { .. } => self.name(frame, expr),
            ExprKind::List(items) => {
                let site = self.site(frame.ctx, expr.id);
                self.display_items(frame, items, site);
                Atom::List(site).into()
            }
            ExprKind::Set(items) => {
                let site = self.site(frame.ctx, expr.id);
                self.display_items(frame, items, site);
                self.hash_items(site);
                Atom::Set(site).into()
            }
            ExprKind::Tuple(items) => self.tuple(frame, items),
            ExprKind::Dict(entries) => {
                let site = self.site(frame.ctx, expr.id);
                for (key, value) in entries {
                    match key {
                        Some(key) => {
                            let key = self.expr(frame, key);
                            let value = self.expr(frame, value);
                            self.put(site, Part::Key, &key);
                            self.put(site, Part::Value, &value);
                        }
                        None => {
                            let mapping = self.expr(frame, value);
                            self.merge_mapping(site, &mapping);
                        }
                    }
                }
                self.hash_items(site);
                Atom::Dict(site).into()
            }
            ExprKind::Starred(inner) => self.expr(frame, inner),
            ExprKind::Unary { op, operand } => {
                let ty = self.expr(frame, operand);
                self.unary(frame, expr, *op, &ty)
            }
            ExprKind::Binary { op, left, right } => {
                let a = self.expr(frame, left);
                let b = self.expr(frame, right);
                if let Some(ty) = self.operator_method(frame, expr.id, *op, (&a, &b), false) {
                    return ty;
                }
                let squared = *op == BinaryOp::Mul && same_name(left, right) && a.is_float();
                if squared {
                    return Atom::NonNegFloat.into();
                }
                let root = *op == BinaryOp::Pow && a.is_mixed_number() && b.is_float();
                let is_number =
                    |expr: &Expr| frame.types.get(&expr.id).is_some_and(Ty::is_mixed_number);
                if root && is_never_negative(left, &is_number) {
                    return Atom::NonNegFloat.into();
                }
                let ty = self.binary(*op, &a, &b, Some(right), false);
                let is_number =
                    |expr: &Expr| frame.types.get(&expr.id).is_some_and(Ty::is_mixed_number);
                if ty.is(&Atom::Float) && is_never_negative(expr, &is_number) {
                    return Atom::NonNegFloat.into();
                }
                ty
            }
            ExprKind::Compare { first, rest } => self.compare(frame, expr, first, rest),
            ExprKind::And(operands) => self.and_or(frame, operands, true),
            ExprKind::Or(operands) => self.and_or(frame, operands, false),
            ExprKind::Conditional { test, body, orelse } => {
                self.expr(frame, test);
                let before = frame.env.clone();
                let mut all = Ty::BOTTOM;
                if self.branch(frame, test, true) {
                    all = self.expr(frame, body);
                }
                let after = std::mem::replace(&mut frame.env, before);
                if self.branch(frame, test, false) {
                    let ty = self.expr(frame, orelse);
                    all = self.join(&all, &ty);
                }
                frame.env = self.join_env(after, frame.env.take());
                all
            }
            ExprKind::Attribute { object, name } => {
                if super::attribute::NAMES_OF_CLASSES.contains(&name.as_str())
                    && let Some(ty) = self.class_only_named(frame, object)
                {
                    return ty;
                }
                let receiver = self.expr(frame, object);
                self.attribute(frame, expr, &receiver, name)
            }
            ExprKind::Subscript { object, index } => {
                let container = self.expr(frame, object);
                let key = self.expr(frame, index);
                self.item_of(frame, Some(expr.id), &container, &key, index)
            }
            ExprKind::Slice { start, stop, step } => {
                for part in [start, stop, step].into_iter().flatten() {
                    self.expr(frame, part);
                }
                Ty::Dynamic
            }
            ExprKind::Call {
                callee,
                args,
                keywords,
            } => self.call(frame, expr, callee, args, keywords),
            ExprKind::FString(parts) => {
                self.fstring(frame, parts);
                Ty::str()
            }
            ExprKind::ListComp { element, clauses }
            | ExprKind::InlineGenerator { element, clauses } => {
                let site = self.site(frame.ctx, expr.id);
                self.comprehension(frame, clauses, &mut |this, frame| {
                    let ty = this.expr(frame, element);
                    this.put(site, Part::Item, &ty);
                });
                Atom::List(site).into()
            }
            ExprKind::SetComp { element, clauses } => {
                let site = self.site(frame.ctx, expr.id);
                self.comprehension(frame, clauses, &mut |this, frame| {
                    let ty = this.expr(frame, element);
                    this.put(site, Part::Item, &ty);
                });
                self.hash_items(site);
                Atom::Set(site).into()
            }
            ExprKind::DictComp {
                key,
                value,
                clauses,
            } => {
                let site = self.site(frame.ctx, expr.id);
                self.comprehension(frame, clauses, &mut |this, frame| {
                    let key = this.expr(frame, key);
                    let value = this.expr(frame, value);
                    this.put(site, Part::Key, &key);
                    this.put(site, Part::Value, &value);
                });
                self.hash_items(site);
                Atom::Dict(site).into()
            }
            ExprKind::GeneratorExp { function, iterable } => {
                let ty = self.expr(frame, iterable);
                let key = FuncKey {
                    module: frame.key.module,
                    function: *function,
                };
                let is_async = first_clause_is_async(self.function(key));
                let item = self.clause_item(&ty, is_async);
                self.needs_object.insert(key);
                let iterator = if is_async {
                    Ty::Dynamic
                } else {
                    Atom::Iterator(Box::new(item)).into()
                };
                let ctx = self.context(key, vec![iterator]);
                frame
                    .calls
                    .insert(expr.id, vec![(Atom::Function(key), ctx)]);
                self.contexts[ctx.index()].result.clone()
            }
            ExprKind::Lambda(function) => self.function_value(frame, *function),
            ExprKind::Walrus { target, value } => {
                let ty = self.expr(frame, value);
                self.assign(frame, target, &ty);
                ty
            }
            ExprKind::Yield(value) => {
                let ty = match value {
                    Some(value) => self.expr(frame, value),
                    None => Ty::none(),
                };
                frame.yields = self.join(&frame.yields.clone(), &ty);
                Ty::Dynamic
            }
            ExprKind::YieldFrom(value) => {
                let ty = self.expr(frame, value);
                // An iterator may have `send` and `throw`.
                self.touch(&ty);
                let item = self.iter_item(&ty);
                frame.yields = self.join(&frame.yields.clone(), &item);
                Ty::Dynamic
            }
            ExprKind::Match { test, operands } => self.match_test(frame, test, operands),
            ExprKind::Globals => Ty::Dynamic,
            ExprKind::Locals(items) => {
                for (_, value) in items {
                    let ty = self.expr(frame, value);
                    self.escape(&ty);
                }
                if frame.is_prepared {
                    self.record(frame, expr.id, &Ty::Dynamic);
                    return Ty::Dynamic;
                }
                let site = self.site(frame.ctx, expr.id);
                self.put(site, Part::Key, &Ty::str());
                self.put(site, Part::Value, &Ty::Dynamic);
                Atom::Dict(site).into()
            }
            ExprKind::Await(value) => {
                let ty = self.expr(frame, value);
                self.escape(&ty);
                Ty::Dynamic
            }
        }
    }

    /// Items of a list or set display; stars spread.
    fn display_items(&mut self, frame: &mut Frame<'a>, items: &'a [Expr], site: crate::ty::SiteId) {
        for item in items {
            let mut ty = self.expr(frame, item);
            if matches!(item.kind, ExprKind::Starred(_)) {
                ty = self.iter_item(&ty);
            }
            self.put(site, Part::Item, &ty);
        }
    }

    fn tuple(&mut self, frame: &mut Frame<'a>, items: &'a [Expr]) -> Ty {
        let types: Vec<Ty> = items.iter().map(|item| self.expr(frame, item)).collect();
        if items
            .iter()
            .any(|item| matches!(item.kind, ExprKind::Starred(_)))
        {
            let mut all = Ty::BOTTOM;
            for (item, ty) in items.iter().zip(&types) {
                let ty = if matches!(item.kind, ExprKind::Starred(_)) {
                    self.iter_item(ty)
                } else {
                    ty.clone()
                };
                all = self.join(&all, &ty);
            }
            return self.limited(Atom::TupleOf(Box::new(all)).into());
        }
        self.limited(Atom::Tuple(types).into())
    }

    /// A tuple type that nests too deep gives up its items.
    pub(super) fn limited(&mut self, ty: Ty) -> Ty {
        self.join(&ty.clone(), &ty);
        if ty.depth() > crate::ty::MAX_DEPTH {
            self.escape(&ty);
            return Ty::Dynamic;
        }
        ty
    }

    pub(super) fn fstring(&mut self, frame: &mut Frame<'a>, parts: &'a [FStringPart]) {
        for part in parts {
            if let FStringPart::Value { value, spec, .. } = part {
                self.expr(frame, value);
                if let Some(spec) = spec {
                    self.fstring(frame, spec);
                }
            }
        }
    }

    fn and_or(&mut self, frame: &mut Frame<'a>, operands: &'a [Expr], is_and: bool) -> Ty {
        let mut all = Ty::BOTTOM;
        let mut exits = None;
        for (n, operand) in operands.iter().enumerate() {
            let ty = self.expr(frame, operand);
            let last = n + 1 == operands.len();
            // What leaves early: false values for `and`, true ones for `or`.
            let left = match (last, is_and) {
                (true, _) => ty,
                (false, true) => ty.filter(|atom| {
                    !matches!(atom, Atom::Function(_) | Atom::Class(_) | Atom::Module(_))
                }),
                (false, false) => ty.filter(|atom| *atom != Atom::None),
            };
            all = self.join(&all, &left);
            exits = self.join_env(exits, frame.env.clone());
            if !last && !self.branch(frame, operand, is_and) {
                break;
            }
        }
        frame.env = exits;
        all
    }

    pub(super) fn comprehension(
        &mut self,
        frame: &mut Frame<'a>,
        clauses: &'a [Comprehension],
        inner: &mut dyn FnMut(&mut Self, &mut Frame<'a>),
    ) {
        let Some((clause, rest)) = clauses.split_first() else {
            return inner(self, frame);
        };
        let ty = self.expr(frame, &clause.iterable);
        let item = self.clause_item(&ty, clause.is_async);
        // Only the first iterable sees the names of a class body.
        let is_prepared = std::mem::take(&mut frame.is_prepared);
        let mut head = frame.env.clone();
        loop {
            frame.env = head.clone();
            self.assign(frame, &clause.target, &item);
            for condition in &clause.conditions {
                self.expr(frame, condition);
                self.narrow(frame, condition, true);
            }
            self.comprehension(frame, rest, inner);
            let next = self.join_env(head.clone(), frame.env.take());
            if next == head {
                break;
            }
            head = next;
        }
        frame.env = head;
        frame.is_prepared = is_prepared;
    }
}

/// Whether a generator expression begins with `async for`.
pub fn first_clause_is_async(function: &Function) -> bool {
    matches!(
        function.body.first().map(|stmt| &stmt.kind),
        Some(StmtKind::For { is_async: true, .. })
    )
}

/// Both names, of the same variable.
pub(super) fn same_name(a: &Expr, b: &Expr) -> bool {
    match (&a.kind, &b.kind) {
        (ExprKind::Name { place: p, .. }, ExprKind::Name { place: q, .. }) => p == q,
        (
            ExprKind::Attribute { object: a, name: x },
            ExprKind::Attribute { object: b, name: y },
        ) => x == y && same_name(a, b),
        _ => false,
    }
}
