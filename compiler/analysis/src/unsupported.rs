//! Constructs that are not compiled: the module they stand in runs in
//! CPython as a whole.

use std::collections::{BTreeMap, BTreeSet};

use pyaot_diagnostics::Span;
use pyaot_syntax::tree::{Expr, ExprKind, Module, Place, StmtKind};

use crate::program::Reason;
use crate::ty::ModuleId;
use crate::walk;

/// Builtins that need the interpreter's own view of a frame. Who debugs does so from the main module:
/// the others keep such calls for rare cases, and stay compiled.
const FRAME_BUILTINS: &[&str] = &["breakpoint"];
/// What of `pdb` goes through code step by step.
const DEBUGGERS: &[&str] = &["Pdb", "run", "runcall", "runctx", "runeval", "set_trace"];
/// Functions of `sys` and `threading` that have all code of the interpreter watched.
const WATCHERS: &[&str] = &["setprofile", "settrace"];
/// What gives objects attributes of any names.
const SETTERS: &[&str] = &[
    "__delattr__",
    "__dict__",
    "__setattr__",
    "delattr",
    "exec",
    "setattr",
];
/// Libraries that look for functions among the globals of the module that calls them, and take those of
/// CPython only: the rules of a lexer or a parser.
const RULE_READERS: &[&str] = &["ply"];
/// What a `range` over all characters ends with.
const ALL_CHARACTERS: i64 = 0x11_0000;

/// The modules that must run in CPython, with every reason.
pub fn find(modules: &[Module]) -> BTreeMap<ModuleId, Vec<Reason>> {
    let mut out = BTreeMap::new();
    for (index, module) in modules.iter().enumerate() {
        let mut reasons = reasons(module, has_known_parts(module, modules));
        reasons.extend(reads_rules(module, modules));
        if !reasons.is_empty() {
            out.insert(ModuleId(index as u32), reasons);
        }
    }
    // CPython finds what is in its packages.
    for (index, module) in modules.iter().enumerate() {
        let is_package = |id: &&ModuleId| {
            let package = modules[id.index()].name.as_str();
            let rest = module.name.strip_prefix(package);
            rest.is_some_and(|rest| rest.starts_with('.'))
        };
        let Some(package) = out.keys().find(is_package) else {
            continue;
        };
        let text = format!("a module in {}", modules[package.index()].name);
        let span = module.function(Module::BODY).span;
        let id = ModuleId(index as u32);
        out.entry(id).or_default().push(Reason { span, text });
    }
    out
}

/// The names of attributes that code which CPython runs gives objects or takes from them: that of
/// modules, and of texts. `None`: any names.
pub fn replaced(
    modules: &[Module],
    there: &BTreeMap<ModuleId, Vec<Reason>>,
) -> Option<BTreeSet<String>> {
    let own = || modules.iter().filter(|module| !module.is_library);
    let runs_texts = own().filter(|module| crate::importable::runs_texts(module));
    let (mut names, mut any) = (BTreeSet::new(), false);
    for module in runs_texts {
        names.extend(module.texts.stores.iter().cloned());
        any |= module.texts.stores_any;
    }
    let mut note = |expr: &Expr| {
        if let ExprKind::Attribute { name, .. } = &expr.kind {
            names.insert(name.clone());
        }
    };
    for module in there.keys().map(|id| &modules[id.index()]) {
        for body in walk::bodies(module) {
            walk::targets(body, &mut note);
            walk::statements(body, &mut |stmt| {
                if let StmtKind::Delete(targets) = &stmt.kind {
                    targets.iter().for_each(&mut note);
                }
            });
        }
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                any |= matches!(&expr.kind, ExprKind::Name { name, .. } | ExprKind::Attribute { name, .. }
                    if SETTERS.contains(&name.as_str()));
            });
        }
    }
    (!any).then_some(names)
}

/// Whether modules elsewhere name modules in this package: those are compiled, and would be imported
/// a second time by CPython if the package ran there.
fn has_known_parts(package: &Module, modules: &[Module]) -> bool {
    let prefix = format!("{}.", package.name);
    let parts: Vec<&str> = modules
        .iter()
        .map(|module| module.name.as_str())
        .filter(|name| name.starts_with(&prefix))
        .collect();
    !parts.is_empty()
        && modules
            .iter()
            .filter(|module| {
                let is_inside = module.name == package.name || module.name.starts_with(&prefix);
                !is_inside && !module.is_library
            })
            .any(|module| {
                let named = crate::graph::imports(module);
                named.iter().any(|name| parts.contains(&name.as_str()))
            })
}

/// The imports of libraries that read what the module defines, unless these are compiled with it.
fn reads_rules(module: &Module, modules: &[Module]) -> Vec<Reason> {
    let mut out = Vec::new();
    let mut note = |imported: &str, span: Span| {
        let library = imported.split('.').next().unwrap_or(imported);
        let is_ours = || modules.iter().any(|module| module.name == library);
        if RULE_READERS.contains(&library) && !is_ours() {
            let text = format!("`{library}` reads the functions of this module");
            out.push(Reason { span, text });
        }
    };
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| match &stmt.kind {
            StmtKind::Import { module, .. }
            | StmtKind::ImportFrom {
                module, level: 0, ..
            } => note(module, stmt.span),
            _ => {}
        });
    }
    out
}

fn reasons(module: &Module, has_known_parts: bool) -> Vec<Reason> {
    let mut out: Vec<Reason> = module
        .unsupported
        .iter()
        .map(|(text, span)| Reason {
            span: *span,
            text: text.clone(),
        })
        .collect();
    // A loop over all characters also meets those that stand for lone surrogates here.
    let (mut makes_characters, mut all_characters) = (false, None);
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| {
            makes_characters |= is_named(expr, "chr");
            if let ExprKind::Call { callee, args, .. } = &expr.kind
                && (is_named(callee, "range") || is_named(callee, "xrange"))
                && let Some(end) = args.iter().find_map(ends_characters)
            {
                all_characters = Some(expr.span);
                // Then what makes them may have another name.
                makes_characters |= end == End::Named;
            }
            if let ExprKind::Attribute { object, name } = &expr.kind
                && WATCHERS.contains(&name.as_str())
                && (is_named(object, "sys") || is_named(object, "threading"))
            {
                out.push(watches(expr.span, name));
            }
            if let ExprKind::Attribute { object, name } = &expr.kind
                && module.name == "__main__"
                && is_named(object, "pdb")
                && DEBUGGERS.contains(&name.as_str())
            {
                out.push(Reason {
                    span: expr.span,
                    text: format!("`{name}` needs the interpreter"),
                });
            }
            if let ExprKind::Name {
                name,
                place: Place::Builtin,
            } = &expr.kind
                && module.name == "__main__"
                && FRAME_BUILTINS.contains(&name.as_str())
            {
                out.push(Reason {
                    span: expr.span,
                    text: format!("`{name}` needs the interpreter"),
                });
            }
        });
    }
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| {
            if let StmtKind::ImportFrom { module, names, .. } = &stmt.kind
                && matches!(module.as_str(), "sys" | "threading")
            {
                let watching = |(name, _): &&(String, Expr)| WATCHERS.contains(&name.as_str());
                let found = names.iter().filter(watching);
                out.extend(found.map(|(name, target)| watches(target.span, name)));
            }
        });
        walk::targets(body, &mut |target| {
            let replaces = || match module_key(target) {
                Some(key) => {
                    is_named(key, "__name__") || is_computed(key) && gives_own_name(module)
                }
                None => false,
            };
            let text = if !has_known_parts && replaces() {
                "a module that exchanges itself in `sys.modules`, or its class"
            } else if exchanges_method(target) {
                "a method whose code is exchanged"
            } else {
                return;
            };
            out.push(Reason {
                span: target.span,
                text: text.into(),
            });
        });
    }
    if makes_characters && let Some(span) = all_characters {
        out.push(Reason {
            span,
            text: "all characters, of which a str of ours does not hold some".into(),
        });
    }
    out
}

/// Whether it is what the name commonly means, unless the program has something else of that name.
fn is_named(expr: &Expr, wanted: &str) -> bool {
    matches!(&expr.kind, ExprKind::Name { name, .. } if name == wanted)
}

/// The `key` of a target `sys.modules[key]`, or of its `__class__`. Where that is the name of a module,
/// what the module is to others from then on is not its globals.
fn module_key(target: &Expr) -> Option<&Expr> {
    match &target.kind {
        ExprKind::Attribute { object, name } if name == "__class__" => module_key(object),
        ExprKind::Subscript { object, index } => {
            let is_table = matches!(&object.kind, ExprKind::Attribute { object, name }
                if name == "modules" && is_named(object, "sys"));
            is_table.then_some(index)
        }
        _ => None,
    }
}

fn is_computed(key: &Expr) -> bool {
    matches!(key.kind, ExprKind::Name { .. } | ExprKind::Attribute { .. })
}

/// Whether a module tells functions or classes of its own what it is called.
fn gives_own_name(module: &Module) -> bool {
    let is_own = |callee: &Expr| {
        let mut callee = callee;
        while let ExprKind::Attribute { object, .. } = &callee.kind {
            callee = object;
        }
        matches!(&callee.kind, ExprKind::Name { name, place: Place::Global(..), .. }
            if !module.imports.contains_key(name))
    };
    let mut gives = false;
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| {
            gives |= matches!(&expr.kind, ExprKind::Call { callee, args, .. }
                if args.iter().any(|arg| is_named(arg, "__name__")) && is_own(callee));
        });
    }
    gives
}

fn watches(span: Span, name: &str) -> Reason {
    Reason {
        span,
        text: format!("`{name}` watches the interpreter"),
    }
}

/// Whether a target is `C.method.__code__`: calls of methods look at no function object.
fn exchanges_method(target: &Expr) -> bool {
    matches!(&target.kind, ExprKind::Attribute { object, name }
        if name == "__code__" && matches!(object.kind, ExprKind::Attribute { .. }))
}

/// How a range says that it ends with the last character.
#[derive(PartialEq)]
enum End {
    Number,
    Named,
}

/// Whether a bound of a range is the last character or the number of characters.
fn ends_characters(bound: &Expr) -> Option<End> {
    match &bound.kind {
        ExprKind::Int(n) => {
            let is_end = (ALL_CHARACTERS - 1..=ALL_CHARACTERS).contains(n);
            is_end.then_some(End::Number)
        }
        ExprKind::Attribute { name, .. } | ExprKind::Name { name, .. } => {
            (name == "maxunicode").then_some(End::Named)
        }
        ExprKind::Binary { left, right, .. } => {
            ends_characters(left).or_else(|| ends_characters(right))
        }
        _ => None,
    }
}
