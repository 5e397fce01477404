//! What the patterns of `match` ask.

use std::collections::BTreeMap;

use pyaot_syntax::tree::{Class, Expr, ExprKind, MatchTest, Module, StmtKind};

use super::{Frame, Infer};
use crate::classes::{ClassInfo, Member, find_member};
use crate::ty::{Atom, ClassKey, ModuleId, Ty};

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
        match test {
            MatchTest::Instance => Ty::bool(),
            MatchTest::Sequence | MatchTest::Mapping | MatchTest::Keys => {
                types.iter().for_each(|ty| self.touch(ty));
                Ty::bool()
            }
            MatchTest::Attributes { positional, names } => {
                match self.matched_fields(&types, *positional, names) {
                    Some(fields) => self.join(&Atom::Tuple(fields).into(), &Ty::none()),
                    None => {
                        types.iter().for_each(|ty| self.touch(ty));
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
                types.iter().for_each(|ty| self.touch(ty));
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
        let all = matched_names(
            &self.classes,
            |id| self.module(id),
            *class,
            positional,
            names,
        )?;
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
                let member = find_member(&self.classes, class, name).map(|(o, m)| (o, m.clone()));
                match member {
                    None => {}
                    // The class's own value, or just an annotation.
                    Some((of, Member::Variable)) if !self.classes[&of].caches(name) => {
                        let value = self.class_var(of, name);
                        *ty = self.join(ty, &value);
                    }
                    Some(_) => return None,
                }
                let field = self.field_of(class, owner, name);
                *ty = self.join(ty, &field);
            }
        }
        Some(fields)
    }
}

/// The names of the attributes that a class pattern asks for, if they are certain.
pub fn matched_names<'m>(
    classes: &BTreeMap<ClassKey, ClassInfo>,
    module: impl Fn(ModuleId) -> &'m Module,
    class: ClassKey,
    positional: usize,
    names: &[String],
) -> Option<Vec<String>> {
    let mut all = match positional {
        0 => Vec::new(),
        _ => match_args(classes, module, class)?
            .get(..positional)?
            .to_vec(),
    };
    all.extend(names.iter().cloned());
    Some(all)
}

/// The `__match_args__` that the body of a class without bases sets once.
fn match_args<'m>(
    classes: &BTreeMap<ClassKey, ClassInfo>,
    module: impl Fn(ModuleId) -> &'m Module,
    key: ClassKey,
) -> Option<Vec<String>> {
    if let Some(items) = &classes[&key].items
        && !classes[&key].members.contains_key("__match_args__")
    {
        return Some(items.iter().map(|item| item.name.clone()).collect());
    }
    let (owner, _) = find_member(classes, key, "__match_args__")?;
    names_in(module(owner.module).class(owner.class))
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
