//! What generic classes of a program want of `typing`. The library's keeps no parameters:
//! `Stack[int]` is the class itself there.

use std::collections::{BTreeSet, HashMap};

use pyaot_syntax::tree::{Expr, ExprKind, Module, StmtKind};

use crate::walk;

/// What the library's `typing` has to derive classes from. Deriving from
/// anything else there (`Dict[str, int]`, `Iterator[T]`) means the class
/// behind it, which only CPython's knows.
const TYPING_BASES: &[&str] = &["Generic", "Protocol"];

/// Whether a class of the module derives from a form of `typing` that
/// stands for another class. `from_imports` are the original names of what
/// is imported from there, `locals` the names of the module itself.
pub fn derives_from_form(
    module: &Module,
    from_imports: &HashMap<&str, &str>,
    locals: &BTreeSet<&str>,
) -> bool {
    let bases = module.classes.iter().flat_map(|class| &class.bases);
    bases.map(without_parameters).any(|base| {
        original_name(base, from_imports, locals).is_some_and(|name| !TYPING_BASES.contains(&name))
    })
}

/// Forms of which the library's `typing` does not have the class that they stand for.
const CLASSLESS: &[&str] = &[
    "AbstractSet",
    "AsyncContextManager",
    "AsyncGenerator",
    "AsyncIterable",
    "AsyncIterator",
    "Awaitable",
    "BinaryIO",
    "ByteString",
    "ChainMap",
    "Collection",
    "Container",
    "ContextManager",
    "Coroutine",
    "Generator",
    "Hashable",
    "IO",
    "ItemsView",
    "Iterable",
    "Iterator",
    "KeysView",
    "Mapping",
    "MappingView",
    "Match",
    "MutableMapping",
    "MutableSequence",
    "MutableSet",
    "Pattern",
    "Reversible",
    "Sequence",
    "Sized",
    "SupportsAbs",
    "SupportsBytes",
    "SupportsComplex",
    "SupportsFloat",
    "SupportsIndex",
    "SupportsInt",
    "SupportsRound",
    "TextIO",
    "ValuesView",
];

/// Functions of `typing` that only keep the types they are given.
const KEEPERS: &[&str] = &["NewType", "ParamSpec", "TypeVar", "cast"];

/// Whether a module does more with a form of [`CLASSLESS`] than to subscript it or to put it
/// into another one (`isinstance(x, Mapping)`, `form = Mapping`).
pub fn asks_class(
    module: &Module,
    from_imports: &HashMap<&str, &str>,
    locals: &BTreeSet<&str>,
) -> bool {
    let original = |expr: &Expr| original_name(expr, from_imports, locals).map(str::to_string);
    let is_classless =
        |expr: &Expr| original(expr).is_some_and(|name| CLASSLESS.contains(&name.as_str()));
    let (mut all, mut harmless) = (BTreeSet::new(), BTreeSet::new());
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| {
            if let StmtKind::ImportFrom { names, .. } = &stmt.kind {
                harmless.extend(names.iter().map(|(_, target)| target.id));
            }
        });
    }
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| {
            let kept: Vec<&Expr> = match &expr.kind {
                _ if is_classless(expr) => {
                    all.insert(expr.id);
                    return;
                }
                ExprKind::Subscript { object, index } => vec![object, index],
                ExprKind::Call {
                    callee,
                    args,
                    keywords,
                } if original(callee).is_some_and(|name| KEEPERS.contains(&name.as_str())) => args
                    .iter()
                    .chain(keywords.iter().map(|keyword| &keyword.value))
                    .collect(),
                _ => return,
            };
            for kept in kept {
                walk::expression(kept, module, &mut |part| {
                    harmless.insert(part.id);
                });
            }
        });
    }
    !all.is_subset(&harmless)
}

/// The name in `typing` of what an expression means.
fn original_name<'e>(
    expr: &'e Expr,
    from_imports: &HashMap<&str, &'e str>,
    locals: &BTreeSet<&str>,
) -> Option<&'e str> {
    match &expr.kind {
        ExprKind::Name { name, .. } => from_imports.get(name.as_str()).copied(),
        ExprKind::Attribute { object, name } => match &object.kind {
            ExprKind::Name { name: local, .. } if locals.contains(local.as_str()) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the program asks what an alias is an alias of.
pub fn ask_origins(modules: &[Module]) -> bool {
    let mut asks = false;
    for module in modules.iter().filter(|module| !module.is_library) {
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                asks |= matches!(&expr.kind, ExprKind::Attribute { name, .. } | ExprKind::Str(name)
                    if name == "__origin__");
            });
        }
    }
    asks
}

/// Attributes that tell what parameters a class was given, or that it is a protocol.
const TOLD: &[&str] = &[
    "__args__",
    "__orig_bases__",
    "__orig_class__",
    "__origin__",
    "__parameters__",
    "_is_protocol",
    "_is_runtime_protocol",
];

/// Whether generic classes of the program are seen with their parameters: that is, other than
/// as a base, in an annotation or to be called.
pub fn are_shown(modules: &[Module]) -> bool {
    let own = || modules.iter().filter(|module| !module.is_library);
    let classes = || own().flat_map(|module| &module.classes);
    let mut names: BTreeSet<&str> = TYPING_BASES.iter().copied().collect();
    let mut known = 0;
    while names.len() > known {
        known = names.len();
        let derived = classes().filter(|class| {
            let mut bases = class.bases.iter().map(without_parameters);
            bases.any(|base| name_of(base).is_some_and(|name| names.contains(name)))
        });
        let derived: Vec<&str> = derived.map(|class| class.name.as_str()).collect();
        names.extend(derived);
    }
    let has_any = classes().any(|class| names.contains(class.name.as_str()));
    has_any && own().any(|module| shows(module, &names))
}

fn shows(module: &Module, names: &BTreeSet<&str>) -> bool {
    let given = |expr: &Expr| {
        let mut count = 0;
        walk::expression(expr, module, &mut |expr| {
            count += usize::from(matches!(&expr.kind, ExprKind::Subscript { object, .. }
                    if name_of(object).is_some_and(|name| names.contains(name))));
        });
        count
    };
    let (mut all, mut told) = (0, false);
    let mut harmless: usize = module
        .classes
        .iter()
        .flat_map(|class| &class.bases)
        .map(given)
        .sum();
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| match &expr.kind {
            ExprKind::Subscript { object, .. } => {
                all += usize::from(name_of(object).is_some_and(|name| names.contains(name)));
            }
            ExprKind::Call { callee, .. } if matches!(callee.kind, ExprKind::Subscript { .. }) => {
                harmless += given(callee);
            }
            ExprKind::Attribute { name, .. } => told |= TOLD.contains(&name.as_str()),
            ExprKind::Str(text) => told |= TOLD.contains(&text.as_str()),
            _ => {}
        });
    }
    told || all > harmless
}

/// `Stack` of `Stack[int]`.
fn without_parameters(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Subscript { object, .. } => object,
        _ => expr,
    }
}

/// The name, or the last part of a dotted one.
fn name_of(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name { name, .. } | ExprKind::Attribute { name, .. } => Some(name),
        _ => None,
    }
}
