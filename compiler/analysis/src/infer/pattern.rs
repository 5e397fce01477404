//! What the patterns of `match` ask.

use pyaot_syntax::tree::{Class, Expr, ExprKind, MatchTest, StmtKind};

use super::{Frame, Infer};
use crate::classes::find_member;
use crate::ty::{Atom, ClassKey, Ty};

impl<'a> Infer<'a> {
    pub(super) fn match_test(
        &mut self,
        frame: &mut Frame<'a>,
        test: &MatchTest,
        operands: &'a [Expr],
    ) -> Ty {
        let types: Vec<Ty> = operands.iter().map(|o| self.expr(frame, o)).collect();
        if types.iter().any(Ty::is_bottom) {
            return Ty::BOTTOM;
        }
        types.iter().for_each(|ty| self.touch(ty));
        match test {
            MatchTest::Sequence | MatchTest::Mapping | MatchTest::Instance | MatchTest::Keys => {
                Ty::bool()
            }
            MatchTest::Attributes { positional, names } => {
                match self.matched_fields(&types, *positional, names) {
                    Some(fields) => self.join(&Atom::Tuple(fields).into(), &Ty::none()),
                    None => {
                        types.iter().for_each(|ty| self.escape(ty));
                        names.iter().for_each(|name| self.unknown_read(name));
                        if *positional > 0 {
                            self.unknown_name();
                        }
                        Ty::Dynamic
                    }
                }
            }
            MatchTest::Rest => {
                types.iter().for_each(|ty| self.escape(ty));
                Ty::Dynamic
            }
        }
    }

    /// The types of the attributes of a class pattern where all are fields.
    fn matched_fields(
        &mut self,
        types: &[Ty],
        positional: usize,
        names: &[String],
    ) -> Option<Vec<Ty>> {
        let [Ty::Of(subjects), class] = types else {
            return None;
        };
        let Some(Atom::Class(class)) = class.single() else {
            return None;
        };
        let mut all: Vec<String> = Vec::new();
        if positional > 0 {
            let listed = self.match_args(*class)?;
            all.extend(listed.get(..positional)?.iter().cloned());
        }
        all.extend(names.iter().cloned());
        let mut fields = vec![Ty::BOTTOM; all.len()];
        for atom in subjects.clone() {
            if let Atom::Named(class) = atom {
                for (name, ty) in all.iter().zip(&mut fields) {
                    let at = self.classes[&class].item(name)?;
                    let item = self.named_items(class)[at].clone();
                    *ty = self.join(ty, &item);
                }
                continue;
            }
            let Atom::Instance(class) = atom else {
                return None;
            };
            for (name, ty) in all.iter().zip(&mut fields) {
                let (_, owner) = self.classes[&class].field(name)?;
                if find_member(&self.classes, class, name).is_some() {
                    return None;
                }
                let field = self.field_of(class, owner, name);
                *ty = self.join(ty, &field);
            }
        }
        Some(fields)
    }

    /// The `__match_args__` that the body of a class without bases sets once.
    fn match_args(&self, key: ClassKey) -> Option<Vec<String>> {
        let class = self.module(key.module).class(key.class);
        if let Some(items) = &self.classes[&key].items
            && !self.classes[&key].members.contains_key("__match_args__")
        {
            return Some(items.iter().map(|item| item.name.clone()).collect());
        }
        let (owner, _) = find_member(&self.classes, key, "__match_args__")?;
        let class = match owner == key {
            true => class,
            false => self.module(owner.module).class(owner.class),
        };
        names_in(class)
    }
}

fn names_in(class: &Class) -> Option<Vec<String>> {
    let mut found = None;
    for stmt in &class.body {
        let StmtKind::Assign { targets, value } = &stmt.kind else {
            continue;
        };
        let named = |target: &Expr| matches!(&target.kind, ExprKind::Name { name, .. } if name == "__match_args__");
        if !targets.iter().any(named) {
            continue;
        }
        let ExprKind::Tuple(items) = &value.kind else {
            return None;
        };
        let texts = items.iter().map(|item| match &item.kind {
            ExprKind::Str(text) => Some(text.clone()),
            _ => None,
        });
        if found.is_some() {
            return None;
        }
        found = Some(texts.collect::<Option<Vec<String>>>()?);
    }
    found
}
