//! Imports of the main module that nobody can tell from none.
//!
//! A name that is imported for annotations, or for a decorator that was written
//! out, is never read. Where no other import needs CPython, it would be started
//! for that name alone.

use std::collections::{HashMap, HashSet};

use pyaot_syntax::tree::{Expr, ExprKind, Module, Place, Stmt, StmtKind};
use pyaot_syntax::typing_bases::CONTAINERS;

use crate::graph::absolute_name;
use crate::{annotations, generics, walk};

/// Modules of CPython's library that do nothing but define names, and those
/// they certainly have, beside what [`defines`] knows.
const NAMES: &[(&str, &[&str])] = &[
    (
        "__future__",
        &[
            "absolute_import",
            "annotations",
            "barry_as_FLUFL",
            "division",
            "generator_stop",
            "generators",
            "nested_scopes",
            "print_function",
            "unicode_literals",
            "with_statement",
        ],
    ),
    ("collections.abc", &["ByteString", "Callable", "Set"]),
    (
        "dataclasses",
        &[
            "Field",
            "FrozenInstanceError",
            "InitVar",
            "KW_ONLY",
            "MISSING",
            "asdict",
            "astuple",
            "dataclass",
            "field",
            "fields",
            "is_dataclass",
            "make_dataclass",
            "replace",
        ],
    ),
    (
        "datetime",
        &[
            "MAXYEAR",
            "MINYEAR",
            "UTC",
            "date",
            "datetime",
            "time",
            "timedelta",
            "timezone",
            "tzinfo",
        ],
    ),
    (
        "decimal",
        &[
            "Context",
            "Decimal",
            "ROUND_DOWN",
            "ROUND_HALF_EVEN",
            "ROUND_HALF_UP",
            "ROUND_UP",
            "getcontext",
            "localcontext",
            "setcontext",
        ],
    ),
    ("fractions", &["Fraction"]),
    ("functools", &["total_ordering"]),
    (
        "json",
        &[
            "JSONDecodeError",
            "JSONDecoder",
            "JSONEncoder",
            "dump",
            "dumps",
            "load",
            "loads",
        ],
    ),
    (
        "numbers",
        &["Complex", "Integral", "Number", "Rational", "Real"],
    ),
    (
        "os",
        &[
            "environ", "getcwd", "listdir", "makedirs", "path", "remove", "sep",
        ],
    ),
    (
        "pathlib",
        &["Path", "PosixPath", "PurePath", "PurePosixPath"],
    ),
    (
        "re",
        &[
            "IGNORECASE",
            "Match",
            "Pattern",
            "compile",
            "findall",
            "finditer",
            "fullmatch",
            "match",
            "search",
            "split",
            "sub",
        ],
    ),
    (
        "statistics",
        &[
            "fmean", "mean", "median", "mode", "pstdev", "stdev", "variance",
        ],
    ),
    ("struct", &["Struct", "calcsize", "pack", "unpack"]),
    ("textwrap", &["dedent", "fill", "indent", "shorten", "wrap"]),
    (
        "types",
        &[
            "AsyncGeneratorType",
            "BuiltinFunctionType",
            "BuiltinMethodType",
            "CellType",
            "ClassMethodDescriptorType",
            "CodeType",
            "CoroutineType",
            "DynamicClassAttribute",
            "EllipsisType",
            "FrameType",
            "FunctionType",
            "GeneratorType",
            "GenericAlias",
            "GetSetDescriptorType",
            "LambdaType",
            "MappingProxyType",
            "MemberDescriptorType",
            "MethodDescriptorType",
            "MethodType",
            "MethodWrapperType",
            "ModuleType",
            "NoneType",
            "NotImplementedType",
            "SimpleNamespace",
            "TracebackType",
            "UnionType",
            "WrapperDescriptorType",
            "coroutine",
            "new_class",
            "prepare_class",
            "resolve_bases",
        ],
    ),
    (
        "typing",
        &[
            "Annotated",
            "Any",
            "AnyStr",
            "Callable",
            "ClassVar",
            "Concatenate",
            "Counter",
            "DefaultDict",
            "Deque",
            "Dict",
            "Final",
            "ForwardRef",
            "FrozenSet",
            "Generic",
            "List",
            "Literal",
            "LiteralString",
            "NamedTuple",
            "Never",
            "NewType",
            "NoReturn",
            "NotRequired",
            "Optional",
            "OrderedDict",
            "ParamSpec",
            "ParamSpecArgs",
            "ParamSpecKwargs",
            "Protocol",
            "Required",
            "Self",
            "Set",
            "TYPE_CHECKING",
            "Text",
            "Tuple",
            "Type",
            "TypeAlias",
            "TypeGuard",
            "TypeVar",
            "TypeVarTuple",
            "TypedDict",
            "Union",
            "Unpack",
            "assert_never",
            "assert_type",
            "cast",
            "clear_overloads",
            "dataclass_transform",
            "final",
            "get_args",
            "get_origin",
            "get_overloads",
            "get_type_hints",
            "is_typeddict",
            "no_type_check",
            "no_type_check_decorator",
            "overload",
            "reveal_type",
            "runtime_checkable",
        ],
    ),
];

/// Whether a module does nothing but define names, this one among them.
pub(crate) fn defines(module: &str, name: &str) -> bool {
    let row = NAMES.iter().find(|(known, _)| *known == module);
    row.is_some_and(|(_, names)| names.contains(&name))
        || match module {
            "collections.abc" => CONTAINERS.contains(&name),
            generics::MODULE => generics::is_classless(name),
            _ => false,
        }
}

/// The same of modules that are imported as such.
const MODULES: &[&str] = &[
    "argparse",
    "base64",
    "calendar",
    "csv",
    "datetime",
    "decimal",
    "enum",
    "fnmatch",
    "fractions",
    "glob",
    "hashlib",
    "inspect",
    "json",
    "logging",
    "numbers",
    "os",
    "pathlib",
    "pprint",
    "re",
    "secrets",
    "shutil",
    "statistics",
    "struct",
    "tempfile",
    "textwrap",
    "timeit",
    "traceback",
    "types",
    "uuid",
];

/// Takes such imports out of the main module, the first one, if CPython is
/// needed for nothing else that is imported.
pub(crate) fn drop(modules: &mut [Module]) {
    let Some(main) = modules.first() else { return };
    let is_looked_at = main.shows_globals || main.globals_are_read || main.pickles;
    if is_looked_at || annotations::are_watched(modules.iter()) {
        return;
    }
    let mentions = mentions(main);
    let is_idle = |target: &Expr| match &target.kind {
        ExprKind::Name {
            name,
            place: Place::Global(_),
        } => mentions.get(name.as_str()) == Some(&1),
        _ => false,
    };
    let is_own = |name: &str| {
        let mut own = modules.iter().filter(|module| !module.is_library);
        own.any(|module| module.name == name)
    };
    let mut idle = HashSet::new();
    for stmt in &main.function(Module::BODY).body {
        match &stmt.kind {
            StmtKind::Import { module, target, .. }
                if MODULES.contains(&module.as_str()) && is_idle(target) && !is_own(module) =>
            {
                idle.insert(target.id);
            }
            StmtKind::ImportFrom {
                module,
                level: 0,
                names,
                is_star: false,
            } if !is_own(module) => {
                let own = names
                    .iter()
                    .filter(|(name, target)| defines(module, name) && is_idle(target));
                idle.extend(own.map(|(_, target)| target.id));
            }
            _ => {}
        }
    }
    let main_imports = modules.iter().enumerate().all(|(n, module)| {
        let skipped = |target: &Expr| n == 0 && idle.contains(&target.id);
        imports_are_inside(module, modules, &skipped)
    });
    if idle.is_empty() || !main_imports {
        return;
    }
    for stmt in &mut modules[0].functions[Module::BODY.index()].body {
        let is_done = match &mut stmt.kind {
            StmtKind::Import { target, .. } => idle.contains(&target.id),
            StmtKind::ImportFrom { names, .. } if !names.is_empty() => {
                names.retain(|(_, target)| !idle.contains(&target.id));
                names.is_empty()
            }
            _ => false,
        };
        if is_done {
            stmt.kind = StmtKind::Pass;
        }
    }
}

/// How often each name is mentioned in code that may run.
fn mentions(module: &Module) -> HashMap<&str, usize> {
    fn note<'a>(expr: &'a Expr, found: &mut HashMap<&'a str, usize>) {
        if let ExprKind::Name { name, .. } = &expr.kind {
            *found.entry(name).or_default() += 1;
        }
    }
    fn annotated<'a>(body: &'a [Stmt], module: &'a Module, found: &mut HashMap<&'a str, usize>) {
        walk::statements(body, &mut |stmt| {
            if let StmtKind::AnnAssign { annotation, .. } = &stmt.kind {
                walk::expression(annotation, module, &mut |expr| note(expr, found));
            }
        });
    }
    let mut found = HashMap::new();
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| note(expr, &mut found));
    }
    if module.future_annotations {
        return found;
    }
    // Annotations are evaluated in bodies that run over a namespace of their
    // own, and of functions that somebody else gets.
    for class in &module.classes {
        if !class.bases.is_empty() || !class.keywords.is_empty() {
            annotated(&class.body, module, &mut found);
        }
    }
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| match &stmt.kind {
            StmtKind::FunctionDef {
                function,
                decorators,
                ..
            } if !decorators.is_empty() => {
                for (_, annotation) in annotations::of(module.function(*function)) {
                    walk::expression(annotation, module, &mut |expr| note(expr, &mut found));
                }
            }
            StmtKind::ClassDef {
                class, decorators, ..
            } if !decorators.is_empty() => {
                annotated(&module.class(*class).body, module, &mut found);
            }
            _ => {}
        });
    }
    found
}

/// Whether all that a module imports, but what is skipped, is compiled or the runtime's.
fn imports_are_inside(
    module: &Module,
    modules: &[Module],
    skipped: &dyn Fn(&Expr) -> bool,
) -> bool {
    let own = |name: &str| modules.iter().find(|module| module.name == name);
    let has = |full: &str, name: &str| {
        pyaot_abi::is_native(full, name)
            || own(&format!("{full}.{name}")).is_some()
            || own(full).is_some_and(|from| {
                !from.is_library || from.globals.iter().any(|global| global == name)
            })
    };
    let mut inside = true;
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| match &stmt.kind {
            StmtKind::Import {
                module: name,
                target,
                ..
            } => {
                let known =
                    own(name).is_some() || pyaot_abi::NATIVE_MODULES.contains(&name.as_str());
                inside &= known || skipped(target);
            }
            StmtKind::ImportFrom {
                module: from,
                level,
                names,
                is_star,
            } => {
                let full = absolute_name(module, from, *level);
                let mut names = names.iter();
                inside &=
                    !is_star && names.all(|(name, target)| has(&full, name) || skipped(target));
            }
            _ => {}
        });
    }
    inside
}
