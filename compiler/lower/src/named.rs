//! Named tuples whose items have types: made and read as tuples.

use pyaot_abi::functions as rt;
use pyaot_analysis::bind::Source;
use pyaot_analysis::classes::named;
use pyaot_analysis::{Atom, ClassKey, Ty};
use pyaot_ir::{Repr, ValueId};
use pyaot_syntax::tree::{Expr, Keyword};

use crate::function::FunctionLower;
use crate::position::position_of;

impl<'a> FunctionLower<'_, 'a> {
    /// The types of the items of a named tuple.
    pub(crate) fn named_types(&self, class: ClassKey) -> Vec<Ty> {
        let program = self.p.program;
        let items = program.classes[&class].items.iter().flatten();
        items
            .map(|item| {
                let ty = program.fields.get(&(class, item.name.clone()));
                ty.cloned().unwrap_or(Ty::BOTTOM)
            })
            .collect()
    }

    /// Which item of a named tuple the attribute is, and the type of the object without the `None`
    /// that it may be as well.
    pub(crate) fn named_place(&self, ty: &Ty, name: &str) -> Option<(usize, Ty)> {
        let tuples = match name.starts_with("__") {
            true => ty.clone(),
            false => ty.filter(|atom| *atom != Atom::None),
        };
        let Some(Atom::Named(class)) = tuples.single() else {
            return None;
        };
        let at = self.p.program.classes[class].item(name)?;
        Some((at, tuples))
    }

    /// `C(...)` of a named tuple, as analysis has bound it.
    pub(crate) fn new_named(
        &mut self,
        expr: &'a Expr,
        class: ClassKey,
        callee: &'a Expr,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> ValueId {
        let object = self.value(callee);
        let held = self.hold("class", object);
        let evaluated = self.evaluate(args, keywords);
        self.b.position = position_of(expr);
        let program = self.p.program;
        let items = program.classes[&class].items.as_deref().unwrap_or_default();
        let sources = named::bind(items, evaluated.args.len(), &evaluated.names)
            .expect("analysis matched these arguments");
        let mut words = vec![self.get(held)];
        for source in sources {
            words.push(match source {
                Source::Arg(n) => self.evaluated_word(&evaluated.args[n]),
                Source::Keyword(n) => self.evaluated_word(&evaluated.keywords[n]),
                Source::Default(at) => {
                    let text = program.module(class.module).class(class.class);
                    let default = named::default_of(text, &items[at].name);
                    let value = self.constant(default.expect("a field with a default"));
                    let given = self.b.function.repr(value);
                    self.coerce(value, given, Repr::Value)
                }
                _ => unreachable!("a named tuple has no other parameters"),
            });
        }
        self.runtime(&rt::tuple::tuple_of_class, &words)
    }
}
