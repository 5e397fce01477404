//! Forms of `typing` that stand for other classes: `class Numbers(Iterator[int])` derives from
//! `collections.abc.Iterator`, and `isinstance(x, Mapping)` asks for it; both are written so before names
//! are resolved.
//!
//! Only in programs whose abstract classes are the library's, and where the text does not ask what
//! else the class derives from.

use std::convert::Infallible;

use rustpython_parser::ast::fold::{self, Fold};
use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::ast::{self, Expr, ExprContext, Identifier, Ranged, Stmt};

use crate::fold::keep_ranges;
use crate::generated::insert_import;
use crate::imports::Imports;

/// The name under which a rewritten module has `collections.abc`.
const LIBRARY: &str = "__containers__";

/// Those that have the same name there.
const FORMS: &[&str] = &[
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
    let mut rewriter = Rewriter { imports, count: 0 };
    let Ok(rewritten) = rewriter.fold(std::mem::take(body));
    *body = rewritten;
    if rewriter.count > 0 {
        insert_import(body, "collections.abc", LIBRARY);
    }
}

struct Rewriter {
    imports: Imports,
    count: usize,
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
    /// Puts the class of containers in the place of the form that stands for it.
    fn replace(&mut self, class: &mut Expr) {
        let name = match self.imports.resolve(class) {
            Some(("typing", "AbstractSet")) => "Set",
            Some(("typing", name)) if FORMS.contains(&name) => name,
            _ => return,
        };
        let (name, range) = (Identifier::new(name), class.range());
        self.count += 1;
        let library = ast::ExprName {
            range,
            id: Identifier::new(LIBRARY),
            ctx: ExprContext::Load,
        };
        *class = Expr::Attribute(ast::ExprAttribute {
            range,
            value: Box::new(library.into()),
            attr: name,
            ctx: ExprContext::Load,
        });
    }
}
