//! The first walk: notes for each scope how it uses each name, and finds
//! the mistakes Python calls syntax errors that are about names.

use pyaot_diagnostics::{Diagnostic, codes};
use rustpython_parser::ast::{self, Expr, Pattern, Ranged, Stmt};

use crate::parse::{Places, syntax_error};
use crate::scope::{Resolution, ScopeId, ScopeKind, Scopes, mangle};
use crate::stars::Others;

/// As deep as CPython's compiler recurses with its default limit.
pub(crate) const MAX_DEPTH: u32 = 3000;

/// Names that give a program its globals as a mapping, or hand them to
/// code the compiler does not see; annotations of a module are kept there too.
const SHOW_GLOBALS: &[&str] = &["__annotations__", "eval", "exec", "globals"];

/// Attributes of functions and frames that are the globals of their module.
const SHOW_OTHERS: &[&str] = &["__globals__", "f_globals", "f_locals"];

/// What evaluates annotations that are texts, in the globals of the module they stand in.
const EVALUATE_TEXTS: &[&str] = &[
    "eval_str",
    "get_type_hints",
    "singledispatch",
    "singledispatchmethod",
];

/// Modules of CPython that run text in `__main__`, or in a copy of it.
const RUN_IN_MAIN: &[&str] = &["cProfile", "doctest", "profile"];

/// Modules of CPython that look things up in `__main__`: test cases, functions
/// and classes that they were handed by their names.
const LOOK_INTO_MAIN: &[&str] = &["concurrent.futures", "multiprocessing", "unittest"];

/// Modules of CPython that look up in `__main__` what a file they read names, and what
/// reads one.
const READ_NAMES_OF_MAIN: &[&str] = &["_pickle", "pickle", "shelve"];
const READERS: &[&str] = &["Unpickler", "load", "loads", "open"];

/// What pickles: it looks up classes and functions in the modules that they say they are from.
const PICKLE: &[&str] = &["_pickle", "multiprocessing", "pickle", "shelve"];
const PICKLER: &str = "ProcessPoolExecutor";

/// The builtins among those, which the module of builtins has as attributes.
const EVALUATORS: &[&str] = &["eval", "exec", "globals"];

/// What imports the module that it is given the name of.
const IMPORTERS: &[&str] = &["__import__", "import_module"];

/// What runs the text of another module, which may import those of the program.
const LOADERS: &[&str] = &["exec_module", "load_module", "run_module", "run_path"];

/// Whether an expression may be the module of builtins.
fn may_be_builtins(object: &Expr) -> bool {
    match object {
        Expr::Name(name) => name.id.contains("builtins"),
        Expr::Attribute(attribute) => attribute.attr.contains("builtins"),
        _ => false,
    }
}

/// Whether `getattr(object, name)` gives something that sees the globals.
fn gets_evaluator(called: &str, args: &[Expr]) -> bool {
    let [_, Expr::Constant(name), ..] = args else {
        return false;
    };
    called == "getattr"
        && matches!(&name.value, ast::Constant::Str(name) if EVALUATORS.contains(&name.as_str()))
}

/// Whether a name that a module is imported by may be that of the main one: `None` where
/// it certainly is.
fn may_be_main(name: &Expr) -> Option<bool> {
    let is_other = |text: &Expr| match text {
        Expr::Constant(text) => match &text.value {
            ast::Constant::Str(text) => !"__main__".starts_with(text.as_str()),
            _ => true,
        },
        _ => false,
    };
    match name {
        Expr::Name(name) if name.id.as_str() == "__name__" => None,
        Expr::Constant(text) if text.value == ast::Constant::Str("__main__".into()) => None,
        Expr::Constant(_) => Some(false),
        Expr::JoinedStr(text) => Some(!text.values.first().is_some_and(is_other)),
        Expr::BinOp(sum) => Some(!is_other(&sum.left)),
        _ => Some(true),
    }
}

/// The absolute name that a module is imported by, if the text says it.
fn named_module(name: &Expr) -> Option<String> {
    let Expr::Constant(name) = name else {
        return None;
    };
    let name = name.value.as_str()?;
    (!name.starts_with('.')).then(|| name.to_string())
}

/// Whether a name that a module is imported by is that of one which the runtime has.
fn is_native(name: &Expr) -> bool {
    let Expr::Constant(name) = name else {
        return false;
    };
    matches!(&name.value, ast::Constant::Str(name) if pyaot_abi::NATIVE_MODULES.contains(&name.as_str()))
}

/// Whether importing the module brings in one of them: with it comes the package it is in.
fn brings_in(modules: &[&str], module: &str) -> bool {
    modules.iter().any(|known| {
        let rest = module.strip_prefix(known);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

/// CPython's compiler nests this many loops, `try` and `with` statements.
const MAX_BLOCKS: usize = 20;

/// Builtins that do so at module level, when called without arguments.
const SHOW_LOCALS: &[&str] = &["locals", "vars", "dir"];

/// Walks the module and returns its scopes; `None` for a tree too deep to
/// be walked by anyone.
///
/// `others` tells what `from m import *` binds; with `only_used`, names that
/// stand nowhere in the module are left out.
pub(crate) fn bind(
    body: &[Stmt],
    places: &Places,
    others: &dyn Others,
    only_used: bool,
    errors: &mut Vec<Diagnostic>,
) -> Option<Scopes> {
    let mut binder = Binder {
        others,
        scopes: Scopes::new(),
        scope: Scopes::MODULE,
        places,
        errors,
        pending_nonlocals: Vec::new(),
        in_annotation: false,
        in_iterable: 0,
        depth: 0,
        blocks: 0,
        loops: 0,
        too_deep: None,
    };
    binder.stmts(body);
    if let Some(range) = binder.too_deep {
        let diagnostic = Diagnostic::error(codes::TOO_DEEP, "the program is nested too deeply")
            .at(places.span(range))
            .explain("CPython gives up on such a text too, with a RecursionError or a MemoryError.")
            .hint("split the deepest expression or statement into several");
        errors.push(diagnostic);
        return None;
    }
    for (scope, name, range) in std::mem::take(&mut binder.pending_nonlocals) {
        let found = binder.scopes.resolve_outside(scope, &name);
        if found == Resolution::Global {
            binder.error(range, format!("no binding for nonlocal '{name}' found"));
        }
    }
    let mut scopes = binder.scopes;
    let looked_into = scopes.shows_globals || scopes.shown_as_main || scopes.read_as_main;
    let only_used = only_used && !looked_into;
    let mut lists = std::mem::take(&mut scopes.stars);
    for names in lists.values_mut().flatten() {
        names.retain(|name| !only_used || scopes.all.iter().any(|scope| scope.uses(name)));
        for name in names {
            scopes.all[Scopes::MODULE].entry(name).bound = true;
        }
    }
    scopes.stars = lists;
    Some(scopes)
}

struct Binder<'a> {
    others: &'a dyn Others,
    scopes: Scopes,
    scope: ScopeId,
    places: &'a Places,
    errors: &'a mut Vec<Diagnostic>,
    pending_nonlocals: Vec<(ScopeId, String, ast::text_size::TextRange)>,
    /// Inside an annotation.
    in_annotation: bool,
    /// Inside the iterable of a comprehension, where no walrus may stand.
    in_iterable: u32,
    depth: u32,
    /// Loops, `try` and `with` statements around this place in its function.
    blocks: usize,
    /// Loops around it.
    loops: usize,
    too_deep: Option<ast::text_size::TextRange>,
}

impl Binder<'_> {
    fn error(&mut self, range: ast::text_size::TextRange, message: impl Into<String>) {
        self.errors
            .push(syntax_error(self.places.span(range), message));
    }

    fn mangled(&self, name: &str) -> String {
        mangle(self.scopes.all[self.scope].class_name.as_deref(), name)
    }

    fn read(&mut self, name: &str) {
        let name = self.mangled(name);
        self.scopes.once.read(&name);
        self.scopes.all[self.scope].entry(&name).read = true;
    }

    fn assign(&mut self, name: &str, range: ast::text_size::TextRange) {
        if name == "__debug__" {
            self.error(range, "cannot assign to __debug__");
        }
        let name = self.mangled(name);
        let scope = self.scope;
        self.scopes.once.bind(&name);
        let may_be_builtin = scope == Scopes::MODULE && crate::predefined::is_builtin(&name);
        let read_before = may_be_builtin && self.scopes.reads_global(&name);
        let entry = self.scopes.all[scope].entry(&name);
        entry.read_before |= read_before && !entry.bound;
        entry.bound = true;
        if entry.global && self.scopes.all[scope].kind != ScopeKind::Module {
            // The function's `global x` makes `x` a variable of the module.
            self.scopes.all[Scopes::MODULE].entry(&name).bound = true;
        }
    }

    /// Runs `walk` inside a new scope.
    fn inside<T>(&mut self, node: &T, kind: ScopeKind, name: &str, walk: impl FnOnce(&mut Self)) {
        let outer = self.scope;
        self.scope = self.scopes.open(node, kind, name, outer);
        let in_iterable = std::mem::take(&mut self.in_iterable);
        let blocks = std::mem::take(&mut self.blocks);
        let loops = std::mem::take(&mut self.loops);
        walk(self);
        self.loops = loops;
        self.blocks = blocks;
        self.in_iterable = in_iterable;
        self.scope = outer;
    }

    fn stmts(&mut self, body: &[Stmt]) {
        for stmt in body {
            self.stmt(stmt);
        }
    }

    /// Statements inside so many more of what CPython's compiler counts as blocks.
    fn nested(&mut self, blocks: usize, range: ast::text_size::TextRange, body: &[Stmt]) {
        let fit = self.blocks <= MAX_BLOCKS;
        self.blocks += blocks;
        if !body.is_empty() && fit && self.blocks > MAX_BLOCKS {
            self.error(range, "too many statically nested blocks");
        }
        self.stmts(body);
        self.blocks -= blocks;
    }

    fn exprs(&mut self, list: &[Expr]) {
        for expr in list {
            self.expr(expr);
        }
    }

    fn maybe(&mut self, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }

    fn params(&mut self, args: &ast::Arguments) {
        // The order `locals()` shows them in.
        let named = args.posonlyargs.iter().chain(&args.args);
        let params = named.chain(&args.kwonlyargs).map(|a| &a.def);
        let params = params.chain(args.vararg.as_deref());
        for param in params.chain(args.kwarg.as_deref()) {
            if param.arg.as_str() == "__debug__" {
                self.error(param.range, "cannot assign to __debug__");
            }
            let name = self.mangled(&param.arg);
            self.scopes.all[self.scope].entry(&name).param = true;
        }
    }

    fn defaults(&mut self, args: &ast::Arguments) {
        for arg in args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .chain(&args.kwonlyargs)
        {
            self.maybe(arg.default.as_deref());
        }
    }

    fn annotations(&mut self, args: &ast::Arguments) {
        let params = args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .chain(&args.kwonlyargs)
            .map(|a| &a.def);
        for param in params
            .chain(args.vararg.as_deref())
            .chain(args.kwarg.as_deref())
        {
            self.annotation(param.annotation.as_deref());
        }
    }

    fn annotation(&mut self, annotation: Option<&Expr>) {
        self.in_annotation = true;
        self.maybe(annotation);
        self.in_annotation = false;
    }

    fn function<T>(&mut self, node: &T, name: &str, parts: FunctionParts<'_>) {
        self.exprs(parts.decorators);
        self.defaults(parts.args);
        self.annotations(parts.args);
        self.annotation(parts.returns);
        self.assign(name, parts.range);
        self.inside(node, ScopeKind::Function, name, |inner| {
            inner.params(parts.args);
            inner.stmts(parts.body);
        });
        if self.is_module_level() && parts.decorators.is_empty() && !parts.is_async {
            let scope = self.scopes.of(node, ScopeKind::Function);
            self.scopes.once.define(name, scope);
        }
    }

    /// Runs `walk` one level further down, unless that is too deep.
    fn deeper(&mut self, range: ast::text_size::TextRange, walk: impl FnOnce(&mut Self)) {
        if self.depth == MAX_DEPTH {
            self.too_deep.get_or_insert(range);
        } else {
            self.depth += 1;
            walk(self);
            self.depth -= 1;
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        self.deeper(stmt.range(), |this| this.stmt_parts(stmt));
    }

    fn stmt_parts(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => self.function(
                def,
                &def.name,
                FunctionParts {
                    decorators: &def.decorator_list,
                    args: &def.args,
                    returns: def.returns.as_deref(),
                    body: &def.body,
                    range: def.range,
                    is_async: false,
                },
            ),
            Stmt::AsyncFunctionDef(def) => self.function(
                def,
                &def.name,
                FunctionParts {
                    decorators: &def.decorator_list,
                    args: &def.args,
                    returns: def.returns.as_deref(),
                    body: &def.body,
                    range: def.range,
                    is_async: true,
                },
            ),
            Stmt::ClassDef(def) => {
                self.exprs(&def.decorator_list);
                self.exprs(&def.bases);
                for keyword in &def.keywords {
                    self.expr(&keyword.value);
                }
                self.assign(&def.name, def.range);
                self.inside(def, ScopeKind::Class, &def.name, |inner| {
                    inner.stmts(&def.body)
                });
            }
            Stmt::Return(s) => self.maybe(s.value.as_deref()),
            Stmt::Delete(s) => s.targets.iter().for_each(|target| self.target(target)),
            Stmt::Assign(s) => {
                self.expr(&s.value);
                s.targets.iter().for_each(|target| self.target(target));
            }
            Stmt::TypeAlias(_) => {}
            Stmt::AugAssign(s) => {
                self.expr(&s.value);
                if let Expr::Name(name) = &*s.target {
                    self.read(&name.id);
                }
                self.target(&s.target);
            }
            Stmt::AnnAssign(s) => {
                if let Expr::Name(name) = &*s.target {
                    let id = self.mangled(&name.id);
                    let uses = self.scopes.all[self.scope].get(&id);
                    if (uses.global || uses.nonlocal) && self.scope != Scopes::MODULE {
                        let word = if uses.global { "global" } else { "nonlocal" };
                        self.error(
                            name.range,
                            format!("annotated name '{}' can't be {word}", name.id),
                        );
                    }
                    self.assign(&name.id, name.range);
                    self.scopes.all[self.scope].entry(&id).annotated = true;
                } else {
                    self.target(&s.target);
                }
                self.annotation(Some(&s.annotation));
                self.maybe(s.value.as_deref());
            }
            Stmt::For(s) => self.for_(s.range, &s.target, &s.iter, &s.body, &s.orelse),
            Stmt::AsyncFor(s) => self.for_(s.range, &s.target, &s.iter, &s.body, &s.orelse),
            Stmt::While(s) => {
                self.loops += 1;
                self.expr(&s.test);
                self.nested(1, s.range, &s.body);
                self.loops -= 1;
                self.stmts(&s.orelse);
            }
            Stmt::If(s) => {
                self.expr(&s.test);
                self.stmts(&s.body);
                self.stmts(&s.orelse);
            }
            Stmt::With(s) => self.with(s.range, &s.items, &s.body),
            Stmt::AsyncWith(s) => self.with(s.range, &s.items, &s.body),
            Stmt::Match(s) => {
                self.expr(&s.subject);
                for case in &s.cases {
                    self.pattern(&case.pattern);
                    self.maybe(case.guard.as_deref());
                    self.stmts(&case.body);
                }
            }
            Stmt::Raise(s) => {
                self.maybe(s.exc.as_deref());
                self.maybe(s.cause.as_deref());
            }
            Stmt::Try(s) => self.try_(s.range, &s.body, &s.handlers, &s.orelse, &s.finalbody),
            Stmt::TryStar(s) => self.try_(s.range, &s.body, &s.handlers, &s.orelse, &s.finalbody),
            Stmt::Assert(s) => {
                self.warn(s.range, crate::warnings::of_assert(s));
                self.expr(&s.test);
                self.maybe(s.msg.as_deref());
            }
            Stmt::Import(s) => {
                for alias in &s.names {
                    self.scopes.once.import(&alias.name);
                    self.scopes.shows_globals |= alias.name.as_str() == "__main__";
                    self.scopes.shown_as_main |= brings_in(RUN_IN_MAIN, &alias.name);
                    self.scopes.read_as_main |= brings_in(LOOK_INTO_MAIN, &alias.name);
                    self.scopes.names_from_files |= brings_in(READ_NAMES_OF_MAIN, &alias.name);
                    self.scopes.pickles |= brings_in(PICKLE, &alias.name);
                    let name = match &alias.asname {
                        Some(name) => name.as_str(),
                        None => alias.name.split('.').next().unwrap_or_default(),
                    };
                    self.assign(name, alias.range);
                }
            }
            Stmt::ImportFrom(s) => {
                let module = s.module.as_deref();
                self.scopes.once.import(module.unwrap_or_default());
                self.scopes.shows_globals |= module == Some("__main__");
                self.scopes.text_annotations |= module == Some("__future__")
                    && s.names.iter().any(|alias| &alias.name == "annotations");
                self.scopes.shown_as_main |=
                    module.is_some_and(|module| brings_in(RUN_IN_MAIN, module));
                self.scopes.read_as_main |=
                    module.is_some_and(|module| brings_in(LOOK_INTO_MAIN, module));
                self.scopes.names_from_files |=
                    module.is_some_and(|module| brings_in(READ_NAMES_OF_MAIN, module));
                self.scopes.pickles |= module.is_some_and(|module| brings_in(PICKLE, module));
                for alias in &s.names {
                    self.scopes.pickles |= alias.name.as_str() == PICKLER;
                    self.scopes.reads_files |= READERS.contains(&alias.name.as_str());
                    self.scopes.evaluates_texts |= EVALUATE_TEXTS.contains(&alias.name.as_str());
                    self.scopes.shows_globals |=
                        module == Some("sys") && alias.name.as_str() == "modules";
                    if alias.name.as_str() == "*" {
                        if self.scope != Scopes::MODULE {
                            self.error(s.range, "import * only allowed at module level");
                        }
                        let given = self.others.exports(&crate::imports::source(s));
                        // Where others may come, this module's names are as uncertain.
                        self.scopes.shows_globals |=
                            given.as_ref().is_some_and(|given| given.are_some);
                        let names =
                            given.map(|given| given.names.into_iter().map(|e| e.name).collect());
                        self.scopes.stars.insert(s.range.start().into(), names);
                    } else {
                        self.assign(alias.asname.as_ref().unwrap_or(&alias.name), alias.range);
                    }
                }
            }
            Stmt::Global(s) => s.names.iter().for_each(|name| self.global(name, s.range)),
            Stmt::Nonlocal(s) => s.names.iter().for_each(|name| self.nonlocal(name, s.range)),
            Stmt::Expr(s) => self.expr(&s.value),
            Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) => {}
        }
    }

    fn for_(
        &mut self,
        range: ast::text_size::TextRange,
        target: &Expr,
        iter: &Expr,
        body: &[Stmt],
        orelse: &[Stmt],
    ) {
        self.loops += 1;
        self.target(target);
        self.loops -= 1;
        self.expr(iter);
        self.loops += 1;
        self.nested(1, range, body);
        self.loops -= 1;
        self.stmts(orelse);
    }

    fn with(&mut self, range: ast::text_size::TextRange, items: &[ast::WithItem], body: &[Stmt]) {
        for item in items {
            self.expr(&item.context_expr);
            if let Some(target) = item.optional_vars.as_deref() {
                self.target(target);
            }
        }
        self.nested(items.len(), range, body);
    }

    fn try_(
        &mut self,
        range: ast::text_size::TextRange,
        body: &[Stmt],
        handlers: &[ast::ExceptHandler],
        orelse: &[Stmt],
        finally: &[Stmt],
    ) {
        // A `finally` is a block around the rest, and one of its own where it runs.
        let around = usize::from(!finally.is_empty());
        let own = usize::from(!handlers.is_empty());
        self.nested(around + own, range, body);
        for ast::ExceptHandler::ExceptHandler(handler) in handlers {
            self.maybe(handler.type_.as_deref());
            if let Some(name) = &handler.name {
                self.assign(name, handler.range);
            }
            self.nested(around + 2, range, &handler.body);
        }
        self.nested(around, range, orelse);
        self.nested(1, range, finally);
    }

    /// What a `global` or `nonlocal` statement may not come after.
    fn check_declaration(
        &mut self,
        name: &str,
        mangled: &str,
        word: &str,
        range: ast::text_size::TextRange,
    ) -> bool {
        let uses = self.scopes.all[self.scope].get(mangled);
        let message = if uses.param {
            format!("name '{name}' is parameter and {word}")
        } else if uses.annotated {
            format!("annotated name '{name}' can't be {word}")
        } else if uses.bound {
            format!("name '{name}' is assigned to before {word} declaration")
        } else if uses.read {
            format!("name '{name}' is used prior to {word} declaration")
        } else {
            return true;
        };
        self.error(range, message);
        false
    }

    fn global(&mut self, name: &str, range: ast::text_size::TextRange) {
        let mangled = self.mangled(name);
        let uses = self.scopes.all[self.scope].get(&mangled);
        if !uses.global && !self.check_declaration(name, &mangled, "global", range) {
            return;
        }
        if uses.nonlocal {
            self.error(range, format!("name '{name}' is nonlocal and global"));
            return;
        }
        self.scopes.all[self.scope].entry(&mangled).global = true;
        self.scopes.all[Scopes::MODULE].entry(&mangled).global = true;
    }

    fn nonlocal(&mut self, name: &str, range: ast::text_size::TextRange) {
        if self.scope == Scopes::MODULE {
            self.error(range, "nonlocal declaration not allowed at module level");
            return;
        }
        let mangled = self.mangled(name);
        let uses = self.scopes.all[self.scope].get(&mangled);
        if !uses.nonlocal && !self.check_declaration(name, &mangled, "nonlocal", range) {
            return;
        }
        if uses.global {
            self.error(range, format!("name '{name}' is nonlocal and global"));
            return;
        }
        self.scopes.all[self.scope].entry(&mangled).nonlocal = true;
        self.pending_nonlocals.push((self.scope, mangled, range));
    }

    fn target(&mut self, target: &Expr) {
        match target {
            Expr::Name(name) => {
                self.assign(&name.id, name.range);
                if self.scopes.all[self.scope].kind.is_comprehension() {
                    let id = self.mangled(&name.id);
                    let entry = self.scopes.all[self.scope].entry(&id);
                    entry.iteration = true;
                    if entry.from_comprehension {
                        let message = format!(
                            "comprehension inner loop cannot rebind assignment expression target '{}'",
                            name.id
                        );
                        self.error(name.range, message);
                    }
                }
            }
            Expr::Tuple(e) => e.elts.iter().for_each(|e| self.target(e)),
            Expr::List(e) => e.elts.iter().for_each(|e| self.target(e)),
            Expr::Starred(e) => self.target(&e.value),
            other => self.expr(other),
        }
    }

    fn pattern(&mut self, pattern: &Pattern) {
        self.deeper(pattern.range(), |this| this.pattern_parts(pattern));
    }

    fn pattern_parts(&mut self, pattern: &Pattern) {
        let capture = |this: &mut Self, name: &Option<ast::Identifier>| {
            if let Some(name) = name {
                this.assign(name, pattern.range());
            }
        };
        match pattern {
            Pattern::MatchValue(p) => self.expr(&p.value),
            Pattern::MatchSingleton(_) => {}
            Pattern::MatchSequence(p) => p.patterns.iter().for_each(|p| self.pattern(p)),
            Pattern::MatchMapping(p) => {
                self.exprs(&p.keys);
                p.patterns.iter().for_each(|p| self.pattern(p));
                capture(self, &p.rest);
            }
            Pattern::MatchClass(p) => {
                self.expr(&p.cls);
                p.patterns
                    .iter()
                    .chain(&p.kwd_patterns)
                    .for_each(|p| self.pattern(p));
            }
            Pattern::MatchStar(p) => capture(self, &p.name),
            Pattern::MatchAs(p) => {
                if let Some(inner) = &p.pattern {
                    self.pattern(inner);
                }
                capture(self, &p.name);
            }
            Pattern::MatchOr(p) => p.patterns.iter().for_each(|p| self.pattern(p)),
        }
    }

    fn expr(&mut self, expr: &Expr) {
        self.deeper(expr.range(), |this| this.expr_parts(expr));
    }

    fn warn(&mut self, range: ast::text_size::TextRange, warning: Option<String>) {
        if let Some(text) = warning {
            let line = self.places.span(range).line;
            self.scopes.warnings.push((line, text));
        }
    }

    fn expr_parts(&mut self, expr: &Expr) {
        self.warn(expr.range(), crate::warnings::of_expression(expr));
        match expr {
            Expr::Name(e) => {
                self.read(&e.id);
                self.scopes.shows_globals |= SHOW_GLOBALS.contains(&e.id.as_str());
                if e.id.as_str() == "super" {
                    self.scopes.all[self.scope].entry("__class__").read = true;
                }
            }
            Expr::BoolOp(e) => self.exprs(&e.values),
            Expr::NamedExpr(e) => {
                self.expr(&e.value);
                self.walrus(&e.target, e.range);
            }
            Expr::BinOp(e) => {
                self.expr(&e.left);
                self.expr(&e.right);
            }
            Expr::UnaryOp(e) => self.expr(&e.operand),
            Expr::Lambda(e) => {
                self.defaults(&e.args);
                self.inside(e, ScopeKind::Lambda, "<lambda>", |inner| {
                    inner.params(&e.args);
                    inner.expr(&e.body);
                });
            }
            Expr::IfExp(e) => {
                self.expr(&e.test);
                self.expr(&e.body);
                self.expr(&e.orelse);
            }
            Expr::Dict(e) => {
                e.keys.iter().for_each(|key| self.maybe(key.as_ref()));
                self.exprs(&e.values);
            }
            Expr::Set(e) => self.exprs(&e.elts),
            Expr::ListComp(e) => self.comprehension(
                e,
                ScopeKind::Comprehension,
                "<listcomp>",
                &e.generators,
                &[&e.elt],
            ),
            Expr::SetComp(e) => self.comprehension(
                e,
                ScopeKind::Comprehension,
                "<setcomp>",
                &e.generators,
                &[&e.elt],
            ),
            Expr::DictComp(e) => {
                self.comprehension(
                    e,
                    ScopeKind::Comprehension,
                    "<dictcomp>",
                    &e.generators,
                    &[&e.key, &e.value],
                );
            }
            Expr::GeneratorExp(e) => self.comprehension(
                e,
                ScopeKind::Generator,
                "<genexpr>",
                &e.generators,
                &[&e.elt],
            ),
            Expr::Await(e) => self.expr(&e.value),
            Expr::Yield(e) => {
                self.scopes.once.suspend(self.scope);
                self.maybe(e.value.as_deref());
            }
            Expr::YieldFrom(e) => {
                self.scopes.once.suspend(self.scope);
                self.expr(&e.value);
            }
            Expr::Compare(e) => {
                self.expr(&e.left);
                self.exprs(&e.comparators);
            }
            Expr::Call(e) => {
                let is_next = match &*e.func {
                    Expr::Name(name) => name.id.as_str() == "next",
                    Expr::Attribute(attribute) => attribute.attr.as_str() == "__next__",
                    _ => false,
                };
                if is_next {
                    self.note_next();
                }
                if let Expr::Name(name) = &*e.func
                    && SHOW_LOCALS.contains(&name.id.as_str())
                    && e.args.is_empty()
                    && self.is_module_level()
                {
                    self.scopes.shows_globals = true;
                }
                let called = match &*e.func {
                    Expr::Name(name) => name.id.as_str(),
                    Expr::Attribute(attribute) => attribute.attr.as_str(),
                    _ => "",
                };
                self.scopes.shows_globals |= gets_evaluator(called, &e.args);
                self.scopes.pickles |= LOADERS.contains(&called);
                if IMPORTERS.contains(&called)
                    && let Some(name) = e.args.first()
                {
                    self.scopes.pickles |= !is_native(name);
                    self.scopes.named_imports.extend(named_module(name));
                    match may_be_main(name) {
                        None => self.scopes.shows_globals = true,
                        Some(may_be) => self.scopes.read_as_main |= may_be,
                    }
                }
                let kind = self.scopes.all[self.scope].kind;
                if let Expr::Name(name) = &*e.func
                    && self.loops == 0
                    && matches!(kind, ScopeKind::Module | ScopeKind::Function)
                {
                    let name = self.mangled(&name.id);
                    self.scopes.once.call(&name, self.scope);
                }
                self.expr(&e.func);
                self.exprs(&e.args);
                for keyword in &e.keywords {
                    let name = keyword.arg.as_deref();
                    self.scopes.evaluates_texts |=
                        name.is_some_and(|name| EVALUATE_TEXTS.contains(&name));
                    self.expr(&keyword.value);
                }
            }
            Expr::FormattedValue(e) => {
                self.expr(&e.value);
                self.maybe(e.format_spec.as_deref());
            }
            Expr::JoinedStr(e) => self.exprs(&e.values),
            Expr::Constant(e) => {
                if let ast::Constant::Str(text) = &e.value {
                    self.note_words(text);
                    self.scopes.texts.note(text);
                    self.scopes.text_annotations |= self.in_annotation;
                    self.scopes.shown_as_main |= text.contains("from __main__ import");
                }
            }
            Expr::Attribute(e) => {
                let name = e.attr.as_str();
                self.scopes.once.attribute(name);
                self.scopes.reads_files |= READERS.contains(&name);
                self.scopes.pickles |= name == PICKLER;
                self.scopes.shows_others |= SHOW_OTHERS.contains(&name);
                self.scopes.evaluates_texts |= EVALUATE_TEXTS.contains(&name);
                self.scopes.shows_globals |= name == "modules" || SHOW_OTHERS.contains(&name);
                self.scopes.shows_globals |=
                    EVALUATORS.contains(&name) && may_be_builtins(&e.value);
                self.expr(&e.value);
            }
            Expr::Subscript(e) => {
                self.expr(&e.value);
                self.expr(&e.slice);
            }
            Expr::Starred(e) => self.expr(&e.value),
            Expr::List(e) => self.exprs(&e.elts),
            Expr::Tuple(e) => self.exprs(&e.elts),
            Expr::Slice(e) => {
                self.maybe(e.lower.as_deref());
                self.maybe(e.upper.as_deref());
                self.maybe(e.step.as_deref());
            }
        }
    }

    /// Whether code here runs in the module's own namespace.
    fn is_module_level(&self) -> bool {
        self.scope == Scopes::MODULE
    }

    fn note_words(&mut self, text: &str) {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        for word in words.filter(|word| !word.is_empty()) {
            if !self.scopes.words.contains(word) {
                self.scopes.words.insert(word.to_string());
            }
        }
    }

    fn note_next(&mut self) {
        let mut scope = self.scope;
        loop {
            let here = &mut self.scopes.all[scope];
            here.calls_next = true;
            match here.parent {
                Some(parent) if here.kind.is_comprehension() => scope = parent,
                _ => return,
            }
        }
    }

    fn comprehension<T>(
        &mut self,
        node: &T,
        kind: ScopeKind,
        name: &str,
        clauses: &[ast::Comprehension],
        elements: &[&Expr],
    ) {
        let Some((first, rest)) = clauses.split_first() else {
            return;
        };
        self.in_iterable += 1;
        self.expr(&first.iter);
        self.in_iterable -= 1;
        let in_iterable = self.in_iterable;
        self.inside(node, kind, name, |inner| {
            // A comprehension inside an iterable is still inside it.
            inner.in_iterable = in_iterable;
            inner.target(&first.target);
            inner.exprs(&first.ifs);
            for clause in rest {
                inner.target(&clause.target);
                inner.in_iterable += 1;
                inner.expr(&clause.iter);
                inner.in_iterable -= 1;
                inner.exprs(&clause.ifs);
            }
            elements.iter().for_each(|element| inner.expr(element));
        });
    }

    fn walrus(&mut self, target: &Expr, range: ast::text_size::TextRange) {
        let Expr::Name(name) = target else { return };
        if self.in_iterable > 0 {
            self.error(
                range,
                "assignment expression cannot be used in a comprehension iterable expression",
            );
            return;
        }
        let id = self.mangled(&name.id);
        let mut scope = self.scope;
        while self.scopes.all[scope].kind.is_comprehension() {
            if self.scopes.all[scope].get(&id).iteration {
                let message = format!(
                    "assignment expression cannot rebind comprehension iteration variable '{}'",
                    name.id
                );
                self.error(name.range, message);
                return;
            }
            self.scopes.all[scope].entry(&id).from_comprehension = true;
            scope = self.scopes.all[scope].parent.unwrap_or(Scopes::MODULE);
        }
        if scope != self.scope && self.scopes.all[scope].kind == ScopeKind::Class {
            self.error(
                range,
                "assignment expression within a comprehension cannot be used in a class body",
            );
            return;
        }
        let inner = std::mem::replace(&mut self.scope, scope);
        self.assign(&name.id, name.range);
        self.scope = inner;
    }
}

struct FunctionParts<'a> {
    decorators: &'a [Expr],
    args: &'a ast::Arguments,
    returns: Option<&'a Expr>,
    body: &'a [Stmt],
    range: ast::text_size::TextRange,
    is_async: bool,
}
