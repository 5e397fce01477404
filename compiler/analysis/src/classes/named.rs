//! Named tuples: classes that derive from `tuple` alone and are completed by the decorator that
//! the parser writes (`compiler/syntax/src/named_tuple.rs`).

use std::collections::BTreeMap;

use pyaot_syntax::tree::{Class, Expr, ExprKind, Module, Stmt, StmtKind};

use super::{Member, is_builtin_class, origin};
use crate::bind::{Source, is_constant};

/// A field of a named tuple.
#[derive(Debug, Clone)]
pub struct NamedItem {
    pub name: String,
    /// The body of the class gives it a default: whether that is a constant.
    pub default: Option<bool>,
}

/// Methods with which instances are not what a tuple with names is: found otherwise, made otherwise,
/// with other items.
const CHANGING: &[&str] = &[
    "__class__",
    "__class_getitem__",
    "__del__",
    "__delattr__",
    "__getattr__",
    "__getattribute__",
    "__getitem__",
    "__init__",
    "__init_subclass__",
    "__iter__",
    "__new__",
    "__setattr__",
];

/// The fields of a class whose instances are tuples of just these items, where its text says so.
pub(super) fn items(
    module: &Module,
    body: &[Stmt],
    class: &Class,
    members: &BTreeMap<String, Member>,
) -> Option<Vec<NamedItem>> {
    let decorators = body.iter().find_map(|stmt| match &stmt.kind {
        StmtKind::ClassDef {
            class: id,
            decorators,
            ..
        } => (*id == class.id).then_some(decorators),
        _ => None,
    })?;
    let [base] = class.bases.as_slice() else {
        return None;
    };
    if !class.keywords.is_empty() || CHANGING.iter().any(|name| members.contains_key(*name)) {
        return None;
    }
    let written = decorators.iter().map(|it| origin(module, it));
    let is_completed = written.eq([Some(("_collections", "_named_tuple"))]);
    let found: Vec<NamedItem> = match &base.kind {
        ExprKind::Name { name, .. }
            if is_completed && is_builtin_class(base) && name == "tuple" =>
        {
            let of_body = class.body.iter().find_map(|stmt| match &stmt.kind {
                StmtKind::Assign { targets, value } if is_name(targets, "_fields") => Some(value),
                _ => None,
            });
            let names = literal_names(of_body?)?;
            let default = |name: &String| default_of(class, name).map(is_constant);
            names
                .into_iter()
                .map(|name| NamedItem {
                    default: default(&name),
                    name,
                })
                .collect()
        }
        // `class C(namedtuple("C", "x y"))`.
        ExprKind::Call {
            callee,
            args,
            keywords,
        } if decorators.is_empty() => {
            let plain = keywords.iter().all(|k| k.name.as_deref() == Some("module"));
            let is_function = origin(module, callee) == Some(("collections", "namedtuple"));
            let [_, names] = args.as_slice() else {
                return None;
            };
            if !is_function || !plain {
                return None;
            }
            let names = literal_names(names)?;
            names
                .into_iter()
                .map(|name| NamedItem {
                    name,
                    default: None,
                })
                .collect()
        }
        _ => return None,
    };
    let is_written = |name: &str| members.contains_key(name);
    let hides = |item: &NamedItem| match decorators.is_empty() {
        true => is_written(&item.name),
        false => !matches!(members.get(&item.name), None | Some(Member::Variable)),
    };
    let is_made_otherwise = ["_replace", "_make", "__getnewargs__"]
        .into_iter()
        .any(is_written);
    (!found.iter().any(hides) && !is_made_otherwise).then_some(found)
}

fn is_name(targets: &[Expr], wanted: &str) -> bool {
    matches!(targets, [Expr { kind: ExprKind::Name { name, .. }, .. }] if name == wanted)
}

/// Names in a display of texts, or in a text; all different.
fn literal_names(expr: &Expr) -> Option<Vec<String>> {
    let names: Vec<String> = match &expr.kind {
        ExprKind::Str(text) => {
            let spaced = text.replace(',', " ");
            spaced.split_whitespace().map(str::to_string).collect()
        }
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            let texts = items.iter().map(|item| match &item.kind {
                ExprKind::Str(text) => Some(text.clone()),
                _ => None,
            });
            texts.collect::<Option<_>>()?
        }
        _ => return None,
    };
    let is_plain = |(at, name): (usize, &String)| {
        let mut chars = name.chars();
        let starts = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
        let plain = chars.all(|c| c.is_ascii_alphanumeric() || c == '_');
        starts && plain && !names[..at].contains(name)
    };
    names.iter().enumerate().all(is_plain).then_some(names)
}

/// The default that the body of a named tuple's class gives a field.
pub fn default_of<'a>(class: &'a Class, field: &str) -> Option<&'a Expr> {
    class.body.iter().find_map(|stmt| match &stmt.kind {
        StmtKind::AnnAssign { target, value, .. } => match &target.kind {
            ExprKind::Name { name, .. } if name == field => value.as_ref(),
            _ => None,
        },
        StmtKind::Assign { targets, value } if is_name(targets, field) => Some(value),
        _ => None,
    })
}

/// Where the items of a new instance come from, in order: so many arguments by position, those of
/// these names, or constants. `None` where they do not fit, or only the runtime knows.
pub fn bind(items: &[NamedItem], n_args: usize, names: &[&str]) -> Option<Vec<Source>> {
    if n_args > items.len() {
        return None;
    }
    let known = |name: &&str| items.iter().skip(n_args).any(|item| item.name == **name);
    if !names.iter().all(known) {
        return None;
    }
    let one = |(at, item): (usize, &NamedItem)| {
        if at < n_args {
            return Some(Source::Arg(at));
        }
        match names.iter().position(|name| *name == item.name) {
            Some(n) => Some(Source::Keyword(n)),
            None => (item.default == Some(true)).then_some(Source::Default(at)),
        }
    };
    items.iter().enumerate().map(one).collect()
}
