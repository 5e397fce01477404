//! Names that the body of a class has before its first statement: `__module__`, `__qualname__`
//! and, where there is a docstring, `__doc__`.
//!
//! Bodies that only read them are given constants. A body that binds one itself begins with an
//! assignment, so that what it reads is what CPython has in the namespace at that point.

use rustpython_parser::ast::text_size::TextRange;

use crate::builder::Builder;
use crate::scope::ScopeKind;
use crate::tree::{Expr, ExprKind, Stmt, StmtKind};

const NAMES: &[&str] = &["__module__", "__qualname__", "__doc__"];

impl Builder<'_> {
    /// What `name` stands for if it is read in the body of a class that does not bind it.
    pub fn implicit_name(&mut self, name: &str, range: TextRange) -> Option<Expr> {
        let here = &self.scopes.all[self.scope];
        let uses = here.get(name);
        if here.kind != ScopeKind::Class || uses.bound || uses.global || uses.nonlocal {
            return None;
        }
        self.implicit_value(name, range)
    }

    /// The assignments in front of a class body, which has been opened, for the names it binds.
    pub fn implicit_assignments(&mut self, range: TextRange) -> Vec<Stmt> {
        let mut stmts = Vec::new();
        for name in NAMES {
            let uses = self.scopes.all[self.scope].get(name);
            if !uses.bound || uses.global || uses.nonlocal {
                continue;
            }
            if let Some(value) = self.implicit_value(name, range) {
                let targets = vec![self.name(name, range)];
                stmts.push(self.new_stmt(range, StmtKind::Assign { targets, value }));
            }
        }
        stmts
    }

    fn implicit_value(&mut self, name: &str, range: TextRange) -> Option<Expr> {
        let kind = match name {
            "__module__" => return Some(self.name("__name__", range)),
            "__qualname__" => ExprKind::Str(self.scopes.all[self.scope].qualname.clone()),
            "__doc__" => ExprKind::Str(self.class_doc.clone()?),
            _ => return None,
        };
        Some(self.new_expr(self.span(range), kind))
    }
}
