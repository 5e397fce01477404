//! Names of types that only annotations mention.
//!
//! `Shape = Union[Circle, Square]` hands the two classes to an object that may do anything with
//! them, and `class Movie(TypedDict)` is made by CPython. Nobody can tell as long as no code that
//! runs names them: annotations are not evaluated. So an alias is None then, a typed dict is `dict`
//! and a new type (`UserId = NewType("UserId", int)`) gives what it is called with.
//!
//! Names are compared by their text in all of the program, whatever they mean there.

use std::collections::{BTreeSet, HashSet};

use pyaot_diagnostics::Span;
use pyaot_syntax::tree::{
    BinaryOp, Class, ClassId, Expr, ExprId, ExprKind, Function, FunctionId, FunctionKind, Module,
    Param, Params, Place, Stmt, StmtKind, Var, VarId,
};
use pyaot_syntax::typing_bases::{CONTAINERS, stands_for_class};

use crate::classes::{is_builtin_class, is_transparent, origin, root_origin};
use crate::{alone, annotations, generics, idle_imports, walk};

/// Modules whose classes are subscripted to name types.
const FORMS: &[&str] = &[
    "collections",
    "collections.abc",
    "contextlib",
    "os",
    "re",
    "typing",
];

const FUTURE: &str = "__future__";

/// What a statement says a name is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Alias,
    /// A function that gives its argument.
    NewType,
    /// `dict`, by a class statement or a call.
    TypedDict(Option<ClassId>),
}

/// A statement at module level that names a type.
struct Named {
    module: usize,
    name: String,
    kind: Kind,
    /// The name that is assigned to.
    target: ExprId,
}

/// What is known to name types.
struct Known {
    /// Generic classes and aliases.
    types: BTreeSet<String>,
    /// Typed dicts, which are among those.
    dicts: BTreeSet<String>,
}

/// Takes what such names stand for out of the modules of a program.
pub(crate) fn drop(modules: &mut [Module]) {
    if modules.iter().any(|module| module.shows_others) || generics::ask_bases(modules) {
        return;
    }
    // Annotations that somebody looks at are evaluated.
    let looks = annotations::are_watched(modules.iter());
    let handed = handed_about(modules);
    let is_seen = |module: &Module| is_open(module) || handed.contains(&module.name);
    let mut named = match looks {
        true => Vec::new(),
        false => find(modules, &is_seen),
    };
    loop {
        let mentioned = mentioned(modules, &named);
        let before = named.len();
        named.retain(|named| !mentioned.contains(&named.name));
        if named.len() == before {
            break;
        }
    }
    for named in named {
        replace(&mut modules[named.module], &named);
    }
    drop_imports(modules, looks, &is_seen);
}

/// Takes out imports of names of `typing` and `__future__` that nobody mentions any more.
fn drop_imports(modules: &mut [Module], keeps_types: bool, is_seen: &dyn Fn(&Module) -> bool) {
    let mut imported = Vec::new();
    let mut passed_on = BTreeSet::new();
    for (number, module) in modules.iter().enumerate() {
        for body in walk::bodies(module) {
            walk::statements(body, &mut |stmt| {
                let StmtKind::ImportFrom {
                    module: from,
                    names,
                    level,
                    ..
                } = &stmt.kind
                else {
                    return;
                };
                let is_idle = *level == 0
                    && (from == FUTURE || from == generics::MODULE && !keeps_types)
                    && !is_seen(module);
                for (name, target) in names {
                    if is_idle && idle_imports::defines(from, name) {
                        let named = Named {
                            module: number,
                            name: name.clone(),
                            kind: Kind::Alias,
                            target: target.id,
                        };
                        imported.push((named, from == FUTURE));
                    } else {
                        passed_on.insert(name.clone());
                    }
                }
            });
        }
    }
    let (futures, types): (Vec<_>, Vec<_>) = imported.into_iter().partition(|(_, future)| *future);
    let mut types: Vec<Named> = types.into_iter().map(|(named, _)| named).collect();
    let mentioned = mentioned(modules, &types);
    types.retain(|named| !mentioned.contains(&named.name));
    let futures = futures.into_iter().map(|(named, _)| named);
    let futures = futures.filter(|named| !is_read(modules, named));
    let mut idle: Vec<Named> = types.into_iter().chain(futures).collect();
    idle.retain(|named| !passed_on.contains(&named.name));
    for (number, module) in modules.iter_mut().enumerate() {
        let targets = idle.iter().filter(|named| named.module == number);
        let targets: HashSet<ExprId> = targets.map(|named| named.target).collect();
        let body = &mut module.functions[Module::BODY.index()].body;
        if !targets.is_empty() {
            take_imports(body, &targets);
        }
    }
}

/// Whether an imported name is read in its module, or as an attribute of something that is imported.
/// (Many things have attributes of the names of `__future__`.)
fn is_read(modules: &[Module], imported: &Named) -> bool {
    let mut is_read = false;
    for (number, module) in modules.iter().enumerate() {
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                is_read |= match &expr.kind {
                    ExprKind::Name { name, .. } => {
                        number == imported.module
                            && *name == imported.name
                            && expr.id != imported.target
                    }
                    ExprKind::Attribute { object, name } => {
                        *name == imported.name
                            && matches!(&object.kind, ExprKind::Name { name, .. }
                                if module.imports.contains_key(name))
                    }
                    _ => false,
                };
            });
        }
    }
    is_read
}

/// Takes the imports of such names out of a body.
fn take_imports(body: &mut [Stmt], targets: &HashSet<ExprId>) {
    for stmt in body {
        match &mut stmt.kind {
            StmtKind::If { body, orelse, .. } => {
                take_imports(body, targets);
                take_imports(orelse, targets);
            }
            StmtKind::ImportFrom { names, .. } => {
                let before = names.len();
                names.retain(|(_, target)| !targets.contains(&target.id));
                if names.is_empty() && before > 0 {
                    stmt.kind = StmtKind::Pass;
                }
            }
            _ => {}
        }
    }
}

/// Whether code that is not seen may look at the globals of a module by their names. What unpickles
/// looks for classes and functions.
fn is_open(module: &Module) -> bool {
    module.asks_globals || module.globals_are_read
}

/// The statements that name types, of modules whose globals nobody sees as a whole.
fn find(modules: &[Module], is_seen: &dyn Fn(&Module) -> bool) -> Vec<Named> {
    let mut known = Known {
        types: generics::generic_names(modules),
        dicts: BTreeSet::new(),
    };
    loop {
        let mut found = Vec::new();
        for (number, module) in modules.iter().enumerate() {
            if is_seen(module) {
                continue;
            }
            block(&module.function(Module::BODY).body, &mut |stmt| {
                if let Some((target, kind)) = named_by(stmt, module, &known)
                    && let ExprKind::Name { name, .. } = &target.kind
                {
                    found.push(Named {
                        module: number,
                        name: name.clone(),
                        kind,
                        target: target.id,
                    });
                }
            });
        }
        let before = known.types.len();
        for named in &found {
            known.types.insert(named.name.clone());
            if matches!(named.kind, Kind::TypedDict(Some(_))) {
                known.dicts.insert(named.name.clone());
            }
        }
        if known.types.len() == before {
            return found;
        }
    }
}

/// The statements of a body, those under an `if` among them.
fn block<'a>(body: &'a [Stmt], visit: &mut dyn FnMut(&'a Stmt)) {
    for stmt in body {
        visit(stmt);
        if let StmtKind::If { body, orelse, .. } = &stmt.kind {
            block(body, visit);
            block(orelse, visit);
        }
    }
}

/// Modules of the program that are used other than by `module.name`.
fn handed_about(modules: &[Module]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for module in modules {
        let known = |expr: &Expr| match &expr.kind {
            ExprKind::Name { name, .. } => {
                module.imports.get(name).map(|(from, name)| match name {
                    Some(name) => format!("{from}.{name}"),
                    None => from.clone(),
                })
            }
            _ => None,
        };
        let mut harmless = walk::import_targets(module);
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                if let ExprKind::Attribute { object, .. } = &expr.kind {
                    harmless.insert(object.id);
                }
            });
        }
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                if !harmless.contains(&expr.id) {
                    found.extend(known(expr));
                }
            });
        }
    }
    found
}

/// The name that a statement gives to a type.
fn named_by<'a>(stmt: &'a Stmt, module: &Module, known: &Known) -> Option<(&'a Expr, Kind)> {
    match &stmt.kind {
        StmtKind::Assign { targets, value } => {
            let [target] = targets.as_slice() else {
                return None;
            };
            let kind = match &value.kind {
                ExprKind::Call {
                    callee,
                    args,
                    keywords,
                } => called(origin(module, callee)?, args, module)
                    .filter(|kind| *kind != Kind::NewType || keywords.is_empty())?,
                _ => is_form(value, module, &known.types).then_some(Kind::Alias)?,
            };
            Some((target, kind))
        }
        StmtKind::AnnAssign {
            target,
            annotation,
            value: Some(value),
            ..
        } => {
            let says = origin(module, annotation) == Some(("typing", "TypeAlias"));
            let is_alias = says && is_type(value, module) || is_form(value, module, &known.types);
            is_alias.then_some((target, Kind::Alias))
        }
        StmtKind::ClassDef {
            class,
            decorators,
            target,
        } => {
            let is_dict =
                decorators.is_empty() && is_typed_dict(module.class(*class), module, known);
            is_dict.then_some((target, Kind::TypedDict(Some(*class))))
        }
        _ => None,
    }
}

/// `NewType("UserId", int)`, `TypedDict("Movie", {"title": str})`.
fn called(callee: (&str, &str), args: &[Expr], module: &Module) -> Option<Kind> {
    let [name, of] = args else {
        return None;
    };
    if !matches!(name.kind, ExprKind::Str(_)) {
        return None;
    }
    match (callee, &of.kind) {
        (("typing", "NewType"), _) if is_type(of, module) => Some(Kind::NewType),
        (("typing", "TypedDict"), ExprKind::Dict(items)) => {
            let mut items = items.iter();
            let is_plain = items.all(|(key, value)| {
                let is_text = |key: &Expr| matches!(key.kind, ExprKind::Str(_));
                key.as_ref().is_some_and(is_text) && is_type(value, module)
            });
            is_plain.then_some(Kind::TypedDict(None))
        }
        _ => None,
    }
}

/// Whether a class is a typed dict that says nothing but which items there are.
fn is_typed_dict(class: &Class, module: &Module, known: &Known) -> bool {
    let is_dict = |base: &Expr| {
        let is_one =
            matches!(&base.kind, ExprKind::Name { name, .. } if known.dicts.contains(name));
        is_one || origin(module, base) == Some((generics::MODULE, "TypedDict"))
    };
    let is_generic = |base: &Expr| {
        origin(module, generics::without_parameters(base)) == Some((generics::MODULE, "Generic"))
    };
    let is_base = |base: &Expr| is_dict(generics::without_parameters(base)) || is_generic(base);
    let says = |stmt: &Stmt| match &stmt.kind {
        StmtKind::AnnAssign { value: None, .. } | StmtKind::Pass => true,
        StmtKind::Expr(expr) => expr.kind.is_literal(),
        _ => false,
    };
    class.bases.iter().all(is_base)
        && class
            .bases
            .iter()
            .map(generics::without_parameters)
            .any(is_dict)
        && class.body.iter().all(says)
        && class.keywords.iter().all(|(name, value)| {
            name.as_deref() == Some("total")
                && matches!(value.kind, ExprKind::True | ExprKind::False)
        })
}

/// Whether an expression is certainly one of types: a form that is subscripted, or a union.
fn is_form(expr: &Expr, module: &Module, types: &BTreeSet<String>) -> bool {
    let is_class = |expr: &Expr| match &expr.kind {
        ExprKind::Name { name, .. } => {
            is_builtin_class(expr)
                || types.contains(name)
                || module.classes.iter().any(|class| class.name == *name)
        }
        ExprKind::None => true,
        _ => is_form(expr, module, types),
    };
    match &expr.kind {
        ExprKind::Subscript { object, .. } => {
            let is_known = match &object.kind {
                ExprKind::Name { name, .. } if types.contains(name) => true,
                _ => {
                    is_builtin_class(object)
                        || origin(module, object).is_some_and(|(from, _)| FORMS.contains(&from))
                }
            };
            is_known && is_type(expr, module)
        }
        ExprKind::Binary {
            op: BinaryOp::Or,
            left,
            right,
        } => is_type(expr, module) && is_class(left) && is_class(right),
        _ => false,
    }
}

/// Whether an expression is written as types are.
fn is_type(expr: &Expr, module: &Module) -> bool {
    match &expr.kind {
        ExprKind::Name { .. } => true,
        ExprKind::Attribute { object, .. } => {
            matches!(object.kind, ExprKind::Name { .. }) && root_origin(module, expr).is_some()
        }
        ExprKind::Subscript { object, index } => is_type(object, module) && is_type(index, module),
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            items.iter().all(|item| is_type(item, module))
        }
        ExprKind::Binary {
            op: BinaryOp::Or,
            left,
            right,
        } => is_type(left, module) && is_type(right, module),
        kind => kind.is_literal(),
    }
}

/// Which of the names code that may run mentions, beyond what they are `named` by and what
/// stays right: that imports hand them on, and that typed dicts and new types are called.
fn mentioned(modules: &[Module], named: &[Named]) -> BTreeSet<String> {
    let names: BTreeSet<&str> = named.iter().map(|named| named.name.as_str()).collect();
    let mut found = BTreeSet::new();
    if names.is_empty() {
        return found;
    }
    let is_dict = |name: &str| {
        let mut of_name = named.iter().filter(|named| named.name == name);
        of_name.all(|named| matches!(named.kind, Kind::TypedDict(_)))
    };
    let is_new_type = |name: &str| {
        let mut of_name = named.iter().filter(|named| named.name == name);
        of_name.all(|named| named.kind == Kind::NewType)
    };
    let is_foreign = has_foreign_classes(modules);
    for (number, module) in modules.iter().enumerate() {
        let targets: HashSet<ExprId> = named
            .iter()
            .filter(|named| named.module == number)
            .map(|named| named.target)
            .collect();
        let mut harmless = targets.clone();
        for body in walk::bodies(module) {
            walk::statements(body, &mut |stmt| {
                harmless_parts(stmt, module, &targets, &mut harmless);
            });
        }
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                if let ExprKind::Call {
                    callee,
                    args,
                    keywords,
                } = &expr.kind
                    && let ExprKind::Name { name, .. } = &callee.kind
                {
                    let is_plain = matches!(args.as_slice(), [arg] if !matches!(arg.kind, ExprKind::Starred(_)));
                    if is_dict(name) || is_new_type(name) && is_plain && keywords.is_empty() {
                        harmless.insert(callee.id);
                    }
                }
            });
        }
        let mut note = |expr: &Expr| {
            if let ExprKind::Name { name: text, .. }
            | ExprKind::Attribute { name: text, .. }
            | ExprKind::Str(text) = &expr.kind
                && names.contains(text.as_str())
                && !harmless.contains(&expr.id)
            {
                found.insert(text.clone());
            }
        };
        for function in &module.functions {
            walk::expressions(function, module, &mut note);
        }
        evaluated_annotations(module, is_foreign, &mut note);
    }
    found
}

/// Notes the expressions of a statement that may mention names of types.
fn harmless_parts(
    stmt: &Stmt,
    module: &Module,
    targets: &HashSet<ExprId>,
    harmless: &mut HashSet<ExprId>,
) {
    let mut all = |expr: &Expr| {
        walk::expression(expr, module, &mut |expr| {
            harmless.insert(expr.id);
        });
    };
    let is_export =
        |target: &Expr| matches!(&target.kind, ExprKind::Name { name, .. } if name == "__all__");
    match &stmt.kind {
        StmtKind::Assign {
            targets: assigned,
            value,
        } if assigned
            .iter()
            .any(|target| targets.contains(&target.id) || is_export(target)) =>
        {
            all(value);
        }
        StmtKind::AugAssign { target, value, .. } if is_export(target) => all(value),
        StmtKind::AnnAssign {
            target,
            value: Some(value),
            ..
        } if targets.contains(&target.id) => all(value),
        StmtKind::ClassDef { class, target, .. } if targets.contains(&target.id) => {
            let class = module.class(*class);
            class.bases.iter().for_each(&mut all);
            walk::body_expressions(&class.body, module, &mut all);
        }
        StmtKind::ImportFrom { names, .. } if !is_open(module) => {
            for (name, target) in names {
                if matches!(&target.kind, ExprKind::Name { name: local, .. } if local == name) {
                    all(target);
                }
            }
        }
        _ => {}
    }
}

/// Whether a class of the program may have a metaclass that looks at annotations.
fn has_foreign_classes(modules: &[Module]) -> bool {
    let is_own = |from: &str| modules.iter().any(|module| module.name == from);
    modules.iter().any(|module| {
        let is_known = |base: &Expr| {
            let base = generics::without_parameters(base);
            match origin(module, base) {
                // A form that was left as a base makes the class like a metaclass would.
                Some((generics::MODULE, name)) => {
                    idle_imports::defines(generics::MODULE, name) && !stands_for_class(name)
                }
                Some((alone::ABC, "ABC")) => true,
                Some((alone::COLLECTIONS_ABC, name)) => CONTAINERS.contains(&name),
                Some((from, _)) => is_own(from),
                None => match &base.kind {
                    ExprKind::Name { name, .. } => {
                        is_builtin_class(base)
                            || module.classes.iter().any(|class| class.name == *name)
                    }
                    _ => false,
                },
            }
        };
        let has_metaclass = |class: &Class| {
            let mut keywords = class.keywords.iter();
            keywords.any(|(name, value)| {
                name.as_deref() == Some("metaclass")
                    && origin(module, value) != Some((alone::ABC, "ABCMeta"))
            })
        };
        let mut classes = module.classes.iter();
        classes.any(|class| !class.bases.iter().all(is_known) || has_metaclass(class))
    })
}

/// Every expression of annotations that may be evaluated: those of functions and classes under
/// decorators that are not known, and of classes if somebody may look at them.
fn evaluated_annotations<'a>(
    module: &'a Module,
    is_foreign: bool,
    visit: &mut dyn FnMut(&'a Expr),
) {
    if module.future_annotations {
        return;
    }
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| match &stmt.kind {
            StmtKind::ClassDef {
                class, decorators, ..
            } => {
                let class = module.class(*class);
                let is_derived = !class.bases.is_empty() || !class.keywords.is_empty();
                let is_known = |decorator: &Expr| is_transparent(module, decorator);
                if (is_foreign || module.shows_globals) && is_derived
                    || !decorators.iter().all(is_known)
                {
                    walk::statements(&class.body, &mut |stmt| {
                        if let StmtKind::AnnAssign { annotation, .. } = &stmt.kind {
                            walk::expression(annotation, module, visit);
                        }
                    });
                }
            }
            _ => {
                let decorated = module.decorated(stmt);
                let Some((function, decorators)) = decorated else {
                    return;
                };
                let is_quiet = |decorator: &&Expr| annotations::is_quiet(module, decorator);
                if !decorators.iter().all(is_quiet) {
                    for (_, annotation) in annotations::of(module.function(function)) {
                        walk::expression(annotation, module, visit);
                    }
                }
            }
        });
    }
}

/// Puts what is left of it in the place of what a name is given.
fn replace(module: &mut Module, named: &Named) {
    let value = match named.kind {
        Kind::Alias => ExprKind::None,
        Kind::TypedDict(class) => {
            if let Some(class) = class {
                // Nobody makes it any more.
                let class = &mut module.classes[class.index()];
                class.bases.clear();
                class.keywords.clear();
                class.body.clear();
            }
            ExprKind::Name {
                name: "dict".into(),
                place: Place::Builtin,
            }
        }
        Kind::NewType => ExprKind::Lambda(identity(module)),
    };
    let id = ExprId(module.n_exprs);
    module.n_exprs += 1;
    let mut value = Some((id, value));
    put(
        &mut module.functions[Module::BODY.index()].body,
        named.target,
        &mut value,
    );
}

/// Finds the statement that assigns to `target`, and has it assign `value`.
fn put(body: &mut [Stmt], target: ExprId, value: &mut Option<(ExprId, ExprKind)>) {
    for stmt in body {
        let span = stmt.span;
        let mut new = || {
            let (id, kind) = value.take()?;
            Some(Expr { id, span, kind })
        };
        match &mut stmt.kind {
            StmtKind::If { body, orelse, .. } => {
                put(body, target, value);
                put(orelse, target, value);
            }
            StmtKind::Assign {
                targets,
                value: assigned,
            } if targets.iter().any(|one| one.id == target) => {
                *assigned = new().expect("one statement assigns to each target");
            }
            StmtKind::AnnAssign {
                target: one,
                value: assigned,
                ..
            } if one.id == target => *assigned = new(),
            StmtKind::ClassDef { target: one, .. } if one.id == target => {
                let value = new().expect("one statement assigns to each target");
                let StmtKind::ClassDef { target, .. } =
                    std::mem::replace(&mut stmt.kind, StmtKind::Pass)
                else {
                    continue;
                };
                stmt.kind = StmtKind::Assign {
                    targets: vec![target],
                    value,
                };
            }
            _ => {}
        }
    }
}

/// Adds `lambda x, /: x` to a module.
fn identity(module: &mut Module) -> FunctionId {
    let id = FunctionId(module.functions.len() as u32);
    let span = Span::default();
    let x = Expr {
        id: ExprId(module.n_exprs),
        span,
        kind: ExprKind::Name {
            name: "x".into(),
            place: Place::Local(VarId(0)),
        },
    };
    module.n_exprs += 1;
    module.functions.push(Function {
        id,
        kind: FunctionKind::Lambda,
        name: "<lambda>".into(),
        qualname: "<lambda>".into(),
        parent: Some(Module::BODY),
        class: None,
        params: Params {
            positional: vec![Param {
                var: VarId(0),
                name: "x".into(),
                annotation: None,
                default: None,
            }],
            n_positional_only: 1,
            ..Params::default()
        },
        body: vec![Stmt {
            span,
            kind: StmtKind::Return(Some(x)),
        }],
        vars: vec![Var {
            name: "x".into(),
            captured: false,
            is_param: true,
        }],
        captures: Vec::new(),
        capture_names: Vec::new(),
        is_generator: false,
        is_async: false,
        runs_once: false,
        doc: None,
        returns: None,
        span,
        line: 0,
        is_generated: false,
    });
    id
}
