//! Constructs that are not compiled: the module they stand in runs in
//! CPython as a whole.

use std::collections::BTreeMap;

use pyaot_syntax::tree::{ExprKind, Module, Place};

use crate::program::Reason;
use crate::ty::ModuleId;
use crate::walk;

/// Builtins that need the interpreter's own view of a frame.
const FRAME_BUILTINS: &[&str] = &["breakpoint"];

/// The modules that must run in CPython, with every reason.
pub fn find(modules: &[Module]) -> BTreeMap<ModuleId, Vec<Reason>> {
    let mut out = BTreeMap::new();
    for (index, module) in modules.iter().enumerate() {
        let reasons = reasons(module);
        if !reasons.is_empty() {
            out.insert(ModuleId(index as u32), reasons);
        }
    }
    out
}

fn reasons(module: &Module) -> Vec<Reason> {
    let mut out: Vec<Reason> = module
        .unsupported
        .iter()
        .map(|(text, span)| Reason {
            span: *span,
            text: text.clone(),
        })
        .collect();
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| {
            if let ExprKind::Name {
                name,
                place: Place::Builtin,
            } = &expr.kind
                && FRAME_BUILTINS.contains(&name.as_str())
            {
                out.push(Reason {
                    span: expr.span,
                    text: format!("`{name}` needs the interpreter"),
                });
            }
        });
    }
    out
}
