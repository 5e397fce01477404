//! `container[key]`, read and written.

use pyaot_abi::functions as rt;
use pyaot_abi::value::UNBOUND;
use pyaot_analysis::{Atom, SiteId, Ty};
use pyaot_ir::{BuiltinClass, ItemType, LocalId, Op, Repr, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind};

use crate::array::ElementKey;
use crate::function::FunctionLower;
use crate::repr::{array_items, item_type, repr_of};

/// Whether an item of a display is always the same, and nothing that dies.
fn is_constant(item: &Expr) -> bool {
    match &item.kind {
        ExprKind::Unary { operand, .. } => operand.kind.is_literal(),
        ExprKind::Tuple(items) => items.iter().all(is_constant),
        literal => literal.is_literal(),
    }
}

/// The list among the sequences that a value may be, where it is not certainly one:
/// `row = range(n)` at first, and lists later.
fn list_among(ty: &Ty) -> Option<SiteId> {
    let mut found = None;
    for atom in ty.atoms() {
        match atom {
            Atom::List(site) if found.is_none() => found = Some(*site),
            Atom::Range | Atom::Tuple(_) | Atom::TupleOf(_) => {}
            _ => return None,
        }
    }
    found.filter(|_| ty.single().is_none())
}

/// A key that has been evaluated.
pub enum Key {
    /// A constant place in a tuple of known length.
    Item(u32),
    /// `I64`.
    Index(LocalId),
    Slice(LocalId, LocalId, LocalId),
    /// From an `I64` to one before the other, of a list, by a constant step.
    Part(LocalId, LocalId, i64),
    /// One element of an array.
    Elements(ElementKey),
    Any(LocalId),
    /// A word that is an index most often, for a sequence.
    LikelyIndex(LocalId),
}

impl<'a> FunctionLower<'_, 'a> {
    /// Evaluates container and key.
    pub fn subscript(&mut self, object: &'a Expr, index: &'a Expr) -> (LocalId, Key) {
        if let Some(element) = self.element_key(object, index) {
            return element;
        }
        let container = match &object.kind {
            ExprKind::Tuple(items)
                if items.iter().all(is_constant)
                    && pyaot_analysis::facts::constant_index(index, items.len()).is_none() =>
            {
                self.constant_tuple(object)
            }
            _ => self.expr(object),
        };
        let held = self.hold("container", container);
        (held, self.subscript_key(object, index))
    }

    /// A tuple of constants, made the first time it is asked for.
    fn constant_tuple(&mut self, display: &'a Expr) -> ValueId {
        let slot = self.p.ir.add_global("constants", Repr::Value);
        let known = self.emit(Op::GlobalGet(slot), &[]);
        let unbound = self.emit(Op::IsWord(UNBOUND), &[known]);
        let result = self.new_local("constants", Repr::Value);
        let (make, done) = (self.b.new_block(), self.b.new_block());
        self.b.function.block_mut(make).cold = true;
        self.set(result, known);
        self.b.branch(unbound, make, done);
        self.b.switch_to(make);
        let made = self.value(display);
        self.set(result, made);
        let made = self.get(result);
        self.emit_unit(Op::GlobalSet(slot), &[made]);
        self.b.jump(done, &[]);
        self.b.switch_to(done);
        let tuple = self.get(result);
        let repr = self.repr(display);
        self.coerce(tuple, Repr::Value, repr)
    }

    /// Evaluates an instance and the key its special method gets.
    pub fn special_subscript(&mut self, object: &'a Expr, index: &'a Expr) -> (LocalId, LocalId) {
        let container = self.expr(object);
        let container = self.hold("container", container);
        let key = self.expr(index);
        (container, self.hold("key", key))
    }

    /// Evaluates the key for a container of the object's type.
    fn subscript_key(&mut self, object: &Expr, index: &'a Expr) -> Key {
        if let ExprKind::Slice { start, stop, step } = &index.kind {
            if let Some(part) = self.part_of_list(object, [start, stop, step].map(Option::as_deref))
            {
                return part;
            }
            let mut held = Vec::new();
            for part in [start, stop, step] {
                let value = match part {
                    Some(part) => self.value(part),
                    None => self.none(),
                };
                held.push(self.hold("bound", value));
            }
            return Key::Slice(held[0], held[1], held[2]);
        }
        let ty = self.ty(index);
        let number = ty.is_index() || ty.is_bool();
        if number && list_among(&self.ty(object)).is_some() {
            let value = self.index(index);
            return Key::Index(self.hold("index", value));
        }
        match self.ty(object).single() {
            Some(Atom::Tuple(items)) => {
                if let Some(at) = pyaot_analysis::facts::constant_index(index, items.len()) {
                    return Key::Item(at as u32);
                }
            }
            Some(Atom::Named(class)) => {
                let n = self.named_types(*class).len();
                if let Some(at) = pyaot_analysis::facts::constant_index(index, n) {
                    return Key::Item(at as u32);
                }
                if !number {
                    return self.any_key(index);
                }
            }
            Some(Atom::List(_) | Atom::Str | Atom::TupleOf(_)) => {}
            Some(atom) if atom.numbers().is_some() => {}
            _ => return self.any_key(index),
        }
        if number {
            let value = self.index(index);
            return Key::Index(self.hold("index", value));
        }
        if ty.may_be(|atom| *atom == Atom::Int) {
            let value = self.value(index);
            return Key::LikelyIndex(self.hold("key", value));
        }
        self.any_key(index)
    }

    /// `list[start:stop:step]`, where the bounds are ints if they are there, and the
    /// step is a constant.
    fn part_of_list(&mut self, object: &Expr, bounds: [Option<&'a Expr>; 3]) -> Option<Key> {
        let is_int = |bound: Option<&Expr>| {
            bound.is_none_or(|bound| {
                let ty = self.ty(bound);
                ty.is_int() || ty.is_bool()
            })
        };
        let [start, stop, step] = bounds;
        let step = step.map_or(Some(1), pyaot_analysis::facts::constant_int)?;
        let is_list = matches!(self.ty(object).single(), Some(Atom::List(_)));
        if !is_list || !is_int(start) || !is_int(stop) || step == 0 || step == i64::MIN {
            return None;
        }
        let (first, last) = if step < 0 {
            (i64::MAX, i64::MIN)
        } else {
            (0, i64::MAX)
        };
        let mut bound = |given: Option<&'a Expr>, otherwise: i64| {
            let value = match given {
                Some(given) => self.index(given),
                None => self.i64(otherwise),
            };
            self.hold("bound", value)
        };
        let start = bound(start, first);
        Some(Key::Part(start, bound(stop, last), step))
    }

    fn any_key(&mut self, index: &'a Expr) -> Key {
        let value = self.value(index);
        Key::Any(self.hold("key", value))
    }

    /// The key as one value, for deletion and generic containers.
    pub fn key_value(&mut self, index: &'a Expr) -> ValueId {
        self.value(index)
    }

    fn key_word(&mut self, key: &Key) -> ValueId {
        match key {
            Key::Item(n) => {
                let n = self.emit(Op::ConstInt(i64::from(*n)), &[]);
                self.coerce(n, Repr::Int, Repr::Value)
            }
            Key::Index(local) => {
                let n = self.get(*local);
                self.coerce(n, Repr::I64, Repr::Value)
            }
            Key::Slice(start, stop, step) => {
                let parts = [self.get(*start), self.get(*stop), self.get(*step)];
                self.runtime(&rt::iter::slice_new, &parts)
            }
            Key::Part(start, stop, step) => {
                let mut parts = Vec::new();
                for bound in [*start, *stop] {
                    let bound = self.get(bound);
                    parts.push(self.coerce(bound, Repr::I64, Repr::Value));
                }
                parts.push(if *step == 1 {
                    self.none()
                } else {
                    let step = self.i64(*step);
                    self.coerce(step, Repr::I64, Repr::Value)
                });
                self.runtime(&rt::iter::slice_new, &parts)
            }
            Key::Elements(key) => self.element_key_word(key),
            Key::Any(local) | Key::LikelyIndex(local) => self.get(*local),
        }
    }

    /// Does the first with the index that a word is if it is a small int, the second if not.
    fn by_likely_index(
        &mut self,
        word: LocalId,
        indexed: impl FnOnce(&mut Self, Key),
        otherwise: impl FnOnce(&mut Self, Key),
    ) {
        let (small, other, end) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
        let key = self.get(word);
        let is = self.emit(Op::IsSmallInt, &[key]);
        self.b.branch(is, small, other);
        self.b.switch_to(small);
        let key = self.get(word);
        let n = self.coerce(key, Repr::Value, Repr::Int);
        let n = self.emit(Op::SmallToI64, &[n]);
        let n = self.hold("index", n);
        indexed(self, Key::Index(n));
        self.b.jump(end, &[]);
        self.b.switch_to(other);
        otherwise(self, Key::Any(word));
        self.b.jump(end, &[]);
        self.b.switch_to(end);
    }

    pub fn load_item(&mut self, object: &Expr, container: ValueId, key: &Key, ty: &Ty) -> ValueId {
        if let Key::Elements(key) = key {
            return self.load_element(key, ty);
        }
        let container_ty = self.ty(object);
        if let Key::LikelyIndex(word) = key {
            let result = self.new_local_of("item", ty);
            let held = self.hold("container", container);
            let load = |this: &mut Self, key: Key| {
                let container = this.get(held);
                let item = this.load_item(object, container, &key, ty);
                this.set(result, item);
            };
            self.by_likely_index(*word, load, load);
            return self.get(result);
        }
        if let (Some(list), Key::Index(index)) = (list_among(&container_ty), key) {
            return self.load_from_likely_list(container, list, *index, ty);
        }
        let word = match (container_ty.single(), key) {
            (Some(Atom::Tuple(_) | Atom::Named(_)), Key::Item(n)) => {
                self.emit(Op::TupleGet(*n), &[container])
            }
            (Some(Atom::Tuple(_) | Atom::TupleOf(_) | Atom::Named(_)), Key::Index(local)) => {
                let index = self.get(*local);
                self.emit(Op::TupleIndex, &[container, index])
            }
            (Some(Atom::List(site)), Key::Index(local)) => {
                let item = self.p.program.site(*site).0.clone();
                let index = self.get(*local);
                self.list_get([container, index], &item)
            }
            (Some(atom), Key::Index(local)) if let Some(number) = atom.numbers() => {
                let index = self.get(*local);
                self.array_get([container, index], ItemType::of_array(number))
            }
            (Some(Atom::Str), Key::Index(local)) => {
                let index = self.get(*local);
                self.runtime(&rt::str::str_getitem, &[container, index])
            }
            (Some(Atom::Dict(_)), Key::Any(local)) => {
                let key = self.get(*local);
                self.runtime(&rt::dict::dict_getitem, &[container, key])
            }
            (Some(Atom::DefaultDict(_)), Key::Any(local)) => {
                let key = self.get(*local);
                self.runtime(&rt::dict::defaultdict_getitem, &[container, key])
            }
            (Some(Atom::Str), Key::Slice(start, stop, step)) => {
                let parts = [self.get(*start), self.get(*stop), self.get(*step)];
                let parts = [container, parts[0], parts[1], parts[2]];
                self.runtime(&rt::str::str_getslice, &parts)
            }
            (_, Key::Part(start, stop, step)) => {
                let [start, stop] = [*start, *stop].map(|bound| self.get(bound));
                let parts = [container, start, stop, self.i64(*step)];
                self.runtime(&rt::list::list_part, &parts)
            }
            (_, Key::Slice(start, stop, step)) => {
                let container = self.coerce(container, repr_of(&container_ty), Repr::Value);
                let parts = [
                    container,
                    self.get(*start),
                    self.get(*stop),
                    self.get(*step),
                ];
                self.runtime(&rt::operation::value_getslice, &parts)
            }
            _ => {
                let container = self.coerce(container, repr_of(&container_ty), Repr::Value);
                let key = self.key_word(key);
                self.runtime(&rt::operation::value_getitem, &[container, key])
            }
        };
        let given = self.b.function.repr(word);
        self.adapt(word, given, ty)
    }

    /// An item of what most often is that list.
    fn load_from_likely_list(
        &mut self,
        container: ValueId,
        list: SiteId,
        index: LocalId,
        ty: &Ty,
    ) -> ValueId {
        let result = self.new_local_of("item", ty);
        let held = self.hold("container", container);
        let (direct, other, end) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
        self.b.function.block_mut(other).cold = true;
        let container = self.get(held);
        let is = self.emit(Op::IsExactBuiltin(BuiltinClass::List), &[container]);
        self.b.branch(is, direct, other);
        self.b.switch_to(direct);
        let container = self.get(held);
        let container = self.coerce(container, Repr::Value, Repr::Ref);
        let at = self.get(index);
        let item = self.p.program.site(list).0.clone();
        let item = self.list_get([container, at], &item);
        let given = self.b.function.repr(item);
        let item = self.adapt(item, given, ty);
        self.set(result, item);
        self.b.jump(end, &[]);
        self.b.switch_to(other);
        let container = self.get(held);
        let key = self.key_word(&Key::Index(index));
        let item = self.runtime(&rt::operation::value_getitem, &[container, key]);
        let given = self.b.function.repr(item);
        let item = self.adapt(item, given, ty);
        self.set(result, item);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        self.get(result)
    }

    /// An item of a list, in the representation of what the list holds.
    pub fn list_get(&mut self, list_and_index: [ValueId; 2], item: &Ty) -> ValueId {
        let op = item_type(item).map_or(Op::ListGet, Op::TypedGet);
        self.emit(op, &list_and_index)
    }

    /// Adds an item of type `ty` to a list.
    pub fn list_append(&mut self, list: ValueId, list_ty: &Ty, item: ValueId, ty: &Ty) {
        match self.items_of(list_ty) {
            Some(known) => {
                let item = self.coerce(item, repr_of(ty), known.repr());
                self.emit_unit(Op::TypedAppend(known), &[list, item]);
            }
            None => {
                let item = self.coerce(item, repr_of(ty), Repr::Value);
                self.emit_unit(Op::ListAppend, &[list, item]);
            }
        }
    }

    /// An item of an `array.array`, as a Python number.
    pub fn array_get(&mut self, array_and_index: [ValueId; 2], kind: ItemType) -> ValueId {
        let item = self.emit(Op::TypedGet(kind), &array_and_index);
        match kind {
            ItemType::ArrayF32 | ItemType::ArrayF64 => item,
            ItemType::ArrayU64 => self.emit(Op::IntFromU64, &[item]),
            _ => self.emit(Op::IntFromI64, &[item]),
        }
    }

    /// A number as an array holds it, for a place of one; `None` where it may be no number.
    fn number_for(
        &mut self,
        kind: ItemType,
        place: &[ValueId],
        value: ValueId,
        ty: &Ty,
    ) -> Option<ValueId> {
        if !(ty.is_int() || ty.is_bool() || ty.is_float() && kind.repr() == Repr::F64) {
            return None;
        }
        if kind.repr() == Repr::F64 {
            return Some(self.real_number(value, ty));
        }
        let value = self.int_of(value, ty);
        let mut args = place.to_vec();
        args.push(value);
        Some(self.emit(Op::NumberBits(kind), &args))
    }

    /// Adds an item of type `ty` to an `array.array`.
    pub fn array_append(&mut self, array: ValueId, kind: ItemType, item: ValueId, ty: &Ty) {
        if let Some(number) = self.number_for(kind, &[array], item, ty) {
            self.emit_unit(Op::TypedAppend(kind), &[array, number]);
        } else {
            let array = self.coerce(array, Repr::Ref, Repr::Value);
            let item = self.coerce(item, repr_of(ty), Repr::Value);
            self.runtime_unit(&rt::array::array_append, &[array, item]);
        }
    }

    /// What a list of that type is known to hold.
    pub fn items_of(&self, list_ty: &Ty) -> Option<ItemType> {
        match list_ty.single() {
            Some(Atom::List(site)) => item_type(self.p.program.site(*site).0),
            _ => None,
        }
    }

    pub fn store_item(
        &mut self,
        object: &Expr,
        container: ValueId,
        key: &Key,
        value: ValueId,
        ty: &Ty,
    ) {
        if let Key::Elements(key) = key {
            return self.store_element(container, key, value, ty);
        }
        if let Key::LikelyIndex(word) = key {
            let held = self.hold("container", container);
            let value = self.hold("value", value);
            let store = |this: &mut Self, key: Key| {
                let (container, value) = (this.get(held), this.get(value));
                this.store_item(object, container, &key, value, ty);
            };
            return self.by_likely_index(*word, store, store);
        }
        let container_ty = self.ty(object);
        if let (Some(item), Key::Index(local)) = (self.items_of(&container_ty), key) {
            let value = self.coerce(value, repr_of(ty), item.repr());
            let index = self.get(*local);
            self.emit_unit(Op::TypedSet(item), &[container, index, value]);
            return;
        }
        if let (Some(item), Key::Index(local)) = (array_items(&container_ty), key) {
            let index = self.get(*local);
            if let Some(number) = self.number_for(item, &[container, index], value, ty) {
                let args = [container, self.get(*local), number];
                self.emit_unit(Op::TypedSet(item), &args);
            } else {
                let container = self.coerce(container, Repr::Ref, Repr::Value);
                let value = self.coerce(value, repr_of(ty), Repr::Value);
                self.runtime_unit(&rt::array::array_set, &[container, index, value]);
            }
            return;
        }
        let value = self.coerce(value, repr_of(ty), Repr::Value);
        match (container_ty.single(), key) {
            (Some(Atom::List(_)), Key::Index(local)) => {
                let index = self.get(*local);
                self.emit_unit(Op::ListSet, &[container, index, value]);
            }
            (Some(Atom::Dict(_) | Atom::DefaultDict(_)), Key::Any(local)) => {
                let key = self.get(*local);
                self.runtime_unit(&rt::dict::dict_setitem, &[container, key, value]);
            }
            (_, Key::Part(start, stop, step)) => {
                let [start, stop] = [*start, *stop].map(|bound| self.get(bound));
                let parts = [container, start, stop, self.i64(*step), value];
                self.runtime_unit(&rt::list::list_set_part, &parts);
            }
            (_, Key::Slice(start, stop, step)) => {
                let container = self.coerce(container, repr_of(&container_ty), Repr::Value);
                let [start, stop, step] = [*start, *stop, *step].map(|bound| self.get(bound));
                let parts = [container, start, stop, step, value];
                self.runtime_unit(&rt::operation::value_setslice, &parts);
            }
            _ => {
                let container = self.coerce(container, repr_of(&container_ty), Repr::Value);
                let key = self.key_word(key);
                self.runtime_unit(&rt::operation::value_setitem, &[container, key, value]);
            }
        }
    }
}
