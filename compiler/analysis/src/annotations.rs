//! Whether a program looks at annotations while it runs.
//!
//! Evaluating an annotation hands the classes it names to code that may do
//! anything with them, so it is done only where somebody may look: in all of
//! the program when it mentions one of [`WATCHERS`], else for functions given to
//! decorators that are not known.

use std::collections::HashSet;

use pyaot_syntax::tree::{Class, Expr, ExprKind, Function, Module, StmtKind};

use crate::{graph, walk};

/// Names that give a program its annotations.
const WATCHERS: &[&str] = &[
    "__annotations__",
    "get_annotations",
    "get_type_hints",
    "getfullargspec",
    "signature",
    "singledispatch",
    "singledispatchmethod",
];

/// Modules whose decorators leave annotations alone.
const QUIET: &[&str] = &[
    "abc",
    "collections",
    "collections.abc",
    "contextlib",
    "functools",
    "typing",
];

/// Whether some module of the program mentions a watcher, or the types of the fields of dataclasses.
pub fn are_watched<'a>(modules: impl IntoIterator<Item = &'a Module>) -> bool {
    let is_watcher = |name: &str| WATCHERS.contains(&name);
    let (mut found, mut lists_fields, mut reads_types) = (false, false, false);
    let modules: Vec<&Module> = modules.into_iter().filter(|m| !m.is_library).collect();
    // Examples in documentation are programs too.
    let mut imports = modules.iter().flat_map(|module| graph::imports(module));
    let has_examples = imports.any(|name| name == "doctest");
    for module in modules {
        found |= has_examples && WATCHERS.iter().any(|name| module.source.contains(name));
        lists_fields |= hands_on_fields(module);
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| match &expr.kind {
                ExprKind::Attribute { name, .. } => {
                    found |= is_watcher(name);
                    reads_types |= name == "type";
                }
                ExprKind::Name { name, .. } => found |= is_watcher(name),
                ExprKind::Str(text) => {
                    found |= is_watcher(text);
                    reads_types |= text == "type";
                }
                _ => {}
            });
            walk::statements(&function.body, &mut |stmt| {
                if let StmtKind::ImportFrom { names, .. } = &stmt.kind {
                    found |= names.iter().any(|(name, _)| is_watcher(name));
                }
            });
        }
    }
    found || lists_fields && reads_types
}

/// Whether a module may read the types of the fields of a dataclass, or hand the fields on: unless all it
/// does with `fields(...)` is to loop over it and to read other attributes of them.
fn hands_on_fields(module: &Module) -> bool {
    let mut local = HashSet::new();
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| {
            if let StmtKind::ImportFrom { module, names, .. } = &stmt.kind
                && module == "dataclasses"
            {
                let fields = names.iter().filter(|(name, _)| name == "fields");
                local.extend(fields.filter_map(|(_, target)| match &target.kind {
                    ExprKind::Name { name, .. } => Some(name.as_str()),
                    _ => None,
                }));
            }
        });
    }
    let is_fields = |expr: &Expr| match &expr.kind {
        ExprKind::Name { name, .. } => local.contains(name.as_str()),
        ExprKind::Attribute { name, .. } => {
            name == "fields" && crate::classes::root_origin(module, expr) == Some("dataclasses")
        }
        _ => false,
    };
    let (mut names, mut harmless) = (HashSet::new(), HashSet::new());
    let mut note = |target: &Expr, iterable: &Expr| {
        if let ExprKind::Call { callee, .. } = &iterable.kind
            && let ExprKind::Name { name, .. } = &target.kind
            && is_fields(callee)
        {
            names.insert(name.clone());
            harmless.extend([target.id, callee.id]);
        }
    };
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| {
            if let StmtKind::For {
                target, iterable, ..
            } = &stmt.kind
            {
                note(target, iterable);
            }
        });
    }
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| match &expr.kind {
            ExprKind::ListComp { clauses, .. }
            | ExprKind::SetComp { clauses, .. }
            | ExprKind::DictComp { clauses, .. }
            | ExprKind::InlineGenerator { clauses, .. } => {
                clauses
                    .iter()
                    .for_each(|one| note(&one.target, &one.iterable));
            }
            ExprKind::GeneratorExp { function, iterable } => {
                if let Some(StmtKind::For { target, .. }) = module
                    .function(*function)
                    .body
                    .first()
                    .map(|stmt| &stmt.kind)
                {
                    note(target, iterable);
                }
            }
            _ => {}
        });
    }
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| {
            if let ExprKind::Attribute { object, name } = &expr.kind
                && name != "type"
            {
                harmless.insert(object.id);
            }
        });
    }
    harmless.extend(walk::import_targets(module));
    let mut hands_on = false;
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| {
            let is_one = matches!(&expr.kind, ExprKind::Name { name, .. } if names.contains(name));
            hands_on |= (is_one || is_fields(expr)) && !harmless.contains(&expr.id);
        });
    }
    hands_on
}

/// Whether annotations of a module's functions or classes are handed to a
/// module outside the program: by decorators and base classes from there.
pub fn are_given_away(module: &Module, is_own: impl Fn(&str) -> bool) -> bool {
    let is_outside = |expr: &Expr| {
        crate::classes::root_origin(module, expr)
            .is_some_and(|from| !QUIET.contains(&from) && !is_own(from))
    };
    let mut found = false;
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| match &stmt.kind {
            StmtKind::ClassDef {
                class, decorators, ..
            } => {
                let class = module.class(*class);
                let is_outside =
                    class.bases.iter().any(is_outside) || shows_class(module, decorators, &is_own);
                found |= is_outside && is_annotated(class);
            }
            _ => {
                if let Some((function, decorators)) = module.decorated(stmt) {
                    let is_outside = decorators.into_iter().any(is_outside);
                    found |= is_outside && of(module.function(function)).next().is_some();
                }
            }
        });
    }
    found
}

/// Whether the body of a class has annotations that are kept.
fn is_annotated(class: &Class) -> bool {
    let mut found = false;
    walk::statements(&class.body, &mut |stmt| {
        found |= matches!(&stmt.kind, StmtKind::AnnAssign { simple: true, .. });
    });
    found
}

/// Whether a class is handed to a module outside the program by a decorator.
/// `@dataclass` that is left in the text is CPython's.
fn shows_class(module: &Module, decorators: &[Expr], is_own: impl Fn(&str) -> bool) -> bool {
    decorators.iter().any(|decorator| {
        crate::classes::root_origin(module, decorator)
            .is_some_and(|from| from == "dataclasses" || !QUIET.contains(&from) && !is_own(from))
    })
}

/// Whether the annotations in the body of a class are looked at by a
/// decorator of it that is not the program's.
pub fn are_decorated(module: &Module, class: &Class, is_own: impl Fn(&str) -> bool) -> bool {
    if !is_annotated(class) {
        return false;
    }
    let mut found = false;
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| {
            if let StmtKind::ClassDef {
                class: id,
                decorators,
                ..
            } = &stmt.kind
            {
                found |= *id == class.id && shows_class(module, decorators, &is_own);
            }
        });
    }
    found
}

/// Whether a decorator is of a module that leaves annotations alone, or a
/// built-in one.
pub fn is_quiet(module: &Module, decorator: &Expr) -> bool {
    let decorator = match &decorator.kind {
        ExprKind::Call { callee, .. } => callee,
        _ => decorator,
    };
    crate::classes::is_builtin_class(decorator)
        || crate::classes::origin(module, decorator).is_some_and(|(from, _)| QUIET.contains(&from))
        || matches!(&decorator.kind, ExprKind::Attribute { name, .. }
            if matches!(name.as_str(), "setter" | "getter" | "deleter"))
}

/// The annotations of a function by name, in the order they are evaluated.
pub fn of(function: &Function) -> impl Iterator<Item = (&str, &Expr)> {
    let params = &function.params;
    let (only, rest) = params.positional.split_at(params.n_positional_only);
    let params = rest
        .iter()
        .chain(only)
        .chain(&params.var_positional)
        .chain(&params.keyword_only)
        .chain(&params.var_keyword);
    params
        .filter_map(|param| Some((param.name.as_str(), param.annotation.as_ref()?)))
        .chain(function.returns.iter().map(|returns| ("return", returns)))
}
