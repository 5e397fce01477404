//! What `parse_args()` of `argparse` gives: an object whose attributes are of the types that the
//! program's calls of `add_argument` say.
//!
//! The object is CPython's, and anybody may store in it. So what is read is asked whether it is of
//! its type ([`Options`]); stores that are seen take the type away.

use std::collections::{BTreeMap, BTreeSet};

use pyaot_syntax::tree::{Expr, ExprKind, Keyword, Module, Place};

use super::Infer;
use crate::ty::{Atom, Ty};
use crate::walk;

/// Types by attribute.
#[derive(Default)]
pub(super) struct Options(BTreeMap<String, Ty>);

impl Options {
    /// What the calls in all modules of the program say; nothing where one of them is not
    /// understood.
    pub fn find(modules: &[Module]) -> Options {
        let mut reader = Reader::default();
        let imports = |module: &&Module| module.source.contains("argparse");
        for module in modules.iter().filter(|module| !module.is_library) {
            reader.uses |= imports(&module);
            for function in &module.functions {
                walk::expressions(function, module, &mut |expr| reader.read(expr));
            }
        }
        if !reader.uses || reader.gives_up {
            return Options::default();
        }
        for name in &reader.unclear {
            reader.types.remove(name);
        }
        let types = reader.types.into_iter().map(|(name, mut atoms)| {
            atoms.sort();
            atoms.dedup();
            (name, Ty::Of(atoms))
        });
        Options(types.collect())
    }
}

#[derive(Default)]
struct Reader {
    types: BTreeMap<String, Vec<Atom>>,
    /// Attributes of which more is said than is understood.
    unclear: BTreeSet<String>,
    uses: bool,
    gives_up: bool,
}

fn text(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Str(text) => Some(text),
        _ => None,
    }
}

fn named<'a>(keywords: &'a [Keyword], name: &str) -> Option<&'a Expr> {
    let mut found = keywords.iter().filter(|k| k.name.as_deref() == Some(name));
    found.next().map(|keyword| &keyword.value)
}

/// The type of a default that is written out.
fn literal(expr: &Expr) -> Option<Atom> {
    Some(match &expr.kind {
        ExprKind::None => Atom::None,
        ExprKind::True | ExprKind::False => Atom::Bool,
        ExprKind::Int(_) | ExprKind::BigInt(_) => Atom::Int,
        ExprKind::Float(_) => Atom::Float,
        ExprKind::Str(_) => Atom::Str,
        _ => return None,
    })
}

/// Whether an expression is the dict of an object's attributes.
fn is_attributes(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Attribute { name, .. } => name == "__dict__",
        ExprKind::Call { callee, args, .. } => {
            matches!(&callee.kind, ExprKind::Name { name, .. } if name == "vars") && args.len() == 1
        }
        _ => false,
    }
}

impl Reader {
    fn read(&mut self, expr: &Expr) {
        // Stores that go by other ways than an assignment.
        self.gives_up |= match &expr.kind {
            ExprKind::Subscript { object, .. } => is_attributes(object),
            ExprKind::Attribute { object, name } => {
                is_attributes(object) && matches!(name.as_str(), "update" | "setdefault" | "pop")
            }
            _ => false,
        };
        let ExprKind::Call {
            callee,
            args,
            keywords,
        } = &expr.kind
        else {
            return;
        };
        let name = match &callee.kind {
            ExprKind::Attribute { name, .. } | ExprKind::Name { name, .. } => name.as_str(),
            _ => return,
        };
        match name {
            "add_argument" => match dest(args, keywords) {
                Some(dest) => match atoms(args, keywords) {
                    Some(atoms) => self.types.entry(dest).or_default().extend(atoms),
                    None => {
                        self.unclear.insert(dest);
                    }
                },
                None => self.gives_up = true,
            },
            "setattr" => {
                let is_own = |expr: &Expr| matches!(&expr.kind, ExprKind::Name { name, .. } if name == "self");
                self.gives_up |= !args.first().is_some_and(is_own);
            }
            "set_defaults" => keywords.iter().for_each(|keyword| match &keyword.name {
                Some(name) => {
                    self.unclear.insert(name.clone());
                }
                None => self.gives_up = true,
            }),
            "ArgumentParser" => {
                let changes = |k: &Keyword| {
                    let name = k.name.as_deref();
                    matches!(name, None | Some("prefix_chars" | "argument_default"))
                };
                self.gives_up |= keywords.iter().any(changes);
            }
            _ => {}
        }
    }
}

/// The attribute that an argument is kept under.
fn dest(args: &[Expr], keywords: &[Keyword]) -> Option<String> {
    if keywords.iter().any(|keyword| keyword.name.is_none()) {
        return None;
    }
    let names: Vec<&str> = args.iter().map(text).collect::<Option<_>>()?;
    if let Some(dest) = named(keywords, "dest") {
        return text(dest).map(str::to_string);
    }
    let first = names.first()?;
    if !first.starts_with('-') {
        return Some((*first).to_string());
    }
    let long = names.iter().find(|name| name.starts_with("--"));
    let name = long.unwrap_or(first).trim_start_matches('-');
    Some(name.replace('-', "_"))
}

/// What an argument may be.
fn atoms(args: &[Expr], keywords: &[Keyword]) -> Option<Vec<Atom>> {
    if named(keywords, "nargs").is_some() {
        return None;
    }
    let is_option = args
        .iter()
        .any(|arg| text(arg).is_some_and(|name| name.starts_with('-')));
    let is_required = match named(keywords, "required") {
        None => !is_option,
        Some(required) => matches!(required.kind, ExprKind::True),
    };
    let default = named(keywords, "default");
    let action = match named(keywords, "action") {
        None => "store",
        Some(action) => text(action)?,
    };
    let given = match action {
        "store" => match named(keywords, "type").map(|ty| &ty.kind) {
            None => Atom::Str,
            Some(ExprKind::Name {
                name,
                place: Place::Builtin,
            }) => match name.as_str() {
                "int" => Atom::Int,
                "float" => Atom::Float,
                "str" => Atom::Str,
                _ => return None,
            },
            Some(_) => return None,
        },
        "store_true" | "store_false" => {
            let default = default.map_or(Some(Atom::Bool), literal)?;
            return Some(vec![Atom::Bool, default]);
        }
        "count" => Atom::Int,
        _ => return None,
    };
    let default = match default.map(literal) {
        // A text is converted as if it had been given.
        Some(Some(Atom::Str)) => given.clone(),
        Some(default) => default?,
        None if is_required => given.clone(),
        None => Atom::None,
    };
    Some(vec![given, default])
}

impl<'a> Infer<'a> {
    /// What a call of `name` on a value that may be anything gives, where that is known by its name.
    pub(super) fn called_options(
        &self,
        name: &str,
        args: &[Expr],
        keywords: &[Keyword],
    ) -> Option<Ty> {
        let is_plain = name == "parse_args" && keywords.is_empty() && args.len() <= 1;
        (is_plain && !self.options.0.is_empty()).then(|| Atom::Options.into())
    }

    /// The type of an attribute of such an object.
    pub(super) fn option(&self, receiver: &Ty, name: &str) -> Option<Ty> {
        let is_stored = self.untracked.stores.contains_key(name);
        let ty = self.options.0.get(name).filter(|_| !is_stored)?;
        receiver.is(&Atom::Options).then(|| ty.clone())
    }
}
