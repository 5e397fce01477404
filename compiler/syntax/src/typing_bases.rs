//! Forms of `typing` that stand for other classes: `class Numbers(Iterator[int])` derives from
//! `collections.abc.Iterator`, and `isinstance(x, Mapping)` asks for it; both are written so before names
//! are resolved.
//!
//! Only in programs whose abstract classes are the library's, and where the text does not ask what
//! else the class derives from.

use std::collections::BTreeSet;
use std::convert::Infallible;

use rustpython_parser::ast::fold::{self, Fold};
use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::ast::{self, Expr, ExprContext, Identifier, Ranged, Stmt};

use crate::fold::keep_ranges;
use crate::generated::insert_import;
use crate::imports::Imports;

/// Those that have the same name in `collections.abc`.
pub const CONTAINERS: &[&str] = &[
    "AsyncGenerator",
    "AsyncIterable",
    "AsyncIterator",
    "Awaitable",
    "Collection",
    "Container",
    "Coroutine",
    "Generator",
    "Hashable",
    "ItemsView",
    "Iterable",
    "Iterator",
    "KeysView",
    "Mapping",
    "MappingView",
    "MutableMapping",
    "MutableSequence",
    "MutableSet",
    "Reversible",
    "Sequence",
    "Sized",
    "ValuesView",
];

/// Those of classes in other modules, which are next to the form.
const OTHERS: &[(&str, &str, &str)] = &[
    ("AbstractSet", "collections.abc", "Set"),
    (
        "AsyncContextManager",
        "contextlib",
        "AbstractAsyncContextManager",
    ),
    ("ChainMap", "collections", "ChainMap"),
    ("ContextManager", "contextlib", "AbstractContextManager"),
    ("Counter", "collections", "Counter"),
    ("DefaultDict", "collections", "defaultdict"),
    ("Deque", "collections", "deque"),
    ("Dict", "builtins", "dict"),
    ("FrozenSet", "builtins", "frozenset"),
    ("List", "builtins", "list"),
    ("OrderedDict", "collections", "OrderedDict"),
    ("Set", "builtins", "set"),
    ("Tuple", "builtins", "tuple"),
];

/// Whether a name of `typing` stands for a class.
pub fn stands_for_class(name: &str) -> bool {
    CONTAINERS.contains(&name) || OTHERS.iter().any(|(form, ..)| *form == name)
}

/// What shows that a class with parameters derives from `Generic` too.
const SHOWS: &[&str] = &[
    "__args__",
    "__base__",
    "__bases__",
    "__mro__",
    "__orig_bases__",
    "__parameters__",
    "get_args",
    "get_original_bases",
    "mro",
];

/// Rewrites the bases of classes of a module, of that text.
pub(crate) fn rewrite(body: &mut Vec<Stmt>, text: &str) {
    let imports = Imports::of(body);
    let is_word = |c: char| c == '_' || c.is_alphanumeric();
    if !imports.mentions("typing")
        || text
            .split(|c| !is_word(c))
            .any(|word| SHOWS.contains(&word))
    {
        return;
    }
    let mut rewriter = Rewriter {
        imports,
        needed: BTreeSet::new(),
    };
    let Ok(rewritten) = rewriter.fold(std::mem::take(body));
    *body = rewritten;
    for module in rewriter.needed {
        insert_import(body, module, &library(module));
    }
}

/// The name under which a rewritten module has one of the library.
fn library(module: &str) -> String {
    format!("__{}__", module.replace('.', "_"))
}

struct Rewriter {
    imports: Imports,
    /// The modules that classes come from.
    needed: BTreeSet<&'static str>,
}

impl Fold<TextRange> for Rewriter {
    keep_ranges!();

    fn fold_stmt_class_def(
        &mut self,
        mut class: ast::StmtClassDef,
    ) -> Result<ast::StmtClassDef, Infallible> {
        for base in &mut class.bases {
            let base = match base {
                Expr::Subscript(subscript) => &mut *subscript.value,
                base => base,
            };
            self.replace(base);
        }
        fold::fold_stmt_class_def(self, class)
    }

    /// `isinstance(x, Mapping)`
    fn fold_expr_call(&mut self, mut call: ast::ExprCall) -> Result<ast::ExprCall, Infallible> {
        let asks = matches!(
            self.imports.resolve(&call.func),
            Some(("builtins", "isinstance" | "issubclass"))
        );
        match call.args.get_mut(1).filter(|_| asks) {
            Some(Expr::Tuple(tuple)) => tuple.elts.iter_mut().for_each(|class| self.replace(class)),
            Some(class) => self.replace(class),
            None => {}
        }
        fold::fold_expr_call(self, call)
    }
}

impl Rewriter {
    /// The module and the name there of the class that a form stands for.
    fn meant(&self, form: &Expr) -> Option<(&'static str, &'static str)> {
        let Some(("typing", name)) = self.imports.resolve(form) else {
            return None;
        };
        let container = CONTAINERS.iter().find(|one| **one == name);
        let other = OTHERS.iter().find(|(one, ..)| *one == name);
        let other = other.map(|&(_, module, class)| (module, class));
        let (module, class) = container.map(|one| ("collections.abc", *one)).or(other)?;
        (module != "builtins" || !self.imports.is_bound(class)).then_some((module, class))
    }

    /// Puts the class in the place of the form that stands for it.
    fn replace(&mut self, form: &mut Expr) {
        let Some((module, class)) = self.meant(form) else {
            return;
        };
        let range = form.range();
        let name = |id: &str| ast::ExprName {
            range,
            id: Identifier::new(id),
            ctx: ExprContext::Load,
        };
        if module == "builtins" {
            *form = name(class).into();
            return;
        }
        self.needed.insert(module);
        *form = Expr::Attribute(ast::ExprAttribute {
            range,
            value: Box::new(name(&library(module)).into()),
            attr: Identifier::new(class),
            ctx: ExprContext::Load,
        });
    }
}
