//! Modules of the library that are beside nothing of CPython's: a program that reaches CPython has
//! its own ones, as their objects must be those that its code knows (`docs/decisions/0025` to `0030`).

use pyaot_syntax::tree::{Class, Expr, ExprKind, Module};

use crate::classes::origin;
use crate::graph::imports;
use crate::ty::Atom;
use crate::{enumerations, walk};

pub const JSON: &str = "json";

/// The module of JSON's mistake, which CPython takes for its own.
pub(crate) const JSON_MISTAKE: &str = "json.decoder";

pub const RE: &str = "re";

/// The module of the mistake in a pattern, which CPython takes for its own.
pub(crate) const RE_MISTAKE: &str = "re._constants";

/// The module that takes numbers of all of CPython's classes there.
pub const STATISTICS: &str = "statistics";

pub const BASE64: &str = "base64";

/// The module of the mistake in such a text, which CPython takes for its own.
pub(crate) const BASE64_MISTAKE: &str = "binascii";

/// The module of a class that CPython's numbers take for one of theirs.
pub const FRACTIONS: &str = "fractions";

/// Modules whose mistakes libraries of CPython's may raise, and the program catch.
pub const CSV: &str = "csv";
pub const STRUCT: &str = "struct";

/// The module of paths and files, and of the environment: CPython's code changes its own.
pub const OS: &str = "os";
pub(crate) const OS_PATH: &str = "os.path";
/// Those that are made of it.
const FNMATCH: &str = "fnmatch";
const GLOB: &str = "glob";

/// Abstract classes.
pub const ABC: &str = "abc";

/// Those of containers, from which classes of `collections` derive there.
pub const COLLECTIONS_ABC: &str = "collections.abc";

/// Modules of the library that are beside nothing of CPython's.
pub fn stands_alone(library: &str) -> bool {
    matches!(
        library,
        enumerations::MODULE
            | BASE64_MISTAKE
            | JSON_MISTAKE
            | RE_MISTAKE
            | STATISTICS
            | FRACTIONS
            | CSV
            | STRUCT
            | OS
            | OS_PATH
            | FNMATCH
            | GLOB
    )
}

/// Modules of the library that are others in a program that reaches CPython, or CPython's.
pub fn is_other(library: &Module) -> bool {
    library.is_library && stands_alone(&library.name)
}

/// Whether abstract classes of the library have lost those they derive from to CPython, or the program does
/// more with their metaclass than to give it to a class; or annotations for `singledispatch` are texts.
pub fn are_torn(modules: &[Module]) -> bool {
    let has = |name: &str| {
        modules
            .iter()
            .any(|module| module.is_library && module.name == name)
    };
    let is_abstract = |name: &str| matches!(name, ABC | COLLECTIONS_ABC);
    let lacks = |module: &Module| {
        let mut needed = imports(module).into_iter();
        module.is_library && needed.any(|name| is_abstract(&name) && !has(&name))
    };
    let own = || modules.iter().filter(|module| !module.is_library);
    own().any(|module| module.evaluates_texts)
        && own().any(|module| module.text_annotations || shows_registry(module))
        || has(ABC) && own().any(asks_metaclass)
        || modules.iter().any(lacks)
}

/// Whether a module asks a function under `singledispatch` what it knows, which only CPython's says.
fn shows_registry(module: &Module) -> bool {
    let mut shows = false;
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| {
            shows |= matches!(&expr.kind, ExprKind::Attribute { name, .. }
                if matches!(name.as_str(), "registry" | "_clear_cache"));
        });
    }
    shows
}

/// Whether a module mentions `ABCMeta` other than as the metaclass of a class, or asks for the metaclass of one.
fn asks_metaclass(module: &Module) -> bool {
    let is_meta = |expr: &Expr| origin(module, expr) == Some((ABC, "ABCMeta"));
    let mut mentioned = 0_usize;
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| {
            mentioned += usize::from(is_meta(expr));
        });
    }
    let given = module
        .classes
        .iter()
        .filter(|class| has_abstract_metaclass(module, class));
    // `from abc import ABCMeta` binds a name, which is a mention.
    let bound = |(from, name): &&(String, Option<String>)| {
        from == ABC && name.as_deref() == Some("ABCMeta")
    };
    mentioned > given.count() + module.imports.values().filter(bound).count()
}

/// Whether `metaclass=ABCMeta` is all that a class statement has beside its bases.
pub(crate) fn has_abstract_metaclass(module: &Module, class: &Class) -> bool {
    match class.keywords.as_slice() {
        [(Some(name), value)] => {
            // The library has it from the runtime.
            name == "metaclass" && matches!(origin(module, value), Some((ABC | "_abc", "ABCMeta")))
        }
        _ => false,
    }
}

/// Whether built-in values are instances of an abstract class of containers; `None` when that is not known here.
pub(crate) fn is_of_library(class: &str, atom: &Atom) -> Option<bool> {
    const LIST: &[&str] = &[
        "Collection",
        "Container",
        "Iterable",
        "MutableSequence",
        "Reversible",
        "Sequence",
        "Sized",
    ];
    const STR: &[&str] = &[
        "Collection",
        "Container",
        "Hashable",
        "Iterable",
        "Reversible",
        "Sequence",
        "Sized",
    ];
    const DICT: &[&str] = &[
        "Collection",
        "Container",
        "Iterable",
        "Mapping",
        "MutableMapping",
        "Reversible",
        "Sized",
    ];
    const SET: &[&str] = &[
        "Collection",
        "Container",
        "Iterable",
        "MutableSet",
        "Set",
        "Sized",
    ];
    let of = match atom {
        Atom::None | Atom::Bool | Atom::Int | Atom::Float | Atom::NonNegFloat => &["Hashable"],
        Atom::List(_) => LIST,
        Atom::Str | Atom::Tuple(_) | Atom::TupleOf(_) => STR,
        Atom::Dict(_) => DICT,
        Atom::Set(_) => SET,
        _ => return None,
    };
    Some(of.contains(&class))
}

/// Modules of the library of which there are both or none, unless the second is CPython's because the program
/// reaches it.
pub(crate) const PAIRS: &[(&str, &str)] = &[
    (BASE64, BASE64_MISTAKE),
    (JSON, JSON_MISTAKE),
    (RE, RE_MISTAKE),
];

/// Those of which the program asks for parts that only CPython's have.
pub(crate) fn taken_apart(modules: &[Module]) -> impl Iterator<Item = &'static str> {
    let json = modules.iter().any(takes_json_apart).then_some(JSON);
    let re = modules.iter().any(takes_re_apart).then_some(RE);
    let fractions = takes_fractions_apart(modules).then_some(FRACTIONS);
    json.into_iter().chain(re).chain(fractions)
}

/// Whether a program does more with `Fraction` than to make and compute with them: CPython's is made by `__new__`,
/// and `statistics` takes it for a number.
fn takes_fractions_apart(modules: &[Module]) -> bool {
    let is_it = |expr: &Expr| matches!(&expr.kind, ExprKind::Name { name, .. } | ExprKind::Attribute { name, .. } if name == "Fraction");
    modules.iter().any(|module| {
        let mut bases = module.classes.iter().flat_map(|class| &class.bases);
        let mut takes = bases.any(is_it) || imports(module).iter().any(|name| name == STATISTICS);
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                if let ExprKind::Attribute { object, name } = &expr.kind {
                    takes |= name == "from_decimal" || is_it(object) && name.starts_with("__");
                }
            });
        }
        takes
    })
}

/// Whether a module asks for parts of CPython's `json` that this one lacks.
fn takes_json_apart(module: &Module) -> bool {
    const PARTS: &[&str] = &[
        "iterencode",
        "memo",
        "parse_array",
        "parse_object",
        "scan_once",
    ];
    let mut takes = module
        .functions
        .iter()
        .any(|f| PARTS.contains(&f.name.as_str()));
    // `json.JSONEncoder.default = ...`: for all that is written from then on.
    for body in walk::bodies(module) {
        walk::targets(body, &mut |target| {
            if let ExprKind::Attribute { object, .. } = &target.kind
                && let ExprKind::Name { name, .. } | ExprKind::Attribute { name, .. } = &object.kind
            {
                takes |= matches!(name.as_str(), "JSONEncoder" | "JSONDecoder");
            }
        });
    }
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| {
            takes |= matches!(&expr.kind, ExprKind::Attribute { name, .. } if PARTS.contains(&name.as_str()));
        });
    }
    takes
}

/// Whether a module asks for parts of CPython's `re` that this one lacks, or names characters
/// in a pattern, which are CPython's to know.
fn takes_re_apart(module: &Module) -> bool {
    let mut takes = false;
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| {
            takes |= match &expr.kind {
                // `pattern.scanner(text)`; an attribute of that name is the program's own.
                ExprKind::Call { callee, args, .. } => {
                    let is_it = matches!(&callee.kind, ExprKind::Attribute { name, .. } if name == "scanner");
                    is_it && !args.is_empty()
                }
                ExprKind::Str(text) => text.contains("\\N{"),
                _ => false,
            };
        });
    }
    takes
}
