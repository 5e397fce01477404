//! `itertools`: what its iterators give.

use pyaot_syntax::tree::{Expr, ExprKind};

use super::Infer;
use super::call::Args;
use crate::ty::{Atom, Ty};

/// Items of a tuple that inference tells apart.
const MOST_ITEMS: usize = 8;

impl<'a> Infer<'a> {
    /// A call of a class of `itertools`, if its arguments are as usual.
    pub(super) fn call_itertools(&mut self, name: &str, args: &Args<'a>) -> Option<Ty> {
        if args.are_unknown() {
            return Some(Ty::BOTTOM);
        }
        let keyword = |name: &str| {
            let at = args
                .keywords
                .iter()
                .position(|keyword| keyword.name.as_deref() == Some(name))?;
            Some((&args.keywords[at].value, args.keyword_types[at].clone()))
        };
        let allowed: &[&str] = match name {
            "product" => &["repeat"],
            "zip_longest" => &["fillvalue"],
            "accumulate" => &["func", "initial"],
            "groupby" => &["key"],
            "repeat" => &["times"],
            "count" => &["start", "step"],
            "combinations" | "permutations" | "combinations_with_replacement" => &["r"],
            _ => &[],
        };
        let named = |k: &pyaot_syntax::tree::Keyword| {
            k.name
                .as_deref()
                .is_some_and(|name| allowed.contains(&name))
        };
        if !args.keywords.iter().all(named) {
            return None;
        }
        if args.spreads() {
            return self.spread_itertools(name, args, keyword("repeat").is_some());
        }
        let types = args.types.clone();
        let argument = |at: usize, name: &str| match types.get(at) {
            Some(ty) => Some((args.exprs.get(at), ty.clone())),
            None => keyword(name).map(|(expr, ty)| (Some(expr), ty)),
        };
        let item = match (name, types.first().cloned()) {
            ("count", _) => {
                let start = argument(0, "start").map_or(Ty::int(), |(_, ty)| ty);
                let step = argument(1, "step").map_or(Ty::int(), |(_, ty)| ty);
                self.running(&start, &step)
            }
            ("repeat", Some(ty)) if types.len() <= 2 => ty,
            ("chain", _) => {
                let mut all = Ty::BOTTOM;
                for ty in &types {
                    let item = self.iter_item(ty);
                    all = self.join(&all, &item);
                }
                all
            }
            ("chain.from_iterable", Some(ty)) if types.len() == 1 => {
                let inner = self.iter_item(&ty);
                self.iter_item(&inner)
            }
            ("cycle", Some(ty)) if types.len() == 1 => self.iter_item(&ty),
            ("islice", Some(ty)) => {
                types[1..].iter().for_each(|ty| self.touch(ty));
                self.iter_item(&ty)
            }
            ("compress", Some(ty)) if types.len() == 2 => {
                let selector = self.iter_item(&types[1]);
                self.touch(&selector);
                self.iter_item(&ty)
            }
            ("takewhile" | "dropwhile" | "filterfalse", Some(function)) if types.len() == 2 => {
                let item = self.iter_item(&types[1]);
                if function.is(&Atom::None) {
                    self.touch(&item);
                } else {
                    let verdict = self.callback(&function, std::slice::from_ref(&item));
                    self.touch(&verdict);
                }
                item
            }
            ("starmap", Some(function)) if types.len() == 2 => {
                let row = self.iter_item(&types[1]);
                match row.single().cloned() {
                    Some(Atom::Tuple(items)) => self.callback(&function, &items),
                    _ if row.is_bottom() => Ty::BOTTOM,
                    _ => {
                        self.escape(&function);
                        self.escape(&row);
                        Ty::Dynamic
                    }
                }
            }
            ("accumulate", Some(ty)) if types.len() <= 2 => {
                let item = self.iter_item(&ty);
                let function = argument(1, "func").map_or(Ty::none(), |(_, ty)| ty);
                let mut total = item.clone();
                if let Some((_, initial)) = keyword("initial") {
                    let initial = initial.filter(|atom| *atom != Atom::None);
                    total = self.join(&total, &initial);
                }
                if function.is(&Atom::None) {
                    self.running(&total, &item)
                } else {
                    self.reduced(&function, total, &item)
                }
            }
            ("groupby", Some(ty)) if types.len() <= 2 => {
                let item = self.iter_item(&ty);
                let key = match argument(1, "key").map(|(_, ty)| ty) {
                    Some(function) if !function.is(&Atom::None) => {
                        self.callback(&function, std::slice::from_ref(&item))
                    }
                    _ => item.clone(),
                };
                self.touch(&key);
                self.meet_each_other(&key);
                Atom::Tuple(vec![key, Atom::Iterator(Box::new(item)).into()]).into()
            }
            ("pairwise", Some(ty)) if types.len() == 1 => {
                let item = self.iter_item(&ty);
                Atom::Tuple(vec![item.clone(), item]).into()
            }
            ("zip_longest", _) => {
                let fill = keyword("fillvalue").map_or(Ty::none(), |(_, ty)| ty);
                let mut items = Vec::new();
                for ty in &types {
                    let item = self.iter_item(ty);
                    items.push(if types.len() == 1 {
                        item
                    } else {
                        self.join(&item, &fill)
                    });
                }
                Atom::Tuple(items).into()
            }
            ("product", _) => {
                let once: Vec<Ty> = types.iter().map(|ty| self.iter_item(ty)).collect();
                let times = match keyword("repeat") {
                    Some((expr, _)) => literal(Some(expr)),
                    None => Some(1),
                };
                self.arrangement(&once, times)
            }
            ("combinations" | "combinations_with_replacement" | "permutations", Some(ty))
                if types.len() <= 2 =>
            {
                let item = self.iter_item(&ty);
                let length = argument(1, "r");
                if let Some((_, ty)) = &length {
                    self.touch(ty);
                }
                let length = literal(length.and_then(|(expr, _)| expr));
                self.arrangement(&[item], length)
            }
            ("tee", Some(ty)) if types.len() <= 2 => {
                let item = self.iter_item(&ty);
                let one = Atom::Iterator(Box::new(item)).into();
                return Some(Atom::TupleOf(Box::new(one)).into());
            }
            _ => return None,
        };
        Some(Atom::Iterator(Box::new(item)).into())
    }

    /// As [`Infer::call_itertools`], with iterables behind a star.
    fn spread_itertools(&mut self, name: &str, args: &Args<'a>, repeats: bool) -> Option<Ty> {
        if !matches!(name, "product" | "chain" | "zip_longest") || repeats {
            return None;
        }
        let mut all = match (name, args.keyword_types.first()) {
            ("zip_longest", fill) => fill.cloned().unwrap_or(Ty::none()),
            _ => Ty::BOTTOM,
        };
        for (expr, ty) in args.exprs.iter().zip(args.types.clone()) {
            let mut item = self.iter_item(&ty);
            if matches!(expr.kind, ExprKind::Starred(_)) {
                item = self.iter_item(&item);
            }
            all = self.join(&all, &item);
        }
        let item = match name {
            "chain" => all,
            _ => Atom::TupleOf(Box::new(all)).into(),
        };
        Some(Atom::Iterator(Box::new(item)).into())
    }

    /// `total` after any number of `total + item`.
    fn running(&mut self, total: &Ty, item: &Ty) -> Ty {
        if total.is_bottom() || item.is_bottom() {
            return total.clone();
        }
        if total.is_int() && item.is_intlike() {
            return Ty::int();
        }
        if total.is_float() && item.is_number() {
            return Ty::float();
        }
        if total.is_str() && item.is_str() {
            return Ty::str();
        }
        self.escape(total);
        self.escape(item);
        Ty::Dynamic
    }

    /// `total` after any number of `function(total, item)`.
    pub(super) fn reduced(&mut self, function: &Ty, mut total: Ty, item: &Ty) -> Ty {
        const ROUNDS: usize = 4;
        for _ in 0..ROUNDS {
            let next = self.callback(function, &[total.clone(), item.clone()]);
            let wider = self.join(&total, &next);
            if wider == total {
                return total;
            }
            total = wider;
        }
        self.callback(function, &[Ty::Dynamic, item.clone()]);
        self.escape(&total);
        Ty::Dynamic
    }

    /// Tuples of `times` repetitions of `once`, if that number is certain.
    fn arrangement(&mut self, once: &[Ty], times: Option<usize>) -> Ty {
        match times.map(|times| times * once.len()) {
            Some(n @ 1..=MOST_ITEMS) => {
                Atom::Tuple(once.iter().cycle().take(n).cloned().collect()).into()
            }
            _ => {
                let mut all = Ty::BOTTOM;
                for ty in once {
                    all = self.join(&all, ty);
                }
                Atom::TupleOf(Box::new(all)).into()
            }
        }
    }
}

/// A small number written in the program.
fn literal(expr: Option<&Expr>) -> Option<usize> {
    match expr?.kind {
        ExprKind::Int(n) => usize::try_from(n).ok().filter(|n| *n <= MOST_ITEMS),
        _ => None,
    }
}
