//! NumPy scalars: numbers with a kind, and their arithmetic.
//!
//! A NumPy scalar travels as its number; that it is a scalar ([`Kind`]) is a
//! fact of the value, static or in a second register, and is read where the
//! kinds differ: when the value becomes an object, at overflow, at division
//! by zero.

use pyaot_abi::functions as rt;
use pyaot_abi::layout::DType;
use pyaot_analysis::facts::scalar_result;
use pyaot_analysis::{Atom, Ty};
use pyaot_ir::{Compare, FloatBinary, FloatUnary, IntBinary, LocalId, Op, Repr, ValueId};
use pyaot_syntax::tree::BinaryOp;

use crate::function::FunctionLower;
use crate::operator::{int_operator, rows};
use crate::repr::repr_of;

/// That an unboxed number is a NumPy scalar.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    pub dtype: DType,
    /// `Bool`: whether it is; absent when it surely is.
    pub is: Option<ValueId>,
}

/// As [`Kind`], of what a local holds.
#[derive(Clone, Copy, Debug)]
pub struct LocalKind {
    pub dtype: DType,
    pub is: Option<LocalId>,
}

/// The element type in a scalar or mixed type.
pub fn scalar_dtype(ty: &Ty) -> Option<DType> {
    ty.scalar().or(ty.mixed_scalar())
}

/// The type of `a op b` where one is a NumPy scalar and the operation is
/// done here.
pub fn scalar_type(op: BinaryOp, a: &Ty, b: &Ty) -> Option<Ty> {
    scalar_dtype(a)
        .or(scalar_dtype(b))
        .filter(|_| a.is_real() && b.is_real())?;
    let mut atoms = Vec::new();
    for x in a.atoms() {
        for y in b.atoms() {
            let (x, y) = (Ty::from(x.clone()), Ty::from(y.clone()));
            let atom = match scalar_result(op, &x, &y) {
                Some(dtype) => Atom::Scalar(dtype),
                None if x.is_number() && y.is_number() => match op {
                    BinaryOp::TrueDiv => Atom::Float,
                    BinaryOp::Add
                    | BinaryOp::Sub
                    | BinaryOp::Mul
                    | BinaryOp::FloorDiv
                    | BinaryOp::Mod => {
                        if x.is_float() || y.is_float() {
                            Atom::Float
                        } else {
                            Atom::Int
                        }
                    }
                    // Other powers may be complex, or an int or a float.
                    BinaryOp::Pow
                        if x.is(&Atom::NonNegFloat)
                            || x.is_bool()
                            || (x.is_float() && y.is_int()) =>
                    {
                        Atom::Float
                    }
                    _ => return None,
                },
                None => return None,
            };
            atoms.push(atom);
        }
    }
    atoms.sort();
    atoms.dedup();
    let ty = Ty::Of(atoms);
    scalar_dtype(&ty).map(|_| ty)
}

impl<'a> FunctionLower<'_, 'a> {
    // Kinds.

    pub fn tag(&mut self, value: ValueId, kind: Kind) -> ValueId {
        self.kinds.insert(value, kind);
        value
    }

    /// The same number as a plain Python one.
    pub fn plain(&mut self, value: ValueId) -> ValueId {
        if !self.kinds.contains_key(&value) {
            return value;
        }
        let repr = self.b.function.repr(value);
        let local = self.new_local("plain", repr);
        self.emit_unit(Op::LocalSet(local), &[value]);
        self.emit(Op::LocalGet(local), &[])
    }

    fn kind_value(&mut self, value: ValueId, ty: &Ty) -> ValueId {
        if ty.mixed_scalar().is_some()
            && let Some(Kind { is: Some(is), .. }) = self.kinds.get(&value)
        {
            return *is;
        }
        self.emit(Op::ConstBool(ty.scalar().is_some()), &[])
    }

    /// Gives a computed number the kind its type says.
    fn tag_result(&mut self, value: ValueId, ty: &Ty, is: Option<ValueId>) -> ValueId {
        match scalar_dtype(ty) {
            Some(dtype) => {
                let is = if ty.scalar().is_some() { None } else { is };
                self.tag(value, Kind { dtype, is })
            }
            None => value,
        }
    }

    /// A NumPy scalar object (or the Python number, as the kind says).
    pub fn box_scalar(&mut self, value: ValueId, kind: Kind) -> ValueId {
        let dtype = self.i64(kind.dtype as i64);
        let repr = self.b.function.repr(value);
        let make = |this: &mut Self| match repr {
            Repr::F64 => this.runtime(&rt::buffer::scalar_from_float, &[value, dtype]),
            Repr::Bool => {
                let int = this.emit(Op::BoolToInt, &[value]);
                this.runtime(&rt::buffer::scalar_from_int, &[int, dtype])
            }
            _ => this.runtime(&rt::buffer::scalar_from_int, &[value, dtype]),
        };
        let Some(is) = kind.is else { return make(self) };
        let result = self.new_local("boxed", Repr::Value);
        let (scalar, plain, end) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
        self.b.branch(is, scalar, plain);
        self.b.switch_to(scalar);
        let boxed = make(self);
        self.emit_unit(Op::LocalSet(result), &[boxed]);
        self.b.jump(end, &[]);
        self.b.switch_to(plain);
        let boxed = match repr {
            Repr::F64 => self.emit(Op::FloatBox, &[value]),
            Repr::Bool => self.emit(Op::BoolToValue, &[value]),
            _ => self.emit(Op::Cast(Repr::Value), &[value]),
        };
        self.emit_unit(Op::LocalSet(result), &[boxed]);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        self.emit(Op::LocalGet(result), &[])
    }

    /// A value in representation `from` as one of type `ty`: as
    /// [`FunctionLower::coerce`], with the kind of scalars.
    pub fn adapt(&mut self, value: ValueId, from: Repr, ty: &Ty) -> ValueId {
        let Some(dtype) = scalar_dtype(ty) else {
            return self.coerce(value, from, repr_of(ty));
        };
        if !from.is_word() || (from == Repr::Int && repr_of(ty) == Repr::Int) {
            let value = if from == repr_of(ty) {
                value
            } else {
                self.coerce(value, from, repr_of(ty))
            };
            if !self.kinds.contains_key(&value) && ty.scalar().is_some() {
                self.tag(value, Kind { dtype, is: None });
            }
            return value;
        }
        if ty.scalar().is_some() {
            let number = self.emit(Op::ScalarUnbox(dtype), &[value]);
            let given = self.b.function.repr(number);
            let number = self.adapt(number, given, ty);
            return self.tag(number, Kind { dtype, is: None });
        }
        let is = self.emit(Op::IsForeign, &[value]);
        let number = if dtype == DType::F64 {
            self.emit(Op::ScalarUnbox(dtype), &[value])
        } else {
            let repr = repr_of(ty);
            let local = self.new_local("number", repr);
            let (scalar, plain, end) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
            self.b.branch(is, scalar, plain);
            self.b.switch_to(scalar);
            let number = self.emit(Op::ScalarUnbox(dtype), &[value]);
            let given = self.b.function.repr(number);
            let number = self.coerce(number, given, repr);
            self.emit_unit(Op::LocalSet(local), &[number]);
            self.b.jump(end, &[]);
            self.b.switch_to(plain);
            let number = self.coerce(value, from, repr);
            self.emit_unit(Op::LocalSet(local), &[number]);
            self.b.jump(end, &[]);
            self.b.switch_to(end);
            self.emit(Op::LocalGet(local), &[])
        };
        self.tag(
            number,
            Kind {
                dtype,
                is: Some(is),
            },
        )
    }

    // Arithmetic.

    /// `a op b` on numbers of which one is a NumPy scalar; the result has
    /// type `ty`, made by [`scalar_type`].
    pub fn scalar_binary(
        &mut self,
        op: BinaryOp,
        a: ValueId,
        ta: &Ty,
        b: ValueId,
        tb: &Ty,
        ty: &Ty,
    ) -> ValueId {
        let is = if ty.mixed_scalar().is_some() {
            let (x, y) = (self.kind_value(a, ta), self.kind_value(b, tb));
            Some(self.emit(Op::BoolOr, &[x, y]))
        } else {
            None
        };
        let repr = repr_of(ty);
        let dtype = scalar_dtype(ty).expect("one operand is a scalar");
        if dtype == DType::Bool {
            let result = self.bool_binary(op, a, b);
            return self.tag_result(result, ty, is);
        }
        let local = self.new_local("scalar", repr);
        let end = self.b.new_block();
        let slow = self.b.new_block();
        self.b.function.block_mut(slow).cold = true;
        let result = if repr == Repr::F64 {
            self.float_fast(op, (a, ta), (b, tb), dtype, slow)
        } else {
            self.int_fast(op, (a, ta), (b, tb), dtype, slow)
        };
        self.emit_unit(Op::LocalSet(local), &[result]);
        self.b.jump(end, &[]);

        // NumPy decides: warnings, wrapping, infinities, errors.
        self.b.switch_to(slow);
        let x = self.coerce(a, repr_of(ta), Repr::Value);
        let y = self.coerce(b, repr_of(tb), Repr::Value);
        let object = self.runtime(rows(op).0, &[x, y]);
        let number = if repr == Repr::F64 {
            self.runtime(&rt::operation::value_to_float, &[object])
        } else {
            let name = self.str("int");
            let class = self.runtime(&rt::object::builtin_class, &[name]);
            let none = self.none();
            let int = self.runtime(&rt::object::value_call, &[class, none, object]);
            self.coerce(int, Repr::Value, Repr::Int)
        };
        self.emit_unit(Op::LocalSet(local), &[number]);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        let value = self.emit(Op::LocalGet(local), &[]);
        self.tag_result(value, ty, is)
    }

    /// `-x` of a signed NumPy integer.
    pub fn scalar_negated(&mut self, value: ValueId, ty: &Ty) -> ValueId {
        let zero = self.emit(Op::ConstInt(0), &[]);
        self.scalar_binary(BinaryOp::Sub, zero, &Ty::int(), value, ty, ty)
    }

    /// `abs(x)` of a NumPy integer.
    pub fn scalar_absolute(&mut self, value: ValueId, ty: &Ty) -> ValueId {
        if ty.scalar() == Some(DType::U8) {
            return value;
        }
        let held = self.hold("absolute", value);
        let zero = self.emit(Op::ConstInt(0), &[]);
        let negative = self.emit(Op::IntCompare(Compare::Lt), &[value, zero]);
        let (then, end) = (self.b.new_block(), self.b.new_block());
        self.b.branch(negative, then, end);
        self.b.switch_to(then);
        let negated = self.scalar_negated(value, ty);
        self.set(held, negated);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        self.get(held)
    }

    /// `min` or `max` of numbers that all have the representation of `ty`.
    pub fn least(&mut self, compare: Compare, values: Vec<(LocalId, Ty)>, ty: &Ty) -> ValueId {
        let mixed = ty.mixed_scalar().is_some();
        let mut values = values.into_iter();
        let (first, mut best_ty) = values.next().expect("min has operands");
        let mut best = self.get(first);
        for (local, other_ty) in values {
            let other = self.get(local);
            let (x, y) = (self.plain(best), self.plain(other));
            let op = match repr_of(ty) {
                Repr::F64 => Op::FloatCompare(compare),
                _ => Op::IntCompare(compare),
            };
            let better = self.emit(op, &[y, x]);
            let next = self.emit(Op::Select, &[better, y, x]);
            let is = mixed.then(|| {
                let (a, b) = (
                    self.kind_value(best, &best_ty),
                    self.kind_value(other, &other_ty),
                );
                self.emit(Op::Select, &[better, b, a])
            });
            best = self.tag_result(next, ty, is);
            best_ty = ty.clone();
        }
        best
    }

    /// `&`, `|` and `^` of two bools, of NumPy or not.
    fn bool_binary(&mut self, op: BinaryOp, a: ValueId, b: ValueId) -> ValueId {
        let (a, b) = (self.plain(a), self.plain(b));
        match op {
            BinaryOp::And => self.emit(Op::BoolAnd, &[a, b]),
            BinaryOp::Or => self.emit(Op::BoolOr, &[a, b]),
            _ => {
                let either = self.emit(Op::BoolOr, &[a, b]);
                let both = self.emit(Op::BoolAnd, &[a, b]);
                let not_both = self.emit(Op::BoolNot, &[both]);
                self.emit(Op::BoolAnd, &[either, not_both])
            }
        }
    }

    /// Goes to `slow` when `bad`.
    fn leave_if(&mut self, bad: ValueId, slow: pyaot_ir::BlockId) {
        let next = self.b.new_block();
        self.b.branch(bad, slow, next);
        self.b.switch_to(next);
    }

    /// A float operand; a Python number adapts to single precision.
    fn operand(&mut self, value: ValueId, ty: &Ty, dtype: DType) -> ValueId {
        let value = self.f64_of(value, ty);
        if dtype == DType::F32 && ty.scalar() != Some(DType::F32) {
            return self.emit(Op::FloatUnary(FloatUnary::ToSingle), &[value]);
        }
        value
    }

    fn float_fast(
        &mut self,
        op: BinaryOp,
        (a, ta): (ValueId, &Ty),
        (b, tb): (ValueId, &Ty),
        dtype: DType,
        slow: pyaot_ir::BlockId,
    ) -> ValueId {
        let x = self.operand(a, ta, dtype);
        let y = self.operand(b, tb, dtype);
        if matches!(op, BinaryOp::TrueDiv | BinaryOp::FloorDiv | BinaryOp::Mod) {
            let zero = self.emit(Op::ConstF64(0.0), &[]);
            let bad = self.emit(Op::FloatCompare(Compare::Eq), &[y, zero]);
            self.leave_if(bad, slow);
        }
        let result = match op {
            BinaryOp::Add => self.emit(Op::Float(FloatBinary::Add), &[x, y]),
            BinaryOp::Sub => self.emit(Op::Float(FloatBinary::Sub), &[x, y]),
            BinaryOp::Mul => self.emit(Op::Float(FloatBinary::Mul), &[x, y]),
            BinaryOp::TrueDiv => self.emit(Op::Float(FloatBinary::Div), &[x, y]),
            BinaryOp::FloorDiv => self.runtime(&rt::float::float_floordiv, &[x, y]),
            BinaryOp::Pow => self.power(x, y, tb, slow),
            _ => self.runtime(&rt::float::float_mod, &[x, y]),
        };
        if dtype == DType::F32 {
            return self.emit(Op::FloatUnary(FloatUnary::ToSingle), &[result]);
        }
        result
    }

    /// `x ** y` where Python and NumPy agree: real and finite.
    fn power(&mut self, x: ValueId, y: ValueId, ty: &Ty, slow: pyaot_ir::BlockId) -> ValueId {
        if !ty.is_index() && !ty.is_bool() {
            let zero = self.emit(Op::ConstF64(0.0), &[]);
            let negative = self.emit(Op::FloatCompare(Compare::Lt), &[x, zero]);
            self.leave_if(negative, slow);
        }
        let result = self.runtime(&rt::float::float_power, &[x, y]);
        let size = self.emit(Op::FloatUnary(FloatUnary::Abs), &[result]);
        let infinity = self.emit(Op::ConstF64(f64::INFINITY), &[]);
        let infinite = self.emit(Op::FloatCompare(Compare::Eq), &[size, infinity]);
        self.leave_if(infinite, slow);
        result
    }

    fn int_fast(
        &mut self,
        op: BinaryOp,
        (a, ta): (ValueId, &Ty),
        (b, tb): (ValueId, &Ty),
        dtype: DType,
        slow: pyaot_ir::BlockId,
    ) -> ValueId {
        let x = self.int_of(a, ta);
        let y = self.int_of(b, tb);
        for (value, ty) in [(x, ta), (y, tb)] {
            // A Python int that does not fit is an error.
            if (ty.is_int() || ty.mixed_scalar().is_some()) && dtype != DType::I64 {
                let fits = self.fits(value, dtype);
                let bad = self.emit(Op::BoolNot, &[fits]);
                self.leave_if(bad, slow);
            }
        }
        if matches!(op, BinaryOp::FloorDiv | BinaryOp::Mod) {
            let zero = self.emit(Op::ConstInt(0), &[]);
            let bad = self.emit(Op::IntCompare(Compare::Eq), &[y, zero]);
            self.leave_if(bad, slow);
        }
        if matches!(op, BinaryOp::LShift | BinaryOp::RShift) {
            // Others are Python's errors and NumPy's zeros.
            let zero = self.emit(Op::ConstInt(0), &[]);
            let bits = self.emit(Op::ConstInt(8 * i64::from(dtype.size())), &[]);
            for (compare, bound) in [(Compare::Lt, zero), (Compare::Ge, bits)] {
                let bad = self.emit(Op::IntCompare(compare), &[y, bound]);
                self.leave_if(bad, slow);
            }
        }
        let operator: IntBinary = int_operator(op).expect("an operation on ints");
        let result = self.emit(Op::Int(operator), &[x, y]);
        let fits = self.fits(result, dtype);
        let bad = self.emit(Op::BoolNot, &[fits]);
        self.leave_if(bad, slow);
        result
    }

    /// A comparison with a NumPy scalar on either side: a NumPy bool.
    pub fn scalar_compare(
        &mut self,
        compare: Compare,
        a: ValueId,
        ta: &Ty,
        b: ValueId,
        tb: &Ty,
    ) -> ValueId {
        let int = |ty: &Ty| ty.is_index() || ty.is_bool() || ty.scalar() == Some(DType::Bool);
        let result = if int(ta) && int(tb) {
            let x = self.int_of(a, ta);
            let y = self.int_of(b, tb);
            self.emit(Op::IntCompare(compare), &[x, y])
        } else {
            let single = |x: &Ty, y: &Ty| {
                x.scalar() == Some(DType::F32) && (y.is_number() || y.scalar() == Some(DType::F32))
            };
            let dtype = if single(ta, tb) || single(tb, ta) {
                DType::F32
            } else {
                DType::F64
            };
            let x = self.operand(a, ta, dtype);
            let y = self.operand(b, tb, dtype);
            self.emit(Op::FloatCompare(compare), &[x, y])
        };
        let is = if ta.mixed_scalar().is_some() || tb.mixed_scalar().is_some() {
            let (x, y) = (self.kind_value(a, ta), self.kind_value(b, tb));
            Some(self.emit(Op::BoolOr, &[x, y]))
        } else {
            None
        };
        self.tag(
            result,
            Kind {
                dtype: DType::Bool,
                is,
            },
        )
    }
}
