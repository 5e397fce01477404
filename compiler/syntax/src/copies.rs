//! Copies of functions that make functions.
//!
//! A variable that a closure keeps has one type for the whole program. What `def timed(f)` is given under one
//! decorator would mix with what it is given under the next; so every place of the main module that calls such
//! a function calls a copy of its own, under a name that no text can have.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;

use rustpython_parser::ast::fold::{self, Fold};
use rustpython_parser::ast::{self, Expr, Stmt};

use crate::fold::keep_ranges;
use crate::scope::{Resolution, ScopeKind, Scopes};

/// What stands between a function's name and the number of a copy.
const COPY: &str = ".<copy>.";
/// Places with a function of their own; those beyond share the first one.
const MAX_PLACES: usize = 24;
/// Bytes of text that all copies of one function may come to.
const MAX_TEXT: usize = 30_000;

/// The name that the text gives to a function and its copies.
pub(crate) fn original(name: &str) -> &str {
    name.split_once(COPY).map_or(name, |(original, _)| original)
}

/// Puts copies behind their originals and has the places call them; tells whether it has touched the tree.
/// `scopes` are those of `body` as it is.
pub(crate) fn write_out(body: &mut Vec<Stmt>, scopes: &Scopes) -> bool {
    if !crate::once::is_hidden(scopes) || scopes.once.mentions_defaults {
        return false;
    }
    let makers = body.iter().filter_map(|stmt| maker(stmt, scopes));
    let mut places = Places(makers.collect());
    if places.0.is_empty() {
        return false;
    }
    let statements = std::mem::take(body).into_iter();
    let Ok(statements) = statements
        .map(|stmt| places.fold_stmt(stmt))
        .collect::<Result<Vec<_>, _>>();
    for stmt in statements {
        let copied = match &stmt {
            Stmt::FunctionDef(def) => places
                .0
                .get(def.name.as_str())
                .map(|maker| (def.clone(), maker)),
            _ => None,
        };
        body.push(stmt);
        let Some((def, maker)) = copied else { continue };
        for number in 1..maker.places.min(maker.limit) {
            let mut copy = def.clone();
            copy.name = ast::Identifier::new(format!("{}{COPY}{number}", def.name));
            body.push(Stmt::FunctionDef(copy));
        }
    }
    true
}

/// A function that makes functions.
struct Maker {
    /// That call it, as far as they have been met.
    places: usize,
    limit: usize,
}

/// Renames what is called.
struct Places(HashMap<String, Maker>);

impl Places {
    fn rename(&mut self, callee: &mut Expr) {
        let Expr::Name(name) = callee else { return };
        let Some(maker) = self.0.get_mut(name.id.as_str()) else {
            return;
        };
        if (1..maker.limit).contains(&maker.places) {
            name.id = ast::Identifier::new(format!("{}{COPY}{}", name.id, maker.places));
        }
        maker.places += 1;
    }
}

impl Fold<ast::text_size::TextRange> for Places {
    keep_ranges!();

    fn fold_expr_call(&mut self, mut call: ast::ExprCall) -> Result<ast::ExprCall, Infallible> {
        self.rename(&mut call.func);
        fold::fold_expr_call(self, call)
    }

    fn fold_stmt_function_def(
        &mut self,
        mut def: ast::StmtFunctionDef,
    ) -> Result<ast::StmtFunctionDef, Infallible> {
        def.decorator_list
            .iter_mut()
            .for_each(|decorator| self.rename(decorator));
        fold::fold_stmt_function_def(self, def)
    }

    fn fold_stmt_async_function_def(
        &mut self,
        mut def: ast::StmtAsyncFunctionDef,
    ) -> Result<ast::StmtAsyncFunctionDef, Infallible> {
        def.decorator_list
            .iter_mut()
            .for_each(|decorator| self.rename(decorator));
        fold::fold_stmt_async_function_def(self, def)
    }
}

/// The name of a function of the module that gives out what is defined in it, where the name
/// stands for nothing else.
fn maker(stmt: &Stmt, scopes: &Scopes) -> Option<(String, Maker)> {
    let Stmt::FunctionDef(def) = stmt else {
        return None;
    };
    if !gives_definition(&def.body) || !defines_quietly(def) {
        return None;
    }
    let name = def.name.as_str();
    let here = scopes.of(def, ScopeKind::Function);
    let is_bound_again = |scope: usize| {
        let uses = scopes.all[scope].get(name);
        scope != Scopes::MODULE && (uses.bound || uses.param || uses.global || uses.nonlocal)
    };
    if scopes.all[here].uses(name) {
        return None;
    }
    let is_inside = |mut scope: usize| loop {
        match scopes.all[scope].parent {
            Some(parent) if parent == here => break true,
            Some(parent) => scope = parent,
            None => break false,
        }
    };
    let mut all = 0..scopes.all.len();
    if !scopes.once.is_plain_definition(name, here) || all.clone().any(is_bound_again) {
        return None;
    }
    let mut keeps = false;
    for scope in all.by_ref().filter(|scope| is_inside(*scope)) {
        let inner = &scopes.all[scope];
        if inner.uses(name) {
            return None;
        }
        let is_kept = |name: &str| scopes.resolve(scope, name) == Resolution::Variable(here);
        keeps |= inner.names.iter().any(|(name, _)| is_kept(name));
    }
    let size = usize::from(def.range.len()).max(1);
    let maker = Maker {
        places: 0,
        limit: MAX_PLACES.min(1 + MAX_TEXT / size),
    };
    keeps.then(|| (name.to_string(), maker))
}

/// Whether defining a function once more makes no difference: its defaults are constants, and
/// evaluating its annotations does nothing but look names up.
fn defines_quietly(def: &ast::StmtFunctionDef) -> bool {
    let args = &def.args;
    let with_defaults = || {
        args.posonlyargs
            .iter()
            .chain(&args.args)
            .chain(&args.kwonlyargs)
    };
    let mut defaults = with_defaults().filter_map(|arg| arg.default.as_deref());
    let named = with_defaults().map(|arg| &arg.def);
    let rest = args
        .vararg
        .as_deref()
        .into_iter()
        .chain(args.kwarg.as_deref());
    let mut annotations = named
        .chain(rest)
        .filter_map(|arg| arg.annotation.as_deref())
        .chain(def.returns.as_deref());
    defaults.all(is_constant) && annotations.all(only_names)
}

fn is_constant(value: &Expr) -> bool {
    match value {
        Expr::Constant(_) => true,
        Expr::UnaryOp(unary) => unary.operand.is_constant_expr(),
        _ => false,
    }
}

fn only_names(annotation: &Expr) -> bool {
    match annotation {
        Expr::Constant(_) | Expr::Name(_) => true,
        Expr::Attribute(attribute) => only_names(&attribute.value),
        Expr::Subscript(item) => only_names(&item.value) && only_names(&item.slice),
        Expr::BinOp(both) => only_names(&both.left) && only_names(&both.right),
        Expr::Tuple(items) => items.elts.iter().all(only_names),
        Expr::List(items) => items.elts.iter().all(only_names),
        _ => false,
    }
}

/// Whether a function returns what it defines: by name, called with something, or in a display.
fn gives_definition(body: &[Stmt]) -> bool {
    let (mut defined, mut returned) = (HashSet::new(), Vec::new());
    look(body, &mut defined, &mut returned);
    returned
        .into_iter()
        .any(|value| is_definition(value, &defined))
}

fn look<'a>(body: &'a [Stmt], defined: &mut HashSet<&'a str>, returned: &mut Vec<&'a Expr>) {
    for stmt in body {
        match stmt {
            Stmt::FunctionDef(def) => drop(defined.insert(&def.name)),
            Stmt::AsyncFunctionDef(def) => drop(defined.insert(&def.name)),
            Stmt::ClassDef(def) => drop(defined.insert(&def.name)),
            Stmt::Return(value) => returned.extend(value.value.as_deref()),
            Stmt::If(inner) => {
                look(&inner.body, defined, returned);
                look(&inner.orelse, defined, returned);
            }
            Stmt::With(inner) => look(&inner.body, defined, returned),
            Stmt::Try(inner) => look(&inner.body, defined, returned),
            _ => {}
        }
    }
}

fn is_definition(value: &Expr, defined: &HashSet<&str>) -> bool {
    match value {
        Expr::Lambda(_) => true,
        Expr::Name(name) => defined.contains(name.id.as_str()),
        Expr::Call(call) => call.args.iter().any(|arg| is_definition(arg, defined)),
        Expr::Tuple(items) => items.elts.iter().any(|item| is_definition(item, defined)),
        Expr::IfExp(choice) => {
            is_definition(&choice.body, defined) || is_definition(&choice.orelse, defined)
        }
        _ => false,
    }
}
