//! Matching the arguments of a call to the parameters of a function, at
//! compile time. Used by inference (types) and by `lower` (values), so
//! both always agree.

use pyaot_syntax::tree::{Expr, ExprKind, Keyword, Params};

/// Where the value of a parameter comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// The receiver of a method call.
    Receiver,
    /// `args[n]` of the call.
    Arg(usize),
    /// `keywords[n]` of the call.
    Keyword(usize),
    /// The default of that parameter (index into `Params::all` order).
    Default(usize),
    /// A tuple of `args[n..]`.
    Rest(usize),
    /// A dict of these keywords of the call.
    RestKeywords(Vec<usize>),
}

/// The source of each parameter in `Params::all` order; `None` when the
/// call spreads `*`/`**` or does not fit, which the runtime sorts out (or
/// reports).
pub fn bind(
    params: &Params,
    receiver: bool,
    args: &[Expr],
    keywords: &[Keyword],
) -> Option<Vec<Source>> {
    if args.iter().any(|a| matches!(a.kind, ExprKind::Starred(_)))
        || keywords.iter().any(|k| k.name.is_none())
    {
        return None;
    }
    let n_positional = params.positional.len();
    let mut slots: Vec<Option<Source>> = vec![None; n_positional];
    let offset = usize::from(receiver);
    let mut rest = None;
    if receiver {
        if n_positional == 0 {
            return None;
        }
        slots[0] = Some(Source::Receiver);
    }
    for n in 0..args.len() {
        let at = n + offset;
        if at < n_positional {
            slots[at] = Some(Source::Arg(n));
        } else {
            params.var_positional.as_ref()?;
            rest = rest.or(Some(n));
        }
    }
    let mut keyword_only: Vec<Option<Source>> = vec![None; params.keyword_only.len()];
    let mut others = Vec::new();
    for (n, keyword) in keywords.iter().enumerate() {
        let name = keyword.name.as_deref()?;
        if let Some(at) = params
            .positional
            .iter()
            .skip(params.n_positional_only)
            .position(|p| p.name == name)
            .map(|at| at + params.n_positional_only)
        {
            if slots[at].is_some() {
                return None;
            }
            slots[at] = Some(Source::Keyword(n));
        } else if let Some(at) = params.keyword_only.iter().position(|p| p.name == name) {
            if keyword_only[at].is_some() {
                return None;
            }
            keyword_only[at] = Some(Source::Keyword(n));
        } else {
            params.var_keyword.as_ref()?;
            others.push(n);
        }
    }
    let mut out = Vec::new();
    for (at, slot) in slots.into_iter().enumerate() {
        out.push(match slot {
            Some(source) => source,
            None => {
                params.positional[at].default.as_ref()?;
                Source::Default(at)
            }
        });
    }
    if params.var_positional.is_some() {
        out.push(Source::Rest(rest.unwrap_or(args.len())));
    }
    let base = n_positional + usize::from(params.var_positional.is_some());
    for (at, slot) in keyword_only.into_iter().enumerate() {
        out.push(match slot {
            Some(source) => source,
            None => {
                params.keyword_only[at].default.as_ref()?;
                Source::Default(base + at)
            }
        });
    }
    if params.var_keyword.is_some() {
        out.push(Source::RestKeywords(others));
    }
    Some(out)
}

/// A default that is a constant: direct calls can repeat it.
pub fn is_constant(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::None
        | ExprKind::True
        | ExprKind::False
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Str(_) => true,
        ExprKind::Unary { operand, .. } => {
            matches!(operand.kind, ExprKind::Int(_) | ExprKind::Float(_))
        }
        _ => false,
    }
}
