//! Items: what iteration and subscripts give, and what stores put in.

use pyaot_syntax::tree::{Expr, ExprId, ExprKind, UnaryOp};

use super::{Frame, Infer, Part};
use crate::classes::{Member, find_member};
use crate::program::CtxId;
use crate::ty::{Atom, ClassKey, SiteId, Ty};

impl<'a> Infer<'a> {
    /// What a `for` gives, asynchronous or not.
    pub(super) fn clause_item(&mut self, ty: &Ty, is_async: bool) -> Ty {
        if !is_async {
            return self.iter_item(ty);
        }
        self.escape(ty);
        Ty::Dynamic
    }

    /// What iterating over a value gives.
    pub(super) fn iter_item(&mut self, ty: &Ty) -> Ty {
        let Ty::Of(atoms) = ty else {
            return Ty::Dynamic;
        };
        let mut all = Ty::BOTTOM;
        for atom in atoms.clone() {
            let one = match &atom {
                Atom::Range | Atom::Bytes | Atom::ByteArray => Ty::int(),
                Atom::NumberArray(number) => Atom::of_number(*number),
                Atom::Str | Atom::TextFile => Ty::str(),
                Atom::List(site) | Atom::Set(site) | Atom::Deque(site) => {
                    self.part(*site, Part::Item)
                }
                Atom::Dict(site) | Atom::DefaultDict(site) => self.part(*site, Part::Key),
                Atom::Tuple(_) | Atom::TupleOf(_) => self.tuple_item(&atom),
                Atom::Named(class) => self.named_item(*class),
                Atom::Iterator(item) => (**item).clone(),
                Atom::Array(dtype, ndim) => super::array::row(*dtype, *ndim),
                Atom::Class(class) if self.classes[class].is_enumeration => {
                    Atom::Instance(*class).into()
                }
                Atom::Instance(class) => match self.instance_item(*class) {
                    Some(item) => item,
                    None => {
                        self.iterations.remove(class);
                        self.escape(&Ty::from(atom.clone()));
                        Ty::Dynamic
                    }
                },
                // Nothing comes of it but TypeError.
                _ if atom.is_scalar() && atoms.len() > 1 => Ty::BOTTOM,
                _ => {
                    self.escape(&Ty::from(atom.clone()));
                    Ty::Dynamic
                }
            };
            all = self.join(&all, &one);
        }
        all
    }

    /// What iterating over an instance gives, where `__iter__` makes a known
    /// iterator or an instance with a known `__next__`.
    fn instance_item(&mut self, class: ClassKey) -> Option<Ty> {
        let iter = self.own_method(class, "__iter__")?;
        let result = self.contexts[iter.index()].result.clone();
        let item = match result.single() {
            _ if result.is_bottom() => Ty::BOTTOM,
            Some(Atom::Iterator(item)) => (**item).clone(),
            Some(Atom::Instance(other)) => {
                let next = self.own_method(*other, "__next__")?;
                self.contexts[next.index()].result.clone()
            }
            _ => return None,
        };
        self.iterations.insert(class, (iter, item.clone()));
        Some(item)
    }

    /// The context of a special method without parameters, for instances of
    /// exactly this class; the runtime may call it.
    pub(super) fn own_method(&mut self, class: ClassKey, name: &str) -> Option<CtxId> {
        let key = match find_member(&self.classes, class, name) {
            Some((_, Member::Method(key))) if self.classes[&class].is_typed => *key,
            _ => return None,
        };
        let func = self.function(key);
        let params = &func.params;
        if func.is_async || params.positional.len() != 1 || params.all().count() != 1 {
            return None;
        }
        Some(self.context(key, vec![Atom::Instance(class).into()]))
    }

    /// `object[index]`; `read` is the expression, where nothing is stored after.
    pub(super) fn item_of(
        &mut self,
        frame: &mut Frame<'a>,
        read: Option<ExprId>,
        container: &Ty,
        key: &Ty,
        index: &Expr,
    ) -> Ty {
        if let Some(read) = read
            && !matches!(index.kind, ExprKind::Slice { .. })
        {
            let key = std::slice::from_ref(key);
            let item = self.call_specials(frame, read, container, key, &["__getitem__"]);
            if let Some(item) = item {
                return item;
            }
        }
        match container.single() {
            Some(Atom::Array(dtype, ndim)) => self.array_item(frame, *dtype, *ndim, key, index),
            _ => self.item(container, key, index),
        }
    }

    /// `container[key]`, the container not an array.
    pub(super) fn item(&mut self, container: &Ty, key: &Ty, index: &Expr) -> Ty {
        if key.is_bottom() {
            return Ty::BOTTOM;
        }
        let Ty::Of(atoms) = container else {
            self.escape(key);
            return Ty::Dynamic;
        };
        let selects = Selects::of(key, index);
        let mut all = Ty::BOTTOM;
        for atom in atoms.clone() {
            let one = match &atom {
                Atom::Deque(site) if selects == Selects::Item => self.part(*site, Part::Item),
                Atom::List(_)
                | Atom::Str
                | Atom::Bytes
                | Atom::Range
                | Atom::NumberArray(_)
                | Atom::ByteArray
                | Atom::Tuple(_)
                | Atom::TupleOf(_)
                    if selects != Selects::Nothing =>
                {
                    self.sequence_item(&atom, selects, key, index)
                }
                Atom::Named(class) if selects == Selects::Item => {
                    let items = self.classes[class].items.as_ref();
                    let n = items.map_or(0, Vec::len);
                    match constant_index(index, n) {
                        Some(at) => self.named_items(*class)[at].clone(),
                        None => self.named_item(*class),
                    }
                }
                Atom::Dict(site) | Atom::DefaultDict(site) => {
                    self.show(key);
                    let held = self.part(*site, Part::Key);
                    self.meet(&held, key);
                    if matches!(atom, Atom::DefaultDict(_)) {
                        // What is missing is put in.
                        self.put(*site, Part::Key, key);
                    }
                    self.part(*site, Part::Value)
                }
                Atom::Class(class) if self.classes[class].is_enumeration => {
                    self.escape(key);
                    Atom::Instance(*class).into()
                }
                // Nothing comes of it but TypeError.
                _ if atom.is_scalar() && atoms.len() > 1 => Ty::BOTTOM,
                _ => {
                    self.escape(key);
                    self.escape(&Ty::from(atom.clone()));
                    Ty::Dynamic
                }
            };
            all = self.join(&all, &one);
        }
        all
    }

    /// What a key selects of a built-in sequence: an item, a part, or either.
    fn sequence_item(&mut self, atom: &Atom, selects: Selects, key: &Ty, index: &Expr) -> Ty {
        let item = match atom {
            Atom::List(site) => self.part(*site, Part::Item),
            Atom::Bytes | Atom::ByteArray | Atom::Range => Ty::int(),
            Atom::NumberArray(number) => Atom::of_number(*number),
            Atom::Tuple(items) => match constant_index(index, items.len()) {
                Some(at) => items[at].clone(),
                None => self.tuple_item(atom),
            },
            Atom::TupleOf(item) => (**item).clone(),
            _ => Ty::str(),
        };
        if selects == Selects::Item {
            return item;
        }
        let part = match atom {
            Atom::Tuple(_) | Atom::TupleOf(_) => {
                let item = self.tuple_item(atom);
                self.limited(Atom::TupleOf(Box::new(item)).into())
            }
            _ => atom.clone().into(),
        };
        if selects == Selects::Part {
            return part;
        }
        self.escape(key);
        self.join(&item, &part)
    }

    pub(super) fn store_item(&mut self, container: &Ty, key: &Ty, index: &Expr, ty: &Ty) {
        if key.is_bottom() || ty.is_bottom() {
            return;
        }
        let Ty::Of(atoms) = container else {
            self.escape(key);
            self.escape(ty);
            return;
        };
        let selects = Selects::of(key, index);
        for atom in atoms.clone() {
            match &atom {
                Atom::Array(..) => {}
                Atom::NumberArray(_) | Atom::ByteArray => {
                    self.escape(key);
                    self.given_to_array(ty);
                }
                Atom::Deque(site) if selects == Selects::Item => self.put(*site, Part::Item, ty),
                Atom::List(site) => {
                    if selects != Selects::Part {
                        self.put(*site, Part::Item, ty);
                    }
                    if selects == Selects::Either {
                        self.escape(key);
                    }
                    // A slice takes the items of an iterable.
                    let iterable = ty.filter(|atom| !atom.is_scalar());
                    let sliced = matches!(selects, Selects::Part | Selects::Either);
                    if sliced && !iterable.is_bottom() {
                        let item = self.iter_item(&iterable);
                        self.put(*site, Part::Item, &item);
                    }
                }
                Atom::Dict(site) | Atom::DefaultDict(site) => {
                    self.show(key);
                    let held = self.part(*site, Part::Key);
                    self.meet(&held, key);
                    self.put(*site, Part::Key, key);
                    self.put(*site, Part::Value, ty);
                }
                _ if atom.is_scalar() => {}
                _ => {
                    self.escape(key);
                    self.escape(ty);
                    self.escape(&Ty::from(atom.clone()));
                }
            }
        }
    }

    /// `{**mapping}` and `dict.update`.
    pub(super) fn merge_mapping(&mut self, site: SiteId, mapping: &Ty) {
        match mapping.single().and_then(Atom::dict_site) {
            Some(other) => {
                let (key, value) = (self.part(other, Part::Key), self.part(other, Part::Value));
                self.put(site, Part::Key, &key);
                self.put(site, Part::Value, &value);
            }
            _ => {
                self.lend_keys(mapping);
                self.put(site, Part::Key, &Ty::Dynamic);
                self.put(site, Part::Value, &Ty::Dynamic);
            }
        }
    }

    /// Whether the runtime takes an instance for a mapping.
    pub(super) fn has_keys(&self, atom: &Atom) -> bool {
        match atom {
            Atom::Instance(class) => {
                find_member(&self.classes, *class, "keys").is_some()
                    || self.classes[class].field("keys").is_some()
            }
            _ => false,
        }
    }

    /// The runtime asks mappings for their keys, and for what is under each.
    fn lend_keys(&mut self, mapping: &Ty) {
        let members: Option<Vec<_>> = mapping
            .atoms()
            .iter()
            .map(|atom| match atom {
                Atom::Instance(class) => {
                    let (_, member) = find_member(&self.classes, *class, "keys")?;
                    Some((*class, member.clone()))
                }
                _ => None,
            })
            .collect();
        match members.filter(|_| !mapping.is_open()) {
            Some(members) => {
                self.touch(mapping);
                for (class, member) in members {
                    self.escape_member(class, &member);
                }
            }
            None => self.escape(mapping),
        }
    }
}

/// What a key may select of a built-in sequence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Selects {
    Item,
    /// A slice.
    Part,
    /// The key is an index or a slice, who knows.
    Either,
    /// It is of built-in types that are neither.
    Nothing,
}

impl Selects {
    fn of(key: &Ty, index: &Expr) -> Selects {
        if matches!(index.kind, ExprKind::Slice { .. }) {
            return Selects::Part;
        }
        let counts = |atom: &Atom| matches!(atom, Atom::Int | Atom::Bool);
        if key.is_index() || key.may_be(counts) && !key.may_be(|atom| !atom.is_data()) {
            return Selects::Item;
        }
        match key.may_be(|atom| !atom.is_data()) {
            true => Selects::Either,
            false => Selects::Nothing,
        }
    }
}

/// The number that an expression is written as.
pub fn constant_int(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Int(n) => Some(*n),
        ExprKind::Unary {
            op: UnaryOp::Neg,
            operand,
        } => match operand.kind {
            ExprKind::Int(n) => n.checked_neg(),
            _ => None,
        },
        _ => None,
    }
}

/// The position a constant index selects.
pub fn constant_index(index: &Expr, len: usize) -> Option<usize> {
    let n = constant_int(index)?;
    let at = if n < 0 { n + len as i64 } else { n };
    (0..len as i64).contains(&at).then_some(at as usize)
}
