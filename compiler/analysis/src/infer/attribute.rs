//! Attributes: read and stored.

use pyaot_syntax::tree::{Expr, ExprKind, Function, Module, Place};

use super::call::record_calls;
use super::{Frame, Infer};
use crate::classes::{Member, find_member};
use crate::data_descriptor::HOOKS;
use crate::ty::{Atom, ClassKey, Ty};

/// What every class has as text.
pub(super) const NAMES_OF_CLASSES: &[&str] = &["__module__", "__name__", "__qualname__"];

impl<'a> Infer<'a> {
    /// `type(x)` and `x.__class__` where the class is not known and nothing is done
    /// to it but asking its name, or which class it is.
    pub(super) fn class_only_named(
        &mut self,
        frame: &mut Frame<'a>,
        object: &'a Expr,
    ) -> Option<Ty> {
        let value = match &object.kind {
            ExprKind::Attribute { object, name } if name == "__class__" => {
                let mut classes = self.classes.values();
                if classes.any(|info| info.members.contains_key("__class__")) {
                    return None;
                }
                object
            }
            ExprKind::Call {
                callee,
                args,
                keywords,
            } if keywords.is_empty() => match (&callee.kind, args.as_slice()) {
                (
                    ExprKind::Name {
                        name,
                        place: Place::Builtin,
                    },
                    [value],
                ) if name == "type" => {
                    self.expr(frame, callee);
                    value
                }
                _ => return None,
            },
            _ => return None,
        };
        let ty = self.expr(frame, value);
        if ty.is_bottom() || self.class_of(&ty).is_some() {
            return None;
        }
        self.record(frame, object.id, &Ty::Dynamic);
        Some(Ty::Dynamic)
    }

    pub(super) fn attribute(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        receiver: &Ty,
        name: &str,
    ) -> Ty {
        let is_made_there = matches!(name, "__code__" | "gi_code" | "cr_code" | "ag_code")
            || name == "__doc__" && is_built_in(expr);
        self.reaches_cpython(is_made_there, format_args!("the attribute {name}"));
        if receiver.is_open() {
            if let ExprKind::Attribute { object, .. } = &expr.kind {
                self.read_of_imported(frame, object, name);
            }
            self.unknown_read(name);
        }
        if let Some(ty) = self.option(receiver, name) {
            return ty;
        }
        let Ty::Of(atoms) = receiver else {
            return Ty::Dynamic;
        };
        let mut all = Ty::BOTTOM;
        let mut calls = Vec::new();
        for atom in atoms.clone() {
            let one = match &atom {
                Atom::Instance(class) if atoms.len() == 1 => {
                    self.instance_attribute(*class, name, &atom, &mut calls)
                }
                // Nothing comes of it but AttributeError.
                Atom::Instance(class) if self.lacks(*class, name) => Ty::BOTTOM,
                // The runtime finds out whose property it is, and calls it.
                Atom::Instance(class) => match self.property(*class, name) {
                    Some(property) => {
                        self.escape_member(*class, &property);
                        Ty::Dynamic
                    }
                    None => self.instance_attribute(*class, name, &atom, &mut calls),
                },
                Atom::Named(class) => {
                    self.named_attribute(*class, name, atoms.len() == 1, &mut calls)
                }
                Atom::Module(id) => {
                    if atoms.len() > 1 {
                        // The runtime looks it up.
                        self.open_module(*id);
                    }
                    self.module_attribute(*id, name)
                }
                Atom::Class(class) => match find_member(&self.classes, *class, name) {
                    Some((_, Member::Static(key) | Member::Method(key))) => {
                        Atom::Function(*key).into()
                    }
                    Some((owner, Member::Variable)) => self.class_var(owner, name),
                    None if NAMES_OF_CLASSES.contains(&name) => Ty::str(),
                    Some((_, property @ Member::Property { .. })) => {
                        // Its functions may be called on anything: `A.size.fget(x)`.
                        let property = property.clone();
                        self.call_on_anything(&property);
                        self.escape(&Ty::from(atom.clone()));
                        Ty::Dynamic
                    }
                    _ => {
                        self.escape(&Ty::from(atom.clone()));
                        Ty::Dynamic
                    }
                },
                Atom::ForeignModule(module) if module == "numpy" => {
                    super::array::numpy_attribute(name)
                }
                Atom::ForeignModule(module) => {
                    if (module.as_str(), name) == ("unittest", "mock") {
                        self.imports_module("unittest.mock");
                    }
                    self.member_of(module, name);
                    self.foreign_attribute(module, name)
                }
                Atom::Array(dtype, ndim) => super::array::array_attribute(*dtype, *ndim, name),
                // A method of a built-in type as a value keeps its receiver.
                Atom::List(_)
                | Atom::Dict(_)
                | Atom::DefaultDict(_)
                | Atom::Set(_)
                | Atom::Deque(_)
                | Atom::Iterator(_) => {
                    self.escape(&Ty::from(atom.clone()));
                    Ty::Dynamic
                }
                Atom::Function(_) | Atom::Method(..) if !leads_to_function(name) => {
                    self.unknown_read(name);
                    match NAMES_OF_CLASSES[1..].contains(&name) {
                        true => Ty::str(),
                        false => Ty::Dynamic,
                    }
                }
                Atom::Function(_) | Atom::Cached(_) | Atom::Method(..) => {
                    self.unknown_read(name);
                    self.escape(&Ty::from(atom.clone()));
                    Ty::Dynamic
                }
                Atom::Complex if matches!(name, "real" | "imag") => Ty::float(),
                Atom::NumberArray(_) if name == "itemsize" => Ty::int(),
                Atom::NumberArray(_) if name == "typecode" => Ty::str(),
                // Nothing comes of it but AttributeError.
                Atom::None if !name.starts_with("__") => Ty::BOTTOM,
                _ => Ty::Dynamic,
            };
            all = self.join(&all, &one);
        }
        record_calls(frame, expr, calls);
        all
    }

    /// In a module whose globals may be anything, `sys.modules` still means
    /// CPython's module where the native one, or the library's, has no such name.
    pub(super) fn read_of_imported(&mut self, frame: &Frame<'a>, object: &Expr, name: &str) {
        let ExprKind::Name { name: local, .. } = &object.kind else {
            return;
        };
        if let Some((module, None)) = self.module(frame.key.module).imports.get(local) {
            let native = pyaot_abi::NATIVE_MODULES.contains(&module.as_str());
            let library = self.module_names.get(module).map(|id| self.module(*id));
            let lacks = library.is_some_and(|library| {
                library.is_library && !library.globals.iter().any(|global| global == name)
            });
            let is_there = lacks || native && !pyaot_abi::is_native(module, name);
            self.reaches_cpython(is_there, format_args!("{module}.{name}"));
        }
    }

    /// Whether instances of the class certainly have no attribute of that name:
    /// all code that could give them one is seen, and does not.
    pub(super) fn lacks(&self, class: ClassKey, name: &str) -> bool {
        !name.starts_with("__") && self.lacks_special(class, name)
    }

    /// As [`Infer::lacks`] for a special method that `object` does not have.
    pub(super) fn lacks_special(&self, class: ClassKey, name: &str) -> bool {
        self.classes[&class].is_typed
            && self.classes[&class].field(name).is_none()
            && find_member(&self.classes, class, name).is_none()
            && !self.loose.contains(&class)
            && !self.escaped_classes.contains(&class)
            && !self.stored_outside.contains(&(class, name.to_string()))
    }

    fn instance_attribute(
        &mut self,
        class: ClassKey,
        name: &str,
        atom: &Atom,
        calls: &mut Vec<(Atom, crate::program::CtxId)>,
    ) -> Ty {
        if name == "__class__" {
            return Atom::Class(class).into();
        }
        let info = &self.classes[&class];
        let field = info.field(name);
        let member = find_member(&self.classes, class, name).map(|(o, m)| (o, m.clone()));
        match (field, member) {
            (Some((_, owner)), None) => self.field_of(class, owner, name),
            (Some((_, owner)), Some((class_owner, _))) => {
                let a = self.field_of(class, owner, name);
                if self.classes[&class_owner].caches(name) {
                    // The runtime hands the instance to the function.
                    self.escape(&Ty::from(atom.clone()));
                    return a;
                }
                let b = self.class_var(class_owner, name);
                self.join(&a, &b)
            }
            (None, Some((_, Member::Method(key)))) => Atom::Method(class, key).into(),
            (None, Some((_, Member::Static(key)))) => Atom::Function(key).into(),
            (None, Some((_, Member::Property { getter, .. }))) => {
                let ctx = self.context(getter, vec![atom.clone().into()]);
                calls.push((atom.clone(), ctx));
                self.contexts[ctx.index()].result.clone()
            }
            (None, Some((owner, Member::Variable))) => {
                let ty = self.class_var(owner, name);
                if ty.is_open() && self.is_decorated(owner, name) {
                    // What the decorator made may hand the instance to the function.
                    self.escape(&Ty::from(atom.clone()));
                }
                if ty.may_be(|atom| matches!(atom, Atom::Function(_) | Atom::Cached(_))) {
                    // Bound to the instance.
                    self.escape(&ty);
                    self.escape(&Ty::from(atom.clone()));
                    return Ty::Dynamic;
                }
                ty
            }
            (None, Some((_, Member::ClassMethod(_))) | None) => {
                self.escape(&Ty::from(atom.clone()));
                self.read_loose(class, name);
                Ty::Dynamic
            }
        }
    }

    /// Whether the body of the class binds the name to what a decorator makes of a function.
    fn is_decorated(&self, class: ClassKey, name: &str) -> bool {
        let module = self.module(class.module);
        module.class(class.class).body.iter().any(|stmt| {
            matches!(module.decorated(stmt), Some((_, decorators)) if !decorators.is_empty())
                && module.defined_name(stmt) == Some(name)
        })
    }

    /// The property of that name that instances of the class have, where no
    /// field hides it.
    fn property(&self, class: ClassKey, name: &str) -> Option<Member> {
        if self.classes[&class].field(name).is_some() {
            return None;
        }
        let (_, member) = find_member(&self.classes, class, name)?;
        matches!(member, Member::Property { .. }).then(|| member.clone())
    }

    pub(super) fn store_attribute(
        &mut self,
        frame: &mut Frame<'a>,
        target: &'a Expr,
        receiver: &Ty,
        name: &str,
        ty: &Ty,
    ) {
        self.replaces_attribute(receiver, name);
        if receiver.is_open() {
            self.escape(ty);
            self.unknown_store(name, ty);
        }
        for atom in receiver.atoms().to_vec() {
            match &atom {
                Atom::Instance(class) => {
                    let refuses = self.classes[class].is_frozen
                        && !is_written_init(self.module(frame.key.module), frame.func);
                    if refuses {
                        self.escape(ty);
                        self.escape(&Ty::from(atom.clone()));
                        continue;
                    }
                    if let Some((_, owner)) = self.classes[class].field(name) {
                        self.put_field_of(*class, owner, name, ty);
                        continue;
                    }
                    let property = self.property(*class, name);
                    if let Some(Member::Property {
                        setter: Some(setter),
                        ..
                    }) = property
                    {
                        if receiver.single().is_some() {
                            let ctx = self.context(setter, vec![atom.clone().into(), ty.clone()]);
                            frame.setters.insert(target.id, ctx);
                        } else {
                            self.escape(ty);
                            self.method_entry(*class, setter);
                        }
                        continue;
                    }
                    // Kept in the instance's dict, read back through the runtime.
                    self.escape(ty);
                    self.stored_outside.insert((*class, name.to_string()));
                    if let Some((owner, _)) = find_member(&self.classes, *class, name) {
                        self.put_class_var(owner, name, &Ty::Dynamic);
                    }
                }
                Atom::Class(class) => {
                    // The runtime calls special methods.
                    if name.starts_with("__") {
                        self.escape(ty);
                    }
                    if self.may_describe(ty) || HOOKS.contains(&name) {
                        self.described.insert((*class, name.to_string()));
                    }
                    if let Some((owner, _)) = find_member(&self.classes, *class, name) {
                        self.put_class_var(owner, name, ty);
                    }
                    self.put_class_var(*class, name, ty);
                }
                Atom::Module(id) => {
                    let at = self.module(*id).globals.iter().position(|n| n == name);
                    if let (Some(at), Some(_)) = (at, receiver.single()) {
                        self.put_global(*id, at as u32, ty);
                    } else {
                        self.open_module(*id);
                        self.escape(ty);
                    }
                }
                // `default_factory`: what it makes is not known any more.
                Atom::DefaultDict(_) => {
                    self.escape(ty);
                    self.escape(&Ty::from(atom.clone()));
                }
                // Nothing comes of it but AttributeError.
                _ if atom.is_data() || atom.is_open() => {}
                Atom::Function(_) if !leads_to_function(name) => self.escape(ty),
                _ => {
                    self.escape(ty);
                    self.escape(&Ty::from(atom.clone()));
                }
            }
        }
    }
}

/// Whether an attribute of a function may give the function, or what it keeps, to who reads it.
/// What the program itself stores there it has given away.
pub(super) fn leads_to_function(name: &str) -> bool {
    name.starts_with("__") && !NAMES_OF_CLASSES.contains(&name) && name != "__doc__"
}

/// Whether a function is the `__init__` written for a frozen dataclass,
/// which sets the fields without asking `__setattr__`.
pub fn is_written_init(module: &Module, func: &Function) -> bool {
    func.name == "__init__"
        && func
            .class
            .is_some_and(|class| module.class(class).is_frozen)
}

impl Infer<'_> {
    /// Whether the program may put another in place of a member of a native module.
    pub(super) fn replaces_member(&self, module: &str, name: &str) -> bool {
        crate::rebound::replaces(&self.replaced_members, module, name)
    }

    /// What is known of a module of CPython without running it.
    pub(super) fn foreign_attribute(&self, module: &str, name: &str) -> Ty {
        match (module, name) {
            _ if self.replaces_member(module, name) => Ty::Dynamic,
            _ if pyaot_abi::native_function(module, name) => {
                Atom::ForeignFunction(module.to_string(), name.to_string()).into()
            }
            ("math" | "cmath", "pi" | "e" | "tau" | "inf") => Ty::float(),
            ("numpy", "random") => Atom::ForeignModule("numpy.random".to_string()).into(),
            _ => Ty::Dynamic,
        }
    }
}

/// Whether the text says that this is an attribute of something built in, or of a member of that.
fn is_built_in(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Attribute { object, .. } => match &object.kind {
            ExprKind::Name { place, .. } => *place == Place::Builtin,
            _ => is_built_in(object),
        },
        _ => false,
    }
}
