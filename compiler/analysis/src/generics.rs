//! What generic classes of a program want of `typing`. The library's keeps no parameters:
//! `Stack[int]` is the class itself there.

use std::collections::{BTreeSet, HashMap};

use pyaot_syntax::tree::{Expr, ExprKind, Module, StmtKind};
use pyaot_syntax::typing_bases::CONTAINERS;

use crate::graph::Wanted;
use crate::walk;

pub const MODULE: &str = "typing";

/// What the library's `typing` has to derive classes from. Deriving from
/// anything else there (`Dict[str, int]`, `Iterator[T]`) means the class
/// behind it, which only CPython's knows.
const TYPING_BASES: &[&str] = &["Generic", "Protocol"];

/// What stays the library's where CPython has the forms of types: what works without them.
const KEPT: &[&str] = &[
    "Generic",
    "Protocol",
    "TYPE_CHECKING",
    "Text",
    "assert_never",
    "assert_type",
    "cast",
    "final",
    "no_type_check",
    "overload",
    "reveal_type",
];

/// Names of CPython's module, and what they need to be CPython's too.
const NEEDS: &[(&str, &[&str])] = &[
    ("clear_overloads", &["overload"]),
    ("get_overloads", &["overload"]),
    ("get_original_bases", &["Generic", "Protocol"]),
    ("runtime", &["Protocol"]),
    ("runtime_checkable", &["Protocol"]),
];

/// What a program gets of the library's `typing`.
pub enum Typing {
    All,
    /// These names: what types look like is looked at by code that wants CPython's.
    Only(BTreeSet<String>),
    Nothing,
}

/// What `modules`, which want these names of it, get of a page with those; `looks` is whether annotations
/// are looked at.
pub fn typing(modules: &[Module], wanted: &Wanted, page: &Module, looks: bool) -> Typing {
    let Some(wanted) = wanted else {
        return Typing::Nothing;
    };
    if are_shown(modules, looks) {
        return Typing::Nothing;
    }
    let lacks = wanted.iter().any(|name| !page.globals.contains(name));
    if !lacks && !looks && !ask_origins(modules) && !modules.iter().any(needs_classes) {
        return Typing::All;
    }
    let needed = NEEDS.iter().filter(|(name, _)| wanted.contains(*name));
    let needed: BTreeSet<&str> = needed.flat_map(|(_, names)| *names).copied().collect();
    // CPython's classes know its own `Generic`.
    let needs_generic = modules.iter().any(|module| {
        are_generic(module, "TypedDict")
            || needed.contains("Protocol") && are_generic(module, "Protocol")
    });
    let is_kept = |name: &str| {
        KEPT.contains(&name) && !needed.contains(name) && (name != "Generic" || !needs_generic)
    };
    let kept = wanted.iter().filter(|name| is_kept(name));
    let kept: BTreeSet<String> = kept.cloned().collect();
    match kept.is_empty() {
        true => Typing::Nothing,
        false => Typing::Only(kept),
    }
}

/// Whether a class derives from that form of `typing`, and from `Generic` beside it.
fn are_generic(module: &Module, form: &str) -> bool {
    module.classes.iter().any(|class| {
        let has = |form| {
            let mut bases = class.bases.iter().map(without_parameters);
            bases.any(|base| name_of(base) == Some(form))
        };
        has(form) && has("Generic")
    })
}

/// Whether a module means classes by forms of `typing` of which the library's does not have them.
fn needs_classes(module: &Module) -> bool {
    let names = Names::of(module);
    derives_from_form(module, &names) || !module.is_library && asks_class(module, &names)
}

/// What a module has of `typing`.
struct Names<'a> {
    /// Original names, by those that they have here.
    imported: HashMap<&'a str, &'a str>,
    /// Names of the module itself.
    locals: BTreeSet<&'a str>,
}

impl<'a> Names<'a> {
    fn of(module: &'a Module) -> Names<'a> {
        let mut names = Names {
            imported: HashMap::new(),
            locals: BTreeSet::new(),
        };
        for body in walk::bodies(module) {
            walk::statements(body, &mut |stmt| match &stmt.kind {
                StmtKind::Import { module, target, .. } if module == MODULE => {
                    names.locals.extend(name_of(target));
                }
                StmtKind::ImportFrom {
                    module,
                    level: 0,
                    names: from,
                    ..
                } if module == MODULE => {
                    let local = |(original, target): &'a (String, Expr)| {
                        Some((name_of(target)?, original.as_str()))
                    };
                    names.imported.extend(from.iter().filter_map(local));
                }
                _ => {}
            });
        }
        names
    }

    /// The name in `typing` of what an expression means.
    fn original<'e>(&self, expr: &'e Expr) -> Option<&'e str>
    where
        'a: 'e,
    {
        match &expr.kind {
            ExprKind::Name { name, .. } => self.imported.get(name.as_str()).copied(),
            ExprKind::Attribute { object, name } => match &object.kind {
                ExprKind::Name { name: local, .. } if self.locals.contains(local.as_str()) => {
                    Some(name)
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// Whether a class of the module derives from a form of `typing` that stands for another class.
fn derives_from_form(module: &Module, names: &Names<'_>) -> bool {
    let bases = module.classes.iter().flat_map(|class| &class.bases);
    bases.map(without_parameters).any(|base| {
        names
            .original(base)
            .is_some_and(|name| !TYPING_BASES.contains(&name))
    })
}

/// Whether the library's `typing` does not have the class that a form stands for.
pub fn is_classless(form: &str) -> bool {
    const OTHERS: &[&str] = &[
        "AbstractSet",
        "AsyncContextManager",
        "BinaryIO",
        "ByteString",
        "ChainMap",
        "ContextManager",
        "IO",
        "Match",
        "Pattern",
        "SupportsAbs",
        "SupportsBytes",
        "SupportsComplex",
        "SupportsFloat",
        "SupportsIndex",
        "SupportsInt",
        "SupportsRound",
        "TextIO",
    ];
    CONTAINERS.contains(&form) || OTHERS.contains(&form)
}

/// Functions of `typing` that only keep the types they are given.
const KEEPERS: &[&str] = &["NewType", "ParamSpec", "TypeVar", "cast"];

/// Whether a module does more with a form without a class than to subscript it or to put it
/// into another one (`isinstance(x, Mapping)`, `form = Mapping`).
fn asks_class(module: &Module, names: &Names<'_>) -> bool {
    let is_classless = |expr: &Expr| names.original(expr).is_some_and(is_classless);
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
                } if names
                    .original(callee)
                    .is_some_and(|name| KEEPERS.contains(&name)) =>
                {
                    args.iter()
                        .chain(keywords.iter().map(|keyword| &keyword.value))
                        .collect()
                }
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

/// Whether the program asks what an alias is an alias of.
fn ask_origins(modules: &[Module]) -> bool {
    mention(modules, &["__origin__"])
}

/// Whether the program asks what classes derive from as it is written.
pub fn ask_bases(modules: &[Module]) -> bool {
    mention(modules, &["__orig_bases__", "get_original_bases"])
}

/// Whether the program mentions an attribute of one of these names.
fn mention(modules: &[Module], names: &[&str]) -> bool {
    let mut asks = false;
    for module in modules.iter().filter(|module| !module.is_library) {
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                asks |= matches!(&expr.kind, ExprKind::Attribute { name, .. } | ExprKind::Str(name)
                    if names.contains(&name.as_str()));
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

/// Names of the generic classes of a program, and of what `typing` has to derive them from.
pub fn generic_names(modules: &[Module]) -> BTreeSet<String> {
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
    names.into_iter().map(str::to_string).collect()
}

/// Takes `Generic[T]` out of the bases of classes where one with parameters comes behind it, as its
/// `__mro_entries__` does in CPython: `class Both(Generic[A, B], First[A], Second[B])`.
pub fn leave_to_others(modules: &mut [Module]) {
    let generic = generic_names(modules);
    for module in modules.iter_mut().filter(|module| !module.is_library) {
        let names = Names::of(module);
        let is_marker = |base: &Expr| {
            matches!(&base.kind, ExprKind::Subscript { object, .. }
                if names.original(object) == Some("Generic"))
        };
        let has_parameters = |base: &Expr| {
            matches!(&base.kind, ExprKind::Subscript { object, .. }
                if name_of(object).is_some_and(|name| generic.contains(name)))
        };
        let left: Vec<(usize, usize)> = (module.classes.iter().enumerate())
            .filter_map(|(class, declared)| {
                let marker = declared.bases.iter().position(is_marker)?;
                let behind = &declared.bases[marker + 1..];
                behind.iter().any(has_parameters).then_some((class, marker))
            })
            .collect();
        for (class, marker) in left {
            module.classes[class].bases.remove(marker);
        }
    }
}

/// Whether generic classes of the program are seen with their parameters: that is, other than
/// as a base, to be called, or in an annotation that nobody looks at.
fn are_shown(modules: &[Module], looks: bool) -> bool {
    let own = || modules.iter().filter(|module| !module.is_library);
    let names = generic_names(modules);
    let mut classes = own().flat_map(|module| &module.classes);
    classes.any(|class| names.contains(&class.name))
        && own().any(|module| shows(module, &names, looks))
}

fn shows(module: &Module, names: &BTreeSet<String>, looks: bool) -> bool {
    let is_given = |expr: &Expr| {
        matches!(&expr.kind, ExprKind::Subscript { object, .. }
            if name_of(object).is_some_and(|name| names.contains(name)))
    };
    let given = |expr: &Expr| {
        let mut count = 0;
        walk::expression(expr, module, &mut |expr| {
            count += usize::from(is_given(expr))
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
            ExprKind::Subscript { .. } => all += usize::from(is_given(expr)),
            ExprKind::Call { callee, .. } if matches!(callee.kind, ExprKind::Subscript { .. }) => {
                harmless += given(callee);
            }
            ExprKind::Attribute { name, .. } => told |= TOLD.contains(&name.as_str()),
            ExprKind::Str(text) => told |= TOLD.contains(&text.as_str()),
            _ => {}
        });
    }
    if looks {
        for function in &module.functions {
            walk::annotations(&function.body, module, &mut |expr| {
                all += usize::from(is_given(expr));
            });
        }
    }
    told || all > harmless
}

/// `Stack` of `Stack[int]`.
pub(crate) fn without_parameters(expr: &Expr) -> &Expr {
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
