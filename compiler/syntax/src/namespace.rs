//! `globals`, `locals`, `vars`, `dir`, `eval` and `exec` as the place they
//! are called in gives them their meaning.

use rustpython_parser::ast::text_size::TextRange;

use crate::Span;
use crate::builder::Builder;
use crate::scope::{Resolution, ScopeId, ScopeKind, Scopes};
use crate::tree::{Expr, ExprKind, Keyword, Place, Stmt, StmtKind, VarId};

impl Builder<'_> {
    /// A call of one of these, rewritten; other calls come back as they are.
    pub fn namespace_call(
        &mut self,
        callee: Box<Expr>,
        mut args: Vec<Expr>,
        keywords: Vec<Keyword>,
        range: TextRange,
    ) -> ExprKind {
        let name = match &callee.kind {
            ExprKind::Name {
                name,
                place: Place::Builtin | Place::Global(_),
            } if !self.assigns_global(name) => name.clone(),
            _ => String::new(),
        };
        let spreads = args
            .iter()
            .any(|arg| matches!(arg.kind, ExprKind::Starred(_)));
        match (name.as_str(), args.len()) {
            ("globals", 0) if keywords.is_empty() => return ExprKind::Globals,
            ("locals" | "vars", 0) if keywords.is_empty() => return self.locals(range),
            ("dir", 0) if keywords.is_empty() => {
                let kind = self.locals(range);
                let names = self.new_expr(self.span(range), kind);
                let sorted = ExprKind::Name {
                    name: "sorted".to_string(),
                    place: Place::Builtin,
                };
                return ExprKind::Call {
                    callee: Box::new(self.new_expr(self.span(range), sorted)),
                    args: vec![names],
                    keywords,
                };
            }
            // None is as good as nothing.
            ("eval" | "exec", 2 | 3)
                if keywords.is_empty() && matches!(args[1].kind, ExprKind::None) =>
            {
                let span = self.span(range);
                args[1] = self.new_expr(span, ExprKind::Globals);
                args.truncate(match args.get(2).map(|arg| &arg.kind) {
                    Some(ExprKind::None) => 2,
                    _ => 3,
                });
                if args.len() == 2 && self.scope != Scopes::MODULE {
                    let kind = self.locals(range);
                    args.push(self.new_expr(span, kind));
                }
            }
            ("eval" | "exec", 1) if keywords.is_empty() && !spreads => {
                let span = self.span(range);
                args.push(self.new_expr(span, ExprKind::Globals));
                if self.scope != Scopes::MODULE {
                    let kind = self.locals(range);
                    args.push(self.new_expr(span, kind));
                }
            }
            _ => {}
        }
        ExprKind::Call {
            callee,
            args,
            keywords,
        }
    }

    /// `locals()` here.
    fn locals(&mut self, range: TextRange) -> ExprKind {
        if self.scope == Scopes::MODULE {
            return ExprKind::Globals;
        }
        let mut items = Vec::new();
        for name in self.local_names() {
            let place = self.mangled_place(&name);
            if matches!(place, Place::Builtin | Place::Global(_)) {
                continue;
            }
            let kind = ExprKind::Name {
                name: name.clone(),
                place,
            };
            items.push((name, self.new_expr(self.span(range), kind)));
        }
        let here = &self.scopes.all[self.scope];
        if here.kind != ScopeKind::Function || !here.uses("exec") {
            return ExprKind::Locals(items);
        }
        // What `exec` makes stays there: `(names.update(locals()), names)[1]`.
        let var = match self.frame().names {
            Some(var) => var,
            None => {
                let var = self.new_var("locals", false);
                self.frame().names = Some(var);
                var
            }
        };
        let span = self.span(range);
        let update = ExprKind::Attribute {
            object: Box::new(self.names(var, span)),
            name: "update".to_string(),
        };
        let call = ExprKind::Call {
            callee: Box::new(self.new_expr(span, update)),
            args: vec![self.new_expr(span, ExprKind::Locals(items))],
            keywords: Vec::new(),
        };
        let both = vec![self.new_expr(span, call), self.names(var, span)];
        ExprKind::Subscript {
            object: Box::new(self.new_expr(span, ExprKind::Tuple(both))),
            index: Box::new(self.new_expr(span, ExprKind::Int(1))),
        }
    }

    /// The hidden variable that holds what `locals()` gives.
    fn names(&mut self, var: VarId, span: Span) -> Expr {
        let kind = ExprKind::Name {
            name: "locals".to_string(),
            place: Place::Local(var),
        };
        self.new_expr(span, kind)
    }

    /// The statement that begins it.
    pub(crate) fn begin_names(&mut self, var: VarId, range: TextRange) -> Stmt {
        let span = self.span(range);
        let targets = vec![self.names(var, span)];
        let value = self.new_expr(span, ExprKind::Dict(Vec::new()));
        self.new_stmt(range, StmtKind::Assign { targets, value })
    }

    /// Names of variables the current scope can see as its own, in CPython's
    /// order: its variables, those that inner scopes use, those of outer ones.
    fn local_names(&self) -> Vec<String> {
        let scopes = self.scopes;
        let here = &scopes.all[self.scope];
        let (mut plain, mut cells, mut free) = (Vec::new(), Vec::new(), Vec::new());
        for name in here.variables() {
            let is_cell = here.kind != ScopeKind::Class
                && !here.get(name).param
                && self.inner_scopes().any(|inner| {
                    scopes.all[inner].uses(name)
                        && scopes.resolve(inner, name) == Resolution::Variable(self.scope)
                });
            if is_cell {
                cells.push(name.to_string());
            } else {
                plain.push(name.to_string());
            }
        }
        let outer = |scope: ScopeId, name: &str| match scopes.resolve(scope, name) {
            Resolution::Variable(owner) => owner < self.scope,
            Resolution::ClassCell(_) => scope == self.scope,
            Resolution::ClassBody(_) | Resolution::Lifted(_) | Resolution::Global => false,
        };
        if here.kind != ScopeKind::Class {
            for scope in self.inner_scopes().chain([self.scope]) {
                for (name, _) in &scopes.all[scope].names {
                    if outer(scope, name) {
                        free.push(name.clone());
                    }
                }
            }
        }
        cells.sort();
        free.sort();
        free.dedup();
        plain.extend(cells);
        plain.extend(free);
        plain
    }

    /// The scopes below the current one.
    fn inner_scopes(&self) -> impl Iterator<Item = ScopeId> {
        let scopes = self.scopes;
        let here = self.scope;
        (here + 1..scopes.all.len()).filter(move |scope| {
            let mut at = *scope;
            while at > here {
                at = scopes.all[at].parent.unwrap_or(Scopes::MODULE);
            }
            at == here
        })
    }

    fn assigns_global(&self, name: &str) -> bool {
        let uses = self.scopes.all[Scopes::MODULE].get(name);
        uses.bound
    }
}
