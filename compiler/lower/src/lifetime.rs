//! Whose death can be observed, and so must come when CPython's would.

use pyaot_analysis::{Atom, Program, Ty, walk};
use pyaot_syntax::tree::{ExprKind, Function, Module, StmtKind};

/// Nesting of containers that is looked into.
const DEPTH: u32 = 3;

/// Whether anything in the program runs, or is seen, when an object dies:
/// `__del__`, files, generators with cleanup, objects of CPython.
pub fn observes_death(program: &Program) -> bool {
    program.uses_cpython()
        || program.modules.iter().any(|module| {
            let mut functions = module.functions.iter();
            functions
                .any(|function| finalizes(function, module) || mentions(function, module, "open"))
        })
}

/// Whether a function is, gives or mentions a `__del__`, or is a generator with cleanup.
fn finalizes(function: &Function, module: &Module) -> bool {
    let mut cleans = false;
    walk::statements(&function.body, &mut |stmt| {
        cleans |= matches!(stmt.kind, StmtKind::Try { .. } | StmtKind::With { .. });
    });
    let is_del = function.name == "__del__";
    is_del || function.is_generator && cleans || mentions(function, module, "__del__")
}

fn mentions(function: &Function, module: &Module, wanted: &str) -> bool {
    let mut found = false;
    walk::expressions(function, module, &mut |expr| {
        found |= match &expr.kind {
            ExprKind::Name { name, .. } | ExprKind::Attribute { name, .. } => name == wanted,
            ExprKind::Str(text) => text == wanted,
            _ => false,
        };
    });
    found
}

/// Whether objects that are alive at the end may have something to run then:
/// `__del__`, or generators with cleanup.
pub fn runs_finalizers(program: &Program) -> bool {
    let mut modules = program.modules.iter();
    modules.any(|module| {
        let mut functions = module.functions.iter();
        functions.any(|function| finalizes(function, module))
    })
}

/// Whether a value of this type may be, or hold, an object whose death is
/// observed in a program where some are.
pub fn is_observable(program: &Program, ty: &Ty) -> bool {
    is_observable_within(program, ty, DEPTH)
}

fn is_observable_within(program: &Program, ty: &Ty, depth: u32) -> bool {
    let inner = |ty: &Ty| depth == 0 || is_observable_within(program, ty, depth - 1);
    ty.may_be(|atom| match atom {
        Atom::None
        | Atom::Bool
        | Atom::Int
        | Atom::Float
        | Atom::NonNegFloat
        | Atom::Complex
        | Atom::Str
        | Atom::Bytes
        | Atom::Range
        | Atom::NumberArray(_)
        | Atom::ByteArray
        | Atom::Array(..)
        | Atom::Scalar(_)
        | Atom::DTypeObject(_)
        | Atom::Class(_)
        | Atom::Builtin(_)
        | Atom::Module(_)
        | Atom::ForeignModule(_)
        | Atom::ForeignFunction(..) => false,
        Atom::List(site) | Atom::Set(site) | Atom::Deque(site) => inner(program.site(*site).0),
        Atom::Dict(site) | Atom::DefaultDict(site) => {
            let (key, value) = program.site(*site);
            inner(key) || inner(value)
        }
        Atom::Tuple(items) => items.iter().any(inner),
        Atom::TupleOf(item) => inner(item),
        Atom::Instance(_)
        | Atom::Named(_)
        | Atom::Function(_)
        | Atom::Cached(_)
        | Atom::Method(..)
        | Atom::Iterator(_)
        | Atom::Object
        | Atom::Options
        | Atom::ObjectClass(_)
        | Atom::TextFile => true,
    })
}
