//! Classes with their bases: which have a static type, what fields and abstract
//! members they inherit.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pyaot_syntax::tree::{Expr, ExprKind, Module, Place};

use super::scan::self_stores;
use super::{ClassInfo, Member, find_member, is_builtin_class, is_subclass, origin};
use crate::data_descriptor::Given;
use crate::live_dict::LiveDicts;
use crate::program::Reason;
use crate::ty::{ClassKey, FuncKey, ModuleId};

/// What a base expression is.
enum Base {
    /// `object`, or a class of the library without fields or members that
    /// matter here.
    Marker {
        is_abc: bool,
    },
    Class(ClassKey),
    Unknown(String),
}

/// Settles the classes one by one, bases first.
pub(super) struct Resolver<'a> {
    pub(super) modules: &'a [Module],
    pub(super) module_names: &'a HashMap<String, ModuleId>,
    pub(super) in_cpython: &'a BTreeMap<ModuleId, Vec<Reason>>,
    pub(super) outside: Option<&'a BTreeSet<(ClassKey, String)>>,
    pub(super) classes: BTreeMap<ClassKey, ClassInfo>,
    pub(super) done: BTreeSet<ClassKey>,
}

impl Resolver<'_> {
    fn base(&self, module: &Module, of: ClassKey, expr: &Expr) -> Base {
        let expr = match &expr.kind {
            // `Generic[T]`, `Protocol[T]`.
            ExprKind::Subscript { object, .. } => object,
            _ => expr,
        };
        if let ExprKind::Name {
            name,
            place: Place::Builtin,
        } = &expr.kind
            && name == "object"
        {
            return Base::Marker { is_abc: false };
        }
        if let Some((from, name)) = origin(module, expr) {
            match (from, name) {
                _ if self.compiled(from).is_none() => {}
                ("typing", "Generic" | "Protocol") => return Base::Marker { is_abc: false },
                ("abc", "ABC") => return Base::Marker { is_abc: true },
                _ => {}
            }
            return match self.imported(from, name) {
                Some(key) => Base::Class(key),
                None => Base::Unknown(format!("its base `{name}` is not a class of the program")),
            };
        }
        if let ExprKind::Name {
            name,
            place: Place::Global(_),
        } = &expr.kind
        {
            let found = module
                .classes
                .iter()
                .find(|c| c.qualname == *name && c.id < of.class);
            if let Some(found) = found {
                return Base::Class(ClassKey {
                    module: of.module,
                    class: found.id,
                });
            }
            return Base::Unknown(format!("its base `{name}` has no static layout"));
        }
        Base::Unknown("its base is not a class of the program".to_string())
    }

    fn compiled(&self, module: &str) -> Option<ModuleId> {
        let id = *self.module_names.get(module)?;
        (!self.in_cpython.contains_key(&id)).then_some(id)
    }

    /// The class `name` at the top level of the module `from`.
    fn imported(&self, from: &str, name: &str) -> Option<ClassKey> {
        let id = self.compiled(from)?;
        let module = &self.modules[id.index()];
        let class = module.classes.iter().find(|class| class.qualname == name)?;
        Some(ClassKey {
            module: id,
            class: class.id,
        })
    }

    /// Whether instances take attributes that no `__slots__` names; `base` is that of `key`.
    fn has_dict(&self, key: ClassKey, base: Option<ClassKey>) -> bool {
        let info = &self.classes[&key];
        let with_dict = |slots: &Vec<String>| slots.iter().any(|name| name == "__dict__");
        info.slots.as_ref().is_none_or(with_dict)
            || base.is_some_and(|base| self.has_dict(base, self.classes[&base].base))
    }

    /// Whether `__slots__` of the class, or of one it derives from, names `name`.
    fn is_slot(&self, key: ClassKey, base: Option<ClassKey>, name: &str) -> bool {
        let own = self.classes[&key].slots.iter().flatten();
        own.into_iter().any(|slot| slot == name)
            || base.is_some_and(|base| self.is_slot(base, self.classes[&base].base, name))
    }

    /// The classes of the program that `key` derives from, and itself.
    fn ancestors(&self, key: ClassKey) -> BTreeSet<ClassKey> {
        let (mut found, mut todo) = (BTreeSet::new(), vec![key]);
        while let Some(at) = todo.pop() {
            if found.insert(at) {
                let module = &self.modules[at.module.index()];
                for expr in &module.class(at.class).bases {
                    if let Base::Class(base) = self.base(module, at, expr) {
                        todo.push(base);
                    }
                }
            }
        }
        found
    }

    /// Classes whose instances may have a `__dict__` that is written have no
    /// fixed fields, nor has what else makes up such an instance: the bases of all that derive from them.
    pub(super) fn drop_live(&mut self, live: &LiveDicts) {
        let all: Vec<ClassKey> = self.classes.keys().copied().collect();
        for key in all {
            let above = self.ancestors(key);
            if !above.iter().any(|class| live.contains(*class)) {
                continue;
            }
            for class in above {
                let info = self.classes.get_mut(&class).expect("one of the keys");
                info.is_typed = false;
                info.reason = Some("the `__dict__` of its instances may be written".to_string());
            }
        }
    }

    /// Whether objects of the class that `name` stands for are no data
    /// descriptors, nor its members where it is an enum.
    fn is_plain_class(&self, module: &Module, id: ModuleId, name: &str) -> bool {
        let key = match module.imports.get(name) {
            Some((from, Some(original))) => self.imported(from, original),
            Some(_) => None,
            None => {
                let mut named = module.classes.iter().filter(|class| class.qualname == name);
                match (named.next(), named.next()) {
                    (Some(class), None) => Some(ClassKey {
                        module: id,
                        class: class.id,
                    }),
                    _ => None,
                }
            }
        };
        let Some(key) = key else {
            return false;
        };
        self.ancestors(key).into_iter().all(|key| {
            let module = &self.modules[key.module.index()];
            let class = module.class(key.class);
            let defines = |name: &&str| self.classes[&key].members.contains_key(*name);
            let is_known = |base: &Expr| match self.base(module, key, base) {
                Base::Marker { .. } | Base::Class(_) => true,
                Base::Unknown(_) => {
                    is_builtin_class(base)
                        || origin(module, base).is_some_and(|(from, _)| from == "enum")
                }
            };
            !["__set__", "__delete__", "__new__"].iter().any(defines)
                && class.keywords.is_empty()
                && class.bases.iter().all(is_known)
        })
    }

    /// Where dicts of instances are looked at, classes whose fields would
    /// show in another order than CPython's have none, nor has what derives from them.
    pub(super) fn drop_unordered(&mut self) {
        let all: Vec<ClassKey> = self.classes.keys().copied().collect();
        let mut unordered = BTreeSet::new();
        for (key, info) in &self.classes {
            let mut at = Some(*key).filter(|_| !info.is_ordered && !info.fields.is_empty());
            // The fields of bases come first, whatever the class does.
            while let Some(key) = at {
                unordered.insert(key);
                at = self.classes[&key].base;
            }
            // Without a layout of its own: an instance begins with the fields of the bases that have
            // one, whatever is stored first.
            if !info.is_typed {
                let above = self.ancestors(*key).into_iter();
                unordered.extend(above.filter(|class| !self.classes[class].fields.is_empty()));
            }
        }
        for key in all {
            let is_below = |of: &ClassKey| is_subclass(&self.classes, key, *of);
            if unordered.iter().any(is_below) {
                let info = self.classes.get_mut(&key).expect("one of the keys");
                if info.is_typed {
                    info.is_typed = false;
                    info.fields.clear();
                    info.reason = Some("its `__dict__` may be looked at, and the order of its attributes is not certain".to_string());
                }
            }
        }
    }

    /// What may be a data descriptor in a class is no field: neither of the
    /// class, nor of those it derives from, nor of those that derive from it.
    pub(super) fn drop_described_fields(&mut self, key: ClassKey, given: &[Given<'_>]) {
        let module = &self.modules[key.module.index()];
        let class = module.class(key.class);
        let is_plain_class = |name: &str| self.is_plain_class(module, key.module, name);
        let scope = crate::data_descriptor::Scope {
            module,
            class: None,
            is_plain_class: &is_plain_class,
        };
        // Where it keeps the value is its own affair, and so is the order of attributes.
        let opaque = crate::data_descriptor::names(scope, class, given);
        let mut names = opaque.clone();
        let members = &self.classes[&key].members;
        let is_property = |member: &Member| matches!(member, Member::Property { .. });
        let properties = members.iter().filter(|(_, member)| is_property(member));
        names.extend(properties.map(|(name, _)| name.clone()));
        if names.is_empty() {
            return;
        }
        let above = self.ancestors(key);
        let is_described = |name: &String, owner: &ClassKey| {
            names.contains(name)
                && (above.contains(owner) || is_subclass(&self.classes, *owner, key))
        };
        let (mut dropped, mut loosened) = (BTreeSet::new(), BTreeSet::new());
        for info in self.classes.values() {
            for (name, owner) in &info.fields {
                if is_described(name, owner) {
                    if opaque.contains(name) || self.classes[owner].slots.is_some() {
                        loosened.insert(*owner);
                    } else {
                        dropped.insert((name.clone(), *owner));
                    }
                }
            }
        }
        let untyped: Vec<ClassKey> = self.classes.keys().copied().collect();
        let untyped = untyped.into_iter().filter(|key| {
            let is_below = |owner: &ClassKey| is_subclass(&self.classes, *key, *owner);
            loosened.iter().any(is_below)
        });
        let untyped: Vec<ClassKey> = untyped.collect();
        for info in self.classes.values_mut() {
            info.fields.retain(|field| !dropped.contains(field));
            if untyped.contains(&info.key) && info.is_typed {
                info.is_typed = false;
                info.fields.clear();
                info.reason = Some("a descriptor stands for one of its fields".to_string());
            }
        }
    }

    pub(super) fn resolve(&mut self, key: ClassKey) {
        if !self.done.insert(key) {
            return;
        }
        let module = &self.modules[key.module.index()];
        let class = module.class(key.class);
        let mut base = None;
        let mut is_abc = false;
        let mut is_prepared = self.classes[&key].is_prepared;
        let mut reason = self.classes[&key].reason.clone();
        for expr in &class.bases {
            match self.base(module, key, expr) {
                Base::Marker { is_abc: abc } => is_abc |= abc,
                Base::Class(found) => {
                    self.resolve(found);
                    let info = &self.classes[&found];
                    is_abc |= info.is_abc;
                    is_prepared |= info.is_prepared;
                    if !info.is_typed {
                        reason = Some(format!("its base `{}` has no static layout", info.name));
                    } else if base.is_some() {
                        reason = Some("it has several bases".to_string());
                    } else {
                        base = Some(found);
                    }
                }
                Base::Unknown(why) => {
                    is_prepared |= !is_builtin_class(expr);
                    reason = Some(why);
                }
            }
        }
        let mut fields = match base {
            Some(base) => self.classes[&base].fields.clone(),
            None => Vec::new(),
        };
        let info = self.classes.get_mut(&key).expect("collected above");
        info.base = base;
        let order = crate::store_order::find(self.modules, &self.classes, key);
        let mut own = Vec::new();
        for member in self.classes[&key].members.values() {
            let functions: Vec<FuncKey> = match member {
                Member::Method(f) => vec![*f],
                Member::Property { getter, setter } => {
                    std::iter::once(*getter).chain(*setter).collect()
                }
                Member::Static(_) | Member::ClassMethod(_) | Member::Variable => Vec::new(),
            };
            for f in functions {
                self_stores(module.function(f.function), &mut own);
            }
        }
        if self.classes[&key].slots.is_none() {
            let is_special = |name: &str| name.starts_with("__") && name.ends_with("__");
            let of_class = self
                .outside
                .iter()
                .copied()
                .flatten()
                .filter(|(class, _)| *class == key);
            for (_, name) in of_class {
                if !is_special(name) && !own.iter().any(|(known, _)| known == name) {
                    own.push((name.clone(), u32::MAX));
                }
            }
        }
        // In the order they are stored, then of the text, so that layouts do not depend on names.
        let stored = |name: &String| {
            let names = order.iter().flatten();
            names
                .into_iter()
                .position(|n| n == name)
                .unwrap_or(usize::MAX)
        };
        own.sort_by_key(|(name, at)| (stored(name), *at));
        if let Some(slots) = &self.classes[&key].slots {
            // Those that only others assign; without a dict, no other attributes.
            let hidden = |name: &str| matches!(name, "__dict__" | "__weakref__");
            let takes_any = self.has_dict(key, base);
            own.retain(|(name, _)| takes_any || self.is_slot(key, base, name));
            let more = slots.iter().filter(|name| !hidden(name));
            own.extend(more.map(|name| (name.clone(), u32::MAX)));
        }
        for (name, _) in own {
            let member = self.classes[&key]
                .members
                .get(&name)
                .or_else(|| Some(find_member(&self.classes, base?, &name)?.1));
            let is_member = matches!(
                member,
                Some(
                    Member::Method(_)
                        | Member::Static(_)
                        | Member::ClassMethod(_)
                        | Member::Property { .. }
                )
            );
            if !is_member && !fields.iter().any(|(n, _)| *n == name) {
                fields.push((name, key));
            }
        }
        // One that no `__init__` stores comes last.
        let is_ordered = self.classes[&key].slots.is_some()
            || order.as_ref().is_some_and(|_| {
                fields.is_sorted_by_key(|(name, _)| stored(name))
                    && fields
                        .iter()
                        .filter(|(n, _)| stored(n) == usize::MAX)
                        .count()
                        < 2
            });
        let inherited = base.map(|base| self.classes[&base].clone());
        let info = self.classes.get_mut(&key).expect("collected above");
        info.is_ordered = is_ordered;
        info.is_typed = reason.is_none();
        info.reason = reason;
        info.fields = if info.is_typed { fields } else { Vec::new() };
        info.is_abc = is_abc;
        info.is_prepared = is_prepared;
        if let Some(inherited) = inherited {
            info.is_frozen |= inherited.is_frozen;
            let still = inherited.abstract_members.into_iter();
            info.abstract_members
                .extend(still.filter(|name| !info.members.contains_key(name)));
        }
        if !is_abc {
            info.abstract_members.clear();
        }
    }
}
