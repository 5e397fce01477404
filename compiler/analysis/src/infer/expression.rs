//! Expressions: their types.

use pyaot_abi::layout::DType;
use pyaot_syntax::tree::{
    BinaryOp, Capture, CompareOp, Comprehension, Expr, ExprKind, FStringPart, Function, Place,
    StmtKind, UnaryOp, VarId,
};

use super::{Frame, Infer, Part, Slot};
use crate::classes::{Member, find_member};
use crate::ty::{Atom, FuncKey, Ty};

impl<'a> Infer<'a> {
    /// The type of an expression, recorded for `lower`.
    pub(super) fn expr(&mut self, frame: &mut Frame<'a>, expr: &'a Expr) -> Ty {
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
            ExprKind::Complex(_) | ExprKind::Ellipsis => Ty::Dynamic,
            ExprKind::Name { .. } => self.name(frame, expr),
            ExprKind::List(items) => {
                let site = self.site(frame.ctx, expr.id);
                self.display_items(frame, items, site);
                Atom::List(site).into()
            }
            ExprKind::Set(items) => {
                let site = self.site(frame.ctx, expr.id);
                self.display_items(frame, items, site);
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
                Atom::Dict(site).into()
            }
            ExprKind::Starred(inner) => self.expr(frame, inner),
            ExprKind::Unary { op, operand } => {
                let ty = self.expr(frame, operand);
                self.unary(*op, &ty)
            }
            ExprKind::Binary { op, left, right } => {
                let a = self.expr(frame, left);
                let b = self.expr(frame, right);
                if let Some(ty) = self.operator_method(frame, expr, *op, &a, &b) {
                    return ty;
                }
                let squared = *op == BinaryOp::Mul && same_name(left, right) && a.is_float();
                if squared {
                    return Atom::NonNegFloat.into();
                }
                self.binary(*op, &a, &b, Some(right), false)
            }
            ExprKind::Compare { first, rest } => self.compare(frame, first, rest),
            ExprKind::And(operands) => self.and_or(frame, operands, true),
            ExprKind::Or(operands) => self.and_or(frame, operands, false),
            ExprKind::Conditional { test, body, orelse } => {
                self.expr(frame, test);
                let before = frame.env.clone();
                let holds = self.narrow(frame, test, true);
                let a = self.expr(frame, body);
                let after = std::mem::replace(&mut frame.env, before);
                let fails = self.narrow(frame, test, false);
                let b = self.expr(frame, orelse);
                frame.env = self.join_env(after, frame.env.take());
                match (holds, fails) {
                    (true, false) => a,
                    (false, true) => b,
                    _ => self.join(&a, &b),
                }
            }
            ExprKind::Attribute { object, name } => {
                if super::attribute::NAMES_OF_CLASSES.contains(&name.as_str())
                    && let Some(ty) = self.name_of_class(frame, object)
                {
                    return ty;
                }
                let receiver = self.expr(frame, object);
                self.attribute(frame, expr, &receiver, name)
            }
            ExprKind::Subscript { object, index } => {
                let container = self.expr(frame, object);
                let key = self.expr(frame, index);
                self.item_of(frame, &container, &key, index)
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
                let item = self.iter_item(&ty);
                frame.yields = self.join(&frame.yields.clone(), &item);
                Ty::Dynamic
            }
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
    fn limited(&mut self, ty: Ty) -> Ty {
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
            if !last {
                self.narrow(frame, operand, is_and);
            }
        }
        frame.env = exits;
        all
    }

    fn compare(
        &mut self,
        frame: &mut Frame<'a>,
        first: &'a Expr,
        rest: &'a [(CompareOp, Expr)],
    ) -> Ty {
        let mut left = self.expr(frame, first);
        let mut all = Ty::BOTTOM;
        for (op, right) in rest {
            let ty = self.expr(frame, right);
            let one = match op {
                // Identity asks nobody.
                CompareOp::Is | CompareOp::IsNot => Ty::bool(),
                CompareOp::In | CompareOp::NotIn => {
                    self.touch(&left);
                    self.touch(&ty);
                    Ty::bool()
                }
                _ if self.array_compare(&left, &ty).is_some() => {
                    self.array_compare(&left, &ty).unwrap_or(Ty::Dynamic)
                }
                _ if simple_comparison(&left) && simple_comparison(&ty) => Ty::bool(),
                _ => {
                    self.touch(&left);
                    self.touch(&ty);
                    Ty::Dynamic
                }
            };
            all = self.join(&all, &one);
            left = ty;
        }
        all
    }

    /// The value takes part in an operation that the runtime performs and
    /// that may call special methods of its class.
    pub(super) fn touch(&mut self, ty: &Ty) {
        for atom in ty.atoms() {
            match atom {
                Atom::Instance(class) => self.touch_class(*class),
                Atom::Method(..) => self.escape(&Ty::from(atom.clone())),
                _ => {}
            }
        }
    }

    pub(super) fn unary(&mut self, op: UnaryOp, ty: &Ty) -> Ty {
        match op {
            UnaryOp::Not => Ty::bool(),
            _ if ty.is_bottom() => Ty::BOTTOM,
            UnaryOp::Neg | UnaryOp::Pos if ty.is_float() => Ty::float(),
            UnaryOp::Neg | UnaryOp::Pos | UnaryOp::Invert if ty.is_intlike() => Ty::int(),
            UnaryOp::Neg | UnaryOp::Pos if ty.scalar().is_some_and(|d| d.is_float()) => ty.clone(),
            UnaryOp::Neg if matches!(ty.scalar(), Some(DType::I64 | DType::I32)) => ty.clone(),
            _ => {
                self.touch(ty);
                Ty::Dynamic
            }
        }
    }

    /// The type of `a op b`; `right` is the operand's expression where a
    /// constant exponent matters.
    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        a: &Ty,
        b: &Ty,
        right: Option<&Expr>,
        in_place: bool,
    ) -> Ty {
        if a.is_bottom() || b.is_bottom() {
            return Ty::BOTTOM;
        }
        if let Some(ty) = self.array_binary(op, a, b) {
            // In place, an array keeps its type.
            let stays = in_place && matches!(a.single(), Some(Atom::Array(..)));
            let array = matches!(ty.single(), Some(Atom::Array(..)));
            return if stays && array { a.clone() } else { ty };
        }
        if a.is_intlike() && b.is_intlike() {
            let bools = a.is_bool() && b.is_bool();
            return match op {
                BinaryOp::TrueDiv => Ty::float(),
                BinaryOp::And | BinaryOp::Or | BinaryOp::Xor if bools => Ty::bool(),
                BinaryOp::And | BinaryOp::Or | BinaryOp::Xor
                    if a.may_be(|x| *x == Atom::Bool) && b.may_be(|x| *x == Atom::Bool) =>
                {
                    Ty::Of(vec![Atom::Bool, Atom::Int])
                }
                BinaryOp::Pow => match right.map(|r| &r.kind) {
                    Some(ExprKind::Int(n)) if *n >= 0 => Ty::int(),
                    _ => Ty::Of(vec![Atom::Int, Atom::Float]),
                },
                BinaryOp::MatMul => Ty::Dynamic,
                _ => Ty::int(),
            };
        }
        let number = |ty: &Ty| ty.is_float() || ty.is_int() || ty.is_bool();
        if number(a) && number(b) {
            return self.float_binary(op, a, b, right);
        }
        let both = |test: fn(&Ty) -> bool| test(a) && test(b);
        match op {
            BinaryOp::Add if both(Ty::is_str) => return Ty::str(),
            BinaryOp::Mul if (a.is_str() && b.is_intlike()) || (a.is_intlike() && b.is_str()) => {
                return Ty::str();
            }
            BinaryOp::Mod if a.is_str() => {
                self.touch(b);
                return Ty::str();
            }
            _ => {}
        }
        match (a.single(), b.single(), op) {
            (Some(Atom::List(x)), Some(Atom::List(y)), BinaryOp::Add) => {
                let site = self.unify(*x, *y);
                return Atom::List(site).into();
            }
            (Some(Atom::List(x)), _, BinaryOp::Add) if in_place => {
                let item = self.iter_item(b);
                self.put(*x, Part::Item, &item);
                return a.clone();
            }
            (Some(Atom::List(x)), _, BinaryOp::Mul) if b.is_intlike() => {
                return Atom::List(*x).into();
            }
            (_, Some(Atom::List(x)), BinaryOp::Mul) if a.is_intlike() => {
                return Atom::List(*x).into();
            }
            (Some(Atom::Tuple(x)), Some(Atom::Tuple(y)), BinaryOp::Add) => {
                let all = x.iter().chain(y).cloned().collect();
                return self.limited(Atom::Tuple(all).into());
            }
            (Some(x @ (Atom::Tuple(_) | Atom::TupleOf(_))), _, BinaryOp::Mul) if b.is_intlike() => {
                let item = self.tuple_item(&x.clone());
                return self.limited(Atom::TupleOf(Box::new(item)).into());
            }
            (
                Some(x @ (Atom::Tuple(_) | Atom::TupleOf(_))),
                Some(y @ (Atom::Tuple(_) | Atom::TupleOf(_))),
                BinaryOp::Add,
            ) => {
                let (x, y) = (self.tuple_item(&x.clone()), self.tuple_item(&y.clone()));
                let item = self.join(&x, &y);
                return self.limited(Atom::TupleOf(Box::new(item)).into());
            }
            (
                Some(Atom::Set(x)),
                Some(Atom::Set(y)),
                BinaryOp::And | BinaryOp::Or | BinaryOp::Xor | BinaryOp::Sub,
            ) => {
                let site = self.unify(*x, *y);
                return Atom::Set(site).into();
            }
            _ => {}
        }
        if mixed_numbers(a) && mixed_numbers(b) {
            let simple = !matches!(op, BinaryOp::Pow | BinaryOp::MatMul);
            if simple && a.may_be(is_float_atom) | b.may_be(is_float_atom) {
                return Ty::Of(vec![Atom::Int, Atom::Float]);
            }
        }
        let none = |ty: &Ty| ty.is(&Atom::None);
        if both(is_plain) && (none(a) || none(b) || a.atoms().len() + b.atoms().len() > 2) {
            return self.binary_by_pairs(op, a, b, right);
        }
        self.escape(a);
        self.escape(b);
        Ty::Dynamic
    }

    /// `a op b` of unions whose members have no operators but built-in ones:
    /// what each pair gives. `None` gives nothing but a TypeError.
    fn binary_by_pairs(&mut self, op: BinaryOp, a: &Ty, b: &Ty, right: Option<&Expr>) -> Ty {
        let mut all = Ty::BOTTOM;
        for x in a.atoms() {
            for y in b.atoms() {
                let none = |atom: &Atom| *atom == Atom::None;
                // `"%s" % None` is text.
                let text = op == BinaryOp::Mod && *x == Atom::Str;
                if none(x) || none(y) && !text {
                    continue;
                }
                let (x, y) = (Ty::from(x.clone()), Ty::from(y.clone()));
                let one = self.binary(op, &x, &y, right, false);
                all = self.join(&all, &one);
            }
        }
        all
    }

    fn float_binary(&mut self, op: BinaryOp, a: &Ty, b: &Ty, right: Option<&Expr>) -> Ty {
        let non_negative = |ty: &Ty| ty.is(&Atom::NonNegFloat) || ty.is_bool();
        match op {
            BinaryOp::Add | BinaryOp::Mul | BinaryOp::TrueDiv
                if non_negative(a) && non_negative(b) =>
            {
                Atom::NonNegFloat.into()
            }
            BinaryOp::Add
            | BinaryOp::Sub
            | BinaryOp::Mul
            | BinaryOp::TrueDiv
            | BinaryOp::FloorDiv
            | BinaryOp::Mod => Ty::float(),
            BinaryOp::Pow => {
                let whole = match right.map(|r| &r.kind) {
                    Some(ExprKind::Int(_)) => true,
                    Some(ExprKind::Float(x)) => x.fract() == 0.0,
                    Some(ExprKind::Unary {
                        op: UnaryOp::Neg,
                        operand,
                    }) => match &operand.kind {
                        ExprKind::Int(_) => true,
                        ExprKind::Float(x) => x.fract() == 0.0,
                        _ => false,
                    },
                    _ => false,
                };
                if non_negative(a) {
                    Atom::NonNegFloat.into()
                } else if whole || b.is_intlike() {
                    Ty::float()
                } else {
                    Ty::Dynamic
                }
            }
            _ => Ty::Dynamic,
        }
    }

    /// `a op b` where `a` is an instance of a class that defines the
    /// operator: a direct call.
    fn operator_method(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        op: BinaryOp,
        a: &Ty,
        b: &Ty,
    ) -> Option<Ty> {
        let Some(Atom::Instance(class)) = a.single() else {
            return None;
        };
        let (class, name) = (*class, binary_dunder(op));
        // Another class on the right may have the reflected method.
        let plain_right = matches!(b, Ty::Of(atoms) if atoms
            .iter()
            .all(|atom| !matches!(atom, Atom::Instance(other) if *other != class)));
        if b.is_bottom() || !plain_right {
            return None;
        }
        let key = match find_member(&self.classes, class, name) {
            Some((_, Member::Method(key))) => *key,
            _ => return None,
        };
        let params = &self.function(key).params;
        if params.all().count() != 2 || params.positional.len() != 2 {
            return None;
        }
        let ctx = self.context(key, vec![a.clone(), b.clone()]);
        let result = self.contexts[ctx.index()].result.clone();
        frame
            .calls
            .insert(expr.id, vec![(Atom::Instance(class), ctx)]);
        // `NotImplemented` would send the operation elsewhere; it is not a
        // typed value, so a result that may be it is `Dynamic` already.
        if result == Ty::Dynamic {
            frame.calls.remove(&expr.id);
            self.escape(a);
            self.escape(b);
        }
        Some(result)
    }

    // Names.

    pub(super) fn name(&mut self, frame: &mut Frame<'a>, expr: &'a Expr) -> Ty {
        let ExprKind::Name { name, place } = &expr.kind else {
            return Ty::Dynamic;
        };
        let ty = match place {
            Place::Local(var) => self.read_var(frame, *var),
            Place::ClassVar(var, outer) => {
                let unbound = frame
                    .env
                    .as_ref()
                    .is_some_and(|env| env[var.index()].unbound);
                if unbound {
                    if let Some(index) = *outer {
                        let ty = match self.global_var(frame, index) {
                            Some(var) => self.read_var(frame, var),
                            None => self.global(frame.key.module, index),
                        };
                        self.escape(&ty);
                    }
                    Ty::Dynamic
                } else {
                    self.read_var(frame, *var)
                }
            }
            Place::Free(n) => match self.free_owner(frame.key, *n) {
                Some((owner, var)) => self.cell(owner, var),
                None => Ty::Dynamic,
            },
            Place::Global(index) => match self.global_var(frame, *index) {
                Some(var) => {
                    let ty = self.read_var(frame, var);
                    self.with_builtin(frame, var, &ty, name)
                }
                None => {
                    self.uses_cpython |= self.open.contains(&frame.key.module)
                        && super::builtin::CPYTHON_ONLY.contains(&name.as_str());
                    let ty = self.global(frame.key.module, *index);
                    match super::builtin::builtin_name(name) {
                        Some(name) => self.join(&ty, &Atom::Builtin(name).into()),
                        None => ty,
                    }
                }
            },
            Place::Builtin => match name.as_str() {
                "__name__" | "__file__" => Ty::str(),
                _ => match super::builtin::builtin_name(name) {
                    Some(name) => Atom::Builtin(name).into(),
                    None => {
                        self.uses_cpython |= super::builtin::CPYTHON_ONLY.contains(&name.as_str());
                        Ty::Dynamic
                    }
                },
            },
        };
        let ty = if frame.is_prepared {
            self.escape(&ty);
            Ty::Dynamic
        } else {
            ty
        };
        self.record(frame, expr.id, &ty);
        ty
    }

    /// A private global that may be unset may be the builtin of its name.
    fn with_builtin(&mut self, frame: &mut Frame<'a>, var: VarId, ty: &Ty, name: &str) -> Ty {
        let unbound = frame
            .env
            .as_ref()
            .is_some_and(|env| env[var.index()].unbound);
        match super::builtin::builtin_name(name) {
            Some(name) if unbound => self.join(ty, &Atom::Builtin(name).into()),
            _ => ty.clone(),
        }
    }

    fn read_var(&mut self, frame: &mut Frame<'a>, var: VarId) -> Ty {
        let Some(env) = &frame.env else {
            return Ty::BOTTOM;
        };
        let Slot { ty, unbound } = env[var.index()].clone();
        if unbound {
            frame.maybe_unbound.insert(var);
        }
        if frame.func.vars.get(var.index()).is_some_and(|v| v.captured) {
            return self.cell(frame.key, var);
        }
        ty
    }

    /// The variable that stands for a private global, in the main body.
    pub(super) fn global_var(&self, frame: &Frame<'a>, index: u32) -> Option<VarId> {
        let is_main = self.extra_vars(frame.key) > 0;
        (is_main && self.local_globals.contains(&index))
            .then(|| VarId(frame.func.vars.len() as u32 + index))
    }

    /// The function and variable behind an entry of `captures`.
    pub(super) fn free_owner(&self, key: FuncKey, n: u32) -> Option<(FuncKey, VarId)> {
        let func = self.function(key);
        let parent = FuncKey {
            module: key.module,
            function: func.parent?,
        };
        match func.captures.get(n as usize)? {
            Capture::ParentVar(var) => Some((parent, *var)),
            Capture::ParentCapture(m) => self.free_owner(parent, *m),
            Capture::Class(_) => None,
        }
    }

    // Items.

    /// What a `for` gives, asynchronous or not.
    pub(super) fn clause_item(&mut self, ty: &Ty, is_async: bool) -> Ty {
        if !is_async {
            return self.iter_item(ty);
        }
        self.escape(ty);
        Ty::Dynamic
    }

    /// What iterating over a value gives.
    pub(super) fn iter_item(&mut self, ty: &Ty) -> Ty {
        let Ty::Of(atoms) = ty else {
            return Ty::Dynamic;
        };
        let mut all = Ty::BOTTOM;
        for atom in atoms.clone() {
            let one = match &atom {
                Atom::Range | Atom::Bytes => Ty::int(),
                Atom::Str | Atom::TextFile => Ty::str(),
                Atom::List(site) | Atom::Set(site) => self.part(*site, Part::Item),
                Atom::Dict(site) => self.part(*site, Part::Key),
                Atom::Tuple(_) | Atom::TupleOf(_) => self.tuple_item(&atom),
                Atom::Iterator(item) => (**item).clone(),
                Atom::Array(dtype, ndim) => super::array::row(*dtype, *ndim),
                _ => {
                    self.escape(&Ty::from(atom.clone()));
                    Ty::Dynamic
                }
            };
            all = self.join(&all, &one);
        }
        all
    }

    /// `object[index]`.
    pub(super) fn item_of(
        &mut self,
        frame: &Frame<'a>,
        container: &Ty,
        key: &Ty,
        index: &Expr,
    ) -> Ty {
        match container.single() {
            Some(Atom::Array(dtype, ndim)) => self.array_item(frame, *dtype, *ndim, key, index),
            _ => self.item(container, key, index),
        }
    }

    /// `container[key]`, the container not an array.
    pub(super) fn item(&mut self, container: &Ty, key: &Ty, index: &Expr) -> Ty {
        if key.is_bottom() {
            return Ty::BOTTOM;
        }
        let Ty::Of(atoms) = container else {
            self.escape(key);
            return Ty::Dynamic;
        };
        let is_slice = matches!(index.kind, ExprKind::Slice { .. });
        let mut all = Ty::BOTTOM;
        for atom in atoms.clone() {
            let one = match &atom {
                Atom::List(site) if is_slice => Atom::List(*site).into(),
                Atom::List(site) if key.is_intlike() || key.is_index() => {
                    self.part(*site, Part::Item)
                }
                Atom::Str if is_slice || key.is_intlike() => Ty::str(),
                Atom::Bytes if is_slice => Atom::Bytes.into(),
                Atom::Bytes | Atom::Range if key.is_intlike() => Ty::int(),
                Atom::Range if is_slice => Atom::Range.into(),
                Atom::Dict(site) => {
                    self.touch(key);
                    self.part(*site, Part::Value)
                }
                Atom::Tuple(items) if !is_slice && key.is_intlike() => {
                    match constant_index(index, items.len()) {
                        Some(at) => items[at].clone(),
                        None => self.tuple_item(&atom),
                    }
                }
                Atom::TupleOf(item) if !is_slice && key.is_intlike() => (**item).clone(),
                Atom::Tuple(_) | Atom::TupleOf(_) if is_slice => {
                    let item = self.tuple_item(&atom);
                    self.limited(Atom::TupleOf(Box::new(item)).into())
                }
                _ => {
                    self.escape(key);
                    self.escape(&Ty::from(atom.clone()));
                    Ty::Dynamic
                }
            };
            all = self.join(&all, &one);
        }
        all
    }

    pub(super) fn store_item(&mut self, container: &Ty, key: &Ty, ty: &Ty) {
        if key.is_bottom() || ty.is_bottom() {
            return;
        }
        let Ty::Of(atoms) = container else {
            self.escape(key);
            self.escape(ty);
            return;
        };
        for atom in atoms.clone() {
            match &atom {
                Atom::Array(..) => {}
                Atom::List(site) if key.is_intlike() || key.is_index() => {
                    self.put(*site, Part::Item, ty)
                }
                Atom::List(site) => {
                    // A slice takes the items of an iterable.
                    let item = self.iter_item(ty);
                    self.put(*site, Part::Item, &item);
                }
                Atom::Dict(site) => {
                    self.touch(key);
                    self.put(*site, Part::Key, key);
                    self.put(*site, Part::Value, ty);
                }
                _ => {
                    self.escape(key);
                    self.escape(ty);
                    self.escape(&Ty::from(atom.clone()));
                }
            }
        }
    }

    /// `{**mapping}` and `dict.update`.
    pub(super) fn merge_mapping(&mut self, site: crate::ty::SiteId, mapping: &Ty) {
        match mapping.single() {
            Some(Atom::Dict(other)) => {
                let (key, value) = (self.part(*other, Part::Key), self.part(*other, Part::Value));
                self.put(site, Part::Key, &key);
                self.put(site, Part::Value, &value);
            }
            _ => {
                self.escape(mapping);
                self.put(site, Part::Key, &Ty::Dynamic);
                self.put(site, Part::Value, &Ty::Dynamic);
            }
        }
    }

    // Comprehensions.

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
fn same_name(a: &Expr, b: &Expr) -> bool {
    match (&a.kind, &b.kind) {
        (ExprKind::Name { place: p, .. }, ExprKind::Name { place: q, .. }) => p == q,
        (
            ExprKind::Attribute { object: a, name: x },
            ExprKind::Attribute { object: b, name: y },
        ) => x == y && same_name(a, b),
        _ => false,
    }
}

/// Only `None`, numbers and text.
fn is_plain(ty: &Ty) -> bool {
    matches!(ty, Ty::Of(atoms) if !atoms.is_empty()
        && atoms.iter().all(|a| is_float_atom(a)
            || matches!(a, Atom::None | Atom::Int | Atom::Bool | Atom::Str)))
}

fn is_float_atom(atom: &Atom) -> bool {
    matches!(atom, Atom::Float | Atom::NonNegFloat)
}

fn mixed_numbers(ty: &Ty) -> bool {
    matches!(ty, Ty::Of(atoms) if !atoms.is_empty()
        && atoms.iter().all(|a| is_float_atom(a) || matches!(a, Atom::Int | Atom::Bool)))
}

/// Types whose comparisons are made by built-in code and give a bool.
fn simple_comparison(ty: &Ty) -> bool {
    fn simple(atom: &Atom) -> bool {
        matches!(
            atom,
            Atom::None
                | Atom::Bool
                | Atom::Int
                | Atom::Float
                | Atom::NonNegFloat
                | Atom::Str
                | Atom::Bytes
                | Atom::Range
                | Atom::List(_)
                | Atom::Dict(_)
                | Atom::Set(_)
                | Atom::Tuple(_)
                | Atom::TupleOf(_)
        )
    }
    matches!(ty, Ty::Of(atoms) if atoms.iter().all(simple))
}

/// The position a constant index selects.
pub fn constant_index(index: &Expr, len: usize) -> Option<usize> {
    let n = match &index.kind {
        ExprKind::Int(n) => *n,
        ExprKind::Unary {
            op: UnaryOp::Neg,
            operand,
        } => match operand.kind {
            ExprKind::Int(n) => -n,
            _ => return None,
        },
        _ => return None,
    };
    let at = if n < 0 { n + len as i64 } else { n };
    (0..len as i64).contains(&at).then_some(at as usize)
}

pub fn binary_dunder(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "__add__",
        BinaryOp::Sub => "__sub__",
        BinaryOp::Mul => "__mul__",
        BinaryOp::TrueDiv => "__truediv__",
        BinaryOp::FloorDiv => "__floordiv__",
        BinaryOp::Mod => "__mod__",
        BinaryOp::Pow => "__pow__",
        BinaryOp::MatMul => "__matmul__",
        BinaryOp::LShift => "__lshift__",
        BinaryOp::RShift => "__rshift__",
        BinaryOp::And => "__and__",
        BinaryOp::Or => "__or__",
        BinaryOp::Xor => "__xor__",
    }
}
