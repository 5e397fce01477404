//! Which attributes of classes may be data descriptors: properties made by
//! calls, objects of classes with `__set__`, and whatever cannot be told
//! from the text. Storing such an attribute of an instance is a call, so it
//! cannot be a fixed field.

use std::collections::BTreeSet;

use pyaot_syntax::tree::{Class, Expr, ExprKind, Module, Place, Stmt, StmtKind};

use crate::classes::{is_builtin_class, origin};
use crate::walk;

/// Builtins whose results may be anything, among them what they were given.
const OPEN_BUILTINS: &[&str] = &[
    "__import__",
    "eval",
    "getattr",
    "max",
    "min",
    "next",
    "property",
    "super",
    "vars",
];

/// Modules whose objects are no data descriptors.
const PLAIN_MODULES: &[&str] = &[
    "array",
    "asyncio",
    "bisect",
    "cmath",
    "collections",
    "copy",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "heapq",
    "io",
    "itertools",
    "json",
    "logging",
    "math",
    "numbers",
    "numpy",
    "os",
    "pathlib",
    "queue",
    "random",
    "re",
    "string",
    "struct",
    "sys",
    "threading",
    "time",
    "uuid",
    "weakref",
];

/// Special methods that classes with fixed fields do not have.
pub const HOOKS: &[&str] = &["__getattribute__", "__new__", "__setattr__"];

/// How far values are followed through names.
const DEPTH: usize = 4;

/// The text that values are looked for in.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    pub module: &'a Module,
    pub class: Option<&'a Class>,
    /// Whether objects of the class of the module's text are none, by name.
    pub is_plain_class: &'a dyn Fn(&str) -> bool,
}

/// A value that a statement gives a class from outside: `Class.name = value`,
/// `setattr(Class, "name", value)`.
pub struct Given<'a> {
    class: &'a str,
    name: &'a str,
    value: &'a Expr,
}

/// All of a module.
pub fn given(module: &Module) -> Vec<Given<'_>> {
    let mut found = Vec::new();
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| {
            if let StmtKind::Assign { targets, value } = &stmt.kind {
                for target in targets {
                    if let ExprKind::Attribute { object, name } = &target.kind
                        && let ExprKind::Name { name: class, .. } = &object.kind
                    {
                        found.push(Given { class, name, value });
                    }
                }
            }
        });
    }
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| {
            if let ExprKind::Call { callee, args, .. } = &expr.kind
                && let [object, attribute, value] = args.as_slice()
                && is_builtin(callee, &["setattr"])
                && let (ExprKind::Name { name: class, .. }, ExprKind::Str(name)) =
                    (&object.kind, &attribute.kind)
            {
                found.push(Given { class, name, value });
            }
        });
    }
    found
}

/// The special methods of [`HOOKS`] whose names the program has as texts.
pub fn hooks_named(modules: &[Module]) -> Vec<&'static str> {
    let mut found = BTreeSet::new();
    for module in modules.iter().filter(|module| !module.is_library) {
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                if let ExprKind::Str(text) = &expr.kind {
                    found.extend(HOOKS.iter().filter(|hook| *hook == text));
                }
            });
        }
    }
    found.into_iter().copied().collect()
}

/// Names in the class body, or given to the class from outside, that may be data descriptors.
pub fn names(scope: Scope<'_>, class: &Class, given: &[Given<'_>]) -> BTreeSet<String> {
    let inside = Scope {
        class: Some(class),
        ..scope
    };
    let own = class.vars.iter().map(|(name, _)| name);
    let own = own.filter(|name| inside.bound(&class.body, name, DEPTH));
    let mut found: BTreeSet<String> = own.cloned().collect();
    for one in given {
        // Of a class in a function that runs once, the module has the variable.
        let given_to = pyaot_syntax::lifted_from(one.class).map_or(one.class, |(_, name)| name);
        if given_to == class.name && scope.may_be(one.value, DEPTH) {
            found.insert(one.name.to_string());
        }
    }
    found
}

impl Scope<'_> {
    /// Whether one of the statements binds the name to what may be a data descriptor.
    fn bound(self, body: &[Stmt], name: &str, depth: usize) -> bool {
        let is_it =
            |target: &Expr| matches!(&target.kind, ExprKind::Name { name: n, .. } if n == name);
        let mut all = 0;
        walk::targets(body, &mut |target| all += usize::from(is_it(target)));
        let (mut told, mut found) = (0, false);
        walk::statements(body, &mut |stmt| match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                for _ in targets.iter().filter(|target| is_it(target)) {
                    told += 1;
                    found |= self.may_be(value, depth);
                }
            }
            StmtKind::AnnAssign {
                target,
                value: Some(value),
                ..
            } if is_it(target) => {
                told += 1;
                found |= self.may_be(value, depth);
            }
            StmtKind::AugAssign { target, .. } => told += usize::from(is_it(target)),
            StmtKind::FunctionDef {
                decorators, target, ..
            } if is_it(target) => {
                told += 1;
                found |= !decorators.iter().all(|decorator| {
                    crate::classes::is_transparent(self.module, decorator)
                        || is_builtin(decorator, &["staticmethod", "classmethod"])
                });
            }
            StmtKind::ClassDef { target, .. } | StmtKind::Import { target, .. } => {
                told += usize::from(is_it(target));
            }
            _ => {}
        });
        found || told < all
    }

    fn may_be(self, expr: &Expr, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        match &expr.kind {
            ExprKind::Name { name, place } => self.name(name, place, depth),
            ExprKind::Call { callee, .. } => self.call(callee, depth),
            ExprKind::Attribute { object, .. } => match origin(self.module, expr) {
                Some((from, _)) => !PLAIN_MODULES.contains(&from),
                // Members of enums.
                None => {
                    !matches!(&object.kind, ExprKind::Name { name, place: Place::Global(_) | Place::ClassVar(..) }
                    if (self.is_plain_class)(name))
                }
            },
            ExprKind::And(items) | ExprKind::Or(items) => {
                items.iter().any(|item| self.may_be(item, depth))
            }
            ExprKind::Conditional { body, orelse, .. } => {
                self.may_be(body, depth) || self.may_be(orelse, depth)
            }
            ExprKind::Walrus { value, .. } => self.may_be(value, depth),
            ExprKind::Binary { left, right, .. } => {
                self.may_be(left, depth) && self.may_be(right, depth)
            }
            ExprKind::Unary { operand, .. } => self.may_be(operand, depth),
            ExprKind::Subscript { .. }
            | ExprKind::Yield(_)
            | ExprKind::YieldFrom(_)
            | ExprKind::Await(_) => true,
            _ => false,
        }
    }

    fn name(self, name: &str, place: &Place, depth: usize) -> bool {
        match place {
            Place::Builtin => false,
            Place::ClassVar(..) => match self.class {
                Some(class) if class.vars.iter().any(|(var, _)| var == name) => {
                    self.bound(&class.body, name, depth)
                }
                _ => self.global(name, depth),
            },
            Place::Global(_) => self.global(name, depth),
            Place::Local(_) | Place::Free(_) => true,
        }
    }

    fn global(self, name: &str, depth: usize) -> bool {
        if pyaot_syntax::lifted_from(name).is_some() {
            return true;
        }
        if let Some((from, _)) = self.module.imports.get(name) {
            return !PLAIN_MODULES.contains(&from.as_str());
        }
        let outside = Scope {
            class: None,
            ..self
        };
        let body = &self.module.function(Module::BODY).body;
        crate::classes::reassigned(self.module, name) || outside.bound(body, name, depth)
    }

    fn call(self, callee: &Expr, depth: usize) -> bool {
        if is_builtin_class(callee) {
            return is_builtin(callee, OPEN_BUILTINS);
        }
        if let Some((from, _)) = origin(self.module, callee) {
            return !PLAIN_MODULES.contains(&from);
        }
        match &callee.kind {
            ExprKind::Name {
                name,
                place: Place::Global(_) | Place::ClassVar(..),
            } => !(self.is_plain_class)(name),
            // A method of a text or a collection.
            ExprKind::Attribute { object, .. } => !is_display(object) && self.may_be(object, depth),
            _ => true,
        }
    }
}

fn is_display(expr: &Expr) -> bool {
    matches!(
        &expr.kind,
        ExprKind::Str(_)
            | ExprKind::Bytes(_)
            | ExprKind::List(_)
            | ExprKind::Tuple(_)
            | ExprKind::Dict(_)
            | ExprKind::Set(_)
    )
}

fn is_builtin(expr: &Expr, names: &[&str]) -> bool {
    matches!(&expr.kind, ExprKind::Name { name, place: Place::Builtin } if names.contains(&name.as_str()))
}
