//! What modules know of each other: above all, which names `from m import *` gives.

use rustpython_parser::ast::{self, Constant, Expr, Operator, Stmt};

use crate::dataclass::HeldClass;
use crate::imports::{FOLLOWED, Imports};
use crate::scope::Scopes;

/// A name that `import *` binds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    pub name: String,
    /// The module, and the name in it, where the exporting module has it from one of which
    /// classes are rewritten by what they name: it may not keep the name itself.
    pub origin: Option<(String, String)>,
}

impl Export {
    /// A name of the exporting module itself.
    pub fn own(name: &str) -> Export {
        Export {
            name: name.to_string(),
            origin: None,
        }
    }
}

/// What `import *` of a module binds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exports {
    pub names: Vec<Export>,
    /// There may be others, which the module gives itself by other means than its text.
    pub are_some: bool,
}

impl Exports {
    /// Names of the exporting module itself, and no others.
    pub fn own<'a>(names: impl IntoIterator<Item = &'a str>) -> Exports {
        Exports {
            names: names.into_iter().map(Export::own).collect(),
            are_some: false,
        }
    }
}

/// Tells what other modules hold. They are named as an import names them: dotted, with leading dots.
pub trait Others {
    /// What `import *` of a module binds; `None` if nobody knows before the program runs.
    fn exports(&self, module: &str) -> Option<Exports>;

    /// The class that a path of attributes leads to from a module of the program.
    fn class(&self, module: &str, path: &[&str]) -> Option<HeldClass>;
}

/// No other modules.
pub(crate) struct Nobody;

impl Others for Nobody {
    fn exports(&self, _: &str) -> Option<Exports> {
        None
    }

    fn class(&self, _: &str, _: &[&str]) -> Option<HeldClass> {
        None
    }
}

/// The names `import *` of the module with that body binds: those in
/// `__all__`, or all that do not begin with an underscore.
pub(crate) fn exports(body: &[Stmt], scopes: &Scopes) -> Option<Exports> {
    let imports = Imports::of(body);
    let exported = |name: String| {
        let found = imports.found.get(&name);
        let followed = found.filter(|(module, _)| FOLLOWED.contains(&module.as_str()));
        let origin = followed.and_then(|(module, name)| Some((module.clone(), name.clone()?)));
        Export { name, origin }
    };
    let names = names(body, scopes)?;
    let says_all = scopes.all[Scopes::MODULE].get("__all__").bound;
    Some(Exports {
        names: names.into_iter().map(exported).collect(),
        are_some: scopes.shows_globals && !says_all,
    })
}

fn names(body: &[Stmt], scopes: &Scopes) -> Option<Vec<String>> {
    // What `import *` brought in is given away again.
    if scopes.stars.values().any(Option::is_none) {
        return None;
    }
    let module = &scopes.all[Scopes::MODULE];
    if !module.get("__all__").bound {
        let assigned = module
            .names
            .iter()
            .filter(|(_, uses)| uses.bound || uses.global);
        let names = assigned.map(|(name, _)| name.clone());
        return Some(names.filter(|name| !name.starts_with('_')).collect());
    }
    let mut names = Vec::new();
    for stmt in body {
        match stmt {
            Stmt::Assign(s) if s.targets.iter().any(is_all) => names = strings(&s.value)?,
            Stmt::AnnAssign(s) if is_all(&s.target) => names = strings(s.value.as_deref()?)?,
            Stmt::AugAssign(s) if is_all(&s.target) => names.extend(strings(&s.value)?),
            Stmt::Expr(s) if changes_all(&s.value) => names.extend(added(&s.value)?),
            Stmt::If(_) | Stmt::For(_) | Stmt::While(_) | Stmt::With(_) | Stmt::Try(_)
                if mentions_all(stmt) =>
            {
                return None;
            }
            _ => {}
        }
    }
    Some(names)
}

fn is_all(expr: &Expr) -> bool {
    matches!(expr, Expr::Name(name) if name.id.as_str() == "__all__")
}

/// The items of a list of strings, written out.
fn strings(expr: &Expr) -> Option<Vec<String>> {
    let items = match expr {
        Expr::List(list) => &list.elts,
        Expr::Tuple(tuple) => &tuple.elts,
        Expr::BinOp(sum) if sum.op == Operator::Add => {
            let mut all = strings(&sum.left)?;
            all.extend(strings(&sum.right)?);
            return Some(all);
        }
        _ => return None,
    };
    items.iter().map(string).collect()
}

fn string(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Constant(ast::ExprConstant {
            value: Constant::Str(text),
            ..
        }) => Some(text.clone()),
        _ => None,
    }
}

/// A call of a method of `__all__`.
fn changes_all(expr: &Expr) -> bool {
    matches!(expr, Expr::Call(call)
        if matches!(&*call.func, Expr::Attribute(method) if is_all(&method.value)))
}

/// The names such a call adds.
fn added(expr: &Expr) -> Option<Vec<String>> {
    let Expr::Call(call) = expr else { return None };
    let Expr::Attribute(method) = &*call.func else {
        return None;
    };
    match (method.attr.as_str(), call.args.as_slice()) {
        ("extend", [names]) => strings(names),
        ("append", [name]) => Some(vec![string(name)?]),
        _ => None,
    }
}

/// Whether a compound statement changes `__all__`, as far as that shows.
fn mentions_all(stmt: &Stmt) -> bool {
    let any = |body: &[Stmt]| body.iter().any(mentions_all);
    match stmt {
        Stmt::Assign(s) => s.targets.iter().any(is_all),
        Stmt::AugAssign(s) => is_all(&s.target),
        Stmt::Expr(s) => changes_all(&s.value),
        Stmt::If(s) => any(&s.body) || any(&s.orelse),
        Stmt::For(s) => any(&s.body) || any(&s.orelse),
        Stmt::While(s) => any(&s.body) || any(&s.orelse),
        Stmt::With(s) => any(&s.body),
        Stmt::Try(s) => {
            any(&s.body)
                || any(&s.orelse)
                || any(&s.finalbody)
                || s.handlers
                    .iter()
                    .any(|ast::ExceptHandler::ExceptHandler(handler)| any(&handler.body))
        }
        _ => false,
    }
}
