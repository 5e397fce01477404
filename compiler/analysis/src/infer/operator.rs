//! Operators: what they give, and which methods they call.

use pyaot_abi::layout::DType;
use pyaot_syntax::tree::{BinaryOp, CompareOp, Expr, ExprId, ExprKind, UnaryOp};

use super::expression::same_name;
use super::{CtxId, Frame, Infer, Part};
use crate::classes::{Member, find_member, is_subclass};
use crate::program::OperatorCall;
use crate::ty::{Atom, ClassKey, Ty};

impl<'a> Infer<'a> {
    pub(super) fn compare(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        first: &'a Expr,
        rest: &'a [(CompareOp, Expr)],
    ) -> Ty {
        let only = rest.first().filter(|_| rest.len() == 1);
        let mut left = self.compared(frame, first, only);
        let mut all = Ty::BOTTOM;
        for (op, right) in rest {
            let ty = self.compared(frame, right, only);
            if rest.len() == 1
                && let Some(result) = self.comparison_call(frame, expr.id, *op, &left, &ty)
            {
                return result;
            }
            if matches!(op, CompareOp::Is | CompareOp::IsNot) {
                self.tell_modules_apart(&left, &ty);
            } else {
                self.meet(&left, &ty);
            }
            let one = match op {
                // Identity asks nobody.
                CompareOp::Is | CompareOp::IsNot => Ty::bool(),
                CompareOp::In | CompareOp::NotIn => {
                    self.show(&left);
                    match ty.single() {
                        Some(Atom::Instance(class))
                            if self.special(*class, "__contains__").is_some() => {}
                        _ => self.touch(&ty),
                    }
                    Ty::bool()
                }
                _ if self.array_compare(&left, &ty).is_some() => {
                    self.array_compare(&left, &ty).unwrap_or(Ty::Dynamic)
                }
                // The order of sequences is what their items say.
                _ if self.compares_simply(&left)
                    && self.compares_simply(&ty)
                    && (matches!(op, CompareOp::Eq | CompareOp::Ne)
                        || self.holds_data(&left) && self.holds_data(&ty)) =>
                {
                    Ty::bool()
                }
                _ => {
                    self.show(&left);
                    self.show(&ty);
                    Ty::Dynamic
                }
            };
            all = self.join(&all, &one);
            left = ty;
        }
        all
    }

    /// Only values that built-in code compares, and says whether they are equal: data, and named
    /// tuples without comparisons of their own.
    fn compares_simply(&self, ty: &Ty) -> bool {
        let simple = |atom: &Atom| match atom {
            Atom::Named(class) => !self.compares_itself(*class),
            _ => atom.is_data(),
        };
        matches!(ty, Ty::Of(atoms) if atoms.iter().all(simple))
    }

    /// An operand, of this comparison if it stands alone: classes that are told apart are
    /// not looked into.
    fn compared(
        &mut self,
        frame: &mut Frame<'a>,
        operand: &'a Expr,
        comparison: Option<&(CompareOp, Expr)>,
    ) -> Ty {
        use CompareOp::{Eq, Is, IsNot, Ne};
        let only_told_apart = matches!(comparison, Some((Is | IsNot | Eq | Ne, _)));
        only_told_apart
            .then(|| self.class_only_named(frame, operand))
            .flatten()
            .unwrap_or_else(|| self.expr(frame, operand))
    }

    /// The value takes part in an operation that the runtime performs and
    /// that may call special methods of its class.
    pub(super) fn touch(&mut self, ty: &Ty) {
        for atom in ty.atoms() {
            match atom {
                Atom::Instance(class) | Atom::Named(class) => self.touch_class(*class),
                Atom::Method(..) => self.escape(&Ty::from(atom.clone())),
                _ => {}
            }
        }
    }

    pub(super) fn unary(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        op: UnaryOp,
        ty: &Ty,
    ) -> Ty {
        let special = match op {
            UnaryOp::Neg => Some("__neg__"),
            UnaryOp::Pos => Some("__pos__"),
            UnaryOp::Invert => Some("__invert__"),
            UnaryOp::Not => None,
        };
        if let Some(name) = special
            && let Some(result) = self.call_specials(frame, expr.id, ty, &[], &[name])
        {
            return result;
        }
        match op {
            UnaryOp::Not => Ty::bool(),
            _ if ty.is_bottom() => Ty::BOTTOM,
            UnaryOp::Neg | UnaryOp::Pos if ty.is_float() => Ty::float(),
            UnaryOp::Neg | UnaryOp::Pos if ty.is_complex() => Ty::complex(),
            UnaryOp::Neg | UnaryOp::Pos | UnaryOp::Invert if ty.is_intlike() => Ty::int(),
            UnaryOp::Neg | UnaryOp::Pos if ty.scalar().is_some_and(|d| d.is_float()) => ty.clone(),
            UnaryOp::Neg if matches!(ty.scalar(), Some(DType::I64 | DType::I32)) => ty.clone(),
            _ if is_plain(ty) => {
                let mut all = Ty::BOTTOM;
                for atom in ty.atoms() {
                    let one = match atom {
                        Atom::Int | Atom::Bool => Ty::int(),
                        Atom::Float | Atom::NonNegFloat if op != UnaryOp::Invert => Ty::float(),
                        Atom::Complex if op != UnaryOp::Invert => Ty::complex(),
                        // Nothing comes of it but TypeError.
                        _ => continue,
                    };
                    all = self.join(&all, &one);
                }
                match all.is_bottom() {
                    true => Ty::Dynamic,
                    false => all,
                }
            }
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
        if let Some(ty) = complex_result(op, a, b) {
            return ty;
        }
        let both = |test: fn(&Ty) -> bool| test(a) && test(b);
        match op {
            BinaryOp::Add if both(Ty::is_str) => return Ty::str(),
            BinaryOp::Mul if (a.is_str() && b.is_intlike()) || (a.is_intlike() && b.is_str()) => {
                return Ty::str();
            }
            BinaryOp::Mod if a.is_str() => {
                self.show(b);
                return Ty::str();
            }
            _ => {}
        }
        match (a.single(), b.single(), op) {
            (Some(Atom::List(x)), Some(Atom::List(y)), BinaryOp::Add) => {
                let site = self.unify(*x, *y);
                return Atom::List(site).into();
            }
            (Some(Atom::List(x)), _, BinaryOp::Add)
                if in_place && !crate::classes::adds_itself(&self.classes, b) =>
            {
                let item = self.iter_item(b);
                self.put(*x, Part::Item, &item);
                return a.clone();
            }
            (Some(Atom::NumberArray(x)), Some(Atom::NumberArray(y)), BinaryOp::Add) if x == y => {
                return a.clone();
            }
            (Some(Atom::NumberArray(_)), _, BinaryOp::Mul) if b.is_intlike() => return a.clone(),
            (_, Some(Atom::NumberArray(_)), BinaryOp::Mul) if a.is_intlike() => return b.clone(),
            (Some(Atom::ByteArray), Some(Atom::ByteArray | Atom::Bytes), BinaryOp::Add) => {
                return a.clone();
            }
            (Some(Atom::Bytes), Some(Atom::Bytes), BinaryOp::Add) => return a.clone(),
            (Some(Atom::Bytes | Atom::ByteArray), _, BinaryOp::Mul) if b.is_intlike() => {
                return a.clone();
            }
            (_, Some(Atom::Bytes | Atom::ByteArray), BinaryOp::Mul) if a.is_intlike() => {
                return b.clone();
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
                self.meet(a, b);
                let site = self.unify(*x, *y);
                return Atom::Set(site).into();
            }
            _ => {}
        }
        if a.is_mixed_number() && b.is_mixed_number() {
            if let Some(ty) = mixed_result(op, a, b) {
                return ty;
            }
            // Not below zero: neither a fraction nor complex.
            let whole = right.and_then(number_literal).is_some_and(|n| n >= 0.0) && b.is_int();
            let simple = match op {
                BinaryOp::Pow => whole,
                _ => op != BinaryOp::MatMul,
            };
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
                if !is_supported(op, x, y) {
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
                let exponent = right.and_then(number_literal);
                if non_negative(a) || exponent.is_some_and(|x| x % 2.0 == 0.0) {
                    Atom::NonNegFloat.into()
                } else if exponent.is_some_and(|x| x.fract() == 0.0) || b.is_intlike() {
                    Ty::float()
                } else {
                    Ty::Of(vec![Atom::Float, Atom::Complex])
                }
            }
            _ => Ty::Dynamic,
        }
    }

    /// `a op b` where an operand is an instance of a class that defines the
    /// operator: a direct call. `id` is what it is recorded under.
    pub(super) fn operator_method(
        &mut self,
        frame: &mut Frame<'a>,
        id: ExprId,
        op: BinaryOp,
        (a, b): (&Ty, &Ty),
        in_place: bool,
    ) -> Option<Ty> {
        let plain = binary_dunder(op);
        let reflected = plain.replacen("__", "__r", 1);
        let instances =
            |ty: &Ty| ty.may_be(|atom| matches!(atom, Atom::Instance(_) | Atom::Named(_)));
        if !a.is_open() && instances(a) {
            if self.asked_first(a, b, plain, &reflected) {
                return None;
            }
            let assigned = plain.replacen("__", "__i", 1);
            let names = [assigned.as_str(), plain];
            let names = if in_place { &names[..] } else { &names[1..] };
            return self.call_binary(frame, id, (a, b), names);
        }
        // Numbers leave it to the other side.
        if instances(b) && !a.may_be(|atom| !atom.is_scalar()) {
            return self.call_binary(frame, id, (b, a), &[&reflected]);
        }
        None
    }

    /// As [`Infer::call_specials`], of a method that may leave the operation to the other side:
    /// `NotImplemented` is not a typed value, so a result that may be it is `Dynamic`.
    fn call_binary(
        &mut self,
        frame: &mut Frame<'a>,
        id: ExprId,
        (receiver, other): (&Ty, &Ty),
        names: &[&str],
    ) -> Option<Ty> {
        let call = self.specials(receiver, std::slice::from_ref(other), names)?;
        (call.result != Ty::Dynamic).then(|| {
            let result = call.result.clone();
            frame.operators.insert(id, call);
            result
        })
    }

    /// Whether a right operand may be asked before one on the left: by another method
    /// of a derived class, or because the left one has none.
    fn asked_first(&self, left: &Ty, right: &Ty, plain: &str, reflected: &str) -> bool {
        left.atoms().iter().any(|atom| {
            let class = match atom {
                Atom::Instance(class) if !self.lacks_special(*class, plain) => Some(*class),
                Atom::Named(class) if self.special(*class, plain).is_some() => Some(*class),
                _ => None,
            };
            right.may_be(|other| match (class, other) {
                (Some(class), Atom::Instance(other) | Atom::Named(other)) => {
                    let method = self.special(*other, reflected);
                    *other != class
                        && method.is_some()
                        && is_subclass(&self.classes, *other, class)
                        && method != self.special(class, reflected)
                }
                (None, Atom::Instance(other)) => !self.lacks_special(*other, reflected),
                (None, other) => !other.is_scalar() && *other != Atom::None,
                _ => false,
            })
        })
    }

    /// What instances of the class have under the name of a special method.
    pub(super) fn special(&self, class: ClassKey, name: &str) -> Option<Member> {
        find_member(&self.classes, class, name).map(|(_, member)| member.clone())
    }

    /// An operation on `receiver` calls the first of the special methods `names` that its
    /// class has, with these further arguments; what that gives. `None` where the runtime
    /// has to do it. Where the receiver has none, nothing comes of it but TypeError.
    pub(super) fn call_specials(
        &mut self,
        frame: &mut Frame<'a>,
        id: ExprId,
        receiver: &Ty,
        others: &[Ty],
        names: &[&str],
    ) -> Option<Ty> {
        let call = self.specials(receiver, others, names)?;
        let result = call.result.clone();
        frame.operators.insert(id, call);
        Some(result)
    }

    /// The direct calls of [`Infer::call_specials`].
    pub(super) fn specials(
        &mut self,
        receiver: &Ty,
        others: &[Ty],
        names: &[&str],
    ) -> Option<OperatorCall> {
        let Ty::Of(atoms) = receiver else {
            return None;
        };
        let mut members = Vec::new();
        for atom in atoms {
            match atom {
                Atom::None => {}
                Atom::Instance(class)
                    if names.iter().all(|name| self.lacks_special(*class, name)) => {}
                Atom::Instance(class) | Atom::Named(class) => {
                    let mut found = names.iter().map(|name| self.special(*class, name));
                    members.push((*class, found.find_map(|member| member)?));
                }
                _ => return None,
            }
        }
        let (mut methods, mut result) = (Vec::new(), Ty::BOTTOM);
        for (class, member) in members {
            let mut arguments = vec![self.own_atom(class).into()];
            arguments.extend_from_slice(others);
            let ctx = self.special_context(&member, arguments)?;
            methods.push((class, ctx));
            let one = self.contexts[ctx.index()].result.clone();
            result = self.join(&result, &one);
        }
        (!methods.is_empty()).then_some(OperatorCall { methods, result })
    }

    /// The context of a special method for these arguments, the instance
    /// first, if it can be called directly.
    pub(super) fn special_context(&mut self, member: &Member, arguments: Vec<Ty>) -> Option<CtxId> {
        let Member::Method(key) = member else {
            return None;
        };
        let func = self.function(*key);
        let count = arguments.len();
        let fits = func.params.positional.len() == count && func.params.all().count() == count;
        let known = arguments.iter().all(|ty| {
            !ty.is_bottom() && ty.mixed_scalar().is_none() && ty.depth() <= crate::ty::MAX_DEPTH
        });
        if !fits || !known || func.suspends() {
            return None;
        }
        let ctx = self.context(*key, arguments);
        let result = &self.contexts[ctx.index()].result;
        result.mixed_scalar().is_none().then_some(ctx)
    }

    /// The value is compared, hashed, shown or tested: by special methods
    /// that the runtime can call on every instance.
    pub(super) fn show(&mut self, ty: &Ty) {
        for atom in ty.atoms() {
            if let Atom::Method(..) = atom {
                self.escape(&Ty::from(atom.clone()));
            }
        }
    }
}

/// Only `None`, numbers and text.
fn is_plain(ty: &Ty) -> bool {
    matches!(ty, Ty::Of(atoms) if !atoms.is_empty()
        && atoms.iter().all(|a| is_float_atom(a)
            || matches!(a, Atom::None | Atom::Int | Atom::Bool | Atom::Complex | Atom::Str)))
}

/// Whether `a op b` of numbers and texts is more than a TypeError.
fn is_supported(op: BinaryOp, a: &Atom, b: &Atom) -> bool {
    let text = |atom: &Atom| *atom == Atom::Str;
    let whole = |atom: &Atom| matches!(atom, Atom::Int | Atom::Bool);
    if text(a) || text(b) {
        return match op {
            BinaryOp::Add => text(a) && text(b),
            BinaryOp::Mul => text(a) && whole(b) || whole(a) && text(b),
            BinaryOp::Mod => text(a),
            _ => false,
        };
    }
    match op {
        BinaryOp::Mod | BinaryOp::FloorDiv => *a != Atom::Complex && *b != Atom::Complex,
        BinaryOp::And | BinaryOp::Or | BinaryOp::Xor | BinaryOp::LShift | BinaryOp::RShift => {
            whole(a) && whole(b)
        }
        BinaryOp::MatMul => false,
        _ => true,
    }
}

fn is_float_atom(atom: &Atom) -> bool {
    matches!(atom, Atom::Float | Atom::NonNegFloat)
}

/// The number that a literal is, a minus before it included.
fn number_literal(expr: &Expr) -> Option<f64> {
    match &expr.kind {
        ExprKind::Int(n) => Some(*n as f64),
        ExprKind::Float(x) => Some(*x),
        ExprKind::Unary {
            op: UnaryOp::Neg,
            operand,
        } => number_literal(operand).map(|x| -x),
        _ => None,
    }
}

/// Whether a number is 0 or more by the look of it: a sum of squares of numbers.
/// `is_number` says whether an expression's type is one.
pub(super) fn is_never_negative(expr: &Expr, is_number: &dyn Fn(&Expr) -> bool) -> bool {
    match &expr.kind {
        ExprKind::Int(_) | ExprKind::Float(_) => number_literal(expr).is_some_and(|x| x >= 0.0),
        ExprKind::Binary { op, left, right } => match op {
            BinaryOp::Pow => {
                matches!(right.kind, ExprKind::Int(n) if n % 2 == 0) && is_number(left)
            }
            BinaryOp::Mul if same_name(left, right) => is_number(left),
            BinaryOp::Add | BinaryOp::Mul | BinaryOp::TrueDiv | BinaryOp::FloorDiv => {
                is_never_negative(left, is_number) && is_never_negative(right, is_number)
            }
            _ => false,
        },
        _ => false,
    }
}

/// The type of `a op b` of a complex number and another number.
pub fn complex_result(op: BinaryOp, a: &Ty, b: &Ty) -> Option<Ty> {
    let is_arithmetic = matches!(
        op,
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::TrueDiv | BinaryOp::Pow
    );
    let either = a.is_complex() || b.is_complex();
    let fits = a.is_any_number() && b.is_any_number();
    (is_arithmetic && either && fits).then(Ty::complex)
}

/// The type of `a op b` of numbers of which it is not known whether they are
/// ints or floats, where that makes no difference.
pub fn mixed_result(op: BinaryOp, a: &Ty, b: &Ty) -> Option<Ty> {
    let float = a.is_float() || b.is_float();
    let is_float = match op {
        BinaryOp::TrueDiv => true,
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::FloorDiv | BinaryOp::Mod => float,
        _ => false,
    };
    (is_float && a.is_mixed_number() && b.is_mixed_number()).then(Ty::float)
}

/// The method that defines an operator.
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
