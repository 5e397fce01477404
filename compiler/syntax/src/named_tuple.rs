//! Named tuples. A class derived from `typing.NamedTuple` becomes one derived
//! from `tuple` that a decorator completes, and calls of
//! `collections.namedtuple` say in which module they stand: the runtime does
//! not see its callers.

use std::convert::Infallible;

use rustpython_parser::ast::fold::{self, Fold};
use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::ast::{self, Expr, Identifier, Ranged, Stmt};

use crate::fold::keep_ranges;
use crate::generated::{insert_import, statements};
use crate::imports::Imports;
use crate::predefined::is_plain_name;

/// The name under which a rewritten module has `_collections`.
const LIBRARY: &str = "__collections__";

/// What the body of a class derived from `NamedTuple` must not define.
const PROHIBITED: &[&str] = &[
    "__new__",
    "__init__",
    "__slots__",
    "__getnewargs__",
    "_fields",
    "_field_defaults",
    "_field_types",
    "_make",
    "_replace",
    "_asdict",
    "_source",
];

/// Rewrites the named tuples of a module.
pub(crate) fn rewrite(body: &mut Vec<Stmt>) {
    let imports = Imports::of(body);
    let is_used = imports.mentions("typing") || imports.mentions("collections");
    if !is_used || imports.is_bound("tuple") || imports.is_bound("__name__") {
        return;
    }
    let mut rewriter = Rewriter { imports, count: 0 };
    for stmt in body.iter_mut() {
        if let Some(class) = rewriter.class_of_call(stmt) {
            *stmt = class;
        }
    }
    let Ok(rewritten) = rewriter.fold(std::mem::take(body));
    *body = rewritten;
    if rewriter.count > 0 {
        insert_import(body, "_collections", LIBRARY);
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
        let is_form = |base: &Expr, form| self.imports.resolve(base) == Some(("typing", form));
        let is_generic =
            |base: &&Expr| matches!(base, Expr::Subscript(base) if is_form(&base.value, "Generic"));
        let mut others = class.bases.iter().filter(|base| !is_generic(base));
        if let (Some(base), None) = (others.next(), others.next())
            && class.keywords.is_empty()
            && is_form(base, "NamedTuple")
            && let Some(fields) = fields(&class.body)
        {
            let base = base.range();
            self.complete(&mut class, base, &fields);
        }
        fold::fold_stmt_class_def(self, class)
    }

    fn fold_expr_call(&mut self, mut call: ast::ExprCall) -> Result<ast::ExprCall, Infallible> {
        let says_module = |keyword: &ast::Keyword| {
            let name = keyword.arg.as_ref().map(Identifier::as_str);
            name.is_none_or(|name| name == "module")
        };
        if self.imports.resolve(&call.func) == Some(("collections", "namedtuple"))
            && !call.keywords.iter().any(says_module)
        {
            let range = TextRange::empty(call.range.end());
            call.keywords.push(ast::Keyword {
                range,
                arg: Some(Identifier::new("module")),
                value: name("__name__", range),
            });
        }
        fold::fold_expr_call(self, call)
    }
}

impl Rewriter {
    /// `C = namedtuple("C", "x y")` says what a class statement would.
    fn class_of_call(&mut self, stmt: &Stmt) -> Option<Stmt> {
        let Stmt::Assign(assign) = stmt else {
            return None;
        };
        let ([Expr::Name(target)], Expr::Call(call)) = (assign.targets.as_slice(), &*assign.value)
        else {
            return None;
        };
        let [Expr::Constant(called), fields] = call.args.as_slice() else {
            return None;
        };
        let is_same = called
            .value
            .as_str()
            .is_some_and(|text| *text == target.id.as_str());
        if !is_same || self.imports.resolve(&call.func) != Some(("collections", "namedtuple")) {
            return None;
        }
        let fields = literal_names(fields)?;
        let defaults = match call.keywords.as_slice() {
            [] => Vec::new(),
            [one] if one.arg.as_ref().is_some_and(|name| name == "defaults") => {
                let (Expr::Tuple(ast::ExprTuple { elts, .. })
                | Expr::List(ast::ExprList { elts, .. })) = &one.value
                else {
                    return None;
                };
                let plain = |expr: &Expr| matches!(expr, Expr::Constant(_));
                elts.iter().all(plain).then(|| elts.clone())?
            }
            _ => return None,
        };
        let first_default = fields.len().checked_sub(defaults.len())?;
        let id = target.id.as_str();
        let mut text = format!("class {id}(tuple):\n    pass\n");
        for field in &fields[first_default..] {
            text.push_str(&format!("    {field} = None\n"));
        }
        let at = TextRange::empty(assign.range.start());
        let mut made = statements(&text, at)?;
        let Some(Stmt::ClassDef(class)) = made.first_mut() else {
            return None;
        };
        class.range = assign.range;
        for (stmt, default) in class.body.iter_mut().skip(1).zip(defaults) {
            if let Stmt::Assign(assign) = stmt {
                *assign.value = default;
            }
        }
        self.finish(class, &fields)?;
        made.pop()
    }

    /// `class C(NamedTuple)` becomes `@_named_tuple class C(tuple)`.
    fn complete(&mut self, class: &mut ast::StmtClassDef, base: TextRange, fields: &[String]) {
        let form = class.bases.iter_mut().find(|expr| expr.range() == base);
        form.into_iter()
            .for_each(|form| *form = name("tuple", base));
        self.finish(class, fields);
    }

    /// Gives a class over `tuple` the names of its fields, and the decorator.
    fn finish(&mut self, class: &mut ast::StmtClassDef, fields: &[String]) -> Option<()> {
        let fields: String = fields.iter().map(|name| format!("{name:?}, ")).collect();
        let text = format!("__slots__ = ()\n_fields = ({fields})");
        let at = TextRange::empty(class.range.start());
        let generated = statements(&text, at)?;
        class.body.extend(generated);
        class
            .decorator_list
            .push(Expr::Attribute(ast::ExprAttribute {
                range: at,
                value: Box::new(name(LIBRARY, at)),
                attr: Identifier::new("_named_tuple"),
                ctx: ast::ExprContext::Load,
            }));
        self.count += 1;
        Some(())
    }
}

/// Names in a display of texts, or in a text, that `namedtuple` takes as they are.
fn literal_names(expr: &Expr) -> Option<Vec<String>> {
    let text = |expr: &Expr| match expr {
        Expr::Constant(constant) => constant.value.as_str().cloned(),
        _ => None,
    };
    let names: Vec<String> = match expr {
        Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
            elts.iter().map(text).collect::<Option<_>>()?
        }
        _ => {
            let spaced = text(expr)?.replace(',', " ");
            spaced.split_whitespace().map(str::to_string).collect()
        }
    };
    let is_plain = |(at, name): (usize, &String)| {
        !name.starts_with('_') && is_plain_name(name) && !names[..at].contains(name)
    };
    names.iter().enumerate().all(is_plain).then_some(names)
}

fn name(id: &str, range: TextRange) -> Expr {
    Expr::Name(ast::ExprName {
        range,
        id: Identifier::new(id),
        ctx: ast::ExprContext::Load,
    })
}

/// The names of the fields that the body of a class declares, unless it is
/// one that `NamedTuple` refuses or that the text alone does not tell.
fn fields(body: &[Stmt]) -> Option<Vec<String>> {
    let mut fields: Vec<String> = Vec::new();
    let mut has_default = false;
    for stmt in body {
        let bound = match stmt {
            Stmt::AnnAssign(field) => {
                let Expr::Name(name) = &*field.target else {
                    return None;
                };
                let name = name.id.to_string();
                if name.starts_with('_') || fields.contains(&name) {
                    return None;
                }
                if has_default && field.value.is_none() {
                    return None;
                }
                has_default = field.value.is_some();
                fields.push(name);
                continue;
            }
            Stmt::FunctionDef(def) => vec![def.name.as_str()],
            Stmt::AsyncFunctionDef(def) => vec![def.name.as_str()],
            Stmt::ClassDef(class) => vec![class.name.as_str()],
            Stmt::Assign(assign) => {
                let mut names = Vec::new();
                for target in &assign.targets {
                    let Expr::Name(name) = target else {
                        return None;
                    };
                    names.push(name.id.as_str());
                }
                names
            }
            Stmt::Pass(_) => continue,
            Stmt::Expr(expr) if matches!(&*expr.value, Expr::Constant(_)) => continue,
            _ => return None,
        };
        if bound.iter().any(|name| PROHIBITED.contains(name)) {
            return None;
        }
    }
    Some(fields)
}
