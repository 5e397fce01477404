//! Statements.

use rustpython_parser::ast::{self, Ranged, Stmt as Ast};

use crate::builder::{Builder, Flow, Header, split_docstring};
use crate::expressions::{TargetOf, binary_op, describe};
use crate::scope::{Resolution, ScopeKind};
use crate::tree::{Class, Expr, ExprKind, FunctionKind, Handler, Stmt, StmtKind, WithItem};

/// Modules of decorators that later stages know by name.
const KNOWN_BY_NAME: &[&str] = &["abc", "builtins", "contextlib", "functools", "typing"];

/// What `def` and `async def` have in common.
struct Def<'a> {
    name: &'a ast::Identifier,
    args: &'a ast::Arguments,
    body: &'a [Ast],
    decorators: &'a [ast::Expr],
    returns: Option<&'a ast::Expr>,
    type_params: &'a [ast::TypeParam],
    range: ast::text_size::TextRange,
    scope: usize,
    is_async: bool,
}

impl Builder<'_> {
    pub fn stmts(&mut self, body: &[Ast]) -> Vec<Stmt> {
        let mut built = Vec::with_capacity(body.len());
        for stmt in body {
            self.stmt(stmt, &mut built);
        }
        built
    }

    /// Builds a statement; `import a, b` becomes two, `global` none, `match` an assignment and tests.
    fn stmt(&mut self, stmt: &Ast, out: &mut Vec<Stmt>) {
        let range = stmt.range();
        let kind = match stmt {
            Ast::FunctionDef(s) => self.def(Def {
                name: &s.name,
                args: &s.args,
                body: &s.body,
                decorators: &s.decorator_list,
                returns: s.returns.as_deref(),
                type_params: &s.type_params,
                range,
                scope: self.scopes.of(s, ScopeKind::Function),
                is_async: false,
            }),
            Ast::AsyncFunctionDef(s) => self.def(Def {
                name: &s.name,
                args: &s.args,
                body: &s.body,
                decorators: &s.decorator_list,
                returns: s.returns.as_deref(),
                type_params: &s.type_params,
                range,
                scope: self.scopes.of(s, ScopeKind::Function),
                is_async: true,
            }),
            Ast::ClassDef(s) => self.class(s),
            Ast::Return(s) => self.return_(s),
            Ast::Delete(s) => StmtKind::Delete(
                s.targets
                    .iter()
                    .map(|e| self.target(e, TargetOf::Delete))
                    .collect(),
            ),
            Ast::Assign(s) => {
                let value = self.expr(&s.value);
                StmtKind::Assign {
                    targets: s
                        .targets
                        .iter()
                        .map(|e| self.target(e, TargetOf::Assign))
                        .collect(),
                    value,
                }
            }
            Ast::TypeAlias(s) => {
                self.error(s.range, "invalid syntax");
                return;
            }
            Ast::AugAssign(s) => {
                use ast::Expr::{Attribute, Name, Subscript};
                if !matches!(&*s.target, Name(_) | Attribute(_) | Subscript(_)) {
                    let what = describe(&s.target);
                    self.error(
                        s.target.range(),
                        format!("'{what}' is an illegal expression for augmented assignment"),
                    );
                    return;
                }
                let target = self.target(&s.target, TargetOf::Assign);
                StmtKind::AugAssign {
                    target,
                    op: binary_op(s.op),
                    value: self.expr(&s.value),
                }
            }
            Ast::AnnAssign(s) => match self.annotated(s) {
                Some(kind) => kind,
                None => return,
            },
            Ast::For(s) => self.for_(&s.target, &s.iter, &s.body, &s.orelse, false),
            Ast::AsyncFor(s) => {
                self.check_async(range, "'async for' outside async function");
                self.for_(&s.target, &s.iter, &s.body, &s.orelse, true)
            }
            Ast::While(s) => {
                let test = self.expr(&s.test);
                let body = self.loop_body(&s.body);
                StmtKind::While {
                    test,
                    body,
                    orelse: self.stmts(&s.orelse),
                }
            }
            Ast::If(s) => {
                let test = self.expr(&s.test);
                let body = self.stmts(&s.body);
                StmtKind::If {
                    test,
                    body,
                    orelse: self.stmts(&s.orelse),
                }
            }
            Ast::With(s) => self.with(&s.items, &s.body, false),
            Ast::AsyncWith(s) => {
                self.check_async(range, "'async with' outside async function");
                self.with(&s.items, &s.body, true)
            }
            Ast::Match(s) => {
                self.match_(s, out);
                return;
            }
            Ast::Raise(s) => {
                let exception = self.maybe(s.exc.as_deref());
                StmtKind::Raise {
                    exception,
                    cause: self.maybe(s.cause.as_deref()),
                }
            }
            Ast::Try(s) => self.try_(&s.body, &s.handlers, &s.orelse, &s.finalbody, false),
            Ast::TryStar(s) => self.try_(&s.body, &s.handlers, &s.orelse, &s.finalbody, true),
            Ast::Assert(s) => {
                let test = self.expr(&s.test);
                StmtKind::Assert {
                    test,
                    message: self.maybe(s.msg.as_deref()),
                }
            }
            Ast::Import(s) => {
                for alias in &s.names {
                    let (has_alias, name) = match &alias.asname {
                        Some(name) => (true, name.as_str()),
                        None => (false, alias.name.split('.').next().unwrap_or_default()),
                    };
                    let target = self.name(name, alias.range);
                    let kind = StmtKind::Import {
                        module: alias.name.to_string(),
                        has_alias,
                        target,
                    };
                    out.push(self.new_stmt(range, kind));
                }
                return;
            }
            Ast::ImportFrom(s) => self.import_from(s),
            // Their work was done when names were resolved.
            Ast::Global(_) | Ast::Nonlocal(_) => return,
            Ast::Expr(s) => StmtKind::Expr(self.expr(&s.value)),
            Ast::Pass(_) => StmtKind::Pass,
            Ast::Break(_) => {
                self.check_in_loop(range, "'break' outside loop");
                StmtKind::Break
            }
            Ast::Continue(_) => {
                self.check_in_loop(range, "'continue' not properly in loop");
                StmtKind::Continue
            }
        };
        out.push(self.new_stmt(range, kind));
    }

    /// Refuses a `break` or `continue` that has no loop to act on.
    fn check_in_loop(&mut self, range: ast::text_size::TextRange, outside: &str) {
        let flow = self.frame().flow;
        if flow.in_except_star {
            self.error(
                range,
                "'break', 'continue' and 'return' cannot appear in an except* block",
            );
        } else if !flow.in_loop {
            self.error(range, outside);
        }
    }

    /// Runs `walk` with other surroundings for `break` and the like.
    fn with_flow<T>(&mut self, flow: Flow, walk: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.frame().flow, flow);
        let result = walk(self);
        self.frame().flow = outer;
        result
    }

    fn loop_body(&mut self, body: &[Ast]) -> Vec<Stmt> {
        let flow = Flow {
            in_loop: true,
            in_except_star: false,
            ..self.frame().flow
        };
        self.with_flow(flow, |this| this.stmts(body))
    }

    fn check_async(&mut self, range: ast::text_size::TextRange, message: &str) {
        if !self.frame().is_async {
            self.error(range, message);
        }
    }

    fn check_type_params(&mut self, params: &[ast::TypeParam]) {
        if let Some(first) = params.first() {
            self.error(first.range(), "invalid syntax");
        }
    }

    fn def(&mut self, def: Def<'_>) -> StmtKind {
        self.check_type_params(def.type_params);
        let decorators = self.exprs(def.decorators);
        let params = self.params(def.args);
        let returns = self.maybe(def.returns);
        let header = Header {
            kind: FunctionKind::Def,
            scope: def.scope,
            params,
            returns,
            is_async: def.is_async,
            range: def.range,
        };
        let function = self.function(header, |this| this.body(def.body));
        if let (Some(first), Some(function)) =
            (decorators.first(), &mut self.functions[function.index()])
        {
            function.line = first.span.line;
        }
        let target = self.name(def.name, def.range);
        // The runtime finds special methods by itself.
        let in_class = self.scopes.all[self.scope].kind == ScopeKind::Class;
        let is_special = in_class && def.name.starts_with("__");
        let has_decorators = !def.decorators.is_empty() && !is_special;
        if has_decorators && def.decorators.iter().all(|d| self.is_just_called(d)) {
            let value = self.new_expr(self.span(def.range), ExprKind::Lambda(function));
            return StmtKind::Assign {
                targets: vec![target],
                value: self.decorated(value, decorators),
            };
        }
        StmtKind::FunctionDef {
            function,
            decorators,
            target,
        }
    }

    /// Whether a decorator is a function like any other, which no later stage knows by name.
    fn is_just_called(&self, decorator: &ast::Expr) -> bool {
        let called = match decorator {
            ast::Expr::Call(call) => &*call.func,
            other => other,
        };
        match self.imports.resolve(called) {
            Some(("functools", "wraps")) => return true,
            Some((module, _)) if KNOWN_BY_NAME.contains(&module) => return false,
            _ => {}
        }
        let mut root = called;
        let name = loop {
            root = match root {
                ast::Expr::Name(name) => break name.id.as_str(),
                ast::Expr::Attribute(attribute) => &attribute.value,
                ast::Expr::Call(call) => &call.func,
                _ => return false,
            };
        };
        match self.scopes.resolve(self.scope, &self.mangled(name)) {
            Resolution::Variable(_) => true,
            Resolution::Global => self.imports.is_bound(name),
            _ => false,
        }
    }

    /// The calls that decorators stand for: the first one is called last, and evaluated first.
    fn decorated(&mut self, value: Expr, decorators: Vec<Expr>) -> Expr {
        decorators.into_iter().rev().fold(value, |value, callee| {
            let span = callee.span;
            let call = ExprKind::Call {
                callee: Box::new(callee),
                args: vec![value],
                keywords: Vec::new(),
            };
            self.new_expr(span, call)
        })
    }

    fn class(&mut self, class: &ast::StmtClassDef) -> StmtKind {
        self.check_type_params(&class.type_params);
        let decorators = self.exprs(&class.decorator_list);
        let bases = class.bases.iter().map(|base| self.item(base)).collect();
        let keywords = class.keywords.iter().map(|keyword| self.keyword(keyword));
        let keywords = keywords
            .map(|keyword| (keyword.name, keyword.value))
            .collect();
        let outer = self.scope;
        let scope = self.scopes.of(class, ScopeKind::Class);
        let (id, vars) = self.open_class(scope);
        let (doc, rest) = split_docstring(&class.body);
        let outer_doc = std::mem::replace(&mut self.class_doc, doc);
        let mut body = self.implicit_assignments(class.range);
        body.extend(self.with_flow(Flow::default(), |this| this.stmts(rest)));
        let doc = std::mem::replace(&mut self.class_doc, outer_doc);
        // A body that binds the name begins with its assignment.
        let doc = doc.filter(|_| !self.scopes.all[scope].get("__doc__").bound);
        self.scope = outer;
        self.classes[id.index()] = Some(Class {
            id,
            name: class.name.to_string(),
            qualname: self.scopes.all[scope].qualname.clone(),
            bases,
            keywords,
            body,
            vars,
            needs_class_cell: false,
            is_frozen: false,
            is_enumeration: false,
            members: Vec::new(),
            doc,
            span: self.span(class.range),
        });
        let target = self.name(&class.name, class.range);
        StmtKind::ClassDef {
            class: id,
            decorators,
            target,
        }
    }

    fn return_(&mut self, stmt: &ast::StmtReturn) -> StmtKind {
        if !self.code_kind().is_function_like() {
            self.error(stmt.range, "'return' outside function");
        } else if self.frame().flow.no_return {
            self.error(
                stmt.range,
                "'break', 'continue' and 'return' cannot appear in an except* block",
            );
        }
        let value = self.maybe(stmt.value.as_deref());
        if value.is_some() {
            let span = self.span(stmt.range);
            self.frame().returned_value.get_or_insert(span);
        }
        StmtKind::Return(value)
    }

    fn annotated(&mut self, stmt: &ast::StmtAnnAssign) -> Option<StmtKind> {
        use ast::Expr::{Attribute, List, Name, Subscript, Tuple};
        match &*stmt.target {
            Name(_) | Attribute(_) | Subscript(_) => {}
            List(_) => {
                self.error(
                    stmt.target.range(),
                    "only single target (not list) can be annotated",
                );
                return None;
            }
            Tuple(_) => {
                self.error(
                    stmt.target.range(),
                    "only single target (not tuple) can be annotated",
                );
                return None;
            }
            _ => {
                self.error(stmt.target.range(), "illegal target for annotation");
                return None;
            }
        }
        let parenthesized = self.places.text[usize::from(stmt.range.start())..].starts_with('(');
        let target = self.target(&stmt.target, TargetOf::Assign);
        let annotation = self.expr(&stmt.annotation);
        let value = self.maybe(stmt.value.as_deref());
        let simple = matches!(&*stmt.target, Name(_)) && !parenthesized;
        Some(StmtKind::AnnAssign {
            target,
            annotation,
            value,
            simple,
        })
    }

    fn for_(
        &mut self,
        target: &ast::Expr,
        iterable: &ast::Expr,
        body: &[Ast],
        orelse: &[Ast],
        is_async: bool,
    ) -> StmtKind {
        let iterable = self.expr(iterable);
        let target = self.target(target, TargetOf::Nested);
        let body = self.loop_body(body);
        StmtKind::For {
            target,
            iterable,
            body,
            orelse: self.stmts(orelse),
            is_async,
        }
    }

    fn with(&mut self, items: &[ast::WithItem], body: &[Ast], is_async: bool) -> StmtKind {
        let mut built = Vec::new();
        for item in items {
            let context = self.expr(&item.context_expr);
            let target = item
                .optional_vars
                .as_deref()
                .map(|e| self.target(e, TargetOf::Nested));
            built.push(WithItem { context, target });
        }
        StmtKind::With {
            items: built,
            body: self.stmts(body),
            is_async,
        }
    }

    fn try_(
        &mut self,
        body: &[Ast],
        handlers: &[ast::ExceptHandler],
        orelse: &[Ast],
        finally: &[Ast],
        is_star: bool,
    ) -> StmtKind {
        let body = self.stmts(body);
        let last = handlers.len().saturating_sub(1);
        let mut built = Vec::new();
        for (index, ast::ExceptHandler::ExceptHandler(handler)) in handlers.iter().enumerate() {
            if handler.type_.is_none() && index < last {
                self.error(handler.range, "default 'except:' must be last");
            }
            let class = self.maybe(handler.type_.as_deref());
            let target: Option<Expr> = handler
                .name
                .as_ref()
                .map(|name| self.name(name, handler.range));
            let flow = self.frame().flow;
            let flow = if is_star {
                Flow {
                    in_loop: false,
                    in_except_star: true,
                    no_return: true,
                }
            } else {
                flow
            };
            let body = self.with_flow(flow, |this| this.stmts(&handler.body));
            built.push(Handler {
                class,
                target,
                body,
                span: self.span(handler.range),
            });
        }
        let orelse = self.stmts(orelse);
        StmtKind::Try {
            body,
            handlers: built,
            orelse,
            finally: self.stmts(finally),
            is_star,
        }
    }

    fn import_from(&mut self, import: &ast::StmtImportFrom) -> StmtKind {
        let module = import
            .module
            .as_ref()
            .map(|name| name.to_string())
            .unwrap_or_default();
        let level = import.level.map_or(0, |level| level.to_u32());
        let is_checked = self.future_imports.contains(&import.range.start());
        if module == "__future__" && level == 0 && !is_checked {
            self.error(
                import.range,
                "from __future__ imports must occur at the beginning of the file",
            );
        }
        let is_star = import.names.iter().any(|alias| alias.name.as_str() == "*");
        if is_star {
            let at = u32::from(import.range.start());
            let Some(Some(names)) = self.scopes.stars.get(&at) else {
                let span = self.span(import.range);
                self.unsupported("`import *` of a module whose names are not known", span);
                return StmtKind::Pass;
            };
            let targets = names
                .iter()
                .map(|name| (name.clone(), self.name(name, import.range)));
            return StmtKind::ImportFrom {
                module,
                level,
                names: targets.collect(),
                is_star,
            };
        }
        let mut names = Vec::new();
        for alias in &import.names {
            let target = self.name(alias.asname.as_ref().unwrap_or(&alias.name), alias.range);
            names.push((self.mangled(&alias.name), target));
        }
        StmtKind::ImportFrom {
            module,
            level,
            names,
            is_star,
        }
    }
}
