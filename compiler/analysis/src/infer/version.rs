//! Versions of a function for what its arguments probably are.
//!
//! The general context looks at its arguments when it starts, and goes to a version if they fit.
//! A parameter that may be anything, and that loops index with their counters, may be an array:
//! for each element type there is a context in which all such parameters are arrays of it. Where
//! there are none, parameters that are used as numbers or texts ([`guess`](super::guess)) have a
//! version in which they are.

use pyaot_abi::layout::{DType, MAX_VIEW_DIMS};
use pyaot_syntax::tree::{Expr, ExprKind, Function, Module, Place, StmtKind, VarId};

use super::{Frame, Infer};
use crate::program::{CtxId, Guess, Guessed};
use crate::ty::Ty;
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
    pub(super) fn versions(
        &mut self,
        frame: &mut Frame<'a>,
        params: &[Ty],
    ) -> Vec<(CtxId, Vec<Guess>)> {
        if frame.func.suspends() || !params.contains(&Ty::Dynamic) {
            return Vec::new();
        }
        let mut guesses = self.array_guesses(frame, params);
        if guesses.is_empty() {
            guesses = self.scalar_guesses(frame, params);
        }
        let mut versions = Vec::new();
        for guesses in guesses {
            let mut types = params.to_vec();
            for guess in &guesses {
                types[guess.param] = guess.is.atom().into();
            }
            let ctx = self.version(frame.key, types);
            let result = self.contexts[ctx.index()].result.clone();
            frame.result = self.join(&frame.result.clone(), &result);
            versions.push((ctx, guesses));
        }
        versions
    }

    fn array_guesses(&self, frame: &Frame<'a>, params: &[Ty]) -> Vec<Vec<Guess>> {
        if self.cpython_for.is_none() {
            return Vec::new();
        }
        let mut arrays = indexed_params(frame.func, self.module(frame.key.module));
        arrays.retain(|(n, _)| params[*n] == Ty::Dynamic);
        if arrays.is_empty() {
            return Vec::new();
        }
        let of_elements = |dtype: DType| {
            let guesses = arrays.iter().map(|(n, ndim)| Guess {
                param: *n,
                is: Guessed::Array { dtype, ndim: *ndim },
            });
            guesses.collect()
        };
        ELEMENTS.into_iter().map(of_elements).collect()
    }
}
