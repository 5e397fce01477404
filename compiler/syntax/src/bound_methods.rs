//! `append = out.append` in front of a loop that calls `append(x)`.
//!
//! Where `out` is a list, set or dict that the function has just made, under a name that is
//! bound once, and all that happens to `append` is that it is called, the calls are written
//! as `out.append(x)`, and nothing is bound: what a method of a built-in class does depends
//! on nothing but its object. So the list need not be one that anybody may have got hold of.

use std::collections::HashMap;
use std::convert::Infallible;

use rustpython_parser::ast::fold::{self, Fold};
use rustpython_parser::ast::{self, Expr, ExprContext, Ranged, Stmt};

use crate::fold::keep_ranges;
use crate::scope::Scopes;

const OF_LISTS: &[&str] = &[
    "append", "count", "extend", "index", "insert", "pop", "remove", "reverse", "sort",
];
const OF_SETS: &[&str] = &["add", "discard", "pop", "remove", "update"];
const OF_DICTS: &[&str] = &[
    "get",
    "items",
    "keys",
    "pop",
    "setdefault",
    "update",
    "values",
];

/// Rewrites the functions below `body`; tells whether it has touched the tree. `scopes` are
/// those of `body` as it is.
pub(crate) fn rewrite(body: &mut [Stmt], scopes: &Scopes) -> bool {
    crate::once::is_hidden(scopes) && functions(body, scopes)
}

fn functions(body: &mut [Stmt], scopes: &Scopes) -> bool {
    let mut changed = false;
    for stmt in body {
        changed |= match stmt {
            Stmt::FunctionDef(def) => {
                let inner = functions(&mut def.body, scopes);
                inner | function(def, scopes)
            }
            Stmt::ClassDef(class) => functions(&mut class.body, scopes),
            Stmt::If(branch) => {
                functions(&mut branch.body, scopes) | functions(&mut branch.orelse, scopes)
            }
            _ => false,
        };
    }
    changed
}

/// A name for a method of an object.
struct Alias {
    object: ast::Identifier,
    method: ast::Identifier,
    /// Which statement of the function binds it.
    at: usize,
}

fn function(def: &mut ast::StmtFunctionDef, scopes: &Scopes) -> bool {
    let mut made: HashMap<&str, &[&str]> = HashMap::new();
    let mut aliases: HashMap<String, Alias> = HashMap::new();
    for (at, stmt) in def.body.iter().enumerate() {
        let Stmt::Assign(assign) = stmt else { continue };
        let [Expr::Name(target)] = assign.targets.as_slice() else {
            continue;
        };
        if let Some(methods) = methods_of(&assign.value, scopes) {
            made.insert(target.id.as_str(), methods);
        } else if let Expr::Attribute(attribute) = &*assign.value
            && let Expr::Name(object) = &*attribute.value
            && let Some(methods) = made.get(object.id.as_str())
            && methods.contains(&attribute.attr.as_str())
        {
            let alias = Alias {
                object: object.id.clone(),
                method: attribute.attr.clone(),
                at,
            };
            aliases.insert(target.id.to_string(), alias);
        }
    }
    if aliases.is_empty() {
        return false;
    }
    let mut names = Names::default();
    let Ok(_) = names.fold_arguments((*def.args).clone());
    for (at, stmt) in def.body.iter().enumerate() {
        names.at = at;
        let Ok(_) = names.fold_stmt(stmt.clone());
    }
    let once = |name: &str| names.bound.get(name) == Some(&1);
    aliases.retain(|name, alias| {
        let calls = names.calls.get(name).map_or(&[][..], Vec::as_slice);
        once(name)
            && once(&alias.object)
            && names.read.get(name) == Some(&calls.len())
            && calls.iter().all(|at| *at > alias.at)
    });
    if aliases.is_empty() {
        return false;
    }
    for alias in aliases.values() {
        let range = def.body[alias.at].range();
        def.body[alias.at] = Stmt::Pass(ast::StmtPass { range });
    }
    let mut calls = Calls(aliases);
    let body = std::mem::take(&mut def.body).into_iter();
    let Ok(body) = body
        .map(|stmt| calls.fold_stmt(stmt))
        .collect::<Result<_, _>>();
    def.body = body;
    true
}

/// The methods that an object has whose class can be told from what makes it.
fn methods_of(value: &Expr, scopes: &Scopes) -> Option<&'static [&'static str]> {
    match value {
        Expr::List(_) | Expr::ListComp(_) => Some(OF_LISTS),
        Expr::Set(_) | Expr::SetComp(_) => Some(OF_SETS),
        Expr::Dict(_) | Expr::DictComp(_) => Some(OF_DICTS),
        Expr::BinOp(both) if both.op == ast::Operator::Mult => {
            let is_list = |side: &Expr| matches!(side, Expr::List(_));
            // Anything else may have a `__mul__` of its own.
            let is_int = |side: &Expr| match side {
                Expr::Constant(constant) => constant.value.is_int(),
                Expr::Call(call) => {
                    matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "len")
                }
                _ => false,
            };
            let (left, right) = (&both.left, &both.right);
            let is_fresh = is_list(left) && is_int(right) || is_int(left) && is_list(right);
            is_fresh.then_some(OF_LISTS)
        }
        Expr::Call(call) => {
            let Expr::Name(callee) = &*call.func else {
                return None;
            };
            let methods = match callee.id.as_str() {
                "list" | "sorted" => OF_LISTS,
                "set" => OF_SETS,
                "dict" => OF_DICTS,
                _ => return None,
            };
            let is_bound = scopes.all.iter().any(|scope| {
                let uses = scope.get(&callee.id);
                uses.bound || uses.param || uses.global || uses.nonlocal
            });
            (!is_bound).then_some(methods)
        }
        _ => None,
    }
}

/// What a function does with names, those of functions inside it included.
#[derive(Default)]
struct Names {
    read: HashMap<String, usize>,
    bound: HashMap<String, usize>,
    /// The statements that call the name.
    calls: HashMap<String, Vec<usize>>,
    at: usize,
    /// Functions and classes around.
    depth: usize,
}

impl Names {
    /// Bound in a way that an assignment is not.
    fn bind(&mut self, name: &str) {
        *self.bound.entry(name.to_string()).or_default() += 2;
    }
}

impl Fold<ast::text_size::TextRange> for Names {
    keep_ranges!();

    fn fold_expr_name(&mut self, name: ast::ExprName) -> Result<ast::ExprName, Infallible> {
        let counts = match name.ctx {
            ExprContext::Load => &mut self.read,
            ExprContext::Store | ExprContext::Del => &mut self.bound,
        };
        *counts.entry(name.id.to_string()).or_default() += 1;
        Ok(name)
    }

    fn fold_expr_call(&mut self, call: ast::ExprCall) -> Result<ast::ExprCall, Infallible> {
        if let Expr::Name(name) = &*call.func
            && self.depth == 0
        {
            let calls = self.calls.entry(name.id.to_string()).or_default();
            calls.push(self.at);
        }
        fold::fold_expr_call(self, call)
    }

    fn fold_arg(&mut self, arg: ast::Arg) -> Result<ast::Arg, Infallible> {
        self.bind(&arg.arg);
        fold::fold_arg(self, arg)
    }

    fn fold_stmt_global(&mut self, stmt: ast::StmtGlobal) -> Result<ast::StmtGlobal, Infallible> {
        stmt.names.iter().for_each(|name| self.bind(name));
        Ok(stmt)
    }

    fn fold_stmt_nonlocal(
        &mut self,
        stmt: ast::StmtNonlocal,
    ) -> Result<ast::StmtNonlocal, Infallible> {
        stmt.names.iter().for_each(|name| self.bind(name));
        Ok(stmt)
    }

    fn fold_alias(&mut self, alias: ast::Alias) -> Result<ast::Alias, Infallible> {
        self.bind(alias.asname.as_ref().unwrap_or(&alias.name));
        Ok(alias)
    }

    fn fold_excepthandler_except_handler(
        &mut self,
        handler: ast::ExceptHandlerExceptHandler,
    ) -> Result<ast::ExceptHandlerExceptHandler, Infallible> {
        if let Some(name) = &handler.name {
            self.bind(name);
        }
        fold::fold_excepthandler_except_handler(self, handler)
    }

    fn fold_pattern_match_as(
        &mut self,
        pattern: ast::PatternMatchAs,
    ) -> Result<ast::PatternMatchAs, Infallible> {
        if let Some(name) = &pattern.name {
            self.bind(name);
        }
        fold::fold_pattern_match_as(self, pattern)
    }

    fn fold_pattern_match_star(
        &mut self,
        pattern: ast::PatternMatchStar,
    ) -> Result<ast::PatternMatchStar, Infallible> {
        if let Some(name) = &pattern.name {
            self.bind(name);
        }
        Ok(pattern)
    }

    fn fold_pattern_match_mapping(
        &mut self,
        pattern: ast::PatternMatchMapping,
    ) -> Result<ast::PatternMatchMapping, Infallible> {
        if let Some(name) = &pattern.rest {
            self.bind(name);
        }
        fold::fold_pattern_match_mapping(self, pattern)
    }

    fn fold_expr_lambda(&mut self, lambda: ast::ExprLambda) -> Result<ast::ExprLambda, Infallible> {
        self.depth += 1;
        let lambda = fold::fold_expr_lambda(self, lambda);
        self.depth -= 1;
        lambda
    }

    fn fold_stmt_function_def(
        &mut self,
        def: ast::StmtFunctionDef,
    ) -> Result<ast::StmtFunctionDef, Infallible> {
        self.bind(&def.name);
        self.depth += 1;
        let def = fold::fold_stmt_function_def(self, def);
        self.depth -= 1;
        def
    }

    fn fold_stmt_async_function_def(
        &mut self,
        def: ast::StmtAsyncFunctionDef,
    ) -> Result<ast::StmtAsyncFunctionDef, Infallible> {
        self.bind(&def.name);
        self.depth += 1;
        let def = fold::fold_stmt_async_function_def(self, def);
        self.depth -= 1;
        def
    }

    fn fold_stmt_class_def(
        &mut self,
        class: ast::StmtClassDef,
    ) -> Result<ast::StmtClassDef, Infallible> {
        self.bind(&class.name);
        self.depth += 1;
        let class = fold::fold_stmt_class_def(self, class);
        self.depth -= 1;
        class
    }
}

/// Writes calls of names as calls of methods.
struct Calls(HashMap<String, Alias>);

impl Fold<ast::text_size::TextRange> for Calls {
    keep_ranges!();

    fn fold_expr_call(&mut self, mut call: ast::ExprCall) -> Result<ast::ExprCall, Infallible> {
        if let Expr::Name(name) = &*call.func
            && let Some(alias) = self.0.get(name.id.as_str())
        {
            let range = name.range;
            let object = ast::ExprName {
                range,
                id: alias.object.clone(),
                ctx: ExprContext::Load,
            };
            *call.func = Expr::Attribute(ast::ExprAttribute {
                range,
                value: Box::new(Expr::Name(object)),
                attr: alias.method.clone(),
                ctx: ExprContext::Load,
            });
        }
        fold::fold_expr_call(self, call)
    }
}
