//! Cuts a module of the library down to what a program uses of it.

use std::collections::BTreeSet;

use rustpython_parser::ast::{Expr, Ranged, Stmt};

/// Keeps the statements that bind a name in `wanted`, or a name those use.
pub(crate) fn keep(body: &mut Vec<Stmt>, text: &str, wanted: &BTreeSet<String>) {
    let bound: Vec<Vec<String>> = body.iter().map(names).collect();
    let mut kept: Vec<bool> = bound.iter().map(Vec::is_empty).collect();
    let mut needed = wanted.clone();
    loop {
        let mut changed = false;
        for (at, stmt) in body.iter().enumerate() {
            if !kept[at] && bound[at].iter().any(|name| needed.contains(name)) {
                kept[at] = true;
                changed = true;
                // Every word of the statement may be a name it uses.
                let range = stmt.range();
                let words = text[usize::from(range.start())..usize::from(range.end())]
                    .split(|c: char| !c.is_alphanumeric() && c != '_');
                needed.extend(words.filter(|word| !word.is_empty()).map(str::to_string));
            }
        }
        if !changed {
            break;
        }
    }
    let mut kept = kept.into_iter();
    body.retain(|_| kept.next().unwrap_or(true));
}

/// The names a statement of a library module binds.
fn names(stmt: &Stmt) -> Vec<String> {
    let of_target = |target: &Expr| match target {
        Expr::Name(name) => vec![name.id.to_string()],
        _ => Vec::new(),
    };
    match stmt {
        Stmt::FunctionDef(def) => vec![def.name.to_string()],
        Stmt::ClassDef(class) => vec![class.name.to_string()],
        Stmt::Assign(assign) => assign.targets.iter().flat_map(of_target).collect(),
        Stmt::Import(import) => import
            .names
            .iter()
            .map(|alias| alias.asname.as_ref().unwrap_or(&alias.name).to_string())
            .collect(),
        Stmt::ImportFrom(import) => import
            .names
            .iter()
            .map(|alias| alias.asname.as_ref().unwrap_or(&alias.name).to_string())
            .collect(),
        _ => Vec::new(),
    }
}
