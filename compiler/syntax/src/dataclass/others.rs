//! Classes of other modules of the program that dataclasses derive from.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use rustpython_parser::ast::fold::Fold;
use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::ast::{self, Expr};
use rustpython_parser::{Mode, parse};

use super::methods::words;
use super::{Field, Initial, Known, Rewriter};
use crate::fold::keep_ranges;
use crate::generated::statements;
use crate::imports::Imports;
use crate::stars::Others;

/// What a module holds under the names that are bound once in it, as far as dataclasses of other
/// modules look at it.
#[derive(Default)]
pub struct Held {
    classes: BTreeMap<String, HeldClass>,
    imports: Imports,
}

/// A class whose fields, or that it has none, are certain.
#[derive(Clone)]
pub struct HeldClass(pub(super) Known);

impl Held {
    /// The class of that name.
    pub fn class(&self, name: &str) -> Option<HeldClass> {
        self.classes.get(name).cloned()
    }

    /// The module (leading dots) that the name is imported from, and its name there; `None` where
    /// it is the module itself.
    pub fn imported(&self, name: &str) -> Option<(&str, Option<&str>)> {
        let (module, name) = self.imports.found.get(name)?;
        Some((module, name.as_deref()))
    }

    /// Whether the text of the module binds the name itself.
    pub fn binds(&self, name: &str) -> bool {
        self.imports.is_bound(name)
    }

    /// The modules (leading dots) of which it takes all names.
    pub fn stars(&self) -> &[String] {
        &self.imports.stars
    }
}

impl Rewriter<'_> {
    /// What the module of that dotted name holds, whose classes have been looked at.
    pub(super) fn into_held(mut self, module: &str) -> Held {
        let mut known = std::mem::take(&mut self.outside);
        known.retain(|name, _| self.imports.is_bound_once(name));
        let class = |mut known: Known| {
            for field in known.fields.iter_mut().filter(|f| f.module.is_none()) {
                field.module = Some(module.to_string());
                if let Initial::Factory(text) = &field.initial {
                    field.initial = Initial::Factory(self.seen_from_outside(text, module));
                }
            }
            HeldClass(known)
        };
        let classes = known.into_iter();
        Held {
            classes: classes.map(|(name, known)| (name, class(known))).collect(),
            imports: self.imports,
        }
    }

    /// The call of a factory as it stands in another module; empty if it cannot.
    fn seen_from_outside(&self, text: &str, module: &str) -> String {
        #[derive(Default)]
        struct Names {
            found: Vec<TextRange>,
            has_scopes: bool,
        }
        impl Fold<TextRange> for Names {
            keep_ranges!();

            fn fold_expr_name(&mut self, name: ast::ExprName) -> Result<ast::ExprName, Infallible> {
                self.found.push(name.range);
                Ok(name)
            }

            fn fold_expr(&mut self, expr: Expr) -> Result<Expr, Infallible> {
                self.has_scopes |= matches!(
                    expr,
                    Expr::Lambda(_)
                        | Expr::ListComp(_)
                        | Expr::SetComp(_)
                        | Expr::DictComp(_)
                        | Expr::GeneratorExp(_)
                        | Expr::NamedExpr(_)
                        | Expr::JoinedStr(_)
                );
                ast::fold::fold_expr(self, expr)
            }
        }
        let Ok(ast::Mod::Expression(parsed)) = parse(text, Mode::Expression, "") else {
            return String::new();
        };
        let mut names = Names::default();
        let Ok(_) = names.fold_expr(*parsed.body);
        if names.has_scopes {
            return String::new();
        }
        let mut out = text.to_string();
        for range in names.found.iter().rev() {
            let (start, end) = (usize::from(range.start()), usize::from(range.end()));
            if self.imports.is_bound(&text[start..end]) {
                out.insert_str(start, &format!("{}.", alias(module)));
            } else if !self.imports.stars.is_empty() {
                return String::new();
            }
        }
        out
    }

    /// The class of another module of the program that an expression stands for.
    pub(super) fn of_others(&self, expr: &Expr) -> Option<Known> {
        let mut path = Vec::new();
        let mut expr = expr;
        while let Expr::Attribute(attribute) = expr {
            path.push(attribute.attr.as_str());
            expr = &attribute.value;
        }
        let Expr::Name(first) = expr else { return None };
        let first = first.id.as_str();
        path.reverse();
        let class = match self.imports.found.get(first) {
            Some((module, name)) => {
                let path: Vec<&str> = name.as_deref().into_iter().chain(path).collect();
                self.others.class(module, &path)
            }
            None if self.imports.is_bound(first) => None,
            None => {
                path.insert(0, first);
                let gives = |module: &&String| {
                    let names = self.others.exports(module).unwrap_or_default();
                    names.names.iter().any(|export| export.name == first)
                };
                let module = self.imports.stars.iter().rev().find(gives)?;
                self.others.class(module, &path)
            }
        };
        class.map(|class| class.0)
    }

    /// The class that declares a field, as this module names it.
    pub(super) fn owner(&self, field: &Field) -> String {
        match &field.module {
            Some(module) => format!("{}.{}", alias(module), field.owner),
            None => field.owner.clone(),
        }
    }

    /// The call of the factory of a field, as it stands in a method here.
    pub(super) fn factory_call(&self, field: &Field, text: &str) -> String {
        let is_taken = |word: &str| self.imports.is_bound(word);
        if field.module.is_none() || !text.is_empty() && !free_names(text).any(is_taken) {
            return text.to_string();
        }
        let owner = self.owner(field);
        format!(
            "{owner}.__dataclass_fields__['{}'].default_factory()",
            field.name
        )
    }

    /// The imports of other modules that a class needs whose methods have that text.
    pub(super) fn imports_for(
        &self,
        class: &ast::StmtClassDef,
        text: &str,
        fields: &[Field],
    ) -> Vec<ast::Stmt> {
        let words: BTreeSet<&str> = words(text).collect();
        let modules: BTreeSet<&str> = fields.iter().filter_map(|f| f.module.as_deref()).collect();
        let needed = modules
            .into_iter()
            .filter(|module| words.contains(alias(module).as_str()));
        let imports: String = needed
            .map(|module| format!("import {module} as {}\n", alias(module)))
            .collect();
        statements(&imports, TextRange::empty(class.range.start())).unwrap_or_default()
    }
}

/// The name under which a rewritten module has another one.
fn alias(module: &str) -> String {
    format!("__dataclasses__{}__", module.replace('.', "__"))
}

/// The words of a text that are not those of attributes.
fn free_names(text: &str) -> impl Iterator<Item = &str> {
    let paths = text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '.');
    paths.filter_map(|path| path.split('.').next())
}

/// What the module of that dotted name with those statements holds.
pub(crate) fn held(
    body: &mut Vec<ast::Stmt>,
    text: &str,
    module: &str,
    others: &dyn Others,
) -> Held {
    let mut rewriter = Rewriter::new(body, text, others);
    if !rewriter.imports.is_bound("isinstance") {
        rewriter.run(body);
    }
    rewriter.into_held(module)
}
