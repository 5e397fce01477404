//! Named tuples.
//!
//! A value of type [`Atom::Named`] has been made by a call of its class that inference has seen, so
//! what its items may be is what such calls pass: nothing can store in it. Who makes one by
//! other means (`_make`, `tuple.__new__`, code that is not seen) has an object of any type.

use super::call::Args;
use super::{Frame, Infer};
use crate::bind::Source;
use crate::classes::{Member, find_member, named};
use crate::program::CtxId;
use crate::rows::method_result;
use crate::ty::{Atom, ClassKey, Ty};

impl<'a> Infer<'a> {
    /// What is known of `self` in methods that are called on instances of just this class.
    pub(super) fn own_atom(&self, class: ClassKey) -> Atom {
        match self.classes[&class].items {
            Some(_) => Atom::Named(class),
            None => Atom::Instance(class),
        }
    }

    /// The types of the items of a named tuple.
    pub(super) fn named_items(&self, class: ClassKey) -> Vec<Ty> {
        let items = self.classes[&class].items.iter().flatten();
        items.map(|item| self.field(class, &item.name)).collect()
    }

    /// The join of its items.
    pub(super) fn named_item(&mut self, class: ClassKey) -> Ty {
        let mut all = Ty::BOTTOM;
        for item in self.named_items(class) {
            all = self.join(&all, &item);
        }
        all
    }

    fn put_item(&mut self, class: ClassKey, name: &str, ty: &Ty) {
        let ty = if ty.depth() > crate::ty::MAX_DEPTH {
            self.escape(ty);
            Ty::Dynamic
        } else {
            ty.clone()
        };
        if self.escaped_tuples.contains(&class) {
            self.escape(&ty);
        }
        self.put_field(class, name, &ty);
    }

    /// Named tuples of the class reach code that is not seen.
    pub(super) fn escape_named(&mut self, class: ClassKey) {
        if !self.escaped_tuples.insert(class) {
            return;
        }
        self.changed = true;
        for item in self.named_items(class) {
            self.escape(&item);
        }
        self.loosen(class);
    }

    /// An attribute of that name is stored in, or deleted from, a value of any type, which may be
    /// the class of a named tuple.
    pub(super) fn changes_tuples(&mut self, name: &str) {
        for class in self.loose.clone() {
            self.changes_tuple(class, name);
        }
    }

    /// An attribute of that name is stored in, or deleted from, the class.
    pub(super) fn changes_tuple(&mut self, class: ClassKey, name: &str) {
        let info = &self.classes[&class];
        let matters = |member: &Member| *member != Member::Variable;
        if info.items.is_some()
            && (info.item(name).is_some()
                || name.starts_with('_') && name != "__doc__"
                || find_member(&self.classes, class, name).is_some_and(|(_, m)| matters(m)))
        {
            self.changed_tuples.insert(class);
        }
    }

    /// `C(...)` of a named tuple.
    pub(super) fn call_named(&mut self, class: ClassKey, args: &Args<'a>) -> Ty {
        let items = self.classes[&class].items.clone().unwrap_or_default();
        let bound = args.passed(self).and_then(|passed| {
            let sources = named::bind(&items, passed.args.len(), &passed.names)?;
            Some((passed.args, passed.named, sources))
        });
        let Some((positional, by_name, sources)) = bound else {
            self.escape(&Atom::Class(class).into());
            return self.call_unknown(args);
        };
        let mut types = Vec::new();
        for source in sources {
            types.push(match source {
                Source::Arg(n) => positional[n].clone(),
                Source::Keyword(n) => by_name[n].clone(),
                Source::Default(at) => self.default_type(class, &items[at].name),
                _ => unreachable!("a named tuple has no other parameters"),
            });
        }
        if types.iter().any(Ty::is_bottom) {
            // An argument is not known yet.
            return Ty::BOTTOM;
        }
        for (item, ty) in items.iter().zip(&types) {
            self.put_item(class, &item.name, ty);
        }
        Atom::Named(class).into()
    }

    /// The type of the constant that a field has where a call leaves it out.
    fn default_type(&self, class: ClassKey, name: &str) -> Ty {
        use pyaot_syntax::tree::ExprKind;
        let text = self.module(class.module).class(class.class);
        let mut value = named::default_of(text, name).map(|expr| &expr.kind);
        if let Some(ExprKind::Unary { operand, .. }) = value {
            value = Some(&operand.kind);
        }
        match value {
            Some(ExprKind::None) => Ty::none(),
            Some(ExprKind::True | ExprKind::False) => Ty::bool(),
            Some(ExprKind::Int(_)) => Ty::int(),
            Some(ExprKind::Float(_)) => Ty::float(),
            Some(ExprKind::Str(_)) => Ty::str(),
            _ => Ty::Dynamic,
        }
    }

    /// `value.name`, which alone the value may be if `is_one`.
    pub(super) fn named_attribute(
        &mut self,
        class: ClassKey,
        name: &str,
        is_one: bool,
        calls: &mut Vec<(Atom, CtxId)>,
    ) -> Ty {
        if self.classes[&class].item(name).is_some() {
            return self.field(class, name);
        }
        let atom = Atom::Named(class);
        let member = find_member(&self.classes, class, name).map(|(_, member)| member.clone());
        if let (true, Some(Member::Property { getter, .. })) = (is_one, &member) {
            let ctx = self.context(*getter, vec![atom.clone().into()]);
            calls.push((atom, ctx));
            return self.contexts[ctx.index()].result.clone();
        }
        if let Some(member) = &member {
            self.escape_member(class, member);
        }
        self.escape(&atom.into());
        self.unknown_read(name);
        Ty::Dynamic
    }

    /// `value.name(...)`.
    pub(super) fn call_of_named(
        &mut self,
        frame: &mut Frame<'a>,
        class: ClassKey,
        name: &str,
        args: &Args<'a>,
        calls: &mut Vec<(Atom, CtxId)>,
    ) -> Ty {
        let atom = Atom::Named(class);
        if self.classes[&class].item(name).is_some() {
            let held = self.field(class, name);
            self.escape(&held);
            return self.call_unknown(args);
        }
        let member = find_member(&self.classes, class, name).map(|(_, member)| member.clone());
        match member {
            Some(Member::Method(key)) => {
                let receiver = atom.clone().into();
                self.call_function(frame, &atom, key, Some(&receiver), args, calls)
            }
            Some(Member::Static(key)) => self.call_function(frame, &atom, key, None, args, calls),
            Some(Member::ClassMethod(key)) => {
                let receiver = Atom::Class(class).into();
                self.call_function(frame, &atom, key, Some(&receiver), args, calls)
            }
            None if name == "_replace" && args.exprs.is_empty() && !args.spreads() => {
                self.replaced(class, args)
            }
            None if matches!(name, "count" | "index") && !args.spreads() => {
                let receiver = Ty::from(atom);
                args.types.iter().for_each(|ty| self.meet(&receiver, ty));
                method_result("tuple", name).unwrap_or(Ty::Dynamic)
            }
            member => {
                if let Some(member) = &member {
                    self.escape_member(class, member);
                }
                self.escape(&atom.into());
                self.unknown_call(name, args);
                self.call_unknown(args)
            }
        }
    }

    /// `value._replace(name=...)`.
    fn replaced(&mut self, class: ClassKey, args: &Args<'a>) -> Ty {
        if args.are_unknown() {
            return Ty::BOTTOM;
        }
        let names = args.keywords.iter().filter_map(|k| k.name.as_deref());
        let names: Vec<&str> = names.collect();
        for (name, ty) in names.iter().zip(args.keyword_types.clone()) {
            // Of another name: nothing comes of it but ValueError.
            if self.classes[&class].item(name).is_some() {
                self.put_item(class, name, &ty);
            } else {
                self.escape(&ty);
            }
        }
        Atom::Named(class).into()
    }
}
