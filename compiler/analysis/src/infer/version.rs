//! Versions of a function for NumPy arrays.
//!
//! A parameter that may be anything, and that loops index with their
//! counters, may be an array. For each element type there is a context
//! in which all such parameters are arrays of it; the general context
//! looks at its arguments when it starts and goes there if they fit.

use pyaot_abi::layout::{DType, MAX_VIEW_DIMS};
use pyaot_syntax::tree::{Expr, ExprKind, Function, Module, Place, StmtKind, VarId};

use super::{Frame, Infer};
use crate::program::{ArrayParam, CtxId};
use crate::ty::{Atom, Ty};
use crate::walk;

/// The element types that get a version.
const ELEMENTS: [DType; 5] = [DType::F64, DType::I64, DType::F32, DType::I32, DType::U8];

fn local(expr: &Expr) -> Option<VarId> {
    match &expr.kind {
        ExprKind::Name {
            place: Place::Local(var),
            ..
        } => Some(*var),
        _ => None,
    }
}

/// Parameters indexed by counters of `range` loops, never assigned, with
/// the number of indices.
fn indexed_params(func: &Function, module: &Module) -> Vec<(usize, u8)> {
    let mut counters = Vec::new();
    walk::statements(&func.body, &mut |stmt| {
        if let StmtKind::For {
            target, iterable, ..
        } = &stmt.kind
        {
            let is_range = matches!(&iterable.kind, ExprKind::Call { callee, .. }
                if matches!(&callee.kind, ExprKind::Name { name, place: Place::Builtin } if name == "range"));
            counters.extend(local(target).filter(|_| is_range));
        }
    });
    let mut found: Vec<(VarId, Option<usize>)> = Vec::new();
    walk::expressions(func, module, &mut |expr| {
        let ExprKind::Subscript { object, index } = &expr.kind else {
            return;
        };
        let Some(var) = local(object) else { return };
        let parts: &[Expr] = match &index.kind {
            ExprKind::Tuple(items) => items,
            _ => std::slice::from_ref(&**index),
        };
        let mut counts = false;
        for part in parts {
            if matches!(part.kind, ExprKind::Slice { .. }) {
                return;
            }
            walk::expression(part, module, &mut |e| {
                counts |= local(e).is_some_and(|v| counters.contains(&v))
            });
        }
        if !counts {
            return;
        }
        match found.iter_mut().find(|(v, _)| *v == var) {
            Some((_, known)) if *known != Some(parts.len()) => *known = None,
            Some(_) => {}
            None => found.push((var, Some(parts.len()))),
        }
    });
    walk::targets(&func.body, &mut |target| {
        if let Some(var) = local(target) {
            found.retain(|(v, _)| *v != var);
        }
    });
    let params = func.params.positional.iter().enumerate();
    params
        .filter(|(_, param)| !func.vars[param.var.index()].captured)
        .filter_map(|(n, param)| {
            let (_, ndim) = found.iter().find(|(v, _)| *v == param.var)?;
            let ndim = (*ndim).filter(|ndim| (1..=MAX_VIEW_DIMS).contains(ndim))?;
            Some((n, ndim as u8))
        })
        .collect()
}

impl<'a> Infer<'a> {
    /// Makes the versions of a context and joins what they return.
    pub(super) fn array_versions(
        &mut self,
        frame: &mut Frame<'a>,
        params: &[Ty],
    ) -> Vec<(CtxId, Vec<ArrayParam>)> {
        let func = frame.func;
        if self.cpython_for.is_none() || func.suspends() || !params.contains(&Ty::Dynamic) {
            return Vec::new();
        }
        let mut arrays = indexed_params(func, self.module(frame.key.module));
        arrays.retain(|(n, _)| params[*n] == Ty::Dynamic);
        if arrays.is_empty() {
            return Vec::new();
        }
        let mut versions = Vec::new();
        for dtype in ELEMENTS {
            let mut types = params.to_vec();
            for (n, ndim) in &arrays {
                types[*n] = Atom::Array(dtype, *ndim).into();
            }
            let ctx = self.version(frame.key, types);
            let result = self.contexts[ctx.index()].result.clone();
            frame.result = self.join(&frame.result.clone(), &result);
            let arrays = arrays
                .iter()
                .map(|(n, ndim)| ArrayParam {
                    param: *n,
                    dtype,
                    ndim: *ndim,
                })
                .collect();
            versions.push((ctx, arrays));
        }
        versions
    }
}
