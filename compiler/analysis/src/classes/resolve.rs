//! Classes with their bases: which have a static type, what fields and abstract
//! members they inherit.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use pyaot_syntax::tree::{Expr, ExprKind, Module, Place};

use super::scan::self_stores;
use super::{
    ClassInfo, Member, find_member, is_builtin_class, is_subclass, lineage, origin, reassigned,
};
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
    /// Names of classes that the program gives attributes of modules anew.
    pub(super) exchanged: &'a BTreeSet<String>,
    /// Abstract classes of the program have subclasses that do not derive from them.
    pub(super) has_virtual: bool,
    /// The program asks what classes derive from as it is written.
    pub(super) asks_bases: bool,
}

/// Through how many modules a name is followed that each imports from the next.
const IMPORTS: u32 = 20;

/// What an imported name stands for.
enum Meaning {
    Module(ModuleId),
    Class(ClassKey),
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
                _ if !self.defines(from, name) => {}
                ("typing", "Generic" | "Protocol") => return Base::Marker { is_abc: false },
                ("abc", "ABC") => return Base::Marker { is_abc: true },
                _ => {}
            }
            return match self.imported(from, name, IMPORTS) {
                Some(Meaning::Class(key)) => Base::Class(key),
                _ => Base::Unknown(format!("its base `{name}` is not a class of the program")),
            };
        }
        if let Some(Meaning::Class(key)) = self.meaning(module, expr) {
            return Base::Class(key);
        }
        if let ExprKind::Name {
            name,
            place: Place::Global(_),
        } = &expr.kind
            && !self.exchanged.contains(name)
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

    /// Whether a compiled module has a name: what else it gives may be CPython's.
    fn defines(&self, module: &str, name: &str) -> bool {
        let has = |id: ModuleId| {
            self.modules[id.index()]
                .globals
                .iter()
                .any(|one| one == name)
        };
        self.compiled(module).is_some_and(has)
    }

    /// What a dotted name that begins with an import stands for, if it is certain.
    fn meaning(&self, module: &Module, expr: &Expr) -> Option<Meaning> {
        match &expr.kind {
            ExprKind::Name {
                name,
                place: Place::Global(_),
            } if !reassigned(module, name) => match module.imports.get(name)? {
                (from, None) => self.compiled(from).map(Meaning::Module),
                (from, Some(name)) => self.imported(from, name, IMPORTS),
            },
            ExprKind::Attribute { object, name } => match self.meaning(module, object)? {
                Meaning::Module(id) => self.imported(&self.modules[id.index()].name, name, IMPORTS),
                Meaning::Class(_) => None,
            },
            _ => None,
        }
    }

    /// What `name` is in the module `from`: a class at its top level, one that it imports itself, or a module in
    /// the package. Modules that import it from each other are given up after `depth` of them.
    fn imported(&self, from: &str, name: &str, depth: u32) -> Option<Meaning> {
        let is_certain = depth > 0 && !self.exchanged.contains(name);
        let id = self.compiled(from).filter(|_| is_certain)?;
        let module = &self.modules[id.index()];
        let class = module.classes.iter().find(|class| class.qualname == name);
        if let Some(class) = class.filter(|_| !reassigned(module, name)) {
            return Some(Meaning::Class(ClassKey {
                module: id,
                class: class.id,
            }));
        }
        let inner = format!("{from}.{name}");
        match module
            .imports
            .get(name)
            .filter(|_| !reassigned(module, name))
        {
            // `from .inner import name` in a package.
            Some((other, Some(its))) if (other.as_str(), its.as_str()) != (from, name) => {
                let path = format!("{other}.{its}");
                match path == inner {
                    true => self.compiled(&inner).map(Meaning::Module),
                    false => self.imported(other, its, depth - 1),
                }
            }
            Some(_) => self.compiled(&inner).map(Meaning::Module),
            None if module.globals.iter().any(|global| global == name) => None,
            None => self.compiled(&inner).map(Meaning::Module),
        }
    }

    /// Whether instances take attributes that no `__slots__` names.
    fn has_dict(&self, key: ClassKey) -> bool {
        lineage(&self.classes, key).any(|key| {
            let slots = self.classes[&key].slots.as_ref();
            slots.is_none_or(|slots| slots.iter().any(|name| name == "__dict__"))
        })
    }

    /// Whether `__slots__` of the class, or of one it derives from, names `name`.
    fn is_slot(&self, key: ClassKey, name: &str) -> bool {
        lineage(&self.classes, key).any(|key| {
            let mut slots = self.classes[&key].slots.iter().flatten();
            slots.any(|slot| slot == name)
        })
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
            Some((from, Some(original))) => match self.imported(from, original, IMPORTS) {
                Some(Meaning::Class(key)) => Some(key),
                _ => None,
            },
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
    pub(super) fn drop_unordered(&mut self, live_dicts: &crate::live_dict::LiveDicts) {
        let all: Vec<ClassKey> = self.classes.keys().copied().collect();
        let mut unordered = BTreeSet::new();
        for (key, info) in &self.classes {
            if !live_dicts.shows(self.ancestors(*key).into_iter()) {
                continue;
            }
            // The fields of bases come first, whatever the class does.
            if !info.is_ordered && !info.fields.is_empty() {
                unordered.extend(lineage(&self.classes, *key));
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
    pub(super) fn drop_described_fields(
        &mut self,
        key: ClassKey,
        given: &[Given<'_>],
        described: &BTreeSet<(ClassKey, String)>,
    ) {
        let module = &self.modules[key.module.index()];
        let class = module.class(key.class);
        let is_plain_class = |name: &str| self.is_plain_class(module, key.module, name);
        let scope = crate::data_descriptor::Scope {
            module,
            class: None,
            is_plain_class: &is_plain_class,
        };
        // Where it keeps the value is its own affair, and so is the order of attributes.
        let is_hooked = described.iter().any(|(class, name)| {
            *class == key && crate::data_descriptor::HOOKS.contains(&name.as_str())
        });
        let mut opaque = crate::data_descriptor::names(scope, class, given);
        // Stores do not ask a cached property.
        opaque.retain(|name| !self.classes[&key].caches(name));
        let by_type = described.iter().filter(|(class, _)| *class == key);
        opaque.extend(by_type.map(|(_, name)| name.clone()));
        if is_hooked {
            let below: Vec<ClassKey> = self.classes.keys().copied().collect();
            let below = below
                .into_iter()
                .filter(|below| is_subclass(&self.classes, *below, key));
            let below: Vec<ClassKey> = below.collect();
            for info in self.classes.values_mut() {
                if below.contains(&info.key) && info.is_typed {
                    info.is_typed = false;
                    info.fields.clear();
                    info.reason = Some("a special method is given to it later".to_string());
                }
            }
        }
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

    /// What a class with these bases derives from, in the C3 order: none before a class that it
    /// derives from, and bases in the order of the class statement.
    fn linearize(&self, bases: &[ClassKey]) -> Option<Vec<ClassKey>> {
        let lists = bases
            .iter()
            .map(|base| lineage(&self.classes, *base).collect());
        let mut lists: Vec<VecDeque<ClassKey>> = lists.collect();
        lists.push(bases.iter().copied().collect());
        let mut order = Vec::new();
        loop {
            lists.retain(|list| !list.is_empty());
            if lists.is_empty() {
                return Some(order);
            }
            let is_first = |key: &ClassKey| {
                let mut tails = lists.iter().map(|list| list.iter().skip(1));
                !tails.any(|mut tail| tail.any(|other| other == key))
            };
            let next = lists.iter().map(|list| list[0]).find(is_first)?;
            order.push(next);
            for list in &mut lists {
                if list[0] == next {
                    list.pop_front();
                }
            }
        }
    }

    /// The fields of the bases, those of the base that has most first: the runtime takes the layout
    /// of that one. Also the name of one that another base has a member for: which of the two
    /// a method means depends on what the member is.
    fn inherited_fields(
        &self,
        key: ClassKey,
        bases: &[ClassKey],
    ) -> (Vec<(String, ClassKey)>, Option<String>) {
        let mut bases = bases.to_vec();
        bases.sort_by_key(|base| Reverse(self.classes[base].fields.len()));
        let mut fields: Vec<(String, ClassKey)> = Vec::new();
        for field in bases.iter().flat_map(|base| &self.classes[base].fields) {
            if !fields.iter().any(|(name, _)| *name == field.0) {
                fields.push(field.clone());
            }
        }
        let is_related = |class: ClassKey, owner: ClassKey| {
            is_subclass(&self.classes, class, owner) || is_subclass(&self.classes, owner, class)
        };
        let all = &self.classes[&key].bases;
        let conflict = fields.iter().find(|(name, owner)| {
            let has_it = |class: &&ClassKey| self.classes[class].members.contains_key(name);
            all.iter()
                .filter(has_it)
                .any(|class| !is_related(*class, *owner))
        });
        let conflict = conflict.map(|(name, _)| name.clone());
        (fields, conflict)
    }

    pub(super) fn resolve(&mut self, key: ClassKey) {
        if !self.done.insert(key) {
            return;
        }
        let module = &self.modules[key.module.index()];
        let class = module.class(key.class);
        let mut bases = Vec::new();
        let mut is_abc = self.classes[&key].is_abc;
        let mut is_prepared = self.classes[&key].is_prepared;
        let mut reason = self.classes[&key].reason.clone();
        if is_abc && self.compiled(crate::alone::ABC).is_some() {
            is_prepared = false;
        } else if is_abc {
            is_abc = false;
            reason = Some("the class statement has keyword arguments".to_string());
        }
        let mut generic_bases = BTreeSet::new();
        for (at, expr) in class.bases.iter().enumerate() {
            match self.base(module, key, expr) {
                Base::Marker { is_abc: abc } => is_abc |= abc,
                Base::Class(found) => {
                    self.resolve(found);
                    let info = &self.classes[&found];
                    is_abc |= info.is_abc;
                    let maker = find_member(&self.classes, found, "__class_getitem__");
                    if maker.is_some_and(|(owner, _)| {
                        self.modules[owner.module.index()].name == crate::alone::COLLECTIONS_ABC
                    }) {
                        generic_bases.insert(at);
                    }
                    is_prepared |= info.is_prepared;
                    if info.is_typed {
                        bases.push(found);
                    } else {
                        reason = Some(format!("its base `{}` has no static layout", info.name));
                    }
                }
                Base::Unknown(why) => {
                    // `list[int]` stands for `list`.
                    let stands_for = match self.asks_bases {
                        true => expr,
                        false => crate::generics::without_parameters(expr),
                    };
                    if is_builtin_class(stands_for) {
                        generic_bases.insert(at);
                    } else {
                        is_prepared = true;
                    }
                    reason = Some(why);
                }
            }
        }
        let order = self.linearize(&bases);
        if order.is_none() {
            reason = Some("its bases have no consistent order".to_string());
        }
        let info = self.classes.get_mut(&key).expect("collected above");
        info.bases = order.unwrap_or_default();
        info.direct_bases = bases.clone();
        let (mut fields, conflict) = self.inherited_fields(key, &bases);
        if let Some(name) = conflict {
            reason = Some(format!(
                "`{name}` is an attribute of instances for one of its bases, and of the class for another"
            ));
        }
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
        for (name, function) in &self.classes[&key].cached {
            self_stores(module.function(function.function), &mut own);
            own.push((name.clone(), u32::MAX));
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
            let takes_any = self.has_dict(key);
            own.retain(|(name, _)| takes_any || self.is_slot(key, name));
            let more = slots.iter().filter(|name| !hidden(name));
            own.extend(more.map(|name| (name.clone(), u32::MAX)));
        }
        for (name, _) in own {
            let is_member = matches!(
                find_member(&self.classes, key, &name).map(|(_, member)| member),
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
        let is_frozen = bases.iter().any(|base| self.classes[base].is_frozen);
        let inherited = bases
            .iter()
            .flat_map(|base| &self.classes[base].abstract_members);
        // One that a class in front of it defines is abstract no more.
        let is_abstract = |name: &&String| {
            let found = find_member(&self.classes, key, name);
            found.is_some_and(|(owner, _)| {
                owner != key && self.classes[&owner].abstract_members.contains(*name)
            })
        };
        let still: Vec<String> = inherited.filter(is_abstract).cloned().collect();
        let info = self.classes.get_mut(&key).expect("collected above");
        info.is_ordered = is_ordered;
        info.is_typed = reason.is_none();
        info.reason = reason;
        info.fields = if info.is_typed { fields } else { Vec::new() };
        info.is_abc = is_abc;
        info.generic_bases = generic_bases;
        let is_of_containers = module.name == crate::alone::COLLECTIONS_ABC;
        info.is_virtual = is_abc && (self.has_virtual || is_of_containers);
        info.is_settled = is_of_containers && !self.has_virtual;
        info.is_prepared = is_prepared;
        info.is_frozen |= is_frozen;
        info.abstract_members.extend(still);
        if !is_abc {
            info.abstract_members.clear();
        }
    }
}
