//! NumPy arrays and scalars: views, elements, arithmetic.
//!
//! A variable whose type is an array keeps a view of it beside its value;
//! elements are read and written through the view. A NumPy scalar travels
//! as its number; that it is a scalar ([`Kind`]) is a fact of the value,
//! static or in a second register, and is read where the kinds differ:
//! when the value becomes an object, at overflow, at division by zero.

use pyaot_abi::functions as rt;
use pyaot_abi::layout::DType;
use pyaot_analysis::facts::scalar_result;
use pyaot_analysis::{Atom, Ty};
use pyaot_ir::{Compare, FloatBinary, FloatUnary, IntBinary, LocalId, Op, Repr, ValueId};
use pyaot_syntax::tree::{BinaryOp, Expr, ExprKind, Place, Stmt, StmtKind, VarId};

use crate::function::{FunctionLower, Storage};
use crate::operator::{int_operator, rows};
use crate::repr::repr_of;
use crate::subscript::Key;

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
    // Versions.

    /// At the start of a function: goes to the version for arrays if the
    /// arguments are such arrays.
    pub fn array_versions(&mut self, first_param: usize) {
        let versions = &self.ctx.versions;
        let Some((_, arrays)) = versions.first() else {
            return;
        };
        let general = self.b.new_block();
        let (test, is_array) = (
            self.b.new_block(),
            self.b.param(first_param + arrays[0].param),
        );
        let foreign = self.emit(Op::IsForeign, &[is_array]);
        self.b.branch(foreign, test, general);
        self.b.switch_to(test);
        let kinds: Vec<ValueId> = arrays
            .iter()
            .map(|array| {
                let value = self.b.param(first_param + array.param);
                self.runtime(&rt::buffer::array_kind, &[value])
            })
            .collect();
        for (ctx, arrays) in versions {
            let Some(function) = self.p.functions.get(ctx).copied() else {
                continue;
            };
            let next = self.b.new_block();
            for (kind, array) in kinds.iter().zip(arrays) {
                let wanted = self.i64(array.dtype as i64 + 16 * i64::from(array.ndim));
                let same = self.emit(Op::MachineCompare(Compare::Eq), &[*kind, wanted]);
                let fits = self.b.new_block();
                self.b.branch(same, fits, next);
                self.b.switch_to(fits);
            }
            let args: Vec<ValueId> = (0..self.b.function.params.len())
                .map(|n| self.b.param(n))
                .collect();
            let line = std::mem::replace(&mut self.b.line, pyaot_ir::Inst::NO_FRAME);
            let value = self.emit(Op::Call(function), &args);
            self.b.line = line;
            let given = self.b.function.repr(value);
            let of_version = self.p.program.context(*ctx).result.clone();
            let value = if given.is_word() {
                value
            } else {
                self.adapt(value, given, &of_version)
            };
            let wanted = self.b.function.result.expect("functions return values");
            let value = self.coerce(value, given, wanted);
            self.b.terminate(pyaot_ir::Terminator::Return(Some(value)));
            self.b.switch_to(next);
        }
        self.b.jump(general, &[]);
        self.b.switch_to(general);
    }

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
            let local = self.new_local("number", Repr::Int);
            let (scalar, plain, end) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
            self.b.branch(is, scalar, plain);
            self.b.switch_to(scalar);
            let wide = self.emit(Op::ScalarUnbox(dtype), &[value]);
            let wide = self.coerce(wide, Repr::I64, Repr::Int);
            self.emit_unit(Op::LocalSet(local), &[wide]);
            self.b.jump(end, &[]);
            self.b.switch_to(plain);
            let int = self.emit(Op::Cast(Repr::Int), &[value]);
            self.emit_unit(Op::LocalSet(local), &[int]);
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

    // Views.

    /// The view beside a variable, made when `value` is assigned to it.
    pub fn refresh_view(&mut self, var: VarId, value: ValueId) {
        let Some((view, dtype, ndim)) = self.views.get(&var).copied() else {
            return;
        };
        let dtype = self.i64(dtype as i64);
        let ndim = self.i64(i64::from(ndim));
        let object = self.runtime(&rt::buffer::view_acquire, &[value, dtype, ndim]);
        let object = self.emit(Op::Cast(Repr::Ref), &[object]);
        self.emit_unit(Op::LocalSet(view), &[object]);
    }

    /// Takes the views of arrays anew whose flags a simple statement may
    /// have changed.
    pub fn refresh_touched_views(&mut self, stmt: &Stmt) {
        let mut touched = Vec::new();
        let mut look = |expr: &Expr| {
            pyaot_analysis::walk::expression(expr, self.module, &mut |e| {
                if let ExprKind::Attribute { object, name } = &e.kind
                    && matches!(name.as_str(), "flags" | "setflags" | "shape" | "resize")
                    && let Some(var) = self.viewed_variable(object)
                {
                    touched.push(var);
                }
            });
        };
        match &stmt.kind {
            StmtKind::Expr(value) => look(value),
            StmtKind::Assign { targets, .. } => targets.iter().for_each(look),
            _ => {}
        }
        for var in touched {
            let value = match self.vars[&var] {
                Storage::Local(local) => self.get(local),
                Storage::Param(value) => value,
                Storage::Cell(_) => continue,
            };
            self.refresh_view(var, value);
        }
    }

    fn viewed_variable(&self, object: &Expr) -> Option<VarId> {
        let ExprKind::Name { place, .. } = &object.kind else {
            return None;
        };
        let var = match place {
            Place::Local(var) => *var,
            Place::Global(index) => VarId(self.func.vars.len() as u32 + index),
            Place::Free(_) | Place::Builtin | Place::ClassVar(..) => return None,
        };
        self.views.contains_key(&var).then_some(var)
    }

    fn view_of(&self, object: &Expr) -> Option<(LocalId, DType, u8)> {
        self.viewed_variable(object).map(|var| self.views[&var])
    }

    /// The key of an element that a view gives, or `None`.
    pub fn element_key(&mut self, object: &Expr, index: &'a Expr) -> Option<Key> {
        let (_, _, ndim) = self.view_of(object)?;
        let parts: Vec<&'a Expr> = match &index.kind {
            ExprKind::Tuple(items) => items.iter().collect(),
            _ => vec![index],
        };
        let all = parts.len() == usize::from(ndim)
            && parts
                .iter()
                .all(|e| !matches!(e.kind, ExprKind::Slice { .. }) && self.ty(e).is_index());
        if !all {
            return None;
        }
        let mut indices = Vec::new();
        for part in parts {
            let index = self.index(part);
            indices.push(self.hold("index", index));
        }
        Some(Key::Elements(indices))
    }

    /// The key of elements as the object that subscripting takes.
    pub fn element_key_word(&mut self, indices: &[LocalId]) -> ValueId {
        let words: Vec<ValueId> = indices
            .iter()
            .map(|local| {
                let index = self.get(*local);
                self.coerce(index, Repr::I64, Repr::Value)
            })
            .collect();
        match words.as_slice() {
            [one] => *one,
            many => {
                let tuple = self.runtime(&rt::tuple::tuple_from_items, many);
                self.coerce(tuple, Repr::Ref, Repr::Value)
            }
        }
    }

    pub fn load_element(&mut self, object: &Expr, indices: &[LocalId], ty: &Ty) -> ValueId {
        let (view, dtype, _) = self.view_of(object).expect("element keys are for views");
        let mut args = vec![self.get(view)];
        for local in indices {
            args.push(self.get(*local));
        }
        let value = self.emit(Op::ViewLoad(dtype), &args);
        let scalar: Ty = Atom::Scalar(dtype).into();
        let given = self.b.function.repr(value);
        let value = self.adapt(value, given, &scalar);
        let value = self.tag(value, Kind { dtype, is: None });
        if repr_of(ty) == repr_of(&scalar) {
            return value;
        }
        self.coerce(value, repr_of(&scalar), repr_of(ty))
    }

    /// Stores a number that surely fits inline; leaves others to NumPy.
    pub fn store_element(
        &mut self,
        object: &Expr,
        container: ValueId,
        indices: &[LocalId],
        value: ValueId,
        ty: &Ty,
    ) {
        let (view, dtype, _) = self.view_of(object).expect("element keys are for views");
        let end = self.b.new_block();
        let number = match dtype {
            DType::F64 | DType::F32 if ty.is_real() => Some(self.f64_of(value, ty)),
            DType::I64 | DType::I32 | DType::U8 if ty.is_index() || ty.is_bool() => {
                let int = self.int_of(value, ty);
                let fits = self.fits(int, dtype);
                let (fast, slow) = (self.b.new_block(), self.b.new_block());
                self.b.function.block_mut(slow).cold = true;
                self.b.branch(fits, fast, slow);
                self.b.switch_to(slow);
                self.store_generic(container, indices, value, ty);
                self.b.jump(end, &[]);
                self.b.switch_to(fast);
                Some(self.emit(Op::SmallToI64, &[int]))
            }
            DType::Bool if ty.is_bool() || ty.scalar() == Some(DType::Bool) => Some(value),
            _ => None,
        };
        match number {
            Some(number) => {
                let mut args = vec![self.get(view), number];
                for local in indices {
                    args.push(self.get(*local));
                }
                self.emit_unit(Op::ViewStore(dtype), &args);
            }
            None => self.store_generic(container, indices, value, ty),
        }
        self.b.jump(end, &[]);
        self.b.switch_to(end);
    }

    fn store_generic(&mut self, container: ValueId, indices: &[LocalId], value: ValueId, ty: &Ty) {
        let key = self.element_key_word(indices);
        let word = self.coerce(value, repr_of(ty), Repr::Value);
        self.runtime_unit(&rt::operation::value_setitem, &[container, key, word]);
    }

    /// Whether an `Int` is a small int within an integer element type.
    fn fits(&mut self, int: ValueId, dtype: DType) -> ValueId {
        let small = self.emit(Op::IsSmallInt, &[int]);
        if dtype == DType::I64 {
            return small;
        }
        let (lo, hi) = dtype.int_range();
        let lo = self.emit(Op::ConstInt(lo), &[]);
        let hi = self.emit(Op::ConstInt(hi), &[]);
        let above = self.emit(Op::IntCompare(Compare::Ge), &[int, lo]);
        let below = self.emit(Op::IntCompare(Compare::Le), &[int, hi]);
        let within = self.emit(Op::BoolAnd, &[above, below]);
        self.emit(Op::BoolAnd, &[small, within])
    }

    /// `array.shape` of a variable with a view.
    pub fn view_shape(&mut self, object: &Expr) -> Option<ValueId> {
        let (_, _, ndim) = self.view_of(object)?;
        let mut words = Vec::new();
        for axis in 0..u32::from(ndim) {
            let size = self.view_size(object, axis)?;
            words.push(self.coerce(size, Repr::I64, Repr::Value));
        }
        Some(self.runtime(&rt::tuple::tuple_from_items, &words))
    }

    /// `array.shape[axis]` of a variable with a view, as `I64`.
    pub fn view_size(&mut self, object: &Expr, axis: u32) -> Option<ValueId> {
        let (view, _, _) = self.view_of(object)?;
        let view = self.get(view);
        Some(self.emit(Op::ViewShape(axis), &[view]))
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
            if ty.is_int() && dtype != DType::I64 {
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
        self.tag(
            result,
            Kind {
                dtype: DType::Bool,
                is: None,
            },
        )
    }
}
