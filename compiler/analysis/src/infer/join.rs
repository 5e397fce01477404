//! Allocation sites and the join of types.

use pyaot_syntax::tree::ExprId;

use super::{Infer, Part};
use crate::program::CtxId;
use crate::ty::{Atom, FuncKey, MAX_ATOMS, MAX_DEPTH, SiteId, Ty};

impl<'a> Infer<'a> {
    pub fn root(&self, site: SiteId) -> SiteId {
        let mut at = site.0;
        while self.roots[at as usize] != at {
            at = self.roots[at as usize];
        }
        SiteId(at)
    }

    /// The site of an allocating expression in a context.
    pub fn site(&mut self, ctx: CtxId, expr: ExprId) -> SiteId {
        if let Some(site) = self.site_index.get(&(ctx, expr)) {
            return self.root(*site);
        }
        let site = self.new_site();
        self.site_index.insert((ctx, expr), site);
        site
    }

    /// The `**kwargs` of a function where a call names nothing.
    pub fn site_without_keywords(&mut self, func: FuncKey) -> SiteId {
        if let Some(site) = self.no_keywords.get(&func) {
            return self.root(*site);
        }
        let site = self.new_site();
        self.no_keywords.insert(func, site);
        site
    }

    fn new_site(&mut self) -> SiteId {
        let site = SiteId(self.sites.len() as u32);
        self.sites.push((Ty::BOTTOM, Ty::BOTTOM));
        self.roots.push(site.0);
        self.changed = true;
        site
    }

    pub fn part(&self, site: SiteId, part: Part) -> Ty {
        let (first, second) = &self.sites[self.root(site).0 as usize];
        match part {
            Part::Item | Part::Key => self.normal(first),
            Part::Value => self.normal(second),
        }
    }

    /// Something of type `ty` is put into the site.
    pub fn put(&mut self, site: SiteId, part: Part, ty: &Ty) {
        let old = self.part(site, part);
        let new = self.join(&old, ty);
        let root = self.root(site).0 as usize;
        if new != self.normal(&old) {
            self.changed = true;
        }
        match part {
            Part::Item | Part::Key => self.sites[root].0 = new,
            Part::Value => self.sites[root].1 = new,
        }
    }

    pub(super) fn unify(&mut self, a: SiteId, b: SiteId) -> SiteId {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return a;
        }
        let (keep, drop) = if a < b { (a, b) } else { (b, a) };
        self.roots[drop.0 as usize] = keep.0;
        self.changed = true;
        let (item, value) = self.sites[drop.0 as usize].clone();
        self.put(keep, Part::Item, &item);
        self.put(keep, Part::Value, &value);
        self.root(keep)
    }

    /// The type with all sites replaced by their roots.
    pub fn normal(&self, ty: &Ty) -> Ty {
        match ty {
            Ty::Dynamic => Ty::Dynamic,
            Ty::Of(atoms) => {
                let mut atoms: Vec<Atom> = atoms.iter().map(|a| self.normal_atom(a)).collect();
                atoms.sort();
                atoms.dedup();
                Ty::Of(atoms)
            }
        }
    }

    fn normal_atom(&self, atom: &Atom) -> Atom {
        match atom {
            Atom::List(site) => Atom::List(self.root(*site)),
            Atom::Dict(site) => Atom::Dict(self.root(*site)),
            Atom::DefaultDict(site) => Atom::DefaultDict(self.root(*site)),
            Atom::Set(site) => Atom::Set(self.root(*site)),
            Atom::Deque(site) => Atom::Deque(self.root(*site)),
            Atom::Tuple(items) => Atom::Tuple(items.iter().map(|ty| self.normal(ty)).collect()),
            Atom::TupleOf(item) => Atom::TupleOf(Box::new(self.normal(item))),
            Atom::Iterator(item) => Atom::Iterator(Box::new(self.normal(item))),
            other => other.clone(),
        }
    }

    /// The least type that covers both; sites that meet become one, and
    /// what is absorbed by `Dynamic` escapes.
    pub fn join(&mut self, a: &Ty, b: &Ty) -> Ty {
        let (x, y) = match (a, b) {
            (Ty::Dynamic, Ty::Dynamic) => return Ty::Dynamic,
            (Ty::Dynamic, other) | (other, Ty::Dynamic) => {
                self.escape(other);
                return Ty::Dynamic;
            }
            (Ty::Of(x), Ty::Of(y)) => (x, y),
        };
        if x.is_empty() {
            return self.normal(b);
        }
        if y.is_empty() || x == y {
            return self.normal(a);
        }
        let mut atoms: Vec<Atom> = Vec::new();
        for atom in x.iter().chain(y) {
            let atom = self.normal_atom(atom);
            self.add_atom(&mut atoms, atom);
        }
        let ty = self.normal(&Ty::Of(atoms));
        if ty.atoms().len() > MAX_ATOMS || ty.depth() > MAX_DEPTH {
            self.escape(&ty);
            return Ty::Dynamic;
        }
        ty
    }

    fn add_atom(&mut self, atoms: &mut Vec<Atom>, atom: Atom) {
        if atoms.contains(&atom) {
            return;
        }
        for known in atoms.iter_mut() {
            let merged = match (&*known, &atom) {
                (Atom::List(a), Atom::List(b)) => Some(Atom::List(self.unify(*a, *b))),
                (Atom::Dict(a), Atom::Dict(b)) => Some(Atom::Dict(self.unify(*a, *b))),
                (Atom::DefaultDict(a), Atom::DefaultDict(b)) => {
                    Some(Atom::DefaultDict(self.unify(*a, *b)))
                }
                (Atom::Set(a), Atom::Set(b)) => Some(Atom::Set(self.unify(*a, *b))),
                (Atom::Deque(a), Atom::Deque(b)) => Some(Atom::Deque(self.unify(*a, *b))),
                (Atom::Float, Atom::NonNegFloat) | (Atom::NonNegFloat, Atom::Float) => {
                    Some(Atom::Float)
                }
                (Atom::Tuple(a), Atom::Tuple(b)) if a.len() == b.len() => {
                    let (a, b) = (a.clone(), b.clone());
                    Some(Atom::Tuple(
                        a.iter().zip(&b).map(|(x, y)| self.join(x, y)).collect(),
                    ))
                }
                (Atom::Tuple(_) | Atom::TupleOf(_), Atom::Tuple(_) | Atom::TupleOf(_)) => {
                    let (a, b) = (self.tuple_item(&known.clone()), self.tuple_item(&atom));
                    Some(Atom::TupleOf(Box::new(self.join(&a, &b))))
                }
                // An object may be a tuple of the class with any items.
                (Atom::Named(_), Atom::Object | Atom::Options)
                | (Atom::Object | Atom::Options, Atom::Named(_)) => {
                    let both = [Ty::from(known.clone()), Ty::from(atom.clone())];
                    both.iter().for_each(|ty| self.escape(ty));
                    Some(Atom::Object)
                }
                (Atom::Iterator(a), Atom::Iterator(b)) => {
                    let (a, b) = (a.clone(), b.clone());
                    Some(Atom::Iterator(Box::new(self.join(&a, &b))))
                }
                _ => None,
            };
            if let Some(merged) = merged {
                *known = merged;
                return;
            }
        }
        atoms.push(atom);
    }

    /// The join of a tuple's items.
    pub fn tuple_item(&mut self, atom: &Atom) -> Ty {
        match atom {
            Atom::TupleOf(item) => (**item).clone(),
            Atom::Tuple(items) => {
                let mut all = Ty::BOTTOM;
                for item in items {
                    all = self.join(&all, item);
                }
                all
            }
            _ => Ty::BOTTOM,
        }
    }
}
