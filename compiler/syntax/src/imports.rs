//! What the names at module level certainly stand for, from the text alone:
//! names bound once, by an import.

use std::collections::{BTreeMap, BTreeSet};

use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::ast::{Alias, Expr, Identifier, Ranged, Stmt, StmtImportFrom};

use crate::stars::Others;

/// Modules of which classes are rewritten by what they name.
pub(crate) const FOLLOWED: &[&str] = &["collections", "dataclasses", "enum", "typing"];

/// Writes out `from m import *` of such modules: the names the text mentions; and names that
/// other modules have from them, with `only_used` where the text mentions them.
pub(crate) fn write_out_stars(
    body: &mut Vec<Stmt>,
    text: &str,
    only_used: bool,
    others: &dyn Others,
) {
    let is_word = |c: char| c == '_' || c.is_alphanumeric();
    let words: BTreeSet<&str> = text.split(|c| !is_word(c)).collect();
    let mut passed_on = Vec::new();
    for (at, stmt) in body.iter_mut().enumerate() {
        let Stmt::ImportFrom(import) = stmt else {
            continue;
        };
        let module = import.module.as_deref().unwrap_or_default();
        let is_absolute = import.level.is_none_or(|level| level.to_u32() == 0);
        let [star] = import.names.as_slice() else {
            continue;
        };
        if star.name.as_str() != "*" {
            continue;
        }
        if !is_absolute || !FOLLOWED.contains(&module) {
            let names = others.exports(&source(import)).unwrap_or_default();
            let names = names.names.into_iter();
            let used = names.filter(|name| !only_used || words.contains(name.name.as_str()));
            let found = used.filter_map(|name| Some((at + 1, name.name, name.origin?)));
            passed_on.extend(found);
            continue;
        }
        // All the names can be seen from outside the text, or by their text.
        let shown = [
            "__all__", "dir", "eval", "exec", "globals", "locals", "vars",
        ];
        if shown.iter().any(|name| words.contains(name)) {
            continue;
        }
        let names = others.exports(module).unwrap_or_default();
        let range = star.range;
        let named = names
            .names
            .into_iter()
            .filter(|name| words.contains(name.name.as_str()));
        let aliases: Vec<Alias> = named
            .map(|name| Alias {
                name: Identifier::new(name.name),
                asname: None,
                range,
            })
            .collect();
        if !aliases.is_empty() {
            import.names = aliases;
        }
    }
    for (at, local, (module, name)) in passed_on.into_iter().rev() {
        let import = format!("from {module} import {name} as {local}");
        let range = body[at - 1].range();
        let import = crate::generated::statements(&import, TextRange::empty(range.end()));
        body.splice(at..at, import.into_iter().flatten());
    }
}

/// The module that names are imported from, as it is written: dotted, with leading dots.
pub(crate) fn source(import: &StmtImportFrom) -> String {
    let level = import.level.map_or(0, |level| level.to_u32());
    let module = import.module.as_deref().unwrap_or_default();
    format!("{}{module}", ".".repeat(level as usize))
}

/// Names bound at module level.
#[derive(Default)]
pub(crate) struct Imports {
    /// Module, as it is written, and name in it (`None`: the module itself), by local name.
    pub found: BTreeMap<String, (String, Option<String>)>,
    /// Every name that something binds.
    bound: BTreeSet<String>,
    /// Those that more than one statement binds.
    again: BTreeSet<String>,
    /// The modules of which `import *` takes all names, as they are written.
    pub stars: Vec<String>,
    pub future_annotations: bool,
}

impl Imports {
    /// Reads the statements of a module.
    pub fn of(body: &[Stmt]) -> Imports {
        let mut imports = Imports::default();
        imports.block(body);
        imports
    }

    fn bind(&mut self, name: &str, origin: Option<(&str, Option<&str>)>) {
        let again = !self.bound.insert(name.to_string());
        if again {
            self.again.insert(name.to_string());
        }
        let origin = origin.map(|(module, name)| (module.to_string(), name.map(str::to_string)));
        match origin {
            Some(origin) if !again => {
                self.found.insert(name.to_string(), origin);
            }
            Some(origin) if self.found.get(name) == Some(&origin) => {}
            _ => {
                self.found.remove(name);
            }
        }
    }

    fn block(&mut self, body: &[Stmt]) {
        for stmt in body {
            match stmt {
                Stmt::Import(import) => {
                    for alias in &import.names {
                        match &alias.asname {
                            Some(name) => self.bind(name, Some((&alias.name, None))),
                            None => {
                                let top = alias.name.split('.').next().unwrap_or_default();
                                self.bind(top, Some((top, None)));
                            }
                        }
                    }
                }
                Stmt::ImportFrom(import) => {
                    let module = source(import);
                    if module == "__future__" {
                        self.future_annotations |= import
                            .names
                            .iter()
                            .any(|a| a.name.as_str() == "annotations");
                    }
                    for alias in &import.names {
                        if alias.name.as_str() == "*" {
                            self.stars.push(module.clone());
                            continue;
                        }
                        let local = alias.asname.as_ref().unwrap_or(&alias.name);
                        self.bind(local, Some((&module, Some(alias.name.as_str()))));
                    }
                }
                Stmt::FunctionDef(def) => self.bind(&def.name, None),
                Stmt::AsyncFunctionDef(def) => self.bind(&def.name, None),
                Stmt::ClassDef(class) => self.bind(&class.name, None),
                Stmt::Assign(assign) => assign.targets.iter().for_each(|t| self.target(t)),
                Stmt::AnnAssign(assign) => self.target(&assign.target),
                Stmt::AugAssign(assign) => self.target(&assign.target),
                Stmt::For(inner) => {
                    self.target(&inner.target);
                    self.block(&inner.body);
                    self.block(&inner.orelse);
                }
                Stmt::While(inner) => self.block(&inner.body),
                Stmt::If(inner) => {
                    self.block(&inner.body);
                    self.block(&inner.orelse);
                }
                Stmt::Try(inner) => {
                    self.block(&inner.body);
                    for handler in &inner.handlers {
                        let rustpython_parser::ast::ExceptHandler::ExceptHandler(handler) = handler;
                        self.block(&handler.body);
                    }
                    self.block(&inner.orelse);
                    self.block(&inner.finalbody);
                }
                Stmt::With(inner) => self.block(&inner.body),
                _ => {}
            }
        }
    }

    fn target(&mut self, target: &Expr) {
        match target {
            Expr::Name(name) => self.bind(name.id.as_str(), None),
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|item| self.target(item)),
            Expr::List(list) => list.elts.iter().for_each(|item| self.target(item)),
            Expr::Starred(starred) => self.target(&starred.value),
            _ => {}
        }
    }

    /// Whether anything at module level binds `name`.
    pub fn is_bound(&self, name: &str) -> bool {
        self.bound.contains(crate::copies::original(name))
    }

    /// Whether one statement at module level binds `name`.
    pub fn is_bound_once(&self, name: &str) -> bool {
        self.is_bound(name) && !self.again.contains(name)
    }

    /// Whether something comes from `module`.
    pub fn mentions(&self, module: &str) -> bool {
        self.found.values().any(|(from, _)| from == module)
    }

    /// Module and name of what an expression (`name` or `module.name`) stands for.
    pub fn resolve<'a>(&'a self, expr: &'a Expr) -> Option<(&'a str, &'a str)> {
        match expr {
            Expr::Name(name) => match self.found.get(name.id.as_str()) {
                Some((module, Some(original))) => Some((module, original)),
                Some(_) => None,
                None => {
                    (!self.is_bound(name.id.as_str())).then_some(("builtins", name.id.as_str()))
                }
            },
            Expr::Attribute(attribute) => {
                let Expr::Name(module) = &*attribute.value else {
                    return None;
                };
                match self.found.get(module.id.as_str()) {
                    Some((module, None)) => Some((module, attribute.attr.as_str())),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The name in its module of what `local` was imported as.
    pub fn original(&self, local: &str) -> Option<&str> {
        self.found.get(local)?.1.as_deref()
    }
}
