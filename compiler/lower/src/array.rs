//! NumPy arrays: views, elements.
//!
//! A variable whose type is an array keeps a view of it beside its value.
//! Other places that hold arrays (fields, globals, items) have a view in the
//! function that reads them: it is kept with the array it was made of, and
//! made anew when the place holds another one.

use pyaot_abi::functions as rt;
use pyaot_abi::layout::DType;
use pyaot_analysis::{Atom, Ty};
use pyaot_ir::{Compare, IntBinary, LocalId, Op, Repr, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind, Place, Stmt, StmtKind, VarId};

use crate::function::{FunctionLower, Storage};
use crate::iteration::{Item, plain_targets};
use crate::repr::repr_of;
use crate::scalar::Kind;
use crate::subscript::Key;

/// The view of the array that a place held when it was last read.
#[derive(Clone, Copy)]
pub struct ViewCache {
    /// That array.
    array: LocalId,
    view: LocalId,
}

/// One element of an array, its indices evaluated.
pub struct ElementKey {
    view: LocalId,
    dtype: DType,
    /// An index an axis.
    indices: Vec<ElementIndex>,
}

struct ElementIndex {
    /// `I64`; in range once it has been checked.
    local: LocalId,
    /// The axis that an IndexError names: counted anew in each bracket.
    named: u32,
}

impl<'a> FunctionLower<'_, 'a> {
    // Views.

    /// The view beside a variable, made when `value` is assigned to it.
    pub fn refresh_view(&mut self, var: VarId, value: ValueId) {
        let Some((view, dtype, ndim)) = self.views.get(&var).copied() else {
            return;
        };
        let object = self.acquire(value, dtype, ndim);
        self.emit_unit(Op::LocalSet(view), &[object]);
    }

    /// Takes the views of arrays anew whose flags a simple statement may
    /// have changed.
    pub fn refresh_touched_views(&mut self, stmt: &Stmt) {
        if self.views.is_empty() && self.view_caches.is_empty() {
            return;
        }
        let mut touched = Vec::new();
        let mut any = false;
        let mut look = |expr: &Expr| {
            pyaot_analysis::walk::expression(expr, self.module, &mut |e| {
                if let ExprKind::Attribute { object, name } = &e.kind
                    && matches!(name.as_str(), "flags" | "setflags" | "shape" | "resize")
                {
                    any = true;
                    touched.extend(self.viewed_variable(object));
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
        if any {
            for array in self
                .view_caches
                .values()
                .map(|c| c.array)
                .collect::<Vec<_>>()
            {
                let unbound = self.unbound();
                self.set(array, unbound);
            }
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

    /// Element type and dimensions of what is surely an array.
    pub fn array_type(&self, expr: &Expr) -> Option<(DType, u8)> {
        match self.ty(expr).single() {
            Some(Atom::Array(dtype, ndim)) => Some((*dtype, *ndim)),
            _ => None,
        }
    }

    /// A view of the array `value`, which `object` has been evaluated to.
    pub fn view_of(&mut self, object: &Expr, value: ValueId) -> Option<ValueId> {
        let (dtype, ndim) = self.array_type(object)?;
        if let Some(var) = self.viewed_variable(object) {
            let (view, of, dimensions) = self.views[&var];
            if (of, dimensions) == (dtype, ndim) {
                return Some(self.get(view));
            }
        }
        let Some(place) = self.place_text(object) else {
            return Some(self.acquire(value, dtype, ndim));
        };
        let key = format!("{place} {} {ndim}", dtype.name());
        let cache = match self.view_caches.get(&key) {
            Some(cache) => *cache,
            None => {
                let cache = ViewCache {
                    array: self.b.function.new_local("viewed", Repr::Value),
                    view: self.b.function.new_local("view", Repr::Ref),
                };
                self.view_caches.insert(key, cache);
                cache
            }
        };
        let known = self.emit(Op::LocalGet(cache.array), &[]);
        let same = self.emit(Op::Is, &[known, value]);
        let (miss, end) = (self.b.new_block(), self.b.new_block());
        self.b.function.block_mut(miss).cold = true;
        self.b.branch(same, end, miss);
        self.b.switch_to(miss);
        let view = self.acquire(value, dtype, ndim);
        self.emit_unit(Op::LocalSet(cache.view), &[view]);
        self.emit_unit(Op::LocalSet(cache.array), &[value]);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        Some(self.emit(Op::LocalGet(cache.view), &[]))
    }

    fn acquire(&mut self, value: ValueId, dtype: DType, ndim: u8) -> ValueId {
        let dtype = self.i64(dtype as i64);
        let ndim = self.i64(i64::from(ndim));
        let object = self.runtime(&rt::buffer::view_acquire, &[value, dtype, ndim]);
        self.emit(Op::Cast(Repr::Ref), &[object])
    }

    /// Whether what a call makes of Python numbers decides the element type:
    /// of large ints it is another.
    pub fn is_uncertain_array(&self, expr: &Expr) -> bool {
        matches!(&expr.kind, ExprKind::Call { callee, .. }
            if matches!(&callee.kind, ExprKind::Attribute { name, .. }
                if matches!(name.as_str(), "array" | "asarray" | "ascontiguousarray" | "full")))
            && self.array_type(expr).is_some()
    }

    pub fn check_array(&mut self, expr: &Expr, value: ValueId) {
        if let Some((dtype, ndim)) = self.array_type(expr) {
            let (dtype, ndim) = (self.i64(dtype as i64), self.i64(i64::from(ndim)));
            self.runtime_unit(&rt::buffer::array_check, &[value, dtype, ndim]);
        }
    }

    /// A text for a place that is likely to hold the same array the next time
    /// it is read.
    fn place_text(&self, expr: &Expr) -> Option<String> {
        match &expr.kind {
            ExprKind::Name { name, place } => Some(format!("{name}:{place:?}")),
            ExprKind::Attribute { object, name } => {
                Some(format!("{}.{name}", self.place_text(object)?))
            }
            ExprKind::Subscript { object, index } => {
                // The rows of an array are made anew each time.
                let of_array = self.array_type(object).is_some();
                let index = match &index.kind {
                    ExprKind::Int(n) => n.to_string(),
                    ExprKind::Str(text) => format!("{text:?}"),
                    _ => self.place_text(index)?,
                };
                let object = self.place_text(object)?;
                (!of_array).then(|| format!("{object}[{index}]"))
            }
            _ => None,
        }
    }

    // Elements.

    /// For `object[index]`, and `array[i][j]` as a whole, when it is one
    /// element of an array: the array, and the key.
    pub fn element_key(&mut self, object: &'a Expr, index: &'a Expr) -> Option<(LocalId, Key)> {
        let (array, key) = self.indexed(object, index, 0)?;
        Some((array, Key::Elements(key)))
    }

    /// As [`FunctionLower::element_key`] for indices that leave `missing` axes.
    fn indexed(
        &mut self,
        object: &'a Expr,
        index: &'a Expr,
        missing: usize,
    ) -> Option<(LocalId, ElementKey)> {
        let mut base = object;
        let mut groups = vec![self.scalar_indices(index)?];
        loop {
            let (_, ndim) = self.array_type(base)?;
            if groups.iter().map(Vec::len).sum::<usize>() + missing == usize::from(ndim)
                && !matches!(&base.kind, ExprKind::Subscript { object, .. }
                    if self.array_type(object).is_some())
            {
                break;
            }
            let ExprKind::Subscript { object, index } = &base.kind else {
                return None;
            };
            groups.insert(0, self.scalar_indices(index)?);
            base = object;
        }
        let (dtype, _) = self.array_type(base)?;
        let array = self.expr(base);
        let array = self.hold("container", array);
        let value = self.get(array);
        let view = self.view_of(base, value)?;
        let view = self.hold("view", view);
        let mut key = ElementKey {
            view,
            dtype,
            indices: Vec::new(),
        };
        for group in groups {
            // What comes before the last bracket selects rows, one by one.
            self.check_indices(&key);
            for (named, part) in group.into_iter().enumerate() {
                let value = self.index(part);
                key.indices.push(ElementIndex {
                    local: self.hold("index", value),
                    named: named as u32,
                });
            }
        }
        Some((array, key))
    }

    /// The parts that `a, b, ... = array[i, ...]` takes out of a row.
    pub fn row_assigned(&mut self, target: &Expr, value: &'a Expr) -> Option<Vec<Item>> {
        let n = plain_targets(target)?;
        let (object, index) = match &value.kind {
            ExprKind::Subscript { object, index } => (object, index),
            ExprKind::Attribute { object, name } if name == "shape" => {
                return self.shape_parts(object, n);
            }
            _ => return None,
        };
        self.array_type(value).filter(|(_, ndim)| *ndim == 1)?;
        let (array, key) = self.indexed(object, index, 1)?;
        self.check_indices(&key);
        let indices: Vec<LocalId> = key.indices.iter().map(|index| index.local).collect();
        let items = self.row_parts(array, key.view, &indices, key.dtype, n);
        // All are read before the first target is written.
        let parts = items.into_iter().map(|item| match item {
            Item::One(value, ty) => {
                let held = self.hold("part", value);
                Item::One(self.get(held), ty)
            }
            many @ Item::Many(_) => many,
        });
        Some(parts.collect())
    }

    /// The parts of `array.shape` when there are `n`.
    fn shape_parts(&mut self, object: &'a Expr, n: usize) -> Option<Vec<Item>> {
        self.array_type(object)
            .filter(|(_, ndim)| usize::from(*ndim) == n)?;
        let value = self.expr(object);
        let view = self.view_of(object, value)?;
        let sizes = (0..n as u32).map(|axis| {
            let size = self.emit(Op::ViewShape(axis), &[view]);
            Item::One(self.coerce(size, Repr::I64, Repr::Int), Ty::int())
        });
        Some(sizes.collect())
    }

    /// The `n` elements of the row at these indices (in range); ValueError
    /// when it has not that many.
    pub fn row_parts(
        &mut self,
        array: LocalId,
        view: LocalId,
        indices: &[LocalId],
        dtype: DType,
        n: usize,
    ) -> Vec<Item> {
        let object = self.get(view);
        let size = self.emit(Op::ViewShape(indices.len() as u32), &[object]);
        let wanted = self.i64(n as i64);
        let differs = self.emit(Op::MachineCompare(Compare::Ne), &[size, wanted]);
        self.guard(differs, |this| {
            let words: Vec<ValueId> = indices
                .iter()
                .map(|index| {
                    let index = this.get(*index);
                    this.coerce(index, Repr::I64, Repr::Value)
                })
                .collect();
            let key = this.key_of_words(&words);
            let array = this.get(array);
            let row = this.runtime(&rt::operation::value_getitem, &[array, key]);
            let n = this.i64(n as i64);
            this.raise(&rt::iter::unpack, &[row, n]);
        });
        let ty: Ty = Atom::Scalar(dtype).into();
        (0..n)
            .map(|part| {
                let mut args = vec![self.get(view)];
                for index in indices {
                    args.push(self.get(*index));
                }
                args.push(self.i64(part as i64));
                let value = self.emit(Op::ViewLoad(dtype), &args);
                Item::One(self.element_value(value, dtype, &ty), ty.clone())
            })
            .collect()
    }

    /// The parts of an index that are all single numbers.
    fn scalar_indices(&self, index: &'a Expr) -> Option<Vec<&'a Expr>> {
        let parts: Vec<&'a Expr> = match &index.kind {
            ExprKind::Tuple(items) => items.iter().collect(),
            _ => vec![index],
        };
        parts
            .iter()
            .all(|e| !matches!(e.kind, ExprKind::Slice { .. }) && self.ty(e).is_index())
            .then_some(parts)
    }

    /// Brings the indices into range; IndexError.
    fn check_indices(&mut self, key: &ElementKey) {
        for (axis, index) in key.indices.iter().enumerate() {
            let (view, value) = (self.get(key.view), self.get(index.local));
            let op = Op::ViewIndex {
                axis: axis as u32,
                named: index.named,
            };
            let inside = self.emit(op, &[view, value]);
            self.set(index.local, inside);
        }
    }

    /// The key of elements as the object that subscripting takes.
    pub fn element_key_word(&mut self, key: &ElementKey) -> ValueId {
        let words: Vec<ValueId> = key
            .indices
            .iter()
            .map(|index| {
                let index = self.get(index.local);
                self.coerce(index, Repr::I64, Repr::Value)
            })
            .collect();
        self.key_of_words(&words)
    }

    fn key_of_words(&mut self, words: &[ValueId]) -> ValueId {
        match words {
            [one] => *one,
            many => {
                let tuple = self.runtime(&rt::tuple::tuple_from_items, many);
                self.coerce(tuple, Repr::Ref, Repr::Value)
            }
        }
    }

    pub fn load_element(&mut self, key: &ElementKey, ty: &Ty) -> ValueId {
        self.check_indices(key);
        let mut args = vec![self.get(key.view)];
        for index in &key.indices {
            args.push(self.get(index.local));
        }
        let value = self.emit(Op::ViewLoad(key.dtype), &args);
        self.element_value(value, key.dtype, ty)
    }

    /// What was loaded from an array as a value of type `ty`.
    pub fn element_value(&mut self, value: ValueId, dtype: DType, ty: &Ty) -> ValueId {
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
    pub fn store_element(&mut self, array: ValueId, key: &ElementKey, value: ValueId, ty: &Ty) {
        let dtype = key.dtype;
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
                self.store_generic(array, key, value, ty);
                self.b.jump(end, &[]);
                self.b.switch_to(fast);
                Some(self.emit(Op::SmallToI64, &[int]))
            }
            DType::Bool if repr_of(ty) == Repr::Bool => Some(value),
            _ => None,
        };
        match number {
            Some(number) => {
                let view = self.get(key.view);
                self.emit_unit(Op::ViewWritable, &[view]);
                self.check_indices(key);
                let mut args = vec![self.get(key.view), number];
                for index in &key.indices {
                    args.push(self.get(index.local));
                }
                self.emit_unit(Op::ViewStore(dtype), &args);
            }
            None => self.store_generic(array, key, value, ty),
        }
        self.b.jump(end, &[]);
        self.b.switch_to(end);
    }

    fn store_generic(&mut self, array: ValueId, key: &ElementKey, value: ValueId, ty: &Ty) {
        let key = self.element_key_word(key);
        let word = self.coerce(value, repr_of(ty), Repr::Value);
        self.runtime_unit(&rt::operation::value_setitem, &[array, key, word]);
    }

    /// Whether an `Int` is a small int within an integer element type.
    pub fn fits(&mut self, int: ValueId, dtype: DType) -> ValueId {
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

    /// `array.name` that a view tells, as the array `value` of `object`.
    pub fn view_attribute(&mut self, object: &Expr, value: ValueId, name: &str) -> Option<ValueId> {
        let (_, ndim) = self.array_type(object)?;
        if !matches!(name, "shape" | "size") {
            return None;
        }
        let view = self.view_of(object, value)?;
        let view = self.hold("view", view);
        let mut sizes = Vec::new();
        for axis in 0..u32::from(ndim) {
            let view = self.get(view);
            let size = self.emit(Op::ViewShape(axis), &[view]);
            sizes.push(self.coerce(size, Repr::I64, Repr::Int));
        }
        if name == "size" {
            let product = |this: &mut Self, a, b| this.emit(Op::Int(IntBinary::Mul), &[a, b]);
            return sizes.into_iter().reduce(|a, b| product(self, a, b));
        }
        let words: Vec<ValueId> = sizes
            .into_iter()
            .map(|size| self.coerce(size, Repr::Int, Repr::Value))
            .collect();
        Some(self.runtime(&rt::tuple::tuple_from_items, &words))
    }

    /// `array.shape[axis]` with a constant axis.
    pub fn shape_item(&mut self, object: &'a Expr, index: &Expr) -> Option<ValueId> {
        let ExprKind::Attribute {
            object: array,
            name,
        } = &object.kind
        else {
            return None;
        };
        let (_, ndim) = self.array_type(array).filter(|_| name == "shape")?;
        let axis = pyaot_analysis::facts::constant_index(index, usize::from(ndim))?;
        self.view_size(array, axis as u32)
    }

    /// The length along an axis of what is surely an array, as `I64`.
    pub fn view_size(&mut self, object: &'a Expr, axis: u32) -> Option<ValueId> {
        self.array_type(object)?;
        let value = self.expr(object);
        let view = self.view_of(object, value)?;
        Some(self.emit(Op::ViewShape(axis), &[view]))
    }
}
