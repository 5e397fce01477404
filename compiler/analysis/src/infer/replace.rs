//! Members of classes that the program replaces while it runs, and other
//! things it changes that calls rely on.
//!
//! A call of a method is direct as long as nothing but the class statement
//! says what the method is. An assignment (`Class.method = f`,
//! `instance.method = f`, `setattr`, `del`) turns the member into an ordinary
//! class attribute, which is looked up when it is used.

use std::collections::BTreeSet;

use pyaot_syntax::tree::{Expr, ExprKind};

use super::Infer;
use super::call::Args;
use crate::classes::{Member, find_member, is_subclass, lineage};
use crate::data_descriptor::HOOKS;
use crate::ty::{Atom, ClassKey, FuncKey, ModuleId, Ty};

/// Attributes of functions that say what a call passes for arguments left out.
const DEFAULTS: &[&str] = &["__code__", "__defaults__", "__kwdefaults__"];

/// Modules of CPython that put objects of their own in the place of any attribute.
pub(crate) const PATCHING_MODULES: &[&str] = &["mock", "pytest", "unittest.mock"];

/// Modules of CPython that give `__main__` to who asks for it.
const LOOKING_MODULES: &[&str] = &["code", "importlib", "inspect", "pdb", "pkgutil", "runpy"];

impl<'a> Infer<'a> {
    /// `receiver.name = ...`, `del receiver.name` or the like.
    pub(super) fn replaces_attribute(&mut self, receiver: &Ty, name: &str) {
        if DEFAULTS.contains(&name) && !self.defaults_change {
            self.defaults_change = true;
            self.changed = true;
        }
        let is_module = |atom: &Atom| matches!(atom, Atom::Module(_));
        if (receiver.is_open() || receiver.atoms().iter().any(is_module))
            && !self.exchanged.contains(name)
        {
            self.exchanged.insert(name.to_string());
        }
        if name == "__code__" {
            self.changes_code(receiver);
        }
        if receiver.is_open() {
            self.changes_tuples(name);
            // Any instance or class that code can reach without our seeing it.
            for class in self.loose.clone() {
                let member = find_member(&self.classes, class, name).map(|(_, m)| m);
                // A property of an instance has its own setter.
                if member.is_some_and(|member| {
                    !matches!(member, Member::Variable | Member::Property { .. })
                }) {
                    self.open_member(class, name);
                }
            }
        }
        for atom in receiver.atoms().to_vec() {
            match atom {
                Atom::Class(class) => self.open_member(class, name),
                Atom::Named(class) if name == "__class__" => self.changes_tuple(class, name),
                Atom::Instance(class) if self.classes[&class].field(name).is_none() => {
                    let member = find_member(&self.classes, class, name).map(|(_, m)| m);
                    if member.is_some_and(|member| !matches!(member, Member::Property { .. })) {
                        self.open_member(class, name);
                    }
                }
                _ => {}
            }
        }
    }

    /// `receiver.__code__ = ...`: its functions may become any others.
    fn changes_code(&mut self, receiver: &Ty) {
        if receiver.is_open() {
            self.changed |= !core::mem::replace(&mut self.code_changes, true);
        }
        for atom in receiver.atoms() {
            if let Atom::Function(key) = atom {
                self.changed |= self.recoded.insert(*key);
            }
        }
    }

    /// Whether the function may have been given the code of another.
    pub(super) fn is_recoded(&self, key: FuncKey) -> bool {
        self.recoded.contains(&key) || self.code_changes && self.entries.contains_key(&key)
    }

    /// From here on instances of the class find `name` through the runtime.
    fn open_member(&mut self, class: ClassKey, name: &str) {
        self.changes_tuple(class, name);
        let own = self.classes[&class].members.get(name);
        if own == Some(&Member::Variable) {
            // Another cached property has other results.
            let info = &self.classes[&class];
            if let (true, Some((_, owner))) = (info.caches(name), info.field(name)) {
                self.put_field(owner, name, &Ty::Dynamic);
            }
            return;
        }
        // What the member was can still be called, and by anyone.
        if let Some((_, member)) = find_member(&self.classes, class, name) {
            let member = member.clone();
            for function in member.functions() {
                let params = self.dynamic_params(function);
                self.entry(function, &params);
            }
        }
        self.escape(&Atom::Class(class).into());
        self.put_class_var(class, name, &Ty::Dynamic);
        if let Some(info) = self.classes.get_mut(&class) {
            info.members.insert(name.to_string(), Member::Variable);
            self.changed = true;
        }
        // A subclass that finds the member there finds the attribute too.
        let is_heir = |heir: &ClassKey| {
            let found = find_member(&self.classes, *heir, name);
            *heir != class && found.is_some_and(|(owner, _)| owner == class)
        };
        let heirs: Vec<ClassKey> = self.classes.keys().copied().filter(is_heir).collect();
        for heir in heirs {
            self.open_member(heir, name);
        }
    }

    /// Any attribute may be set on a value of this type.
    fn replaces_any(&mut self, receiver: &Ty) {
        let named = receiver.atoms().iter().filter_map(|atom| match atom {
            Atom::Class(class) | Atom::Instance(class) => Some(*class),
            _ => None,
        });
        let mut classes: BTreeSet<ClassKey> = named.collect();
        if receiver.is_open() {
            classes.extend(self.loose.iter().copied());
        }
        for class in classes {
            if self.classes[&class].items.is_some() {
                self.changed_tuples.insert(class);
            }
            for (field, owner) in self.classes[&class].fields.clone() {
                self.put_field(owner, &field, &Ty::Dynamic);
            }
            let lineage: Vec<ClassKey> = lineage(&self.classes, class).collect();
            for key in lineage {
                let names: Vec<String> = self.classes[&key].members.keys().cloned().collect();
                for name in names {
                    self.put_class_var(key, &name, &Ty::Dynamic);
                    self.replaces_attribute(receiver, &name);
                }
            }
        }
        if !self.defaults_change && receiver.is_open() {
            self.defaults_change = true;
            self.changed = true;
        }
    }

    /// `setattr(object, name, value)` or `delattr(object, name)`; also the
    /// methods `__setattr__` and `__delattr__` that `object` has, on `receiver`.
    pub(super) fn call_setattr(&mut self, receiver: Option<&Ty>, args: &Args<'a>) {
        let name_at = usize::from(receiver.is_none());
        let object = receiver
            .or(args.types.first())
            .cloned()
            .unwrap_or(Ty::Dynamic);
        let literal = args.exprs.get(name_at).map(|expr: &Expr| &expr.kind);
        match literal {
            Some(ExprKind::Str(name)) if !args.spreads() => {
                let value = args.types.get(name_at + 1).cloned().unwrap_or(Ty::Dynamic);
                self.escape(&value);
                self.gives_descriptor(&object, Some(name), &value);
                self.replaces_attribute(&object, name);
                self.store_by_name(&object, name);
            }
            _ => {
                if let (false, Some(value)) = (args.spreads(), args.types.get(name_at + 1)) {
                    self.gives_descriptor(&object, None, value);
                }
                self.replaces_any(if args.spreads() {
                    &Ty::Dynamic
                } else {
                    &object
                });
            }
        }
    }

    /// `setattr(class, name, value)` for the classes that `object` may be:
    /// any of their fields may have that name where it is not known.
    fn gives_descriptor(&mut self, object: &Ty, name: Option<&str>, value: &Ty) {
        let may_describe = self.may_describe(value);
        for atom in object.atoms() {
            let Atom::Class(class) = atom else { continue };
            if let Some(name) = name {
                if may_describe || HOOKS.contains(&name) {
                    self.described.insert((*class, name.to_string()));
                }
                continue;
            }
            // Names are computed: of the special methods, those whose names are in the text.
            for hook in self.hooks_named.clone() {
                self.described.insert((*class, hook.to_string()));
            }
            if !may_describe {
                continue;
            }
            let related = self.classes.values().filter(|info| {
                is_subclass(&self.classes, info.key, *class)
                    || is_subclass(&self.classes, *class, info.key)
            });
            let fields = related.flat_map(|info| info.fields.iter().map(|(name, _)| name.clone()));
            let fields: Vec<String> = fields.collect();
            self.described
                .extend(fields.into_iter().map(|name| (*class, name)));
        }
    }

    /// Whether a value of the type may be a data descriptor: an attribute of a
    /// class that stores to instances are calls of.
    pub(super) fn may_describe(&self, ty: &Ty) -> bool {
        ty.is_open()
            || ty.may_be(|atom| match atom {
                Atom::Object => true,
                Atom::Instance(class) => ["__set__", "__delete__"]
                    .iter()
                    .any(|name| find_member(&self.classes, *class, name).is_some()),
                _ => false,
            })
    }

    /// Fields and class attributes of that name may hold anything.
    fn store_by_name(&mut self, object: &Ty, name: &str) {
        let classes: Vec<ClassKey> = self.classes.keys().copied().collect();
        for class in classes {
            let concerned = |atom: &Atom| {
                matches!(atom, Atom::Class(of) | Atom::Instance(of)
                    if is_subclass(&self.classes, *of, class))
            };
            if !object.may_be(concerned) {
                continue;
            }
            if let Some((_, owner)) = self.classes[&class].field(name) {
                self.put_field(owner, name, &Ty::Dynamic);
            }
            if self.classes[&class].members.contains_key(name) {
                self.put_class_var(class, name, &Ty::Dynamic);
            }
        }
    }

    /// `setattr` or `delattr` as a value: whoever has it may set anything.
    pub(super) fn setattr_escapes(&mut self) {
        self.replaces_any(&Ty::Dynamic);
    }

    /// An import of a module that patches: members of classes CPython can
    /// reach are not relied on.
    pub(super) fn imports_module(&mut self, name: &str) {
        let package = name.split('.').next().unwrap_or(name);
        let patches = PATCHING_MODULES.contains(&name);
        if (patches || LOOKING_MODULES.contains(&package)) && self.read_by_name.take().is_some() {
            self.open_module(ModuleId::MAIN);
        }
        if patches && !self.patches {
            self.patches = true;
            self.changed = true;
        }
    }

    /// With CPython in the program, what escaped may have its attributes set
    /// from outside: fields and class attributes, and methods too when a
    /// module that patches is imported, or one of the program that CPython runs names them so.
    pub(super) fn written_outside(&mut self) {
        if self.cpython_for.is_none() {
            return;
        }
        for class in self.loose.clone() {
            if self.patches && self.classes[&class].items.is_some() {
                self.changed_tuples.insert(class);
            }
            self.open_escaped(class);
            for (name, owner) in self.classes[&class].fields.clone() {
                if self.field(owner, &name) != Ty::Dynamic {
                    self.put_field(owner, &name, &Ty::Dynamic);
                }
            }
            for (name, member) in self.classes[&class].members.clone() {
                if member == Member::Variable && self.class_var(class, &name) == Ty::Dynamic {
                    continue;
                }
                if member == Member::Variable {
                    self.put_class_var(class, &name, &Ty::Dynamic);
                } else if self.patches || self.replaced_there.contains(&name) {
                    self.open_member(class, &name);
                }
            }
        }
    }
}
