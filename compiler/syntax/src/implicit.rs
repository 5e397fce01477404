//! Names that a body has before its first statement: in a class `__module__`, `__qualname__`
//! and, where there is a docstring, `__doc__`; in a module `__name__`, `__doc__` and their like,
//! and the builtins.
//!
//! Bodies that only read them are given constants. A body that binds one itself begins with an
//! assignment, so that what it reads is what CPython has in the namespace at that point.

use rustpython_parser::ast::Stmt as AstStmt;
use rustpython_parser::ast::text_size::TextRange;

use crate::builder::Builder;
use crate::predefined;
use crate::scope::{ScopeKind, Scopes};
use crate::tree::{Expr, ExprKind, Place, Stmt, StmtKind};

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

    /// The assignments in front of a module's body for the names it binds: its own always, those
    /// of builtins where no statement of the body itself binds them (`if old: TimeoutError = ...`),
    /// for then the builtin may be what is meant until the end, or where one assigns them below
    /// what reads them (`ValueError = MyError`).
    pub fn implicit_globals(&mut self, body: &[AstStmt]) -> Vec<Stmt> {
        let names: Vec<&str> = predefined::with_a_value()
            .filter(|name| {
                let uses = self.scopes.all[Scopes::MODULE].get(name);
                (uses.bound || uses.global)
                    && (name.starts_with("__")
                        || predefined::followed(name).is_none()
                            && (!binds(body, name) || uses.read_before && !defines(body, name)))
            })
            .collect();
        let start = TextRange::empty(0.into());
        let mut stmts = Vec::new();
        for name in names {
            let (name, place) = (name.to_string(), Place::Builtin);
            let targets = vec![self.name(&name, start)];
            let value = self.new_expr(self.span(start), ExprKind::Name { name, place });
            stmts.push(self.new_stmt(start, StmtKind::Assign { targets, value }));
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

/// Whether a statement of the body itself, not one inside another, binds `name`.
fn binds(body: &[AstStmt], name: &str) -> bool {
    defines(body, name)
        || body.iter().any(|stmt| match stmt {
            AstStmt::Assign(assign) => assign.targets.iter().any(|target| {
                target
                    .as_name_expr()
                    .is_some_and(|it| it.id.as_str() == name)
            }),
            AstStmt::Import(import) => import.names.iter().any(|alias| {
                let bound = alias.asname.as_ref().unwrap_or(&alias.name);
                bound.as_str().split('.').next() == Some(name)
            }),
            AstStmt::ImportFrom(import) => import
                .names
                .iter()
                .any(|alias| alias.asname.as_ref().unwrap_or(&alias.name).as_str() == name),
            _ => false,
        })
}

/// Whether a class or function of the body itself has that name: functions above it mean it.
fn defines(body: &[AstStmt], name: &str) -> bool {
    body.iter().any(|stmt| match stmt {
        AstStmt::ClassDef(def) => def.name.as_str() == name,
        AstStmt::FunctionDef(def) => def.name.as_str() == name,
        AstStmt::AsyncFunctionDef(def) => def.name.as_str() == name,
        _ => false,
    })
}
