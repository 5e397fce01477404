//! `@functools.total_ordering`: the comparisons it would add are written into
//! the class as source text, before names are resolved.
//!
//! Only where the text alone tells which there are: the class defines one
//! itself and has no bases. Any other keeps its decorator.

use std::convert::Infallible;

use rustpython_parser::ast::fold::{self, Fold};
use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::ast::{self, Stmt};

use crate::fold::keep_ranges;
use crate::generated::statements;
use crate::imports::Imports;

/// The comparisons that each root gives, the preferred root first; `result` is what the root said.
const ROOTS: &[(&str, &[(&str, &str)])] = &[
    (
        "__lt__",
        &[
            ("__gt__", "not result and self != other"),
            ("__le__", "result or self == other"),
            ("__ge__", "not result"),
        ],
    ),
    (
        "__le__",
        &[
            ("__ge__", "not result or self == other"),
            ("__lt__", "result and self != other"),
            ("__gt__", "not result"),
        ],
    ),
    (
        "__gt__",
        &[
            ("__lt__", "not (result or self == other)"),
            ("__ge__", "result or self == other"),
            ("__le__", "not result"),
        ],
    ),
    (
        "__ge__",
        &[
            ("__le__", "not result or self == other"),
            ("__gt__", "result and self != other"),
            ("__lt__", "not result"),
        ],
    ),
];

/// Rewrites the totally ordered classes of a module.
pub(crate) fn rewrite(body: &mut Vec<Stmt>) {
    let imports = Imports::of(body);
    if !imports.mentions("functools") || imports.is_bound("NotImplemented") {
        return;
    }
    let Ok(rewritten) = Rewriter { imports }.fold(std::mem::take(body));
    *body = rewritten;
}

struct Rewriter {
    imports: Imports,
}

impl Fold<TextRange> for Rewriter {
    keep_ranges!();

    fn fold_stmt_class_def(
        &mut self,
        mut class: ast::StmtClassDef,
    ) -> Result<ast::StmtClassDef, Infallible> {
        let decorator = class.decorator_list.last();
        let resolved = decorator.and_then(|decorator| self.imports.resolve(decorator));
        if resolved == Some(("functools", "total_ordering"))
            && class.bases.is_empty()
            && class.keywords.is_empty()
            && let Some(generated) = comparisons(&class)
        {
            class.body.extend(generated);
            class.decorator_list.pop();
        }
        fold::fold_stmt_class_def(self, class)
    }
}

/// The methods to be added, if the body alone says which.
fn comparisons(class: &ast::StmtClassDef) -> Option<Vec<Stmt>> {
    let mut defined = Vec::new();
    for stmt in &class.body {
        match stmt {
            Stmt::FunctionDef(def) => defined.push(def.name.as_str()),
            Stmt::AsyncFunctionDef(_) | Stmt::ClassDef(_) | Stmt::Pass(_) | Stmt::Expr(_) => {}
            Stmt::Assign(assign) if assign.targets.iter().all(ast::Expr::is_name_expr) => {
                let names = assign.targets.iter().filter_map(ast::Expr::as_name_expr);
                defined.extend(names.map(|name| name.id.as_str()));
            }
            Stmt::AnnAssign(_) => {}
            _ => return None,
        }
    }
    let is_defined = |name: &&(&str, &[(&str, &str)])| defined.contains(&name.0);
    let (root, others) = ROOTS.iter().find(is_defined)?;
    let mut text = String::new();
    for (name, value) in others.iter().filter(|(name, _)| !defined.contains(name)) {
        text += &format!(
            "def {name}(self, other):\n    result = self.{root}(other)\n    \
             if result is NotImplemented:\n        return result\n    return {value}\n"
        );
    }
    statements(&text, TextRange::empty(class.range.start()))
}
