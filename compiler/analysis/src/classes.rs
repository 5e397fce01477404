//! What can be known of a class from its text: members, fixed fields,
//! whether its instances have a static type.

use std::collections::BTreeMap;

use pyaot_syntax::tree::{
    Class, ClassId, Expr, ExprKind, Function, FunctionId, Module, Place, Stmt, StmtKind,
};

use crate::ty::{ClassKey, FuncKey, ModuleId};

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
    "__slots__",
    "__init_subclass__",
    "__class_getitem__",
    "__del__",
    "__set_name__",
    "__get__",
    "__set__",
    "__match_args__",
];

/// Gathers the classes of all modules. `resolve` says which class of the
/// program a base expression names, if that never changes.
pub fn collect(modules: &[Module]) -> BTreeMap<ClassKey, ClassInfo> {
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
            if live_dicts.contains(key) {
                info.is_typed = false;
                info.reason = Some("the `__dict__` of its instances may be written".to_string());
            }
            classes.insert(key, info);
        }
    }
    // Bases are resolved once all names are known; a derived class stands
    // after its base in the text, so one pass in order settles the fields.
    let keys: Vec<ClassKey> = classes.keys().copied().collect();
    for key in keys {
        let module = &modules[key.module.index()];
        let class = module.class(key.class);
        resolve_base(&mut classes, modules, key, class);
    }
    classes
}

fn scan_class(module: &Module, key: ClassKey, class: &Class) -> ClassInfo {
    let mut members = BTreeMap::new();
    let mut reason = None;
    scan_body(module, key, &class.body, &mut members, false);
    for (name, _) in &class.vars {
        members.entry(name.clone()).or_insert(Member::Variable);
    }
    if let Some(name) = SPECIAL.iter().find(|name| members.contains_key(**name)) {
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
    if reassigned(module, &class.name) {
        reason = Some(format!("`{}` is assigned more than once", class.name));
    }
    ClassInfo {
        key,
        name: class.name.clone(),
        is_typed: reason.is_none(),
        base: None,
        members,
        fields: Vec::new(),
        reason,
    }
}

/// The members defined by the statements of a class body. Names assigned
/// conditionally, or more than once, count as plain variables.
fn scan_body(
    module: &Module,
    key: ClassKey,
    body: &[Stmt],
    members: &mut BTreeMap<String, Member>,
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
                let member = match decorators.as_slice() {
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
                scan_body(module, key, body, members, true);
                scan_body(module, key, orelse, members, true);
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finally,
                ..
            } => {
                scan_body(module, key, body, members, true);
                for handler in handlers {
                    scan_body(module, key, &handler.body, members, true);
                }
                scan_body(module, key, orelse, members, true);
                scan_body(module, key, finally, members, true);
            }
            StmtKind::For { body, .. }
            | StmtKind::While { body, .. }
            | StmtKind::With { body, .. } => {
                scan_body(module, key, body, members, true);
            }
            StmtKind::Assign { targets, .. } => {
                for target in targets {
                    if let ExprKind::Name { name, .. } = &target.kind {
                        members.insert(name.clone(), Member::Variable);
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

fn resolve_base(
    classes: &mut BTreeMap<ClassKey, ClassInfo>,
    modules: &[Module],
    key: ClassKey,
    class: &Class,
) {
    let module = &modules[key.module.index()];
    let mut base = None;
    let mut reason = classes[&key].reason.clone();
    match class.bases.as_slice() {
        [] => {}
        [one] => match &one.kind {
            ExprKind::Name {
                name,
                place: Place::Builtin,
            } if name == "object" => {}
            ExprKind::Name {
                name,
                place: Place::Global(_),
            } => {
                let found = module.classes.iter().find(|c| {
                    c.name == *name
                        && c.id < class.id
                        && classes[&ClassKey {
                            module: key.module,
                            class: c.id,
                        }]
                            .is_typed
                });
                match found {
                    Some(found) => {
                        base = Some(ClassKey {
                            module: key.module,
                            class: found.id,
                        })
                    }
                    None => reason = Some(format!("its base `{name}` has no static layout")),
                }
            }
            _ => reason = Some("its base is not a class of the same module".to_string()),
        },
        _ => reason = Some("it has several bases".to_string()),
    }
    let mut fields = match base {
        Some(base) => classes[&base].fields.clone(),
        None => Vec::new(),
    };
    let mut own = Vec::new();
    for member in classes[&key].members.values() {
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
    // In the order of the text, so that layouts do not depend on names.
    own.sort_by_key(|(_, at)| *at);
    for (name, _) in own {
        let is_member = matches!(
            find_member(classes, key, &name),
            Some((
                _,
                Member::Method(_)
                    | Member::Static(_)
                    | Member::ClassMethod(_)
                    | Member::Property { .. }
            ))
        );
        if !is_member && !fields.iter().any(|(n, _)| *n == name) {
            fields.push((name, key));
        }
    }
    let info = classes.get_mut(&key).expect("collected above");
    info.base = base;
    info.is_typed = reason.is_none();
    info.reason = reason;
    info.fields = if info.is_typed { fields } else { Vec::new() };
}

/// Names stored through the first parameter anywhere in a method.
fn self_stores(function: &Function, out: &mut Vec<(String, u32)>) {
    let Some(first) = function.params.positional.first() else {
        return;
    };
    let place = Place::Local(first.var);
    walk_targets(&function.body, &mut |target| {
        if let ExprKind::Attribute { object, name } = &target.kind
            && matches!(&object.kind, ExprKind::Name { place: p, .. } if *p == place)
            && !out.iter().any(|(n, _)| n == name)
        {
            out.push((name.clone(), target.span.start));
        }
    });
}

/// Calls `visit` on every assignment target below `body`, this function only.
pub fn walk_targets(body: &[Stmt], visit: &mut dyn FnMut(&Expr)) {
    fn flat(target: &Expr, visit: &mut dyn FnMut(&Expr)) {
        match &target.kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                for item in items {
                    flat(item, visit);
                }
            }
            ExprKind::Starred(inner) => flat(inner, visit),
            _ => visit(target),
        }
    }
    for stmt in body {
        match &stmt.kind {
            StmtKind::Assign { targets, .. } => {
                for target in targets {
                    flat(target, visit);
                }
            }
            StmtKind::AugAssign { target, .. }
            | StmtKind::FunctionDef { target, .. }
            | StmtKind::ClassDef { target, .. }
            | StmtKind::Import { target, .. } => flat(target, visit),
            StmtKind::AnnAssign {
                target,
                value: Some(_),
                ..
            } => flat(target, visit),
            StmtKind::ImportFrom { names, .. } => {
                for (_, target) in names {
                    flat(target, visit);
                }
            }
            StmtKind::If { body, orelse, .. } | StmtKind::While { body, orelse, .. } => {
                walk_targets(body, visit);
                walk_targets(orelse, visit);
            }
            StmtKind::For {
                target,
                body,
                orelse,
                ..
            } => {
                flat(target, visit);
                walk_targets(body, visit);
                walk_targets(orelse, visit);
            }
            StmtKind::With { items, body, .. } => {
                for target in items.iter().filter_map(|item| item.target.as_ref()) {
                    flat(target, visit);
                }
                walk_targets(body, visit);
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finally,
                ..
            } => {
                walk_targets(body, visit);
                for handler in handlers {
                    if let Some(target) = &handler.target {
                        flat(target, visit);
                    }
                    walk_targets(&handler.body, visit);
                }
                walk_targets(orelse, visit);
                walk_targets(finally, visit);
            }
            StmtKind::Match { cases, .. } => {
                for case in cases {
                    walk_targets(&case.body, visit);
                }
            }
            _ => {}
        }
    }
}

/// Whether the global `name` has more than one binding in the module.
pub fn reassigned(module: &Module, name: &str) -> bool {
    let mut count = 0;
    for function in &module.functions {
        walk_targets(&function.body, &mut |target| {
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

/// The function a top-level name always is, if it has a single `def`.
pub fn sole_definition(module: &Module, name: &str) -> Option<FunctionId> {
    if reassigned(module, name) {
        return None;
    }
    module
        .function(Module::BODY)
        .body
        .iter()
        .find_map(|stmt| match &stmt.kind {
            StmtKind::FunctionDef {
                function,
                decorators,
                target,
            } if decorators.is_empty() => {
                matches!(&target.kind, ExprKind::Name { name: n, .. } if n == name)
                    .then_some(*function)
            }
            _ => None,
        })
}

/// The class statement of an id.
pub fn class_of(module: &Module, id: ClassId) -> &Class {
    module.class(id)
}
