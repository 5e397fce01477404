//! Names that nothing defines.

use std::collections::HashSet;

use pyaot_diagnostics::{Diagnostic, codes};
use pyaot_syntax::predefined;
use pyaot_syntax::tree::{ExprKind, Module, Place};

use crate::walk;

/// Warns of each name that is read but neither assigned in its module nor
/// predefined, once for each place. Only a warning: the line may never run,
/// or the program may expect the NameError.
pub fn unknown(modules: &[Module]) -> Vec<Diagnostic> {
    let predefined: HashSet<&str> = predefined::names().collect();
    let mut found = Vec::new();
    for module in modules {
        // What `import *` brings it, nobody knows.
        let is_known = |(reason, _): &(String, _)| !reason.starts_with("`import *`");
        if !module.unsupported.iter().all(is_known) {
            continue;
        }
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                let ExprKind::Name {
                    name,
                    place: Place::Builtin,
                } = &expr.kind
                else {
                    return;
                };
                if predefined.contains(name.as_str()) {
                    return;
                }
                let warning = Diagnostic::warning(
                    codes::UNKNOWN_NAME,
                    format!("name '{name}' is not defined"),
                )
                .at(expr.span)
                .explain(
                    "nothing in the module assigns it; the line raises NameError when it runs",
                );
                let known = function.vars.iter().map(|var| var.name.as_str());
                let known = known
                    .chain(module.globals.iter().map(String::as_str))
                    .chain(predefined.iter().copied());
                found.push(match closest(name, known) {
                    Some(close) => warning.hint(format!("did you mean '{close}'?")),
                    None => warning,
                });
            });
        }
    }
    found
}

/// The known name that differs least, if it differs little.
fn closest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = name.chars().count() / 3;
    let near = known.map(|candidate| (distance(name, candidate), candidate));
    near.filter(|(distance, _)| *distance <= allowed.max(1) && name.len() > 2)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Letters to insert, remove, replace or swap with a neighbour.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_names_are_suggested() {
        assert_eq!(
            closest("valeu", ["print", "value", "val"].into_iter()),
            Some("value")
        );
        assert_eq!(closest("pritn", ["print"].into_iter()), Some("print"));
        assert_eq!(closest("frobnicate", ["print"].into_iter()), None);
    }
}
