//! `object.name`, read and written.

use core::mem::offset_of;

use pyaot_abi::functions as rt;
use pyaot_abi::layout::{InstanceObject, option};
use pyaot_abi::value::{NONE, UNBOUND};
use pyaot_analysis::classes::find_member;
use pyaot_analysis::facts::is_written_init;
use pyaot_analysis::{Atom, ClassKey, Ty};
use pyaot_ir::{BlockId, GlobalId, LocalId, Op, Repr, ValueId};
use pyaot_syntax::tree::Expr;

use crate::function::FunctionLower;
use crate::repr::{repr_of, slot_repr};

/// Classes an attribute of a value of unknown class is looked for before the
/// runtime is asked.
const MAX_GUESSES: usize = 2;

/// As many of a value that is certainly of one of a few classes.
const MAX_TESTS: usize = 4;

impl<'a> FunctionLower<'_, 'a> {
    /// Where the class is of an instance of one class with a static type; `ty` is
    /// what is known of the class.
    pub fn class_slot(&self, instance: &Ty, ty: &Ty) -> Option<GlobalId> {
        let (Some(Atom::Instance(class)), Some(Atom::Class(known))) =
            (instance.single(), ty.single())
        else {
            return None;
        };
        let slot = self.p.class_slots.get(class).copied();
        slot.filter(|_| class == known)
    }

    /// Where the member of an enumeration is kept that a class of that type has under the name.
    fn member_slot(&self, ty: &Ty, name: &str) -> Option<pyaot_ir::GlobalId> {
        let Some(Atom::Class(class)) = ty.single() else {
            return None;
        };
        let member = (*class, name.to_string());
        self.p.members.get(&member).copied()
    }

    /// Offset and representation of a fixed field, when all the classes an
    /// object may be of have it at the same place.
    pub(crate) fn fixed_field(&self, ty: &Ty, name: &str) -> Option<(u32, Repr, Ty)> {
        let mut found = None;
        if ty.atoms().is_empty() {
            return None;
        }
        for atom in ty.atoms() {
            let Atom::Instance(class) = atom else {
                return None;
            };
            let (at, owner) = self.p.program.classes[class].field(name)?;
            let offset = offset_of!(InstanceObject, fields) as u32 + 8 * at as u32;
            let key = (owner, name.to_string());
            let field = self
                .p
                .program
                .fields
                .get(&key)
                .cloned()
                .unwrap_or(Ty::BOTTOM);
            let one = (offset, slot_repr(&field), field);
            match &found {
                None => found = Some(one),
                Some(other) if *other == one => {}
                Some(_) => return None,
            }
        }
        found
    }

    /// For an object that may be None besides instances with the field: the
    /// type without None. None itself has none of these attributes, so only
    /// the error is left of it.
    fn field_unless_none(&self, ty: &Ty, name: &str) -> Option<Ty> {
        if name.starts_with("__") || !ty.atoms().contains(&Atom::None) {
            return None;
        }
        let instances = ty.filter(|atom| *atom != Atom::None);
        self.fixed_field(&instances, name).map(|_| instances)
    }

    /// AttributeError where an object whose attribute is read is None.
    pub fn none_has_no(&mut self, object: ValueId, name: &str) {
        let none = self.emit(Op::IsWord(NONE), &[object]);
        self.guard(none, |this| {
            let text = this.str(name);
            // What every object has, None has too.
            this.raise(
                match name.starts_with("__") {
                    true => &rt::object::value_getattr,
                    false => &rt::object::raise_unset_field,
                },
                &[object, text],
            );
        });
    }

    pub fn load_attribute(
        &mut self,
        expr: &'a Expr,
        object: &Expr,
        receiver: ValueId,
        name: &str,
    ) -> ValueId {
        let object_ty = self.ty(object);
        let ty = self.ty(expr);
        if name == "__class__"
            && let Some(slot) = self.class_slot(&object_ty, &ty)
        {
            return self.emit(Op::GlobalGet(slot), &[]);
        }
        if let Some(slot) = self.member_slot(&object_ty, name) {
            return self.module_global(slot, &ty, |this| {
                let receiver = this.coerce(receiver, repr_of(&object_ty), Repr::Value);
                let name = this.str(name);
                this.raise(&rt::object::value_getattr, &[receiver, name]);
            });
        }
        if let Some(value) = self.view_attribute(object, receiver, name) {
            let given = self.b.function.repr(value);
            return self.coerce(value, given, repr_of(&ty));
        }
        if let Some((offset, repr, _)) = self.fixed_field(&object_ty, name) {
            return self.load_field(receiver, &object_ty, offset, repr, name, &ty);
        }
        if let Some(instances) = self.field_unless_none(&object_ty, name)
            && let Some((offset, repr, _)) = self.fixed_field(&instances, name)
        {
            let word = self.coerce(receiver, repr_of(&object_ty), Repr::Value);
            self.none_has_no(word, name);
            let object = self.coerce(word, Repr::Value, repr_of(&instances));
            return self.load_field(object, &instances, offset, repr, name, &ty);
        }
        if let Some((at, tuples)) = self.named_place(&object_ty, name) {
            let mut tuple = receiver;
            if tuples != object_ty {
                let word = self.coerce(receiver, repr_of(&object_ty), Repr::Value);
                self.none_has_no(word, name);
                tuple = self.coerce(word, Repr::Value, repr_of(&tuples));
            }
            let word = self.emit(Op::TupleGet(at as u32), &[tuple]);
            return self.adapt(word, Repr::Value, &ty);
        }
        if let (Some(Atom::Instance(_) | Atom::Named(_)), Some([(_, ctx)])) = (
            object_ty.single(),
            self.ctx.calls.get(&expr.id).map(Vec::as_slice),
        ) {
            let id = self.p.functions[ctx];
            let receiver = self.coerce(receiver, repr_of(&object_ty), Repr::Ref);
            let value = self.emit(Op::Call(id), &[receiver]);
            let given = self.b.function.repr(value);
            return self.adapt(value, given, &ty);
        }
        if object_ty.is_complex()
            && let Some(part) = ["real", "imag"].iter().position(|part| *part == name)
        {
            let value = self.complex_parts(receiver, &object_ty)[part];
            return self.coerce(value, Repr::F64, repr_of(&ty));
        }
        if let Some(Atom::Module(id)) = object_ty.single() {
            let module = self.p.program.module(*id);
            let index = module.globals.iter().position(|n| n == name);
            if let Some(slot) = index.and_then(|n| self.p.globals.get(&(*id, n as u32)).copied()) {
                return self.module_global(slot, &ty, |this| {
                    let running = this.module_is_running(*id);
                    let all = [this.str(&module.name), this.str(name), running];
                    this.raise(&rt::exception::raise_module_attribute, &all);
                });
            }
            if index.is_none()
                && let Some(sub) = self.compiled_module(&format!("{}.{name}", module.name))
                && self.p.program.bodies.contains_key(&sub)
            {
                return self.imported_submodule(*id, sub, name, &ty);
            }
            if module.is_library {
                // What the library lacks is CPython's.
                let text = self.str(&module.name);
                let whole = self.runtime(&rt::foreign::foreign_import, &[text]);
                let name = self.str(name);
                let value = self.runtime(&rt::object::value_getattr, &[whole, name]);
                return self.adapt(value, Repr::Value, &ty);
            }
        }
        if let Some(Atom::ForeignModule(module)) = object_ty.single()
            && ty.is_float()
            && let Some(number) = constant(module, name)
        {
            return self.emit(Op::ConstF64(number), &[]);
        }
        let receiver = self.coerce(receiver, repr_of(&object_ty), Repr::Value);
        if object_ty.is(&Atom::Options) && ty != Ty::Dynamic {
            return self.load_option(receiver, name, &ty);
        }
        let classes = self.classes_with_field(&object_ty, name);
        if !classes.is_empty() {
            return self.guessed_field(receiver, &classes, name, &ty);
        }
        let name = self.str(name);
        let value = self.runtime(&rt::object::value_getattr, &[receiver, name]);
        self.adapt(value, Repr::Value, &ty)
    }

    /// An attribute of what `parse_args()` gave, of type `ty` if nobody has stored another there.
    fn load_option(&mut self, object: ValueId, name: &str, ty: &Ty) -> ValueId {
        let kinds = ty.atoms().iter().map(|atom| match atom {
            Atom::None => option::NONE,
            Atom::Bool => option::BOOL,
            Atom::Int => option::INT,
            Atom::Float => option::FLOAT,
            Atom::Str => option::STR,
            _ => unreachable!("options are of simple types"),
        });
        let kinds = kinds.fold(0, |all, kind| all | kind);
        let (name, kinds) = (self.str(name), self.i64(kinds));
        let value = self.runtime(&rt::object::value_option, &[object, name, kinds]);
        self.adapt(value, Repr::Value, ty)
    }

    /// Classes with a fixed field of that name, and nothing else of that name,
    /// among those the object may be of; none where there are too many to look for.
    fn classes_with_field(&self, object_ty: &Ty, name: &str) -> Vec<ClassKey> {
        let classes = &self.p.program.classes;
        let has_field = |class: &ClassKey| {
            let info = &classes[class];
            info.is_typed
                // Those of modules that CPython runs are not known here.
                && self.p.class_slots.contains_key(class)
                && info.field(name).is_some()
                && find_member(classes, *class, name).is_none()
        };
        let found: Vec<ClassKey> = match object_ty {
            Ty::Dynamic => classes.keys().copied().filter(has_field).collect(),
            Ty::Of(atoms) => atoms
                .iter()
                .filter_map(|atom| match atom {
                    Atom::Instance(class) => Some(*class),
                    _ => None,
                })
                .filter(has_field)
                .collect(),
        };
        let most = match object_ty.is_open() {
            true => MAX_GUESSES,
            false => MAX_TESTS,
        };
        match found.len() <= most {
            true => found,
            false => Vec::new(),
        }
    }

    /// An attribute of a value that is probably an instance of one of these
    /// classes, whose field has that name; the runtime knows about the rest.
    fn guessed_field(
        &mut self,
        receiver: ValueId,
        classes: &[ClassKey],
        name: &str,
        ty: &Ty,
    ) -> ValueId {
        let result = self.new_local_of("attribute", ty);
        let held = self.hold("receiver", receiver);
        let (other, end) = (self.b.new_block(), self.b.new_block());
        for class in classes {
            let class_ty = Ty::from(Atom::Instance(*class));
            let Some((offset, slot, _)) = self.fixed_field(&class_ty, name) else {
                continue;
            };
            let (object, next) = self.guess(held, class);
            let op = Op::FieldGet { offset, repr: slot };
            let value = self.emit(op, &[object]);
            let is_set = if slot == Repr::F64 {
                self.emit(Op::IsBoundF64, &[value])
            } else {
                let unset = self.emit(Op::IsWord(UNBOUND), &[value]);
                self.emit(Op::BoolNot, &[unset])
            };
            let loaded = self.hold("loaded", value);
            let set = self.b.new_block();
            self.b.branch(is_set, set, other);
            self.b.switch_to(set);
            let value = self.get(loaded);
            let value = self.adapt(value, slot, ty);
            self.set(result, value);
            self.b.jump(end, &[]);
            self.b.switch_to(next);
        }
        self.b.jump(other, &[]);
        self.b.switch_to(other);
        let receiver = self.get(held);
        let name = self.str(name);
        let value = self.runtime(&rt::object::value_getattr, &[receiver, name]);
        let value = self.adapt(value, Repr::Value, ty);
        self.set(result, value);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        self.get(result)
    }

    /// Goes on where the object is of that class: the object, and where it is not.
    fn guess(&mut self, held: LocalId, class: &ClassKey) -> (ValueId, BlockId) {
        let receiver = self.get(held);
        let is = self.emit(Op::IsExactClass(self.p.class_slots[class]), &[receiver]);
        let (then, next) = (self.b.new_block(), self.b.new_block());
        self.b.branch(is, then, next);
        self.b.switch_to(then);
        let receiver = self.get(held);
        (self.coerce(receiver, Repr::Value, Repr::Ref), next)
    }

    /// Stores in an attribute of a value that is probably an instance of one of these
    /// classes; the runtime knows about the rest.
    fn guessed_store(
        &mut self,
        receiver: ValueId,
        classes: &[ClassKey],
        name: &str,
        value: ValueId,
        ty: &Ty,
    ) {
        let (held, stored) = (self.hold("receiver", receiver), self.hold("stored", value));
        let end = self.b.new_block();
        for class in classes {
            let class_ty = Ty::from(Atom::Instance(*class));
            let Some((offset, repr, _)) = self.fixed_field(&class_ty, name) else {
                continue;
            };
            let (object, next) = self.guess(held, class);
            let value = self.get(stored);
            let value = self.coerce(value, repr_of(ty), repr);
            self.emit_unit(Op::FieldSet { offset, repr }, &[object, value]);
            self.b.jump(end, &[]);
            self.b.switch_to(next);
        }
        let (receiver, value) = (self.get(held), self.get(stored));
        let value = self.coerce(value, repr_of(ty), Repr::Value);
        let name = self.str(name);
        self.runtime_unit(&rt::object::value_setattr, &[receiver, name, value]);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
    }

    /// A global of a compiled module, by attribute or `from` import.
    pub fn module_global(
        &mut self,
        slot: pyaot_ir::GlobalId,
        ty: &Ty,
        fail: impl FnOnce(&mut Self),
    ) -> ValueId {
        let repr = self.p.ir.globals[slot.index()].repr;
        let value = self.emit(Op::GlobalGet(slot), &[]);
        let missing = if repr == Repr::F64 {
            let bound = self.emit(Op::IsBoundF64, &[value]);
            self.emit(Op::BoolNot, &[bound])
        } else {
            self.emit(Op::IsWord(UNBOUND), &[value])
        };
        self.guard(missing, fail);
        self.coerce(value, repr, repr_of(ty))
    }

    /// Whether all objects of the type have the field set.
    pub(crate) fn is_always_set(&self, object_ty: &Ty, name: &str) -> bool {
        let always = &self.p.program.always_set;
        let is_set = |class: &ClassKey| always.get(class).is_some_and(|set| set.contains(name));
        let is_set = |atom: &Atom| matches!(atom, Atom::Instance(class) if is_set(class));
        !object_ty.is_open() && object_ty.atoms().iter().all(is_set)
    }

    pub(crate) fn load_field(
        &mut self,
        receiver: ValueId,
        object_ty: &Ty,
        offset: u32,
        repr: Repr,
        name: &str,
        ty: &Ty,
    ) -> ValueId {
        let object = self.coerce(receiver, repr_of(object_ty), Repr::Ref);
        let value = self.emit(Op::FieldGet { offset, repr }, &[object]);
        if self.is_always_set(object_ty, name) {
            return self.adapt(value, repr, ty);
        }
        let missing = if repr == Repr::F64 {
            let bound = self.emit(Op::IsBoundF64, &[value]);
            self.emit(Op::BoolNot, &[bound])
        } else {
            self.emit(Op::IsWord(UNBOUND), &[value])
        };
        let wanted = repr_of(ty);
        let has_class_value = object_ty.atoms().iter().any(|atom| match atom {
            Atom::Instance(class) => find_member(&self.p.program.classes, *class, name).is_some(),
            _ => false,
        });
        if !has_class_value {
            self.guard(missing, |this| {
                let name = this.str(name);
                this.raise(&rt::object::raise_unset_field, &[object, name]);
            });
            return self.adapt(value, repr, ty);
        }
        // An unset field shows the attribute of the class.
        let result = self.new_local("field", wanted);
        let (set, unset, end) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
        let held = self.hold("loaded", value);
        self.b.branch(missing, unset, set);
        self.b.switch_to(set);
        let value = self.get(held);
        let value = self.adapt(value, repr, ty);
        self.set(result, value);
        self.b.jump(end, &[]);
        self.b.switch_to(unset);
        let name = self.str(name);
        let word = self.coerce(object, Repr::Ref, Repr::Value);
        let value = self.runtime(&rt::object::value_getattr, &[word, name]);
        let value = self.coerce(value, Repr::Value, wanted);
        self.set(result, value);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        self.get(result)
    }

    pub fn store_attribute(
        &mut self,
        target: &Expr,
        object: &Expr,
        receiver: ValueId,
        name: &str,
        value: ValueId,
        ty: &Ty,
    ) {
        let object_ty = self.ty(object);
        let refuses = object_ty.atoms().iter().any(
            |atom| matches!(atom, Atom::Instance(class) if self.p.program.classes[class].is_frozen),
        );
        if refuses && !is_written_init(self.module, self.func) {
            let receiver = self.coerce(receiver, repr_of(&object_ty), Repr::Value);
            let value = self.coerce(value, repr_of(ty), Repr::Value);
            let name = self.str(name);
            self.runtime_unit(&rt::object::value_setattr, &[receiver, name, value]);
            return;
        }
        if let Some((offset, repr, _)) = self.fixed_field(&object_ty, name) {
            let object = self.coerce(receiver, repr_of(&object_ty), Repr::Ref);
            let value = self.coerce(value, repr_of(ty), repr);
            self.emit_unit(Op::FieldSet { offset, repr }, &[object, value]);
            return;
        }
        if let Some(instances) = self.field_unless_none(&object_ty, name)
            && let Some((offset, repr, _)) = self.fixed_field(&instances, name)
        {
            let word = self.coerce(receiver, repr_of(&object_ty), Repr::Value);
            let none = self.emit(Op::IsWord(NONE), &[word]);
            let boxed = self.coerce(value, repr_of(ty), Repr::Value);
            self.guard(none, |this| {
                let name = this.str(name);
                this.raise(&rt::object::value_setattr, &[word, name, boxed]);
            });
            let object = self.coerce(word, Repr::Value, Repr::Ref);
            let value = self.coerce(value, repr_of(ty), repr);
            self.emit_unit(Op::FieldSet { offset, repr }, &[object, value]);
            return;
        }
        if let Some(ctx) = self.ctx.setters.get(&target.id) {
            let id = self.p.functions[ctx];
            let wanted = self
                .p
                .program
                .context(*ctx)
                .params
                .get(1)
                .map_or(Repr::Value, repr_of);
            let value = self.coerce(value, repr_of(ty), wanted);
            self.emit_unit_call(id, &[receiver, value]);
            return;
        }
        if let Some(Atom::Module(id)) = object_ty.single() {
            let module = self.p.program.module(*id);
            let index = module.globals.iter().position(|n| n == name);
            if let Some(slot) = index.and_then(|n| self.p.globals.get(&(*id, n as u32)).copied()) {
                let repr = self.p.ir.globals[slot.index()].repr;
                let value = self.coerce(value, repr_of(ty), repr);
                self.emit_unit(Op::GlobalSet(slot), &[value]);
                return;
            }
        }
        let receiver = self.coerce(receiver, repr_of(&object_ty), Repr::Value);
        let mut classes = self.classes_with_field(&object_ty, name);
        classes.retain(|class| !self.p.program.classes[class].is_frozen);
        let is_plain = ty.scalar().or(ty.mixed_scalar()).is_none();
        if !classes.is_empty() && is_plain && !is_written_init(self.module, self.func) {
            return self.guessed_store(receiver, &classes, name, value, ty);
        }
        let value = self.coerce(value, repr_of(ty), Repr::Value);
        let slot = self.member_slot(&object_ty, name);
        let name = self.str(name);
        if is_written_init(self.module, self.func) {
            // `object.__setattr__(self, name, value)`, as in CPython.
            let object = self.builtin_name("object");
            let given = self.b.function.repr(object);
            let object = self.coerce(object, given, Repr::Value);
            let (method, no_names) = (self.str("__setattr__"), self.none());
            let call = [object, method, no_names, receiver, name, value];
            self.runtime(&rt::object::value_call_method, &call);
            return;
        }
        self.runtime_unit(&rt::object::value_setattr, &[receiver, name, value]);
        if let Some(slot) = slot {
            self.emit_unit(Op::GlobalSet(slot), &[value]);
        }
    }

    fn emit_unit_call(&mut self, id: pyaot_ir::FuncId, args: &[ValueId]) {
        self.b.emit(&self.p.ir, Op::Call(id), args);
    }
}

/// Numbers of modules, which inference takes for floats where the program replaces none of them.
fn constant(module: &str, name: &str) -> Option<f64> {
    use std::f64::consts;
    match (module, name) {
        ("math" | "cmath" | "numpy", "pi") => Some(consts::PI),
        ("math" | "cmath" | "numpy", "e") => Some(consts::E),
        ("math" | "cmath", "tau") => Some(consts::TAU),
        ("math" | "cmath" | "numpy", "inf") => Some(f64::INFINITY),
        _ => None,
    }
}
