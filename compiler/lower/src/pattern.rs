//! What the patterns of `match` ask.

use std::collections::BTreeSet;

use pyaot_abi::functions::{self as rt, FnDecl};
use pyaot_abi::layout::INSTANCE_KINDS;
use pyaot_analysis::{Atom, Ty, facts};
use pyaot_ir::{BuiltinClass, Op, Repr, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind, MatchTest, Place};

use crate::function::FunctionLower;
use crate::repr::repr_of;

impl<'a> FunctionLower<'_, 'a> {
    pub fn match_test(
        &mut self,
        expr: &'a Expr,
        test: &MatchTest,
        operands: &'a [Expr],
    ) -> ValueId {
        if let (MatchTest::Instance, [object, class]) = (test, operands) {
            return self.instance_test(object, class, &rt::object::match_instance);
        }
        if let (MatchTest::Attributes { positional, names }, [object, class]) = (test, operands)
            && let Some(names) = self.matched_names(class, *positional, names)
            && let Some(found) = self.matched_fields(object, &names)
        {
            return self.coerce(found, Repr::Ref, repr_of(&self.ty(expr)));
        }
        let mut words = self.values(operands.iter());
        match test {
            MatchTest::Sequence => self.runtime(&rt::object::match_sequence, &words),
            MatchTest::Mapping => self.runtime(&rt::object::match_mapping, &words),
            MatchTest::Instance => self.runtime(&rt::object::match_instance, &words),
            MatchTest::Keys => self.runtime(&rt::object::match_keys, &words),
            MatchTest::Attributes { positional, names } => {
                words.push(self.i64(*positional as i64));
                words.extend(names.iter().map(|name| self.str(name)));
                let found = self.runtime(&rt::object::match_attributes, &words);
                self.coerce(found, Repr::Value, repr_of(&self.ty(expr)))
            }
            MatchTest::Rest => {
                let rest = self.runtime(&rt::object::match_rest, &words);
                self.coerce(rest, Repr::Ref, repr_of(&self.ty(expr)))
            }
        }
    }
    /// The names of the attributes that a class pattern asks for, if they are certain.
    fn matched_names(
        &self,
        class: &Expr,
        positional: usize,
        names: &[String],
    ) -> Option<Vec<String>> {
        let ty = self.ty(class);
        let Some(Atom::Class(class)) = ty.single() else {
            return None;
        };
        let program = self.p.program;
        let module = |id| program.module(id);
        facts::matched_names(&program.classes, module, *class, positional, names)
    }

    /// A tuple of attributes that are fields which every object of the type has.
    fn matched_fields(&mut self, object: &'a Expr, names: &[String]) -> Option<ValueId> {
        let ty = self.ty(object);
        let mut fields = Vec::new();
        for name in names {
            let field = self.fixed_field(&ty, name)?;
            fields.push((name, self.is_always_set(&ty, name).then_some(field)?));
        }
        let distinct: BTreeSet<&String> = names.iter().collect();
        if distinct.len() < names.len() {
            return None;
        }
        let receiver = self.expr(object);
        let held = self.hold("subject", receiver);
        let mut words = Vec::new();
        for (name, (offset, repr, field_ty)) in fields {
            let receiver = self.get(held);
            let value = self.load_field(receiver, &ty, offset, repr, name, &field_ty);
            words.push(self.coerce(value, repr_of(&field_ty), Repr::Value));
        }
        Some(self.runtime(&rt::tuple::tuple_from_items, &words))
    }

    /// Whether an object is an instance of a class, or one of several: asked of the classes that the
    /// object may be of by its type, where they are few, and of the runtime's `row` otherwise.
    pub(crate) fn instance_test(
        &mut self,
        object: &'a Expr,
        class: &'a Expr,
        row: &'static FnDecl,
    ) -> ValueId {
        let (ty, class_ty) = (self.ty(object), self.ty(class));
        let classes: Option<Vec<Atom>> = match class_ty.single() {
            Some(Atom::Tuple(items)) => items.iter().map(|ty| ty.single().cloned()).collect(),
            atom => atom.map(|atom| vec![atom.clone()]),
        };
        let position = self.b.position;
        let known = classes
            .as_ref()
            .and_then(|classes| self.tests_of(&ty, classes));
        let words = if names_builtins(class) && classes.is_some() {
            let word = self.value(object);
            if known.is_none()
                && std::ptr::eq(row, &rt::object::value_isinstance)
                && let Some(classes) = classes.as_deref()
                && let Some(kinds) = kinds_of(classes)
            {
                self.b.position = position;
                return self.builtin_instance_test(word, classes, kinds);
            }
            let held = self.hold("item", word);
            let class = (known.is_none()).then(|| self.value(class));
            std::iter::once(self.get(held)).chain(class).collect()
        } else {
            self.values([object, class].into_iter())
        };
        if let Some((atoms, holds)) = known {
            let mut any = None;
            for atom in &atoms {
                let is = self.is_exactly(words[0], atom);
                any = Some(match any {
                    Some(any) => self.emit(Op::BoolOr, &[any, is]),
                    None => is,
                });
            }
            return match any {
                Some(any) if holds => any,
                Some(any) => self.emit(Op::BoolNot, &[any]),
                None => self.emit(Op::ConstBool(!holds), &[]),
            };
        }
        self.runtime(row, &words)
    }

    /// Whether an object of any type is an instance of one of these built-in classes: of exactly one,
    /// most often.
    fn builtin_instance_test(&mut self, word: ValueId, classes: &[Atom], kinds: i64) -> ValueId {
        let (object, is) = (self.hold("object", word), self.new_local("is", Repr::Bool));
        let (yes, end) = (self.b.new_block(), self.b.new_block());
        for class in classes {
            let word = self.get(object);
            let exactly = match class {
                Atom::Builtin("int") => self.emit(Op::IsSmallInt, &[word]),
                Atom::Builtin("float") => self.emit(Op::IsFloat, &[word]),
                Atom::Builtin("str") => self.is_exactly(word, &Atom::Str),
                Atom::Builtin("list") => self.emit(Op::IsExactBuiltin(BuiltinClass::List), &[word]),
                Atom::Builtin("dict") => self.emit(Op::IsExactBuiltin(BuiltinClass::Dict), &[word]),
                _ => continue,
            };
            let next = self.b.new_block();
            self.b.branch(exactly, yes, next);
            self.b.switch_to(next);
        }
        let (word, kinds) = (self.get(object), self.i64(kinds));
        let otherwise = self.runtime(&rt::object::value_isinstance_of, &[word, kinds]);
        self.set(is, otherwise);
        self.b.jump(end, &[]);
        self.b.switch_to(yes);
        let certainly = self.emit(Op::ConstBool(true), &[]);
        self.set(is, certainly);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        self.get(is)
    }

    /// Values of which types to ask for, all that are instances (`true`) or all that are not.
    fn tests_of(&self, ty: &Ty, classes: &[Atom]) -> Option<(Vec<Atom>, bool)> {
        const MAX_TESTS: usize = 3;
        if ty.is_open() || ty.atoms().is_empty() {
            return None;
        }
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        for atom in ty.atoms() {
            match facts::instance_of(&self.p.program.classes, atom, classes)? {
                true => inside.push(atom.clone()),
                false => outside.push(atom.clone()),
            }
        }
        let fits = |atoms: &Vec<Atom>| {
            atoms.len() <= MAX_TESTS && atoms.iter().all(|atom| self.has_exact_test(atom))
        };
        if fits(&outside) && (outside.len() < inside.len() || !fits(&inside)) {
            return Some((outside, false));
        }
        fits(&inside).then_some((inside, true))
    }
}

/// Whether an expression names built-in classes and does nothing else.
fn names_builtins(class: &Expr) -> bool {
    match &class.kind {
        ExprKind::Name { place, .. } => matches!(place, Place::Builtin),
        ExprKind::Tuple(items) => items.iter().all(names_builtins),
        _ => false,
    }
}

/// The classes as bits, by their places among [`INSTANCE_KINDS`].
fn kinds_of(classes: &[Atom]) -> Option<i64> {
    let bit = |class: &Atom| match class {
        Atom::Builtin(name) => {
            let place = INSTANCE_KINDS.iter().position(|kind| kind == name)?;
            Some(1_i64 << place)
        }
        _ => None,
    };
    classes
        .iter()
        .try_fold(0, |kinds, class| Some(kinds | bit(class)?))
}
