//! What is written for type checkers alone: `if TYPE_CHECKING:` never runs its block, and
//! `cast(T, x)` is `x`. Both are taken out before names are resolved, so that what
//! only they name is nothing to the program.

use std::convert::Infallible;

use rustpython_parser::ast::fold::{self, Fold};
use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::ast::{self, Constant, Expr, Operator, Ranged, Stmt};

use crate::fold::keep_ranges;
use crate::imports::Imports;

/// Rewrites a module.
pub(crate) fn rewrite(body: &mut Vec<Stmt>) {
    let imports = Imports::of(body);
    if !imports.mentions("typing") {
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

    fn fold_stmt_if(&mut self, mut stmt: ast::StmtIf) -> Result<ast::StmtIf, Infallible> {
        if self.imports.resolve(&stmt.test) == Some(("typing", "TYPE_CHECKING")) {
            let range = stmt.test.range();
            stmt.body = vec![Stmt::Pass(ast::StmtPass { range })];
        }
        fold::fold_stmt_if(self, stmt)
    }

    fn fold_expr(&mut self, expr: Expr) -> Result<Expr, Infallible> {
        let expr = match expr {
            Expr::Call(mut call) if self.is_cast(&call) => call.args.remove(1),
            other => return fold::fold_expr(self, other),
        };
        self.fold_expr(expr)
    }
}

impl Rewriter {
    /// Whether a call is `cast` of what is certainly a type and a value.
    fn is_cast(&self, call: &ast::ExprCall) -> bool {
        let [ty, value] = call.args.as_slice() else {
            return false;
        };
        self.imports.resolve(&call.func) == Some(("typing", "cast"))
            && call.keywords.is_empty()
            && !matches!(value, Expr::Starred(_))
            && self.is_type(ty)
    }

    /// Whether an expression is written as types are, of names that the module has.
    fn is_type(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Constant(constant) => matches!(
                constant.value,
                Constant::Str(_) | Constant::None | Constant::Ellipsis
            ),
            Expr::Name(name) => {
                let name = name.id.as_str();
                self.imports.is_bound(name) || crate::predefined::names().any(|known| known == name)
            }
            Expr::Attribute(_) => matches!(self.imports.resolve(expr), Some(("typing", _))),
            Expr::Subscript(subscript) => {
                self.is_type(&subscript.value) && self.is_type(&subscript.slice)
            }
            Expr::Tuple(tuple) => tuple.elts.iter().all(|item| self.is_type(item)),
            Expr::List(list) => list.elts.iter().all(|item| self.is_type(item)),
            Expr::BinOp(union) => {
                matches!(union.op, Operator::BitOr)
                    && self.is_type(&union.left)
                    && self.is_type(&union.right)
            }
            _ => false,
        }
    }
}
