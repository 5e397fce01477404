//! Matching the arguments of a call to the parameters of a function, at
//! compile time. Used by inference (types) and by `lower` (values), so
//! both always agree.

use pyaot_syntax::tree::{Expr, ExprKind, Keyword, Params};

/// The arguments of a call one by one, as its function gets them.
pub struct Passed {
    /// By position: which argument of the call, and which item of that where it is a tuple behind a `*`.
    pub args: Vec<(usize, Option<usize>)>,
    /// By name: which keyword of the call.
    pub keywords: Vec<usize>,
}

impl Passed {
    /// `None` where `*` or `**` spread what is only known at run time. `length` is that of the tuple
    /// that an argument certainly is; `is_empty` tells whether a keyword's value certainly is an empty dict.
    pub fn of(
        args: &[Expr],
        keywords: &[Keyword],
        length: impl Fn(usize) -> Option<usize>,
        is_empty: impl Fn(usize) -> bool,
    ) -> Option<Passed> {
        let mut passed = Passed {
            args: Vec::with_capacity(args.len()),
            keywords: Vec::with_capacity(keywords.len()),
        };
        for (n, arg) in args.iter().enumerate() {
            match arg.kind {
                ExprKind::Starred(_) => {
                    passed
                        .args
                        .extend((0..length(n)?).map(|item| (n, Some(item))));
                }
                _ => passed.args.push((n, None)),
            }
        }
        for (n, keyword) in keywords.iter().enumerate() {
            match keyword.name {
                Some(_) => passed.keywords.push(n),
                None if is_empty(n) => {}
                None => return None,
            }
        }
        Some(passed)
    }
}

/// Where the value of a parameter comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// The receiver of a method call.
    Receiver,
    /// The positional argument `n`.
    Arg(usize),
    /// The named argument `n`.
    Keyword(usize),
    /// The default of that parameter (index into `Params::all` order).
    Default(usize),
    /// A tuple of the positional arguments from `n` on.
    Rest(usize),
    /// A dict of these named arguments.
    RestKeywords(Vec<usize>),
}

/// The source of each parameter in `Params::all` order, for so many positional
/// arguments and those of these names; `None` when they do not fit, which the
/// runtime reports.
pub fn bind(params: &Params, receiver: bool, n_args: usize, names: &[&str]) -> Option<Vec<Source>> {
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
    for n in 0..n_args {
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
    for (n, name) in names.iter().enumerate() {
        if let Some(at) = params
            .positional
            .iter()
            .skip(params.n_positional_only)
            .position(|p| p.name == *name)
            .map(|at| at + params.n_positional_only)
        {
            if slots[at].is_some() {
                return None;
            }
            slots[at] = Some(Source::Keyword(n));
        } else if let Some(at) = params.keyword_only.iter().position(|p| p.name == *name) {
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
        out.push(Source::Rest(rest.unwrap_or(n_args)));
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
