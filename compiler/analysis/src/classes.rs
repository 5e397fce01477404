//! What can be known of a class from its text: members, fixed fields,
//! whether its instances have a static type.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use pyaot_syntax::tree::{Class, Expr, ExprKind, Function, Module, Place, Stmt, StmtKind};

use crate::data_descriptor::Given;
use crate::program::Reason;
use crate::ty::{ClassKey, FuncKey, ModuleId};
use crate::walk;

/// A name in a class body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member {
    Method(FuncKey),
    Static(FuncKey),
    ClassMethod(FuncKey),
    Property {
        getter: FuncKey,
        setter: Option<FuncKey>,
    },
    /// Anything else: an ordinary class attribute.
    Variable,
}

impl Member {
    /// The functions that the member is made of.
    pub fn functions(&self) -> Vec<FuncKey> {
        match self {
            Member::Method(key) | Member::Static(key) | Member::ClassMethod(key) => vec![*key],
            Member::Property { getter, setter } => {
                std::iter::once(*getter).chain(*setter).collect()
            }
            Member::Variable => Vec::new(),
        }
    }
}

#[derive(Debug, Clone)]
pub struct ClassInfo {
    pub key: ClassKey,
    pub name: String,
    /// Instances have fixed fields and exact types. Otherwise everything
    /// about the class goes through the runtime.
    pub is_typed: bool,
    /// The only compiled base, if there is one.
    pub base: Option<ClassKey>,
    /// Own members.
    pub members: BTreeMap<String, Member>,
    /// Fixed fields in order, inherited ones first, with the class that declares each.
    pub fields: Vec<(String, ClassKey)>,
    /// Why it is not typed.
    pub reason: Option<String>,
    /// Derives from `abc.ABC`: a class with `abstract_members` has no instances.
    pub is_abc: bool,
    /// Members that are abstract, inherited ones included.
    pub abstract_members: BTreeSet<String>,
    /// A frozen dataclass, or derives from one: fields are set through
    /// `__setattr__`, except by the `__init__` that was written for it.
    pub is_frozen: bool,
    /// It may have a metaclass that prepares the namespace its body runs
    /// over: names in the body go through that.
    pub is_prepared: bool,
    /// The fields are in the order a new object gets them.
    pub is_ordered: bool,
    /// What `__slots__` of the class itself names; `None` without one.
    pub slots: Option<Vec<String>>,
}

impl ClassInfo {
    pub fn field(&self, name: &str) -> Option<(usize, ClassKey)> {
        self.fields
            .iter()
            .position(|(n, _)| n == name)
            .map(|at| (at, self.fields[at].1))
    }
}

/// Looks a member up along the bases.
pub fn find_member<'a>(
    classes: &'a BTreeMap<ClassKey, ClassInfo>,
    class: ClassKey,
    name: &str,
) -> Option<(ClassKey, &'a Member)> {
    let mut at = Some(class);
    while let Some(key) = at {
        let info = &classes[&key];
        if let Some(member) = info.members.get(name) {
            return Some((key, member));
        }
        at = info.base;
    }
    None
}

/// Whether `class` is `of` or derives from it.
pub fn is_subclass(classes: &BTreeMap<ClassKey, ClassInfo>, class: ClassKey, of: ClassKey) -> bool {
    let mut at = Some(class);
    while let Some(key) = at {
        if key == of {
            return true;
        }
        at = classes[&key].base;
    }
    false
}

/// Dunder names whose presence changes how attributes or construction
/// work; a class with one of them is left to the runtime.
const SPECIAL: &[&str] = &[
    "__new__",
    "__getattr__",
    "__getattribute__",
    "__setattr__",
    "__delattr__",
    "__init_subclass__",
    "__class_getitem__",
    "__del__",
    "__set_name__",
    "__get__",
    "__set__",
];

/// Gathers the classes of all modules.
pub fn collect(
    modules: &[Module],
    module_names: &HashMap<String, ModuleId>,
    in_cpython: &BTreeMap<ModuleId, Vec<Reason>>,
) -> BTreeMap<ClassKey, ClassInfo> {
    let mut classes = BTreeMap::new();
    let live_dicts = crate::live_dict::find(modules);
    for (index, module) in modules.iter().enumerate() {
        let id = ModuleId(index as u32);
        for class in &module.classes {
            let key = ClassKey {
                module: id,
                class: class.id,
            };
            let mut info = scan_class(module, key, class);
            let is_own = |name: &str| {
                let id = module_names.get(name);
                id.is_some_and(|id| !in_cpython.contains_key(id))
            };
            if live_dicts.contains(key) || decorators_keep_values(module, class, is_own) {
                info.is_typed = false;
                info.reason = Some("the `__dict__` of its instances may be written".to_string());
            }
            classes.insert(key, info);
        }
    }
    for (index, module) in modules.iter().enumerate() {
        add_assigned(&mut classes, ModuleId(index as u32), module);
    }
    // Bases are resolved once all names are known, each before what derives from it.
    let mut resolver = Resolver {
        modules,
        module_names,
        in_cpython,
        classes,
        done: BTreeSet::new(),
    };
    let keys: Vec<ClassKey> = resolver.classes.keys().copied().collect();
    for key in keys {
        resolver.resolve(key);
    }
    for (index, module) in modules.iter().enumerate() {
        let given = crate::data_descriptor::given(module);
        for class in &module.classes {
            let key = ClassKey {
                module: ModuleId(index as u32),
                class: class.id,
            };
            resolver.drop_described_fields(key, &given);
        }
    }
    if live_dicts.are_shown() {
        resolver.drop_unordered();
    }
    resolver.classes
}

/// Whether members are decorated by a module outside the program, which may
/// keep values in the `__dict__` of instances, as `cached_property` does.
fn decorators_keep_values(module: &Module, class: &Class, is_own: impl Fn(&str) -> bool) -> bool {
    let keeps = |decorator: &Expr| {
        let from = root_origin(module, decorator).filter(|from| !is_own(from));
        from.is_some_and(|from| match from {
            "abc" | "contextlib" | "typing" => false,
            "functools" => {
                origin(module, decorator).is_some_and(|(_, name)| name == "cached_property")
            }
            _ => true,
        })
    };
    let mut found = false;
    walk::statements(&class.body, &mut |stmt| {
        if let StmtKind::FunctionDef { decorators, .. } = &stmt.kind {
            found |= decorators.iter().any(keeps);
        }
    });
    found
}

/// Class attributes that are made by `Class.name = ...` elsewhere in the module.
fn add_assigned(classes: &mut BTreeMap<ClassKey, ClassInfo>, id: ModuleId, module: &Module) {
    for function in &module.functions {
        walk::statements(&function.body, &mut |stmt| {
            let StmtKind::Assign { targets, .. } = &stmt.kind else {
                return;
            };
            for target in targets {
                let ExprKind::Attribute { object, name } = &target.kind else {
                    continue;
                };
                let ExprKind::Name {
                    name: class,
                    place: Place::Global(_),
                } = &object.kind
                else {
                    continue;
                };
                let known = module.classes.iter().filter(|c| c.name == *class);
                for class in known {
                    let key = ClassKey {
                        module: id,
                        class: class.id,
                    };
                    if let Some(info) = classes.get_mut(&key) {
                        let member = info.members.entry(name.clone());
                        member.or_insert(Member::Variable);
                    }
                }
            }
        });
    }
}

fn scan_class(module: &Module, key: ClassKey, class: &Class) -> ClassInfo {
    let mut members = BTreeMap::new();
    let mut reason = None;
    let mut abstract_members = BTreeSet::new();
    scan_body(
        module,
        key,
        &class.body,
        &mut members,
        &mut abstract_members,
        false,
    );
    for (name, _) in &class.vars {
        members.entry(name.clone()).or_insert(Member::Variable);
    }
    for name in properties_read(module, class, &members) {
        members.insert(name, Member::Variable);
    }
    let own_refusal = |name: &str| class.is_frozen && matches!(name, "__setattr__" | "__delattr__");
    if let Some(name) = SPECIAL
        .iter()
        .find(|name| members.contains_key(**name) && !own_refusal(name))
    {
        reason = Some(format!("the class defines `{name}`"));
    }
    if !class.keywords.is_empty() {
        reason = Some("the class statement has keyword arguments".to_string());
    }
    let top_level = module.function(Module::BODY).body.iter().any(|stmt| {
        matches!(&stmt.kind, StmtKind::ClassDef { class: id, decorators, .. }
            if *id == class.id && decorators.is_empty())
    });
    if !top_level {
        reason = Some("the class is decorated, or not at the top level of its module".to_string());
    }
    let mut shows_locals = false;
    walk::body_expressions(&class.body, module, &mut |expr| {
        shows_locals |= matches!(expr.kind, ExprKind::Locals(_));
    });
    if shows_locals {
        reason = Some("the class body looks at its `locals()`".to_string());
    }
    if reassigned(module, &class.name) {
        reason = Some(format!("`{}` is assigned more than once", class.name));
    }
    let slots = match declared_slots(class) {
        Ok(slots) => slots,
        Err(why) => {
            reason = Some(why);
            None
        }
    };
    ClassInfo {
        key,
        name: class.name.clone(),
        is_typed: reason.is_none(),
        base: None,
        members,
        fields: Vec::new(),
        reason,
        is_abc: false,
        abstract_members,
        is_frozen: class.is_frozen,
        is_ordered: true,
        is_prepared: shows_locals
            || class
                .keywords
                .iter()
                .any(|(name, value)| match name.as_deref() {
                    Some("metaclass") => !is_builtin_class(value),
                    Some(_) => false,
                    None => true,
                }),
        slots,
    }
}

/// Properties that the class body uses as objects, other than in the
/// decorators that complete them: any code may then come to call their functions.
fn properties_read(
    module: &Module,
    class: &Class,
    members: &BTreeMap<String, Member>,
) -> BTreeSet<String> {
    let mut completed = HashSet::new();
    walk::statements(&class.body, &mut |stmt| {
        if let StmtKind::FunctionDef {
            function,
            decorators,
            target,
        } = &stmt.kind
        {
            completed.insert(target.id);
            for decorator in decorators {
                if let ExprKind::Attribute { object, .. } = &decorator.kind
                    && matches!(&object.kind, ExprKind::Name { name, .. } if *name == module.function(*function).name)
                {
                    completed.insert(object.id);
                }
            }
        }
    });
    let mut found = BTreeSet::new();
    walk::body_expressions(&class.body, module, &mut |expr| {
        if let ExprKind::Name {
            name,
            place: Place::ClassVar(..),
        } = &expr.kind
            && matches!(members.get(name), Some(Member::Property { .. }))
            && !completed.contains(&expr.id)
        {
            found.insert(name.clone());
        }
    });
    found
}

/// Whether the expression is the name of a built-in class.
pub(crate) fn is_builtin_class(expr: &Expr) -> bool {
    matches!(
        &expr.kind,
        ExprKind::Name {
            place: Place::Builtin,
            ..
        }
    )
}

/// The names in `__slots__`, as attributes are stored, where a class body has one.
/// `Err`: it is not written out as constants.
fn declared_slots(class: &Class) -> Result<Option<Vec<String>>, String> {
    let is_slots =
        |target: &Expr| matches!(&target.kind, ExprKind::Name { name, .. } if name == "__slots__");
    let mut stores = 0;
    walk::targets(&class.body, &mut |target| {
        stores += usize::from(is_slots(target))
    });
    let value = class.body.iter().find_map(|stmt| match &stmt.kind {
        StmtKind::Assign { targets, value } if targets.iter().any(is_slots) => Some(value),
        _ => None,
    });
    let Some(value) = value.filter(|_| stores == 1) else {
        return match stores {
            0 => Ok(None),
            _ => Err("its `__slots__` depend on more than one statement".to_string()),
        };
    };
    let items = match &value.kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    let mut names = Vec::new();
    for item in items {
        match &item.kind {
            ExprKind::Str(name) => names.push(pyaot_syntax::mangle(Some(&class.name), name)),
            _ => return Err("its `__slots__` are computed".to_string()),
        }
    }
    Ok(Some(names))
}

/// Whether a decorator returns what it is given, so that the definition
/// stays what it looks like.
pub fn is_transparent(module: &Module, decorator: &Expr) -> bool {
    matches!(
        origin(module, decorator),
        Some((
            "abc" | "typing",
            "abstractmethod" | "overload" | "final" | "no_type_check" | "runtime_checkable"
        ))
    )
}

/// The module and name an expression (`name` or `module.name`) certainly
/// stands for, because one import and nothing else binds it.
pub fn origin<'a>(module: &'a Module, expr: &'a Expr) -> Option<(&'a str, &'a str)> {
    let of = |expr: &'a Expr| match &expr.kind {
        ExprKind::Name {
            name,
            place: Place::Global(_),
        } => module
            .imports
            .get(name)
            .filter(|_| !reassigned(module, name)),
        _ => None,
    };
    match &expr.kind {
        ExprKind::Attribute { object, name } => match of(object)? {
            (from, None) => Some((from, name)),
            _ => None,
        },
        _ => match of(expr)? {
            (from, Some(name)) => Some((from, name)),
            _ => None,
        },
    }
}

/// The module that an expression like `module.name(...).other` begins with.
pub fn root_origin<'a>(module: &'a Module, expr: &'a Expr) -> Option<&'a str> {
    match &expr.kind {
        ExprKind::Call { callee, .. } => root_origin(module, callee),
        ExprKind::Attribute { object, .. } => root_origin(module, object),
        ExprKind::Name {
            name,
            place: Place::Global(_),
        } => Some(module.imports.get(name)?.0.as_str()),
        _ => None,
    }
}

/// The members defined by the statements of a class body. Names assigned
/// conditionally, or more than once, count as plain variables.
fn scan_body(
    module: &Module,
    key: ClassKey,
    body: &[Stmt],
    members: &mut BTreeMap<String, Member>,
    abstract_members: &mut BTreeSet<String>,
    conditional: bool,
) {
    for stmt in body {
        match &stmt.kind {
            StmtKind::FunctionDef {
                function,
                decorators,
                ..
            } => {
                let func = module.function(*function);
                let key = FuncKey {
                    module: key.module,
                    function: *function,
                };
                let others: Vec<&Expr> = decorators
                    .iter()
                    .filter(|decorator| !is_transparent(module, decorator))
                    .collect();
                let marked = |name: &str| {
                    decorators
                        .iter()
                        .any(|decorator| origin(module, decorator).is_some_and(|o| o.1 == name))
                };
                if marked("overload") {
                    continue;
                }
                if marked("abstractmethod") {
                    abstract_members.insert(func.name.clone());
                }
                let member = match others.as_slice() {
                    [] => Member::Method(key),
                    [one] => decorated(one, key, members.get(&func.name)),
                    _ => Member::Variable,
                };
                let again = members.contains_key(&func.name)
                    && !matches!(
                        member,
                        Member::Property {
                            setter: Some(_),
                            ..
                        }
                    );
                let member = if conditional || again {
                    Member::Variable
                } else {
                    member
                };
                members.insert(func.name.clone(), member);
            }
            StmtKind::If { body, orelse, .. } => {
                scan_body(module, key, body, members, abstract_members, true);
                scan_body(module, key, orelse, members, abstract_members, true);
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finally,
                ..
            } => {
                scan_body(module, key, body, members, abstract_members, true);
                for handler in handlers {
                    scan_body(module, key, &handler.body, members, abstract_members, true);
                }
                scan_body(module, key, orelse, members, abstract_members, true);
                scan_body(module, key, finally, members, abstract_members, true);
            }
            StmtKind::For { body, .. }
            | StmtKind::While { body, .. }
            | StmtKind::With { body, .. } => {
                scan_body(module, key, body, members, abstract_members, true);
            }
            StmtKind::Assign { targets, value } => {
                // `__rmul__ = __mul__` is one method under two names.
                let method = match &value.kind {
                    ExprKind::Name { name, .. } => members.get(name).cloned(),
                    _ => None,
                };
                let method = method.filter(|member| matches!(member, Member::Method(_)));
                for target in targets {
                    if let ExprKind::Name { name, .. } = &target.kind {
                        let again = conditional || members.contains_key(name);
                        let member = method.clone().filter(|_| !again);
                        members.insert(name.clone(), member.unwrap_or(Member::Variable));
                    }
                }
            }
            _ => {}
        }
    }
}

fn decorated(decorator: &Expr, key: FuncKey, before: Option<&Member>) -> Member {
    match &decorator.kind {
        ExprKind::Name {
            name,
            place: Place::Builtin,
        } => match name.as_str() {
            "staticmethod" => Member::Static(key),
            "classmethod" => Member::ClassMethod(key),
            "property" => Member::Property {
                getter: key,
                setter: None,
            },
            _ => Member::Variable,
        },
        ExprKind::Attribute { name, .. } if name == "setter" => match before {
            Some(Member::Property { getter, .. }) => Member::Property {
                getter: *getter,
                setter: Some(key),
            },
            _ => Member::Variable,
        },
        _ => Member::Variable,
    }
}

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
struct Resolver<'a> {
    modules: &'a [Module],
    module_names: &'a HashMap<String, ModuleId>,
    in_cpython: &'a BTreeMap<ModuleId, Vec<Reason>>,
    classes: BTreeMap<ClassKey, ClassInfo>,
    done: BTreeSet<ClassKey>,
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
                .find(|c| c.name == *name && c.id < of.class);
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
        let class = module.classes.iter().find(|class| class.name == name)?;
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

    /// Whether objects of the class that `name` stands for are no data
    /// descriptors, nor its members where it is an enum.
    fn is_plain_class(&self, module: &Module, id: ModuleId, name: &str) -> bool {
        let key = match module.imports.get(name) {
            Some((from, Some(original))) => self.imported(from, original),
            Some(_) => None,
            None => {
                let mut named = module.classes.iter().filter(|class| class.name == name);
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
    fn drop_unordered(&mut self) {
        let all: Vec<ClassKey> = self.classes.keys().copied().collect();
        let mut unordered = BTreeSet::new();
        for (key, info) in &self.classes {
            let mut at = Some(*key).filter(|_| !info.is_ordered && !info.fields.is_empty());
            // The fields of bases come first, whatever the class does.
            while let Some(key) = at {
                unordered.insert(key);
                at = self.classes[&key].base;
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
    fn drop_described_fields(&mut self, key: ClassKey, given: &[Given<'_>]) {
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

    fn resolve(&mut self, key: ClassKey) {
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

/// Names stored through the first parameter anywhere in a method.
fn self_stores(function: &Function, out: &mut Vec<(String, u32)>) {
    let Some(first) = function.params.positional.first() else {
        return;
    };
    let place = Place::Local(first.var);
    walk::targets(&function.body, &mut |target| {
        if let ExprKind::Attribute { object, name } = &target.kind
            && matches!(&object.kind, ExprKind::Name { place: p, .. } if *p == place)
            && !out.iter().any(|(n, _)| n == name)
        {
            out.push((name.clone(), target.span.start));
        }
    });
}

/// Whether the global `name` has more than one binding in the module.
pub fn reassigned(module: &Module, name: &str) -> bool {
    let mut count = 0;
    for function in &module.functions {
        walk::targets(&function.body, &mut |target| {
            if let ExprKind::Name {
                name: n,
                place: Place::Global(_),
            } = &target.kind
            {
                count += usize::from(n == name);
            }
        });
    }
    count > 1
}
