//! What the text of one class says: its members, the fields its methods store,
//! what it declares.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use pyaot_syntax::tree::{Class, Expr, ExprKind, Function, Module, Place, Stmt, StmtKind};

use super::{ClassInfo, Member, is_builtin_class, is_transparent, named, origin, reassigned};
use crate::alone::has_abstract_metaclass;
use crate::ty::{ClassKey, FuncKey};
use crate::walk;

/// What is known of a class before its bases are.
pub(super) fn scan_class(module: &Module, key: ClassKey, class: &Class) -> ClassInfo {
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
    // It is called with the class alone.
    let is_of_class = |name: &str, member: &Member| {
        name == "__class_getitem__" && matches!(member, Member::ClassMethod(_))
    };
    if let Some((name, _)) = members.iter().find(|(name, member)| {
        let is_own = crate::reach::changes_class(name) || *name == "__subclasshook__";
        is_own && !own_refusal(name) && !is_of_class(name, member)
    }) {
        reason = Some(format!("the class defines `{name}`"));
    }
    let has_abstract_metaclass = has_abstract_metaclass(module, class);
    if !class.keywords.is_empty() && !has_abstract_metaclass {
        reason = Some("the class statement has keyword arguments".to_string());
    }
    let mut once = module
        .functions
        .iter()
        .filter(|function| function.id == Module::BODY || function.runs_once);
    let is_plain = once.any(|function| defines(module, &function.body, class));
    let has_other_reason = reason.is_some();
    if !is_plain {
        let why = "the class is decorated, or not at the top level of its module, of a function that runs once, or of such a class";
        reason = Some(why.to_string());
    }
    let mut bodies = module
        .functions
        .iter()
        .filter(|function| function.id == Module::BODY);
    let mut items = bodies.find_map(|body| named::items(module, &body.body, class, &members));
    items = items.filter(|_| !has_other_reason && !reassigned(module, &class.qualname));
    // The decorator puts others in their place.
    for item in items.iter().flatten() {
        members.remove(&item.name);
    }
    let mut shows_locals = false;
    walk::body_expressions(&class.body, module, &mut |expr| {
        shows_locals |= matches!(expr.kind, ExprKind::Locals(_));
    });
    if shows_locals {
        reason = Some("the class body looks at its `locals()`".to_string());
    }
    if reassigned(module, &class.qualname) {
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
        bases: Vec::new(),
        direct_bases: Vec::new(),
        generic_bases: BTreeSet::new(),
        cached: cached(module, key, class, &members, slots.as_deref()),
        members,
        fields: Vec::new(),
        reason,
        is_abc: has_abstract_metaclass,
        is_virtual: false,
        is_settled: false,
        abstract_members,
        is_frozen: class.is_frozen,
        is_enumeration: class.is_enumeration,
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
        items,
    }
}

/// The functions that are cached properties and nothing else, where instances have a dict.
fn cached(
    module: &Module,
    key: ClassKey,
    class: &Class,
    members: &BTreeMap<String, Member>,
    slots: Option<&[String]>,
) -> Vec<(String, FuncKey)> {
    let mut found = Vec::new();
    if slots.is_some() {
        return found;
    }
    for stmt in &class.body {
        let StmtKind::FunctionDef {
            function,
            decorators,
            ..
        } = &stmt.kind
        else {
            continue;
        };
        let Some(name) = module.defined_name(stmt) else {
            continue;
        };
        let mut bound = 0;
        walk::targets(&class.body, &mut |target| {
            let is_it =
                matches!(&target.kind, ExprKind::Name { name: target, .. } if target == name);
            bound += usize::from(is_it);
        });
        if let [decorator] = decorators.as_slice()
            && super::is_cached_property(module, decorator)
            && members.get(name) == Some(&Member::Variable)
            && bound == 1
        {
            let function = FuncKey {
                module: key.module,
                function: *function,
            };
            found.push((name.to_owned(), function));
        }
    }
    found
}

/// Whether a body has the statement of the class, undecorated, among its own
/// or those of such a class in it: they run as often as the body does.
fn defines(module: &Module, body: &[Stmt], class: &Class) -> bool {
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::ClassDef {
            class: id,
            decorators,
            ..
        } if decorators.is_empty() => {
            let outer = module.class(*id);
            *id == class.id || outer.keywords.is_empty() && defines(module, &outer.body, class)
        }
        _ => false,
    })
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
            decorators, target, ..
        } = &stmt.kind
        {
            completed.insert(target.id);
            for decorator in decorators {
                if let ExprKind::Attribute { object, .. } = &decorator.kind
                    && matches!(&object.kind, ExprKind::Name { name, .. } if module.defined_name(stmt) == Some(name))
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
    let items: Vec<&Expr> = match &value.kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().collect(),
        // The values are what help shows.
        ExprKind::Dict(rows) if rows.iter().all(|(key, _)| key.is_some()) => {
            rows.iter().filter_map(|(key, _)| key.as_ref()).collect()
        }
        _ => vec![value],
    };
    let mut names = Vec::new();
    for item in items {
        match &item.kind {
            // What instances keep there is called by the runtime.
            ExprKind::Str(name)
                if name.starts_with("__")
                    && name.ends_with("__")
                    && !matches!(name.as_str(), "__dict__" | "__weakref__") =>
            {
                return Err("its `__slots__` name special methods".to_string());
            }
            ExprKind::Str(name) => names.push(pyaot_syntax::mangle(Some(&class.name), name)),
            _ => return Err("its `__slots__` are computed".to_string()),
        }
    }
    Ok(Some(names))
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
                let Some(name) = module.defined_name(stmt) else {
                    continue;
                };
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
                    abstract_members.insert(name.to_owned());
                }
                let member = match others.as_slice() {
                    [] => Member::Method(key),
                    [one] => decorated(one, key, members.get(name)),
                    _ => Member::Variable,
                };
                let again = members.contains_key(name)
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
                members.insert(name.to_owned(), member);
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

/// Names stored through the first parameter anywhere in a method.
pub(super) fn self_stores(function: &Function, out: &mut Vec<(String, u32)>) {
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
