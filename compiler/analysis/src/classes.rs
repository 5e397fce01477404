//! What can be known of a class from its text: members, fixed fields,
//! whether its instances have a static type.

pub mod named;
mod resolve;
mod scan;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pyaot_syntax::tree::{Class, Expr, ExprKind, Module, Place, StmtKind};

use self::named::NamedItem;
use self::resolve::Resolver;
use self::scan::scan_class;
use crate::program::Reason;
use crate::ty::{Atom, ClassKey, FuncKey, ModuleId, Ty};
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
    /// The classes of the program that it derives from, in the order in which
    /// members are looked up.
    pub bases: Vec<ClassKey>,
    /// Those among them that the class statement names.
    pub direct_bases: Vec<ClassKey>,
    /// Which of its bases are given parameters that nobody keeps (`Mapping[str, int]`).
    pub generic_bases: BTreeSet<usize>,
    /// Functions whose results instances keep under the names (`functools.cached_property`).
    pub cached: Vec<(String, FuncKey)>,
    /// Own members.
    pub members: BTreeMap<String, Member>,
    /// Fixed fields in order, inherited ones first, with the class that declares each.
    pub fields: Vec<(String, ClassKey)>,
    /// Why it is not typed.
    pub reason: Option<String>,
    /// Derives from `abc.ABC`: a class with `abstract_members` has no instances.
    pub is_abc: bool,
    /// Classes that do not derive from it may be its subclasses.
    pub is_virtual: bool,
    /// All that those are is what the library says.
    pub is_settled: bool,
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
    /// An enumeration whose members were written out: its initialiser is not `__init__`.
    pub is_enumeration: bool,
    /// What `__slots__` of the class itself names; `None` without one.
    pub slots: Option<Vec<String>>,
    /// The fields of a named tuple whose instances are known from the calls that make them.
    pub items: Option<Vec<NamedItem>>,
}

impl ClassInfo {
    /// The bases of the class as they are evaluated: without parameters that nobody keeps.
    pub fn plain_bases<'a>(&self, bases: &'a [Expr]) -> Vec<&'a Expr> {
        let plain = |(at, base): (usize, &'a Expr)| match &base.kind {
            ExprKind::Subscript { object, .. } if self.generic_bases.contains(&at) => &**object,
            _ => base,
        };
        bases.iter().enumerate().map(plain).collect()
    }

    /// Where a named tuple has the item of that name.
    pub fn item(&self, name: &str) -> Option<usize> {
        let items = self.items.as_ref()?;
        items.iter().position(|item| item.name == name)
    }

    /// Whether the class itself has a cached property of that name.
    pub fn caches(&self, name: &str) -> bool {
        self.cached.iter().any(|(cached, _)| cached == name)
    }

    pub fn field(&self, name: &str) -> Option<(usize, ClassKey)> {
        self.fields
            .iter()
            .position(|(n, _)| n == name)
            .map(|at| (at, self.fields[at].1))
    }
}

/// Whether a value may be of a class with `__radd__`, which is asked before a list
/// takes the value's items.
pub fn adds_itself(classes: &BTreeMap<ClassKey, ClassInfo>, ty: &Ty) -> bool {
    let adds = |class: &ClassKey| find_member(classes, *class, "__radd__").is_some();
    if ty.is_open() {
        return classes.keys().any(adds);
    }
    ty.may_be(|atom| matches!(atom, Atom::Instance(class) if adds(class)))
}

/// The class and those it derives from, in the order in which members are
/// looked up.
pub fn lineage(
    classes: &BTreeMap<ClassKey, ClassInfo>,
    class: ClassKey,
) -> impl Iterator<Item = ClassKey> {
    std::iter::once(class).chain(classes[&class].bases.iter().copied())
}

/// Where `super()` in a method of `owner` goes on for an instance of `class`.
pub fn behind(
    classes: &BTreeMap<ClassKey, ClassInfo>,
    class: ClassKey,
    owner: ClassKey,
) -> impl Iterator<Item = ClassKey> {
    lineage(classes, class)
        .skip_while(move |key| *key != owner)
        .skip(1)
}

/// Looks a member up in the class and those it derives from.
pub fn find_member<'a>(
    classes: &'a BTreeMap<ClassKey, ClassInfo>,
    class: ClassKey,
    name: &str,
) -> Option<(ClassKey, &'a Member)> {
    first_member(classes, lineage(classes, class), name)
}

/// The member of that name that the first class that has one has.
pub fn first_member<'a>(
    classes: &'a BTreeMap<ClassKey, ClassInfo>,
    mut lineage: impl Iterator<Item = ClassKey>,
    name: &str,
) -> Option<(ClassKey, &'a Member)> {
    lineage.find_map(|key| Some((key, classes[&key].members.get(name)?)))
}

/// The member that a call of the class initialises an instance by.
pub fn initializer(
    classes: &BTreeMap<ClassKey, ClassInfo>,
    class: ClassKey,
) -> Option<(ClassKey, &Member)> {
    let name = match classes[&class].is_enumeration {
        true => "_make_member_",
        false => "__init__",
    };
    find_member(classes, class, name)
}

/// Whether `class` is `of` or derives from it.
pub fn is_subclass(classes: &BTreeMap<ClassKey, ClassInfo>, class: ClassKey, of: ClassKey) -> bool {
    lineage(classes, class).any(|key| key == of)
}

/// Gathers the classes of all modules.
pub fn collect(
    modules: &[Module],
    module_names: &HashMap<String, ModuleId>,
    in_cpython: &BTreeMap<ModuleId, Vec<Reason>>,
    outside: &crate::Outside,
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
            info.is_prepared |= crate::annotations::are_decorated(module, class, is_own);
            if decorators_keep_values(module, class, &info, is_own) {
                info.is_typed = false;
                info.reason = Some("the `__dict__` of its instances may be written".to_string());
            }
            classes.insert(key, info);
        }
    }
    // Bases are resolved once all names are known, each before what derives from it.
    let mut resolver = Resolver {
        modules,
        module_names,
        in_cpython,
        // Where dicts are looked at, these stay in the order they are stored.
        outside: (!live_dicts.are_shown()).then_some(&outside.stored),
        classes,
        done: BTreeSet::new(),
        exchanged: &outside.exchanged,
        asks_bases: crate::generics::ask_bases(modules),
        has_virtual: modules.iter().any(has_virtual_subclasses),
    };
    resolver.drop_live(&live_dicts);
    let keys: Vec<ClassKey> = resolver.classes.keys().copied().collect();
    for key in keys {
        resolver.resolve(key);
    }
    for (index, module) in modules.iter().enumerate() {
        add_assigned(&mut resolver.classes, ModuleId(index as u32), module);
    }
    for (index, module) in modules.iter().enumerate() {
        let given = crate::data_descriptor::given(module);
        for class in &module.classes {
            let key = ClassKey {
                module: ModuleId(index as u32),
                class: class.id,
            };
            resolver.drop_described_fields(key, &given, &outside.described);
        }
    }
    if live_dicts.are_shown() {
        resolver.drop_unordered(&live_dicts);
    }
    resolver.classes
}

/// Whether a module of the program may make classes subclasses of abstract ones that they do not derive from.
fn has_virtual_subclasses(module: &Module) -> bool {
    let mut functions = module.functions.iter().filter(|_| !module.is_library);
    functions.any(|function| {
        let mut found = function.name == "__subclasshook__";
        walk::expressions(function, module, &mut |expr| {
            found |= match &expr.kind {
                ExprKind::Attribute { name, .. } => name == "register",
                ExprKind::Str(text) => text == "register",
                _ => false,
            };
        });
        found
    })
}

/// Whether members are decorated by a module outside the program, which may
/// keep values in the `__dict__` of instances, as `cached_property` does.
fn decorators_keep_values(
    module: &Module,
    class: &Class,
    info: &ClassInfo,
    is_own: impl Fn(&str) -> bool,
) -> bool {
    // Those have fields for them.
    let mut known = info.cached.len();
    let mut keeps = |decorator: &Expr| {
        let from = root_origin(module, decorator).filter(|from| !is_own(from));
        from.is_some_and(|from| match from {
            "abc" | "contextlib" | "typing" => false,
            "functools" if is_cached_property(module, decorator) => {
                known = known.wrapping_sub(1);
                known == usize::MAX
            }
            "functools" => false,
            _ => true,
        })
    };
    let mut found = false;
    walk::statements(&class.body, &mut |stmt| {
        if let StmtKind::FunctionDef { decorators, .. } = &stmt.kind {
            found |= decorators.iter().any(&mut keeps);
        }
    });
    found
}

/// Whether a decorator is `functools.cached_property`.
fn is_cached_property(module: &Module, decorator: &Expr) -> bool {
    origin(module, decorator) == Some(("functools", "cached_property"))
}

/// Class attributes that are made by `Class.name = ...` elsewhere in the module. They hide nothing that the
/// class inherits: until the assignment has run, that is found.
fn add_assigned(classes: &mut BTreeMap<ClassKey, ClassInfo>, id: ModuleId, module: &Module) {
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| {
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
                let known = module.classes.iter().filter(|c| c.qualname == *class);
                for class in known {
                    let key = ClassKey {
                        module: id,
                        class: class.id,
                    };
                    if find_member(classes, key, name).is_none()
                        && let Some(info) = classes.get_mut(&key)
                    {
                        info.members.insert(name.clone(), Member::Variable);
                    }
                }
            }
        });
    }
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
        ExprKind::Attribute { object, name } => match (of(object), &object.kind) {
            (Some((from, None)), _) => Some((from, name)),
            (Some((from, Some(inner))), _) => Some((submodule(from, inner)?, name)),
            // `collections.abc.Mapping`
            (
                None,
                ExprKind::Attribute {
                    object,
                    name: inner,
                },
            ) => match of(object)? {
                (from, None) => Some((submodule(from, inner)?, name)),
                _ => None,
            },
            _ => None,
        },
        _ => match of(expr)? {
            (from, Some(name)) => Some((from, name)),
            _ => None,
        },
    }
}

/// A module of the library in a package of it.
fn submodule(package: &str, name: &str) -> Option<&'static str> {
    ((package, name) == ("collections", "abc")).then_some(crate::alone::COLLECTIONS_ABC)
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

/// Whether the global `name` has more than one binding in the module.
pub fn reassigned(module: &Module, name: &str) -> bool {
    let mut count = 0;
    for body in walk::bodies(module) {
        walk::targets(body, &mut |target| {
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
