//! Functions under `functools.lru_cache` and `cache`. The wrapper calls the function with what it is itself
//! called with, so the function has one context for all these calls, and what that gives is what any of them
//! gives: `f(1.0)` may find what `f(1)` gave.

use pyaot_syntax::tree::{Expr, ExprKind};

use super::call::Args;
use super::{Frame, Infer};
use crate::program::CtxId;
use crate::ty::{Atom, FuncKey, Ty};

impl<'a> Infer<'a> {
    /// What a decorator, of type `given`, makes of a function that it certainly makes remember its results.
    pub(super) fn cached(
        &mut self,
        frame: &mut Frame<'a>,
        decorator: &'a Expr,
        given: &Ty,
        key: FuncKey,
    ) -> Option<Ty> {
        let func = self.function(key);
        if func.is_async || func.suspends() {
            return None;
        }
        let cached = Atom::Cached(key).into();
        let of_functools = |ty: &Ty, names: &[&str]| {
            matches!(ty.single(), Some(Atom::ForeignFunction(module, name))
                if module == "_functools" && names.contains(&name.as_str()))
        };
        // What has no type has one in a later round.
        let is_unknown = |this: &Self, expr: &Expr, ty: &Ty| {
            let origin = crate::classes::origin(this.module(key.module), expr);
            ty.is_bottom() && matches!(origin, Some(("functools", "lru_cache" | "cache")))
        };
        let ExprKind::Call {
            callee,
            args,
            keywords,
        } = &decorator.kind
        else {
            if is_unknown(self, decorator, given) {
                return Some(Ty::BOTTOM);
            }
            return of_functools(given, &["lru_cache", "cache"]).then_some(cached);
        };
        let callee_ty = self.expr(frame, callee);
        if is_unknown(self, callee, &callee_ty) {
            return Some(Ty::BOTTOM);
        }
        if !of_functools(&callee_ty, &["lru_cache"]) || keywords.iter().any(|k| k.name.is_none()) {
            return None;
        }
        // Given a function, `lru_cache` makes no decorator.
        let mut settings = args.iter().chain(keywords.iter().map(|k| &k.value));
        let is_plain = settings.all(|setting| {
            let ty = self.expr(frame, setting);
            let is_plain = |atom: &Atom| matches!(atom, Atom::None | Atom::Int | Atom::Bool);
            !ty.is_open() && ty.atoms().iter().all(is_plain)
        });
        is_plain.then_some(cached)
    }

    /// A call of such a function. What is recorded as its target is called where the result is not known yet.
    pub(super) fn call_cached(
        &mut self,
        key: FuncKey,
        args: &Args<'a>,
        calls: &mut Vec<(Atom, CtxId)>,
    ) -> Ty {
        let callee = Atom::Cached(key);
        let mut given = args.types.iter().chain(&args.keyword_types);
        let is_plain = given.all(is_plain_key);
        if !is_plain {
            // They are hashed, compared and kept.
            self.escape_arguments(args, 0);
        }
        let Some(ty) = self.call_through_runtime(&callee, args) else {
            self.escape(&callee.into());
            return self.call_unknown(args);
        };
        let params = &self.function(key).params;
        if !is_plain || !args.keywords.is_empty() || params.var_positional.is_some() {
            return ty;
        }
        let sources = args
            .passed(self)
            .and_then(|passed| passed.bind(params, false));
        let sources = sources.filter(|sources| self.defaults_known(key, sources));
        if let (Some(_), Some(ctx)) = (sources, self.entries.get(&key)) {
            calls.push((callee, *ctx));
        }
        ty
    }
}

/// Whether values are hashed and compared by built-in code alone, as keys of a dict.
pub(super) fn is_plain_key(ty: &Ty) -> bool {
    let is_plain = |atom: &Atom| match atom {
        Atom::Str | Atom::Bytes => true,
        Atom::Tuple(items) => items.iter().all(is_plain_key),
        Atom::TupleOf(item) => is_plain_key(item),
        _ => atom.is_scalar(),
    };
    !ty.is_open() && ty.atoms().iter().all(is_plain)
}
